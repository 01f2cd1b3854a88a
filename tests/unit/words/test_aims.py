"""A reader is told which year's target a figure is held against where it is not its own."""

from dataclasses import replace

import pytest

from kpis.model import AimsOf, Frequency
from kpis.words.aims import aims_of_note, aims_of_notes, asked_note


@pytest.mark.parametrize(
    ("period_id", "aims_of", "words"),
    [
        ("2018-19", "2018-19", ""),
        ("2018-19", "2019-20", "asked of figures reported in 2019/20"),
        ("2018-19-AY", "2019-20", ""),  # it ends in August 2019
        ("2018-CY", "2019-20", "asked of figures reported in 2019/20"),
        ("2019-02-to-2019-03", "2018-19", ""),
        ("", "2018-19", ""),
        ("2018-19", "", ""),
    ],
)
def test_the_year_of_an_aim_is_told_only_where_it_is_not_the_figures_own(period_id, aims_of, words):
    assert asked_note(period_id, aims_of) == words


def test_a_measure_says_once_that_its_targets_are_of_the_year_of_the_report(fictional_plan):
    measure = fictional_plan.measures[0]
    assert aims_of_note(measure) == ""
    lagged = replace(measure, aims_of=AimsOf.REPORTING_YEAR)
    assert aims_of_note(lagged) == "The target is the one for figures reported in the year."
    assert aims_of_notes([measure]) == ""
    told = (
        f"{lagged.code} and {lagged.code}: The target is the one for figures reported in the year."
    )
    assert aims_of_notes([lagged, measure, lagged]) == told


@pytest.mark.parametrize(
    ("frequency", "of_it"),
    [
        (Frequency.ACADEMIC_YEAR, "an academic year has that of the one it ends in."),
        (Frequency.CALENDAR_YEAR, "a calendar year has that of the one it ends in."),
        (Frequency.YEAR, None),
        (Frequency.SURVEY_WAVE, None),
    ],
)
def test_a_measure_by_other_years_says_which_financial_year_its_target_is_of(
    fictional_plan, frequency, of_it
):
    measure = replace(fictional_plan.measures[0], frequency=frequency)
    told = f"Targets are for financial years: {of_it}" if of_it else ""
    assert aims_of_note(measure) == told
