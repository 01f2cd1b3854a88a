"""Whose activities a page is about, where the plan says whose they are."""

from collections.abc import Sequence

from streamlit.delta_generator import DeltaGenerator

from kpis.frames import ActivityPerformanceRow
from kpis.model import Plan, Whose
from kpis.ui.state import narrowing


def says_whose(plan: Plan) -> bool:
    """Whether the plan names the directorate of any activity."""
    return any(each.directorate for each in plan.activities)


def choose_whose_activities(place: DeltaGenerator, plan: Plan) -> Whose:
    """Draw the list of directorates in its place; nothing where the plan names none of any."""
    return narrowing.choose(place, plan.activities, also=plan.measures)


def activities_of(
    plan: Plan, rows: Sequence[ActivityPerformanceRow], whose: Whose
) -> list[ActivityPerformanceRow]:
    """The rows of their activities, in their order; all of them where nobody is named."""
    codes = {each.code for each in whose.of(plan.activities)}
    return [each for each in rows if each.activity_code in codes]
