"""The partnership of a plan as documents print it: boards with their business, commitments."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kpis.errors import UsageError
from kpis.model import Board, Plan
from kpis.plan.partnership.boards import (
    Why,
    activities_of_board,
    boards_of,
    measures_of_board,
    themes_of_board,
)


def partnership_document(plan: Plan) -> dict[str, Any]:
    """Executive group (None for none), partners, boards and commitments.

    A plan without partnership.toml has the boards that its themes name, and no more.
    """
    partnership = plan.partnership
    executive = partnership.executive if partnership else None
    return {
        "executive": asdict(executive) if executive else None,
        "partners": [asdict(each) for each in partnership.partners] if partnership else [],
        "boards": [_board(plan, each) for each in boards_of(plan)],
        "commitments": [asdict(each) for each in partnership.commitments] if partnership else [],
    }


def board_named(plan: Plan, board_id: str) -> Board:
    """Raises UsageError for a board the plan does not have."""
    boards = boards_of(plan)
    for each in boards:
        if each.id.casefold() == board_id.casefold():
            return each
    ids = ", ".join(each.id for each in boards) or "none"
    raise UsageError(f"The plan has no board {board_id!r}. Its boards are {ids}.")


def _board(plan: Plan, board: Board) -> dict[str, Any]:
    measures, activities = measures_of_board(plan, board), activities_of_board(plan, board)
    return asdict(board) | {
        "themes": [theme.id for theme in themes_of_board(plan, board)],
        "measures": [
            {"id": measure_id, "why": _why(reasons)} for measure_id, reasons in measures.items()
        ],
        "activities": [
            {"code": code, "why": _why(reasons)} for code, reasons in activities.items()
        ],
    }


def _why(reasons: Sequence[Why]) -> list[dict[str, Any]]:
    return [
        {
            "basis": each.basis,
            "reason": each.reason,
            "theme": each.theme.id if each.theme else None,
        }
        for each in reasons
    ]
