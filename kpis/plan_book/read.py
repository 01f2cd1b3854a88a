"""A workbook read back as the tables of a plan's files, with every fault by sheet and cell.

It is opened as returns are, by the same bounded readers, with room for more cells. What a sheet, a
column or a cell lacks is told once: the rules of a plan are given None in its place, which they
pass over.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpis.cell_addresses import letters_of
from kpis.errors import UnreadableReturn
from kpis.plan.check import faults_of
from kpis.plan.files import MEASURES, PlanFiles, Table, check_tables
from kpis.plan.schema import FURTHER_FILES
from kpis.plan_book.book_seen import EXPORT_AGAIN, Book, bare
from kpis.plan_book.building import (
    Building,
    CannotBePlaced,
    state_of,
    value_at,
    without_empty_keys,
)
from kpis.plan_book.cells_seen import merged, of_row, without_header
from kpis.plan_book.faults import Addresses, BookFault, Row
from kpis.plan_book.new_place import without_absent_folders
from kpis.plan_book.sheets import SHEETS, Beside, Column, Sheet, Where, entries
from kpis.plan_book.titles_seen import TitleSeen, notes_of
from kpis.plan_book.values import Kind, NotOfItsKind, from_cell
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell, Grid
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import Room

_EMPTY = Cell("", CellKind.EMPTY)
_LAST_HEADER_ROW = 20
_KEY = "key"  # the header of the names on a sheet that stands upright
# Keys about which nothing can be said while a sheet is missing.
_UNKNOWN_WITHOUT = {
    "Measures": ("measures", "from", "to"),
    "Measures and themes": ("themes",),
    "Parts": ("from", "to", "parts", "years", "every_year", "rating", "data_only", "whole"),
    "Aims by year": ("years", "every_year", "data_only"),
    "Changed aims": ("earlier",),
    "Rating rules": ("rating", "years", "every_year", "data_only"),
    "Official statistics": ("published",),
}
_STEPS = re.compile(r"[^\w]+")
_LINES = {Where.OF_MEASURE, Where.ONE_OF_MEASURE, Where.ONE_OF_BOTH, Where.BY_YEAR, Where.OF_YEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRead:
    """tables: as in `PlanFiles.tables`; files: the same, checked. Sound where faults is empty.

    notes: what is seen in the workbook and is not kept. state: of the files that the workbook was
    made of, see `state_of`; "" where it does not say.
    """

    tables: dict[str, Table]
    files: PlanFiles
    addresses: Addresses
    faults: tuple[BookFault, ...]
    notes: tuple[BookFault, ...]
    state: str


def read_plan_workbook(
    content: bytes, folder: Path, held: Mapping[str, Table] | None = None
) -> BookRead:
    """The plan that a workbook says, and everything that is wrong with it.

    folder: that of the plan, which paths in it are relative to. held: what its files say, as in
    `PlanFiles.tables`; a sheet or column that the workbook never had is no fault where they say
    nothing of it.
    Raises UnreadableReturn where the file is no workbook, locked, damaged or too large.
    """
    held = held or {}
    book = _opened(content)
    reading = _Reading(book, held)
    for sheet in SHEETS:
        reading.take(sheet)
    tables = reading.finished()
    moved = []
    if not held or book.state != state_of(held):  # exported from another plan than this one
        moved = list(without_absent_folders(tables, held, folder, reading.addresses))
    files = check_tables(tables, folder)
    told = reading.addresses.told(_those_worth_telling(faults_of(files), reading))
    return BookRead(
        tables=tables,
        files=files,
        addresses=reading.addresses,
        faults=in_order((*book.faults(), *reading.faults, *told)),
        notes=in_order((*book.notes(), *notes_of(reading.titles, tables, held), *moved)),
        state=book.state,
    )


def _opened(content: bytes) -> Book:
    """Raises UnreadableReturn, in words that speak of a plan and not of returns."""
    try:
        file = OpenedFile(content, Room.PLAN)
        if file.form is Form.TEXT:
            raise UnreadableReturn("The file is no workbook: give the .xlsx that was exported.")
        opened = file.sheets(promise=lambda _: 0)
    except UnreadableReturn as error:
        what = str(error).partition(": ")[0]
        if "return" not in str(error):
            raise
        raise UnreadableReturn(
            f"{what.replace('a return', 'a plan')}: give the plan's workbook, saved as .xlsx."
        ) from error
    return Book(opened.sheets, opened.hidden_sheets)


def _those_worth_telling(faults: list[str], reading: "_Reading") -> Iterator[str]:
    """Without what may follow from a sheet that is missing and told of already."""
    unknown = {key for sheet in reading.missing for key in _UNKNOWN_WITHOUT.get(sheet, ())}
    for sentence in faults:
        file, key, _ = sentence.split(": ", 2)
        if file == MEASURES and "Measures" in reading.missing:
            continue
        if key == "changes" and {"Measures", "Parts"} & reading.missing:  # ids without a change
            continue
        if not unknown & set(_STEPS.split(key)):
            yield sentence


def in_order(faults: tuple[BookFault, ...]) -> tuple[BookFault, ...]:
    """Those of the workbook as a whole, then by sheet; within one as they were found."""
    places = {sheet.name: place for place, sheet in enumerate(SHEETS)}
    return tuple(sorted(faults, key=lambda each: places.get(each.sheet, -1)))


@dataclass(slots=True)
class _Reading:
    """What is read so far. held: what the plan's files say."""

    book: Book
    held: Mapping[str, Table]
    building: Building = field(default_factory=Building)
    addresses: Addresses = field(default_factory=Addresses)
    faults: list[BookFault] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)  # sheets of which no row is known
    titles: list[TitleSeen] = field(default_factory=list)
    absent: set[Column] = field(default_factory=set)  # of the sheet, which no file says anything of

    def take(self, sheet: Sheet) -> None:
        grid = self.book.grid(sheet)
        if grid is None:
            lacking = self.book.lacks(sheet, self.held)
            if lacking is not None:
                self.faults.append(lacking)
                self.missing.add(sheet.name)
        elif sheet.where is Where.KEYS:
            self._take_upright(sheet, grid)
        else:
            self._take_rows(sheet, grid)

    def finished(self) -> dict[str, Table]:
        """The tables, without files of which a sheet is missing. One that a plan may leave out is
        as it was then, for without it much else would seem to be at fault."""
        unknown = {sheet.file for sheet in SHEETS if sheet.name in self.missing}
        known = {
            file: without_empty_keys(table)
            for file, table in self.building.tables.items()
            if file not in unknown
        }
        as_it_was = unknown & FURTHER_FILES.keys() & self.held.keys()
        return known | {file: deepcopy(self.held[file]) for file in sorted(as_it_was)}

    def _take_upright(self, sheet: Sheet, grid: Grid) -> None:
        """A sheet with a row for each key: its name, then its value."""
        known = {column.header.lower(): column for column in sheet.columns}
        names = {number: bare(grid.row(number).get(1, _EMPTY).text) for number in grid.rows()}
        header_row = next((number for number, name in names.items() if name == _KEY), 0)
        places: dict[Column, int] = {}
        others = False
        for number, name in names.items():
            column = known.get(name)
            if column is None:
                if number > header_row > 0 and (name or 2 in grid.row(number)):
                    words = f"{_quoted(grid.row(number).get(1, _EMPTY))} is no key of this sheet."
                    self._fault(sheet, f"A{number}", "", words)
                    others = True
            elif column in places:
                self._fault(sheet, f"A{number}", column.header, "The row is there twice.")
            else:
                places[column] = number
        if not places:
            self._fault(sheet, "", "", f"None of its rows is known. {EXPORT_AGAIN}.")
            self.missing.add(sheet.name)
            return
        self._tell_missing(sheet, places, "", "row", others=others)
        self.faults += merged(sheet, grid, header_row)
        row = Row(sheet, min(places.values()), places, upright=True)
        self.faults += of_row(row, grid)
        values = self._values(
            row, lambda column: grid.row(places[column]).get(2, _EMPTY), sheet.columns
        )
        self._put(row, (), values)

    def _take_rows(self, sheet: Sheet, grid: Grid) -> None:
        header_row, places, besides = self._header(sheet, grid)
        if any(column not in places for column in sheet.lead) or not places:
            self.missing.add(sheet.name)
            return
        self.faults += merged(sheet, grid, header_row)
        self.faults += without_header(sheet, grid, header_row, grid.row(header_row))
        for number in grid.rows():
            if number <= header_row:
                continue
            cells = grid.row(number)
            if any(place in cells for place in places.values()):
                row = Row(sheet, number, places, upright=False)
                self.faults += of_row(row, grid)
                self._take_row(row, cells)
                self._see_titles(row, cells, besides)

    def _see_titles(
        self, row: Row, cells: Mapping[int, Cell], besides: Mapping[Beside, int]
    ) -> None:
        for beside, place in besides.items():
            title = cells.get(place, _EMPTY).text.strip()
            name = cells.get(row.places.get(beside.column, 0), _EMPTY).text.strip()
            if title and name:
                cell = f"{letters_of(place)}{row.number}"
                seen = TitleSeen(row.sheet.name, cell, beside.header, beside.column, name, title)
                self.titles.append(seen)

    def _take_row(self, row: Row, cells: Mapping[int, Cell]) -> None:
        def cell_of(column: Column) -> Cell:
            return cells.get(row.places[column], _EMPTY)

        lead = []
        for column in row.sheet.lead:
            try:
                text = from_cell(cell_of(column), Kind.TEXT)
                if text is None:
                    self._fault(row.sheet, row.cell(column), column.header, "is missing. Add it.")
            except NotOfItsKind as error:
                words = f"{error}; found {_quoted(cell_of(column))}."
                self._fault(row.sheet, row.cell(column), column.header, words)
                text = None
            lead.append(text or "")
        keys = [column for column in row.sheet.columns if column.path]
        values = self._values(row, cell_of, keys)
        if all(lead):
            self._put(row, tuple(lead), values)

    def _values(
        self,
        row: Row,
        cell_of: Callable[[Column], Cell],
        columns: Iterable[Column],
    ) -> dict[Column, Any]:
        """What the cells of a row hold; None, and the fault told, where one holds something else or
        its column is missing. Empty ones are left out."""
        values: dict[Column, Any] = {}
        for column in columns:
            if column not in row.places:
                if column not in self.absent:
                    values[column] = None
                continue
            cell = cell_of(column)
            try:
                value = from_cell(cell, column.kind)
            except NotOfItsKind as error:
                message = f"{error}; found {_quoted(cell)}."
                self._fault(row.sheet, row.cell(column), column.header, message)
                values[column] = None
                continue
            if value is not None:
                values[column] = value
        return values

    def _put(self, row: Row, lead: tuple[str, ...], values: Mapping[Column, Any]) -> None:
        try:
            file, path = self.building.put(row.sheet, lead, values)
        except CannotBePlaced as error:
            owners = {"Measures", "Parts"} & self.missing
            if not (owners and row.sheet.where in _LINES):
                at = row.sheet.lead[0]
                self._fault(row.sheet, row.cell(at), at.header, f"{error}.")
            return
        self.addresses.add(file, path, row)

    def _header(self, sheet: Sheet, grid: Grid) -> tuple[int, dict[Column, int], dict[Beside, int]]:
        """The row of the headers, and the place of each column that is there: of those that are
        read, and of those for reading only."""
        known = {each.header.lower(): each for each in sheet.written}
        found: dict[int, int] = {}
        for number in grid.rows():
            if number > _LAST_HEADER_ROW:
                break
            found[number] = sum(bare(cell.text) in known for cell in grid.row(number).values())
        header_row = max(found, key=lambda number: found[number], default=0)
        if not found.get(header_row):
            self._fault(sheet, "", "", f"Its headers are not there. {EXPORT_AGAIN}.")
            return header_row, {}, {}
        places: dict[Column, int] = {}
        besides: dict[Beside, int] = {}
        others = False
        for place, cell in grid.row(header_row).items():
            column = known.get(bare(cell.text))
            address = f"{letters_of(place)}{header_row}"
            if column is None:
                self._fault(sheet, address, "", f"{_quoted(cell)} is no column of this sheet.")
                others = True
            elif column in places:
                self._fault(sheet, address, column.header, "The column is there twice.")
            elif isinstance(column, Beside):
                besides.setdefault(column, place)
            else:
                places[column] = place
        self._tell_missing(sheet, places, f"A{header_row}", "column", others=others)
        return header_row, places, besides

    def _tell_missing(
        self, sheet: Sheet, places: Mapping[Column, int], cell: str, what: str, *, others: bool
    ) -> None:
        """Tell columns, or rows of keys, that are not there. One that the workbook may never have
        had is no fault where no file says anything of it. others: whether some are renamed."""
        self.absent = set()
        for column in sheet.columns:
            if column in places:
                continue
            if not (others or column.required or self._is_said(sheet, column)):
                self.absent.add(column)
                continue
            words = f"The {what} is missing: renamed, deleted, or newer than the workbook."
            self._fault(sheet, cell, column.header, f"{words} {EXPORT_AGAIN}.")

    def _is_said(self, sheet: Sheet, column: Column) -> bool:
        return any(value_at(each.table, column.path) for each in entries(sheet, self.held))

    def _fault(self, sheet: Sheet, cell: str, key: str, message: str) -> None:
        self.faults.append(BookFault(sheet=sheet.name, cell=cell, key=key, message=message))


def _quoted(cell: Cell) -> str:
    from kpis.plan.faults import shown

    return shown(cell.text) if cell.kind == CellKind.TEXT else cell.text
