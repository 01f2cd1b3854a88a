"""What a person sees in the cells of an .xlsb file, from its records ([MS-XLSB]).

The archive is that of an .xlsx, its members are records instead of XML: formats and fonts in
styles.bin, texts in sharedStrings.bin, and a member for each sheet.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from kpis.cell_addresses import Place, place_of
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
from kpis.readers.files.seen.colours import (
    BLACK,
    WHITE,
    by_number,
    by_parts,
    by_theme,
    ground,
)
from kpis.readers.files.seen.comments import comments_of, merged_into, note_comment
from kpis.readers.files.seen.record import Record

MAX_RECORDS = 1_000_000  # of all members that are looked at

_CALCULATION = 157  # how the workbook is calculated
_WHEN_OPENED = 1  # of the workbook: everything is worked out when it is opened
_NOTHING_YET = 2  # of a formula: the same
_ROW, _COLUMNS, _SHEET, _TEXT_SHARED = 0, 60, 156, 19
_FONT, _FORMAT, _FILL, _LOOK, _BEGIN_LOOKS, _END_LOOKS = 43, 44, 45, 47, 617, 618
_VIEW = 137
_AUTHOR, _COMMENT, _TEXT_OF_COMMENT = 632, 635, 637
_PACKED, _ERROR, _NUMBER, _TEXT, _SHARED = 2, 3, 5, 6, 7
_TEXT_OF_FORMULA, _NUMBER_OF_FORMULA, _ERROR_OF_FORMULA, _RICH_TEXT = 8, 9, 11, 62
_CELLS = frozenset(
    {
        *(_PACKED, _ERROR, _NUMBER, _TEXT, _SHARED),
        *(_TEXT_OF_FORMULA, _NUMBER_OF_FORMULA, _ERROR_OF_FORMULA, _RICH_TEXT),
    }
)
_FOLDER = "xl/"


def xlsb_seen(
    content: bytes, wanted: Collection[str], first_rows: int | None = None
) -> dict[str, CellsSeen] | None:
    """Of the wanted sheets, by their names.

    first_rows: how many rows from the top are looked at. None where it cannot be told: the file is
    damaged, or has more records than a return.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _Book(archive).sheets(wanted, first_rows)
    except (struct.error, IndexError, ValueError, KeyError, expat.ExpatError):
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return None


