"""Whose something of the plan is: all that is asked must hold, and nothing asked means all."""

from pathlib import Path

from kpis.model import EVERYBODY, Whose
from kpis.plan.load import load_plan

ROOT = Path(__file__).parents[3]


def test_nothing_asked_means_everything():
    plan = load_plan(ROOT / "tests/fictional_plan")
    assert EVERYBODY.of(plan.measures) == plan.measures
    assert EVERYBODY.of(plan.activities) == plan.activities
    assert (EVERYBODY.said, EVERYBODY.words, EVERYBODY.name) == ({}, "", "")


def test_all_that_is_asked_must_hold():
    plan = load_plan(ROOT / "tests/fictional_plan")
    first = plan.measures[0]
    whose = Whose(directorate=first.directorate, owner=first.owner)
    assert first in whose.of(plan.measures)
    assert not Whose(directorate="Elsewhere", owner=first.owner).of(plan.measures)
    assert not Whose(directorate=first.directorate, team="Bins").of(plan.measures)


def test_the_narrowest_names_it_and_stands_first():
    whose = Whose(directorate="Place", service="Street Care", team="Bins", owner="Head of Waste")
    assert whose.words == "Head of Waste, Bins, Street Care, Place"
    assert whose.name == "Head of Waste"
    assert Whose(directorate="Place", service="Street Care").name == "Street Care"
    assert [*whose.said] == ["directorate", "service", "team", "owner"]


def test_an_activity_is_of_no_service():
    plan = load_plan(ROOT / "tests/fictional_plan")
    assert plan.activities
    assert not Whose(service="Street Care").of(plan.activities)
