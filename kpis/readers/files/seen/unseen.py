"""What of a table its sender did not see: columns that are hidden, cells that show something else
than they hold."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from kpis.cell_addresses import Place, column_of, letters_in
from kpis.readers.asked import HIDDEN_COLUMN, LEAVE_OUT, TAKE, Answers, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.raw import TableFound
from kpis.words.lists import and_more

ASKED = ("outturn", "period")  # fields of which a hidden column is asked about, not only told


def shown_in(grid: Grid) -> dict[str, str]:
    """What cells of a sheet show that do not simply show what they hold, by address."""
    return {place.address: text for place, text in grid.shown.items()} if grid.shown else {}


def comments_in(grid: Grid) -> dict[str, str]:
    """What comments on cells of a sheet say, by address."""
    return {place.address: text for place, text in grid.comments.items()} if grid.comments else {}


def struck_in(grid: Grid) -> frozenset[str]:
    """The addresses of struck cells of a sheet, with those that a merged one covers."""
    if not grid.struck:
        return frozenset()
    places = set(grid.struck)
    for above, number in pairwise(grid.rows()):
        own, shown = grid.row(number), grid.row_with_merged(number)
        covered = [column for column in shown if column not in own]
        places |= {Place(number, column) for column in covered if Place(above, column) in places}
    return frozenset(place.address for place in places)


def doubts_of_hidden_columns(
    grid: Grid, table: TableFound, rows: pd.DataFrame, answers: Answers
) -> tuple[Doubt, ...]:
    """A question for each hidden column of which figures or their periods are read.

    rows: RAW_ROWS of the table. Nobody who looked at the sheet has seen what stands there: the
    column that they see may be another, and a title may name another period.
    """
    if not grid.hidden_columns or rows.empty:
        return ()
    doubts = [
        *_doubts_of(grid, table, rows, "outturn"),
        *(_doubts_of(grid, table, rows, "period") if "period" in table.columns else ()),
    ]
    return tuple(doubt for doubt in doubts if answers.to(doubt.code, doubt.about) != TAKE)


def notes_on_hidden_columns(grid: Grid, columns: Iterable[str]) -> tuple[str, ...]:
    """The note on hidden columns that are read. columns: their letters."""
    hidden = [letters for letters in columns if column_of(letters) in grid.hidden_columns]
    where = f"Sheet {grid.name!r}: column" if grid.name else "Column"
    return tuple(f"{where} {letters} is hidden: read like the others." for letters in hidden)


def _doubts_of(grid: Grid, table: TableFound, rows: pd.DataFrame, name: str) -> list[Doubt]:
    """name: of a field, which may stand in several columns."""
    rows_of: dict[str, list[int]] = {}
    for cell, row in zip(rows[f"{name}_cell"], rows["row"], strict=True):
        rows_of.setdefault(letters_in(str(cell)), []).append(int(row))
    return [
        _doubt(grid, table, name, letters, numbers)
        for letters, numbers in rows_of.items()
        if letters and column_of(letters) in grid.hidden_columns
    ]


def _doubt(grid: Grid, table: TableFound, name: str, letters: str, rows: Sequence[int]) -> Doubt:
    header = _header(grid, table, letters)
    of_figures = name == "outturn"
    beside = _seen_beside(grid, table.unknown) if of_figures else ""
    instead = f", and {beside} is not read" if beside else ""
    return Doubt(
        code=HIDDEN_COLUMN,
        about=f"{grid.name} {letters}{table.header_row} {header}",
        sheet=grid.name,
        cell=f"{letters}{table.header_row}",
        found=header,
        told=f"column {letters} is hidden and holds the {name}s{instead}. Shall what nobody "
        "sees be read?",
        choices=(
            Choice(
                answer=TAKE,
                label=f"Read hidden column {letters}",
                stores=_stores(grid, letters, rows),
            ),
            Choice(answer=LEAVE_OUT, label="Leave its figures out"),
        ),
        rows=tuple(rows),
        column=letters if of_figures else "",
    )


def _header(grid: Grid, table: TableFound, letters: str) -> str:
    cell = grid.row_with_merged(table.header_row).get(column_of(letters))
    return cell.text if cell else letters


def _seen_beside(grid: Grid, unknown: Sequence[tuple[str, str]]) -> str:
    """The first column that is seen and left aside: "column D, 'Latest',"."""
    for header, cell in unknown:
        letters = letters_in(cell)
        if column_of(letters) not in grid.hidden_columns:
            return f"{header!r} in column {letters}, which is seen,"
    return ""


def _stores(grid: Grid, letters: str, rows: Sequence[int]) -> str:
    """ "99 and 3 more"."""
    first = grid.column(column_of(letters), rows[:1]).texts[0]
    return and_more(first, len(rows))
