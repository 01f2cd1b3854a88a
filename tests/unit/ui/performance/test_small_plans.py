"""A plan may leave out what a council does not have: pages say so instead of half a sentence."""

from dataclasses import replace

from kpis.ui.performance.activities.summary import activity_sentence
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
