"""Lay the figures of a table out as rows, one per figure, whatever its layout was.

- template and tidy: one row of the sheet is one figure. A row of the template in which nothing
  was filled in is no figure; in a tidy table it is one without an outturn, and validation asks
  why. A row that holds a single text and no part of a figure is a heading or a note.
- wide: one filled cell below a period is one figure, and a blank one is none. A commentary or
  marker beside them is given to the latest period that the row has a figure for.

Rows come in the order of the file. Columns are lists until the frame is made, so that a CSV of
twenty thousand rows takes a moment.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from kpis.frames import TEXT, WHOLE
from kpis.readers.addresses import letters_of
from kpis.readers.grid import Grid
from kpis.readers.headers import plain
from kpis.readers.period_headers import PeriodColumn
from kpis.readers.raw import FIELDS, FIELDS_WITH_KIND, RAW_ROWS, CellKind
from kpis.readers.tables import OF_LATEST, TEMPLATE, WIDE, Table

Columns = dict[str, list[str]]  # by field, and kinds as "<field>_kind"
Laid = tuple[pd.DataFrame, tuple[str, ...]]

_FILLED_IN = ("outturn", "numerator", "denominator", "marker", "commentary")
# What a merged cell says of every row it covers; a merged outturn is one figure, not several.
_KEYS = ("measure", "measure_also", "period", "area", "breakdown", "category", "year")
_NAMES_A_YEAR = re.compile(r"\d{2}")


class Figure(NamedTuple):
    """A filled cell of a wide table; `position` is that of its row among the rows below."""

    position: int
    period: PeriodColumn
    text: str
    kind: str


def lay_out(grid: Grid, table: Table) -> Laid:
    """The figures below a table's header, as RAW_ROWS, and notes on what was passed over."""
    below = [number for number in grid.rows() if number > table.header_row]
    rows, notes = _wide(grid, table, below) if table.layout == WIDE else _tidy(grid, table, below)
    if hidden := grid.hidden_rows and sorted(grid.hidden_rows.intersection(rows["row"])):
        notes = (*notes, f"{_rows_in_words(hidden)} hidden: read like the others.")
    where = f"Sheet {grid.name!r}: " if grid.name else ""
    return rows, tuple(where + note[0].lower() + note[1:] if where else note for note in notes)


def _tidy(grid: Grid, table: Table, below: Sequence[int]) -> Laid:
    columns = _fields(grid, table, below)
    _join_year(table, columns)
    filled = _any_of(_FILLED_IN, columns, len(below))
    kept = [position for position, figure in enumerate(filled) if figure]
    notes: tuple[str, ...] = ()
    if table.layout != TEMPLATE:
        keyed = _any_of(_KEYS, columns, len(below))
        unfilled = [
            position for position in range(len(below)) if keyed[position] and not filled[position]
        ]
        single = [position for position in unfilled if len(grid.row(below[position])) == 1]
        kept = sorted({*kept, *unfilled}.difference(single))
        notes = _note_of_single_texts([below[position] for position in single])
    rows = [below[position] for position in kept]
    if len(kept) < len(below):
        columns = {name: [texts[position] for position in kept] for name, texts in columns.items()}
    for name in ("outturn", "period"):
        letters = letters_of(table.headers.columns[name])
        columns[f"{name}_cell"] = [f"{letters}{row}" for row in rows]
    return _frame(grid.name, rows, columns), notes


