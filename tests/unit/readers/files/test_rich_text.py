"""Raised digits are written as what they look like."""

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kpis.readers import read_return
from kpis.readers.files.seen.rich_text import Run, as_it_looks, raised_texts

RAISED, LOWERED = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
PLAIN = InlineFont(b=True)


@pytest.mark.parametrize(
    ("runs", "looks"),
    [
        ([("45", ""), ("1", "superscript")], "45¹"),
        ([("5.6", ""), ("2,3", "superscript")], "5.6²,³"),
        ([("4", ""), ("5", ""), ("1", "superscript")], "45¹"),
        ([("1", "superscript"), ("45", "")], "¹45"),
        ([("45", ""), ("a", "superscript")], "45a"),
        ([("45", ""), ("1", "subscript")], "45₁"),
        ([("CO", ""), ("2", "subscript")], "CO2"),
        ([("Outturn", ""), ("1", "superscript")], "Outturn¹"),
        ([("45", ""), ("1", "")], "451"),
        ([("50", "", True), ("45", "")], "5̶0̶45"),
    ],
)
def test_a_text_is_read_as_it_looks(runs, looks):
    assert as_it_looks([Run(*run) for run in runs]) == looks


@pytest.mark.parametrize(
    "cell",
    [
        CellRichText("45", TextBlock(RAISED, "1")),
        CellRichText(TextBlock(PLAIN, "45"), TextBlock(RAISED, "1")),
        CellRichText("45", TextBlock(RAISED, " 1")),
        CellRichText(TextBlock(PLAIN, "4"), "5", TextBlock(RAISED, "12")),
        CellRichText("45", TextBlock(LOWERED, "1")),
    ],
)
def test_a_footnote_in_a_cell_is_no_digit_of_its_figure(workbook, cell):
    def write(book):
        book.active["C2"] = cell

    content = workbook([["Code", "Period", "Outturn"], ["5.2", "2018/19", None]], write)
    (text,) = read_return("q2.xlsx", content).rows["outturn"]
    assert text.startswith("45")
    assert not text.isascii()


def test_a_text_kept_in_its_cell_is_read_as_it_looks(workbook_of_xml):
    def text(*runs):
        return "<is>" + "".join(runs) + "</is>"

    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    cells = [["Code", "Period", "Outturn"], ["5.2", "2018/19", "45"]]
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letters}{number}" t="inlineStr">'
            + text(f"<r><t>{each}</t></r>", raised if each == "45" else "")
            + "</c>"
            for letters, each in zip("ABC", row, strict=True)
        )
        + "</row>"
        for number, row in enumerate(cells, 1)
    )
    assert read_return("q2.xlsx", workbook_of_xml(rows)).rows["outturn"].tolist() == ["45¹"]


def test_a_reading_aid_above_a_text_is_no_part_of_it():
    part = (
        b"<sst><si><r><t>45</t></r><rPh><t>7</t></rPh>"
        b'<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si></sst>'
    )
    assert raised_texts(part).shared == {0: "45¹"}


def test_what_stands_before_a_fault_is_found():
    assert raised_texts(b"<sst><si><t>45</t></si><").shared == {}


@pytest.mark.parametrize(
    ("font", "outturn"),
    [(InlineFont(strike=True), "5̶0̶45"), (InlineFont(strike=False), "5045")],
)
def test_a_struck_figure_is_no_part_of_the_one_beside_it(workbook, font, outturn):
    cell = CellRichText(TextBlock(font, "50"), "45")
    content = workbook([["Code", "Period", "Outturn"], ["5.2", "2018/19", cell]])
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == [outturn]
