"""A plan may leave out what a council does not have: pages say so instead of half a sentence."""

from dataclasses import replace
from typing import Any

import pytest

from kpis.analysis.report.activities import activity_performance
from kpis.frames import ACTIVITIES, ACTIVITY_PERFORMANCE
from kpis.narrative.activities import COMMITMENTS, activity_sentence
from kpis.periods import quarter
from kpis.ui.performance.themes import purpose_of_themes


def test_themes_are_headed_by_whose_they_are_and_what_for_as_far_as_that_is_known(strategic_plan):
    partnership = replace(strategic_plan, partnership_plan="Our Plan", objective="fairness")
    assert ">Our Plan: fairness.<" in purpose_of_themes(partnership)
    assert ">fairness.<" in purpose_of_themes(replace(partnership, partnership_plan=""))
    assert "></p>" in purpose_of_themes(replace(partnership, partnership_plan="", objective=""))


def test_a_plan_without_themes_says_so(strategic_plan):
    assert ">The plan names no themes.<" in purpose_of_themes(replace(strategic_plan, themes=()))


def test_a_plan_without_activities_says_so():
    assert activity_sentence((), "Q1 2024/25") == "The plan names no activities here."


@pytest.mark.parametrize(
    ("status", "overdue", "words"),
    [
        ("on_track", False, "The one commitment here in Q1 2024/25 is on track."),
        ("at_risk", True, "The one commitment here in Q1 2024/25 is overdue."),
        ("", False, "Nothing has been returned for the one commitment up to Q1 2024/25."),
    ],
)
def test_a_single_commitment_is_told_of_without_counts(strategic_plan, status, overdue, words):
    rows = ACTIVITY_PERFORMANCE.rows(
        activity_performance(strategic_plan, ACTIVITIES.empty(), quarter(2019, 1), commitments=True)
    )
    first: Any = rows[0]
    row = first._replace(status=status, overdue=overdue)
    assert activity_sentence([row], "Q1 2024/25", COMMITMENTS) == words
