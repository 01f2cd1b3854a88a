"""Lay the figures of a table out as rows, one per figure, whatever its layout was.

A row that only looks like one, a total or a note, is passed over and noted (`totals_and_notes.py`).

- template and tidy: one row of the sheet is one figure. A row of the template in which nothing
  was filled in is no figure; in a tidy table it is one without an outturn, and validation asks
  why. A row that holds a single text and no part of a figure is a heading or a note.
- wide: one filled cell below a period is one figure, and a blank one is none. A commentary or
  marker beside them is given to the latest period that the row has a figure for.

Rows come in the order of the file. Columns are lists until the frame is made, so that a CSV of
twenty thousand rows takes a moment.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from kpis.cell_addresses import letters_of
from kpis.frames import TEXT, WHOLE
from kpis.readers.files.grid import Cell, Grid, Row
from kpis.readers.raw import FIELDS, FIELDS_WITH_KIND, RAW_ROWS, CellKind, Layout
from kpis.readers.tables.find_table import OF_LATEST
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import is_first_day_of, plain
from kpis.readers.tables.outturn_words import what_it_says
from kpis.readers.tables.period_headers import PeriodColumn
from kpis.readers.tables.period_words import marker_for
from kpis.readers.tables.totals_and_notes import (
    is_total,
    is_total_of,
    note_on_rows,
    opens_a_note,
    rows_in_words,
)
from kpis.readers.tables.year_and_part import from_first_to_last, joined
from kpis.template.columns import ALL_ASKED, NUMBER_ASKED

LAST_ROW_OF_ALL = 1 << 30
_EMPTY = Cell("", CellKind.EMPTY)
Columns = dict[str, list[str]]  # by field, and kinds as "<field>_kind"
Laid = tuple[pd.DataFrame, tuple[str, ...]]

_LONGEST_FIGURE = 18  # "£1 234 567.89 [p]"
_FIGURES = ("outturn", "numerator", "denominator")
_FILLED_IN = ("outturn", "numerator", "denominator", "marker", "commentary")
# What a merged cell says of every row it covers; a merged outturn is one figure, not several.
_KEYS = ("measure", "measure_also", "period", "area", "breakdown", "category", "year")
_MERGED = (*_KEYS, "unit")
_BESIDE_A_PERIOD = ("numerator", "denominator", "marker", "commentary")


class Figure(NamedTuple):
    """A filled cell of a wide table; `position` is that of its row among the rows below.

    Its text is empty where something is filled in only beside it, below the same period.
    """

    position: int
    period: PeriodColumn
    text: str
    kind: str


def lay_out(grid: Grid, table: Table) -> Laid:
    """The figures below a table's header, as RAW_ROWS, and notes on what was passed over."""
    last = table.last_row or LAST_ROW_OF_ALL
    below = [number for number in grid.rows() if table.header_row < number <= last]
    rows, notes = (
        _wide(grid, table, below) if table.layout == Layout.WIDE else _tidy(grid, table, below)
    )
    if hidden := grid.hidden_rows and sorted(grid.hidden_rows.intersection(rows["row"])):
        notes = (*notes, f"{rows_in_words(hidden)} hidden: read like the others.")
    where = f"Sheet {grid.name!r}: " if grid.name else ""
    return rows, tuple(where + note[0].lower() + note[1:] if where else note for note in notes)


