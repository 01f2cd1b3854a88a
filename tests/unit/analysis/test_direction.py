"""Better or worse than before, no clear change, or blank: each with its reason."""

from datetime import datetime
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kpis.analysis.performance import performance
from kpis.analysis.sampling import sampling
from kpis.model import Basis, Frequency, Polarity, QuarterValue, SeriesBreak, Suspension, Unit
from kpis.periods import quarter

Q2 = quarter(2019, 2)
NOW, BEFORE, YEAR_AGO = "2019-20-Q2", "2019-20-Q1", "2018-19-Q2"

RATIO = ("numerator", "denominator")
NEVER_COMPARED = "Not comparable with Q1 2019/20: one figure is published, the other illustrative"


@pytest.fixture
def report(make_plan, make_outturns):
    """The row of Q2 2019/20 of one measure with these figures (outturn or dictionary by period)."""

    def find(measure, figures, in_quarter=Q2):
        rows = [
            {"measure_id": measure.id, "period_id": period_id}
            | (figure if isinstance(figure, dict) else {"outturn": figure})
            for period_id, figure in figures.items()
        ]
        plan, outturns = make_plan(measure), make_outturns(*rows)
        return performance(plan, outturns, [in_quarter], datetime(2019, 11, 15)).iloc[0]

    return find


def previous(row):
    return row["direction_previous"], row["direction_previous_reason"]


def a_year_ago(row):
    return row["direction_year"], row["direction_year_reason"]


@pytest.mark.parametrize(
    ("polarity", "now", "before", "expected"),
    [
        (Polarity.HIGHER, 91.0, 90.0, "improving"),
        (Polarity.HIGHER, 90.0, 91.0, "worsening"),
        (Polarity.LOWER, 91.0, 90.0, "worsening"),
        (Polarity.LOWER, 90.0, 91.0, "improving"),
    ],
)
def test_better_or_worse_follows_polarity(report, make_measure, polarity, now, before, expected):
    row = report(make_measure(polarity=polarity), {NOW: now, BEFORE: before, YEAR_AGO: before})
    assert previous(row) == (expected, "")
    assert a_year_ago(row) == (expected, "")


def test_the_two_directions_are_told_apart(report, make_measure):
    row = report(make_measure(), {NOW: 91.0, BEFORE: 90.0, YEAR_AGO: 92.0})
    assert (row["previous_period_id"], row["previous_outturn"]) == (BEFORE, 90.0)
    assert (row["year_period_id"], row["year_outturn"]) == (YEAR_AGO, 92.0)
    assert row["direction_previous"] == "improving"
    assert row["direction_year"] == "worsening"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (90.04, 89.95, "no_clear_change"),  # both shown as 90.0
        (90.04, 89.94, "improving"),  # 90.0 and 89.9
        (90.05, 90.04, "improving"),  # 90.1 and 90.0
        (90.0, 90.0, "no_clear_change"),
    ],
)
def test_figures_shown_the_same_have_not_clearly_changed(
    report, make_measure, now, before, expected
):
    direction, reason = previous(report(make_measure(), {NOW: now, BEFORE: before}))
    assert direction == expected
    assert reason == ("The figures shown are the same" if expected == "no_clear_change" else "")


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (7.0, 6.0, ("improving", "")),
        (15.0, 18.0, ("improving", "")),
        (18.0, 15.0, ("worsening", "")),
        (7.0, 10.0, ("worsening", "")),
        (10.0, 7.0, ("improving", "")),
        (16.0, 6.5, ("worsening", "")),
        (9.0, 13.0, ("no_clear_change", "Both figures lie within the range")),
        (8.0, 14.0, ("no_clear_change", "Both figures lie within the range")),
        (15.0, 7.0, ("no_clear_change", "Both figures lie equally far from the range")),
        (15.0, 15.0, ("no_clear_change", "The figures shown are the same")),
    ],
)
def test_for_a_range_nearer_is_better(report, make_measure, make_plan, now, before, expected):
    aims = make_measure(target=8.0, minimum=6.0).aims
    bounds = {"target_upper": 14.0, "minimum_expectation_upper": 17.0}
    aims = {
        year: type(aim)(
            year=year,
            target=aim.target,
            minimum_expectation=aim.minimum_expectation,
            **bounds,
        )
        for year, aim in aims.items()
    }
    measure = make_measure(polarity=Polarity.RANGE, aims=aims)
    assert previous(report(measure, {NOW: now, BEFORE: before})) == expected


