"""A change by less than chance is no clear change: shares, surveys, counts and rates."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kpis.analysis.direction.significance import significance_tests
from kpis.model import Basis, Frequency, Polarity, QuarterValue, Unit
from tests.unit.analysis.direction.directions import BEFORE, NOW, YEAR_AGO, a_year_ago, previous

RATIO = ("numerator", "denominator")


def share(numerator, denominator):
    outturn = 100 * numerator / denominator
    return {"outturn": outturn, "numerator": numerator, "denominator": denominator}


def z(part, whole, part_before, whole_before):
    """The test as NIST writes it, by hand."""
    pooled = (part + part_before) / (whole + whole_before)
    error = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_before))
    return (part / whole - part_before / whole_before) / error


@pytest.mark.parametrize(
    ("part", "whole", "part_before", "whole_before"),
    [(33.0, 41.0, 31.0, 40.0), (60.0, 100.0, 47.0, 100.0), (520.0, 1000.0, 480.0, 1000.0)],
)
def test_a_share_changed_by_less_than_chance_has_not_clearly_changed(
    report, make_measure, part, whole, part_before, whole_before
):
    assert abs(z(part, whole, part_before, whole_before)) < 1.96
    row = report(
        make_measure(), {NOW: share(part, whole), BEFORE: share(part_before, whole_before)}
    )
    direction, reason = previous(row)
    assert direction == "no_clear_change"
    assert reason.startswith("With ")
    assert reason.endswith(" points may be chance")


@pytest.mark.parametrize(
    ("part", "whole", "part_before", "whole_before"),
    [(61.0, 100.0, 47.0, 100.0), (522.0, 1000.0, 478.0, 1000.0), (10.0, 20.0, 0.0, 20.0)],
)
def test_a_share_changed_by_more_than_chance_has_a_direction(
    report, make_measure, part, whole, part_before, whole_before
):
    assert abs(z(part, whole, part_before, whole_before)) > 1.96
    row = report(
        make_measure(), {NOW: share(part, whole), BEFORE: share(part_before, whole_before)}
    )
    assert previous(row) == ("improving", "")


def test_the_reason_tells_how_many_cases_and_how_small_a_change_they_can_tell(report, make_measure):
    row = report(make_measure(), {NOW: share(33.0, 41.0), BEFORE: share(31.0, 40.0)})
    assert row["direction_previous_reason"] == "With 40 and 41 cases, ±17.7 points may be chance"


def test_a_survey_is_tested_with_its_usual_sample_size(report, make_measure):
    survey = make_measure(sample_size=1100, decimals=0)
    row = report(survey, {NOW: 62.0, BEFORE: 58.0, YEAR_AGO: 57.0})
    assert previous(row) == (
        "no_clear_change",
        "With a survey of 1,100 people, ±4.1 points may be chance",
    )
    assert a_year_ago(row) == ("improving", "")


def test_a_survey_with_a_design_effect_tells_less_apart(report, make_measure):
    """41 % after 46 % of 1,100 people: p = 0.018 of a random sample, and 0.054 at 1.5."""
    worse = {NOW: 41.0, BEFORE: 46.0}
    at_random = make_measure(sample_size=1100, decimals=0)
    assert previous(report(at_random, worse)) == ("worsening", "")
    weighted = make_measure(sample_size=1100, decimals=0, design_effect=1.5)
    reason = "With a survey of 1,100 people and a design effect of 1.5, ±5.1 points may be chance"
    assert previous(report(weighted, worse)) == ("no_clear_change", reason)


def test_a_survey_with_its_own_number_of_people_is_tested_with_that(report, make_measure):
    survey = make_measure(sample_size=1100, decimals=0)
    figures = {NOW: {"outturn": 62.0, "denominator": 5000.0}, BEFORE: 58.0}
    assert previous(report(survey, figures)) == ("improving", "")
    figures = {NOW: {"outturn": 62.0, "denominator": 800.0}, BEFORE: 58.0}
    reason = "With surveys of 1,100 and 800 people, ±4.5 points may be chance"
    assert previous(report(survey, figures)) == ("no_clear_change", reason)


def test_a_share_without_its_number_is_tested_with_the_one_the_plan_gives(report, make_measure):
    """72 % of about 100 children after 70 %: p = 0.76."""
    measure = make_measure(decimals=0, usual_denominator=100)
    reason = "With about 100 cases, ±12.6 points may be chance"
    assert previous(report(measure, {NOW: 72.0, BEFORE: 70.0})) == ("no_clear_change", reason)
    assert previous(report(measure, {NOW: 84.0, BEFORE: 70.0})) == ("improving", "")


def test_a_rate_without_its_number_is_tested_by_the_events_that_it_comes_to(report, make_measure):
    measure = make_measure(
        unit=Unit.RATE_PER_100000, decimals=0, polarity=Polarity.LOWER, usual_denominator=25_000
    )
    reason = "Counts of this size differ as much by chance: about 96 against about 118"
    assert chance_of_counts(96, 118) == pytest.approx(0.15, abs=0.005)
    assert previous(report(measure, {NOW: 385.0, BEFORE: 472.0})) == ("no_clear_change", reason)
    assert chance_of_counts(80, 118) < 0.05
    assert previous(report(measure, {NOW: 320.0, BEFORE: 472.0})) == ("improving", "")


def chance_of_counts(now, before, weight=0.5):
    """The exact conditional test by scipy: twice the smaller tail of a binomial distribution."""
    falls = stats.binom(now + before, weight)
    return 2 * min(falls.cdf(now), falls.sf(now - 1))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (64.0, 57.0, "no_clear_change"),
        (5.0, 0.0, "no_clear_change"),  # p = 0.0625
        (6.0, 0.0, "improving"),  # p = 0.03125
        (0.0, 6.0, "worsening"),
        (77.0, 54.0, "no_clear_change"),  # p = 0.0544, though a z-test would say 0.0445
        (78.0, 54.0, "improving"),  # p = 0.0449
        (10_278.0, 10_000.0, "no_clear_change"),
        (10_282.0, 10_000.0, "improving"),
    ],
)
def test_a_count_changed_by_less_than_chance_has_not_clearly_changed(
    report, make_measure, now, before, expected
):
    row = report(make_measure(unit=Unit.COUNT, decimals=0), {NOW: now, BEFORE: before})
    assert (chance_of_counts(now, before) >= 0.05) == (expected == "no_clear_change")
    assert row["direction_previous"] == expected
    within = f"Counts of this size differ as much by chance: {now:,.0f} against {before:,.0f}"
    assert row["direction_previous_reason"] == (within if expected == "no_clear_change" else "")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3_000), st.integers(1, 3_000))
def test_counts_are_told_apart_where_statsmodels_tells_them_apart(now, before):
    from statsmodels.stats import rates  # takes a second, which not every worker needs

    pairs = {f"{same}{name}": np.array([np.nan]) for same in ("", "before_") for name in RATIO}
    pairs |= {"outturn": np.array([float(now)]), "before_outturn": np.array([float(before)])}
    pairs |= {"unit": np.array([Unit.COUNT.value], dtype=object), "sample_size": np.array([0])}
    pairs |= {"not_by_chance": np.array([""], dtype=object)}
    pairs |= {"rolling_months": np.array([0]), "before_months": np.array([3])}
    tested = significance_tests(pairs)
    result = rates.test_poisson_2indep(now, 1, before, 1, method="exact-cond")
    assert tested["p"][0] == pytest.approx(result.pvalue, rel=1e-9, abs=1e-300)
    assert tested["within"][0] == (result.pvalue >= 0.05)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((41.0, 20_000.0), (31.0, 20_400.0), "no_clear_change"),
        ((55.0, 20_000.0), (31.0, 20_400.0), "worsening"),
        # The same counts among fewer people are a higher rate.
        ((41.0, 5_000.0), (31.0, 20_400.0), "worsening"),
    ],
)
def test_a_rate_is_tested_by_its_events_and_the_people_behind_them(
    report, make_measure, now, before, expected
):
    def rate(events, people):
        return {"outturn": 1_000 * events / people, "numerator": events, "denominator": people}

    measure = make_measure(unit=Unit.RATE_PER_1000, decimals=2, polarity=Polarity.LOWER)
    row = report(measure, {NOW: rate(*now), BEFORE: rate(*before)})
    chance = chance_of_counts(now[0], before[0], now[1] / (now[1] + before[1]))
    assert (chance >= 0.05) == (expected == "no_clear_change")
    assert row["direction_previous"] == expected
    if expected == "no_clear_change":
        reason = "Counts of this size differ as much by chance: 41 against 31"
        assert row["direction_previous_reason"] == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "The number of cases behind the percentage is not known"),
        ({"unit": Unit.RATE_PER_1000}, "The number of events behind the rate is not known"),
        (
            {"unit": Unit.AVERAGE},
            "An average, returned without how single cases spread around it",
        ),
        ({"unit": Unit.POUNDS, "decimals": 0}, "A sum of money, not a count of cases"),
        (
            {"unit": Unit.COUNT, "decimals": 0, "not_by_chance": "Homes come a scheme at a time."},
            "Homes come a scheme at a time",
        ),
        ({"not_by_chance": "Tonnes are weighed"}, "Tonnes are weighed"),
    ],
)
@pytest.mark.parametrize("before", [57.0, 71.0])
def test_where_no_test_is_possible_a_change_is_neither_better_nor_worse(
    report, make_measure, changes, reason, before
):
    row = report(make_measure(**changes), {NOW: 64.0, BEFORE: before})
    assert previous(row) == ("not_tested", reason)
    same = report(make_measure(**changes), {NOW: 64.0, BEFORE: 64.0})
    assert previous(same) == ("no_clear_change", "The figures shown are the same")


@pytest.mark.parametrize(("rolling", "with_year_ago"), [(12, "improving"), (24, "not_tested")])
def test_figures_that_share_cases_are_not_tested_against_each_other(
    report, make_measure, rolling, with_year_ago
):
    """Each covers twelve months: nine of them are those of the quarter before."""
    measure = make_measure(rolling_months=rolling)
    row = report(
        measure, {NOW: share(800, 1000), BEFORE: share(500, 1000), YEAR_AGO: share(500, 1000)}
    )
    reason = f"Each figure covers {rolling} months and shares some of them with the one before"
    assert previous(row) == ("not_tested", reason)
    assert row["direction_year"] == with_year_ago


def test_totals_to_date_of_two_years_are_compared_as_counts(report, make_measure):
    measure = make_measure(basis=Basis.YEAR_TO_DATE, unit=Unit.COUNT, decimals=0)
    row = report(measure, {NOW: 130.0, BEFORE: 70.0, YEAR_AGO: 118.0})
    reason = "Counts of this size differ as much by chance: 130 against 118"
    assert a_year_ago(row) == ("no_clear_change", reason)


def test_a_mean_of_three_months_is_no_count(report, make_measure):
    measure = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN, unit=Unit.COUNT, decimals=0
    )
    row = report(measure, {f"2019-M{number:02}": 30.0 - number for number in range(4, 10)})
    assert previous(row) == ("not_tested", "A mean of three months, not a count")
    assert row["interval_reason"] == "A mean of three months, not a count"


def test_three_months_are_compared_by_their_sum(report, make_measure):
    measure = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM, unit=Unit.COUNT, decimals=0
    )
    months = {f"2019-M{number:02}": 30.0 - number for number in range(4, 10)}
    reason = "Counts of this size differ as much by chance: 66 against 75"
    assert previous(report(measure, months)) == ("no_clear_change", reason)


@pytest.mark.parametrize(
    "before",
    [
        {"outturn": 77.5},
        {"outturn": 77.5, "numerator": 31.0},
        {"outturn": 77.5, "denominator": 40.0},
        {"outturn": 105.0 - 27.5, "numerator": 42.0, "denominator": 40.0},
        {"outturn": 77.5, "numerator": 0.0, "denominator": 0.0},
        {"outturn": 77.5, "numerator": 9.0, "denominator": 40.0},  # of the complement
    ],
)
def test_without_a_proportion_on_both_sides_a_change_is_not_tested(report, make_measure, before):
    row = report(make_measure(), {NOW: share(33.0, 41.0), BEFORE: before})
    reason = "The number of cases behind the percentage is not known"
    assert previous(row) == ("not_tested", reason)


@pytest.mark.parametrize("everyone", [0.0, 40.0])
def test_none_or_all_both_times_is_the_same(report, make_measure, everyone):
    row = report(make_measure(), {NOW: share(everyone, 40.0), BEFORE: share(everyone, 40.0)})
    assert previous(row) == ("no_clear_change", "The figures shown are the same")