def _tidy(grid: Grid, table: Table, below: Sequence[int]) -> Laid:
    columns = _fields(grid, table, below)
    _join_year(table, columns)
    _join_first_day(grid, table, below, columns)
    of_all_asked = _take_out_all_asked(table, columns)
    filled = _any_of(_FILLED_IN, columns, len(below))
    passed_over, notes = _passed_over(
        grid, table, below, columns, _texts_and_kinds(_FIGURES, columns)
    )
    to_read = {position for position, figure in enumerate(filled) if figure}
    _, asked = number_asked(grid, table)
    for position in (each for each in of_all_asked if columns["outturn"][each]):
        columns["denominator"][position], columns["denominator_kind"][position] = asked
    if table.layout != Layout.TEMPLATE:
        keyed = _any_of(_KEYS, columns, len(below))
        unfilled = {
            position for position in range(len(below)) if keyed[position] and not filled[position]
        } - passed_over
        single = {position for position in unfilled if len(grid.row(below[position])) == 1}
        to_read |= unfilled - single
        rows = [below[position] for position in sorted(single)]
        notes = (*notes, *note_on_rows(rows, "with a single text: read as headings or notes"))
    positions = sorted(to_read - passed_over)
    rows = [below[position] for position in positions]
    if len(positions) < len(below):
        columns = {
            name: [texts[position] for position in positions] for name, texts in columns.items()
        }
    _mark_by_header(table, columns, len(positions))
    for name in ("outturn", "period"):
        letters = letters_of(table.headers.columns[name])
        columns[f"{name}_cell"] = [f"{letters}{row}" for row in rows]
    laid = raw_rows(grid.name, rows, columns)
    return _with_so_far(grid, table.so_far, laid) if table.so_far else laid, notes


def number_asked(grid: Grid, table: Table) -> tuple[str, Cell]:
    """Where our template of a survey says how many were asked, and what; "" where it does not."""
    column = table.headers.columns.get("denominator", 0)
    if column and table.layout == Layout.TEMPLATE:
        for number in (each for each in grid.rows() if each < table.top()):
            row = grid.row(number)
            if any(plain(cell.text) == plain(NUMBER_ASKED) for cell in row.values()):
                return f"{letters_of(column)}{number}", row.get(column, _EMPTY)
    return "", _EMPTY


def said_above(grid: Grid, table: Table, rows: Sequence[int]) -> dict[str, str]:
    """By address: the cell above the table in which the value of a cell of these rows stands."""
    cell, _ = number_asked(grid, table)
    if not cell:
        return {}
    column = table.headers.columns["denominator"]
    texts = grid.column(column, rows).texts
    letters = letters_of(column)
    return {
        f"{letters}{row}": cell
        for row, text in zip(rows, texts, strict=True)
        if plain(text) == plain(ALL_ASKED)
    }


def _take_out_all_asked(table: Table, columns: Columns) -> list[int]:
    """Empty the denominators that only point to the number above the table; their positions."""
    if table.layout != Layout.TEMPLATE:
        return []
    texts = columns.get("denominator", [])
    positions = [at for at, text in enumerate(texts) if plain(text) == plain(ALL_ASKED)]
    for position in positions:
        columns["denominator"][position], columns["denominator_kind"][position] = _EMPTY
    return positions