def test_without_a_range_to_judge_by_there_is_no_direction(report, make_measure):
    measure = make_measure(polarity=Polarity.RANGE, target=None)
    found = previous(report(measure, {NOW: 8.0, BEFORE: 9.0}))
    assert found == ("", "No range is set to judge the change by")


def test_a_neutral_measure_has_no_direction(report, make_measure):
    row = report(make_measure(polarity=Polarity.NEUTRAL, target=None), {NOW: 8.0, BEFORE: 9.0})
    assert previous(row) == ("", "Neither more nor less of this is better")
    assert a_year_ago(row) == ("", "Neither more nor less of this is better")


def test_data_without_a_target_has_a_direction(report, make_measure):
    assert previous(report(make_measure(target=None), {NOW: 9.0, BEFORE: 8.0})) == ("improving", "")


def test_year_to_date_is_compared_with_the_same_quarter_last_year_only(report, make_measure):
    measure = make_measure(basis=Basis.YEAR_TO_DATE, unit=Unit.COUNT, decimals=0)
    row = report(measure, {NOW: 50.0, BEFORE: 30.0, YEAR_AGO: 85.0})
    reason = "Year-to-date: compared with the same quarter last year"
    assert previous(row) == ("", reason)
    assert row["previous_period_id"] == ""
    assert pd.isna(row["previous_outturn"])
    assert a_year_ago(row) == ("worsening", "")


@pytest.mark.parametrize(
    ("frequency", "wave", "now", "before"),
    [
        (Frequency.YEAR, {}, "2018-19", "2017-18"),
        (Frequency.ACADEMIC_YEAR, {}, "2018-19-AY", "2017-18-AY"),
        (Frequency.CALENDAR_YEAR, {}, "2018-CY", "2017-CY"),
        (
            Frequency.SURVEY_WAVE,
            {"wave_start_month": 2, "wave_months": 2},
            "2019-02-to-2019-03",
            "2018-02-to-2018-03",
        ),
    ],
)
def test_for_what_comes_once_a_year_both_directions_are_the_same(
    report, make_measure, frequency, wave, now, before
):
    last_reported = {
        Frequency.YEAR: quarter(2018, 4),
        Frequency.ACADEMIC_YEAR: quarter(2019, 2),
        Frequency.CALENDAR_YEAR: quarter(2018, 3),
        Frequency.SURVEY_WAVE: quarter(2018, 4),
    }[frequency]
    row = report(
        make_measure(frequency=frequency, **wave), {now: 92.0, before: 91.0}, last_reported
    )
    assert row["period_id"] == now
    assert row["previous_period_id"] == row["year_period_id"] == before
    assert previous(row) == a_year_ago(row) == ("improving", "")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({NOW: 9.0}, "No figure for Q1 2019/20"),
        ({BEFORE: 9.0}, "No figure for this period"),
        ({}, "No figure for this period"),
        ({NOW: 9.0, BEFORE: {"outturn": None, "marker": "x"}}, "No figure for Q1 2019/20"),
        (
            {NOW: 9.0, BEFORE: {"outturn": None, "marker": "c"}},
            "The figure for Q1 2019/20 is withheld",
        ),
        ({NOW: {"outturn": None, "marker": "c"}, BEFORE: 9.0}, "The figure is withheld"),
        ({NOW: {"outturn": None, "marker": "cr"}, BEFORE: 9.0}, "The figure is withheld"),
    ],
)
def test_without_two_figures_there_is_no_direction(report, make_measure, figures, expected):
    assert previous(report(make_measure(), figures)) == ("", expected)


