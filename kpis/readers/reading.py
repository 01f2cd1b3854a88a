"""From bytes to a RawReturn: guard, then the reader of the form, then the table of each sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from kpis.cell_addresses import column_of, letters_in
from kpis.errors import UnreadableReturn
from kpis.frames import Frame
from kpis.readers.asked import Answers, Doubt
from kpis.readers.files.grid import Grid, TextSheet
from kpis.readers.files.guard import MAX_FILE, MEGABYTE
from kpis.readers.files.opened_file import OpenedFile, opened_file
from kpis.readers.files.seen.unseen import (
    ASKED,
    comments_in,
    doubts_of_hidden_columns,
    notes_on_hidden_columns,
    shown_in,
    struck_in,
)
from kpis.readers.files.signature import Form
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.raw import (
    RAW_ACTIVITIES,
    RAW_ROWS,
    CellKind,
    Layout,
    RaggedRow,
    RawReturn,
    SheetPassedOver,
    TableFound,
)
from kpis.readers.tables.activities import find_activities, lay_out_activities
from kpis.readers.tables.beside import take_beside
from kpis.readers.tables.decimal_commas import settle_decimal_commas
from kpis.readers.tables.doubts.contradicted_periods import doubts_of_contradicted_periods
from kpis.readers.tables.doubts.cut_figures import doubts_of_cut_figures
from kpis.readers.tables.doubts.headings import doubts_of_headings_within
from kpis.readers.tables.doubts.notes import doubts_of_notes
from kpis.readers.tables.doubts.numbered_rows import doubts_of_numbered_rows
from kpis.readers.tables.doubts.provisional import marked_by_notes
from kpis.readers.tables.doubts.scales import scales_around
from kpis.readers.tables.doubts.struck_headers import struck_headers
from kpis.readers.tables.doubts.titles import titles_of
from kpis.readers.tables.find_table import find_table, headers_recognised
from kpis.readers.tables.found_table import NearMiss, Table
from kpis.readers.tables.further_tables import all_tables
from kpis.readers.tables.header_doubts import doubts_of, settle
from kpis.readers.tables.lay_out import lay_out, said_above
from kpis.readers.tables.ragged_rows import ragged_rows
from kpis.readers.tables.totals_and_notes import (
    headless_columns,
    is_guidance,
    notes_on_headless_columns,
)

LONG = 2 * MEGABYTE  # from where a CSV is worth reading column by column
NO_HEADERS = "no row of it has the headers of a return"
NAMES = ("measure", "measure_also", "period", "year", "area")
DOUBTS_OF_ROWS = (
    doubts_of_numbered_rows,
    doubts_of_contradicted_periods,
    doubts_of_cut_figures,
    doubts_of_headings_within,
    doubts_of_notes,
)
HIDDEN = "it is hidden; show it if its figures belong to the return"


def read(
    file_name: str,
    content: bytes | OpenedFile,
    mapping: ColumnMapping | None = None,
    answers: Answers | None = None,
) -> RawReturn:
    """See `kpis.readers.read_return`."""
    file = opened_file(content)
    if mapping is not None:
        return _mapped(file_name, file, mapping)
    if file.form is Form.TEXT and len(file.content) > LONG:
        long = _long(file.content)
        if long is not None:
            return _raw(file_name, file, long[0], (long[1],))
    opened = file.sheets(promise=headers_recognised)
    found = _Found(
        passed_over=[SheetPassedOver(sheet=name, reason=HIDDEN) for name in opened.hidden_sheets],
        notes=[*opened.notes],
    )
    for grid in opened.sheets:
        found.look_at(grid, answers or Answers())
    return _raw(
        file_name,
        file,
        RAW_ROWS.check(_concatenated(found.frames, RAW_ROWS)),
        tuple(found.tables),
        RAW_ACTIVITIES.check(_concatenated(found.activities, RAW_ACTIVITIES)),
        tuple(found.passed_over),
        tuple(found.notes),
        tuple(found.doubts),
    )


def _mapped(file_name: str, file: OpenedFile, mapping: ColumnMapping) -> RawReturn:
    from kpis.readers.mapping.apply import read_mapped
    from kpis.readers.mapping.other_sheets import read_other_sheets

    rows, mapped, notes = read_mapped(file, mapping)
    other_sheets = read_other_sheets(file, mapped.sheet)
    return _raw(
        file_name,
        file,
        rows,
        (mapped, *other_sheets.tables),
        RAW_ACTIVITIES.check(_concatenated(other_sheets.activities, RAW_ACTIVITIES)),
        notes=(*notes, *other_sheets.notes),
    )


@dataclass(slots=True, kw_only=True)
class _Found:
    """What the sheets of a file hold, gathered one after the other."""

    passed_over: list[SheetPassedOver]
    notes: list[str]
    frames: list[pd.DataFrame] = field(default_factory=list)  # RAW_ROWS
    activities: list[pd.DataFrame] = field(default_factory=list)  # RAW_ACTIVITIES
    tables: list[TableFound] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def look_at(self, grid: Grid, answers: Answers) -> None:
        """Take what a sheet holds: activities, tables of figures, or the reason it has neither."""
        of_activities = find_activities(grid)
        if not isinstance(of_activities, NearMiss):
            self._take_activities(grid, of_activities)
            return
        first = find_table(grid)
        if not isinstance(first, NearMiss):
            self._take_tables(grid, first, answers)
        elif grid.rows() and not is_guidance(grid.name):
            reason = of_activities.reason or first.reason or NO_HEADERS
            self.passed_over.append(SheetPassedOver(sheet=grid.name, reason=reason))

    def _take_activities(self, grid: Grid, table: Table) -> None:
        statuses = lay_out_activities(grid, table)
        self.activities.append(statuses)
        ragged = _ragged(grid, table, statuses["row"])
        self.tables.append(
            replace(
                table.table_found(grid.name),
                ragged=ragged,
                struck=struck_in(grid),
                comments=comments_in(grid),
            )
        )

    def _take_tables(self, grid: Grid, first: Table, answers: Answers) -> None:
        of_sheet, notes = all_tables(grid, first)
        where = f"Sheet {grid.name!r}: " if grid.name else ""
        self.notes += [f"{where}{note}" for note in notes]
        for asked in of_sheet:
            self._take_table(grid, asked, settle(asked, answers), answers)

    def _take_table(self, grid: Grid, asked: Table, table: Table, answers: Answers) -> None:
        """asked: the table before its answers."""
        rows, notes = lay_out(grid, table)
        headless = headless_columns(grid, table, rows["row"].tolist())
        rows, described = take_beside(grid, table, table.table_found(grid.name), rows, headless)
        rows, of_markers, heeded = marked_by_notes(grid, table, rows)
        unknown = tuple(each for each in described.unknown if each[1] not in heeded)
        described = replace(described, unknown=unknown)
        self.frames.append(rows)
        of_rows = set(rows["row"].tolist())
        self.tables.append(
            replace(
                described,
                listed=_listed(grid, table),
                said_above=said_above(grid, table, rows["row"].tolist()),
                ragged=_ragged(grid, table, rows["row"]),
                number_codes=_number_codes(grid, table, rows["row"]),
                shown=shown_in(grid),
                struck=struck_in(grid) | struck_headers(grid, table),
                comments=comments_in(grid),
                titles=titles_of(grid, table, of_rows),
                scales=scales_around(
                    grid,
                    (table.top(), table.header_row),
                    table.outturns(),
                    of_rows,
                    table.last_row,
                    *_names_and_notes(table, headless),
                ),
            )
        )
        of_keys = [letters for name, letters in described.columns.items() if name not in ASKED]
        self.notes += (*notes, *of_markers, *notes_on_hidden_columns(grid, of_keys))
        asked_of = {column_of(letters_in(column.cell)) for column in described.beside}
        not_read = {column: first for column, first in headless.items() if column not in asked_of}
        self.notes += notes_on_headless_columns(grid, not_read)
        self.doubts += doubts_of(table, asked, grid, rows)
        self.doubts += doubts_of_hidden_columns(grid, described, rows, answers)
        for doubts_of_a_kind in DOUBTS_OF_ROWS:
            self.doubts += doubts_of_a_kind(grid, table, rows)


def _names_and_notes(table: Table, headless: Iterable[int]) -> tuple[list[int], list[int]]:
    """The columns by which figures are known, and those of what is said beside them.

    headless: columns without a header.
    """
    columns = table.headers.columns
    names = [columns[name] for name in NAMES if name in columns]
    notes = [columns[name] for name in ("commentary",) if name in columns]
    return names, [*notes, *table.headers.unknown, *headless]


def _ragged(grid: Grid, table: Table, rows: Iterable[int]) -> tuple[RaggedRow, ...]:
    """Only the rows that are read: notes and headings are as long as they are."""
    if not isinstance(grid, TextSheet):
        return ()
    return ragged_rows(grid.records, range(table.top(), table.header_row + 1), rows)


def _listed(grid: Grid, table: Table) -> tuple[str, ...]:
    """The measures that a template has rows for: what was asked of whoever returns it."""
    if table.layout != Layout.TEMPLATE:
        return ()
    below = [number for number in grid.rows() if number > table.header_row]
    texts, _ = grid.column(table.headers.columns["measure"], below)
    return tuple(dict.fromkeys(text for text in texts if text))


def _number_codes(grid: Grid, table: Table, rows: Iterable[int]) -> tuple[str, ...]:
    """What names a measure and is held as a number: a CSV holds nothing so."""
    if isinstance(grid, TextSheet):
        return ()
    numbers = list(dict.fromkeys(rows))
    columns = table.headers.columns
    held = (
        text
        for name in ("measure", "measure_also")
        if name in columns
        for text, kind in zip(*grid.column(columns[name], numbers, merged=True), strict=True)
        if kind == CellKind.NUMBER
    )
    return tuple(dict.fromkeys(held))


def _raw(
    file_name: str,
    file: OpenedFile,
    rows: pd.DataFrame,
    tables: tuple[TableFound, ...],
    activities: pd.DataFrame | None = None,
    passed_over: tuple[SheetPassedOver, ...] = (),
    notes: tuple[str, ...] = (),
    doubts: tuple[Doubt, ...] = (),
) -> RawReturn:
    rows, of_commas = settle_decimal_commas(rows)
    return RawReturn(
        file_name=file_name,
        sha256=file.sha256,
        size=len(file.content),
        rows=rows,
        tables=tables,
        activities=RAW_ACTIVITIES.empty() if activities is None else activities,
        passed_over=passed_over,
        notes=(*notes, *of_commas),
        doubts=doubts,
    )


def _long(content: bytes) -> tuple[pd.DataFrame, TableFound] | None:
    """The rows and table of a long, plain CSV; None for one that the ordinary reader can take."""
    from kpis.readers.tables.long_csv import read_long_text

    rows_and_table = read_long_text(content)
    if rows_and_table is None and len(content) > MAX_FILE:
        raise UnreadableReturn(
            f"The file has {len(content) / MEGABYTE:.0f} MB. A CSV of more than "
            f"{MAX_FILE // MEGABYTE} MB must be plain: one header row, then one record per figure "
            "with as many cells as the header, separated by commas, in UTF-8."
        )
    return rows_and_table


def _concatenated(frames: Sequence[pd.DataFrame], contract: Frame[Any]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0]
    return pd.concat(frames, ignore_index=True) if frames else contract.empty()
