"""What there is to do with the plan for whoever looks, and the form of what they chose."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from kpis.model import Plan
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.plan.act_form import ActForm, draw_done
from kpis.ui.plan.agree_form import agree_form, proposed_aims
from kpis.ui.plan.aims_form import aims_form
from kpis.ui.plan.hand_out import NOT_WRITTEN_HERE
from kpis.ui.plan.measure_forms import add_form, redefine_form, retire_form
from kpis.ui.plan.next_form import draw_agree_plan, draw_make, fate_form
from kpis.ui.plan.opened import Opened
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
    "fate": fate_form,
}
_WORKBOOK, _AGREE, _NEXT, _WHOLE = "workbook", "agree", "next", "whole"
_SHORT = {
    "targets": "Targets",
    "agree": "Agree",
    "add": "New measure",
    "redefine": "New definition",
    "retire": "Retire",
    "owner": "Owners",
    "activity": "New activity",
    _WORKBOOK: "Workbook",
    _NEXT: "Next year's plan",
}
# A plan that is proposed is agreed as a whole, and its measures come and go against the one before.
_OF_PROPOSED = {
    "targets": "Targets",
    "fate": "What becomes of measures",
    "add": "New measure",
    "owner": "Owners",
    "activity": "New activity",
    _WORKBOOK: "Workbook",
    _WHOLE: "Agree the plan",
}


def draw_chosen(opened: Opened, store: SeenStore) -> None:
    """What waits to be agreed, the choice of what to do, and its form."""
    draw_done()
    plan = opened.plan
    if not may_write(opened.folder):
        st.info(NOT_WRITTEN_HERE)
    if opened.proposed:
        words = f"The plan {plan.id} is proposed: it is in force nowhere until it is agreed."
        show(element("p", words, class_="k-line"))
    elif waiting := len(proposed_aims(plan)):
        verb = "waits" if waiting == 1 else "wait"
        count = counted(waiting, "proposed target")
        show(element("p", f"{count} {verb} to be agreed.", class_="k-line"))
    chosen = choose_beside("do", "What to change", _offered(opened), f"plan_{opened.key}do")
    if chosen == _WORKBOOK:
        section("The plan as a workbook")
        draw_workbook(opened, store)
    elif chosen == _NEXT:
        section("Next year's plan")
        draw_make(opened, store)
    elif chosen == _WHOLE:
        section("Agree the plan")
        draw_agree_plan(opened, store)
    else:
        form = _FORMS[chosen](plan)
        section(form.title)
        replace(form, name=f"{opened.key}{form.name}").draw(opened, store)


def _offered(opened: Opened) -> dict[str, str]:
    """What whoever looks may do with a plan."""
    changes, agrees = visitor.changes_plan(), visitor.agrees_plan()
    if opened.proposed:
        return dict(_OF_PROPOSED) if changes else {_WHOLE: _OF_PROPOSED[_WHOLE]}
    offered = dict(_SHORT) if changes else {}
    if not opened.newest:
        offered.pop(_NEXT, None)
    if agrees:
        offered |= {_AGREE: _SHORT[_AGREE]}
    return offered