def _with_so_far(grid: Grid, column: int, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with, below each, the figure of the year so far that a second column has of it."""
    numbers = rows["row"].tolist()
    texts, kinds = grid.column(column, numbers)
    letters = letters_of(column)
    made = {
        "outturn": texts,
        "outturn_kind": kinds,
        "outturn_cell": [f"{letters}{number}" for number in numbers],
    }
    of_period = {"numerator": "", "denominator": ""}
    of_period |= {f"{name}_kind": CellKind.EMPTY for name in of_period}
    more = RAW_ROWS.conform(rows.assign(**made, **of_period))
    has_figure = more["outturn"] != ""
    alone = has_figure.to_numpy() & (rows["outturn"] == "").to_numpy()
    both = pd.concat([rows[~alone], more[has_figure]])
    return both.sort_values("row", kind="stable", ignore_index=True)


def _mark_by_header(table: Table, columns: Columns, count: int) -> None:
    """A header's "(provisional)" is of every figure below it that has no marker of its own."""
    marker = what_it_says(table.words[table.headers.columns["outturn"]]).marker
    if marker:
        own = columns.get("marker", [""] * count)
        columns["marker"] = [
            before or marker_for(figure, marker)
            for before, figure in zip(own, columns["outturn"], strict=True)
        ]


def _wide(grid: Grid, table: Table, below: Sequence[int]) -> Laid:
    columns = _fields(grid, table, below)
    under_periods = [grid.column(period.column, below) for period in table.periods]
    passed_over, notes = _passed_over(grid, table, below, columns, under_periods)
    filled = (cell for cell in _figures(grid, table, below) if cell.position not in passed_over)
    figures = sorted(filled, key=_place_in_file)
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
    _lay_beside(grid, table, below, figures, laid)
    laid["outturn"] = [figure.text for figure in figures]
    laid["outturn_kind"] = [figure.kind for figure in figures]
    laid["outturn_cell"] = [
        f"{letters_of(figure.period.column)}{row}"
        for figure, row in zip(figures, rows, strict=True)
    ]
    markers = laid.get("marker", [""] * len(figures))
    laid["marker"] = [
        marker or marker_for(figure.text, figure.period.marker)
        for marker, figure in zip(markers, figures, strict=True)
    ]
    laid["period"] = [figure.period.text for figure in figures]
    laid["period_kind"] = [figure.period.kind for figure in figures]
    laid["period_cell"] = [figure.period.cell for figure in figures]
    commented = _any_of(OF_LATEST, columns, len(below))
    without_figure = [
        below[position]
        for position in range(len(below))
        if commented[position] and position not in latest and position not in passed_over
    ]
    unread = note_on_rows(without_figure, "with a commentary or marker but no figure: not read")
    return raw_rows(grid.name, rows, laid), (*notes, *unread)


def _passed_over(
    grid: Grid,
    table: Table,
    below: Sequence[int],
    columns: Columns,
    figures: Sequence[tuple[list[str], list[str]]],
) -> tuple[set[int], tuple[str, ...]]:
    """Positions of rows that are totals, notes or the header once more, and notes that say so.

    figures: texts and kinds of each column that may hold a figure.
    """
    column = table.headers.columns["measure"]
    totals = columns.get("period")
    total_rows, header_rows, note_rows = [], [], []
    for position, measure in enumerate(columns["measure"]):
        if is_total(measure) or (measure and totals and is_total_of(measure, totals[position])):
            total_rows.append(position)
        elif below[position] in table.again:
            header_rows.append(position)
        elif all(_is_no_figure(texts[position], kinds[position]) for texts, kinds in figures):
            row = grid.row(below[position])
            first = min(row, default=column)
            # A single text below the measures has a note of its own further on.
            has_more = first != column or len(row) > 1
            if has_more and (first == column or not measure) and _is_note(row, first):
                note_rows.append(position)
    by_kind = (
        (total_rows, "a total: not read, since its parts are"),
        (header_rows, "with the header once more: not read"),
        (note_rows, "with a note: not read as a figure"),
    )
    notes = (
        note_on_rows([below[position] for position in positions], description)
        for positions, description in by_kind
    )
    return {*total_rows, *header_rows, *note_rows}, tuple(
        note for of_kind in notes for note in of_kind
    )


def _is_no_figure(text: str, kind: str) -> bool:
    """Whether a cell is empty or holds a sentence, as notes do that reach into a table."""
    return not text or (kind == CellKind.TEXT and (_is_sentence(text) or opens_a_note(text)))


def _is_note(row: Row, first: int) -> bool:
    return first in row and (
        opens_a_note(row[first].text) or (len(row) == 1 and _is_sentence(row[first].text))
    )


def _is_sentence(text: str) -> bool:
    return text.count(" ") > 1 and len(text) > _LONGEST_FIGURE


def _texts_and_kinds(names: Sequence[str], columns: Columns) -> list[tuple[list[str], list[str]]]:
    return [(columns[name], columns[f"{name}_kind"]) for name in names if name in columns]


def _figures(grid: Grid, table: Table, below: Sequence[int]) -> Iterator[Figure]:
    for period in table.periods:
        cells = grid.column(period.column, below)
        beside = [
            grid.column(column, below).texts
            for column in table.beside.get(period.column, {}).values()
        ]
        for position, (text, kind) in enumerate(zip(*cells, strict=True)):
            if text or any(texts[position] for texts in beside):
                yield Figure(position, period, text, kind)


def _lay_beside(
    grid: Grid, table: Table, below: Sequence[int], figures: Sequence[Figure], laid: Columns
) -> None:
    """Put what stands below the same period as a figure into its row: Num, Den, a comment."""
    names = {name for fields in table.beside.values() for name in fields}
    for name in (each for each in _BESIDE_A_PERIOD if each in names):
        columns = {
            period: grid.column(fields[name], below)
            for period, fields in table.beside.items()
            if name in fields
        }
        own = laid.get(name, [""] * len(figures))
        texts = [
            columns[figure.period.column].texts[figure.position]
            if figure.period.column in columns
            else ""
            for figure in figures
        ]
        laid[name] = [text or before for text, before in zip(texts, own, strict=True)]
        if name in FIELDS_WITH_KIND:
            laid[f"{name}_kind"] = [
                columns[figure.period.column].kinds[figure.position]
                if figure.period.column in columns
                else CellKind.EMPTY
                for figure in figures
            ]


def _place_in_file(figure: Figure) -> tuple[int, int]:
    return figure.position, figure.period.column


def _lateness(period: PeriodColumn) -> tuple[date, int]:
    """Later periods are greater; one in doubt is less than any that is plain."""
    return period.ends or date.min, period.column


def _fields(grid: Grid, table: Table, below: Sequence[int]) -> Columns:
    """Texts by field, and kinds as "<field>_kind", of the columns that the table has."""
    columns: Columns = {}
    for name, column in table.headers.columns.items():
        texts, kinds = grid.column(column, below, merged=name in _MERGED)
        columns[name] = texts
        if name in FIELDS_WITH_KIND:
            columns[f"{name}_kind"] = kinds
    return columns


def _any_of(names: Sequence[str], columns: Columns, count: int) -> list[bool]:
    """For each row whether any of these columns holds something."""
    present = [columns[name] for name in names if name in columns]
    return [any(cells) for cells in zip(*present, strict=True)] if present else [False] * count


def _join_year(table: Table, columns: Columns) -> None:
    """Read "Q2" and a year in a column of its own as one period: "Q2 2019/20"."""
    if "year" not in table.headers.columns:
        return
    word, year_word = (plain(table.words[table.headers.columns[n]]) for n in ("period", "year"))
    for position, (part, year) in enumerate(zip(columns["period"], columns["year"], strict=True)):
        period = joined(part, year, word, year_word)
        if period != part:
            columns["period"][position] = period
            columns["period_kind"][position] = CellKind.TEXT


def _join_first_day(grid: Grid, table: Table, below: Sequence[int], columns: Columns) -> None:
    """Read the first and the last day of a period, each in a column of its own, as one period."""
    last_days = table.words[table.headers.columns["period"]]
    taken = {*table.headers.columns.values(), *table.outturns()}
    first_days = [
        column
        for column, header in table.words.items()
        if column not in taken and is_first_day_of(header, last_days)
    ]
    if len(first_days) != 1:
        return
    firsts = grid.column(first_days[0], below, merged=True).texts
    for position, (first, last) in enumerate(zip(firsts, columns["period"], strict=True)):
        both = from_first_to_last(first, last)
        if both != last and columns["period_kind"][position] != CellKind.MONTH:
            columns["period"][position] = both
            columns["period_kind"][position] = CellKind.TEXT


def raw_rows(sheet: str, rows: Sequence[int], columns: Columns) -> pd.DataFrame:
    """RAW_ROWS of these columns; those that are not given are empty."""

    def all_rows(text: str) -> Any:
        return pd.Series(text, index=range(len(rows)), dtype=TEXT).array

    absent = dict.fromkeys(FIELDS, all_rows(""))
    absent |= dict.fromkeys((f"{name}_kind" for name in FIELDS_WITH_KIND), all_rows(CellKind.EMPTY))
    absent |= dict.fromkeys(("outturn_cell", "period_cell"), all_rows(""))
    absent |= {"sheet": all_rows(sheet), "row": pd.array(rows, dtype=WHOLE)}
    made = {
        name: pd.array(columns[name], dtype=TEXT) if name in columns else absent[name]
        for name in RAW_ROWS.columns
    }
    return RAW_ROWS.check(pd.DataFrame(made))
