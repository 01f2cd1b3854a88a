"""Why things are a board's business, in words, and where in the report its rows stand."""

from collections.abc import Sequence

from kpis.frames import ActivityPerformanceRow, PerformanceRow
from kpis.model import Activity, Board, Measure, Plan
from kpis.plan.partnership.boards import (
    Why,
    activities_of_board,
    boards_of_measure,
    measures_of_board,
    themes_of_board,
)
from kpis.plan.partnership.partners import partners_in_words
from kpis.ui.kit.addresses import board_address, link, theme_address
from kpis.ui.kit.html import Html, element, join
from kpis.ui.state.report import Report
from kpis.words.lists import listed
from kpis.words.statuses import BASIS_WORDS


def rows_of_board(plan: Plan, report: Report, board: Board) -> tuple[PerformanceRow, ...]:
    """The rows of one quarter that are a board's business, in plan order."""
    return report.of_measures(measures_of_board(plan, board))


def activities_of(plan: Plan, board: Board) -> list[Activity]:
    """A board's activities and commitments, in plan order."""
    named = activities_of_board(plan, board)
    return [each for each in plan.tracked if each.code in named]


def reason_words(reasons: Sequence[Why]) -> str:
    """ "Added by those who wrote the plan's files: doing well at school (theme i)."."""
    return " ".join(f"{BASIS_WORDS[each.basis]}: {each.reason.rstrip('.')}." for each in reasons)


def measure_notes(plan: Plan, board: Board) -> dict[str, str]:
    """Why each measure is the board's business, whose else, and which partners deliver it, by id.

    Of a part nothing is said that its measure says above it.
    """
    found = measures_of_board(plan, board)
    said = {
        measure_id: " ".join(
            filter(
                None,
                (
                    reason_words(why),
                    _others(plan, plan.measures_by_id[measure_id], board),
                    partners_in_words(plan, plan.measures_by_id[measure_id]),
                ),
            )
        )
        for measure_id, why in found.items()
    }
    wholes = {each: plan.measures_by_id[each].part_of for each in said}
    return {
        measure_id: words
        for measure_id, words in said.items()
        if words != said.get(wholes[measure_id])
    }


def _others(plan: Plan, measure: Measure, board: Board) -> str:
    """ "Also business of Health and Wellbeing Board."; "" where it is of no other board."""
    others = [each.title for each, _ in boards_of_measure(plan, measure) if each.id != board.id]
    return f"Also business of {listed(others)}." if others else ""


def activity_notes(plan: Plan, board: Board) -> dict[str, Html | None]:
    """The same of its activities and commitments, by code."""
    return {
        code: element("span", reason_words(why), class_="k-quiet")
        for code, why in activities_of_board(plan, board).items()
    }


def delivers(plan: Plan, board: Board, quarter_id: str) -> Html | None:
    """ "Delivers: Good jobs and employment", its themes as links; None for a board of no theme."""
    themes = themes_of_board(plan, board)
    if not themes:
        return None
    links = [link(theme_address(each.id, quarter_id), each.title) for each in themes]
    return join(
        "Delivers ", [join(", " if number else "", each) for number, each in enumerate(links)]
    )


def boards_in_words(plan: Plan, measure: Measure, quarter_id: str) -> Html | None:
    """ "Business of Health and Wellbeing Board and …", as links; None where it is of no board."""
    boards = [board for board, _ in boards_of_measure(plan, measure)]
    links = [link(board_address(each.id, quarter_id), each.title) for each in boards]
    return join("Business of ", _in_text(links), ".") if links else None


def worst_activities_first(
    rows: Sequence[ActivityPerformanceRow],
) -> list[ActivityPerformanceRow]:
    """Overdue, then red, amber, green and unrated, each in plan order."""
    order = {"red": 0, "amber": 1, "green": 2}
    return sorted(rows, key=lambda row: (not row.overdue, order.get(row.rag, len(order))))


def _in_text(links: Sequence[Html]) -> list[Html]:
    last = len(links) - 1
    between = ["", *[", "] * max(0, last - 1), " and "] if last else [""]
    return [join(before, each) for before, each in zip(between, links, strict=True)]
