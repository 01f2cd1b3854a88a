"""The records of a CSV, whichever of the usual encodings and separators it was saved with.

What a spreadsheet program calls CSV depends on the machine: Excel writes Windows-1252 or UTF-8
with a mark, semicolons where the comma is the decimal sign, tabs in UTF-16 as "Unicode text".
Every cell is text; nothing is guessed about what it means. `csv` of the standard library does
the splitting: it keeps ragged rows and title rows as they are, which faster readers do not.
"""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator

from kpis.errors import UnreadableReturn
from kpis.readers.files.grid import LAST_COLUMN, Grid, TextSheet
from kpis.readers.files.other_forms import SEND_INSTEAD

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_PREVIEW = 1 << 20
_ROWS_SEARCHED = 30
_LONGEST_CELL = 131_072  # Python's own limit, which anything else in the process may have moved
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Word's hyphens reach commentaries as control characters; more than a trace is no text.
_FEW_CONTROLS, _MOST_CONTROLS = 2, 0.01
_STATED_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own, not shown as a row
# More than this is a system's export, which `long_csv.py` reads if it is as plain as those are.
MAX_LINES = 300_000
_NULL = b"\0"
_MOSTLY, _HARDLY = 0.6, 0.1
_NOT_WHOLE = (
    "The file is a text in UTF-16 that is cut or damaged: in Excel choose Save As, CSV UTF-8, and "
    "send that copy."
)
_NOT_TEXT = f"The file is neither a workbook nor a text: {SEND_INSTEAD}."


def cut_text(text: str, promise: Callable[[Grid], int], rows: int | None = None) -> TextSheet:
    """The records of a text.

    promise: see `OpenedFile.sheets`. rows: how many records at most are wanted, None for all.
    Raises UnreadableReturn when a quotation mark is never closed, or there are more lines than
    anybody fills in.
    """
    separator, text = _separator(text, promise)
    if rows is not None:
        return TextSheet(_first_records(text, separator, rows))
    text = _without_blank_lines_below(text, separator)
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise UnreadableReturn(
            f"The file has more than {MAX_LINES:,} lines: leave out the blank ones, or send only "
            "the figures that belong to the return."
        )
    return TextSheet(_of_likely_size(_records(text, separator)))


def _without_blank_lines_below(text: str, separator: str) -> str:
    """The text without blank lines and lines of blank cells at its end; the last record whole."""
    last = len(text.rstrip(f"\r\n\t {separator}"))
    ends = [place for mark in "\r\n" if (place := text.find(mark, last)) >= 0]
    return text[: min(ends, default=len(text))]


def _of_likely_size(records: list[list[str]]) -> list[list[str]]:
    """The records, unless one reaches beyond any table, as empty cells may, or a cell does."""
    for number, record in enumerate(records, 1):
        if max(map(len, record), default=0) > _LONGEST_CELL:
            raise _too_long(number)
        if len(record) > LAST_COLUMN and "".join(record[LAST_COLUMN:]).strip():
            raise UnreadableReturn(
                f"Row {number} has more than {LAST_COLUMN:,} cells, far more than any table: send "
                "only the columns that belong to the return."
            )
    return records


def decode_text(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a note where its encoding had to be assumed.

    Raises UnreadableReturn when the bytes are no text.
    """
    notes: tuple[str, ...] = ()
    try:
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                text = content.decode(encoding)
                break
        else:
            if unmarked := _utf_16_without_mark(content):
                return _decoded_without_mark(content, unmarked)
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
                notes = (
                    "The file is not in UTF-8 and was read as Windows-1252: check names with "
                    "accents, pound signs and dashes.",
                )
    except UnicodeDecodeError as error:
        raise UnreadableReturn(_NOT_TEXT) from error
    sample = text[:_SAMPLE]
    most = _FEW_CONTROLS + _MOST_CONTROLS * len(sample)
    if "\x00" in text or len(_CONTROL.findall(sample)) > most:
        raise UnreadableReturn(_NOT_TEXT)
    return text, notes


def _utf_16_without_mark(content: bytes) -> str:
    """The encoding of a text whose every other byte is null, as Latin letters are in UTF-16."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    first, second = (sample[at::2].count(_NULL) / (len(sample) / 2) for at in (0, 1))
    if second > _MOSTLY and first < _HARDLY:
        return "utf-16-le"
    return "utf-16-be" if first > _MOSTLY and second < _HARDLY else ""


def _decoded_without_mark(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableReturn(_NOT_WHOLE) from error
    if "\0" in text:
        raise UnreadableReturn(_NOT_WHOLE)
    return text, (
        "The file is in UTF-16 without the mark that says so: check names with accents, pound "
        "signs and dashes, or save it as CSV UTF-8.",
    )


def _separator(text: str, promise: Callable[[Grid], int]) -> tuple[str, str]:
    """The separator that uncovers a table, and the text to cut.

    Where none does, that which cuts most records into the same number of cells.
    """
    if stated := _STATED_SEPARATOR.match(text):
        return stated[1], text[stated.end() :]

    def promised(separator: str) -> tuple[int, int]:
        records = _sample_of(text[:_SAMPLE], separator)
        return promise(TextSheet(records[:_ROWS_SEARCHED])), _regularity(records)

    return max(_SEPARATORS, key=promised), text


def _sample_of(text: str, separator: str) -> list[list[str]]:
    records: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # of a quotation mark that the sample cuts open
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return records


def _first_records(text: str, separator: str, rows: int) -> list[list[str]]:
    """The records at the top, without the last one where the text was cut off in it."""
    records = _sample_of(text[:_PREVIEW], separator)
    return records[: min(rows, len(records) - (len(text) > _PREVIEW))]


def _regularity(records: list[list[str]]) -> int:
    """Cells beyond the first in records of the usual length; 0 when nothing is cut."""
    lengths = Counter(len(record) for record in records if len(record) > 1)
    return max(((length - 1) * count for length, count in lengths.items()), default=0)


def _records(text: str, separator: str) -> list[list[str]]:
    """Cut the text into records, all at once where every quotation mark is in its place."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return list(_careful_records(text, separator))


def _careful_records(text: str, separator: str) -> Iterator[list[str]]:
    """The same, record by record. Marks such as "so" it goes are kept as people write them.

    A mark left open would make one cell of the lines below it: where a faulty record runs over
    several lines, the file is refused.
    """
    lines: list[str] = []

    def remembered() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    reader = csv.reader(remembered(), delimiter=separator, strict=True)
    for row in itertools.count(1):
        lines.clear()
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if len(lines) > 1:
                raise UnreadableReturn(
                    f"A quotation mark in row {row} is never closed, so the rows below it would "
                    "be one cell: close it or take it out."
                ) from error
            yield _as_written(lines, separator, row)


def _as_written(lines: list[str], separator: str, row: int) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=separator))
    except csv.Error as error:
        raise _too_long(row) from error


def _too_long(row: int) -> UnreadableReturn:
    return UnreadableReturn(
        f"Row {row} has a cell of more than {_LONGEST_CELL:,} characters: shorten it."
    )