def _wide(grid: Grid, table: Table, below: Sequence[int]) -> Laid:
    columns = _fields(grid, table, below)
    figures = sorted(_figures(grid, table, below), key=_place_in_file)
    latest = {
        position: max((figure.period for figure in of_row), key=_lateness)
        for position, of_row in groupby(figures, key=lambda figure: figure.position)
    }
    laid: Columns = {
        name: [
            texts[figure.position]
            if name not in OF_LATEST or latest[figure.position] is figure.period
            else ""
            for figure in figures
        ]
        for name, texts in columns.items()
    }
    rows = [below[figure.position] for figure in figures]
    laid["outturn"] = [figure.text for figure in figures]
    laid["outturn_kind"] = [figure.kind for figure in figures]
    laid["outturn_cell"] = [
        f"{letters_of(figure.period.column)}{row}"
        for figure, row in zip(figures, rows, strict=True)
    ]
    laid["period"] = [figure.period.text for figure in figures]
    laid["period_kind"] = [figure.period.kind for figure in figures]
    laid["period_cell"] = [figure.period.cell for figure in figures]
    commented = _any_of(OF_LATEST, columns, len(below))
    unheard = [
        below[position]
        for position in range(len(below))
        if commented[position] and position not in latest
    ]
    notes: tuple[str, ...] = ()
    if unheard:
        notes = (f"{_rows_in_words(unheard)} with a commentary or marker but no figure: not read.",)
    return _frame(grid.name, rows, laid), notes


def _figures(grid: Grid, table: Table, below: Sequence[int]) -> Iterator[Figure]:
    for period in table.periods:
        cells = grid.column(period.column, below)
        for position, (text, kind) in enumerate(zip(*cells, strict=True)):
            if text:
                yield Figure(position, period, text, kind)


def _place_in_file(figure: Figure) -> tuple[int, int]:
    return figure.position, figure.period.column


def _lateness(period: PeriodColumn) -> tuple[date, int]:
    """Later periods are greater; one in doubt is less than any that is plain."""
    return period.ends or date.min, period.column


def _fields(grid: Grid, table: Table, below: Sequence[int]) -> Columns:
    """Texts by field, and kinds as "<field>_kind", of the columns that the table has."""
    columns: Columns = {}
    for name, column in table.headers.columns.items():
        texts, kinds = grid.column(column, below, merged=name in _KEYS)
        columns[name] = texts
        if name in FIELDS_WITH_KIND:
            columns[f"{name}_kind"] = kinds
    return columns


def _any_of(names: Sequence[str], columns: Columns, count: int) -> list[bool]:
    """For each row whether any of these columns holds something."""
    present = [columns[name] for name in names if name in columns]
    return [any(cells) for cells in zip(*present, strict=True)] if present else [False] * count


def _join_year(table: Table, columns: Columns) -> None:
    """Read "Q2" and a year in a column of its own as one period: "Q2 2019/20".

    A period that names a year itself is left as it is; a bare "2" is read with its header, as
    "Quarter 2".
    """
    if "year" not in table.headers.columns:
        return
    word = plain(table.words[table.headers.columns["period"]]).capitalize()
    for position, (period, year) in enumerate(zip(columns["period"], columns["year"], strict=True)):
        if year and not _NAMES_A_YEAR.search(period):
            part = f"{word} {period}" if period.isdigit() else period
            columns["period"][position] = f"{part} {year}".strip()
            columns["period_kind"][position] = CellKind.TEXT


def _frame(sheet: str, rows: Sequence[int], columns: Columns) -> pd.DataFrame:
    """RAW_ROWS of these columns; those that are not given are empty."""

    def all_rows(text: str) -> Any:
        return pd.Series(text, index=range(len(rows)), dtype=TEXT).array

    absent = dict.fromkeys(FIELDS, all_rows(""))
    absent |= dict.fromkeys((f"{name}_kind" for name in FIELDS_WITH_KIND), all_rows(CellKind.EMPTY))
    absent |= {"sheet": all_rows(sheet), "row": pd.array(rows, dtype=WHOLE)}
    made = {
        name: pd.array(columns[name], dtype=TEXT) if name in columns else absent[name]
        for name in RAW_ROWS.columns
    }
    return RAW_ROWS.check(pd.DataFrame(made))


def _note_of_single_texts(rows: Sequence[int]) -> tuple[str, ...]:
    if not rows:
        return ()
    return (f"{_rows_in_words(rows)} with a single text: read as headings or notes.",)


def _rows_in_words(rows: Iterable[int]) -> str:
    """[4, 5, 6, 9] is "Rows 4 to 6 and 9"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    words = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return f"{'Row' if words.isdigit() else 'Rows'} {words}"
