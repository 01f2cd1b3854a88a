"""What a reader hands over: cells with their addresses, nothing interpreted.

A reader opens the bytes, finds where the table starts, recognises the headers and lays every
figure out as one row, whatever the layout was. It does not know which measures exist, what a
period means or whether "23%" is a number: that is `kpis.validation`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.frames import TEXT, WHOLE, Frame
from kpis.frames.contract import frame_of_rows
from kpis.model.record import Record
from kpis.readers.asked import Doubt
from kpis.readers.cell_kind import CellKind as CellKind


class Layout(StrEnum):
    """How a table is laid out: as our template, a row for each figure, or periods side by side."""

    TEMPLATE = "template"
    TIDY = "tidy"
    WIDE = "wide"
    ACTIVITIES = "activities"  # a row for each activity
    MAPPED = "mapped"  # of its own: somebody said what its columns are


# The fields a table may have. `measure` holds an id, a code or a title; where a table has
# several of those columns the reader takes id before code before title, and keeps the others
# as `measure_also` so that a contradiction can be told.
FIELDS = (
    "measure",
    "measure_also",
    "period",
    "area",
    "breakdown",
    "category",
    "outturn",
    "numerator",
    "denominator",
    "marker",
    "commentary",
    "returned_on",
    "unit",  # as the row says; compared with that of the measure
)
FIELDS_WITH_KIND = ("period", "outturn", "numerator", "denominator", "returned_on")

# One row per figure, in the order of the file. Text as typed, stripped of outer blanks.
RAW_ROWS: Frame[object] = Frame(
    "raw rows",
    {"sheet": TEXT, "row": WHOLE}  # sheet "" in a CSV; row as a person counts, from 1
    | dict.fromkeys(FIELDS, TEXT)
    | {f"{name}_kind": TEXT for name in FIELDS_WITH_KIND}
    # Where the outturn and the period stand: in a wide table they differ from row to row.
    | {"outturn_cell": TEXT, "period_cell": TEXT},
)


# The same of an activities table: what the council said it would do, and how far it has come.
ACTIVITY_FIELDS = (
    "activity",  # a code or a title; the surer of two columns
    "activity_also",
    "period",
    "status",
    "percent_done",
    "expected_on",
    "revised_on",
    "comment",
)
ACTIVITY_FIELDS_WITH_KIND = ("period", "percent_done", "expected_on", "revised_on")


class RawActivityRow:
    """One row per activity about which something was filled in, in the order of the file.

    The columns of ACTIVITY_FIELDS with the kinds of ACTIVITY_FIELDS_WITH_KIND, and their place.
    """

    sheet: str
    row: int
    activity: str
    activity_also: str
    period: str
    status: str
    percent_done: str
    expected_on: str
    revised_on: str
    comment: str
    period_kind: str  # CellKind, as the others
    percent_done_kind: str
    expected_on_kind: str
    revised_on_kind: str
    period_cell: str  # in the row, or in a heading above the table; "" when nowhere


RAW_ACTIVITIES = frame_of_rows("raw activities", RawActivityRow)


class RaggedRow(NamedTuple):
    """A row of a CSV with more or fewer cells than its header."""

    row: int
    cells: int  # blank ones beyond the header are not counted
    expected: int
    cell: str  # the first that is too many, or missing
    text: str  # the cells, as they stand


class Title(NamedTuple):
    """A text above a table, or alone in a row between its rows, or a note on what all of it is of.

    row: 0 of a note below the table, which holds for every row. of: what a note says that figures
    are of, "2018/19" where it is "Figures relate to 2018/19"; "" of a title.
    """

    row: int
    cell: str
    text: str
    of: str = ""

    @property
    def says(self) -> str:
        return self.of or self.text


class ScaleSaid(NamedTuple):
    """A text around a table that says its figures are in thousands, millions or the like.

    first, last: the rows of the sheet between which it holds.
    """

    words: str  # "£000s", of the text
    text: str
    cell: str  # "" for the name of the sheet
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ColumnBeside:
    """A column that may narrow down what its rows are of, under a header no field has.

    what: "area code", "place", "group" or "figure". rows: those of the sheet, ascending; texts: its
    cells.
    """

    what: str
    header: str
    cell: str  # of the header
    rows: np.ndarray
    texts: ExtensionArray


class TableFound(Record):
    """A table recognised in a sheet: which layout, and where its columns are."""

    sheet: str
    layout: Layout
    header_row: int
    columns: dict[str, str]  # field → column letters (CSV: the number as letters too)
    headers: dict[str, str]  # field → the words of its header
    duplicates: tuple[tuple[str, str, str], ...] = ()  # (header, first cell, second cell)
    unknown: tuple[tuple[str, str], ...] = ()  # (header, cell): columns nobody asked for
    # (header, cell) of the columns that attribute every figure to its publisher; () without.
    attribution: tuple[tuple[str, str], ...] = ()
    ragged: tuple[RaggedRow, ...] = ()  # rows of a CSV whose cells do not match the header
    # Letters of a column of outturns → (header, cell), where its words name a unit or "to date".
    outturns: dict[str, tuple[str, str]] = field(default_factory=dict)
    # The same, where its words name a period or how long one is: "Outturn Q1", "Yearly actual".
    periods_named: dict[str, tuple[str, str]] = field(default_factory=dict)
    last_row: int = 0  # 0 where it reaches to the end of the sheet
    # In our template: the measures it has rows for, filled in or not, each once.
    listed: tuple[str, ...] = ()
    # Codes of measures that a workbook holds as numbers, each once: "1.1", which may be 1.10.
    number_codes: tuple[str, ...] = ()
    # Columns that say of a part, or another place, what its rows are of; only those with a text.
    beside: tuple[ColumnBeside, ...] = ()
    # What stands above it and alone between its rows, from the top down.
    titles: tuple[Title, ...] = ()
    # What texts around it say of the scale of its figures.
    scales: tuple[ScaleSaid, ...] = ()
    # By address: what cells of its sheet show that do not simply show what they hold, " " for
    # nothing at all. Sparse, and no columns of RAW_ROWS: hardly any file has such cells.
    shown: Mapping[str, str] = field(default_factory=dict)
    # Addresses of cells of its sheet that are struck through as a whole.
    struck: frozenset[str] = frozenset()
    # By address: what comments on cells of its sheet say.
    comments: Mapping[str, str] = field(default_factory=dict)
    # By address: where the value of a cell stands that is said once above the table.
    said_above: Mapping[str, str] = field(default_factory=dict)

    def cell_of(self, name: str, row: int) -> str:
        """The address of what a row says of a field: "D14", "" when the field has no column."""
        letters = self.columns.get(name, "")
        cell = f"{letters}{row}" if letters else ""
        return self.said_above.get(cell, cell)


class SheetPassedOver(Record):
    """A sheet with no table in it, and why it was not read; empty and guidance sheets are not."""

    sheet: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RawReturn:
    file_name: str
    sha256: str
    size: int
    rows: pd.DataFrame  # RAW_ROWS
    tables: tuple[TableFound, ...]
    activities: pd.DataFrame = field(default_factory=RAW_ACTIVITIES.empty)
    passed_over: tuple[SheetPassedOver, ...] = ()
    notes: tuple[str, ...] = field(default=())  # "read as Windows-1252", "hidden rows 4 to 6"
    doubts: tuple[Doubt, ...] = ()  # those that no answer has settled

    def cell(self, position: int, name: str) -> str:
        """The address of a field of the row at that position: "D14", "" when it has no column."""
        row = self.rows.iloc[position]
        if name in ("outturn", "period"):
            return str(row[f"{name}_cell"])
        table = table_of_row(self.tables, row["sheet"], row["row"])
        return table.cell_of(name, int(row["row"]))


def table_of_row(tables: Iterable[TableFound], sheet: str, row: int) -> TableFound:
    """The table of a sheet that a row belongs to: the last whose header stands above it."""
    of_sheet = [table for table in tables if table.sheet == sheet]
    above = [table for table in of_sheet if table.header_row < row]
    return max(above or of_sheet[:1], key=lambda table: table.header_row)
