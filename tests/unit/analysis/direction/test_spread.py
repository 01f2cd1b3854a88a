"""A series that varies more than its cases explain is tested by how much it varies."""

from datetime import datetime
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from kpis.analysis.report.performance import performance
from kpis.model import Basis, Polarity, SeriesBreak, Unit
from kpis.periods import quarter
from tests.unit.analysis.direction.directions import Q2, previous
from tests.unit.analysis.direction.test_of_travel_and_chance import chance_of_counts

COUNTS = [60, 90, 55, 80, 120, 70, 45, 95, 60, 100, 65, 50, 85, 40]


def counted(counts, last=Q2):
    """Figures by period id, the last of them that of a quarter."""
    first = last.shift(1 - len(counts))
    return {first.shift(place).id: float(count) for place, count in enumerate(counts)}


def count_measure(make_measure, **changes):
    return make_measure(unit=Unit.COUNT, decimals=0, **changes)


def sigma_z(counts):
    """As Laney writes it, for counts of equal periods."""
    mean = sum(counts) / len(counts)
    z = [(count - mean) / sqrt(mean) for count in counts]
    return sum(abs(a - b) for a, b in pairwise(z)) / (len(z) - 1) / 1.128


def allowing_for(p, spread, points):
    return 2 * stats.t.sf(stats.norm.isf(p / 2) / spread, 0.605 * (points - 1))


def test_counts_are_tested_by_the_spread_of_those_before_them(report, make_measure):
    counts = [*COUNTS, 75]
    row = report(count_measure(make_measure), counted(counts))
    spread, by_cases = sigma_z(COUNTS), chance_of_counts(75, 40)
    assert spread > 2
    assert by_cases < 0.01
    expected = allowing_for(by_cases, spread, 14)
    assert row["direction_previous_p"] == pytest.approx(expected, rel=1e-9)
    reason = "This series differs as much from one figure to the next: 75 against 40"
    assert previous(row) == ("no_clear_change", reason)


def test_a_change_beyond_the_spread_is_clear(report, make_measure):
    row = report(count_measure(make_measure), counted([*COUNTS, 220]))
    expected = allowing_for(chance_of_counts(220, 40), sigma_z(COUNTS), 14)
    assert row["direction_previous_p"] == pytest.approx(expected, rel=1e-6)
    assert previous(row) == ("improving", "")


def test_shares_are_tested_by_the_spread_of_those_before_them(report, make_measure):
    shares = [(share, 200 + 10 * place) for place, share in enumerate(COUNTS)]
    figures = {
        period: {"outturn": 100 * part / whole, "numerator": float(part), "denominator": whole}
        for period, (part, whole) in zip(counted([*COUNTS, 0]), [*shares, (90, 300)], strict=True)
    }
    row = report(make_measure(), figures)
    mean = sum(part for part, _ in shares) / sum(whole for _, whole in shares)
    z = [(part / n - mean) / sqrt(mean * (1 - mean) / n) for part, n in shares]
    spread = sum(abs(a - b) for a, b in pairwise(z)) / 13 / 1.128
    pooled = (40 + 90) / (330 + 300)
    error = sqrt(pooled * (1 - pooled) * (1 / 330 + 1 / 300))
    by_cases = 2 * stats.norm.sf((90 / 300 - 40 / 330) / error)
    expected = allowing_for(by_cases, spread, 14)
    assert row["direction_previous_p"] == pytest.approx(expected, rel=1e-9)
    assert expected > 0.05
    margin = stats.t.ppf(0.975, 0.605 * 13) * spread * error * 100
    assert previous(row) == (
        "no_clear_change",
        f"This series differs as much from one figure to the next: ±{margin:.1f} points",
    )


