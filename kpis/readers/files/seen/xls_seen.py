"""What a person sees in the cells of an .xls file, from its records ([MS-XLS], BIFF5 and BIFF8).

Read are the formats and colours of cells, errors, raised and struck digits, formulas that nobody
worked out, and which rows, columns and noughts are hidden. Records are passed by their length; one
that is shorter than it should be ends the look.
"""

import struct
from collections.abc import Collection, Iterator, Mapping

from kpis.cell_addresses import Place
from kpis.readers.files.seen.cell_styles import (
    CellStyles,
    Font,
    KindOfCell,
    RichText,
    font_of,
    note_columns,
    note_error,
    of_rk,
)
from kpis.readers.files.seen.cells_seen import CellsSeen
from kpis.readers.files.seen.colours import by_number, ground
from kpis.readers.files.seen.compound_file import BrokenCompound, stream_of
from kpis.readers.files.seen.record import Record
from kpis.readers.files.seen.shared_texts import rich_texts
from kpis.readers.files.seen.xls_comments import OF_COMMENTS, Comments

MAX_RECORDS = 1_000_000  # of all sheets that are looked at; a thousandth of a millisecond each

_BIFF8 = 0x0600
_BEGIN, _END, _CONTINUE = 0x0809, 0x000A, 0x003C
_FONT, _FORMAT, _LOOK, _SHEET, _TEXTS = 0x0031, 0x041E, 0x00E0, 0x0085, 0x00FC
_PALETTE, _COLUMNS, _WINDOW = 0x0092, 0x007D, 0x023E
_NOTHING_YET = 2  # of a formula: to be worked out when it is opened, as programs write it
_WORKED_OUT_BY = 0x01C1  # by which Excel; programs that only write formulas leave it out, or as 0
_NO_NUMBER = 0xFFFF


def xls_seen(
    content: bytes, wanted: Collection[int], first_rows: int | None = None
) -> dict[int, CellsSeen] | None:
    """Of the wanted sheets, by their place in the list of sheets, from 0.

    first_rows: how many rows from the top are looked at. None where it cannot be told: the file is
    damaged, older than Excel 5, or has more records than a return.
    """
    try:
        stream = stream_of(content, "Workbook") or stream_of(content, "Book")
        if not stream:
            return None
        book = _Book(stream)
        sheets = {
            number: book.sheet(begin, first_rows)
            for number, begin in enumerate(book.begins)
            if number in wanted
        }
        book.note_zeros_nobody_worked_out()
        return sheets
    except (BrokenCompound, struct.error, IndexError, ValueError):
        return None


