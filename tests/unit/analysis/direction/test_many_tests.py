"""Of many tests in one report some come out clear by luck: those do not hold."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from kpis.analysis.direction.many_tests import hold_among_many, told_among_many
from kpis.analysis.report.performance import performance
from kpis.model import Unit
from kpis.periods import quarter

P = st.one_of(st.floats(0, 1), st.floats(0, 0.06), st.just(float("nan")))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(P, st.integers(1, 3)), min_size=1, max_size=60))
def test_what_holds_is_what_statsmodels_rejects_in_each_report(tests):
    p = np.array([value for value, _ in tests])
    family = np.array([report for _, report in tests])
    holds = hold_among_many(p, family)
    for report in set(family):
        tested = (family == report) & ~np.isnan(p)
        assert not holds[(family == report) & np.isnan(p)].any()
        if tested.any():
            expected = multipletests(p[tested], 0.05, method="fdr_bh")[0]
            assert holds[tested].tolist() == expected.tolist()


def test_the_example_that_benjamini_and_hochberg_published():
    """Fifteen p-values of which the four smallest hold (1995, section 3.2)."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262]
    p += [0.5719, 0.6528, 0.7590, 1.0000]
    assert hold_among_many(np.array(p), np.zeros(15)).tolist() == [True] * 4 + [False] * 11


def test_one_of_nothing_but_luck_is_counted_in_one_report_of_twenty():
    """Two thousand reports of 18 tests each, nothing having changed."""
    p = np.random.default_rng(5).uniform(size=2_000 * 18)
    reports = np.repeat(np.arange(2_000), 18)
    alone = np.add.reduceat(p < 0.05, np.arange(0, len(p), 18)) > 0
    held = np.add.reduceat(hold_among_many(p, reports), np.arange(0, len(p), 18)) > 0
    assert alone.mean() == pytest.approx(1 - 0.95**18, abs=0.03)
    assert held.mean() == pytest.approx(0.05, abs=0.015)


def test_a_change_that_is_clear_by_itself_alone_says_so():
    direction = np.array(["improving", "worsening", "no_clear_change", "not_tested", ""], object)
    reason = np.array(["", "One of the two figures is illustrative", "Same", "None", "Gap"], object)
    p = np.array([0.001, 0.04, 0.3, np.nan, np.nan])
    holds, told = told_among_many(direction, reason, p, np.ones(5))
    assert holds.tolist() == [True, False, False, False, False]
    assert told.tolist() == [
        "",
        "Clear by itself, but not among all 3 tests of this report; one of the two figures is "
        "illustrative",
        "Same",
        "None",
        "Gap",
    ]


def test_a_change_that_is_not_shown_holds_nothing():
    """Equal as shown, whatever the cases behind the figures say."""
    direction = np.array(["no_clear_change"], object)
    holds, _ = told_among_many(direction, np.array([""], object), np.array([1e-9]), np.ones(1))
    assert not holds.any()


def test_each_quarter_is_a_report_of_its_own(make_plan, make_measure, make_outturns):
    measures = [make_measure(f"m{n}", unit=Unit.COUNT, decimals=0) for n in range(3)]
    figures = {"m0": (100.0, 130.0, 60.0), "m1": (100.0, 101.0, 99.0), "m2": (100.0, 99.0, 50.0)}
    rows = [
        (measure_id, quarter(2019, number).id, value)
        for measure_id, values in figures.items()
        for number, value in enumerate(values, 1)
    ]
    quarters = [quarter(2019, 2), quarter(2019, 3)]
    report = performance(
        make_plan(*measures), make_outturns(*rows), quarters, datetime(2020, 2, 1)
    ).set_index(["quarter_id", "measure_id"])
    assert report.loc[("2019-20-Q2", "m0"), "direction_previous_p"] == pytest.approx(
        0.0555, abs=1e-3
    )
    assert not report.loc["2019-20-Q2", "direction_previous_holds"].any()
    assert report.loc["2019-20-Q3", "direction_previous_holds"].tolist() == [True, False, True]
