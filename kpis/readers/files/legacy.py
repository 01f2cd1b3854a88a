"""Sheets of .xls, .xlsb and .ods workbooks: less is seen of them, and it is said so.

calamine reads all three, quickly, but gives neither error values nor number formats, and can
bring its process down (`legacy_process.py`). So it runs in a process of its own, which is killed
when it takes too long or too much.
"""

import json
import os
import subprocess
import sys
from typing import Any

from kpis.errors import UnreadableReturn
from kpis.readers.files.cell_text import number_text
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
from kpis.readers.files.guard import MEGABYTE
from kpis.readers.files.signature import PASSWORD_PROTECTED, Form
from kpis.readers.files.text_limit import TextLimit
from kpis.readers.files.workbook_scan import MAX_CELLS
from kpis.readers.raw import CellKind

MAX_MEMORY = 512 * MEGABYTE  # of address space, of which an ordinary file touches a tenth
MAX_SECONDS = 4.0
_SAVE_AS = "open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that copy."
_PROBLEMS = {
    "password": PASSWORD_PROTECTED,
    "too_many": f"The workbook holds more than {MAX_CELLS:,} cells: send only the sheet with the "
    "figures, as a workbook of its own or as CSV, or point out on the page for returns where in "
    "it the figures stand.",
    "damaged": f"The workbook is damaged or not what it seems: {_SAVE_AS}",
}
_TOO_HEAVY = f"The workbook takes too long or too much memory to open safely: {_SAVE_AS}"


def read_legacy(
    content: bytes, form: Form, only: str | None = None, first_rows: int | None = None
) -> tuple[WorkbookRead, tuple[str, ...]]:
    """Every visible sheet, and the note of what cannot be seen in a file of this form.

    Or the sheet of that name alone; their first rows where a number is given. Raises
    UnreadableReturn when the file is locked, damaged or too heavy.
    """
    answer = _ask(content, {"only": only, "first_rows": first_rows})
    if answer.get("problem") == "far":
        refuse_far_cell(*answer["where"])
    if "problem" in answer:
        raise UnreadableReturn(_PROBLEMS[answer["problem"]])
    note = (
        f"In an .{form} file, error cells such as #DIV/0! look empty, and 23% cannot be told "
        "from 0.23: check such figures, or save the workbook as .xlsx."
    )
    sheets, limit = answer["sheets"], TextLimit()
    return (
        WorkbookRead(
            sheets=tuple(_sheet(sheet, limit) for sheet in sheets if not sheet["hidden"]),
            hidden_sheets=tuple(sheet["name"] for sheet in sheets if sheet["hidden"]),
        ),
        (note,),
    )


def _ask(content: bytes, part: dict[str, Any]) -> dict[str, Any]:
    limits = map(str, (MAX_MEMORY, MAX_CELLS, LAST_ROW, LAST_COLUMN))
    try:
        done = subprocess.run(  # noqa: S603 this Python, our module; the file is its input
            [sys.executable, "-m", "kpis.readers.files.legacy_process", json.dumps(part), *limits],
            input=content,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},  # the same package there
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableReturn(_TOO_HEAVY) from error
    if done.returncode < 0:  # ended by a signal: memory it could not have
        raise UnreadableReturn(_TOO_HEAVY)
    if done.returncode:
        raise UnreadableReturn(_PROBLEMS["damaged"])
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _sheet(sheet: dict[str, Any], limit: TextLimit) -> SparseSheet:
    name = sheet["name"]
    cells: dict[int, Row] = {}
    for number, values in sheet["rows"].items():
        row = {int(column): _cell(value) for column, value in values.items()}
        filled = {column: cell for column, cell in row.items() if cell.text}
        for column, cell in filled.items():
            limit.count(name, int(number), column, cell.text)
        if filled:
            cells[int(number)] = filled
    return sparse_sheet(name, cells, map(tuple, sheet["merged"]), limit=limit)


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return Cell(str(value).upper(), CellKind.BOOLEAN)
        case int() | float():
            return Cell(number_text(value), CellKind.NUMBER)
        case dict():
            return Cell(value["date"], CellKind.DATE)
        case _:
            return Cell(str(value).strip(), CellKind.TEXT)
