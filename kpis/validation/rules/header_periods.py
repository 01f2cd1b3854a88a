"""A rule about headers of outturns that name a period, or how long it is: those of their rows."""

from collections.abc import Iterator

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.raw import TableFound
from kpis.regardless import regardless_of_case
from kpis.validation.header_periods import agrees, leaves_out_the_year_so_far
from kpis.validation.issues.base import quoted
from kpis.validation.issues.question import HeaderMeaning
from kpis.validation.period_column import rhythm_of
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.text_column import TextColumn, combine
from kpis.words.lists import and_more, counted

_Header = tuple[str, str, str]  # its sheet, its words and its cell


def headers_of_other_periods(table: ReturnTable) -> Iterator[RowIssue]:
    """A header of another period than its rows is asked about, once for it and that period.

    So is one of a quarter alone where the measure counts from April on.
    """
    if not any(raw_table.periods_named for raw_table in table.raw.tables):
        return
    cells = TextColumn.of(table.rows["outturn_cell"].array)
    columns = cells.renamed(map(letters_in, cells.distinct))
    asked: dict[tuple[str, str, bool], tuple[_Header, list[int]]] = {}
    for raw_table in table.raw.tables:
        for header, period, alone, rows in _other_periods(table, raw_table, columns):
            key = (regardless_of_case(header[1]), period, alone)
            asked.setdefault(key, (header, []))[1].extend(rows)
    for (_, period, alone), (header, rows) in asked.items():
        yield _asked(table, header, period, sorted(rows), alone=alone)


def _other_periods(
    table: ReturnTable, raw_table: TableFound, columns: TextColumn
) -> Iterator[tuple[_Header, str, bool, list[int]]]:
    """Each header of a table, the label of a period that is not its own, and the rows of both.

    Between them whether it is that period alone, where the measure counts from April on.
    """
    if not raw_table.periods_named:
        return
    row = table.rows["row"].to_numpy(dtype="int64")
    usable = table.texts["sheet"].where(raw_table.sheet.__eq__) & (row > raw_table.header_row)
    if raw_table.last_row:
        usable &= row <= raw_table.last_row
    usable &= columns.where(raw_table.periods_named.__contains__)
    usable &= table.pair >= 0
    below = np.flatnonzero(usable)
    numbers, first = combine(columns.codes[below], table.pair[below])
    for number, position in enumerate(below[first].tolist()):
        words, cell = raw_table.periods_named[columns[position]]
        measure, period, _ = table.pairs[table.pair[position]]
        alone = leaves_out_the_year_so_far(words, period, measure.basis)
        if alone or not agrees(words, period, rhythm_of(measure), measure.basis):
            header = (raw_table.sheet, words, cell)
            yield header, period.label, alone, below[numbers == number].tolist()


def _asked(
    table: ReturnTable, header: _Header, period: str, rows: list[int], *, alone: bool
) -> RowIssue:
    sheet, words, cell = header
    told = f"the column {quoted(words)} names another period than {period} beside it."
    label, about = f"It is of {period}", f"{words} beside {period}"
    if alone:
        of_rows = (table.pairs[number][0] for number in dict.fromkeys(table.pair[rows].tolist()))
        measures = list({measure.id: measure for measure in of_rows}.values())
        others = f" and {counted(len(measures) - 1, 'more measure')}" if len(measures) > 1 else ""
        told = (
            f"{quoted(words)} may be of {period} alone, and {measures[0].code} "
            f"{name_of(measures[0])}{others} {'are' if others else 'is'} of the year so far."
        )
        label, about = "It is of the year so far", f"{words} since April in {period}"
    stores = and_more(f"{table.returned(rows[0])} for {period}", len(rows))
    made = HeaderMeaning(
        sheet=sheet,
        cell=cell,
        found=words,
        about=about,
        told=told,
        choices=(
            Choice(answer=TAKE, label=label, stores=stores),
            Choice(answer=LEAVE_OUT, label="It is another figure: leave out"),
        ),
    )
    return RowIssue(made, tuple(rows))
