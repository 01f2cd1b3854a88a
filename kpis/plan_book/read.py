"""A workbook read back as the tables of a plan's files, with every fault by sheet and cell.

It is opened as returns are, by the same bounded readers. What a sheet, a column or a cell lacks is
told once: the rules of a plan are given None in its place, which they pass over.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpis.cell_addresses import letters_of
from kpis.errors import UnreadableReturn
from kpis.plan.check import faults_of
from kpis.plan.files import MEASURES, PlanFiles, Table, check_tables
from kpis.plan_book.building import Building, CannotBePlaced, without_empty_keys
from kpis.plan_book.faults import Addresses, BookFault, Row
from kpis.plan_book.sheets import GUIDE, SHEETS, STATE, Column, Sheet, Where
from kpis.plan_book.values import NotOfItsKind, from_cell
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell, Grid
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.files.signature import Form

_EMPTY = Cell("", CellKind.EMPTY)
_LAST_HEADER_ROW = 20
# Keys about which nothing can be said while a sheet is missing.
_UNKNOWN_WITHOUT = {
    "Measures and themes": ("themes",),
    "Parts": ("parts", "years", "every_year", "rating", "data_only", "whole"),
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

    state: of the files that the workbook was made of, see `state_of`; "" where it does not say.
    """

    tables: dict[str, Table]
    files: PlanFiles
    addresses: Addresses
    faults: tuple[BookFault, ...]
    state: str


def read_plan_workbook(content: bytes, folder: Path) -> BookRead:
    """The plan that a workbook says, and everything that is wrong with it.

    folder: that of the plan, which paths in it are relative to.
    Raises UnreadableReturn where the file is no workbook, locked, damaged or too large.
    """
    file = OpenedFile(content)
    if file.form is Form.TEXT:
        raise UnreadableReturn("The file is no workbook: give the .xlsx that was exported.")
    opened = file.sheets(promise=lambda _: 0)
    reading = _Reading({grid.name.strip().lower(): grid for grid in opened.sheets})
    for sheet in SHEETS:
        reading.take(sheet)
    tables = reading.finished()
    files = check_tables(tables, folder)
    told = reading.addresses.told(_those_worth_telling(faults_of(files), reading))
    faults = (*reading.faults, *told)
    return BookRead(
        tables=tables,
        files=files,
        addresses=reading.addresses,
        faults=in_order(faults),
        state=_state(reading.grids.get(GUIDE.lower())),
    )


def _state(guide: Grid | None) -> str:
    """What the first sheet says that the workbook was made of."""
    rows = [guide.row(number) for number in guide.rows()] if guide is not None else []
    said = [row.get(2, _EMPTY).text for row in rows if row.get(1, _EMPTY).text == STATE]
    return said[0].split(" ")[0] if said else ""


def _those_worth_telling(faults: list[str], reading: "_Reading") -> Iterator[str]:
    """Without what may follow from a sheet that is missing and told of already."""
    unknown = {key for sheet in reading.missing for key in _UNKNOWN_WITHOUT.get(sheet, ())}
    for sentence in faults:
        file, key, _ = sentence.split(": ", 2)
        if file == MEASURES and "Measures" in reading.missing:
            continue
        if not unknown & set(_STEPS.split(key)):
            yield sentence


def in_order(faults: tuple[BookFault, ...]) -> tuple[BookFault, ...]:
    """Those of the workbook as a whole, then by sheet; within one as they were found."""
    places = {sheet.name: place for place, sheet in enumerate(SHEETS)}
    return tuple(sorted(faults, key=lambda each: places.get(each.sheet, -1)))


