"""Find the table of activities in a sheet and lay out what was filled in, one row per activity.

A header row is one of activities when it names the activity and its status and nothing that only
figures have. A table that heads its first column plainly "Code" counts too, where a percentage
or a date for the activity stands beside the status. The quarter stands in a column or in a
heading above the table, as in our own template. A row in which no status, percentage, revised
date or comment was typed was left untouched and is not returned: plans list every activity with
its expected date whether there is something to say or not.
"""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.cell_addresses import letters_of
from kpis.frames import TEXT, WHOLE
from kpis.readers.files.grid import Grid
from kpis.readers.raw import (
    ACTIVITY_FIELDS,
    ACTIVITY_FIELDS_WITH_KIND,
    RAW_ACTIVITIES,
    CellKind,
    Layout,
)
from kpis.readers.tables.activity_header_words import (
    OF_FIGURES,
    find_activity_fields,
    names_an_activity,
)
from kpis.readers.tables.found_table import NearMiss, Table
from kpis.readers.tables.headers import HeadersFound, plain
from kpis.readers.tables.period_headers import period_columns

ROWS_SEARCHED = 40  # of those that hold something
_FILLED_IN = ("status", "percent_done", "revised_on", "comment")
_FIELDS_OF_ACTIVITIES_ALONE = ("percent_done", "expected_on", "revised_on")
_MERGED = ("activity", "activity_also", "period")  # a merged cell says it of all its rows
_YEARS = r"\d{4}\s*[/\-–]\s*\d{2}(?:\d{2})?"
_QUARTER = r"(?:q|qtr\.?|quarter)\s*[1-4]"
_QUARTER_IN_TEXT = re.compile(
    rf"\b{_QUARTER}[\s,:\-_/]*{_YEARS}\b|\b{_YEARS}[\s,:\-_/]*{_QUARTER}\b", re.IGNORECASE
)


def find_activities(grid: Grid) -> Table | NearMiss:
    """The activities table of a sheet, or what the row that came nearest to a header of one lacks.

    NearMiss without a reason where no row was like one.
    """
    nearest = NearMiss()
    for number in grid.rows()[:ROWS_SEARCHED]:
        row = grid.row_with_merged(number)
        words = {column: cell.text for column, cell in row.items()}
        if len(words) < 2 or not OF_FIGURES.isdisjoint(map(plain, words.values())):
            continue
        headers = find_activity_fields(words)
        named = any(map(names_an_activity, words.values()))
        if _is_header(headers, named=named) and not period_columns(number, row):
            return Table(Layout.ACTIVITIES, number, headers, words)
        if named and not nearest.reason and len(set(headers.columns) - {"activity_also"}) > 2:
            nearest = NearMiss(
                f"row {number} looks like the header of an activities table but has no column "
                "for the status (head it Status)"
            )
    return nearest


def lay_out_activities(grid: Grid, table: Table) -> pd.DataFrame:
    """RAW_ACTIVITIES of the rows below the header in which something was filled in."""
    below = [number for number in grid.rows() if number > table.header_row]
    columns: dict[str, list[str]] = {}
    for name, column in table.headers.columns.items():
        texts, kinds = grid.column(column, below, merged=name in _MERGED)
        columns[name] = texts
        if name in ACTIVITY_FIELDS_WITH_KIND:
            columns[f"{name}_kind"] = kinds
    filled = zip(*(columns[name] for name in _FILLED_IN if name in columns), strict=True)
    positions = [position for position, cells in enumerate(filled) if any(cells)]
    columns = {name: [texts[at] for at in positions] for name, texts in columns.items()}
    rows = [below[at] for at in positions]
    _settle_periods(grid, table, columns, rows)
    return _frame(grid.name, rows, columns)


def _is_header(headers: HeadersFound, *, named: bool) -> bool:
    if not {"activity", "status"} <= headers.columns.keys():
        return False
    return named or any(name in headers.columns for name in _FIELDS_OF_ACTIVITIES_ALONE)


def _settle_periods(
    grid: Grid, table: Table, columns: dict[str, list[str]], rows: Sequence[int]
) -> None:
    """The period of each row and where it stands: in its own cell, or else in the heading."""
    text, cell = _quarter_above(grid, table.header_row)
    own = columns.get("period", [""] * len(rows))
    kinds = columns.get("period_kind", [CellKind.EMPTY] * len(rows))
    letters = letters_of(table.headers.columns.get("period", 0))
    columns["period"] = [typed or text for typed in own]
    columns["period_kind"] = [
        kind if typed or not text else CellKind.TEXT for typed, kind in zip(own, kinds, strict=True)
    ]
    columns["period_cell"] = [
        f"{letters}{row}" if letters and (typed or not text) else cell
        for typed, row in zip(own, rows, strict=True)
    ]


def _quarter_above(grid: Grid, header_row: int) -> tuple[str, str]:
    """The one quarter that the heading above a table names and where; ("", "") for none or two.

    The sheet's own name may say it too: "Q2 2019-20".
    """
    quarters: dict[str, str] = {}
    for number in (number for number in grid.rows() if number < header_row):
        for column, cell in grid.row(number).items():
            for text in _QUARTER_IN_TEXT.findall(cell.text):
                quarters.setdefault(text, f"{letters_of(column)}{number}")
    if not quarters:
        quarters = dict.fromkeys(_QUARTER_IN_TEXT.findall(grid.name), "")
    return next(iter(quarters.items())) if len(quarters) == 1 else ("", "")


def _frame(sheet: str, rows: Sequence[int], columns: Mapping[str, list[str]]) -> pd.DataFrame:
    count = len(rows)
    absent: dict[str, list[str]] = {name: [""] * count for name in ACTIVITY_FIELDS}
    absent |= {f"{name}_kind": [CellKind.EMPTY] * count for name in ACTIVITY_FIELDS_WITH_KIND}
    made: dict[str, ExtensionArray] = {
        name: pd.array(columns.get(name, absent.get(name, [])), dtype=TEXT)
        for name in RAW_ACTIVITIES.columns
        if name not in ("sheet", "row")
    }
    made |= {
        "sheet": pd.array([sheet] * count, dtype=TEXT),
        "row": pd.array(list(rows), dtype=WHOLE),
    }
    return RAW_ACTIVITIES.check(pd.DataFrame({name: made[name] for name in RAW_ACTIVITIES.columns}))
