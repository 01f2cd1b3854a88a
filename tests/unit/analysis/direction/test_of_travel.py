"""Better or worse than before, no clear change, or blank: each with its reason."""

from functools import partial

import pandas as pd
import pytest

from kpis.model import Basis, Frequency, Polarity, SeriesBreak, Suspension, Unit
from kpis.periods import quarter
from tests.unit.analysis.direction.directions import BEFORE, NOW, YEAR_AGO, a_year_ago, previous

MANY = 10**9  # people asked: so many that any change of a figure as shown is clear
NEVER_COMPARED = "Not comparable with Q1 2019/20: one figure is published, the other illustrative"


@pytest.fixture
def make_measure(make_measure):
    """A survey of so many that chance plays no part."""
    return partial(make_measure, sample_size=MANY)


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
    direction = previous(report(measure, {NOW: 8.0, BEFORE: 9.0}))
    assert direction == ("", "No range is set to judge the change by")


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
    directions = {
        year: report(measure, figures, quarter(year, 4))["direction_year"]
        for year in (2018, 2019, 2020)
    }
    assert directions == {2018: "", 2019: "", 2020: "worsening"}


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


def test_a_figure_returned_while_suspended_still_has_a_direction(report, make_measure):
    measure = make_measure(suspensions=(Suspension(since=NOW, until="", reason="Pause"),))
    row = report(measure, {NOW: 91.0, BEFORE: 90.0})
    assert row["rag"] == "suspended"
    assert previous(row) == ("improving", "")


def test_what_is_not_due_has_no_direction(report, make_measure):
    row = report(make_measure(frequency=Frequency.YEAR), {"2018-19": 91.0})
    assert previous(row) == a_year_ago(row) == ("", "Nothing is due with this quarter")
