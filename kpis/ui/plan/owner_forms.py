"""Forms by which things get another owner, and an activity is added."""

import streamlit as st

from kpis.model import Plan
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.plan.act_form import ActForm
from kpis.ui.plan.fields import Fields
from kpis.ui.plan.measure_forms import measure_titles
from kpis.use_cases.plans.acts.activities import AddActivity
from kpis.use_cases.plans.acts.owners import ChangeOwner, RenamePost
from kpis.use_cases.plans.acts.proposing import PlanAct

ONE, ALL = "one measure", "everything of a post"


def owner_form(plan: Plan) -> ActForm:
    return ActForm(
        name="owner",
        title="Change an owner",
        lead="Who answers for a measure; or all that one post has goes to another.",
        fields=lambda fields: _owners(plan, fields),
    )


def activity_form(plan: Plan) -> ActForm:
    return ActForm(
        name="activity",
        title="Add an activity",
        lead="Something more that the council says it will do. It becomes the last of its outcome.",
        fields=lambda fields: _activity(plan, fields),
    )


def posts_of(plan: Plan) -> list[str]:
    """Every post that owns something, or is director of an outcome."""
    of_measures = {each.owner for each in plan.measures}
    of_activities = {each.owner for each in plan.activities}
    directors = {each.director for each in plan.outcomes}
    return sorted((of_measures | of_activities | directors) - {""})


def _owners(plan: Plan, fields: Fields) -> PlanAct:
    what = fields.one_of("what", "Change", {ONE: "One measure", ALL: "Everything of a post"})
    if what == ALL:
        post = fields.one_of("post", "Post", {each: each for each in posts_of(plan)})
        to = fields.line("to", "Goes to the post", help="A new name of the post, or another post.")
        return RenamePost(post=post, to=to)
    measure_id = fields.one_of("measure_id", "Measure", measure_titles(plan))
    measure = plan.measures_by_id[measure_id]
    of_this = Fields(f"{fields.name}_{measure_id}", fields.faults)
    left, right = st.columns(2)
    with left:
        owner = of_this.line("owner", "Owner", measure.owner, help="A post, never a name.")
        service = of_this.line("service", "Service", measure.service)
    with right:
        directorate = of_this.line("directorate", "Directorate", measure.directorate)
        team = of_this.line("team", "Team", measure.team)
    fields.take_over(of_this)
    return ChangeOwner(
        measure_id=measure_id, owner=owner, directorate=directorate, service=service, team=team
    )


def _activity(plan: Plan, fields: Fields) -> PlanAct:
    outcomes = outcome_titles(plan)
    outcome = int(fields.one_of("outcome", "Outcome", outcomes))
    title = fields.text("title", "What will be done")
    others = {number: words for number, words in outcomes.items() if int(number) != outcome}
    also = fields.some_of("also_supports", "Also supports", others)
    left, right = st.columns(2)
    with left:
        directorate = fields.line("directorate", "Directorate")
    with right:
        owner = fields.line("owner", "Owner", help="A post, never a name.")
    return AddActivity(
        outcome=outcome,
        title=title,
        also_supports=tuple(sorted(map(int, also))),
        directorate=directorate,
        owner=owner,
    )
