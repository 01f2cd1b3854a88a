"""Rules about columns beside the fields: one may say that its rows hold other figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.model import Nature
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.raw import ColumnBeside
from kpis.readers.tables.beside_words import is_another_figure, plainly, words_of_header
from kpis.validation.issues.base import Issue
from kpis.validation.issues.question import OtherFigure
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules.asking import Item, asked_together, question_about, rows_of, would_store
from kpis.validation.text_column import TextColumn
from kpis.validation.unit.compare import compare

_ROLLS = re.compile(r"\brolling\b", re.IGNORECASE)


def rows_of_another_figure(table: ReturnTable) -> Iterator[RowIssue]:
    """Rows that a column calls a target, a forecast or a count are outturns if somebody says so."""
    if table.is_history:
        return
    for raw_table in table.raw.tables:
        for column in raw_table.beside:
            if column.what == "figure":
                yield from _of_column(table, raw_table.sheet, column)


def _of_column(table: ReturnTable, sheet: str, column: ColumnBeside) -> Iterator[RowIssue]:
    rows, texts = rows_and_texts(table, sheet, column)
    header = words_of_header(column.header)
    asked = texts.where(lambda text: is_another_figure(header, plainly(text)))
    asked &= table.texts["outturn"].filled[rows]
    places = [
        place for place in np.flatnonzero(asked).tolist() if not _is_unit(table, rows, texts, place)
    ]
    items = items_of(column, texts, rows, places)
    if not items:
        return
    choices = [
        Choice(answer=TAKE, label="It is the outturn", stores=would_store(table, rows_of(items))),
        Choice(answer=LEAVE_OUT, label="It is another figure: leave out"),
    ]

    def ask(open_items: Sequence[Item]) -> RowIssue:
        made = question_about(
            table,
            OtherFigure,
            "outturn",
            open_items,
            choices,
            found=open_items[0].found,
            header=column.header,
        )
        return made._replace(issue=in_column(table, made.issue, column, open_items[0].rows[0]))

    yield from asked_together(table, OtherFigure, "outturn", items, ask, choices)


def _is_unit(table: ReturnTable, rows: np.ndarray, texts: TextColumn, place: int) -> bool:
    """Whether the word is the unit of its row's measure, or what its figures are: of 12 months."""
    measure = table.measure_at(int(rows[place]))
    if measure is not None and measure.nature is Nature.ROLLING and _ROLLS.search(texts[place]):
        return True
    return measure is not None and (
        compare(texts[place], measure.unit, measure.unit_label, measure.basis).agrees
    )


def rows_and_texts(
    table: ReturnTable, sheet: str, column: ColumnBeside
) -> tuple[np.ndarray, TextColumn]:
    """The positions of the rows beside a column, and what it says of each."""
    of_sheet = np.flatnonzero(table.texts["sheet"].where(sheet.__eq__))
    numbers = table.rows["row"].to_numpy(dtype="int64")[of_sheet]
    at = np.searchsorted(column.rows, numbers)
    here = (at < len(column.rows)) & (column.rows[np.minimum(at, len(column.rows) - 1)] == numbers)
    return of_sheet[here], TextColumn.of(column.texts.take(at[here]))


def items_of(
    column: ColumnBeside, texts: TextColumn, rows: np.ndarray, places: Sequence[int]
) -> list[Item]:
    """What is asked about, one item for each text of the column."""
    of_text: dict[str, list[int]] = {}
    for place in places:
        of_text.setdefault(texts[place], []).append(int(rows[place]))
    return [
        Item(f"{column.header}: {text}", text, tuple(positions))
        for text, positions in of_text.items()
    ]


def in_column(table: ReturnTable, issue: Issue, column: ColumnBeside, row: int) -> Issue:
    """The issue at the cell of such a column."""
    cell = f"{letters_in(column.cell)}{table.rows['row'].iloc[row]}"
    return replace(issue, cell=cell)
