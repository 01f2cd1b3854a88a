"""A column headed "No." or "ID" that may number the rows of a list rather than name measures.

1.1 is a code of the plan and the first row of somebody's own list. Where a column that nobody
asked for says in words what each row is of, which of the two it is can only be asked.
"""

import re
from collections.abc import Iterator

import pandas as pd

from kpis.readers.asked import HEADER_MEANING, LEAVE_OUT, TAKE, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.header_words import CODES_AT_A_PINCH
from kpis.readers.tables.headers import plain

_A_NUMBER = r"\d+(?:\.\d+)*\.?"
_A_WORD = re.compile(r"[^\W\d_]{3}")
_ROWS_LOOKED_AT = 50


def doubts_of_numbered_rows(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """The question about such a column. rows: RAW_ROWS of the table."""
    if not may_number_rows(table) or not len(rows):
        return
    numbered = rows[rows["measure"].str.fullmatch(_A_NUMBER)]
    below = list(dict.fromkeys(numbered["row"].tolist()))[:_ROWS_LOOKED_AT]
    beside = [
        column
        for column in table.headers.unknown
        if any(_A_WORD.search(text) for text in grid.column(column, below).texts)
    ]
    if not beside:
        return
    column = table.headers.columns["measure"]
    words, others = table.words[column], table.words[beside[0]]
    first = numbered.iloc[0]
    yield Doubt(
        code=HEADER_MEANING,
        about=f"{words} beside {others}",
        sheet=grid.name,
        cell=table.cell(column),
        found=words,
        told=f"the column '{words}' may number the rows of a list: '{others}' stands beside it.",
        choices=(
            Choice(
                answer=TAKE,
                label="They are the plan's codes",
                stores=f"{first['outturn']} for {first['period']} of {first['measure']}",
            ),
            Choice(answer=LEAVE_OUT, label="They number rows: leave out"),
        ),
        rows=tuple(dict.fromkeys(numbered["row"].tolist())),
    )


def may_number_rows(table: Table) -> bool:
    """Whether nothing better than a number names the measure, and there are words beside it."""
    columns = table.headers.columns
    words = plain(table.words[columns["measure"]])
    return (
        words in CODES_AT_A_PINCH and "measure_also" not in columns and bool(table.headers.unknown)
    )
