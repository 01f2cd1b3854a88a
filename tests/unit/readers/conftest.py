"""Makers of real files, as people and their programs write them."""

import csv
import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

TIDY = ["Code", "Period", "Outturn", "Commentary"]

Rows = Sequence[Sequence[Any]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """workbook({"Q2": rows, ...}, edit=...) or workbook(rows): an .xlsx as openpyxl writes it."""

    def make(sheets: Mapping[str, Rows] | Rows, edit: Callable[[Any], None] | None = None) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in (sheets if isinstance(sheets, Mapping) else {"Return": sheets}).items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if edit:
            edit(book)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def text() -> Callable[..., bytes]:
    """text(rows, separator=",", encoding="utf-8"): a CSV."""

    def make(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=separator).writerows(rows)
        return file.getvalue().encode(encoding)

    return make


@pytest.fixture(scope="session")
def workbook_of_xml(archive) -> Callable[..., bytes]:
    """workbook_of_xml(rows, after, **members): an .xlsx whose only sheet holds this XML."""

    def make(
        rows: str = "",
        after: str = "",
        *,
        before: str = "",
        more: Mapping[str, bytes | str] | None = None,
    ) -> bytes:
        relation = f'<Relationship Id="rId1" Type="{_OFFICE}'
        return archive(
            {
                "[Content_Types].xml": (
                    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                    '<Default Extension="rels" ContentType='
                    '"application/vnd.openxmlformats-package.relationships+xml"/>'
                    '<Default Extension="xml" ContentType="application/xml"/>'
                    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
                    '<Override PartName="/xl/worksheets/sheet1.xml" '
                    f'ContentType="{_TYPES}.worksheet+xml"/></Types>'
                ),
                "_rels/.rels": (
                    f'<Relationships xmlns="{_RELATIONS}">{relation}/officeDocument" '
                    'Target="xl/workbook.xml"/></Relationships>'
                ),
                "xl/workbook.xml": (
                    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
                    '<sheet name="Return" sheetId="1" r:id="rId1"/></sheets></workbook>'
                ),
                "xl/_rels/workbook.xml.rels": (
                    f'<Relationships xmlns="{_RELATIONS}">{relation}/worksheet" '
                    'Target="worksheets/sheet1.xml"/></Relationships>'
                ),
                "xl/worksheets/sheet1.xml": (
                    f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}'
                    "</worksheet>"
                ),
                **(more or {}),
            }
        )

    return make


@pytest.fixture(scope="session")
def ole2() -> Callable[[Mapping[str, bytes]], bytes]:
    """ole2({"Workbook": content}): a compound file ([MS-CFB] version 3) of up to 60 kB."""

    def make(streams: Mapping[str, bytes]) -> bytes:
        end, free, none = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
        # A stream below 4,096 bytes would belong in the mini stream: longer ones need none.
        padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
        fat, data, directory = [0xFFFFFFFD, end], b"", [_entry("Root Entry", 5, 1, none, end, 0)]
        for number, (name, content) in enumerate(padded.items(), 1):
            sectors = -(-len(content) // 512)
            first = len(fat)
            fat += [*range(first + 1, first + sectors), end]
            data += content.ljust(sectors * 512, b"\0")
            sibling = number + 1 if number < len(padded) else none
            directory.append(_entry(name, 2, none, sibling, first, len(content)))
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII109I",
            *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
            *(0, 1, 1, 0, 4096, end, 0, end, 0),
            *(0, *[free] * 108),
        )
        sector_of_fat = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
        return header + sector_of_fat + b"".join(directory).ljust(512, b"\0") + data

    return make


def _entry(name: str, kind: int, child: int, right: int, first: int, size: int) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, 0xFFFFFFFF, right, child, first, size
    )


@pytest.fixture(scope="session")
def old_workbook(ole2) -> Callable[[Rows], bytes]:
    """old_workbook(rows, stream="Workbook"): an .xls (BIFF8), one sheet of texts and numbers."""

    def make(rows: Rows, stream: str = "Workbook") -> bytes:
        begin_book = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
        begin_sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))
        end = _record(0x000A, b"")
        name = b"Return"
        where = len(begin_book) + 4 + 8 + len(name) + len(end)
        about = struct.pack("<IBBBB", where, 0, 0, len(name), 0) + name
        cells = b"".join(_cells(rows))
        return ole2({stream: begin_book + _record(0x0085, about) + end + begin_sheet + cells + end})

    return make


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cells(rows: Rows) -> Iterable[bytes]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str) and value:
                letters = value.encode("latin-1")
                place = struct.pack("<HHHHB", row, column, 0, len(letters), 0)
                yield _record(0x0204, place + letters)
            elif isinstance(value, int | float):
                yield _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


@pytest.fixture(scope="session")
def binary_workbook(archive) -> Callable[..., bytes]:
    """binary_workbook(rows, kinds): an .xlsb with sheets of these kinds, S1 and on.

    Each kind is the name of a relationship, "worksheet" for one that holds the rows.
    """

    def make(rows: Rows, kinds: Sequence[str] = ("worksheet",)) -> bytes:
        members: dict[str, bytes | str] = {"[Content_Types].xml": "<Types/>"}
        relations, sheets = "", b""
        for number, kind in enumerate(kinds, 1):
            key, path = f"rId{number}", f"{kind}s/sheet{number}.bin"
            relations += f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
            place = struct.pack("<II", 0, number)
            sheets += _binary_record(0x9C, place + _wide(key) + _wide(f"S{number}"))
            table = b"".join(_binary_rows(rows)) if kind == "worksheet" else b""
            members[f"xl/{path}"] = _binary_record(0x81) + table + _binary_record(0x82)
        begin = _binary_record(0x83) + _binary_record(0x99, bytes(8)) + _binary_record(0x8F)
        members["xl/workbook.bin"] = begin + sheets + _binary_record(0x90) + _binary_record(0x84)
        members["xl/_rels/workbook.bin.rels"] = (
            f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        return archive(members)

    return make


def _binary_rows(rows: Rows) -> Iterable[bytes]:
    corners = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    yield _binary_record(0x94, corners) + _binary_record(0x91)
    for row, values in enumerate(rows):
        yield _binary_record(0x00, struct.pack("<I", row) + bytes(13))
        for column, value in enumerate(values):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                yield _binary_record(0x06, place + _wide(value))
            else:
                yield _binary_record(0x05, place + struct.pack("<d", value))
    yield _binary_record(0x92)


def _binary_record(kind: int, content: bytes = b"") -> bytes:
    """A record of [MS-XLSB]: kind and length in seven bits of each byte."""
    begin = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(content)
    while left > 0x7F:
        length, left = length + bytes([left & 0x7F | 0x80]), left >> 7
    return begin + length + bytes([left]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
