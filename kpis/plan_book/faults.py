"""Faults of a plan's files told as faults of its workbook: by sheet and cell.

The rules of a plan speak of files and keys. Each row of a workbook stands for an entry of a file,
so what is said of that entry or of what is in it is said of the row, and of the column where a key
has one.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from kpis.cell_addresses import letters_of
from kpis.model.record import Record
from kpis.plan.faults import Location, in_words
from kpis.plan.files import (
    ACTIVITIES,
    BOROUGH,
    CALENDAR,
    CROSSWALK,
    MEASURES,
    OUTCOMES,
    PLAN,
    THEMES,
)
from kpis.plan_book.sheets import Column, Sheet, Where

_SHEET_OF = {
    PLAN: "Plan",
    OUTCOMES: "Outcomes",
    THEMES: "Themes and boards",
    ACTIVITIES: "Activities",
    CALENDAR: "Calendar",
    CROSSWALK: "From the plan before",
    BOROUGH: "Facts",
}
_FILE = re.compile(rf"\b{MEASURES}/(\w+)\.toml\b|\b({'|'.join(map(re.escape, _SHEET_OF))})\b")
_PLACE = re.compile(r"\b\w+(?:\[\d+\])(?:\.\w+(?:\[\d+\])?)*")


class BookFault(Record):
    """What is wrong with a workbook, or is seen in it and not kept. cell: "" where it is the sheet,
    or a thing it lacks."""

    sheet: str
    cell: str
    key: str  # the header of the column, or the key in words; "" where it is neither
    message: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.sheet, self.cell)))
        return ": ".join(filter(None, (where, self.key, self.message)))


class Row(NamedTuple):
    """Where an entry of a file stands in the workbook.

    places: by column its place, the number of a sheet's column; of an upright sheet of a row.
    """

    sheet: Sheet
    number: int
    places: dict[Column, int]
    upright: bool

    def cell(self, column: Column | None) -> str:
        if column is None or column not in self.places:
            return f"A{self.number}"
        place = self.places[column]
        return f"B{place}" if self.upright else f"{letters_of(place)}{self.number}"


class Addresses:
    """Which row of the workbook stands for which entry."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, Location, Row]] = []

    def add(self, file: str, path: Location, row: Row) -> None:
        self._rows.append((file, path, row))

    def row(self, sheet: str, file: str, path: Location) -> Row | None:
        return self._by_entry.get((sheet, file, path))

    @cached_property
    def _by_entry(self) -> dict[tuple[str, str, Location], Row]:
        return {(row.sheet.name, file, path): row for file, path, row in self._rows}

    @cached_property
    def _by_file(self) -> dict[str, list[tuple[str, Row]]]:
        found: dict[str, list[tuple[str, Row]]] = {}
        for file, path, row in self._rows:
            found.setdefault(file, []).append((in_words(path), row))
        return found

    def told(self, faults: Iterable[str]) -> list[BookFault]:
        """Faults of `kpis.plan.check`, each with its sheet and cell."""
        return [self._told(*sentence.split(": ", 2)) for sentence in faults]

    def _told(self, file: str, key: str, message: str) -> BookFault:
        row, rest = self._nearest(file, key)
        message = _PLACE.sub(lambda found: self._in_sheet(file, found[0]), message)
        message = _FILE.sub(lambda found: found[1] or _SHEET_OF[found[2]], message)
        if row is None:
            sheet = _SHEET_OF.get(file, "Measures")
            return BookFault(sheet=sheet, cell="", key=key.replace("_", " "), message=message)
        column = _column(row.sheet, rest)
        if not rest and row.sheet.where is Where.BY_YEAR:
            column = row.sheet.lead[-1]  # what is said of the aim of a year is said of the year
        words = column.header if column else rest.replace("_", " ")
        return BookFault(sheet=row.sheet.name, cell=row.cell(column), key=words, message=message)

    def _in_sheet(self, file: str, key: str) -> str:
        """A place in a file as a place in the workbook: "row 7" for "outcomes[3]"."""
        row, rest = self._nearest(file, key)
        return key if row is None or rest == key else f"row {row.number} of {row.sheet.name}"

    def _nearest(self, file: str, key: str) -> tuple[Row | None, str]:
        """The row of the innermost entry that a key is in, and the rest of the key."""
        inside = [
            (words, row)
            for words, row in self._by_file.get(file, [])
            if not words or key == words or key.startswith((f"{words}.", f"{words}["))
        ]
        if not inside:
            return self._of_list(file, key), key
        words, row = max(inside, key=lambda each: len(each[0]))
        if not words and _column(row.sheet, key) is None:
            row = self._of_list(file, key) or row
        return row, key[len(words) :].removeprefix(".")

    def _of_list(self, file: str, key: str) -> Row | None:
        """The first row of a list that is at fault as a whole."""
        name = _first(key)
        of_file = self._by_file.get(file, [])
        return next((row for words, row in of_file if words and _first(words) == name), None)


def _first(key: str) -> str:
    return re.split(r"[\[. ]", key)[0]


def _column(sheet: Sheet, key: str) -> Column | None:
    """The column that holds a key, or what it is in."""
    for column in sheet.columns:
        words = in_words(column.path)
        if words and (key == words or key.startswith(f"{words}[")):
            return column
    return None
