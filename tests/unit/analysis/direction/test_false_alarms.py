"""Where nothing has changed, hardly one comparison in twenty may say that something has."""

import numpy as np
import pytest

from kpis.analysis.direction.significance import significance_tests
from kpis.analysis.figures.intervals import intervals
from kpis.model import Unit

TIMES = 20_000


def columns(unit, outturn, numerator=np.nan, denominator=np.nan, **before):
    """Columns of so many figures of one measure, which is no survey."""
    figures = {"outturn": outturn, "numerator": numerator, "denominator": denominator} | before
    return {name: np.broadcast_to(values, TIMES) * 1.0 for name, values in figures.items()} | {
        "unit": np.full(TIMES, unit.value, dtype=object),
        "sample_size": np.zeros(TIMES, dtype="int64"),
        "not_by_chance": np.full(TIMES, "", dtype=object),
        "rolling_months": np.zeros(TIMES, dtype="int64"),
        "before_months": np.full(TIMES, 3),
    }


@pytest.mark.parametrize(("mean", "fewest"), [(3, 0.01), (30, 0.03), (900, 0.04)])
def test_of_counts_that_vary_by_chance_alone_at_most_one_pair_in_twenty_is_told_apart(mean, fewest):
    now, before = np.random.default_rng(7).poisson(mean, (2, TIMES))
    nan = {"before_numerator": np.nan, "before_denominator": np.nan}
    tested = significance_tests(columns(Unit.COUNT, now, before_outturn=before, **nan))
    told_apart = ~tested["within"]
    assert fewest < told_apart.mean() < 0.053


def test_of_shares_that_vary_by_chance_alone_one_pair_in_twenty_is_told_apart():
    now, before = np.random.default_rng(7).binomial(400, 0.3, (2, TIMES))
    pairs = columns(
        Unit.PERCENT,
        now / 4,
        now,
        400,
        before_outturn=before / 4,
        before_numerator=before,
        before_denominator=400,
    )
    assert (~significance_tests(pairs)["within"]).mean() == pytest.approx(0.05, abs=0.006)


@pytest.mark.parametrize("mean", [6, 40, 900])
def test_the_interval_of_a_count_holds_what_lies_behind_it_nineteen_times_in_twenty(mean):
    counts = np.random.default_rng(7).poisson(mean, TIMES)
    limits = intervals(columns(Unit.COUNT, counts))
    holds = (limits["interval_low"] <= mean) & (mean <= limits["interval_high"])
    assert 0.948 < holds.mean() < 0.98


@pytest.mark.parametrize("share", [0.02, 0.3])
def test_the_interval_of_a_share_holds_what_lies_behind_it_nineteen_times_in_twenty(share):
    cases = np.random.default_rng(7).binomial(250, share, TIMES)
    limits = intervals(columns(Unit.PERCENT, cases / 2.5, cases, 250))
    holds = (limits["interval_low"] <= 100 * share) & (100 * share <= limits["interval_high"])
    assert 0.94 < holds.mean() < 0.97
