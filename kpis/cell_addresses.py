"""Addresses of cells as people read them: column letters, "D14", "A1:C9"."""

import re

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Span = tuple[int, int, int]  # of cells in a block: first row, last row, first column


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


def place_of(address: str) -> tuple[int, int] | None:
    """Row and column of "D14"; None where it is no address."""
    found = _A1.fullmatch(address)
    return (int(found[2]), column_of(found[1])) if found else None


def span_of(block: str) -> Span | None:
    """What "A1:C9" covers; None where it is written in any other way."""
    first, _, last = map(place_of, block.partition(":"))
    return (first[0], last[0], first[1]) if first and last else None