@dataclass(slots=True)
class _Reading:
    """What is read so far. grids: the sheets of the workbook by their names in small letters."""

    grids: Mapping[str, Grid]
    building: Building = field(default_factory=Building)
    addresses: Addresses = field(default_factory=Addresses)
    faults: list[BookFault] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)  # sheets of which no row is known

    def take(self, sheet: Sheet) -> None:
        grid = self.grids.get(sheet.name.lower())
        if grid is None:
            self._fault(sheet, "", "", "The sheet is missing or hidden. Export the plan again.")
            self.missing.add(sheet.name)
        elif sheet.where is Where.KEYS:
            self._take_upright(sheet, grid)
        else:
            self._take_rows(sheet, grid)

    def finished(self) -> dict[str, Table]:
        """The tables, without files of which a sheet is missing."""
        unknown = {sheet.file for sheet in SHEETS if sheet.name in self.missing}
        return {
            file: without_empty_keys(table)
            for file, table in self.building.tables.items()
            if file not in unknown
        }

    def _take_upright(self, sheet: Sheet, grid: Grid) -> None:
        """A sheet with a row for each key: its name, then its value."""
        rows: dict[str, int] = {}
        for number in grid.rows():
            name = _bare(grid.row(number).get(1, _EMPTY).text)
            rows.setdefault(name, number)
        places = {
            column: rows[column.header.lower()]
            for column in sheet.columns
            if column.header.lower() in rows
        }
        if not places:
            self._fault(sheet, "", "", "None of its rows is known. Export the plan again.")
            self.missing.add(sheet.name)
            return
        for column in sheet.columns:
            if column not in places:
                self._fault(sheet, "", column.header, "The row is missing. Export the plan again.")
        row = Row(sheet, min(places.values()), places, upright=True)
        values = self._values(
            row, lambda column: grid.row(places[column]).get(2, _EMPTY), sheet.columns
        )
        self._put(row, (), values)

    def _take_rows(self, sheet: Sheet, grid: Grid) -> None:
        header_row, places = self._header(sheet, grid)
        if any(column not in places for column in sheet.lead) or not places:
            self.missing.add(sheet.name)
            return
        for number in grid.rows():
            if number <= header_row:
                continue
            cells = grid.row(number)
            if any(place in cells for place in places.values()):
                self._take_row(Row(sheet, number, places, upright=False), cells)

    def _take_row(self, row: Row, cells: Mapping[int, Cell]) -> None:
        def cell_of(column: Column) -> Cell:
            return cells.get(row.places[column], _EMPTY)

        lead = []
        for column in row.sheet.lead:
            text = cell_of(column).text.strip()
            if not text:
                self._fault(row.sheet, row.cell(column), column.header, "is missing. Add it.")
            elif cell_of(column).kind in (CellKind.DATE, CellKind.MONTH):
                words = "has become a date. Give the cell the format Text, and type it again."
                self._fault(row.sheet, row.cell(column), column.header, words)
                text = ""
            lead.append(text)
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

    def _header(self, sheet: Sheet, grid: Grid) -> tuple[int, dict[Column, int]]:
        """The row of the headers, and the place of each column that is there."""
        known = {column.header.lower(): column for column in sheet.columns}
        found: dict[int, int] = {}
        for number in grid.rows():
            if number > _LAST_HEADER_ROW:
                break
            found[number] = sum(_bare(cell.text) in known for cell in grid.row(number).values())
        header_row = max(found, key=lambda number: found[number], default=0)
        if not found.get(header_row):
            self._fault(sheet, "", "", "Its headers are not there. Export the plan again.")
            return header_row, {}
        places: dict[Column, int] = {}
        for place, cell in grid.row(header_row).items():
            column = known.get(_bare(cell.text))
            address = f"{letters_of(place)}{header_row}"
            if column is None:
                self._fault(sheet, address, "", f"{_quoted(cell)} is no column of this sheet.")
            elif column in places:
                self._fault(sheet, address, column.header, "The column is there twice.")
            else:
                places[column] = place
        for column in sheet.columns:
            if column not in places:
                words = "The column is missing or was renamed."
                self._fault(sheet, f"A{header_row}", column.header, words)
        return header_row, places

    def _fault(self, sheet: Sheet, cell: str, key: str, message: str) -> None:
        self.faults.append(BookFault(sheet=sheet.name, cell=cell, key=key, message=message))


def _bare(header: str) -> str:
    """A header without its star, in small letters."""
    return header.strip().removesuffix("*").strip().lower()


def _quoted(cell: Cell) -> str:
    from kpis.plan.faults import shown

    return shown(cell.text) if cell.kind == CellKind.TEXT else cell.text
