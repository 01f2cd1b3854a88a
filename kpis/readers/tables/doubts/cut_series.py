"""Figures cut at their comma in a table with a column for each period.

"1,234" that is not put in quotation marks makes two cells of one, and all that follow move by one:
where the last columns were blank, nothing is too many, and 1 and 234 stand as figures of two
quarters. A series that is short says little, so only what hardly any series does counts: 045 for a
figure, three digits many times as large as the figure before, or a row that has more figures than
any other and falls from one to the next as a whole and its decimals do.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpis.readers.files.grid import Grid, TextSheet
from kpis.readers.tables.found_table import Table

_BEFORE_A_COMMA = re.compile(r"[-−]?£?(?P<number>[1-9]\d{0,2})")
_THOUSANDS = re.compile(r"(?P<number>\d{3})(?:\.\d+)?")
_DECIMALS = re.compile(r"(?P<number>\d{1,2})\s*%?")
_TIMES = 8  # 12 and 345 are, 120 and 345 are not
_FALLS = 5  # from 56 to 4
_RISES = 2


class CutPair(NamedTuple):
    row: int
    column: int
    left: str
    right: str


def cut_in_series(grid: Grid, table: Table, numbers: Sequence[int]) -> Iterator[CutPair]:
    """The first such pair of each row. numbers: of the rows that are read, each once."""
    columns = sorted(table.outturns())
    beside = [pair for pair in pairwise(columns) if pair[1] == pair[0] + 1]
    if not beside:
        return
    texts = {column: grid.column(column, numbers).texts for column in columns}
    filled = [sum(bool(texts[column][at]) for column in columns) for at in range(len(numbers))]
    most = max(filled, default=0)
    # Of a workbook's cells it is only the next that a cut one has moved into.
    may_be_fuller = isinstance(grid, TextSheet) and len(filled) > 1 and filled.count(most) == 1
    for at, number in enumerate(numbers):
        fuller = may_be_fuller and filled[at] == most
        pairs = [CutPair(number, left, texts[left][at], texts[right][at]) for left, right in beside]
        of_row = [pair for pair in pairs if _cut_thousands(pair.left, pair.right, fuller=fuller)]
        of_row += [pair for pair in pairs if _cut_decimals(pair.left, pair.right, fuller=fuller)]
        yield from of_row[:1]


def _cut_thousands(left: str, right: str, *, fuller: bool) -> bool:
    """fuller: whether the row has more figures than any other."""
    before, after = _BEFORE_A_COMMA.fullmatch(left), _THOUSANDS.fullmatch(right)
    if not before or not after:
        return False
    times = _RISES if fuller else _TIMES
    return right.startswith("0") or int(after["number"]) >= times * int(before["number"])


def _cut_decimals(left: str, right: str, *, fuller: bool) -> bool:
    before, after = _BEFORE_A_COMMA.fullmatch(left), _DECIMALS.fullmatch(right)
    if not before or not after:
        return False
    rest = int(after["number"])
    if right.startswith("0"):
        return rest > 0
    return fuller and int(before["number"]) >= _FALLS * rest
