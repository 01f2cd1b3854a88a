"""Which columns of a wide table stand for a reporting period, by the words of their headers.

A header is a period when its words mean one (`period_words.py`) or when it is a date. So is one
that plainly means a period but leaves it in doubt ("Q2 2019"): it is for validation to say what
to write instead. In a header of two rows, years above and quarters or months below, the two are
read together.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Cell, Row
from kpis.readers.raw import CellKind
from kpis.readers.tables.period_words import end_of, is_part_of_year, period_in


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of a wide table: the period its header names, and where."""

    column: int
    text: str
    kind: str
    cell: str
    ends: date | None  # last day of the period; None while its year or its kind is in doubt
    marker: str = ""  # "[p]" where the header says that its figures are provisional


def period_columns(number: int, row: Row, above: Row | None = None) -> tuple[PeriodColumn, ...]:
    """The cells of a header row that name periods, with the years in the row above if need be."""
    by_column = {column: _period_of(column, number, cell) for column, cell in row.items()}
    by_column |= {
        period.column: period for period in period_columns_below(number, row, above or {})
    }
    return tuple(period for period in by_column.values() if period)


def period_columns_below(
    number: int, row: Row, above: Row, *, at_least: int = 2
) -> tuple[PeriodColumn, ...]:
    """The cells of a header row that are periods with the year above them: "Q1" below "2019/20".

    The year stands above the first of its quarters, merged over the others or not. Empty unless
    so many cells become periods in this way: a single one could be a figure.
    """
    columns, lefts = [], sorted(above)
    for column, cell in row.items():
        part = period_in(cell.text)
        place = bisect_right(lefts, column)
        if place and part and is_part_of_year(part.text):
            over = above[lefts[place - 1]].text
            year = period_in(over)
            text = f"{part.text} {year.text if year else over}"
            if ends := end_of(text):
                marker = part.marker or (year.marker if year else "")
                address = f"{letters_of(column)}{number}"
                columns.append(PeriodColumn(column, text, cell.kind, address, ends, marker))
    return tuple(columns) if len(columns) >= at_least else ()


def _period_of(column: int, number: int, cell: Cell) -> PeriodColumn | None:
    address = f"{letters_of(column)}{number}"
    if cell.kind in (CellKind.DATE, CellKind.MONTH):
        return PeriodColumn(
            column, cell.text, cell.kind, address, date.fromisoformat(cell.text[:10])
        )
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return None
    words = period_in(cell.text)
    if words is None:
        return None
    return PeriodColumn(column, words.text, cell.kind, address, words.ends, words.marker)
