"""An .xls file is read as its cells were shown: formats, errors, raised digits, what is hidden."""

import struct
from collections.abc import Callable, Sequence

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files.seen import compound_file, xls_seen
from kpis.readers.files.seen.compound_file import stream_of

Sheet = Sequence[bytes]

PLAIN, RAISED, STRUCK = range(3)  # fonts, and kinds of cell that look like them
FORMATS = ["0.0%", '"[c]"', "mmm-yy", "0", ";;;", "0%", "dd/mm/yyyy"]


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def place(row: int, column: int, look: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, look)


def text(row: int, column: int, letters: str, look: int = 0) -> bytes:
    content = struct.pack("<HB", len(letters), 0) + letters.encode("latin-1")
    return record(0x0204, place(row, column, look) + content)


def number(value: float, look: int = 0) -> bytes:
    return record(0x0203, place(1, 2, look) + struct.pack("<d", value))


def rk(packed: int, look: int = 0) -> bytes:
    return record(0x027E, place(1, 2, look) + struct.pack("<I", packed))


def several(value: float, look: int) -> bytes:
    """The period is a text; the outturn and the cell beside it are packed into one record."""
    packed = struct.pack("<d", value)[4:]
    content = struct.pack("<HH", 1, 2) + 2 * (struct.pack("<H", look) + packed)
    return record(0x00BD, content + struct.pack("<H", 3))


def formula(result: bytes, look: int = 0, flags: int = 0, column: int = 2) -> bytes:
    return record(0x0006, place(1, column, look) + result + struct.pack("<HIH", flags, 0, 0))


def error(code: int, is_error: int = 1) -> bytes:
    return record(0x0205, place(1, 2) + bytes([code, is_error]))


def shared(number: int, look: int = 0) -> bytes:
    return record(0x00FD, place(1, 2, look) + struct.pack("<I", number))


def look(name: str) -> int:
    """The kind of cell with that format."""
    return 3 + FORMATS.index(name)


def font(flags: int = 0, position: int = 0, colour: int = 0x7FFF) -> bytes:
    about = struct.pack("<HHHHHBBBBBB", 200, flags, colour, 400, position, *bytes(6))
    return record(0x0031, about)


def ground(pattern: int = 0, colour: int = 64) -> bytes:
    """What a kind of cell says from its font and format on."""
    return struct.pack("<10xIH", pattern << 26, colour)


FONTS = font() + font(position=1) + font(flags=8)
HEADER = [text(0, 0, "Code"), text(0, 1, "Period"), text(0, 2, "Outturn")]
KEYS = [text(1, 0, "5.2"), text(1, 1, "2018/19")]


@pytest.fixture(scope="session")
def old_book(ole2) -> Callable[..., bytes]:
    """old_book(records, texts=b""): an .xls of one sheet. texts: records of shared texts."""

    def make(
        sheet: Sheet,
        texts: bytes = b"",
        fonts: bytes = FONTS,
        version: int = 0x0600,
        grounds: Sequence[bytes] = (),
    ):
        about_book, about_sheet = (
            record(0x0809, struct.pack("<HHHHII", version, kind, 0, 1997, 0, 0))
            for kind in (0x0005, 0x0010)
        )
        formats = b"".join(
            record(
                0x041E,
                struct.pack("<HH" if version == 0x0600 else "<HB", 164 + at, len(code))
                + bytes(version == 0x0600)
                + code.encode(),
            )
            for at, code in enumerate(FORMATS)
        )
        looks = [(0, 0), (1, 0), (2, 0), *((0, 164 + at) for at in range(len(FORMATS)))]
        styles = b"".join(record(0x00E0, struct.pack("<HH16x", *each)) for each in looks)
        styles += b"".join(record(0x00E0, struct.pack("<HH", 3, 0) + each) for each in grounds)
        styles = fonts + formats + styles
        named = bytes([0, 0, 6, 0] if version == 0x0600 else [0, 0, 6]) + b"Return"
        begin = len(about_book + styles + texts) + 4 + 4 + len(named) + 4
        where = record(0x0085, struct.pack("<I", begin) + named)
        end = record(0x000A)
        name = "Workbook" if version == 0x0600 else "Book"
        return ole2(
            {name: about_book + styles + where + texts + end + about_sheet + b"".join(sheet) + end}
        )

    return make


