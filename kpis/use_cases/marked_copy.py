"""The sender's own file handed back with its faulty cells marked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kpis.errors import UsageError
from kpis.exports.marked_copy import marked_copy
from kpis.exports.plain_workbook import PlainSheet
from kpis.model import Actor, Plan
from kpis.plan.chain.chain import Chain
from kpis.readers.files.grid import Cell, Grid, TextSheet
from kpis.readers.files.guard import MEGABYTE
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.files.signature import Form
from kpis.readers.mapping.apply import cut_for
from kpis.readers.raw import CellKind
from kpis.readers.tables.find_table import headers_recognised
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import MappingUsed, mapping_of_submission
from kpis.use_cases.seen_store import seen_by
from kpis.validation import CheckedReturn

MAX_TEXT = 25 * MEGABYTE  # of a CSV: one that is longer is no table that people mend by hand
_MADE_ANEW = (
    "This workbook was made from the cells of an .{form} file as they could be read: formats, "
    "formulas, charts, pictures and hidden sheets of the file are not in it."
)


def marked_copy_for(
    store: Store,
    plan: Plan | Chain,
    file_name: str,
    content: bytes | OpenedFile,
    *,
    actor: Actor,
    mapping: MappingUsed | None = None,
    answers: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> tuple[str, bytes]:
    """Check a return and give the name and the bytes of its marked copy; nothing is stored.

    mapping, answers: as in `check_return`. Raises UnreadableReturn when the file cannot be read, or
    cannot be marked; UsageError when it is too long; AccessRefused, StoreError and StoreBusy.
    """
    file = open_file(content)
    check = check_return(
        store, plan, file_name, file, actor=actor, mapping=mapping, answers=answers, now=now
    )
    return marked_copy_of(check.checked, file, mapping)


def marked_copy_of(
    checked: CheckedReturn, content: bytes | OpenedFile, mapping: MappingUsed | None = None
) -> tuple[str, bytes]:
    """The same for a return that has been checked: the file that was, and what it was read with."""
    file = open_file(content)
    issues = [issue.as_dict() for issue in checked.issues]
    if file.form is Form.XLSX:
        return marked_copy(checked.file_name, file.content, issues)
    sheets, notes = _cells(file, mapping)
    return marked_copy(checked.file_name, file.content, issues, sheets=sheets, notes=notes)


def stored_copy_marked(
    store: Store,
    plan: Plan | Chain,
    submission_id: str,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> tuple[str, bytes]:
    """The marked copy of a stored file, checked today with the mapping it was read with.

    Raises what `marked_copy_for` does, and UnknownSubmission.
    """
    seen = seen_by(store, plan.known if isinstance(plan, Chain) else plan, actor)
    submission = seen.submission(submission_id)
    return marked_copy_for(
        seen,
        plan,
        submission.file_name,
        seen.file(submission.sha256),
        actor=actor,
        mapping=mapping_of_submission(seen, submission_id),
        answers=seen.submission_answers(submission_id),
        now=now,
    )


def _cells(
    file: OpenedFile, mapping: MappingUsed | None
) -> tuple[Sequence[PlainSheet], Sequence[str]]:
    """The cells of a file that is no .xlsx, and what is to be said of them."""
    if file.form is Form.TEXT:
        size = len(file.content)
        if size > MAX_TEXT:
            raise UsageError(
                f"The file has {size / MEGABYTE:.0f} MB, too many to be handed back as a "
                f"marked workbook (at most {MAX_TEXT // MEGABYTE} MB): mend it by the list of "
                "issues."
            )
        opened = file.sheets(promise=cut_for(mapping.mapping) if mapping else headers_recognised)
        texts = [each for each in opened.sheets if isinstance(each, TextSheet)]
        return [PlainSheet("", each.records) for each in texts], opened.notes
    opened = file.sheets(promise=headers_recognised)
    made_anew = _MADE_ANEW.format(form=file.form)
    return [PlainSheet(each.name, _rows(each)) for each in opened.sheets], (
        made_anew,
        *opened.notes,
    )


def _rows(sheet: Grid) -> list[list[str | float]]:
    rows: list[list[str | float]] = []
    for number in sheet.rows():
        cells = sheet.row(number)
        rows += [[]] * (number - 1 - len(rows))
        row: list[str | float] = [""] * max(cells)
        for column, cell in cells.items():
            row[column - 1] = _value(cell)
        rows.append(row)
    return rows


def _value(cell: Cell) -> str | float:
    return float(cell.text) if cell.kind == CellKind.NUMBER else cell.text
