"""Sheets of .xls, .xlsb and .ods workbooks.

calamine reads all three, quickly, but gives neither error values nor number formats, and can
bring its process down. What cells show is read beside it (`seen/`); a file of which that cannot be
told is not taken, for 100% would be read as 1. This is called in a process of its own
(`reading_process.py`), and uses nothing that takes long to import.
"""

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from kpis.errors import UnreadableReturn
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.cell_text import date_text, number_text
from kpis.readers.files.grid import (
    LAST_COLUMN,
    LAST_ROW,
    Cell,
    Row,
    SparseSheet,
    WorkbookRead,
    refuse_far_cell,
    sparse_sheet,
)
from kpis.readers.files.seen.cells_seen import CellsSeen, as_seen, noughts_in
from kpis.readers.files.seen.ods_seen import ods_seen
from kpis.readers.files.seen.xls_seen import xls_seen
from kpis.readers.files.seen.xlsb_seen import xlsb_seen
from kpis.readers.files.signature import PASSWORD_PROTECTED, Form, place_of_stream
from kpis.readers.files.text_limit import TextLimit
from kpis.readers.files.workbook_limits import MAX_CELLS

LEGACY_DAMAGED = (
    "The workbook is damaged or not what it seems: open it in Excel, choose Save As, "
    "Excel Workbook (.xlsx), and send that copy."
)


def read_legacy(
    content: bytes, form: Form, only: str | None = None, first_rows: int | None = None
) -> WorkbookRead:
    """Every visible sheet, or the sheet of that name alone; their first rows where a number is
    given.

    Raises UnreadableReturn when the file is locked, damaged or holds too much.
    """
    import python_calamine

    try:
        if form is Form.XLS:
            content = _with_named_stream(content)
        return _read(content, form, only, first_rows)
    except python_calamine.PasswordError as error:
        raise UnreadableReturn(PASSWORD_PROTECTED) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableReturn(LEGACY_DAMAGED) from error


def _with_named_stream(content: bytes) -> bytes:
    """An .xls whose stream is called what calamine looks for; names are the same in any case."""
    for name in ("Workbook", "Book"):
        at = place_of_stream(content, name)
        if at >= 0:
            written = name.encode("utf-16-le")
            return content[:at] + written + content[at + len(written) :]
    return content


def _read(content: bytes, form: Form, only: str | None, first_rows: int | None) -> WorkbookRead:
    import python_calamine

    workbook = python_calamine.load_workbook(BytesIO(content))
    visible = python_calamine.SheetVisibleEnum.Visible
    # Charts, macros and dialogs on sheets of their own hold no table, and do not open as one.
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    about = [sheet for sheet in workbook.sheets_metadata if sheet.typ == worksheet]
    shown = [sheet.name for sheet in about if sheet.visible == visible]
    wanted = [name for name in shown if only in (None, name)]
    names = [sheet.name for sheet in workbook.sheets_metadata]
    seen = _seen(content, form, names, wanted, first_rows)
    limit, budget = TextLimit(), _Budget()
    return WorkbookRead(
        sheets=tuple(
            _sheet(
                name,
                workbook.get_sheet_by_name(name),
                first_rows,
                limit,
                budget,
                seen.get(name, CellsSeen()),
            )
            for name in wanted
        ),
        hidden_sheets=tuple(sheet.name for sheet in about if sheet.visible != visible),
    )


def _seen(
    content: bytes, form: Form, names: list[str], wanted: list[str], first_rows: int | None
) -> dict[str, CellsSeen]:
    """What cells show in the wanted sheets, by name. names: of all sheets, in their order."""
    if form is Form.ODS:
        return ods_seen(content)
    if form is Form.XLSB:
        seen = xlsb_seen(content, wanted, first_rows)
    else:
        places = {names.index(name): name for name in wanted}
        found = xls_seen(content, places, first_rows)
        seen = None if found is None else {places[place]: found[place] for place in found}
    if seen is None or not seen.keys() >= set(wanted):
        raise UnreadableReturn(
            f"What the cells of this .{form} file show cannot be told, as whether 1 is 100%: open "
            "it in Excel, choose Save As, Excel Workbook (.xlsx), and send that copy."
        )
    return seen


class _Budget:
    """How many cells the sheets may have together, merged ones counted by their rows."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def count(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise UnreadableReturn(
                f"The workbook holds more than {MAX_CELLS:,} cells: send only the sheet with the "
                "figures, as a workbook of its own or as CSV, or point out on the page for "
                "returns where in it the figures stand."
            )


def _sheet(
    name: str,
    sheet: Any,
    first_rows: int | None,
    limit: TextLimit,
    budget: _Budget,
    seen: CellsSeen,
) -> SparseSheet:
    # Asked for the rows of an empty sheet, or of one with a far cell, calamine panics.
    last_row, last_column = (place + 1 for place in sheet.end or (-1, -1))
    if last_row > LAST_ROW or last_column > LAST_COLUMN:
        refuse_far_cell(name, last_row, last_column)
    rows = sheet.to_python(skip_empty_area=False, nrows=first_rows) if last_row else []
    merged = [
        (top + 1, bottom + 1, left + 1)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
    ]
    budget.count(sum(bottom - top for top, bottom, _ in merged))
    cells: dict[int, Row] = {}
    for number, values in enumerate(rows, 1):
        row = {column: _cell(value) for column, value in enumerate(values, 1) if value != ""}
        budget.count(len(row))
        if filled := {column: cell for column, cell in row.items() if cell.text}:
            for column, cell in filled.items():
                limit.count(name, number, column, cell.text)
            cells[number] = filled
    cells = as_seen(cells, seen)
    if seen.hides_noughts:
        seen.shown |= noughts_in(cells)
    if first_rows is not None:
        cells = {number: row for number, row in cells.items() if number <= first_rows}
    return sparse_sheet(
        name,
        cells,
        merged,
        seen.hidden_rows,
        seen.hidden_columns,
        seen.shown,
        seen.struck,
        seen.comments,
        limit=limit,
    )


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return Cell(str(value).upper(), CellKind.BOOLEAN)
        case int() | float():
            return Cell(number_text(value), CellKind.NUMBER)
        case date():
            return Cell(date_text(value), CellKind.DATE)
        case time() | timedelta():
            return Cell(str(value), CellKind.TEXT)
        case _:
            return Cell(str(value).strip(), CellKind.TEXT)
