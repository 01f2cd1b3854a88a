"""What is proposed and not agreed, and the form by which it is agreed."""

import streamlit as st

from kpis.clock import utc_now
from kpis.model import Plan
from kpis.ui.plan.act_form import ActForm
from kpis.ui.plan.fields import Fields
from kpis.ui.state import visitor
from kpis.use_cases.plans.acts.aims import AgreeAims
from kpis.use_cases.plans.acts.proposing import PlanAct
from kpis.use_cases.plans.changing import may_agree
from kpis.words.aims.changed import asked_words
from kpis.words.days import uk_date


def proposed_aims(plan: Plan) -> dict[tuple[str, str], str]:
    """Aims that are proposed: what to show by measure and year, in plan order."""
    return {
        (measure.id, year): f"{measure.code} {measure.title}, {year}: {asked_words(aim, measure)}"
        for measure in plan.measures
        for year, aim in sorted(measure.aims.items())
        if aim.proposed
    }


def agree_form(plan: Plan) -> ActForm:
    return ActForm(
        name="agree",
        title="Agree targets",
        lead="Targets that are proposed rate nothing. Say here which are agreed, by whom and when.",
        fields=lambda fields: _fields(plan, fields),
    )


def _fields(plan: Plan, fields: Fields) -> PlanAct | None:
    looks = visitor.looks()
    proposed = {
        aim: words for aim, words in proposed_aims(plan).items() if may_agree(looks, plan, [aim[0]])
    }
    if not proposed:
        st.info("No target waits to be agreed.")
        return None
    years = {year: year for _, year in proposed}
    year = fields.one_of("year", "Year", {"": "All years"} | years)
    of_year = {aim: words for aim, words in proposed.items() if year in ("", aim[1])}
    every = st.checkbox(f"All {len(of_year)} of them", value=True, key=fields.key("all"))
    if every:
        chosen = list(of_year)
        st.caption("  \n".join(words.replace("*", "\\*") for words in of_year.values()))
        fields.tell("aims")
    else:
        chosen = fields.some_of("aims", "Which are agreed", of_year)
    left, right = st.columns(2)
    with left:
        by = fields.line("by", "Agreed by", help="A post or body, such as Cabinet.")
    with right:
        on = fields.day("on", "On", uk_date(utc_now()))
    why = fields.line("why", "Why, or where it is written down", help="Such as: Minutes, item 7.")
    return AgreeAims(aims=tuple(chosen), by=by, on=on, why=why)