def test_a_gap_is_not_bridged_by_an_older_figure(report, make_measure):
    row = report(make_measure(), {NOW: 9.0, "2018-19-Q4": 8.0})
    assert previous(row) == ("", "No figure for Q1 2019/20")
    assert row["previous_period_id"] == ""
    assert pd.isna(row["previous_outturn"])


@pytest.mark.parametrize(
    ("broken", "with_previous", "with_year"),
    [
        ("2019-20-Q2", True, True),
        ("2019-20-Q1", False, True),
        ("2018-19-Q3", False, True),
        ("2018-19-Q2", False, False),
        ("2019-20-Q3", False, False),
    ],
)
def test_figures_on_either_side_of_a_break_are_not_compared(
    report, make_measure, broken, with_previous, with_year
):
    measure = make_measure(breaks=(SeriesBreak(period=broken, reason="new survey form."),))
    row = report(measure, {NOW: 9.0, BEFORE: 8.0, YEAR_AGO: 8.0})
    assert (row["direction_previous"] == "") == with_previous
    assert (row["direction_year"] == "") == with_year
    if with_previous:
        reason = "Not comparable with Q1 2019/20: new survey form"
        assert row["direction_previous_reason"] == reason
        assert row["previous_outturn"] == 8.0


def test_a_break_within_a_period_counts_against_it_both_ways(report, make_measure):
    measure = make_measure(
        frequency=Frequency.YEAR, breaks=(SeriesBreak(period="2018-19-Q3", reason="new form"),)
    )
    figures = {"2017-18": 9.0, "2018-19": 8.0, "2019-20": 7.0, "2020-21": 6.0}
    found = {
        year: report(measure, figures, quarter(year, 4))["direction_year"]
        for year in (2018, 2019, 2020)
    }
    assert found == {2018: "", 2019: "", 2020: "worsening"}


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("return", "return", ("improving", "")),
        ("published", "published", ("improving", "")),
        ("illustrative", "illustrative", ("improving", "")),
        ("return", "published", ("improving", "")),
        ("return", "illustrative", ("improving", "One of the two figures is illustrative")),
        ("illustrative", "return", ("improving", "One of the two figures is illustrative")),
        ("published", "illustrative", ("", NEVER_COMPARED)),
        ("illustrative", "published", ("", NEVER_COMPARED)),
    ],
)
def test_a_published_figure_is_never_compared_with_an_illustrative_one(
    report, make_measure, now, before, expected
):
    figures = {
        NOW: {"outturn": 91.0, "provenance": now},
        BEFORE: {"outturn": 90.0, "provenance": before},
    }
    assert previous(report(make_measure(), figures)) == expected


def test_that_a_figure_is_illustrative_is_added_to_another_reason(report, make_measure):
    figures = {NOW: 90.0, BEFORE: {"outturn": 90.0, "provenance": "illustrative"}}
    assert previous(report(make_measure(), figures)) == (
        "no_clear_change",
        "The figures shown are the same; one of the two figures is illustrative",
    )


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
    assert reason.startswith("Within what ")


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
    assert row["direction_previous_reason"] == "Within what 40 and 41 cases can tell: ±17.7 points"


def test_a_survey_is_tested_with_its_usual_sample_size(report, make_measure):
    survey = make_measure(sample_size=1100, decimals=0)
    row = report(survey, {NOW: 62.0, BEFORE: 58.0, YEAR_AGO: 57.0})
    assert previous(row) == (
        "no_clear_change",
        "Within what a survey of 1,100 people can tell: ±4.1 points",
    )
    assert a_year_ago(row) == ("improving", "")


def test_a_survey_with_its_own_number_of_people_is_tested_with_that(report, make_measure):
    survey = make_measure(sample_size=1100, decimals=0)
    figures = {NOW: {"outturn": 62.0, "denominator": 5000.0}, BEFORE: 58.0}
    assert previous(report(survey, figures)) == ("improving", "")
    figures = {NOW: {"outturn": 62.0, "denominator": 800.0}, BEFORE: 58.0}
    reason = "Within what surveys of 1,100 and 800 people can tell: ±4.5 points"
    assert previous(report(survey, figures)) == ("no_clear_change", reason)


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
    within = f"Within what counts of this size vary by chance: {now:,.0f} against {before:,.0f}"
    assert row["direction_previous_reason"] == (within if expected == "no_clear_change" else "")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3_000), st.integers(1, 3_000))