@pytest.mark.parametrize(("earlier", "allowed"), [(12, False), (13, True)])
def test_the_spread_of_thirteen_earlier_figures_is_known(report, make_measure, earlier, allowed):
    counts = COUNTS[-earlier:]
    row = report(count_measure(make_measure), counted([*counts, 75]))
    by_cases = chance_of_counts(75, 40)
    expected = allowing_for(by_cases, sigma_z(counts), earlier) if allowed else by_cases
    assert row["direction_previous_p"] == pytest.approx(expected, rel=1e-9)


def test_of_a_long_series_the_last_twenty_figures_count(report, make_measure):
    counts = [5, 500] * 10 + COUNTS + [62, 88, 71, 43, 99, 40]
    row = report(count_measure(make_measure), counted([*counts, 75]))
    expected = allowing_for(chance_of_counts(75, 40), sigma_z(counts[-20:]), 20)
    assert row["direction_previous_p"] == pytest.approx(expected, rel=1e-9)


def test_a_series_that_varies_less_than_its_cases_is_tested_no_sharper(report, make_measure):
    row = report(count_measure(make_measure), counted([100] * 14 + [128]))
    assert row["direction_previous_p"] == pytest.approx(chance_of_counts(128, 100), rel=1e-9)


def test_the_spread_before_a_break_says_nothing_of_the_figures_after_it(report, make_measure):
    broken = SeriesBreak(period=Q2.shift(-8).id, reason="New form.")
    row = report(count_measure(make_measure, breaks=(broken,)), counted([*COUNTS, 75]))
    assert row["direction_previous_p"] == pytest.approx(chance_of_counts(75, 40), rel=1e-9)


def test_illustrative_figures_say_nothing_of_the_spread_of_published_ones(report, make_measure):
    figures = {
        period: {"outturn": count, "provenance": "published" if place > 9 else "illustrative"}
        for place, (period, count) in enumerate(counted([*COUNTS, 75]).items())
    }
    row = report(count_measure(make_measure), figures)
    assert row["direction_previous_p"] == pytest.approx(chance_of_counts(75, 40), rel=1e-9)


def test_totals_to_date_are_tested_by_the_spread_of_single_periods(report, make_measure):
    last = quarter(2019, 4)
    amounts = counted([30, *COUNTS, 75], last=last)
    figures, total = {}, 0.0
    for place, (period, amount) in enumerate(amounts.items()):
        total = amount if place % 4 == 0 else total + amount
        figures[period] = total
    measure = count_measure(make_measure, basis=Basis.YEAR_TO_DATE)
    row = report(measure, figures, last)
    now, before = figures[last.id], figures[last.year_before().id]
    before_it = [30, *COUNTS]
    expected = allowing_for(chance_of_counts(now, before), sigma_z(before_it), 15)
    assert row["direction_year_p"] == pytest.approx(expected, rel=1e-9)


def test_where_counts_vary_more_than_chance_one_change_in_twenty_is_still_called_clear(
    make_plan, make_measure, make_outturns
):
    """Four hundred services of which none changes: half vary by chance alone, half three times
    as much (a negative binomial of variance 9 times its mean)."""
    draw, mean, wider = np.random.default_rng(11), 80, 9
    alone = draw.poisson(mean, (200, 21))
    spread = draw.negative_binomial(mean / (wider - 1), 1 / wider, (200, 21))
    periods = list(counted(range(21)))
    measures = [
        count_measure(make_measure, measure_id=f"m{n}", polarity=Polarity.LOWER) for n in range(400)
    ]
    rows = [
        (measure.id, period, float(count))
        for measure, counts in zip(measures, [*alone, *spread], strict=True)
        for period, count in zip(periods, counts, strict=True)
    ]
    report = performance(make_plan(*measures), make_outturns(*rows), [Q2], datetime(2019, 11, 15))
    clear = report["direction_previous_p"].to_numpy() < 0.05
    by_cases = [chance_of_counts(c[-1], c[-2]) < 0.05 for c in spread]
    assert np.mean(by_cases) > 0.4
    assert clear[:200].mean() < 0.08
    assert clear[200:].mean() < 0.09
    assert not report["direction_previous_holds"].any()
