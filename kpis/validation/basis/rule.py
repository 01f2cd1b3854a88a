"""Rules about the basis: figures of the year so far, and of each period alone.

A sheet may have both, in two columns or in two rows: each measure has that of its own basis, and
the other is left aside. Where only the other is there it is asked about. So are quarters beside a
column of the year so far, for a measure that counts from April: each may be of its quarter alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.raw import Layout, TableFound
from kpis.readers.tables.outturn_words import heads_the_year_so_far
from kpis.validation.basis.said import (
    Said,
    Saying,
    below,
    counts_from_april,
    said_of_rows,
    sayings,
)
from kpis.validation.issues.basis import BasisDiffers, OtherBasis, QuartersBesideYearSoFar
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules.asking import Item, asked_together, question_about, rows_of, would_store
from kpis.validation.rules.beside import in_column
from kpis.validation.text_column import combine

_KEY = ("breakdown", "category")


def figures_of_the_other_basis(table: ReturnTable) -> Iterator[RowIssue]:
    """Each measure has the figure of its own basis where both are there; else it is asked about."""
    if table.is_history:
        return
    found = sayings(table)
    said = said_of_rows(table, found)
    from_april, first = counts_from_april(table), table.begins_the_year
    aside = _aside(table, said, from_april)
    yield from _left_aside(table, said, aside)
    differs = np.where(from_april, said == Said.ALONE, said == Said.TO_DATE)
    differs &= (table.measure >= 0) & (table.pair >= 0) & ~aside & ~first
    for saying in found:
        if not saying.cell or saying.column:  # headers are asked about with their units
            yield from _differs(table, saying, saying.rows[differs[saying.rows]])
    plainly = from_april & ~first & ~aside & (said == Said.NOTHING) & (table.pair >= 0)
    for raw_table in table.raw.tables:
        yield from _beside_a_year_so_far(table, raw_table, plainly)


def _aside(table: ReturnTable, said: np.ndarray, from_april: np.ndarray) -> np.ndarray:
    """The rows beside which stands the same figure of the basis that their measure has."""
    aside = np.zeros(len(table), dtype=bool)
    usable = np.flatnonzero(table.pair >= 0)
    if not (said[usable] == Said.TO_DATE).any():
        return aside
    texts = (table.area.codes, *(table.texts[name].codes for name in _KEY))
    key, _ = combine(table.pair[usable], *(codes[usable] for codes in texts))
    to_date = said[usable] == Said.TO_DATE
    has_to_date, has_other = (np.bincount(key, weights=each) > 0 for each in (to_date, ~to_date))
    both = (has_to_date & has_other)[key]
    aside[usable] = both & (to_date != from_april[usable])
    return aside


def _left_aside(table: ReturnTable, said: np.ndarray, aside: np.ndarray) -> Iterator[RowIssue]:
    """What tells so, once for each column of figures."""
    by_column: dict[tuple[str, str, bool], list[int]] = {}
    for position in np.flatnonzero(aside).tolist():
        sheet, cell = table.place(position, "outturn")
        is_so_far = bool(said[position] == Said.TO_DATE)
        by_column.setdefault((sheet, letters_in(cell), is_so_far), []).append(position)
    for (_, _, is_so_far), rows in by_column.items():
        more = len({int(table.measure[row]) for row in rows}) - 1
        yield table.issue(
            OtherBasis, rows[0], "outturn", left_out=rows, is_so_far=is_so_far, more=more
        )


def _differs(table: ReturnTable, saying: Saying, rows: np.ndarray) -> Iterator[RowIssue]:
    if not len(rows):
        return
    so_far = saying.said == Said.TO_DATE
    own = "each period alone" if so_far else "the year so far"
    measures = list(dict.fromkeys(table.measure[rows].tolist()))
    items = [
        Item(
            f"{saying.header}: {saying.words} of {table.plan.measures[number].id}",
            saying.words,
            tuple(rows[table.measure[rows] == number].tolist()),
        )
        for number in measures
    ]
    choices = (
        Choice(answer=TAKE, label=f"They are of {own}", stores=would_store(table, rows_of(items))),
        Choice(answer=LEAVE_OUT, label="They are other figures: leave out"),
    )

    def ask(open_items: Sequence[Item]) -> RowIssue:
        made = question_about(
            *(table, BasisDiffers, "period", open_items, choices),
            found=saying.words,
            header=saying.header,
            own=own,
        )
        if saying.column is None:
            return made
        first = open_items[0].rows[0]
        return made._replace(issue=in_column(table, made.issue, saying.column, first))

    yield from asked_together(table, BasisDiffers, "period", items, ask, choices)


def _beside_a_year_so_far(
    table: ReturnTable, raw_table: TableFound, plainly: np.ndarray
) -> Iterator[RowIssue]:
    """Quarters beside a column of the year so far, of measures that count from April."""
    if raw_table.layout != Layout.WIDE:
        return
    headers = (*raw_table.outturns.values(), *raw_table.unknown)
    so_far = [(words, cell) for words, cell in headers if heads_the_year_so_far(words)]
    rows = np.flatnonzero(below(table, raw_table) & plainly).tolist() if so_far else []
    if not rows:
        return
    words, cell = so_far[0]
    choices = (
        Choice(
            answer=TAKE, label="They are of the year so far too", stores=would_store(table, rows)
        ),
        Choice(answer=LEAVE_OUT, label="They are of each quarter alone: leave out"),
    )
    items = [Item(f"beside {words}", words, tuple(rows))]

    def ask(open_items: Sequence[Item]) -> RowIssue:
        made = question_about(
            *(table, QuartersBesideYearSoFar, "outturn", open_items, choices), found=words
        )
        return made._replace(issue=replace(made.issue, cell=cell))

    yield from asked_together(table, QuartersBesideYearSoFar, "outturn", items, ask, choices)
