"""From bytes to sheets: the reader of each form, for a whole file or only a part of it.

A part costs what it holds and not what the file holds. That is how one sheet of a national
workbook can be read though the workbook as a whole is too large to be opened safely.

Of a file that is read by a mapping several parts are asked for: the top of each sheet, to see
whether the mapping fits, the sheet that was mapped, the sheets beside it. So whoever has more than
one question about a file asks them of one `OpenedFile`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kpis.errors import UnreadableReturn
from kpis.readers.files.grid import Grid, SparseSheet
from kpis.readers.files.guard import MEGABYTE, checked_form
from kpis.readers.files.signature import Form

SMALL = 1 * MEGABYTE  # bytes of a file that is opened whole when any part of it is asked for
FEW_CELLS = 20_000  # of a file: about 3 MB in memory, four full quarters of all services


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


class OpenedFile:
    """The bytes of a file, and what was opened of them so far: nothing is opened twice.

    A small workbook is opened whole at the first question; its answers to the others are parts of
    that. Of a larger one, or where the whole is refused, each part is opened by itself, and of
    what is kept in memory then no sheet is more than its first rows.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._opened: dict[Part, Opened] = {}
        self._refused_whole = ""  # why, in a sentence

    @cached_property
    def form(self) -> Form:
        """See `checked_form`, also for what it raises."""
        return checked_form(self.content)

    def sheets(self, part: Part = EVERYTHING, *, promise: Callable[[Grid], int]) -> Opened:
        """The sheets of the file. Raises UnreadableReturn where it will not open safely.

        promise: how likely the top of a CSV is cut as it should be, the more the better, where
        the separator must be found: `find_table.headers_recognised` where no mapping says what
        is there.
        """
        if self.form is Form.TEXT:
            from kpis.readers.files.text_file import cut_text

            text, notes = self._text
            return Opened(sheets=(cut_text(text, promise, part.rows),), notes=notes)
        if part not in self._opened and len(self.content) <= SMALL:
            self._open_whole(part)
        if part in self._opened:
            return self._opened[part]
        opened = _open_workbook(self.content, self.form, part)
        if part.rows is not None:
            self._opened[part] = opened
        return opened

    def let_go(self) -> None:
        """Give up what was opened, unless it is little: for whoever keeps the file for later."""
        whole = self._opened.get(EVERYTHING, Opened(sheets=()))
        cells = sum(len(sheet.row(number)) for sheet in whole.sheets for number in sheet.rows())
        if cells > FEW_CELLS or len(self.content) > SMALL:
            self._opened.clear()
            self.__dict__.pop("_text", None)

    @cached_property
    def _text(self) -> tuple[str, tuple[str, ...]]:
        from kpis.readers.files.text_file import decode_text

        return decode_text(self.content)

    def _open_whole(self, part: Part) -> None:
        """Have the part from the whole file, where that opens; the whole is opened only once."""
        if not self._refused_whole and EVERYTHING not in self._opened:
            try:
                self._opened[EVERYTHING] = _open_workbook(self.content, self.form, EVERYTHING)
            except UnreadableReturn as error:
                self._refused_whole = str(error)
        if not self._refused_whole:
            self._opened[part] = _part_of(self._opened[EVERYTHING], part)
        elif part == EVERYTHING:
            raise UnreadableReturn(self._refused_whole)


def opened_file(content: bytes | OpenedFile) -> OpenedFile:
    """A file that may have been opened before."""
    return OpenedFile(content) if isinstance(content, bytes) else content


def _part_of(whole: Opened, part: Part) -> Opened:
    wanted = [sheet for sheet in whole.sheets if part.sheet in (None, sheet.name)]
    if part.rows is not None:
        wanted = [sheet.top(part.rows) for sheet in wanted if isinstance(sheet, SparseSheet)]
    return replace(whole, sheets=tuple(wanted))


def _open_workbook(content: bytes, form: Form, part: Part) -> Opened:
    if form is Form.XLSX:
        from kpis.readers.files.workbook import read_workbook

        workbook = read_workbook(content, part.sheet, part.rows)
        return Opened(sheets=workbook.sheets, hidden_sheets=workbook.hidden_sheets)
    from kpis.readers.files.legacy import read_legacy

    workbook, notes = read_legacy(content, form, part.sheet, part.rows)
    return Opened(sheets=workbook.sheets, hidden_sheets=workbook.hidden_sheets, notes=notes)
