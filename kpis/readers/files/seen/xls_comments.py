"""Comments on the cells of an .xls file, from its records.

Of Excel 97 and later each is a drawing: an object with a number (OBJ), its text (TXO and what
continues it), and far behind these a NOTE that names the cell, the number and the author. Excel 5
kept the text in the NOTE itself ([MS-XLS] 2.4.179, 2.4.181, 2.4.329).
"""

import struct

from kpis.cell_addresses import Place
from kpis.readers.files.seen.comments import note_comment
from kpis.readers.files.seen.record import Record

_NOTE, _OBJECT, _TEXT, _CONTINUE = 0x001C, 0x005D, 0x01B6, 0x003C
_FURTHER = 0xFFFF  # the row of a note that continues the one before
OF_COMMENTS = frozenset({_NOTE, _OBJECT, _TEXT, _CONTINUE})


class Comments:
    """Takes the records of a sheet in their order."""

    def __init__(self, *, is_biff8: bool) -> None:
        self._is_biff8 = is_biff8
        self._object = 0
        self._left = 0  # letters of the text of this object that are to follow
        self._texts: dict[int, str] = {}  # by the number of their object
        self._notes: list[tuple[Place, int, str]] = []  # cell, object, author
        self._old: list[tuple[Place, list[str]]] = []  # of Excel 5

    def take(self, record: Record) -> None:
        kind, content = record
        if kind == _CONTINUE:
            self._continue(content)
            return
        self._left = 0
        if kind == _OBJECT and self._is_biff8:
            # The first part of an object says of what kind it is, and its number.
            (self._object,) = struct.unpack_from("<6xH", content)
        elif kind == _TEXT and self._is_biff8:
            (self._left,) = struct.unpack_from("<10xH", content)
        elif kind == _NOTE:
            self._note(content)

    def of_first(self, rows: int | None) -> dict[Place, str]:
        """The comments on cells of the first rows, None for all."""
        found: dict[Place, str] = {}
        said = [(place, self._texts.get(number, ""), by) for place, number, by in self._notes]
        said += [(place, "".join(parts), "") for place, parts in self._old]
        for place, text, author in sorted(said):
            if rows is None or place.row <= rows:
                note_comment(found, place, text, author)
        return found

    def _continue(self, content: bytes) -> None:
        """Letters of a text, as long as some are to follow; the fonts of its runs stand behind."""
        if not self._left or not content:
            return
        wide = content[0] & 1
        letters = content[1 : 1 + (2 if wide else 1) * self._left]
        text = letters.decode("utf-16-le" if wide else "latin-1", "replace")
        self._left = max(0, self._left - len(letters) // (2 if wide else 1))
        self._texts[self._object] = self._texts.get(self._object, "") + text

    def _note(self, content: bytes) -> None:
        row, column = struct.unpack_from("<HH", content)
        place = Place(row + 1, column + 1)
        if not self._is_biff8:
            text = content[6:].decode("cp1252", "replace")
            if row == _FURTHER and self._old:
                self._old[-1][1].append(text)
            else:
                self._old.append((place, [text]))
            return
        number, length, wide = struct.unpack_from("<6xHHB", content)
        letters = content[11 : 11 + (2 if wide & 1 else 1) * length]
        author = letters.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        self._notes.append((place, number, author))
