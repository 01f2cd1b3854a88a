"""What is whose business: the boards of a plan, their themes, measures and activities, and why.

A measure is a board's business through each theme that the board delivers, and where
partnership.toml says so. It may be the business of several boards: whoever counts measures of
several boards together counts it once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from kpis.model import Board, Measure, Plan, Theme, ThemeBasis


class Why(NamedTuple):
    """Why something is a board's business. theme: through which; None for none."""

    basis: ThemeBasis
    reason: str
    theme: Theme | None = None


Reasons = Mapping[str, tuple[Why, ...]]  # by id of a measure, or by code of an activity


def boards_of(plan: Plan) -> tuple[Board, ...]:
    """The boards that partnership.toml lists; without one those its themes name, in their order.

    Such a board has the id of its first theme.
    """
    if plan.partnership is not None and plan.partnership.boards:
        return plan.partnership.boards
    named: dict[str, Board] = {}
    for theme in plan.themes:
        named.setdefault(theme.board, Board(id=theme.id, title=theme.board))
    return tuple(named.values())


def themes_of_board(plan: Plan, board: Board) -> tuple[Theme, ...]:
    """The themes a board delivers; () for one that delivers none."""
    return tuple(theme for theme in plan.themes if theme.board == board.title)


def board_of_theme(plan: Plan, theme: Theme) -> Board | None:
    """The board that delivers a theme; None where the plan has no such board."""
    return next((board for board in boards_of(plan) if board.title == theme.board), None)


def measures_of_board(plan: Plan, board: Board) -> Reasons:
    """Why each of a board's measures is its business, in plan order, parts with their measure."""
    themes = {theme.id: theme for theme in themes_of_board(plan, board)}
    named = _named(plan, board, "measures")
    found: dict[str, tuple[Why, ...]] = {}
    for measure in plan.measures:
        through = tuple(
            Why(link.basis, link.reason, themes[link.theme])
            for link in measure.themes
            if link.theme in themes
        )
        own = named.get(measure.id, ()) or named.get(measure.part_of, ())
        if why := (*through, *own):
            found[measure.id] = why
    return found


def activities_of_board(plan: Plan, board: Board) -> Reasons:
    """Why each of a board's activities and commitments is its business, in plan order."""
    named = _named(plan, board, "activities")
    return {each.code: named[each.code] for each in plan.tracked if each.code in named}


def boards_of_measure(plan: Plan, measure: Measure) -> tuple[tuple[Board, tuple[Why, ...]], ...]:
    """Every board whose business a measure is, and why, in the order of the boards."""
    return tuple((board, why[measure.id]) for board, why in _by_board(plan) if measure.id in why)


def measures_of_any_board(plan: Plan) -> frozenset[str]:
    """Ids of the measures that are the business of one board or more, each there once."""
    return frozenset(measure_id for _, why in _by_board(plan) for measure_id in why)


def _by_board(plan: Plan) -> list[tuple[Board, Reasons]]:
    return [(board, measures_of_board(plan, board)) for board in boards_of(plan)]


def _named(plan: Plan, board: Board, what: str) -> dict[str, tuple[Why, ...]]:
    """What partnership.toml names as a board's business. what: "measures" or "activities"."""
    named: dict[str, tuple[Why, ...]] = {}
    for each in plan.partnership.business if plan.partnership else ():
        if each.board == board.id:
            for name in getattr(each, what):
                named[name] = (*named.get(name, ()), Why(each.basis, each.reason))
    return named
