"""Which columns of a wide table stand for a reporting period, by the words of their headers.

A header is a period when its words mean one (`period_words.py`) or when it is a date. So is one
that plainly means a period but leaves it in doubt ("Q2 2019"): it is for validation to say what
to write instead. In a header of two rows, years above and quarters or months below, the two are
read together.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpis.cell_addresses import letters_of
from kpis.errors import PeriodError
from kpis.period_text import parse_period
from kpis.readers.files.grid import Cell, Row
from kpis.readers.raw import CellKind
from kpis.readers.tables.period_words import end_of, is_part_of_year, period_in

_YEAR_BEFORE = re.compile(
    r"[(\[]?\s*(?:(?:in|for|of) )?(?:(?:the )?same (?:period|quarter|month|time) )?"
    r"(?:(?:the )?(?:last|previous|prior|preceding|past) (?:financial )?(?:year|yr)"
    r"|(?:a |the |one )?(?:year|yr) (?:before|earlier|ago|previously)|py|ly)'?s?\s*[)\]]?",
    re.IGNORECASE,
)


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


def of_the_year_before(
    number: int, row: Row, periods: Sequence[PeriodColumn]
) -> tuple[PeriodColumn, ...]:
    """The cells that name a period which another column has, and say of it "last year".

    "Q2 2019/20 (last year)" beside "Q2 2019/20" is Q2 2018/19, if it is a figure of a return at
    all; beside no such column it is a period of last year that is written out, for comparison.
    """
    headed = {period.ends for period in periods if period.ends}
    columns = []
    for column, cell in row.items():
        if cell.kind != CellKind.TEXT or not _YEAR_BEFORE.search(cell.text):
            continue
        words = period_in(without_last_year(cell.text))
        if words is None or words.ends not in headed:
            continue
        try:
            before = parse_period(words.text).year_before()
        except PeriodError:
            continue
        address = f"{letters_of(column)}{number}"
        columns.append(PeriodColumn(column, before.label, cell.kind, address, before.end))
    return tuple(columns)


def without_last_year(header: str) -> str:
    """A header without the words that say it is of the year before."""
    return " ".join(_YEAR_BEFORE.sub(" ", header).split())


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
