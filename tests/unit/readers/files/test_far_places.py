"""A file may say that its rows and cells are anywhere, and its texts of any length: a sentence."""

import io
import time
import zipfile

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files import text_limit

MOST_SECONDS = 10  # of the processor: such a file took all there were
HEADING = ("Code", "Period", "Outturn")


def texts(*shown: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in shown)


def row(number: object, cells: str = "<c><v>1</v></c>") -> str:
    return f'<row r="{number}">{cells}</row>'


FIRST = row(1, texts(*HEADING)) + row(2, texts("5.2", "2018/19") + "<c><v>23</v></c>")


@pytest.fixture
def refusal(workbook_of_xml):
    """refusal(rows, after): the sentence that answers a table followed by these rows."""

    def call(rows: str = "", after: str = "") -> str:
        begun = time.process_time()
        with pytest.raises(UnreadableReturn) as refused:
            read_return("q2.xlsx", workbook_of_xml(FIRST + rows, after))
        assert time.process_time() - begun < MOST_SECONDS
        return str(refused.value)

    return call


@pytest.mark.parametrize(
    "number", ["99999999999", "1048577", "1e15", "1_000_000_000", "9" * 5000, "0", "-3", "x", ""]
)
def test_a_row_with_a_number_that_no_sheet_has_is_refused_at_once(refusal, number):
    sentence = refusal(row(number))
    assert sentence.startswith(f"Sheet 'Return' has a row numbered '{number[:30]}")
    assert "the last cell of a sheet is XFD1048576" in sentence
    assert sentence.endswith(
        "copy the table into a new workbook, or save it as CSV, and send that."
    )
    assert len(sentence) < 250


@pytest.mark.parametrize("number", [2, 1])
def test_a_row_after_one_further_down_is_refused_and_not_lost(refusal, number):
    assert f"has row {number} after row 2." in refusal(row(number))


@pytest.mark.parametrize("address", ["A99999999999", "A1048577", "XFE3", "ZZZ3", "A0", "A-3", "3"])
def test_a_cell_with_an_address_that_no_sheet_has_is_refused(refusal, address):
    assert f"has a cell called '{address}', and the last cell of a sheet is" in refusal(
        row(3, f'<c r="{address}"/>')
    )


def test_more_cells_beside_each_other_than_a_sheet_has_columns_are_refused(refusal):
    assert "has a cell called 'XFE3'" in refusal(row(3, "<c/>" * 16_385))


def test_a_cell_in_another_row_than_its_own_is_refused(refusal):
    assert "has cell A7 in row 3." in refusal(row(3, '<c r="A7"><v>1</v></c>'))


@pytest.mark.parametrize("address", ["A3", "C3"])
def test_a_cell_after_one_further_right_is_refused_and_not_lost(refusal, address):
    cells = f'<c r="C3"><v>1</v></c><c r="{address}"><v>1</v></c>'
    assert f"has cell {address} after cell C3." in refusal(row(3, cells))


@pytest.mark.parametrize("block", ["A1:A99999999999", "A1:XFE9", "A0:A9", "A1:B", "A:A"])
def test_cells_merged_beyond_a_sheet_are_refused(refusal, block):
    after = f'<mergeCells><mergeCell ref="{block}"/></mergeCells>'
    assert f"has cells merged over '{block}', and the last cell" in refusal(after=after)


@pytest.mark.parametrize("block", ["A9:A1", "C1:A9"])
def test_cells_merged_backwards_do_not_make_room_for_others(refusal, block):
    after = f'<mergeCells><mergeCell ref="{block}"/></mergeCells>'
    assert f"merged over '{block}', from its end to its beginning" in refusal(after=after)


def test_a_sheet_that_is_not_read_may_be_numbered_as_it_likes(workbook, archive):
    def hide(book) -> None:
        book["Old"].sheet_state = "hidden"

    content = workbook({"Return": [HEADING, ["5.2", "2018/19", 23]], "Old": [["x"]]}, edit=hide)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    old = "xl/worksheets/sheet2.xml"
    members[old] = members[old].replace(b'<row r="1"', b'<row r="99999999999"')
    assert read_return("q2.xlsx", archive(members)).rows["outturn"].tolist() == ["23"]


@pytest.mark.parametrize(
    "extent", ["A1:XFD1048576", "A1:ZZZ9999999", "A1:A99999999999", "C9:A1", "A1"]
)
def test_what_a_sheet_says_of_its_extent_costs_nothing(workbook_of_xml, extent):
    begun = time.process_time()
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{extent}"/><sheetData>{FIRST}</sheetData></worksheet>'
    )
    raw = read_return("q2.xlsx", workbook_of_xml(more={"xl/worksheets/sheet1.xml": sheet}))
    assert raw.rows["outturn_cell"].tolist() == ["C2"]
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize("number", ["3", "3.0", " 3 ", "1048576"])
def test_rows_are_numbered_as_openpyxl_reads_them(workbook_of_xml, number):
    raw = read_return("q2.xlsx", workbook_of_xml(FIRST + row(number, "")))
    assert raw.rows["outturn"].tolist() == ["23"]


