"""The text of a plan gives the plan back, value by value, and is the same on every machine."""

import json
from dataclasses import replace

import pytest

from kpis.errors import PlanError
from kpis.model import CalendarEntry
from kpis.plan.content import content_of, plan_of_content


@pytest.fixture(params=["strategic_plan", "fictional_plan", "rating_plan"])
def plan(request):
    return request.getfixturevalue(request.param)


def test_a_plan_comes_back_as_it_was_without_the_folders_of_one_machine(plan):
    assert plan_of_content(content_of(plan)) == replace(plan, first_figures=())


def test_the_same_plan_is_the_same_text(plan):
    text = content_of(plan)
    assert content_of(plan_of_content(text)) == text
    assert "first_figures" not in text


def test_every_change_of_an_aim_is_another_text(fictional_plan):
    measure = next(each for each in fictional_plan.measures if each.aims)
    year, aim = next(iter(measure.aims.items()))
    raised = replace(measure, aims={**measure.aims, year: replace(aim, rationale="Raised")})
    measures = tuple(raised if each is measure else each for each in fictional_plan.measures)
    changed = replace(fictional_plan, measures=measures)
    assert content_of(changed) != content_of(fictional_plan)
    assert plan_of_content(content_of(changed)).measures_by_id[measure.id] == raised


def test_what_a_later_version_added_takes_its_default_and_what_it_gave_up_is_passed_over(
    fictional_plan,
):
    kept = json.loads(content_of(fictional_plan))
    del kept["measures"][0]["short_title"]
    kept["measures"][0]["given_up"] = "since"
    (first, *_) = plan_of_content(json.dumps(kept)).measures
    assert first == replace(fictional_plan.measures[0], short_title="")


def test_a_plan_that_says_nothing_of_rules_has_the_text_it_had_before_there_were_any(
    strategic_plan, fictional_plan, rating_plan
):
    later = ('"rating"', '"green_limit"', '"amber_profile"', '"baseline"')
    for plan in (strategic_plan, fictional_plan):
        assert not any(name in content_of(plan) for name in later)
    assert all(name in content_of(rating_plan) for name in later)


def test_who_answers_is_kept_where_it_is_said_and_left_out_where_it_is_not(fictional_plan):
    text = content_of(fictional_plan)
    for name in ('"service"', '"team"', '"director"', '"cabinet_member"'):
        assert name not in text
    kept = json.loads(text)
    assert not any({"directorate", "owner"} & set(each) for each in kept["activities"])
    assert all({"directorate", "owner"} <= set(each) for each in kept["measures"])
    measure, activity = fictional_plan.measures[0], fictional_plan.activities[0]
    outcome = fictional_plan.outcomes[0]
    named = replace(
        fictional_plan,
        measures=(replace(measure, service="Waste", team="Bins"), *fictional_plan.measures[1:]),
        outcomes=(
            replace(outcome, director="Director", cabinet_member="Cabinet Member for Bins"),
            *fictional_plan.outcomes[1:],
        ),
        activities=(
            replace(activity, directorate="Streets", owner="Painter"),
            *fictional_plan.activities[1:],
        ),
    )
    assert plan_of_content(content_of(named)) == replace(named, first_figures=())


def test_dates_stay_dates(fictional_plan):
    entries = plan_of_content(content_of(fictional_plan)).calendar.values()
    assert all(isinstance(each, CalendarEntry) for each in entries)
    assert list(entries) == list(fictional_plan.calendar.values())


def edited(text: str, **changes: object) -> str:
    return json.dumps(json.loads(text) | changes)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:200],
        lambda text: f"[{text}]",
        lambda text: edited(text, rag_rule="by_the_moon"),
        lambda text: edited(text, measures=[{"id": "recycling"}]),
        lambda text: edited(text, title=7),
        lambda text: edited(text, calendar={"2019-20-Q1": {"due": "soon"}}),
        lambda text: edited(text, tolerance_percent="much"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_in_a_sentence(fictional_plan, damage):
    with pytest.raises(PlanError, match="kept with a release cannot be read by this version"):
        plan_of_content(damage(content_of(fictional_plan)))
