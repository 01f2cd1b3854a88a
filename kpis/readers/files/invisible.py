"""Characters that nobody sees are dropped from cells, so that a cell is what it shows.

They come from web pages, mails and other systems: a zero-width space inside "outturn", a byte-order
mark before a code, a direction mark behind a figure. Whoever looks for the fault cannot see it.

Some of them mean something in scripts other than Latin, and in emoji: there they are kept. Two are
seen, or change what is seen, beside digits, and are left for validation to name: a soft hyphen,
which may look like a minus, and the mark that turns the digits after it round.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kpis.readers.files.grid import Cell, Grid, Row, SparseSheet, TextSheet

# Unicode's general category Cf and the blanks of other scripts that have no width of a blank.
_NEVER_SEEN = (
    "\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
_OF_OTHER_SCRIPTS = (
    "\u061c\u200c-\u200f\u202a-\u202d\u2066-\u2069\ufe00-\ufe0f\U000e0001-\U000e007f"
)
_TURNS_ROUND = "\u202e"
_SOFT_HYPHEN = "\u00ad"
_NEVER = re.compile(f"[{_NEVER_SEEN}]+")
_IN_LATIN = re.compile(f"[{_OF_OTHER_SCRIPTS}{_TURNS_ROUND}]+")
_BESIDE_DIGITS = re.compile(f"[{_OF_OTHER_SCRIPTS}]+")
_SOFT = re.compile(f"(?<![0-9]){_SOFT_HYPHEN}(?![0-9.£])")
_ANY = re.compile(f"[{_NEVER_SEEN}{_OF_OTHER_SCRIPTS}{_TURNS_ROUND}{_SOFT_HYPHEN}]")
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u061b\u061d-\u1fff\u2190-\u2bff\u2c00-\ud7ff\U00010000-\U000dffff]"
)

# How those of the first line, and a byte-order mark, begin in UTF-8: sought in long files alone.
_BEGINNINGS = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"\xc2\xad", b"\xd8\x9c", b"\xe1\xa0\x8e")
_IN_UTF_8 = re.compile(
    rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xc2\xad|\xd8\x9c|\xe1\xa0\x8e"
)


def visible(text: str) -> str:
    """A text without what nobody sees in it, and without the blanks that this leaves outside."""
    if text.isascii() or not _ANY.search(text):
        return text
    text = _NEVER.sub("", text)
    if not _OTHER_SCRIPT.search(text):
        has_digit = any("0" <= letter <= "9" for letter in text)
        text = (_BESIDE_DIGITS if has_digit else _IN_LATIN).sub("", text)
        text = _SOFT.sub("", text)
    return text.strip()


def has_invisible(content: bytes) -> bool:
    """Whether there is any in a long text in UTF-8, after the mark at its beginning."""
    if content.isascii():
        return False
    begin = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    if not any(content.find(each, begin) >= 0 for each in _BEGINNINGS):
        return False
    return _IN_UTF_8.search(content, begin) is not None


def visible_text(sheet: TextSheet, text: str) -> TextSheet:
    """The sheet of a CSV as a person sees it. text: of the whole file."""
    if text.isascii() or not _ANY.search(text):
        return sheet
    records = [[visible(cell) for cell in record] for record in sheet.records]
    return replace(sheet, records=records)


def visible_sheets(sheets: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets of a workbook as a person sees them."""
    return tuple(
        _visible_sheet(sheet) if isinstance(sheet, SparseSheet) else sheet for sheet in sheets
    )


def _visible_sheet(sheet: SparseSheet) -> SparseSheet:
    if not any(_hides(row) for row in sheet.cells.values()):
        return sheet
    return replace(
        sheet, cells=_visible_rows(sheet.cells), merged_down=_visible_rows(sheet.merged_down)
    )


def _hides(row: Row) -> bool:
    return any(not cell.text.isascii() and _ANY.search(cell.text) for cell in row.values())


def _visible_rows(rows: dict[int, Row]) -> dict[int, Row]:
    """The same rows without cells in which nothing is seen."""
    seen = {
        number: {
            column: Cell(text, cell.kind)
            for column, cell in row.items()
            if (text := visible(cell.text))
        }
        for number, row in rows.items()
    }
    return {number: row for number, row in seen.items() if row}