def test_empty_cells_in_the_last_row_and_column_of_many_sheets_cost_nothing(workbook):
    """A format drawn down or across a whole sheet: no row or cell is made up on the way there."""

    def far(book) -> None:
        for number in range(150):
            book.create_sheet(f"Old {number}")["XFD1048576"].number_format = "0%"
        for line in range(5_000):
            book["Return"].cell(line + 1, 16_384).number_format = "0%"

    content = workbook({"Return": [HEADING, ["5.2", "2018/19", 23]]}, edit=far)
    begun = time.process_time()
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["23"]
    assert time.process_time() - begun < MOST_SECONDS


def shared(text: str, cells: int) -> dict[str, str]:
    """The members of a workbook in which so many cells share a text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(row(3 + number, '<c t="s"><v>0</v></c>') for number in range(cells))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
            "</Types>"
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{text}</t></si></sst>',
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}"><sheetData>{FIRST}{rows}</sheetData></worksheet>'
        ),
    }


def test_a_text_longer_than_a_cell_has_room_for_is_refused_with_its_cell(workbook_of_xml):
    content = workbook_of_xml(more=shared("x" * 32_768 + " ", cells=3))
    with pytest.raises(UnreadableReturn) as refused:
        read_return("q2.xlsx", content)
    assert str(refused.value).startswith(
        "Sheet 'Return' has a text of 32,769 characters in cell A3, and a cell has room for 32,767"
    )


def test_the_longest_text_of_a_cell_is_read_however_the_file_writes_it(workbook_of_xml):
    content = workbook_of_xml(more=shared("_x000D_" + "x" * 32_766, cells=3))
    assert read_return("q2.xlsx", content).rows["outturn"].tolist()[0] == "23"


def test_a_text_shared_by_many_cells_is_counted_for_each(workbook_of_xml, monkeypatch):
    monkeypatch.setattr(text_limit, "MAX_CHARACTERS", 1_000_000)
    few, many = shared("x" * 30_000, cells=30), shared("x" * 30_000, cells=35)
    assert len(read_return("q2.xlsx", workbook_of_xml(more=few)).rows) > 0
    with pytest.raises(UnreadableReturn, match="show more than 1,000,000 characters of text"):
        read_return("q2.xlsx", workbook_of_xml(more=many))


def test_a_text_merged_down_many_rows_is_counted_for_each(refusal, monkeypatch):
    monkeypatch.setattr(text_limit, "MAX_CHARACTERS", 1_000_000)
    rows = row(3, texts("x" * 30_000)) + row(50)
    after = '<mergeCells><mergeCell ref="A3:A40"/></mergeCells>'
    assert "show more than 1,000,000 characters" in refusal(rows, after)


def test_a_formula_without_a_value_may_not_be_longer_than_a_cell(refusal):
    assert "has a text of 40,001 characters in cell A3" in refusal(
        row(3, f'<c r="A3"><f>{"1" * 40_000}</f></c>')
    )


def ods_table(content: str) -> str:
    return f'<table:table table:name="Return">{content}</table:table>'


@pytest.mark.parametrize("times", ["99999999999", "4294967296", "9" * 40, "-3", "0", "x"])
@pytest.mark.parametrize("attribute", ["rows", "columns"])
def test_repetitions_in_an_ods_end_soon_whatever_their_number(spreadsheet_ods, attribute, times):
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    repeated = f' table:number-{attribute}-repeated="{times}"'
    inside = cell.format(repeated if attribute == "columns" else "")
    line = f"<table:table-row{repeated if attribute == 'rows' else ''}>{inside}</table:table-row>"
    last = f"<table:table-row>{cell.format('')}</table:table-row>"
    content = spreadsheet_ods(ods_table(line + last))
    said = ""
    try:
        read_return("q2.ods", content)
    except UnreadableReturn as refused:  # it depends on the number: never a hung reader
        said = str(refused)
    assert "takes too long" not in said  # it has some seconds of the processor


def test_a_text_in_an_ods_is_no_longer_than_a_cell_has_room_for(spreadsheet_ods):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    line = f"<table:table-row>{cell.format('x' * 32_768)}</table:table-row>"
    with pytest.raises(UnreadableReturn, match="a text of 32,768 characters in cell A1"):
        read_return("q2.ods", spreadsheet_ods(ods_table(line)))