@pytest.mark.parametrize(
    ("cell", "outturn", "kind", "shown"),
    [
        (number(0.957, look("0.0%")), "0.957", "percent", ""),
        (number(1, look("0%")), "1", "percent", ""),
        (number(0.9567, look("0.0%")), "0.9567", "percent", "95.7%"),
        (number(81.4999, look("0")), "81.4999", "number", "81"),
        (number(3, look('"[c]"')), "3", "number", "[c]"),
        (number(3, look(";;;")), "3", "number", " "),
        (number(45), "45", "number", ""),
        (number(45, 99), "45", "number", ""),
        (rk(45 << 2 | 2, look("0%")), "45", "percent", ""),
        (rk(957 << 2 | 3, look("0.0%")), "9.57", "percent", ""),
        (rk((-5 << 2 | 2) & 0xFFFFFFFF, look("0.0%")), "-5", "percent", ""),
        (rk(0x3FE00000, look("0.0%")), "0.5", "percent", ""),
        (several(0.5, look("0.0%")), "0.5", "percent", ""),
        (formula(struct.pack("<d", 0.957), look("0.0%")), "0.957", "percent", ""),
        (formula(struct.pack("<d", 0)), "=…", "no_value", ""),
        (formula(struct.pack("<d", 0), flags=2), "=…", "no_value", ""),
        (formula(b"\3\0\0\0\0\0\xff\xff", flags=3), "=…", "no_value", ""),
        (formula(struct.pack("<d", 45), flags=2), "45", "number", ""),
        (formula(b"\2\0\x07\0\0\0\xff\xff"), "#DIV/0!", "error", ""),
        (error(0x2A), "#N/A", "error", ""),
        (error(1, is_error=0), "TRUE", "boolean", ""),
    ],
)
def test_a_cell_is_read_as_it_was_shown(old_book, cell, outturn, kind, shown):
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, cell]))
    assert raw.rows["outturn"].tolist() == [outturn]
    assert raw.rows["outturn_kind"].tolist() == [kind]
    assert raw.tables[0].shown.get("C2", "") == shown
    assert [note for note in raw.notes if "without a header" not in note] == []


CALCULATED = struct.pack("<HHI", 0x01C1, 0, 191029)
NOT_CALCULATED = struct.pack("<HHI", 0x01C1, 0, 0)


@pytest.mark.parametrize(
    ("of_book", "another", "outturn"),
    [
        (b"", b"", "=…"),
        (record(0x01C1, NOT_CALCULATED), b"", "=…"),
        (record(0x01C1, CALCULATED), b"", "0"),
        (b"", formula(struct.pack("<d", 7), column=3), "0"),
        (b"", formula(bytes(6) + b"\xff\xff", column=3), "0"),
        (b"", formula(struct.pack("<d", 0), column=3), "=…"),
    ],
)
def test_a_result_of_0_counts_where_something_was_worked_out(old_book, of_book, another, outturn):
    nought = formula(struct.pack("<d", 0))
    content = old_book([*HEADER, *KEYS, nought, another], fonts=FONTS + of_book)
    assert read_return("q2.xls", content).rows["outturn"].tolist() == [outturn]


@pytest.mark.parametrize(("format_of_day", "kind"), [("mmm-yy", "month"), ("dd/mm/yyyy", "date")])
def test_a_month_is_told_from_its_first_day(old_book, format_of_day, kind):
    day = record(0x0203, place(1, 1, look(format_of_day)) + struct.pack("<d", 43647))
    raw = read_return("q2.xls", old_book([*HEADER, KEYS[0], day, number(45)]))
    assert raw.rows["period"].tolist() == ["2019-07-01"]
    assert raw.rows["period_kind"].tolist() == [kind]


def rich(letters: str, *runs: tuple[int, int], wide: bool = False) -> bytes:
    about = struct.pack("<HBH", len(letters), 8 | wide, len(runs))
    content = letters.encode("utf-16-le" if wide else "latin-1")
    return about + content + b"".join(struct.pack("<HH", *run) for run in runs)


