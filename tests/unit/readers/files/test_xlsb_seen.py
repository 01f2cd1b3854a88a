"""An .xlsb file is read as its cells were shown."""

import struct
from collections.abc import Callable

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files.seen import xlsb_seen

PLAIN, RAISED, STRUCK = range(3)  # fonts, and kinds of cell that look like them
FORMATS = ["0.0%", '"[c]"', "mmm-yy", "0", ";;;", "dd/mm/yyyy"]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, content: bytes = b"") -> bytes:
    """Kind and length in seven bits of each byte."""
    begin = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(content)
    while left > 0x7F:
        length, left = length + bytes([left & 0x7F | 0x80]), left >> 7
    return begin + length + bytes([left]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, content: bytes, look: int = 0, column: int = 2) -> bytes:
    return record(kind, struct.pack("<II", column, look) + content)


def text(column: int, letters: str) -> bytes:
    return cell(6, wide(letters), column=column)


def number(value: float, look: int = 0) -> bytes:
    return cell(5, struct.pack("<d", value), look)


def row(number: int, *cells: bytes, flags: int = 0) -> bytes:
    about = struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0)
    return record(0, about) + b"".join(cells)


def look(name: str) -> int:
    """The kind of cell with that format."""
    return 3 + FORMATS.index(name)


def rich(letters: str, *runs: tuple[int, int]) -> bytes:
    packed = b"".join(struct.pack("<HH", *run) for run in runs)
    return bytes([1]) + wide(letters) + struct.pack("<I", len(runs)) + packed


def font(position: int = 0, flags: int = 0, colour: bytes = bytes(8)) -> bytes:
    about = struct.pack("<HHHHBBBB", 220, flags, 400, position, 0, 0, 0, 0)
    return record(43, about + colour + bytes(5))


def fill(pattern: int, colour: bytes) -> bytes:
    return record(45, struct.pack("<I", pattern) + colour + bytes(56))


def by_parts(parts: str) -> bytes:
    return bytes([2 << 1 | 1, 0xFF, 0, 0, *bytes.fromhex(parts), 0xFF])


def numbered(number: int) -> bytes:
    return bytes([1 << 1, number, *bytes(6)])


def of_theme(number: int, tint: int = 0) -> bytes:
    return struct.pack("<BBh4x", 3 << 1, number, tint)


@pytest.fixture(scope="session")
def book(archive) -> Callable[..., bytes]:
    """book(cell, ...): an .xlsb of one sheet and one figure in C2."""

    def make(
        *cells: bytes,
        columns: bytes = b"",
        flags: int = 0,
        target: str = "worksheets/sheet1.bin",
        of_book: bytes = b"",
        more: dict[str, bytes] | None = None,
        letters: bytes = bytes(8),
        of_ground: bytes = b"",
        of_sheet: bytes = b"",
    ):
        formats = b"".join(
            record(44, struct.pack("<H", 164 + at) + wide(code)) for at, code in enumerate(FORMATS)
        )
        looks = [
            (0, PLAIN),
            (0, RAISED),
            (0, STRUCK),
            *((164 + at, PLAIN) for at in range(len(FORMATS))),
        ]
        of_cells = b"".join(record(47, struct.pack("<HHH10x", 0, *each)) for each in looks)
        of_cells += record(47, struct.pack("<HHHH8x", 0, 0, 3, 0))
        of_styles = record(626) + record(47, struct.pack("<HHH10x", 0xFFFF, 164, 0)) + record(627)
        formats = record(615, struct.pack("<I", len(FORMATS))) + formats + record(616)
        begin = record(617, struct.pack("<I", len(looks) + 1))
        fonts = record(611, struct.pack("<I", 4)) + font() + font(1) + font(flags=8)
        fonts += font(colour=letters) + record(612)
        fonts += record(603, struct.pack("<I", 1)) + (of_ground or fill(0, bytes(8))) + record(604)
        styles = record(278) + formats + fonts + of_styles + begin + of_cells + record(618)
        styles += record(279)
        shared = record(19, b"\0" + wide("a")) + record(19, rich("451", (2, RAISED)))
        table = of_sheet + record(0x94, struct.pack("<IIII", 0, 1, 0, 2)) + columns + record(0x91)
        table += row(0, text(0, "Code"), text(1, "Period"), text(2, "Outturn"))
        table += row(1, text(0, "5.2"), text(1, "2018/19"), *cells, flags=flags) + record(0x92)
        sheet = record(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("Return"))
        relation = f'Type="{OFFICE}/worksheet" Target="{target}"'
        texts = record(159, struct.pack("<II", 2, 2)) + shared + record(160)
        return archive(
            {
                "[Content_Types].xml": "<Types/>",
                "xl/workbook.bin": record(0x83)
                + record(0x99, bytes(8))
                + record(0x8F)
                + sheet
                + record(0x90)
                + of_book
                + record(0x84),
                "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">'
                f'<Relationship Id="rId1" {relation}/></Relationships>',
                "xl/styles.bin": styles,
                "xl/sharedStrings.bin": texts,
                "xl/worksheets/sheet1.bin": record(0x81) + table + record(0x82),
                **(more or {}),
            }
        )

    return make


