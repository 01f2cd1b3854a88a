"""The plan that is changed on the page: the one in force, or one that is proposed to follow it."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kpis.default_paths import plan_folder
from kpis.errors import PlanError
from kpis.model import Plan
from kpis.plan.load import load_plan
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import without_folders
from kpis.ui.state.query_params import choose_beside
from kpis.use_cases.plans.next_year.which import folders_to_change, is_proposed


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan and its folder. proposed: it follows another, and nobody has agreed it yet.

    newest: no other plan follows it, agreed or proposed.
    """

    plan: Plan
    folder: Path
    proposed: bool
    newest: bool

    @property
    def key(self) -> str:
        """Begins the names of its forms, so that what is typed for one plan stays with it."""
        return "next_" if self.proposed else ""


def choose_plan() -> Opened:
    """Draw the choice of a plan where there are several, and return the one chosen.

    A plan that has faults is told and left out. Raises PlanError where none can be used.
    """
    found: dict[str, Opened] = {}
    folders = folders_to_change(plan_folder())
    for folder in folders:
        try:
            plan = _load(str(folder), _changed(folder))
        except PlanError as error:
            if folder == folders[0]:
                raise
            st.warning(markdown_text(without_folders(str(error))))
            continue
        newest = folder == folders[-1]
        found[plan.id] = Opened(plan, folder, is_proposed(folder), newest)
    if len(found) == 1:
        return next(iter(found.values()))
    newest_agreed = next(each for each in reversed(found.values()) if not each.proposed)
    ordered = {newest_agreed.plan.id: newest_agreed} | found
    titles = {
        plan_id: f"{plan_id}, proposed" if each.proposed else plan_id
        for plan_id, each in ordered.items()
    }
    return ordered[choose_beside("plan", "Which plan", titles, "plan_which")]


def _changed(folder: Path) -> int:
    return max((path.stat().st_mtime_ns for path in folder.rglob("*.toml")), default=0)


@st.cache_resource(max_entries=8, show_spinner=False)
def _load(folder: str, changed: int) -> Plan:  # noqa: ARG001 # a key
    return load_plan(Path(folder))
