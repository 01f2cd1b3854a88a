"""Whose activities a page is about, where the plan says whose they are."""

from collections.abc import Sequence

from kpis.frames import ActivityPerformanceRow
from kpis.model import Plan
from kpis.ui.state import query_params


def choose_directorate_of_activities(plan: Plan) -> str:
    """Draw the list of directorates that do something and return the one chosen; "" for all.

    Nothing is drawn where the plan names no directorate of any activity.
    """
    names = sorted({each.directorate for each in plan.activities} - {""})
    if not names:
        return ""
    titles = {name: name for name in names}
    return query_params.choose("directorate", "Directorate", titles, "directorate") or ""


def of_directorate(
    plan: Plan, rows: Sequence[ActivityPerformanceRow], directorate: str
) -> list[ActivityPerformanceRow]:
    """The rows of one directorate's activities, in their order; all of them for ""."""
    codes = {each.code for each in plan.activities if directorate in ("", each.directorate)}
    return [each for each in rows if each.activity_code in codes]