@pytest.mark.parametrize(
    ("cell", "outturn", "kind", "shown"),
    [
        (number(0.957, look("0.0%")), "0.957", "percent", ""),
        (number(1, look("0.0%")), "1", "percent", ""),
        (number(0.9567, look("0.0%")), "0.9567", "percent", "95.7%"),
        (number(81.4999, look("0")), "81.4999", "number", "81"),
        (number(3, look('"[c]"')), "3", "number", "[c]"),
        (number(3, look(";;;")), "3", "number", " "),
        (number(45), "45", "number", ""),
        (number(45, 99), "45", "number", ""),
        (cell(2, struct.pack("<I", 45 << 2 | 2), look("0.0%")), "45", "percent", ""),
        (cell(9, struct.pack("<dHI", 0.5, 0, 0) + bytes(4), look("0.0%")), "0.5", "percent", ""),
        (cell(9, struct.pack("<dHI", 0, 0, 0) + bytes(4)), "0", "number", ""),
        (cell(9, struct.pack("<dHI", 0, 2, 0) + bytes(4)), "=…", "no_value", ""),
        (cell(9, struct.pack("<dHI", 45, 2, 0) + bytes(4)), "45", "number", ""),
        (cell(3, b"\x07"), "#DIV/0!", "error", ""),
        (cell(11, b"\x2a" + struct.pack("<HI", 0, 0) + bytes(4)), "#N/A", "error", ""),
        (cell(7, struct.pack("<I", 1)), "45¹", "text", ""),
        (cell(62, rich("451", (2, RAISED))), "45¹", "text", ""),
    ],
)
def test_a_cell_is_read_as_it_was_shown(book, cell, outturn, kind, shown):
    raw = read_return("q2.xlsb", book(cell))
    assert raw.rows["outturn"].tolist() == [outturn]
    assert raw.rows["outturn_kind"].tolist() == [kind]
    assert raw.tables[0].shown.get("C2", "") == shown
    assert raw.notes == ()


@pytest.mark.parametrize(
    ("cell", "struck"),
    [
        (number(45, STRUCK), {"C2"}),
        (cell(2, struct.pack("<I", 45 << 2 | 2), STRUCK), {"C2"}),
        (cell(6, wide("45"), STRUCK), {"C2"}),
        (cell(62, rich("45", (0, STRUCK))), {"C2"}),
        (cell(62, rich("5045", (0, STRUCK), (2, PLAIN))), set()),
        (number(45, RAISED), set()),
    ],
)
def test_a_cell_that_is_struck_through_is_told(book, cell, struck):
    assert read_return("q2.xlsb", book(cell)).tables[0].struck == struck


OWN = 3 + len(FORMATS)  # the kind of cell with letters and a ground of its own


@pytest.mark.parametrize(
    ("letters", "of_ground", "shown"),
    [
        (by_parts("FFFFFF"), b"", " "),
        (of_theme(0), b"", " "),
        (of_theme(0, -1638), b"", " "),
        (of_theme(0, -4915), b"", ""),
        (numbered(9), fill(1, by_parts("ffffff")), " "),
        (numbered(1), fill(1, of_theme(0)), " "),
        (by_parts("FFFFFF"), fill(1, by_parts("C00000")), ""),
        (by_parts("C00000"), fill(1, by_parts("C00000")), " "),
        (bytes(8), fill(1, of_theme(1)), " "),
        (bytes(8), b"", ""),
        (of_theme(4, 20), fill(1, of_theme(4, 20)), " "),
        (of_theme(4, 20), fill(1, of_theme(4, 30)), ""),
        (by_parts("FFFFFF"), fill(17, by_parts("FFFFFF")), ""),
    ],
)
@pytest.mark.parametrize("cell", [number(45, OWN), cell(6, wide("45"), OWN)])
def test_letters_of_the_colour_of_their_ground_are_not_seen(book, letters, of_ground, cell, shown):
    raw = read_return("q2.xlsb", book(cell, letters=letters, of_ground=of_ground))
    assert raw.tables[0].shown.get("C2", "") == shown


@pytest.mark.parametrize(("options", "shown"), [(0x03DC, ""), (0x03CC, " ")])
@pytest.mark.parametrize("cell", [number(0), number(0, look("0.0%")), cell(2, bytes([2, 0, 0, 0]))])
def test_noughts_that_a_sheet_hides_are_not_seen(book, options, shown, cell):
    view = record(133) + record(137, struct.pack("<H28x", options)) + record(138) + record(134)
    raw = read_return("q2.xlsb", book(cell, of_sheet=view))
    assert raw.tables[0].shown.get("C2", "") == shown


def comments(*said: tuple[str, str]) -> bytes:
    """The part with comments of two authors, in column C from row 2 on: (author, text), ..."""
    authors = list(dict.fromkeys(author for author, _ in said))
    listed = b"".join(record(632, wide(each)) for each in authors)
    each = b"".join(
        record(635, struct.pack("<IIIII16x", authors.index(author), row, row, 2, 2))
        + record(637, b"\0" + wide(text))
        + record(636)
        for row, (author, text) in enumerate(said, 1)
    )
    return record(628) + listed + record(633) + each + record(634) + record(629)


