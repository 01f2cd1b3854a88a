"""Which columns of a wide table stand for a reporting period, by the words of their headers.

A header is a period when `kpis.period_text` understands it, with or without a word such as
"outturn" beside it, or when it is a date. So is one that plainly means a period but leaves it in
doubt ("Q2 2019"): it is for validation to say what to write instead. In a header of two rows,
years above and quarters below, the two are read together.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Frequency
from kpis.period_text import parse_period
from kpis.readers.addresses import letters_of
from kpis.readers.grid import Cell, Row
from kpis.readers.raw import CellKind

_BESIDE_A_PERIOD = re.compile(
    r"\b(?:outturn|actual|result|value|figure|performance)s?\b", re.IGNORECASE
)
_EDGES = " \t\r\n-–:,;"
_MONTHS = "|".join(filter(None, (*calendar.month_name, *calendar.month_abbr, "Sept")))
_PART_OF_YEAR = rf"(?:q|qtr\.?|quarter)\s*[1-4]|(?:h|half)\s*[12]|(?:{_MONTHS})\.?"
_WITHOUT_YEAR = re.compile(_PART_OF_YEAR, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of a wide table: the period its header names, and where."""

    column: int
    text: str
    kind: str
    cell: str
    ends: date | None  # last day of the period; None while its year or its kind is in doubt


def period_columns(number: int, row: Row, above: Row | None = None) -> tuple[PeriodColumn, ...]:
    """The cells of a header row that name periods, with the years in the row above if need be."""
    found = {column: _period_of(column, number, cell) for column, cell in row.items()}
    found |= {period.column: period for period in period_columns_below(number, row, above or {})}
    return tuple(period for period in found.values() if period)


def period_columns_below(number: int, row: Row, above: Row) -> tuple[PeriodColumn, ...]:
    """The cells of a header row that are periods with the year above them: "Q1" below "2019/20".

    The year stands above the first of its quarters, merged over the others or not. Empty unless
    two cells or more become periods in this way: one could be a figure.
    """
    found = []
    for column, cell in row.items():
        years = [year.text for left, year in above.items() if left <= column]
        if years and _WITHOUT_YEAR.fullmatch(cell.text):
            text = f"{cell.text} {years[-1]}"
            if ends := _end_of(text):
                found.append(
                    PeriodColumn(column, text, cell.kind, f"{letters_of(column)}{number}", ends)
                )
    return tuple(found) if len(found) > 1 else ()


def _period_of(column: int, number: int, cell: Cell) -> PeriodColumn | None:
    address = f"{letters_of(column)}{number}"
    if cell.kind == CellKind.DATE:
        return PeriodColumn(
            column, cell.text, cell.kind, address, date.fromisoformat(cell.text[:10])
        )
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return None
    for text in (cell.text, _BESIDE_A_PERIOD.sub(" ", cell.text).strip(_EDGES)):
        if ends := _end_of(text):
            return PeriodColumn(column, text, cell.kind, address, ends)
        if _is_in_doubt(text):
            return PeriodColumn(column, text, cell.kind, address, None)
    return None


@lru_cache(maxsize=4096)
def _end_of(text: str) -> date | None:
    """The last day of the period a text plainly means, None where it means none or two."""
    try:
        return parse_period(text).end
    except PeriodError:
        return None


@lru_cache(maxsize=4096)
def _is_in_doubt(text: str) -> bool:
    """Whether a text without one plain meaning is a period once more is known."""
    if _WITHOUT_YEAR.fullmatch(text):
        return True
    for frequency in (None, Frequency.YEAR, Frequency.SURVEY_WAVE):
        try:
            parse_period(text, frequency, wave_start_month=1, wave_months=12)
        except AmbiguousPeriod:
            return True
        except PeriodError:
            continue
        return True
    return False
