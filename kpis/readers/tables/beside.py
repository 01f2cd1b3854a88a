"""Take along the columns of a table that narrow down what its rows are of (`beside_words.py`).

They are no fields of a return; validation asks about rows of which they say something else than
the whole.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.cell_addresses import letters_in, letters_of
from kpis.frames import TEXT
from kpis.readers.files.grid import Grid
from kpis.readers.raw import ColumnBeside, Layout, TableFound
from kpis.readers.tables.beside_words import (
    Beside,
    are_codes_of_places,
    is_another_figure,
    kind_beside,
    may_be_the_area,
    may_say_which_figure,
    names_councils,
    plainly,
    says_alone,
    says_to_date,
    words_of_header,
)
from kpis.readers.tables.found_table import Table

_ROWS_LOOKED_AT = 50  # of a column under an unknown header, for codes of places
_LONGEST = 40  # characters of a cell that may say which figure a row holds


def take_beside(
    grid: Grid,
    table: Table,
    found: TableFound,
    rows: pd.DataFrame,
    headless: Collection[int] = (),
) -> tuple[pd.DataFrame, TableFound]:
    """The rows and the table of a sheet with what stands beside its fields.

    Where no column is headed as the area's, the one that names councils is, else one of codes, else
    one of places: RAW_ROWS have their areas from it. headless: columns without a header, which may
    say as well that a row holds another figure; they are called by their letters.
    """
    numbers = np.unique(rows["row"].to_numpy(dtype="int64"))
    below = numbers.tolist()

    def texts_of(column: int) -> ExtensionArray:
        texts, _ = grid.column(column, below, merged=True)
        return pd.array(texts, dtype=TEXT)

    rows, found = with_beside(table, found, rows, numbers, texts_of)
    of_headless = _headless(table, headless, numbers, texts_of)
    return rows, replace(found, beside=(*found.beside, *of_headless)) if of_headless else found


def _headless(
    table: Table,
    columns: Collection[int],
    rows: np.ndarray,
    texts_of: Callable[[int], ExtensionArray],
) -> tuple[ColumnBeside, ...]:
    """Those of the columns without a header of which a cell says that its row is another figure."""
    found = []
    for column in columns:
        texts = texts_of(column)
        if any(_says_another("", each) for each in set(texts.unique()) - {""}):
            letters = letters_of(column)
            cell = f"{letters}{table.header_row}"
            found.append(
                ColumnBeside(what=Beside.FIGURE, header=letters, cell=cell, rows=rows, texts=texts)
            )
    return tuple(found)


def with_beside(
    table: Table,
    found: TableFound,
    rows: pd.DataFrame,
    numbers: np.ndarray,
    texts_of: Callable[[int], ExtensionArray],
) -> tuple[pd.DataFrame, TableFound]:
    """The same, given the numbers of the rows and what gives the texts of a column in them."""
    beside = _columns(table, numbers, texts_of)
    if not beside:
        return rows, found
    cells = {column.cell for column in beside}
    unknown = tuple(each for each in found.unknown if each[1] not in cells)
    columns, headers = found.columns, found.headers
    if "area" not in columns and (area := _of_areas(beside)):
        at = np.searchsorted(numbers, rows["row"].to_numpy(dtype="int64"))
        rows = rows.assign(area=pd.Series(area.texts.take(at), index=rows.index))
        columns = columns | {"area": letters_in(area.cell)}
        headers = headers | {"area": area.header}
        beside = tuple(column for column in beside if column is not area)
    return rows, replace(found, beside=beside, unknown=unknown, columns=columns, headers=headers)


def _columns(
    table: Table, rows: np.ndarray, texts_of: Callable[[int], ExtensionArray]
) -> tuple[ColumnBeside, ...]:
    under_periods = (column for fields in table.beside.values() for column in fields.values())
    taken = {*table.headers.columns.values(), *table.outturns(), *under_periods}
    found = []
    for column, header in table.words.items():
        words = words_of_header(header)
        what = None if column in taken else kind_beside(words)
        unknown = what is None and column in table.headers.unknown
        if column in taken or not (what or unknown or _may_say_which(table, words)):
            continue
        texts = texts_of(column)
        distinct = set(texts.unique()) - {""}
        if unknown and are_codes_of_places(texts[:_ROWS_LOOKED_AT]):
            what = Beside.AREA_CODE
        elif what is None and _may_say_which(table, words):
            what = Beside.FIGURE if any(_says_another(words, each) for each in distinct) else None
        if what is not None and distinct:
            cell = table.cell(column)
            found.append(ColumnBeside(what=what, header=header, cell=cell, rows=rows, texts=texts))
    return tuple(found)


def _says_another(words: str, text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    said = plainly(text)
    return any(says(said, words) for says in (_is_another_figure, says_to_date, says_alone))


def _is_another_figure(text: str, header: str) -> bool:
    return is_another_figure(header, text)


def _may_say_which(table: Table, words: str) -> bool:
    return table.layout is not Layout.TEMPLATE and may_say_which_figure(words)


def _of_areas(beside: Sequence[ColumnBeside]) -> ColumnBeside | None:
    """The column that names the area best."""
    headed = {column.cell: words_of_header(column.header) for column in beside}
    places = [
        column
        for column in beside
        if column.what == Beside.PLACE and may_be_the_area(headed[column.cell])
    ]
    councils = [column for column in places if names_councils(headed[column.cell])]
    codes = [column for column in beside if column.what == Beside.AREA_CODE]
    return next(iter((*councils, *codes, *places)), None)
