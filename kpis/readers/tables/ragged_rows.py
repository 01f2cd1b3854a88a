"""Rows of a CSV with more or fewer cells than its header: what stands where is not sure there.

A comma inside a number or a text that was not put in quotation marks makes two cells of one, and
all that follow it stand under the wrong header. Blank cells at the end of a row say nothing, with
one exception: where the last column of the header is filled and a blank cell comes after it, the
row may have been moved by one. Programs that end every row with a separator do not mean that, nor
does a row that is like the rows without doubt in each of its cells and has none that looks cut.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from kpis.cell_addresses import letters_of
from kpis.readers.raw import RaggedRow

_BEFORE_A_COMMA = re.compile(r"\D*\d{1,3}")  # of 1,234 that was cut
_AFTER_A_COMMA = re.compile(r"\d{3}(?:\.\d+)?\s*")
_A_SHORT_NUMBER = re.compile(r"\D{0,2}\d{1,3}\s*")  # of 56,4 either half
_LIKE_A_NUMBER = re.compile(r"[^\w]{0,3}\d[\d\s.,]*[^\w]{0,3}")


def ragged_rows(
    records: Sequence[Sequence[str]],
    header_rows: Iterable[int],
    rows: Iterable[int],
    moved: Collection[int] = (),
) -> tuple[RaggedRow, ...]:
    """Those of these rows whose cells do not match the header, in order.

    records: of the whole file; header_rows: the numbers of the rows of its header, from 1. moved:
    of the rows, those whose surplus tells even where it is blank.
    """
    header = [records[number - 1] for number in header_rows]
    width = max(map(_filled, header))
    numbers = list(dict.fromkeys(rows))
    usual = _usual_length(records, numbers, max(map(len, header)))
    kinds: list[set[str]] | None = None  # of the rows without doubt; hardly any file needs them
    found = []
    for number in numbers:
        record = records[number - 1]
        if len(record) == width and (record[-1].strip() or number not in moved):
            continue  # nearly every row: none of its cells is looked at
        cells = max(_filled(record), min(len(record), width))
        if cells == width and number in moved:
            cells = width + 1
        elif cells == width and _may_be_moved(record, width, usual):
            if kinds is None:
                kinds = _kinds_without_doubt(records, numbers, width)
            if len(record) == usual[0] or not _is_like(record, kinds):
                cells = width + 1
        if cells != width:
            place = f"{letters_of(min(cells, width) + 1)}{number}"
            text = ", ".join(cell.strip() for cell in record)
            found.append(RaggedRow(number, cells, width, place, text))
    return tuple(found)


def _filled(record: Sequence[str]) -> int:
    """How many cells there are up to the last one that is not blank."""
    return max((place for place, cell in enumerate(record, 1) if cell.strip()), default=0)


def _usual_length(
    records: Sequence[Sequence[str]], rows: Sequence[int], of_header: int
) -> tuple[int, bool]:
    """How many cells a row has, blank ones too; and whether only the rows, not the header, do.

    As many as the header has, unless more than half of at least three rows have more and not
    every one of them looks cut.
    """
    lengths = Counter(len(records[number - 1]) for number in rows)
    length, count = max(lengths.items(), key=lambda each: each[1], default=(of_header, 0))
    if length <= of_header or count < 3 or 2 * count <= len(rows):
        return of_header, False
    alike = (records[number - 1] for number in rows if len(records[number - 1]) == length)
    if all(_has_a_cut(record) or _has_a_cut_number(record) for record in alike):
        return of_header, False
    return length, True


def _may_be_moved(record: Sequence[str], width: int, usual: tuple[int, bool]) -> bool:
    """Whether a row that ends in blank cells may be one whose cells a comma has moved."""
    length, rows_alone = usual
    if not record[width - 1].strip() or len(record) <= width:
        return False
    return len(record) > length or (rows_alone and _has_a_cut(record))


def _has_a_cut(record: Sequence[str]) -> bool:
    """Whether two cells beside each other look like a text that was cut at its comma."""
    return any(
        right.startswith(" ") and right.strip() != "" and left.strip() != ""
        for left, right in pairwise(record)
    )


def _has_a_cut_number(record: Sequence[str]) -> bool:
    return any(
        _BEFORE_A_COMMA.fullmatch(left) and _AFTER_A_COMMA.fullmatch(right)
        for left, right in pairwise(record)
    )


def _kinds_without_doubt(
    records: Sequence[Sequence[str]], rows: Iterable[int], width: int
) -> list[set[str]]:
    """What stands in each column of the rows that have as many cells as the header."""
    whole = [records[number - 1] for number in rows if len(records[number - 1]) == width]
    return [{_kind(cell) for cell in column} for column in zip(*whole, strict=True)]


def _is_like(record: Sequence[str], kinds: Sequence[set[str]]) -> bool:
    """Whether a row that ends in blank cells is as the others are, and none of it looks cut."""
    if not kinds or _has_a_cut(record) or _has_a_cut_number(record):
        return False
    if any(
        _A_SHORT_NUMBER.fullmatch(left) and _A_SHORT_NUMBER.fullmatch(right)
        for left, right in pairwise(record)
    ):
        return False
    cells = zip(record, kinds, strict=False)
    return all(_kind(cell) in kinds_of_column | {""} for cell, kinds_of_column in cells)


def _kind(cell: str) -> str:
    """ "number", "text", or "" for a blank cell."""
    text = cell.strip()
    return text and ("number" if _LIKE_A_NUMBER.fullmatch(text) else "text")
