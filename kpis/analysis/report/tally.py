"""How many measures and parts are in each state: one count for pages, sentences and commands.

A measure that has parts is rated by them, so they are counted in its place. Measures and parts are
two counts, so that whoever tells of one can say which it is: "49 measures" is never a number that
parts went into.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from kpis.frames import PerformanceRow
from kpis.model import RATED, RagStatus

Row = TypeVar("Row", bound=PerformanceRow)
Counts = Mapping[RagStatus, int]  # every state but SEE_PARTS is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of one quarter's rows are in each state. `tally[status]` counts both kinds."""

    measures: Counts  # those without parts
    parts: Counts

    def __getitem__(self, status: RagStatus) -> int:
        return self.measures[status] + self.parts[status]

    @property
    def of_each(self) -> dict[RagStatus, int]:
        """How many measures without parts, and parts, are in each state, the ratings first."""
        return {status: self[status] for status in self.measures}

    @property
    def measures_and_parts(self) -> int:
        """How many have a state of their own: measures without parts, and parts."""
        return sum(self.measures.values()) + sum(self.parts.values())

    @property
    def rated(self) -> int:
        """How many of `measures_and_parts` are rated."""
        return sum(self[status] for status in RATED)


def tally(rows: Iterable[Row], state: Callable[[Row], str] = attrgetter("rag")) -> Tally:
    """Count the rows of one quarter by their state.

    rows: named tuples of PERFORMANCE or INSIGHTS, each measure and part once. state: gives what a
    row is counted as, a RagStatus value; its rating in the quarter unless told otherwise.
    Without rows every count is 0. Raises ValueError for a state that is no RagStatus.
    """
    found = Counter((RagStatus(state(row)), bool(row.part_of)) for row in rows)
    states = [status for status in RagStatus if status is not RagStatus.SEE_PARTS]
    return Tally(
        measures={status: found[status, False] for status in states},
        parts={status: found[status, True] for status in states},
    )


def latest_tally(rows: Iterable[Row]) -> Tally:
    """The rows of one quarter by the state of their latest figure, whenever it was reported."""
    return tally(rows, attrgetter("latest_rag"))


def carried_forward(rows: Iterable[Row]) -> int:
    """How many of the ratings of `latest_tally` were made in an earlier quarter."""
    return sum(row.carried_forward and row.latest_rag in RATED for row in rows)
