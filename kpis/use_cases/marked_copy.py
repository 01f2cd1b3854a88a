"""The sender's own file handed back with its faulty cells marked."""

from collections.abc import Sequence
from datetime import datetime

from kpis.errors import UsageError
from kpis.exports.marked_copy import marked_copy
from kpis.exports.plain_workbook import PlainSheet
from kpis.model import Plan
from kpis.readers.files.grid import Cell, SparseSheet
from kpis.readers.files.guard import MEGABYTE, checked_form
from kpis.readers.files.signature import Form
from kpis.readers.raw import CellKind
from kpis.readers.tables.find_table import headers_recognised
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.validation import CheckedReturn

MAX_TEXT = 25 * MEGABYTE  # of a CSV: one that is longer is no table that people mend by hand
_MADE_ANEW = (
    "This workbook was made from the cells of an .{form} file as they could be read: formats, "
    "formulas, charts, pictures and hidden sheets of the file are not in it."
)


def marked_copy_for(
    store: Store, plan: Plan, file_name: str, content: bytes, *, now: datetime | None = None
) -> tuple[str, bytes]:
    """Check a return and give the name and the bytes of its marked copy; nothing is stored.

    Raises UnreadableReturn when the file cannot be read, or cannot be marked; UsageError when it
    is too long; StoreError and StoreBusy.
    """
    return marked_copy_of(check_return(store, plan, file_name, content, now=now).checked, content)


def marked_copy_of(checked: CheckedReturn, content: bytes) -> tuple[str, bytes]:
    """The same for a return that has been checked: `content` is the file that was."""
    form = checked_form(content)
    issues = [issue.as_dict() for issue in checked.issues]
    if form is Form.XLSX:
        return marked_copy(checked.file_name, content, issues)
    sheets, notes = _cells(content, form)
    return marked_copy(checked.file_name, content, issues, sheets=sheets, notes=notes)


def _cells(content: bytes, form: Form) -> tuple[Sequence[PlainSheet], Sequence[str]]:
    """The cells of a file that is no .xlsx, and what is to be said of them."""
    if form is Form.TEXT:
        from kpis.readers.files.text_file import cut_text, decode_text

        if len(content) > MAX_TEXT:
            raise UsageError(
                f"The file has {len(content) / MEGABYTE:.0f} MB, too many to be handed back as a "
                f"marked workbook (at most {MAX_TEXT // MEGABYTE} MB): mend it by the list of "
                "issues."
            )
        text, notes = decode_text(content)
        return [PlainSheet("", cut_text(text, headers_recognised).records)], notes
    from kpis.readers.files.legacy import read_legacy

    workbook, notes = read_legacy(content, form)
    made_anew = _MADE_ANEW.format(form=form)
    return [PlainSheet(each.name, _rows(each)) for each in workbook.sheets], (made_anew, *notes)


def _rows(sheet: SparseSheet) -> list[list[str | float]]:
    rows: list[list[str | float]] = []
    for number, cells in sheet.cells.items():
        rows += [[]] * (number - 1 - len(rows))
        row: list[str | float] = [""] * max(cells)
        for column, cell in cells.items():
            row[column - 1] = _value(cell)
        rows.append(row)
    return rows


def _value(cell: Cell) -> str | float:
    return float(cell.text) if cell.kind == CellKind.NUMBER else cell.text