class _Book:
    """The part of the stream that is about all sheets. begins: where each of them does."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._left = MAX_RECORDS
        self.begins: list[int] = []
        self._zeros: list[tuple[CellsSeen, Place]] = []  # formulas whose result is 0
        self._worked_out = False
        formats: dict[int, str] = {}
        fonts: list[bytes] = []
        looks: list[bytes] = []
        palette: dict[int, str] = {}
        texts: list[bytes] = []
        before = 0
        self._is_biff8 = _version(stream, 0) == _BIFF8
        for kind, content in self._records(0):
            if kind == _FORMAT:
                formats[int.from_bytes(content[:2], "little")] = self._format(content)
            elif kind == _FONT:
                fonts.append(content)
            elif kind == _LOOK:
                looks.append(content)
            elif kind == _PALETTE:
                palette = _palette(content)
            elif kind == _WORKED_OUT_BY:
                self._worked_out = content[4:8] != bytes(4)
            elif kind == _SHEET:
                self.begins.append(int.from_bytes(content[:4], "little"))
            elif kind == _TEXTS or (kind == _CONTINUE and before == _TEXTS):
                texts.append(content)
                kind = _TEXTS
            before = kind
        self._styles = CellStyles(
            formats,
            [_font(content, palette) for content in fonts],
            [self._kind_of_cell(content, palette) for content in looks],
            skips_four=True,
        )
        # Most workbooks have no such font, and their texts need not be walked through.
        self._rich = rich_texts(texts) if texts and self._styles.raises else {}

    def sheet(self, begin: int, first_rows: int | None) -> CellsSeen:
        seen = CellsSeen()
        comments = Comments(is_biff8=self._is_biff8)
        _version(self._stream, begin)
        last = _NO_NUMBER if first_rows is None else first_rows - 1
        for kind, content in self._records(begin):
            note = _NOTES.get(kind)
            if note and int.from_bytes(content[:2], "little") <= last:
                note(self, seen, content)
            elif kind == _COLUMNS:
                self._note_columns(seen, content)
            elif kind in OF_COMMENTS:
                comments.take(Record(kind, content))
            elif kind == _WINDOW:
                seen.hides_noughts = not content[0] & 0x10
        seen.comments = comments.of_first(first_rows)
        return seen

    def note_zeros_nobody_worked_out(self) -> None:
        """Where no formula of any sheet has another result than 0, and no Excel worked them out."""
        for seen, place in () if self._worked_out else self._zeros:
            seen.formulas[place] = "=…"

    def _records(self, begin: int) -> Iterator[Record]:
        """Of one part of the stream, without those of charts within it."""
        stream, depth, at = self._stream, 0, begin
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, at)
            at += 4
            self._left -= 1
            if self._left < 0:
                raise ValueError("more records than a return has")
            if kind == _BEGIN:
                depth += 1
            elif kind == _END:
                depth -= 1
                if not depth:
                    return
            elif depth == 1:
                yield Record(kind, stream[at : at + length])
            at += length

    def _format(self, content: bytes) -> str:
        if not self._is_biff8:
            return content[3 : 3 + content[2]].decode("cp1252", "replace")
        length, wide = struct.unpack_from("<2xHB", content)
        if wide & 1:
            return content[5 : 5 + 2 * length].decode("utf-16-le", "replace")
        return content[5 : 5 + length].decode("latin-1")

    def _kind_of_cell(self, content: bytes, palette: Mapping[int, str]) -> KindOfCell:
        font, number_format = struct.unpack_from("<HH", content)
        if self._is_biff8:
            pattern, number = struct.unpack_from("<14xIH", content)
            pattern >>= 26
        else:
            (both,) = struct.unpack_from("<8xI", content)
            pattern, number = both >> 16 & 0x3F, both
        return KindOfCell(font, number_format, ground(pattern, by_number(number & 0x7F, palette)))

    def _note_row(self, seen: CellsSeen, content: bytes) -> None:
        row, height, flags = struct.unpack_from("<H4xH4xB", content)
        if flags & 0x20 or not height:
            seen.hidden_rows.add(row + 1)

    def _note_columns(self, seen: CellsSeen, content: bytes) -> None:
        """Columns that are hidden, or of no width, which is what dragging them shut does."""
        first, last, width, flags = struct.unpack_from("<HHH2xH", content)
        if flags & 1 or not width:
            note_columns(seen, first, last)

    def _note_number(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look, value = struct.unpack_from("<HHHd", content)
        self._styles.note_number(seen, Place(row + 1, column + 1), value, look)

    def _note_packed(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look, packed = struct.unpack_from("<HHHI", content)
        self._styles.note_number(seen, Place(row + 1, column + 1), of_rk(packed), look)

    def _note_several(self, seen: CellsSeen, content: bytes) -> None:
        row, first = struct.unpack_from("<HH", content)
        for number, at in enumerate(range(4, len(content) - 7, 6)):
            look, packed = struct.unpack_from("<HI", content, at)
            place = Place(row + 1, first + number + 1)
            self._styles.note_number(seen, place, of_rk(packed), look)

    def _note_formula(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look, value, flags = struct.unpack_from("<HHH8sH", content)
        place = Place(row + 1, column + 1)
        is_number = value[6:] != b"\xff\xff"
        if flags & _NOTHING_YET and (value == bytes(8) or (not is_number and value[0] == 3)):
            seen.formulas[place] = "=…"
        elif is_number:
            if value == bytes(8):
                self._zeros.append((seen, place))
            else:
                self._worked_out = True
            self._styles.note_number(seen, place, struct.unpack("<d", value)[0], look)
        elif value[0] == 2:
            note_error(seen, place, value[2])
        else:
            self._worked_out = True
            self._styles.note_text(seen, place, look)

    def _note_error(self, seen: CellsSeen, content: bytes) -> None:
        row, column, code, is_error = struct.unpack_from("<HH2xBB", content)
        if is_error:
            note_error(seen, Place(row + 1, column + 1), code)

    def _note_text(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look = struct.unpack_from("<HHH", content)
        self._styles.note_text(seen, Place(row + 1, column + 1), look)

    def _note_shared(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look, text = struct.unpack_from("<HHHI", content)
        self._styles.note_text(seen, Place(row + 1, column + 1), look, self._rich.get(text))

    def _note_rich(self, seen: CellsSeen, content: bytes) -> None:
        row, column, look, length = struct.unpack_from("<HHHH", content)
        if self._is_biff8:
            width = 2 if content[8] & 1 else 1
            begin, end = 9, 9 + width * length
            text = content[begin:end].decode("utf-16-le" if width == 2 else "latin-1", "replace")
            (count,) = struct.unpack_from("<H", content, end)
            runs = [struct.unpack_from("<HH", content, end + 2 + 4 * at) for at in range(count)]
        else:
            end = 8 + length
            text = content[8:end].decode("cp1252", "replace")
            pairs = content[end + 1 : end + 1 + 2 * content[end]]
            runs = list(zip(pairs[::2], pairs[1::2], strict=False))
        rich = RichText(text, [(at, font) for at, font in runs])
        self._styles.note_text(seen, Place(row + 1, column + 1), look, rich)


_NOTES = {
    0x0208: _Book._note_row,
    0x0203: _Book._note_number,
    0x027E: _Book._note_packed,
    0x00BD: _Book._note_several,
    0x0006: _Book._note_formula,
    0x0205: _Book._note_error,
    0x0204: _Book._note_text,
    0x00FD: _Book._note_shared,
    0x00D6: _Book._note_rich,
}


def _font(content: bytes, palette: Mapping[int, str]) -> Font:
    flags, colour, position = struct.unpack_from("<2xHH2xH", content)
    return font_of(flags, position, by_number(colour, palette))


def _palette(content: bytes) -> dict[int, str]:
    """The colours that a workbook has in the place of the usual ones, by their numbers."""
    (count,) = struct.unpack_from("<H", content)
    return {8 + at: content[2 + 4 * at : 5 + 4 * at].hex().upper() for at in range(count)}


def _version(stream: bytes, begin: int) -> int:
    kind, _, version = struct.unpack_from("<HHH", stream, begin)
    if kind != _BEGIN:
        raise ValueError("no part of a workbook begins here")
    return int(version)
