"""What a sheet of the workbook holds, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpis.model import RagStatus
from kpis.reports.blocks import Chart


@dataclass(frozen=True, slots=True)
class Place:
    """A cell. value: a text, a number, or None where there is nothing to show.

    format: of a number. status: a rating made in this very quarter, which is set off by colour.
    to: the name of the sheet that it leads to.
    """

    value: str | float | None = None
    format: str = ""
    status: RagStatus | None = None
    to: str = ""


EMPTY = Place()
Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart over rows of its sheet's table. first, last: of its rows, counted from 0.

    columns: its lines, each as the number of a column of the table and the line's role.
    """

    chart: Chart
    title: str
    first: int
    last: int
    names: int
    columns: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title, what must be known before its table, and one table.

    name: what its tab should say; its table is named by it too. told: sentences above the table.
    headers: of the table, () for a sheet of words alone. lines: a place for each header.
    """

    name: str
    title: str
    told: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    lines: Sequence[Line] = ()
    drawings: tuple[Drawing, ...] = field(default=())

    @property
    def has_table(self) -> bool:
        return bool(self.headers and self.lines)

    @property
    def has_empty_cells(self) -> bool:
        return any(place.value is None for line in self.lines for place in line)


def text_place(text: str, *, status: RagStatus | None = None) -> Place:
    """A text; nothing where it is empty."""
    return Place(text or None, status=status)
