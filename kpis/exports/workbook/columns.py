"""Tables of a document laid flat: one header row, one thing in a cell, no row of another kind.

A figure keeps its number in its own column. Its marker ("[p]") and what stands in small print
beneath it ("illustrative") get columns of their own, so the number stays one. What a heading among
the rows says is repeated in each row beneath it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpis.exports.office.number_formats import number_format
from kpis.exports.office.texts import mark_words
from kpis.exports.workbook.sheets import EMPTY, Line, Place, text_place
from kpis.model import RATED
from kpis.reports.blocks import Cell, Column, Table
from kpis.words.report.shown import NONE

GROUP = "Part of"


class Flat(NamedTuple):
    """A table with one header for each place of a line."""

    headers: tuple[str, ...]
    lines: list[Line]


def place_of(cell: Cell) -> Place:
    """A cell's figure or text, without its marker and its note."""
    if cell.is_figure:
        return Place(cell.value, number_format(cell.unit, cell.decimals, cell.value))
    text = "" if cell.text == NONE else cell.text
    mark = cell.mark
    if mark is not None and not text:
        text = mark_words(mark)
    shown = mark.status if mark and not mark.carried and mark.status in RATED else None
    return text_place(text, status=shown)


def flat(tables: Sequence[tuple[str, Table]], whose: str = "") -> Flat:
    """Tables as one, with the columns of all of them.

    whose: what the first column says, which holds the word that stands beside each table; "" for
    none.
    """
    rows = [
        (word, group, dict(zip(_titles(table.columns), row, strict=False)))
        for word, table in tables
        for group, row in _rows_in_groups(table)
    ]
    titles = list(dict.fromkeys(title for _, table in tables for title in _titles(table.columns)))
    columns = flat_columns(titles, [row for _, _, row in rows])
    if any(group for _, group, _ in rows):
        groups = [text_place(group) for _, group, _ in rows]
        columns.insert(min(1, len(columns)), (GROUP, groups))
    if whose:
        columns.insert(0, (whose, [text_place(word) for word, _, _ in rows]))
    return as_lines(columns)


def flat_columns(
    titles: Iterable[str], rows: Sequence[dict[str, Cell]]
) -> list[tuple[str, list[Place]]]:
    """A column for each title, with those of markers and notes behind it where it has any."""
    columns = []
    for title in titles:
        cells = [row.get(title, Cell()) for row in rows]
        columns.append((title, [place_of(cell) for cell in cells]))
        if any(cell.marker for cell in cells):
            columns.append((f"{title}: marker", [text_place(_marker(cell)) for cell in cells]))
        if any(cell.note for cell in cells):
            columns.append((f"{title}: note", [text_place(cell.note) for cell in cells]))
    return columns


def as_lines(columns: Sequence[tuple[str, Sequence[Place]]]) -> Flat:
    """Columns turned into lines; a column without anything in it is left out, but for the first."""
    kept = [
        (title, places)
        for number, (title, places) in enumerate(columns)
        if number == 0 or any(place != EMPTY for place in places)
    ]
    lines = list(zip(*(places for _, places in kept), strict=True))
    return Flat(tuple(title for title, _ in kept), lines)


def _rows_in_groups(table: Table) -> Iterable[tuple[str, tuple[Cell, ...]]]:
    group = ""
    for row in table.rows:
        if row.is_group:
            group = row.cells[0].text
        else:
            yield group, row.cells


def _titles(columns: Sequence[Column]) -> list[str]:
    """What stands above each column, that of its group with it; no two are the same."""
    titles: list[str] = []
    for column in columns:
        title = f"{column.title} {column.group}".strip()
        while title in titles:
            title += " (again)"
        titles.append(title)
    return titles


def _marker(cell: Cell) -> str:
    return " ".join(f"[{letter}]" for letter in cell.marker)
