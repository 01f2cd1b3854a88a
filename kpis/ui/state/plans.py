"""The plan before the one that is shown, as whoever looks may see it."""

from pathlib import Path

import streamlit as st

from kpis.analysis.report.plan_to_plan import PlanToPlan, plan_to_plan
from kpis.default_paths import plan_folder
from kpis.model import Plan
from kpis.plan.illustrative import without_illustrative_aims
from kpis.ui.state import visitor
from kpis.use_cases.plans.before import plan_before


def changes_of(plan: Plan) -> PlanToPlan:
    """What a plan that is shown changed of the one before it."""
    if not plan.previous:
        return plan_to_plan(plan, None)
    before = _before(str(plan_folder()), _changed(plan), plan.first_year, plan)
    if before is not None and not visitor.sees_illustrative():
        before = without_illustrative_aims(before)
    return plan_to_plan(plan, before)


def _changed(plan: Plan) -> int:
    """When a file of the plan or of the one before it was last changed, in nanoseconds."""
    folders = (plan_folder(), plan_folder() / plan.previous)
    files = (path for folder in folders for path in folder.rglob("*.toml"))
    return max((path.stat().st_mtime_ns for path in files), default=0)


@st.cache_resource(max_entries=4, show_spinner=False)
def _before(folder: str, changed: int, first_year: str, _plan: Plan) -> Plan | None:  # noqa: ARG001 # keys
    return plan_before(Path(folder), _plan)
