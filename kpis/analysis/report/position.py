"""How a quarter stands, counted twice: by the latest figure of each measure, and as reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.analysis.report.tally import Tally, carried_forward, latest_tally, tally
from kpis.frames import PerformanceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How a quarter's measures stand, counted: the latest position, and what was reported."""

    latest: Tally  # by the latest figure of each
    reported: Tally  # by what the quarter itself reported
    carried_forward: int  # ratings of the latest position that an earlier quarter made


def position(rows: Sequence[PerformanceRow]) -> Position:
    """rows: of PERFORMANCE, of one quarter."""
    return Position(
        latest=latest_tally(rows), reported=tally(rows), carried_forward=carried_forward(rows)
    )
