"""Confidence intervals against published tables, scipy and statsmodels, and when there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kpis.analysis.figures.intervals import FEWEST_FOR_BYAR, intervals, poisson, wilson
from kpis.model import Unit

NAN = float("nan")


def interval_of(unit, outturn, numerator=NAN, denominator=NAN, sample_size=0, **further):
    """The interval of one figure: low, high, method, reason."""
    columns = {
        "outturn": np.array([outturn]),
        "numerator": np.array([numerator]),
        "denominator": np.array([denominator]),
        "unit": np.array([unit.value], dtype=object),
        "sample_size": np.array([sample_size]),
    }
    for name, value in further.items():
        columns[name] = np.array([value], dtype=object if isinstance(value, str) else None)
    limits = intervals(columns)
    names = ("interval_low", "interval_high", "interval_method", "interval_reason")
    return tuple(limits[name][0] for name in names)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_percentages_have_the_wilson_limits_that_newcombe_published(part, whole, low, high):
    shown_low, shown_high, method, reason = interval_of(
        Unit.PERCENT, 100 * part / whole, part, whole
    )
    assert (round(shown_low / 100, 4), round(shown_high / 100, 4)) == (low, high)
    assert (method, reason) == ("Wilson score", "")


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [  # Pearson and Hartley, Biometrika Tables for Statisticians I, table 40
        (0, 0.0, 3.69),
        (1, 0.0253, 5.57),
        (5, 1.62, 11.67),
        (9, 4.12, 17.08),
    ],
)
def test_few_events_have_the_exact_limits_of_the_tables(events, low, high):
    shown_low, shown_high, method, _ = interval_of(Unit.COUNT, float(events))
    assert shown_low == pytest.approx(low, abs=0.005)
    assert shown_high == pytest.approx(high, abs=0.005)
    assert method == "Exact Poisson"


def test_byars_limits_lie_as_near_to_the_exact_ones_as_the_guidance_says():
    events = np.array([10.0, 11, 25, 64, 100, 1_000, 250_000])
    low, high = poisson(events)
    exact_low = stats.chi2.ppf(0.025, 2 * events) / 2
    exact_high = stats.chi2.ppf(0.975, 2 * events + 2) / 2
    # Public Health England, Technical Guide: Confidence Intervals (2018), within 0.2 %.
    np.testing.assert_allclose(low, exact_low, rtol=0.002)
    np.testing.assert_allclose(high, exact_high, rtol=0.002)


def test_the_method_changes_at_ten_events_and_the_limits_hardly_do():
    assert interval_of(Unit.COUNT, 9.0)[2] == "Exact Poisson"
    assert interval_of(Unit.COUNT, 10.0)[2] == "Byar's method"
    low, high = poisson(np.arange(0.0, 30.0))
    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 200_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_limits_are_those_of_statsmodels(case):
    part, whole = case
    low, high = wilson(np.array([part / whole]), np.array([float(whole)]))
    expected = proportion_confint(part, whole, 0.05, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-12)
    assert 0 <= low[0] <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high[0] <= 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, FEWEST_FOR_BYAR - 1))
def test_exact_limits_are_those_at_which_the_count_is_just_within_chance(events):
    low, high = poisson(np.array([float(events)]))
    assert stats.poisson.cdf(events, high[0]) == pytest.approx(0.025, rel=1e-9)
    if events:
        assert stats.poisson.sf(events - 1, low[0]) == pytest.approx(0.025, rel=1e-9)


def test_a_rate_has_the_limits_of_its_events():
    low, high = (limit[0] * 100_000 / 28_450 for limit in poisson(np.array([64.0])))
    rate = 64 * 100_000 / 28_450
    assert interval_of(Unit.RATE_PER_100000, rate, 64, 28_450) == (low, high, "Byar's method", "")
    few = interval_of(Unit.RATE_PER_1000, 4 * 1_000 / 812, 4, 812)
    assert few[2] == "Exact Poisson"
    assert few[1] == pytest.approx(stats.chi2.ppf(0.975, 10) / 2 * 1_000 / 812)


def test_a_survey_has_the_interval_of_those_asked_else_of_its_usual_sample():
    usual = interval_of(Unit.PERCENT, 62.0, sample_size=1100)
    assert usual[:2] == pytest.approx(
        [100 * x for x in proportion_confint(682, 1100, 0.05, "wilson")]
    )
    asked = interval_of(Unit.PERCENT, 62.0, denominator=400.0, sample_size=1100)
    assert asked[:2] == pytest.approx(
        [100 * x for x in proportion_confint(248, 400, 0.05, "wilson")]
    )


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ((Unit.PERCENT, 62.0), "The number of cases behind the percentage is not known"),
        ((Unit.PERCENT, 62.0, 62.0), "The number of cases behind the percentage is not known"),
        ((Unit.PERCENT, 62.0, 0.0, 0.0), "The number of cases behind the percentage is not known"),
        # The numerator is that of the complement, or of something else.
        (
            (Unit.PERCENT, 62.0, 38.0, 100.0),
            "The number of cases behind the percentage is not known",
        ),
        (
            (Unit.PERCENT, 110.0, 110.0, 100.0),
            "The number of cases behind the percentage is not known",
        ),
        ((Unit.RATE_PER_1000, 4.2), "The number of events behind the rate is not known"),
        ((Unit.RATE_PER_1000, 4.2, 9.0, 0.0), "The number of events behind the rate is not known"),
        ((Unit.COUNT, 4.5), "Not a whole number of events"),
        ((Unit.COUNT, -1.0), "Not a whole number of events"),
        ((Unit.POUNDS, 40.0), "A sum of money, not a count of cases"),
        ((Unit.TONNES, 40.0), "A weight, not a count of cases"),
        ((Unit.INDEX, 40.0), "A score, not a count of cases"),
        (
            (Unit.DAYS, 40.0, 80.0, 2.0),
            "An average of days, returned without how single cases spread around it",
        ),
        (
            (Unit.AVERAGE, 40.0, 80.0, 2.0),
            "An average, returned without how single cases spread around it",
        ),
        ((Unit.COUNT, NAN), "No figure"),
        ((Unit.PERCENT, NAN, NAN, NAN, 1100), "No figure"),
    ],
)
def test_what_does_not_vary_case_by_case_has_no_interval_and_says_why(figure, reason):
    low, high, method, why_none = interval_of(*figure)
    assert np.isnan(low)
    assert np.isnan(high)
    assert (method, why_none) == ("", reason)


def test_what_the_plan_says_is_not_chance_has_no_interval():
    why = "Homes are completed a scheme at a time"
    assert interval_of(Unit.COUNT, 40.0, not_by_chance=why)[2:] == ("", why)
    assert interval_of(Unit.COUNT, 40.0, not_by_chance="")[2:] == ("Byar's method", "")


def test_intervals_of_no_figures_are_none():
    nothing = {
        name: np.array([], dtype="float64") for name in ("outturn", "numerator", "denominator")
    }
    limits = intervals(
        nothing | {"unit": np.array([], dtype=object), "sample_size": np.array([], dtype="int64")}
    )
    assert {len(values) for values in limits.values()} == {0}


def test_a_percentage_without_its_number_is_of_what_the_plan_says_is_usual():
    low, high, method, _ = interval_of(Unit.PERCENT, 72.0, usual_denominator=100)
    assert (low / 100, high / 100) == pytest.approx(proportion_confint(72, 100, method="wilson"))
    assert method == "Wilson score, taking the figure as one of about 100 cases"
    own = interval_of(Unit.PERCENT, 72.0, 72.0, 100.0, usual_denominator=7)
    assert own == (low, high, "Wilson score", "")


def test_a_rate_without_its_number_is_of_as_many_events_as_that_comes_to():
    low, high, method, _ = interval_of(Unit.RATE_PER_100000, 385.0, usual_denominator=25_000)
    (fewest,), (most,) = poisson(np.array([96.0]))  # 96.25 young people cannot be
    assert (low, high) == pytest.approx((fewest * 4, most * 4))
    assert method == "Byar's method, taking the figure as one of about 25,000 people"


@pytest.mark.parametrize("ratio", [(72.0, NAN), (NAN, 100.0), (9.0, 100.0)])
def test_a_ratio_that_does_not_give_the_figure_is_not_replaced_by_the_usual_number(ratio):
    _, _, method, reason = interval_of(Unit.PERCENT, 72.0, *ratio, usual_denominator=100)
    assert (method, reason) == ("", "The number of cases behind the percentage is not known")


def test_a_survey_is_taken_as_one_of_as_many_people_as_tell_as_much_at_random():
    """Kish: n / deff. 1,100 weighted answers with an effect of 1.5 count as 733."""
    low, high, method, _ = interval_of(Unit.PERCENT, 62.0, sample_size=1100, design_effect=1.5)
    people = 1100 / 1.5
    expected = proportion_confint(0.62 * people, people, method="wilson")
    assert (low / 100, high / 100) == pytest.approx(expected)
    assert method == "Wilson score with a design effect of 1.5"
    at_random = interval_of(Unit.PERCENT, 62.0, sample_size=1100, design_effect=1.0)
    assert at_random == interval_of(Unit.PERCENT, 62.0, sample_size=1100)
    assert low < at_random[0] < at_random[1] < high


def test_what_is_no_survey_has_no_design_effect():
    counted = interval_of(Unit.PERCENT, 62.0, 62.0, 100.0, design_effect=2.0)
    assert counted == interval_of(Unit.PERCENT, 62.0, 62.0, 100.0)
    events = interval_of(Unit.COUNT, 62.0, sample_size=1100, design_effect=2.0)
    assert events == interval_of(Unit.COUNT, 62.0)