def plain(letters: str) -> bytes:
    return struct.pack("<HB", len(letters), 0) + letters.encode("latin-1")


def list_of(*texts: bytes) -> bytes:
    return record(0x00FC, struct.pack("<II", len(texts), len(texts)) + b"".join(texts))


@pytest.mark.parametrize(
    ("texts", "cell", "outturn"),
    [
        (list_of(plain("a"), rich("451", (2, RAISED))), shared(1), "45¹"),
        (list_of(plain("a"), rich("451", (2, RAISED), wide=True)), shared(1), "45¹"),
        (list_of(plain("a"), rich("451", (2, PLAIN))), shared(1), "451"),
        (list_of(plain("a"), rich("145", (1, PLAIN))), shared(1, RAISED), "¹45"),
        (list_of(plain("a"), rich("5045", (0, STRUCK), (2, PLAIN))), shared(1), "5̶0̶45"),
        (list_of(plain("45")), shared(0), "45"),
    ],
)
def test_raised_and_struck_digits_look_so(old_book, texts, cell, outturn):
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, cell], texts))
    assert raw.rows["outturn"].tolist() == [outturn]


@pytest.mark.parametrize(
    ("texts", "cell", "struck"),
    [
        (b"", number(45, STRUCK), {"C2"}),
        (b"", rk(45 << 2 | 2, STRUCK), {"C2"}),
        (b"", formula(struct.pack("<d", 45), STRUCK), {"C2"}),
        (b"", formula(bytes(6) + b"\xff\xff", STRUCK), {"C2"}),
        (b"", text(1, 2, "45", STRUCK), {"C2"}),
        (list_of(plain("45")), shared(0, STRUCK), {"C2"}),
        (list_of(rich("45", (0, STRUCK))), shared(0), {"C2"}),
        (list_of(rich("5045", (0, STRUCK), (2, PLAIN))), shared(0), set()),
        (b"", number(45, RAISED), set()),
    ],
)
def test_a_cell_that_is_struck_through_is_told(old_book, texts, cell, struck):
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, cell], texts))
    assert raw.tables[0].struck == struck


OWN = 3 + len(FORMATS)  # the kind of cell with the fourth font and a ground of its own
RED, WHITE = "0000FF00", "FFFFFF00"


def palette(*colours: str) -> bytes:
    return record(0x0092, struct.pack("<H", len(colours)) + bytes.fromhex("".join(colours)))


@pytest.mark.parametrize(
    ("letters", "of_ground", "more", "shown"),
    [
        (9, ground(), b"", " "),
        (1, ground(1, 9), b"", " "),
        (9, ground(1, 65), b"", " "),
        (9, ground(1, 10), b"", ""),
        (9, ground(2, 9), b"", ""),
        (10, ground(1, 10), b"", " "),
        (2, ground(1, 10), b"", " "),
        (0x7FFF, ground(1, 8), b"", " "),
        (0x7FFF, ground(), b"", ""),
        (9, ground(), palette("00000000", RED), ""),
        (10, ground(), palette("00000000", RED, WHITE), " "),
    ],
)
@pytest.mark.parametrize("cell", [number(45, OWN), text(1, 2, "45", OWN)])
def test_letters_of_the_colour_of_their_ground_are_not_seen(
    old_book, letters, of_ground, more, shown, cell
):
    fonts = FONTS + font(colour=letters)
    content = old_book([*HEADER, *KEYS, cell], fonts=fonts + more, grounds=[of_ground])
    assert read_return("q2.xls", content).tables[0].shown.get("C2", "") == shown


