"""The texts of an .xls that are in several fonts, from the list that all its sheets share.

[MS-XLS] 2.4.265 SST: texts one after the other, cut into records of at most 8,224 bytes wherever
these are full. Where a text is cut, the next record says anew whether its letters take one byte or
two (2.5.293 XLUnicodeRichExtendedString).
"""

import struct
from collections.abc import Sequence

from kpis.readers.files.seen.cell_styles import RichText

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def rich_texts(records: Sequence[bytes]) -> dict[int, RichText]:
    """By their number in the list. Raises struct.error or IndexError where it ends too soon."""
    pieces = _Pieces(records)
    (count,) = struct.unpack("<4xI", pieces.take(8))
    found: dict[int, RichText] = {}
    for number in range(count):
        length, flags = struct.unpack("<HB", pieces.take(3))
        (runs,) = struct.unpack("<H", pieces.take(2)) if flags & _RICH else (0,)
        (more,) = struct.unpack("<I", pieces.take(4)) if flags & _EXTENDED else (0,)
        text = pieces.letters(length, wide=bool(flags & _WIDE))
        if runs:
            numbers = struct.unpack(f"<{2 * runs}H", pieces.take(4 * runs))
            pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
            found[number] = RichText(text, pairs)
        pieces.pass_by(more)
    return found


class _Pieces:
    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._record = self._at = 0

    def take(self, length: int) -> bytes:
        """So many bytes, of which no text is part. A record may end among them."""
        taken = self._of_this(length)
        while len(taken) < length:
            self._turn()
            taken += self._of_this(length - len(taken))
        return taken

    def pass_by(self, length: int) -> None:
        while length > (left := len(self._records[self._record]) - self._at):
            length -= left
            self._turn()
        self._at += length

    def letters(self, length: int, *, wide: bool) -> str:
        text = ""
        while True:
            width = 2 if wide else 1
            taken = self._of_this(width * length)
            text += taken.decode("utf-16-le" if wide else "latin-1", "replace")
            length -= len(taken) // width
            if not length:
                return text
            self._turn()
            wide = bool(self._of_this(1)[0] & _WIDE)

    def _of_this(self, length: int) -> bytes:
        taken = self._records[self._record][self._at : self._at + length]
        self._at += len(taken)
        return taken

    def _turn(self) -> None:
        self._record, self._at = self._record + 1, 0
        if self._record >= len(self._records):
            raise IndexError("the list of texts ends too soon")
