"""What a page shows of a file for a person to point at, and what may be read of a large one."""

import re
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells

TABLE = [["Return of a service"], [], ["", "Area", "Share"], ["", "Here", 0.5]]


def test_a_preview_has_every_cell_in_its_place(workbook, old_workbook, text):
    shown = [["Return of a service"], [], ["", "Area", "Share"], ["", "Here", "0.5"]]
    for content in (workbook(TABLE), old_workbook(TABLE), text(TABLE)):
        (sheet,) = sheet_cells("q2", content, columns=3)
        assert sheet.rows == [row + [""] * (3 - len(row)) for row in shown]


def test_a_preview_of_an_ods_has_every_cell_in_its_place(spreadsheet_ods):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{cell.format(text)}</table:table-row>" for text in "abc")
    content = spreadsheet_ods(f'<table:table table:name="One">{rows}</table:table>')
    (sheet,) = sheet_cells("q2", content, rows=2, columns=1)
    assert (sheet.name, sheet.rows) == ("One", [["a"], ["b"]])


def test_no_more_is_shown_than_was_asked_for(workbook_of_xml, text):
    table = [[f"{row}", *[f"c{column}" for column in range(1, 302)]] for row in range(41)]
    table += [["more"]] * 41
    cells = ["".join(f'<c t="str"><v>{cell}</v></c>' for cell in row) for row in table]
    as_xml = "".join(f"<row>{row}</row>" for row in cells)
    for content in (workbook_of_xml(as_xml), text(table)):
        (sheet,) = sheet_cells("q2", content)
        assert len(sheet.rows) == 40
        assert {len(row) for row in sheet.rows} == {300}
        assert (sheet.rows[39][0], sheet.rows[39][299]) == ("39", "c299")
        assert len(sheet_cells("q2", content, rows=80)[0].rows) == 80


def test_hidden_sheets_are_not_shown(workbook):
    def hide(book):
        book["Two"].sheet_state = "hidden"

    sheets = sheet_cells("q2", workbook({"One": TABLE, "Two": TABLE}, edit=hide))
    assert [sheet.name for sheet in sheets] == ["One"]


def test_a_record_that_a_preview_would_cut_in_two_is_left_out(text):
    table = [["Area", "Why"], ["Here", "x" * 100_000], *[["There", "y" * 100_000]] * 20]
    (sheet,) = sheet_cells("q2", text(table))
    assert 2 < len(sheet.rows) < 21
    assert {len(row[1]) for row in sheet.rows[1:]} == {100_000}


def test_what_is_no_return_is_refused_as_ever():
    with pytest.raises(UnreadableReturn, match="a PDF"):
        sheet_cells("q2.pdf", b"%PDF-1.7")


@pytest.fixture(scope="module")
def large(workbook, archive):
    """A workbook with more cells than can be read, and a small table among them."""
    with zipfile.ZipFile(BytesIO(workbook({"Before": [], "Figures": TABLE, "After": []}))) as few:
        members = {name: few.read(name) for name in few.namelist()}
    cells = '<c t="str"><v>much</v></c>' * 20
    much = f"<row>{cells}</row>" * 3_000
    for number in (1, 3):
        sheet = f"xl/worksheets/sheet{number}.xml"
        members[sheet], replaced = re.subn(
            b"<sheetData(/| /|></sheetData)>",
            f"<sheetData>{much}</sheetData>".encode(),
            members[sheet],
        )
        assert replaced == 1
    return archive(members)


def test_a_workbook_too_large_to_be_read_is_shown(large):
    with pytest.raises(UnreadableReturn, match="point out on the page for returns"):
        read_return("q2.xlsx", large)
    assert [sheet.name for sheet in sheet_cells("q2.xlsx", large)] == ["Before", "Figures", "After"]


def test_a_mapped_sheet_of_a_workbook_too_large_to_be_read_is_read(large):
    preview = sheet_cells("q2.xlsx", large)[1]
    mapping = mapping_of(
        preview,
        header_row=3,
        columns={2: "area", 3: "outturn"},
        fixed={"measure": "5.2", "period": "2019/20"},
    )
    assert read_return("q2.xlsx", large, mapping).rows["outturn_cell"].tolist() == ["C4"]


def test_rows_that_claim_to_be_the_first_do_not_slip_past_the_limit(workbook_of_xml):
    row = "<row r='1'>" + "<c><v>1</v></c>" * 20 + "</row>"
    content = workbook_of_xml(row * 5_001)
    with pytest.raises(UnreadableReturn, match="'Return' has row 1 after row 1"):
        sheet_cells("q2.xlsx", content)


def test_a_preview_meets_no_more_of_the_first_row_below_it_than_a_return_has(workbook_of_xml):
    """openpyxl takes in that row before it can tell that it is below."""
    content = workbook_of_xml(f"<row r='1'/><row r='41'>{'<c/>' * 100_001}</row>")
    with pytest.raises(UnreadableReturn, match="a cell called 'XFE41'"):
        sheet_cells("q2.xlsx", content)


def test_the_rows_of_a_preview_are_where_they_say_they_are(workbook_of_xml):
    content = workbook_of_xml("<row r='1'/><row r='99999999999'/>")
    with pytest.raises(UnreadableReturn, match="'Return' has a row numbered '99999999999'"):
        sheet_cells("q2.xlsx", content)


def test_what_stands_below_a_preview_is_not_opened(workbook_of_xml):
    row = "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
    (sheet,) = sheet_cells("q2.xlsx", workbook_of_xml(row * 5_001))
    assert len(sheet.rows) == 40


def test_dates_and_percentages_are_shown_as_they_are_kept():
    book = openpyxl.Workbook()
    book.active.append([date(2019, 9, 30), 0.234, True])
    book.active["B1"].number_format = "0%"
    file = BytesIO()
    book.save(file)
    (sheet,) = sheet_cells("q2.xlsx", file.getvalue(), columns=3)
    assert sheet.rows == [["2019-09-30", "0.234", "TRUE"]]