class _Relation(NamedTuple):
    key: str
    kind: str
    target: str


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_RECORDS
        self._zeros: list[tuple[CellsSeen, Place]] = []  # formulas whose result is 0
        self._names = {name.lower(): name for name in archive.namelist()}
        self._styles = self._read_styles()
        # Most workbooks have no such font, and their texts need not be walked through.
        self._rich = self._read_texts() if self._styles.raises else {}

    def sheets(self, wanted: Collection[str], first_rows: int | None) -> dict[str, CellsSeen]:
        places = {each.key: each.target for each in self._relations("workbook.bin")}
        found = {}
        waits = False
        for kind, content in self._records("workbook.bin"):
            if kind == _CALCULATION:
                waits = bool(content[24:25]) and bool(content[24] & _WHEN_OPENED)
            elif kind == _SHEET:
                key, end = _wide(content, 8)
                name, _ = _wide(content, end)
                if name in wanted:
                    found[name] = self._sheet(places[key], first_rows)
        # Excel does not ask for that, and lists what it has calculated.
        if waits and "xl/calcchain.bin" not in self._names:
            for seen, place in self._zeros:
                seen.formulas[place] = "=…"
        return found

    def _sheet(self, member: str, first_rows: int | None) -> CellsSeen:
        seen = CellsSeen(comments=self._comments(member, first_rows))
        row = 0
        for kind, content in self._records(member):
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", content)
                row += 1
                if first_rows is not None and row > first_rows:
                    break
                if content[11] & 0x10:
                    seen.hidden_rows.add(row)
            elif kind == _VIEW:
                seen.hides_noughts |= not content[0] & 0x10
            elif kind == _COLUMNS:
                first, last, width, flags = struct.unpack_from("<III4xH", content)
                if flags & 1 or not width:
                    note_columns(seen, first, last)
            elif kind in _CELLS:
                column, look = struct.unpack_from("<II", content)
                self._note(seen, Place(row, column + 1), look & 0xFFFFFF, Record(kind, content[8:]))
        return seen

    def _note(self, seen: CellsSeen, place: Place, look: int, cell: Record) -> None:
        kind, content = cell
        if kind == _NUMBER_OF_FORMULA and content[:8] == bytes(8):
            self._zeros.append((seen, place))
            if content[8] & _NOTHING_YET:
                seen.formulas[place] = "=…"
        if kind in (_NUMBER, _NUMBER_OF_FORMULA):
            self._styles.note_number(seen, place, struct.unpack_from("<d", content)[0], look)
        elif kind == _PACKED:
            packed = of_rk(struct.unpack_from("<I", content)[0])
            self._styles.note_number(seen, place, packed, look)
        elif kind in (_ERROR, _ERROR_OF_FORMULA):
            note_error(seen, place, content[0])
        elif kind == _SHARED:
            shared = self._rich.get(struct.unpack_from("<I", content)[0])
            self._styles.note_text(seen, place, look, shared)
        elif kind == _RICH_TEXT:
            self._styles.note_text(seen, place, look, _rich(content))
        else:
            self._styles.note_text(seen, place, look)

    def _comments(self, member: str, first_rows: int | None) -> dict[Place, str]:
        """Old comments are records, threads XML as in an .xlsx."""
        old: dict[Place, str] = {}
        threads: list[bytes] = []
        for relation in self._relations(member):
            part = posixpath.join(posixpath.dirname(member), relation.target)
            if relation.kind.endswith("/comments"):
                self._read_comments(part, old)
            elif relation.kind.endswith("/threadedComment"):
                threads.append(self._member(part))
        return {
            place: text
            for place, text in merged_into(old, comments_of(threads, place_of)).items()
            if first_rows is None or place.row <= first_rows
        }

    def _read_comments(self, member: str, comments: dict[Place, str]) -> None:
        authors: list[str] = []
        author, place = "", Place(0, 0)
        for kind, content in self._records(member):
            if kind == _AUTHOR:
                authors.append(_wide(content, 0)[0])
            elif kind == _COMMENT:
                number, row, column = struct.unpack_from("<II4xI", content)
                author = authors[number] if number < len(authors) else ""
                place = Place(row + 1, column + 1)
            elif kind == _TEXT_OF_COMMENT:
                note_comment(comments, place, _wide(content, 1)[0], author)

    def _read_styles(self) -> CellStyles:
        formats: dict[int, str] = {}
        fonts: list[Font] = []
        grounds: list[str] = []
        looks: list[KindOfCell] = []
        of_cells = False
        for kind, content in self._records("styles.bin"):
            if kind == _FORMAT:
                formats[int.from_bytes(content[:2], "little")] = _wide(content, 2)[0]
            elif kind == _FONT:
                flags, position = struct.unpack_from("<2xH2xH", content)
                fonts.append(font_of(flags, position, _colour(content[12:20])))
            elif kind == _FILL:
                (pattern,) = struct.unpack_from("<I", content)
                grounds.append(ground(pattern, _colour(content[4:12])))
            elif kind in (_BEGIN_LOOKS, _END_LOOKS):
                of_cells = kind == _BEGIN_LOOKS
            elif kind == _LOOK and of_cells:
                number_format, font, fill = struct.unpack_from("<2xHHH", content)
                of_fill = grounds[fill] if fill < len(grounds) else WHITE
                looks.append(KindOfCell(font, number_format, of_fill))
        return CellStyles(formats, fonts, looks, skips_four=False)

    def _read_texts(self) -> dict[int, RichText]:
        found: dict[int, RichText] = {}
        number = 0
        for kind, content in self._records("sharedStrings.bin"):
            if kind == _TEXT_SHARED:
                if rich := _rich(content):
                    found[number] = rich
                number += 1
        return found

    def _relations(self, member: str) -> list[_Relation]:
        """What a member leads to."""
        folder, name = posixpath.split(member)
        return _relations(self._member(posixpath.join(folder, "_rels", f"{name}.rels")))

    def _member(self, member: str) -> bytes:
        """By its path, or that from the folder of the workbook; b"" where there is no such one."""
        path = posixpath.normpath(posixpath.join(f"/{_FOLDER}", member))
        name = self._names.get(path.lstrip("/").lower())
        return self._archive.read(name) if name else b""

    def _records(self, member: str) -> Iterator[Record]:
        """None where the archive has no such member."""
        content = self._member(member)
        at = 0
        while at < len(content):
            self._left -= 1
            if self._left < 0:
                raise ValueError("more records than a return has")
            kind, at = _number(content, at, 2)
            length, at = _number(content, at, 4)
            yield Record(kind, content[at : at + length])
            at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in seven bits of each byte, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return number, at + place + 1


def _wide(content: bytes, at: int) -> tuple[str, int]:
    """A text, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return content[at + 4 : end].decode("utf-16-le", "surrogatepass"), end


def _colour(content: bytes) -> str:
    """[MS-XLSB] 2.5.17 BrtColor."""
    match content[0] >> 1:
        case 1:
            return by_number(content[1])
        case 2:
            return by_parts(content[4:7].hex())
        case 3:
            (tint,) = struct.unpack_from("<2xh", content)
            return by_theme(content[1], tint / 0x7FFF)
    return BLACK


def _rich(content: bytes) -> RichText | None:
    """A text in several fonts ([MS-XLSB] 2.5.121 RichStr); None for one in a single font."""
    if not content[0] & 1:
        return None
    text, end = _wide(content, 1)
    (count,) = struct.unpack_from("<I", content, end)
    pairs = struct.iter_unpack("<HH", content[end + 4 : end + 4 + 4 * count])
    return RichText(text, [(at, font) for at, font in pairs])


def _relations(content: bytes) -> list[_Relation]:
    found: list[_Relation] = []
    if not content:
        return found

    def start(name: str, of: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            found.append(_Relation(of.get("Id", ""), of.get("Type", ""), of.get("Target", "")))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found
