"""Old workbooks (.xls, BIFF8): texts and numbers with their formats, hidden rows and columns.

A compound file ([MS-CFB]) around one stream of records ([MS-XLS]).
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF


class Formula(float):
    """The result that is stored for a formula."""


def old_book(
    *rows: Sequence[Any],
    formats: Mapping[str, str] | None = None,
    hidden_columns: Sequence[int] = (),
    hidden_rows: Sequence[int] = (),
    struck: Sequence[str] = (),
    white: Sequence[str] = (),
    noughts: bool = True,
) -> bytes:
    """An .xls with one sheet. formats: "C2" → number format. struck, white: cells struck through,
    in white letters, without another format. Columns and rows count from 1. noughts: whether the
    sheet shows them.
    """
    codes = list(dict.fromkeys((formats or {}).values()))
    looks = {place: codes.index(code) + 1 for place, code in (formats or {}).items()}
    looks |= dict.fromkeys(struck, len(codes) + 1) | dict.fromkeys(white, len(codes) + 2)
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
    styles = b"".join(
        _record(0x0031, struct.pack("<HHHHHBBBBBB", 200, flags, colour, 400, 0, *bytes(6)))
        for flags, colour in ((0, 0x7FFF), (8, 0x7FFF), (0, 9))
    )
    styles += b"".join(
        _record(0x041E, struct.pack("<HHB", 164 + number, len(code), 0) + code.encode("latin-1"))
        for number, code in enumerate(codes)
    )
    for number in [0, *(164 + place for place in range(len(codes)))]:
        styles += _record(0x00E0, struct.pack("<HHH14x", 0, number, 0))
    for font in (1, 2):
        styles += _record(0x00E0, struct.pack("<HHH14x", font, 0, 0))
    end = _record(0x000A, b"")
    name = b"Return"
    where = len(begin) + len(styles) + 4 + 8 + len(name) + len(end)
    about = struct.pack("<IBBBB", where, 0, 0, len(name), 0) + name
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))
    for column in hidden_columns:
        sheet += _record(0x007D, struct.pack("<HHHHHH", column - 1, column - 1, 2340, 0, 1, 0))
    for row in hidden_rows:
        sheet += _record(0x0208, struct.pack("<HHHHHHI", row - 1, 0, 9, 255, 0, 0, 0x0120))
    sheet += b"".join(_cells(rows, looks))
    sheet += _record(0x023E, struct.pack("<H16x", 0x06B6 if noughts else 0x06A6)) + end
    return compound("Workbook", begin + styles + _record(0x0085, about) + end + sheet)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cells(rows: Sequence[Sequence[Any]], looks: Mapping[str, int]) -> Iterator[bytes]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            look = looks.get(f"{chr(65 + column)}{row + 1}", 0)
            if isinstance(value, str) and value:
                letters = value.encode("latin-1")
                place = struct.pack("<HHHHB", row, column, look, len(letters), 0)
                yield _record(0x0204, place + letters)
            elif isinstance(value, Formula):
                place = struct.pack("<HHHd", row, column, look, value)
                yield _record(0x0006, place + struct.pack("<HIH", 0, 0, 0))
            elif isinstance(value, int | float):
                yield _record(0x0203, struct.pack("<HHHd", row, column, look, value))


def compound(stream: str, content: bytes) -> bytes:
    """A compound file with one stream of up to 60 kB."""
    # Below 4,096 bytes it would belong in the mini stream: longer ones need none.
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    chain = [0xFFFFFFFD, _END, *range(3, 2 + sectors), _END]
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0),
        *(0, *[_FREE] * 108),
    )
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(stream, 2, _FREE, 2, len(content))
    return header + fat + directory.ljust(512, b"\0") + content.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _FREE, _FREE, child, first, size
    )
