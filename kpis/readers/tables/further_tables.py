"""Further header rows of a sheet: the same header once more, or that of another table below.

A row is "the header once more" only where all its cells agree with the header. Where they differ
it is the header of a table of its own, which is read by it, or, where it has no outturn, passed
over with its rows named. Whatever is no header is left for the table above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kpis.readers.files.grid import Cell, Grid, Row
from kpis.readers.raw import CellKind, Layout
from kpis.readers.tables.find_table import near_miss, table_from
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import (
    begins_like_a_figure,
    find_fields,
    is_for_people,
    is_header_word,
    is_known_header,
    plain,
)
from kpis.readers.tables.outturn_words import heads_other_figures
from kpis.readers.tables.period_words import period_in
from kpis.readers.tables.totals_and_notes import rows_in_words

_MOST_CELLS = 60  # from the left, by which a row is known for a header
_LABELS = ("measure", "measure_also", "area", "breakdown", "category")


def all_tables(grid: Grid, first: Table) -> tuple[list[Table], tuple[str, ...]]:
    """The tables of a sheet from its first one down, and notes on rows below other headers."""
    rows = grid.rows()
    tables, notes = [first], []
    current: Table | None = first
    last = first
    since = 0
    for number in _header_rows(grid, first, rows):
        if number <= last.header_row:
            continue
        if current and _is_once_more(grid, number, current):
            again = current.again | {number}
            current = last = tables[-1] = replace(current, again=again)
            continue
        above = last if "measure" not in find_fields(_words(grid, number)).columns else None
        table = table_from(grid, number, _labels(above, grid.row(number)) if above else None)
        if current:
            tables[-1] = replace(current, last_row=number - 1)
        else:
            notes.append(_not_read(grid, rows, since, number - 1))
        current, since = table, number
        if table:
            last = table
            tables.append(table)
    if current is None:
        notes.append(_not_read(grid, rows, since, rows[-1]))
    return tables, tuple(notes)


def _header_rows(grid: Grid, table: Table, rows: Sequence[int]) -> Iterator[int]:
    """The rows below a table's header that look like one."""
    below = [number for number in rows if number > table.header_row]
    column = table.headers.columns["measure"]
    texts, _ = grid.column(column, below, merged=True)
    likely = {text for text in set(texts) if not text or is_header_word(text)}
    for number, text in zip(below, texts, strict=True):
        if text in likely and _is_header(grid, number, table):
            yield number


def _is_header(grid: Grid, number: int, table: Table) -> bool:
    row = dict(islice(grid.row_with_merged(number).items(), _MOST_CELLS))
    if len(row) < 2 or any(_is_figure(cell) for cell in row.values()):
        return False
    known = [column for column, cell in row.items() if _is_known(cell, table.layout)]
    if len(known) < 2 or 2 * len(known) < len(row):
        return False
    found = find_fields({column: cell.text for column, cell in row.items()})
    return "measure" in found.columns or any(column in known for column in table.outturns())


def _is_figure(cell: Cell) -> bool:
    if cell.kind in (CellKind.NUMBER, CellKind.TEXT):
        return begins_like_a_figure(cell.text) and period_in(cell.text) is None
    return cell.kind != CellKind.DATE


def _is_known(cell: Cell, layout: Layout) -> bool:
    if cell.kind == CellKind.DATE or period_in(cell.text):
        return True
    return is_known_header(cell.text, of_a_period=layout is Layout.WIDE)


def _is_once_more(grid: Grid, number: int, table: Table) -> bool:
    """Whether every cell of a row says what one row of the header says in its column.

    Not below a heading of its own that makes its figures other ones or names their period, nor
    below any heading where the figures so far stand below such a one.
    """
    above = [cell.text for cell in grid.row(number - 1).values()]
    if len(above) == 1 and (
        table.heading[0]
        or is_for_people(above[0])
        or heads_other_figures(above[0])
        or period_in(above[0])
    ):
        return False
    words = _words(grid, number)
    return any(
        all(_same(text, header.get(column, "")) for column, text in words.items())
        for header in (_words(grid, each) for each in range(table.top(), table.header_row + 1))
    )


def _same(text: str, header: str) -> bool:
    return plain(text, with_brackets=True) == plain(header, with_brackets=True)


def _labels(table: Table, row: Row) -> Row:
    columns = table.headers.columns
    return {
        columns[name]: Cell(table.words[columns[name]], CellKind.TEXT)
        for name in _LABELS
        if name in columns and columns[name] not in row
    }


def _words(grid: Grid, number: int) -> dict[int, str]:
    return {column: cell.text for column, cell in grid.row_with_merged(number).items()}


def _not_read(grid: Grid, rows: Sequence[int], header: int, last: int) -> str:
    """The note on the rows below a header that has no figures of a return."""
    numbers = [number for number in rows if header <= number <= last]
    reason = near_miss(header, _words(grid, header)) or "no column for the outturn"
    _, _, lacks = reason.partition("but has ")
    words = rows_in_words(numbers)
    stand = "stands" if len(numbers) == 1 else "stand"
    return f"{words} {stand} below a second header, which has {lacks or reason}: not read."
