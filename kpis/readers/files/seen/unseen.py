"""What of a table its sender did not see as it is read: columns that are hidden, cells that show
something else than they hold."""

from collections.abc import Iterable, Sequence

import pandas as pd

from kpis.cell_addresses import column_of, letters_in
from kpis.readers.asked import HIDDEN_COLUMN, LEAVE_OUT, TAKE, Answers, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.raw import TableFound


def shown_in(grid: Grid) -> dict[str, str]:
    """What cells of a sheet show that do not simply show what they hold, by address."""
    return {place.address: text for place, text in grid.shown.items()} if grid.shown else {}


def doubts_of_hidden_columns(
    grid: Grid, table: TableFound, rows: pd.DataFrame, answers: Answers
) -> tuple[Doubt, ...]:
    """A question for each hidden column of which figures are read. rows: RAW_ROWS of the table.

    Nobody who looked at the sheet has seen those figures: the column that they see may be another.
    """
    if not grid.hidden_columns or rows.empty:
        return ()
    rows_of: dict[str, list[int]] = {}
    for cell, row in zip(rows["outturn_cell"], rows["row"], strict=True):
        rows_of.setdefault(letters_in(str(cell)), []).append(int(row))
    doubts = []
    for letters, numbers in rows_of.items():
        if column_of(letters) in grid.hidden_columns:
            doubt = _doubt(grid, table, letters, numbers)
            if answers.to(doubt.code, doubt.about) != TAKE:
                doubts.append(doubt)
    return tuple(doubts)


def notes_on_hidden_columns(grid: Grid, columns: Iterable[str]) -> tuple[str, ...]:
    """The note on hidden columns that are read. columns: their letters."""
    hidden = [letters for letters in columns if column_of(letters) in grid.hidden_columns]
    where = f"Sheet {grid.name!r}: column" if grid.name else "Column"
    return tuple(f"{where} {letters} is hidden: read like the others." for letters in hidden)


def _doubt(grid: Grid, table: TableFound, letters: str, rows: Sequence[int]) -> Doubt:
    header = _header(grid, table, letters)
    beside = _seen_beside(grid, table.unknown)
    instead = f", and {beside} is not read" if beside else ""
    return Doubt(
        code=HIDDEN_COLUMN,
        about=f"{grid.name} {letters}{table.header_row} {header}",
        sheet=grid.name,
        cell=f"{letters}{table.header_row}",
        found=header,
        told=f"column {letters} is hidden and holds the outturns{instead}. Shall what nobody "
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
        column=letters,
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
    return f"{first} and {len(rows) - 1:,} more" if len(rows) > 1 else first
