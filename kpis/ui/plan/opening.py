"""What there is to do with the plan for whoever looks, and the form of what they chose."""

from collections.abc import Callable

import streamlit as st

from kpis.default_paths import plan_folder
from kpis.model import Plan
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.plan.act_form import NOT_WRITTEN_HERE, ActForm, draw_done
from kpis.ui.plan.agree_form import agree_form, proposed_aims
from kpis.ui.plan.aims_form import aims_form
from kpis.ui.plan.measure_forms import add_form, redefine_form, retire_form
from kpis.ui.plan.owner_forms import activity_form, owner_form
from kpis.ui.plan.workbook_part import draw_workbook
from kpis.ui.state import visitor
from kpis.ui.state.query_params import choose_beside
from kpis.use_cases.plans.changing import may_write
from kpis.use_cases.seen_store import SeenStore
from kpis.words.lists import counted

_FORMS: dict[str, Callable[[Plan], ActForm]] = {
    "targets": aims_form,
    "agree": agree_form,
    "add": add_form,
    "redefine": redefine_form,
    "retire": retire_form,
    "owner": owner_form,
    "activity": activity_form,
}
_WORKBOOK, _AGREE = "workbook", "agree"
_SHORT = {
    "targets": "Targets",
    "agree": "Agree",
    "add": "New measure",
    "redefine": "New definition",
    "retire": "Retire",
    "owner": "Owners",
    "activity": "New activity",
    _WORKBOOK: "Workbook",
}


def draw_chosen(plan: Plan, store: SeenStore) -> None:
    """What waits to be agreed, the choice of what to do, and its form."""
    draw_done()
    words = (
        "Targets, measures, owners and activities as the plan has them. Nothing is written before "
        "you have seen what would change; every change is in the audit, and releases stay as they "
        "were published."
    )
    show(element("p", words, class_="k-lead"))
    if not may_write(plan_folder()):
        st.info(NOT_WRITTEN_HERE)
    if waiting := len(proposed_aims(plan)):
        verb = "waits" if waiting == 1 else "wait"
        count = counted(waiting, "proposed target")
        show(element("p", f"{count} {verb} to be agreed.", class_="k-line"))
    offered = dict(_SHORT) if visitor.changes_plan() else {}
    if visitor.agrees_plan():
        offered |= {_AGREE: _SHORT[_AGREE]}
    chosen = choose_beside("do", "What to change", offered, "plan_do")
    if chosen == _WORKBOOK:
        section("The plan as a workbook")
        draw_workbook(plan, store)
        return
    form = _FORMS[chosen](plan)
    section(form.title)
    form.draw(plan, store)