@pytest.mark.parametrize(("of_ground", "shown"), [(1 << 16 | 9, " "), (1 << 16 | 10, ""), (0, " ")])
def test_the_ground_of_a_workbook_of_excel_5_is_known(old_book, of_ground, shown):
    sheet = [
        record(0x0204, place(at // 3, at % 3) + struct.pack("<H", len(each)) + each)
        for at, each in enumerate([b"Code", b"Period", b"Outturn", b"5.2", b"2018/19"])
    ]
    content = old_book(
        [*sheet, number(45, OWN)],
        fonts=FONTS + font(colour=9),
        version=0x0500,
        grounds=[struct.pack("<4xI4x", of_ground)],
    )
    assert read_return("q2.xls", content).tables[0].shown.get("C2", "") == shown


@pytest.mark.parametrize(("options", "shown"), [(0x06B6, ""), (0x06A6, " ")])
@pytest.mark.parametrize("cell", [number(0), number(0, look("0%")), rk(2)])
def test_noughts_that_a_sheet_hides_are_not_seen(old_book, options, shown, cell):
    window = record(0x023E, struct.pack("<H16x", options))
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, cell, window]))
    assert raw.tables[0].shown.get("C2", "") == shown


def note(number: int, author: str = "J Smith", row: int = 1, column: int = 2) -> bytes:
    """The record that puts a comment on a cell."""
    of_author = struct.pack("<HB", len(author), 0) + author.encode("latin-1")
    return record(0x001C, struct.pack("<HHHH", row, column, 0, number) + of_author + b"\0")


def note_text(number: int, *pieces: str, wide: bool = False) -> bytes:
    """A drawing with that number and text, the text in as many records."""
    drawn = record(0x00EC, bytes(24)) + record(
        0x005D, struct.pack("<HHHH14x", 0x15, 0x12, 0x19, number)
    )
    length = len("".join(pieces))
    about = record(0x01B6, struct.pack("<HH6xHHI", 0, 0, length, 16, 0))
    texts = b"".join(
        record(0x003C, bytes([wide]) + each.encode("utf-16-le" if wide else "latin-1"))
        for each in pieces
    )
    return drawn + record(0x00EC, bytes(8)) + about + texts + record(0x003C, bytes(16))


@pytest.mark.parametrize(
    ("records", "comments"),
    [
        (note_text(1, "Provisional") + note(1), {"C2": "Provisional"}),
        (note_text(1, "J Smith:\nProvisional") + note(1), {"C2": "Provisional"}),
        (note_text(1, "Provi", "sional") + note(1), {"C2": "Provisional"}),
        (note_text(1, "£ – 3", wide=True) + note(1), {"C2": "£ – 3"}),
        (
            note_text(2, "of 2") + note_text(1, "of 1") + note(1) + note(2, row=0),
            {"C1": "of 2", "C2": "of 1"},
        ),
        (note_text(1, "Type the figure alone") + note(1, "Check of the return"), {}),
        (note_text(1, "On no cell"), {}),
        (note(1), {}),
    ],
)
def test_comments_are_told(old_book, records, comments):
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, number(45), records]))
    assert raw.tables[0].comments == comments


def test_comments_below_the_first_rows_are_not_looked_at(old_book):
    content = old_book([*HEADER, *KEYS, number(45), note_text(1, "Provisional"), note(1)])
    assert xls_seen.xls_seen(content, {0}, 1)[0].comments == {}
    assert len(xls_seen.xls_seen(content, {0}, 2)[0].comments) == 1


@pytest.mark.parametrize(("cut", "is_in_text"), [(12, True), (13, False), (19, True), (20, True)])
def test_a_list_of_texts_may_be_cut_in_one_or_between_two(old_book, cut, is_in_text):
    """Between the letters of a text the next record says anew how wide they are."""
    content = struct.pack("<II", 2, 2) + plain("ab") + rich("451", (2, RAISED))
    texts = record(0x00FC, content[:cut])
    texts += record(0x003C, bytes(is_in_text) + content[cut:])
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, shared(1)], texts))
    assert raw.rows["outturn"].tolist() == ["45¹"]


def test_an_extended_text_is_passed_by(old_book):
    extended = struct.pack("<HBI", 2, 4, 20) + b"ab" + bytes(20)
    texts = list_of(extended, rich("451", (2, RAISED)))
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, shared(1)], texts))
    assert raw.rows["outturn"].tolist() == ["45¹"]


def test_the_fifth_font_has_the_number_five(old_book):
    fonts = font() * 4 + font(position=1)
    texts = list_of(rich("451", (2, 5)))
    raw = read_return("q2.xls", old_book([*HEADER, *KEYS, shared(0)], texts, fonts))
    assert raw.rows["outturn"].tolist() == ["45¹"]


