"""The boards in a table: what each delivers, how its measures stand, what lies ahead of them."""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.position import position
from kpis.frames import ActivityPerformanceRow, InsightsRow, PerformanceRow
from kpis.model import RATED, Board, Plan
from kpis.narrative.position import noun
from kpis.narrative.year_end import year_end_sentence
from kpis.plan.partnership.boards import (
    boards_of,
    measures_of_any_board,
    measures_of_board,
)
from kpis.ui.kit.addresses import board_address, link
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.group_list import Group, group_list
from kpis.ui.performance.partnership.business import activities_of, delivers, rows_of_board
from kpis.ui.state.report import Report
from kpis.words.lists import counted

_NO_THEME = "Delivers no theme of its own"


def rows_of_any_board(plan: Plan, report: Report) -> tuple[PerformanceRow, ...]:
    """The rows of one quarter that are the business of one board or several, each once."""
    return report.of_measures(measures_of_any_board(plan))


def activities_of_any_board(
    plan: Plan, tracked: Mapping[str, ActivityPerformanceRow]
) -> list[ActivityPerformanceRow]:
    """How the activities and commitments stand that are business of a board, each once."""
    codes = {each.code for board in boards_of(plan) for each in activities_of(plan, board)}
    return [row for code, row in tracked.items() if code in codes]


def board_list(
    plan: Plan,
    report: Report,
    tracked: Mapping[str, ActivityPerformanceRow],
    insights: Mapping[str, InsightsRow],
    quarter_id: str,
) -> Html:
    """The table. tracked: how activities and commitments stand, by code. insights: by measure id;
    of those asked about, which may be none yet."""
    rated = sum(position(rows_of_any_board(plan, report)).latest[status] for status in RATED)
    kind = noun(report.now.latest)
    caption = (
        f"{kind.capitalize()} by their latest rating at {report.quarter.label}. One that is the "
        "business of several boards counts in each of them"
    )
    caption += f"; together they have {rated:,} rated, each counted once." if rated else "."
    groups = [
        Group(
            link(board_address(board.id, quarter_id), board.title),
            _beside(plan, board, tracked, insights, quarter_id),
            rows_of_board(plan, report, board),
        )
        for board in boards_of(plan)
    ]
    return group_list(caption, ("Board", "What it delivers, and what lies ahead"), groups)


def _beside(
    plan: Plan,
    board: Board,
    tracked: Mapping[str, ActivityPerformanceRow],
    insights: Mapping[str, InsightsRow],
    quarter_id: str,
) -> list[Html]:
    lines = [element("span", delivers(plan, board, quarter_id) or _NO_THEME)]
    own = [insights[each] for each in measures_of_board(plan, board) if each in insights]
    activities = [tracked[each.code] for each in activities_of(plan, board)]
    for words in (year_end_sentence(own), activities_in_short(activities)):
        if words:
            lines.append(element("span", words, class_="k-sub"))
    return lines


def activities_in_short(rows: Sequence[ActivityPerformanceRow]) -> str:
    """ "9 activities: 2 delayed or overdue, 1 at risk."; "" for none."""
    if not rows:
        return ""
    whole = counted(len(rows), "activity", "activities")
    if not any(row.status for row in rows):
        return f"{whole}: nothing returned yet."
    red, amber = (sum(row.rag == colour for row in rows) for colour in ("red", "amber"))
    said = [f"{red} delayed or overdue"] if red else []
    said += [f"{amber} at risk"] if amber else []
    words = ", ".join(said) or "none at risk, delayed or overdue"
    return f"{whole}: {words}."