def test_counts_are_told_apart_where_statsmodels_tells_them_apart(now, before):
    from statsmodels.stats import rates  # takes a second, which not every worker needs

    pairs = {f"{which}{name}": np.array([np.nan]) for which in ("", "before_") for name in RATIO}
    pairs |= {"outturn": np.array([float(now)]), "before_outturn": np.array([float(before)])}
    pairs |= {"unit": np.array([Unit.COUNT.value], dtype=object), "sample_size": np.array([0])}
    within = sampling(pairs | {"not_by_chance": np.array([""], dtype=object)})["within"][0]
    found = rates.test_poisson_2indep(now, 1, before, 1, method="exact-cond")
    assert within == (found.pvalue >= 0.05)


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
        reason = "Within what counts of this size vary by chance: 41 against 31"
        assert row["direction_previous_reason"] == reason


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": Unit.RATE_PER_1000},  # returned without its events
        {"unit": Unit.AVERAGE},
        {"unit": Unit.POUNDS, "decimals": 0},
        {"unit": Unit.COUNT, "decimals": 0, "not_by_chance": "Homes come a scheme at a time"},
        {"not_by_chance": "Tonnes are weighed"},
    ],
)
def test_what_does_not_vary_by_chance_is_judged_by_rounding_alone(report, make_measure, changes):
    figures = {NOW: 64.0, BEFORE: 57.0}
    assert previous(report(make_measure(**changes), figures)) == ("improving", "")


def test_totals_to_date_of_two_years_are_compared_as_counts(report, make_measure):
    measure = make_measure(basis=Basis.YEAR_TO_DATE, unit=Unit.COUNT, decimals=0)
    row = report(measure, {NOW: 130.0, BEFORE: 70.0, YEAR_AGO: 118.0})
    reason = "Within what counts of this size vary by chance: 130 against 118"
    assert a_year_ago(row) == ("no_clear_change", reason)


def test_a_mean_of_three_months_is_no_count(report, make_measure):
    measure = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN, unit=Unit.COUNT, decimals=0
    )
    row = report(measure, {f"2019-M{number:02}": 30.0 - number for number in range(4, 10)})
    assert previous(row) == ("worsening", "")
    assert row["interval_reason"] == "A mean of three months, not a count"


def test_three_months_are_compared_by_their_sum(report, make_measure):
    measure = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM, unit=Unit.COUNT, decimals=0
    )
    months = {f"2019-M{number:02}": 30.0 - number for number in range(4, 10)}
    reason = "Within what counts of this size vary by chance: 66 against 75"
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
def test_without_a_proportion_on_both_sides_rounding_alone_decides(report, make_measure, before):
    row = report(make_measure(), {NOW: share(33.0, 41.0), BEFORE: before})
    assert previous(row) == ("improving", "")


@pytest.mark.parametrize("everyone", [0.0, 40.0])
def test_none_or_all_both_times_is_the_same(report, make_measure, everyone):
    row = report(make_measure(), {NOW: share(everyone, 40.0), BEFORE: share(everyone, 40.0)})
    assert previous(row) == ("no_clear_change", "The figures shown are the same")


def test_a_figure_returned_while_suspended_still_has_a_direction(report, make_measure):
    measure = make_measure(suspensions=(Suspension(since=NOW, until="", reason="Pause"),))
    row = report(measure, {NOW: 91.0, BEFORE: 90.0})
    assert row["rag"] == "suspended"
    assert previous(row) == ("improving", "")


def test_what_is_not_due_has_no_direction(report, make_measure):
    row = report(make_measure(frequency=Frequency.YEAR), {"2018-19": 91.0})
    assert previous(row) == a_year_ago(row) == ("", "Nothing is due with this quarter")
