"""Headings that make the figures below them other ones: "Targets", "London averages, Q2 2019/20".

Above a table such a heading is about all of it (`find_table.py`). Alone in a row between its rows
it is about those below, down to the next text that stands alone.
"""

import re
from itertools import pairwise

import pandas as pd

from kpis.cell_addresses import letters_of
from kpis.readers.asked import HEADER_MEANING, LEAVE_OUT, TAKE, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import find_fields, is_for_people, plain
from kpis.readers.tables.outturn_words import heads_other_figures

MOST_WORDS = 4  # "Targets for the year"; a longer one says more than that
_MOST_ROWS = 500  # that are looked at
_OF_A_PERIOD = re.compile(r"\d+|[qh][1-4]|fy|quarter|year")


def says_other_figures(heading: str) -> bool:
    """Whether a heading says that the figures below it are no outturns of one's own."""
    words = plain(heading)
    if not words or find_fields({1: words}).columns:
        return False
    without_period = [word for word in words.split() if not _OF_A_PERIOD.fullmatch(word)]
    if not 0 < len(without_period) <= MOST_WORDS:
        return False
    few = words.count(" ") < MOST_WORDS
    return (few and is_for_people(words)) or heads_other_figures(" ".join(without_period))


def doubts_of_headings_within(grid: Grid, table: Table, rows: pd.DataFrame) -> tuple[Doubt, ...]:
    """The headings between the rows of a table that put those below them in doubt."""
    if not len(rows):
        return ()
    read = rows["row"].to_numpy(dtype="int64")
    last = int(read.max())
    between = {number for number in grid.rows() if table.header_row < number < last}
    alone = [
        number
        for number in sorted(between.difference(read))[:_MOST_ROWS]
        if len(grid.row(number)) == 1
    ]
    doubts = []
    for number, following in pairwise([*alone, last + 1]):
        ((column, cell),) = grid.row(number).items()
        below = tuple(dict.fromkeys(int(row) for row in read if number < row < following))
        if below and says_other_figures(cell.text):
            count = len(below)
            doubts.append(
                Doubt(
                    code=HEADER_MEANING,
                    about=f"heading {cell.text}",
                    sheet=grid.name,
                    cell=f"{letters_of(column)}{number}",
                    found=cell.text,
                    told=f"'{cell.text}' stands above rows whose figures may then be no outturns.",
                    choices=(
                        Choice(
                            answer=TAKE,
                            label="They are outturns",
                            stores=f"{count} rows" if count > 1 else "1 row",
                        ),
                        Choice(answer=LEAVE_OUT, label="They are other figures: leave out"),
                    ),
                    rows=below,
                )
            )
    return tuple(doubts)
