"""From bytes to sheets: the reader of each form, for a whole file or only a part of it.

A part costs what it holds and not what the file holds. That is how one sheet of a national
workbook can be read though the workbook as a whole is too large to be opened safely.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpis.readers.files.grid import Grid
from kpis.readers.files.signature import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is wanted of a file. sheet: the one of that name, None for all.

    rows: how many from the top, None for all.
    """

    sheet: str | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """sheets: those a person sees, in their order; hidden ones are only named."""

    sheets: Sequence[Grid]
    hidden_sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


EVERYTHING = Part()


def open_sheets(
    content: bytes,
    form: Form,
    part: Part = EVERYTHING,
    *,
    promise: Callable[[Grid], int],
) -> Opened:
    """The sheets of a file of that form. Raises UnreadableReturn where it will not open safely.

    promise: how likely the top of a CSV is cut as it should be, the more the better, where the
    separator must be found: `find_table.headers_recognised` where no mapping says what is there.
    """
    if form is Form.TEXT:
        from kpis.readers.files.text_file import read_text

        text, notes = read_text(content, promise, part.rows)
        return Opened(sheets=(text,), notes=notes)
    if form is Form.XLSX:
        from kpis.readers.files.workbook import read_workbook

        workbook = read_workbook(content, part.sheet, part.rows)
        return Opened(sheets=workbook.sheets, hidden_sheets=workbook.hidden_sheets)
    from kpis.readers.files.legacy import read_legacy

    workbook, notes = read_legacy(content, form, part.sheet, part.rows)
    return Opened(sheets=workbook.sheets, hidden_sheets=workbook.hidden_sheets, notes=notes)
