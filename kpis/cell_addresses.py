"""Addresses of cells as people read them: column letters, "D14", "A1:C9".

Everything that reads an address reads it here: the addresses of a return, which may lie further
down than any sheet goes since a CSV of millions of rows has them too, and those inside a workbook.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# What a sheet of Excel has room for. No spreadsheet program writes more.
SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384  # to XFD1048576
CELL_CHARACTERS = 32_767

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,8})")

Span = tuple[int, int, int]  # of cells in a block: first row, last row, first column


class Place(NamedTuple):
    """A cell. Row and column are counted from 1, as people count; by row, then column."""

    row: int
    column: int

    @property
    def address(self) -> str:
        return f"{letters_of(self.column)}{self.row}"


_NOWHERE = Place(10**9, 0)  # below every cell an address can name


def letters_of(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_of(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def letters_in(address: str) -> str:
    """The letters of the column that an address begins with: D of "D14"; "" for none."""
    return address.rstrip("0123456789")


def place_of(address: str) -> Place | None:
    """The cell of "D14" or "$D$14"; None where it is no address."""
    found = _A1.fullmatch(address)
    return Place(int(found[2]), column_of(found[1])) if found else None


def place_on_sheet(address: str) -> Place | None:
    """The cell of "D14"; None where it is no address, or beyond what a sheet has."""
    place = place_of(address)
    return place if place and place.row <= SHEET_ROWS and place.column <= SHEET_COLUMNS else None


def reading_order(address: str) -> Place:
    """What addresses are sorted by: D9 before D10. What is no address comes after all cells."""
    return place_of(address) or _NOWHERE


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Rising numbers as unbroken runs, first and last of each: [4, 5, 6, 9] is (4, 6), (9, 9)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
