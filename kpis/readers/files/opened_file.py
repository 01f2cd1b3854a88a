"""From bytes to sheets: the reader of each form, for a whole file or only a part of it.

A part costs what it holds and not what the file holds. That is how one sheet of a national
workbook can be read though the workbook as a whole is too large to be opened safely.

Of a file that is read by a mapping several parts are asked for: the top of each sheet, to see
whether the mapping fits, the sheet that was mapped, the sheets beside it. So whoever has more than
one question about a file asks them of one `OpenedFile`.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from kpis.errors import UnreadableReturn
from kpis.model.record import Record
from kpis.readers.files.grid import Grid, SparseSheet, TextSheet
from kpis.readers.files.guard import MEGABYTE, checked_form
from kpis.readers.files.invisible import visible_sheets, visible_text
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import Room

SMALL = 1 * MEGABYTE  # bytes of a file that is opened whole when any part of it is asked for
FEW_CELLS = 20_000  # of a file: about 3 MB in memory, four full quarters of all services


class Part(Record):
    """What is wanted of a file. sheet: the one of that name, None for all.

    rows: how many from the top, None for all.
    """

    sheet: str | None = None
    rows: int | None = None


class Opened(Record):
    """sheets: those a person sees, in their order; hidden ones are only named."""

    sheets: Sequence[Grid]
    hidden_sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


EVERYTHING = Part()


class OpenedFile:
    """The bytes of a file, and what was opened of them so far: a small file is opened once.

    A small workbook is opened whole at the first question; its answers to the others are parts of
    that. Of a larger one, or where the whole is refused, each part is opened by itself, and no
    more is kept in memory than the first rows of sheets.
    """

    def __init__(self, content: bytes, room: Room = Room.RETURN) -> None:
        self.content = content
        self.room = room
        self._small = len(content) <= SMALL
        self._text: tuple[str, tuple[str, ...]] | None = None  # of a CSV, and notes
        self._opened: dict[Part, Opened] = {}
        self._whole_refused = False

    @cached_property
    def form(self) -> Form:
        """See `checked_form`, also for what it raises."""
        return checked_form(self.content)

    @cached_property
    def sha256(self) -> str:
        """The digest by which the store knows the file."""
        return hashlib.sha256(self.content).hexdigest()

    def sheets(self, part: Part = EVERYTHING, *, promise: Callable[[Grid], int]) -> Opened:
        """The sheets of the file. Raises UnreadableReturn where it will not open safely.

        promise: how likely the top of a CSV is cut as it should be, the more the better, where
        the separator must be found: `find_table.headers_recognised` where no mapping says what
        is there.
        """
        if self.form is Form.TEXT:
            from kpis.readers.files.text_file import cut_text

            text, notes = self._decoded()
            sheet = visible_text(cut_text(text, _by_what_is_seen(promise), part.rows), text)
            return Opened(sheets=(sheet,), notes=notes)
        opened_before = self._opened.get(part) or self._of_whole(part)
        if opened_before is not None:
            return opened_before
        opened = _open_workbook(self.content, self.form, part, self.room)
        opened = replace(opened, sheets=visible_sheets(opened.sheets))
        if part.rows is not None or (self._small and part == EVERYTHING):
            self._opened[part] = opened
        return opened

    def let_go(self) -> None:
        """Give up what was opened, unless it is little: for whoever keeps the file for later."""
        whole = self._opened.get(EVERYTHING, Opened(sheets=()))
        cells = sum(len(sheet.row(number)) for sheet in whole.sheets for number in sheet.rows())
        if cells > FEW_CELLS:
            self._opened.clear()

    def _decoded(self) -> tuple[str, tuple[str, ...]]:
        """The text of a CSV, and notes; kept where it is small, for it may have 500 MB."""
        from kpis.readers.files.quoting import in_usual_quotes
        from kpis.readers.files.text_file import decode_text

        if self._text is not None:
            return self._text
        text, of_encoding = decode_text(self.content)
        text, of_quotes = in_usual_quotes(text)
        decoded = text, (*of_encoding, *of_quotes)
        if self._small:
            self._text = decoded
        return decoded

    def _of_whole(self, part: Part) -> Opened | None:
        """The part as the whole of a small file has it; None where the whole does not open."""
        if not self._small or self._whole_refused or part == EVERYTHING:
            return None
        try:
            whole = self.sheets(promise=_no_separator_sought)
        except UnreadableReturn:
            self._whole_refused = True
            return None
        self._opened[part] = sheets_of_part = _part_of(whole, part)
        return sheets_of_part


def _by_what_is_seen(promise: Callable[[Grid], int]) -> Callable[[Grid], int]:
    def of_seen(sheet: Grid) -> int:
        records = sheet.records if isinstance(sheet, TextSheet) else []
        text = "".join(cell for record in records for cell in record)
        return promise(visible_text(sheet, text) if isinstance(sheet, TextSheet) else sheet)

    return of_seen


def _no_separator_sought(_: Grid) -> int:
    """A workbook has no separators to be found."""
    return 0


def opened_file(content: bytes | OpenedFile) -> OpenedFile:
    """A file that may have been opened before."""
    return OpenedFile(content) if isinstance(content, bytes) else content


def _part_of(whole: Opened, part: Part) -> Opened:
    sheets = [sheet for sheet in whole.sheets if part.sheet in (None, sheet.name)]
    if part.rows is not None:
        sheets = [sheet.top(part.rows) for sheet in sheets if isinstance(sheet, SparseSheet)]
    return replace(whole, sheets=tuple(sheets))


def _open_workbook(content: bytes, form: Form, part: Part, room: Room) -> Opened:
    from kpis.readers.files.read_apart import read_apart

    workbook = read_apart(content, form, part.sheet, part.rows, room)
    return Opened(sheets=workbook.sheets, hidden_sheets=workbook.hidden_sheets)
