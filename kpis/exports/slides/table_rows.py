"""Tables cut into pieces that fit a slide, each cell into as many lines as it may have."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.exports.office.column_widths import SAFETY, column_widths
from kpis.exports.office.text_size import LINE, lines_of
from kpis.exports.office.texts import cell_words, mark_sign, mark_words, shortened
from kpis.model import RagStatus
from kpis.reports.blocks import Cell, Column, Mark, Table

SIZE = 10  # points, of the text of a table
MARGIN = 3  # points, left and right of a text in a cell
ABOVE = 2  # points, above and beneath it
_MOST_LINES = 6  # of a cell


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell as a slide has it. shown: its text, cut where it was longer. whole: all of it."""

    shown: str
    whole: str
    mark: Mark | None = None
    is_figure: bool = False
    is_heading: bool = False  # of the rows beneath it, with a row of its own
    is_strong: bool = False
    is_sign: bool = False  # the letter of a mark alone

    @property
    def status(self) -> RagStatus | None:
        """The rating whose colour stands behind it."""
        return self.mark.status if self.mark and not self.mark.carried else None


Line = tuple[SetCell, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that stand on one slide. widths, heights: in points; the header's height is first."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def headers_of(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(f"{column.title} {column.group}".strip() for column in columns)


def lines_of_table(table: Table) -> list[Line]:
    """Every row, a heading among them filled up with empty cells."""
    lines = []
    for row in table.rows:
        if row.is_group:
            first = SetCell(row.cells[0].text, row.cells[0].text, is_heading=True)
            lines.append((first, *[SetCell("", "")] * (len(table.columns) - 1)))
        else:
            lines.append(tuple(map(_set_cell, row.cells, table.columns)))
    return lines


def _set_cell(cell: Cell, column: Column) -> SetCell:
    whole = cell_words(cell)
    if column.is_mark and cell.mark is not None:
        whole = whole or mark_words(cell.mark)
        return SetCell(mark_sign(cell.mark), whole, cell.mark, is_sign=True)
    return SetCell(whole, whole, cell.mark, column.is_figure)


def pieces(
    headers: Sequence[str],
    lines: Sequence[Line],
    width: float,
    height: float,
    first: float | None = None,
) -> list[Piece]:
    """The lines over as many pieces as they need, the headers above each.

    width, height: of the place, in points; first: its height for the first piece where that is
    another. A heading never ends a piece.
    """
    widths = _widths(headers, lines, width)
    head = _height(tuple(SetCell(text, text, is_strong=True) for text in headers), widths)
    fit = [tuple(map(_fit, line, widths)) for line in lines]
    heights = [_height(line, widths) for line in fit]
    found: list[list[int]] = [[]]
    used = head
    for number, high in enumerate(heights):
        with_next = heights[number + 1] if _heads_another(lines, number) else 0
        room = first if first is not None and len(found) == 1 else height
        if found[-1] and used + high + with_next > room:
            found.append([])
            used = head
        found[-1].append(number)
        used += high
    return [
        Piece(
            tuple(headers),
            tuple(fit[number] for number in piece),
            tuple(widths),
            (head, *(heights[number] for number in piece)),
        )
        for piece in found
        if piece
    ]


def _heads_another(lines: Sequence[Line], number: int) -> bool:
    return lines[number][0].is_heading and number + 1 < len(lines)


def _fit(cell: SetCell, width: float) -> SetCell:
    """The cell with its text cut to the lines it may have."""
    text = cell.shown
    while len(text) > 2 and _lines(text, width, bold=_is_bold(cell)) > _MOST_LINES:
        text = shortened(text, max(2, int(len(text) * 0.9)))
    return replace(cell, shown=text)


def _is_bold(cell: SetCell) -> bool:
    return cell.is_heading or cell.is_strong or cell.status is not None


def _lines(text: str, width: float, *, bold: bool) -> int:
    return lines_of(text, SIZE, (width - 2 * MARGIN) * SAFETY, bold=bold)


def _height(line: Line, widths: Sequence[float]) -> float:
    high = max(
        _lines(cell.shown, width, bold=_is_bold(cell))
        for cell, width in zip(line, widths, strict=True)
    )
    return high * SIZE * LINE + 2 * ABOVE


def _widths(headers: Sequence[str], lines: Sequence[Line], width: float) -> list[float]:
    columns = [
        [header, *(line[number].shown for line in lines if not line[number].is_heading)]
        for number, header in enumerate(headers)
    ]
    headings = [line[0].shown for line in lines if line[0].is_heading]
    return column_widths(columns, width, SIZE, 2 * MARGIN, headings)