def beside_sheet(**targets: str) -> dict[str, bytes]:
    """The member that names what a sheet leads to."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    content = f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    return {"xl/worksheets/_rels/sheet1.bin.rels": content.encode()}


THREAD = (
    b'<ThreadedComments xmlns="t"><threadedComment ref="C2" personId="{1}" id="{2}"><text>An '
    b'estimate</text></threadedComment><threadedComment ref="C2" parentId="{2}"><text>Since when?'
    b"</text></threadedComment></ThreadedComments>"
)
OLD_OF_THREAD = "[Threaded comment]\n\nYour version of Excel ...\n\nComment:\n    An estimate"


@pytest.mark.parametrize(
    ("target", "said", "told"),
    [
        ("../comments1.bin", [("J", "Provisional")], {"C2": "Provisional"}),
        ("/xl/comments1.bin", [("J", "J:\nProvisional")], {"C2": "Provisional"}),
        ("../comments1.bin", [("J", "one"), ("K", "two")], {"C2": "one", "C3": "two"}),
        ("../comments1.bin", [("Check of the return", "Type it again")], {}),
        ("../comments1.bin", [("tc={2}", OLD_OF_THREAD)], {"C2": "An estimate"}),
        ("../comments9.bin", [("J", "Provisional")], {}),
    ],
)
def test_comments_are_told(book, target, said, told):
    more = {**beside_sheet(comments=target), "xl/comments1.bin": comments(*said)}
    assert read_return("q2.xlsb", book(number(45), more=more)).tables[0].comments == told


def test_a_thread_is_told_in_the_place_of_its_old_comment(book):
    more = {
        **beside_sheet(comments="../comments1.bin", threadedComment="../threads/1.xml"),
        "xl/comments1.bin": comments(("tc={2}", OLD_OF_THREAD), ("J", "On C3")),
        "xl/threads/1.xml": THREAD,
    }
    raw = read_return("q2.xlsb", book(number(45), more=more))
    assert raw.tables[0].comments == {"C2": "An estimate / Since when?", "C3": "On C3"}


@pytest.mark.parametrize(
    ("when_opened", "more", "outturn"),
    [
        (1, {}, "=…"),
        (0, {}, "0"),
        (1, {"xl/calcChain.bin": b""}, "0"),
    ],
)
def test_a_result_of_0_counts_unless_it_waits_to_be_worked_out(book, when_opened, more, outturn):
    about = record(157, struct.pack("<IIIdIH", 0, 1, 100, 0.001, 0, when_opened))
    nought = cell(9, struct.pack("<dHI", 0, 0, 0) + bytes(4))
    raw = read_return("q2.xlsb", book(nought, of_book=about, more=more))
    assert raw.rows["outturn"].tolist() == [outturn]


def test_hidden_rows_are_told(book):
    raw = read_return("q2.xlsb", book(number(45), flags=0x10))
    assert raw.notes == ("Sheet 'Return': row 2 hidden: read like the others.",)


@pytest.mark.parametrize(("width", "flags"), [(2340, 1), (0, 0)])
def test_a_hidden_column_of_outturns_is_in_doubt(book, width, flags):
    column = record(60, struct.pack("<IIIIH", 2, 2, width, 0, flags))
    raw = read_return("q2.xlsb", book(number(45), columns=column))
    assert [(doubt.code, doubt.column) for doubt in raw.doubts] == [("hidden-column", "C")]


@pytest.mark.parametrize("target", ["worksheets/sheet1.bin", "/xl/worksheets/sheet1.bin"])
def test_a_sheet_is_found_wherever_its_relationship_says(book, target):
    seen = xlsb_seen.xlsb_seen(book(number(1, look("0.0%")), target=target), {"Return"})
    assert len(seen["Return"].percent) == 1


def test_a_workbook_of_which_nothing_can_be_told_is_not_taken(book):
    too_short = record(60, bytes(2))
    with pytest.raises(UnreadableReturn, match="as whether 1 is 100%: open it in Excel"):
        read_return("q2.xlsb", book(number(1), columns=too_short))


def test_more_records_than_a_return_has_are_not_looked_at(book, monkeypatch):
    monkeypatch.setattr(xlsb_seen, "MAX_RECORDS", 10)
    assert xlsb_seen.xlsb_seen(book(number(1)), {"Return"}) is None


def test_only_the_first_rows_are_looked_at(book):
    content = book(number(1, look("0.0%")))
    assert xlsb_seen.xlsb_seen(content, {"Return"}, 1)["Return"].percent == set()
    assert len(xlsb_seen.xlsb_seen(content, {"Return"}, 2)["Return"].percent) == 1


def test_what_is_no_archive_shows_nothing():
    assert xlsb_seen.xlsb_seen(b"nothing of the kind", {"Return"}) is None
