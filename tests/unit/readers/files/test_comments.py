"""Comments on the cells of an .xlsx are told, as openpyxl and other programs write them."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from kpis.cell_addresses import Place, place_of
from kpis.readers import read_return
from kpis.readers.files.seen.comments import LONGEST, MOST, as_comment, comments_of, note_comment
from kpis.readers.files.workbook import read_workbook

ROWS: list[list[Any]] = [
    ["Code", "Period", "Outturn"],
    ["5.2", "2018/19", 45],
    ["6.2", "Q2 2019/20", 46],
]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def commented(workbook):
    def make(**said: str) -> bytes:
        def edit(book: Any) -> None:
            for place, text in said.items():
                book.worksheets[0][place].comment = Comment(text, "J Smith")

        return workbook(ROWS, edit=edit)

    return make


def test_comments_are_told_by_their_cells(commented):
    raw = read_return("q2.xlsx", commented(C2="Provisional", A1="See the note", C3="J Smith: 47"))
    assert raw.tables[0].comments == {"A1": "See the note", "C2": "Provisional", "C3": "47"}


def test_another_reader_finds_the_same(commented):
    content = commented(C2="Provisional", B3="An estimate", D9="Beside the table")
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    others = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert others == read_return("q2.xlsx", content).tables[0].comments


def test_a_comment_of_another_sheet_is_not_of_this_one(workbook):
    def edit(book: Any) -> None:
        book.worksheets[1]["C2"].comment = Comment("Of the second", "J")

    raw = read_return("q2.xlsx", workbook({"One": ROWS, "Two": ROWS}, edit=edit))
    assert [table.comments for table in raw.tables] == [{}, {"C2": "Of the second"}]


def test_comments_below_the_first_rows_are_not_looked_at(commented):
    (sheet,) = read_workbook(commented(C1="above", C3="below"), first_rows=2).sheets
    assert sheet.comments == {Place(1, 3): "above"}


def old(*comments: tuple[str, str], authors: tuple[str, ...] = ("J", "K")) -> bytes:
    listed = "".join(f"<author>{each}</author>" for each in authors)
    said = "".join(f'<comment ref="{ref}" {more}</comment>' for ref, more in comments)
    content = f"<authors>{listed}</authors><commentList>{said}</commentList>"
    return f'<comments xmlns="m">{content}</comments>'.encode()


def thread(*comments: tuple[str, str]) -> bytes:
    said = "".join(
        f'<threadedComment ref="{ref}" id="1"><text>{text}</text></threadedComment>'
        for ref, text in comments
    )
    return f'<ThreadedComments xmlns="t">{said}</ThreadedComments>'.encode()


RUNS = (
    'authorId="0"><text><r><rPr><b/></rPr><t>J:</t></r><r><t xml:space="preserve">\n Up</t></r>'
    "<r><t>dated</t></r><rPh><t>ignored</t></rPh></text>"
)
OF_THREAD = (
    'authorId="1"><text><t>[Threaded comment]\n\nYour version allows ...\n\nComment:\n'
    "    An estimate</t></text>"
)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([old(("C2", RUNS))], {"C2": "Updated"}),
        ([old(("C2", 'authorId="9"><text><t>x</t></text>'))], {"C2": "x"}),
        ([old(("C2", 'authorId="0"><text/>'))], {}),
        ([old(("nowhere", 'authorId="0"><text><t>x</t></text>'))], {}),
        ([old(("C2", OF_THREAD))], {"C2": "An estimate"}),
        ([old(("C2", OF_THREAD)), thread(("C2", "An estimate"))], {"C2": "An estimate"}),
        (
            [thread(("C2", "One"), ("C2", "Two"), ("C3", "Three"))],
            {"C2": "One / Two", "C3": "Three"},
        ),
        (
            [
                thread(("C2", "One")),
                old(("C2", OF_THREAD), ("D2", 'authorId="0"><text><t>x</t></text>')),
            ],
            {"C2": "One", "D2": "x"},
        ),
        ([old(("C2", 'authorId="0"><text><t>x</t></text>'))[:-25]], {"C2": "x"}),
        ([b""], {}),
    ],
)
def test_old_comments_and_threads(parts, told):
    assert {place.address: text for place, text in comments_of(parts, place_of).items()} == told


def test_a_thread_in_a_workbook_is_found_by_what_its_sheet_leads_to(workbook_of_xml):
    said = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{THREADS}" '
        f'Target="../threadedComments/threadedComment1.xml"/><Relationship Id="rId2" '
        f'Type="{OFFICE}/comments" Target="/xl/comments1.xml"/></Relationships>'
    )
    cells = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABC", ROWS[0], strict=True)
    )
    content = workbook_of_xml(
        f'<row r="1">{cells}</row><row r="2"><c r="A2"><v>6.2</v></c><c r="C2"><v>45</v></c></row>',
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": said,
            "xl/threadedComments/threadedComment1.xml": thread(("C2", "An estimate")),
            "xl/comments1.xml": old(("C2", OF_THREAD)),
        },
    )
    assert read_return("q2.xlsx", content).tables[0].comments == {"C2": "An estimate"}


def test_a_long_comment_is_cut():
    assert as_comment("x" * LONGEST) == "x" * LONGEST
    assert as_comment("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"


def test_no_more_comments_are_kept_than_anybody_reads():
    comments: dict[Place, str] = {}
    for row in range(1, MOST + 5):
        note_comment(comments, Place(row, 1), "x")
    assert len(comments) == MOST
    note_comment(comments, Place(1, 1), "y")
    assert comments[Place(1, 1)] == "x / y"
