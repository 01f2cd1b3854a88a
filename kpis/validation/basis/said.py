"""Which rows say that they count from April on, and which that they are of their period alone.

A row says so in the header of its outturn ("Actual (YTD)"), beside its period ("Q2 2019/20 YTD") or
in a column such as Basis. Whether that is what its measure stores is for `rule.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.model import Basis
from kpis.period_text import without_so_far
from kpis.readers.raw import ColumnBeside, TableFound
from kpis.readers.tables.beside_words import plainly, says_alone, says_to_date, words_of_header
from kpis.readers.tables.outturn_words import what_it_says
from kpis.validation.return_table import ReturnTable
from kpis.validation.rules.beside import rows_and_texts
from kpis.validation.text_column import TextColumn


class Said(IntEnum):
    """What is said of a row."""

    NOTHING, TO_DATE, ALONE = range(3)


@dataclass(frozen=True, slots=True)
class Saying:
    """Where it is said: the words, what they say, and the positions of their rows.

    header: of a column of such words, "" where the words head the figures or stand beside their
    period. cell: of the header, "" for words in the rows themselves.
    """

    words: str
    said: Said
    rows: np.ndarray
    sheet: str
    header: str = ""
    cell: str = ""
    column: ColumnBeside | None = None


def sayings(table: ReturnTable) -> tuple[Saying, ...]:
    """Everything that is said of the basis of rows, headers first."""
    return (*_of_headers(table), *_beside_periods(table), *_of_columns(table))


def said_of_rows(table: ReturnTable, found: tuple[Saying, ...]) -> np.ndarray:
    """For each row what is said of it; what stands in the row itself outweighs its header."""
    said = np.zeros(len(table), dtype="int8")
    for each in found:
        said[each.rows] = each.said
    return said


def counts_from_april(table: ReturnTable) -> np.ndarray:
    """Rows whose measure stores the year so far."""
    return table.of_measure(lambda measure: measure.basis is Basis.YEAR_TO_DATE, False)


def below(table: ReturnTable, raw_table: TableFound) -> np.ndarray:
    """Which rows are of a table of the file."""
    numbers = table.rows["row"].to_numpy(dtype="int64")
    rows = table.texts["sheet"].where(raw_table.sheet.__eq__) & (numbers > raw_table.header_row)
    return rows & (numbers <= raw_table.last_row) if raw_table.last_row else rows


def _of_headers(table: ReturnTable) -> Iterator[Saying]:
    headed = [each for each in table.raw.tables if each.outturns or each.periods_named]
    if not headed:
        return
    cells = TextColumn.of(table.rows["outturn_cell"].array)
    columns = cells.renamed(map(letters_in, cells.distinct))
    for raw_table in headed:
        under = below(table, raw_table)
        for letters, (header, cell) in (raw_table.outturns | raw_table.periods_named).items():
            says = what_it_says(header)
            said = Said.TO_DATE if says.to_date else Said.ALONE if says.alone else Said.NOTHING
            if said:
                rows = np.flatnonzero(under & columns.where(letters.__eq__))
                yield Saying(header, said, rows, raw_table.sheet, cell=cell)


def _beside_periods(table: ReturnTable) -> Iterator[Saying]:
    by_months = [number for number, read in enumerate(table.period.reads) if read.so_far]
    if by_months:  # "Apr-Sep 2019"
        rows = table.period.rows_of(by_months)
        first = int(rows[0])
        yield Saying(table.texts["period"][first], Said.TO_DATE, rows, table.texts["sheet"][first])
    periods = table.texts["period"]
    for text in periods.distinct:
        if without_so_far(text)[1]:
            rows = np.flatnonzero(periods.where(text.__eq__))
            for sheet in dict.fromkeys(table.texts["sheet"][row] for row in rows.tolist()):
                of_sheet = rows[table.texts["sheet"].where(sheet.__eq__)[rows]]
                yield Saying(text, Said.TO_DATE, of_sheet, sheet)


def _of_columns(table: ReturnTable) -> Iterator[Saying]:
    for raw_table in table.raw.tables:
        for column in raw_table.beside:
            if column.what != "figure":
                continue
            rows, texts = rows_and_texts(table, raw_table.sheet, column)
            header = words_of_header(column.header)
            for text in texts.distinct:
                said = said_in(plainly(text), header)
                if said:
                    of_text = rows[texts.where(text.__eq__)]
                    yield Saying(
                        text,
                        said,
                        of_text,
                        raw_table.sheet,
                        header=column.header,
                        cell=column.cell,
                        column=column,
                    )


def said_in(plain_text: str, plain_header: str) -> Said:
    """What a cell of a column with that header says of the basis of its row."""
    kinds: tuple[tuple[Callable[[str, str], bool], Said], ...] = (
        (says_to_date, Said.TO_DATE),
        (says_alone, Said.ALONE),
    )
    return next((said for is_so, said in kinds if is_so(plain_text, plain_header)), Said.NOTHING)
