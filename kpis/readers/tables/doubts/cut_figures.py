"""Figures cut at their comma in rows that have as many cells as the header all the same.

"56,4" and "1,234" that are not put in quotation marks make two cells of one. Where the row's last
cell was blank, nothing is too many: 234 stands as the commentary beside 1. A cell that holds digits
alone where others hold words, with two short numbers beside each other before it, is asked about.
"""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from kpis.cell_addresses import letters_of
from kpis.readers.asked import CUT_FIGURE, LEAVE_OUT, TAKE, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Layout
from kpis.readers.tables.doubts.cut_series import CutPair, cut_in_series
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import plain

DIGITS_ALONE = r"^\d[\d.]*\s*%?$"

_FIGURES = ("outturn", "numerator", "denominator")
_OF_NUMBERS = (*_FIGURES, "measure", "period", "year", "returned_on")
_OF_WORDS = ("commentary", "area", "breakdown", "category", "measure_also", "unit")
_HEADS_WORDS = frozenset(
    (
        *("rag", "rating", "status", "trend", "direction", "owner", "officer", "lead", "team"),
        *("service", "directorate", "division", "source", "contact", "reason", "action"),
    )
)
_DIGITS_ALONE = re.compile(DIGITS_ALONE)
_BEFORE_A_COMMA = re.compile(r"[-−]?£?\d{1,3}")
_AFTER_A_COMMA = re.compile(r"\d{1,3}(?:\.\d+)?\s*%?")
_SHORTEST_SCORE = 2  # below RAG a single digit may be one


def doubts_of_cut_figures(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """One question about all of them. rows: RAW_ROWS of a table."""
    numbers = list(dict.fromkeys(rows["row"].tolist()))
    found = list(_cut(grid, table, numbers))
    if table.layout is Layout.WIDE:
        found += cut_in_series(grid, table, numbers)
    cut = sorted({each.row: each for each in found}.values())
    if not cut:
        return
    first, more = cut[0], len(cut) - 1
    cell = f"{letters_of(first.column)}{first.row}"
    like_it = f", as may {more} more" if more else ""
    yield Doubt(
        code=CUT_FIGURE,
        about=f"{grid.name} {cell} {first.left},{first.right} and {more} more",
        sheet=grid.name,
        cell=cell,
        found=f"{first.left},{first.right}",
        told=(
            f"'{first.left}' and '{first.right}' beside it may be one figure that was cut at its "
            f"comma{like_it}. Put such figures in quotation marks."
        ),
        choices=(
            Choice(answer=TAKE, label="They are two cells", stores=first.left),
            Choice(answer=LEAVE_OUT, label="Leave these rows out"),
        ),
        rows=tuple(each.row for each in cut),
    )


def _cut(grid: Grid, table: Table, numbers: Sequence[int]) -> Iterator[CutPair]:
    columns = table.headers.columns
    figures = sorted({columns[name] for name in _FIGURES if name in columns} | {*table.outturns()})
    at_home = {column for name, column in columns.items() if name in _OF_NUMBERS}
    at_home |= {*table.outturns(), *(c for of in table.beside.values() for c in of.values())}
    for column in table.words:
        before = [figure for figure in figures if figure < column]
        if column in at_home or not before:
            continue
        texts = grid.column(column, numbers).texts
        of_digits = [
            place for place, text in enumerate(texts) if text and _DIGITS_ALONE.match(text)
        ]
        if not of_digits:
            continue
        for place in _unlike_the_others(table, column, texts, of_digits):
            row = grid.row(numbers[place])
            # In a wide table it is the latest that has moved into a cell of words.
            for figure in reversed(before) if table.layout is Layout.WIDE else before:
                left, right = (row[at].text if at in row else "" for at in (figure, figure + 1))
                if _BEFORE_A_COMMA.fullmatch(left) and _AFTER_A_COMMA.fullmatch(right):
                    yield CutPair(numbers[place], figure, left, right)
                    break


def _unlike_the_others(
    table: Table, column: int, texts: Sequence[str], of_digits: Sequence[int]
) -> Sequence[int]:
    """Those cells of digits that stand where words belong: by the header, or by the other rows."""
    if any(table.headers.columns.get(name) == column for name in _OF_WORDS):
        return of_digits
    if 2 * len(of_digits) < sum(map(bool, texts)):
        return of_digits
    if _HEADS_WORDS.isdisjoint(plain(table.words[column]).split()):
        return ()
    return [place for place in of_digits if len(texts[place]) >= _SHORTEST_SCORE]