def row_of(flags: int, height: int = 255) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHI", 1, 0, 9, height, 0, 0, flags))


@pytest.mark.parametrize(("row", "hidden"), [(row_of(0x120), True), (row_of(0x100, 0), True)])
def test_hidden_rows_are_told(old_book, row, hidden):
    raw = read_return("q2.xls", old_book([row, *HEADER, *KEYS, number(45)]))
    assert raw.notes == ("Sheet 'Return': row 2 hidden: read like the others.",) * hidden


@pytest.mark.parametrize(("width", "flags"), [(2340, 1), (0, 0)])
def test_a_hidden_column_of_outturns_is_in_doubt(old_book, width, flags):
    column = record(0x007D, struct.pack("<HHHHHH", 2, 2, width, 0, flags, 0))
    raw = read_return("q2.xls", old_book([column, *HEADER, *KEYS, number(45)]))
    assert [(doubt.code, doubt.column) for doubt in raw.doubts] == [("hidden-column", "C")]


def test_a_chart_in_a_sheet_says_nothing_of_its_cells(old_book):
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 1997, 0, 0))
    chart = begin + number(0.5, look("0%")) + record(0x000A)
    content = old_book([*HEADER, *KEYS, number(45), chart])
    assert xls_seen.xls_seen(content, {0})[0].percent == set()


def test_a_workbook_of_excel_5_is_read_so_too(old_book):
    sheet = [
        record(0x0204, place(0, at) + struct.pack("<H", len(each)) + each)
        for at, each in enumerate([b"Code", b"Period", b"Outturn"])
    ]
    sheet += [
        record(0x0204, place(1, at) + struct.pack("<H", len(each)) + each)
        for at, each in enumerate([b"5.2", b"2018/19"])
    ]
    raw = read_return("q2.xls", old_book([*sheet, number(1, look("0%"))], version=0x0500))
    assert raw.rows["outturn_kind"].tolist() == ["percent"]


def test_a_comment_of_excel_5_holds_its_text(old_book):
    sheet = [
        record(0x0204, place(at // 3, at % 3) + struct.pack("<H", len(each)) + each)
        for at, each in enumerate([b"Code", b"Period", b"Outturn", b"5.2", b"2018/19"])
    ]
    notes = record(0x001C, struct.pack("<HHH", 1, 2, 11) + b"Provi")
    notes += record(0x001C, struct.pack("<HHH", 0xFFFF, 0, 6) + b"sional")
    raw = read_return("q2.xls", old_book([*sheet, number(45), notes], version=0x0500))
    assert raw.tables[0].comments == {"C2": "Provisional"}


def test_a_workbook_of_which_nothing_can_be_told_is_not_taken(old_book):
    content = old_book([*HEADER, *KEYS, number(1, look("0%"))], fonts=record(0x0031, bytes(2)))
    with pytest.raises(UnreadableReturn, match="as whether 1 is 100%: open it in Excel"):
        read_return("q2.xls", content)


def test_more_records_than_a_return_has_are_not_looked_at(old_book, monkeypatch):
    monkeypatch.setattr(xls_seen, "MAX_RECORDS", 20)
    assert xls_seen.xls_seen(old_book([*HEADER, *KEYS]), {0}) is None


def test_only_the_first_rows_are_looked_at(old_book):
    content = old_book([*HEADER, *KEYS, number(1, look("0%"))])
    assert xls_seen.xls_seen(content, {0}, 1)[0].percent == set()
    assert len(xls_seen.xls_seen(content, {0}, 2)[0].percent) == 1


def test_a_chain_of_sectors_that_goes_round_is_broken(old_book):
    content = bytearray(old_book([*HEADER, *KEYS]))
    content[512 + 4 * 3 : 512 + 4 * 4] = struct.pack("<I", 2)
    with pytest.raises(compound_file.BrokenCompound):
        stream_of(bytes(content), "Workbook")


def test_a_stream_that_is_not_there_is_none(old_book):
    assert stream_of(old_book(HEADER), "Book") is None
