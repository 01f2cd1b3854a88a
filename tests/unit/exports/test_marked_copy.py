"""The sender's workbook handed back: faulty cells marked, issues listed, all else as it was."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image as Picture

from kpis.errors import UnreadableReturn
from kpis.exports.issue_sheet import SHEET_NAME
from kpis.exports.marked_copy import marked_copy
from kpis.words.marked import AUTHOR
from tests.unit.exports.marking import QUARTER, issue, parts, reload, saved, with_parts


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A workbook with all that loading and saving again would lose or disturb."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = QUARTER
    sheet.append(["Measure", "Period", "Outturn", "Share", "Day", "Twice"])
    sheet.append(["5.2", "Q2 2019/20", "many", 0.234, date(2019, 9, 30), "=C2*2"])
    sheet.append(["5.3", "Q2 2019/20", 12, 0.5, date(2019, 9, 30), "=C3*2"])
    sheet["D2"].number_format = "0.0%"
    sheet["D2"].font = Font(bold=True, color="FF0000")
    sheet["D2"].border = Border(left=Side("thick"))
    sheet["D2"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["E2"].number_format = "dd/mm/yyyy"
    sheet["A2"].comment = Comment("Ask the depot first.", "Head of Waste")
    sheet.merge_cells("A5:B8")
    sheet["A5"] = "merged"
    sheet.conditional_formatting.add("C2:C9", CellIsRule("lessThan", ["10"], font=Font(bold=True)))
    sheet.column_dimensions["G"].width = 30
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(picture, "png")
    other = book.create_sheet("Other")
    other.add_image(Image(picture), "B2")
    other["A1"] = "untouched"
    other["A1"].comment = Comment("A comment elsewhere.", "Somebody")
    other.defined_names.add(DefinedName("local", attr_text="Other!$A$1"))
    other.print_area = "A1:C3"
    book.active = 1
    sheet.sheet_view.tabSelected, other.sheet_view.tabSelected = False, True
    return with_parts(
        saved(book),
        xl_worksheets_sheet1_xml=lambda xml: re.sub(
            rb"<f>C3\*2</f><v(?: ?/>|></v>)", b"<f>C3*2</f><v>24</v>", xml
        ),
    )


@pytest.fixture(scope="module")
def marked(rich) -> bytes:
    issues = [
        issue("C2"),
        issue("D2", severity="warning", sentence="23% is much more than last time."),
        issue("D2", sentence="type 23.4."),
        issue("G3", severity="warning", sentence="a commentary is missing."),
        issue("A2", sentence="the measure is not in the plan."),
        issue("", sheet="", severity="warning", sentence="The file has hidden rows."),
        issue("B7", sentence="no such period."),
        issue("D14", sheet="Gone"),
    ]
    name, content = marked_copy("Waste return.xlsx", rich, issues)
    assert name == "Waste return (marked).xlsx"
    return content


def test_faulty_cells_are_filled_and_warnings_striped(marked):
    sheet = reload(marked)[QUARTER]
    assert sheet["C2"].fill.fill_type == "solid"
    assert sheet["G3"].fill.fill_type == "lightUp"
    assert sheet["D2"].fill.fill_type == "solid", "an error counts for more than a warning"
    assert sheet["C3"].fill.fill_type is None


def test_a_question_is_dotted_and_says_its_answers(rich):
    choices = (
        {"answer": "take", "label": "it is the outturn", "stores": "24 for Q2 2019/20"},
        {"answer": "leave out", "label": "it is another figure: leave out", "stores": ""},
    )
    words = "this may be another figure."
    asked = issue("G3", severity="question", sentence=words, choices=choices)
    _, content = marked_copy("Waste return.xlsx", rich, [asked, issue("G3", severity="warning")])
    marked = reload(content)
    cell = marked[QUARTER]["G3"]
    assert cell.fill.fill_type == "gray125", "a question counts for more than a warning"
    said = (
        "This may be another figure. Answers: It is the outturn (24 for Q2 2019/20) / "
        "It is another figure: leave out."
    )
    assert cell.comment.text.startswith(f"Question: {said}")
    listed = [[cell.value for cell in row] for row in marked[SHEET_NAME].iter_rows()]
    assert listed[1][0].startswith("0 errors, 1 question and 1 warning.")
    assert next(row for row in listed if row[0] == "Question")[-1] == said


def test_a_marked_cell_keeps_its_value_and_the_rest_of_its_format(marked, rich):
    before, after = reload(rich)[QUARTER]["D2"], reload(marked)[QUARTER]["D2"]
    assert after.value == before.value == 0.234
    assert after.number_format == "0.0%"
    assert (after.font.b, after.font.color.rgb) == (True, before.font.color.rgb)
    assert after.border.left.style == "thick"


def test_every_value_and_formula_is_still_there_with_its_last_result(marked, rich):
    for options in ({}, {"data_only": True}):
        before, after = reload(rich, **options), reload(marked, **options)
        for sheet in before:
            for row in sheet.iter_rows():
                for cell in row:
                    assert after[sheet.title][cell.coordinate].value == cell.value
    assert reload(marked, data_only=True)[QUARTER]["F3"].value == 24


def test_parts_without_an_issue_are_byte_for_byte_what_they_were(marked, rich):
    before, after = parts(rich), parts(marked)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    } & set(before)
    assert {"xl/charts/chart1.xml", "xl/media/image1.png"} <= set(before) - changed
    assert list(after)[: len(before)] == list(before), "parts stand in the order they had"


def test_of_the_marked_sheet_only_formats_of_cells_changed(marked, rich):
    before = parts(rich)["xl/worksheets/sheet1.xml"]
    after = parts(marked)["xl/worksheets/sheet1.xml"]

    def without_formats(xml: bytes) -> bytes:
        xml = re.sub(rb'<c r="(G3|B7)" s="\d+"\s*/>', b"", xml)
        xml = re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", xml)
        return re.sub(rb' spans="[^"]*"', b"", xml)

    assert without_formats(after) == without_formats(before)


def test_comments_say_what_to_do_errors_first_and_in_one_comment(marked):
    sheet = reload(marked)[QUARTER]
    assert sheet["C2"].comment.text == "Error: This is not a number."
    assert sheet["C2"].comment.author == AUTHOR
    assert sheet["D2"].comment.text == (
        "Error: Type 23.4.\n\nWarning: 23% is much more than last time."
    )


def test_a_comment_that_was_there_is_kept_and_added_to(marked):
    comment = reload(marked)[QUARTER]["A2"].comment
    assert comment.text == ("Ask the depot first.\n\nError: The measure is not in the plan.")
    assert comment.author == "Head of Waste"


def test_each_comment_has_a_box_of_its_own(marked):
    drawing = parts(marked)["xl/drawings/commentsDrawing1.vml"]
    ids = re.findall(rb'<\w+:shape [^>]*\bid="([^"]+)"', drawing)
    assert len(ids) == len(set(ids)) == len(re.findall(rb'ObjectType="Note"', drawing)) == 5
    places = set(
        zip(
            map(int, re.findall(rb"<\w+:Row>(\d+)<", drawing)),
            map(int, re.findall(rb"<\w+:Column>(\d+)<", drawing)),
            strict=True,
        )
    )
    assert places == {(1, 0), (1, 2), (1, 3), (2, 6), (4, 0)}


def test_what_is_said_of_a_merged_cell_stands_where_people_see_it(marked):
    sheet = reload(marked)[QUARTER]
    assert sheet["A5"].comment.text == "Error: No such period."
    assert sheet["A5"].fill.fill_type == "solid"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A5:B8"]


def test_the_first_sheet_lists_all_issues_with_links(marked):
    sheet = reload(marked)["Issues"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = rows.index(["Severity", "Sheet", "Cell", "Measure", "What was found", "What to do"])
    assert rows[at + 1] == ["Error", QUARTER, "C2", "5.2", "many", "This is not a number."]
    assert [row[2] for row in rows[at + 1 :]] == ["C2", "D2", "D2", "G3", "A2", None, "B7", "D14"]
    links = {row[2].coordinate: row[2].hyperlink for row in sheet.iter_rows(min_row=at + 2)}
    assert links[f"C{at + 2}"].location == "'Q2 ''draft'' naïve'!C2"
    assert links[f"C{at + 7}"] is None
    assert links[f"C{at + 9}"] is None, "there is no sheet of that name to go to"
    assert rows[1][0].startswith("5 errors and 3 warnings.")


def test_a_line_of_the_list_is_as_high_as_its_longest_text(rich):
    listed = [issue("C2"), issue("C3", sentence="this is not a number. " * 20)]
    _, content = marked_copy("return.xlsx", rich, listed)
    list_of_issues = reload(content)["Issues"]
    assert list_of_issues.row_dimensions[5].height is None
    width = list_of_issues.column_dimensions["F"].width
    lines = len(list_of_issues["F6"].value) / width
    assert lines > 4
    assert list_of_issues.row_dimensions[6].height >= 15 * lines


def test_names_and_print_areas_stay_with_their_sheets(marked, rich):
    before, after = reload(rich), reload(marked)
    assert after.sheetnames == ["Issues", *before.sheetnames]
    assert after["Other"].print_area == before["Other"].print_area
    assert after["Other"].defined_names["local"].attr_text == "Other!$A$1"
    assert "local" not in after[QUARTER].defined_names


def test_never_are_two_sheets_in_front(rich, marked):
    """Excel would write what is typed into both of them."""
    assert reload(marked).active.title == "Other", "it stays as it was, so it stays in front"
    _, content = marked_copy("return.xlsx", rich, [issue("A1", sheet="Other")])
    book = reload(content)
    assert book.active.title == "Issues"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Issues"]


def test_a_workbook_without_a_view_is_given_one(rich):
    content = with_parts(
        rich, xl_workbook_xml=lambda xml: re.sub(rb"<bookViews>.*?</bookViews>", b"", xml)
    )
    assert reload(marked_copy("r.xlsx", content, [issue("C2")])[1]).active.title == QUARTER


def test_a_marked_copy_marked_again_has_one_list(marked):
    name, again = marked_copy("Waste return (marked).xlsx", marked, [issue("C3"), issue("C2")])
    book = reload(again)
    assert name == "Waste return (marked).xlsx"
    assert book.sheetnames == ["Issues", QUARTER, "Other"]
    assert book["Issues"]["A2"].value.startswith("2 errors and 0 warnings.")
    assert book[QUARTER]["C2"].comment.text == "Error: This is not a number.", "said once"


def test_a_sheet_of_the_senders_called_issues_is_left_alone():
    book = openpyxl.Workbook()
    book.active.title = "ISSUES"
    book.active["A1"] = "ours"
    again = reload(marked_copy("r.xlsx", saved(book), [issue("A1", sheet="ISSUES")])[1])
    assert again.sheetnames == ["Issues (2)", "ISSUES"]
    assert again["ISSUES"]["A1"].value == "ours"


def test_a_return_without_issues_comes_back_with_a_list_that_says_so(rich):
    book = reload(marked_copy("r.xlsx", rich, [])[1])
    assert book["Issues"]["A2"].value == "No issues were found."


def test_elements_with_a_prefix_are_marked_in_kind(rich):
    """As workbooks written through the Open XML SDK have them."""

    def prefixed(xml: bytes) -> bytes:
        text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", xml.decode())
        return text.replace("xmlns=", "xmlns:x=", 1).encode()

    names = ("xl_worksheets_sheet1_xml", "xl_styles_xml", "xl_comments_comment1_xml")
    content = with_parts(rich, **dict.fromkeys(names, prefixed))
    sheet = reload(marked_copy("r.xlsx", content, [issue("C2"), issue("G3"), issue("A2")])[1])[
        QUARTER
    ]
    assert sheet["G3"].fill.fill_type == sheet["C2"].fill.fill_type == "solid"
    assert sheet["A2"].comment.text.startswith("Ask the depot first.")


def test_the_marked_copy_of_a_workbook_without_styles_opens_again():
    book = openpyxl.Workbook()
    book.active["A1"] = 5
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts(saved(book)).items():
            part = re.sub(rb"<(?:Override|Relationship) [^<>]*styles[^<>]*/>", b"", part)
            if name != "xl/styles.xml":
                archive.writestr(name, re.sub(rb' s="\d+"', b"", part))
    content = file.getvalue()
    assert b"styles" not in parts(content)["xl/_rels/workbook.xml.rels"]
    marked = marked_copy("r.xlsx", content, [issue("A1", sheet="Sheet")])[1]
    assert reload(marked)["Sheet"]["A1"].fill.fill_type == "solid"
    assert "xl/styles.xml" in parts(marked)


def test_cells_and_rows_without_an_address_follow_the_one_before(rich):
    content = with_parts(
        rich,
        xl_worksheets_sheet1_xml=lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml, count=0),
    )
    sheet = reload(marked_copy("r.xlsx", content, [issue("C2")])[1])[QUARTER]
    assert sheet["C2"].value == "many"
    assert sheet["C2"].fill.fill_type == "solid"
    assert sheet["C3"].fill.fill_type is None


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_parts_in_other_encodings_are_marked_too(rich, encoding):
    def encoded(xml: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    content = with_parts(rich, xl_worksheets_sheet1_xml=encoded, xl_workbook_xml=encoded)
    book = reload(marked_copy("r.xlsx", content, [issue("C2")])[1])
    assert book[QUARTER]["C2"].fill.fill_type == "solid"


def test_empty_cells_are_put_in_in_the_format_of_their_column(rich):
    book = reload(rich)
    sheet = book[QUARTER]
    sheet.column_dimensions["H"].number_format = "0.00"
    cells = ("H9", "A4", "I2", "H2", "H12")
    content = marked_copy("r.xlsx", saved(book), [issue(cell) for cell in cells])[1]
    after = reload(content)[QUARTER]
    assert all(after[cell].fill.fill_type == "solid" for cell in cells)
    assert after["H9"].number_format == after["H2"].number_format == "0.00"
    xml = parts(content)["xl/worksheets/sheet1.xml"].decode()
    rows = list(map(int, re.findall(r'<row r="(\d+)"', xml)))
    assert rows == sorted(set(rows))
    columns = re.findall(r'<c r="([A-Z]+)2"', xml)
    assert columns == sorted(columns)


def test_a_workbook_with_macros_keeps_them_and_its_ending():
    book = openpyxl.Workbook()
    content = with_parts(
        saved(book),
        **{
            "[Content_Types]_xml": lambda xml: xml.replace(
                b"spreadsheetml.sheet.main+xml", b"x"
            ).replace(
                b"application/vnd.openxmlformats-officedocument.x",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        },
    )
    name, _ = marked_copy("Return.xlsm", content, [issue("A1", sheet="Sheet")])
    assert name == "Return (marked).xlsm"


@pytest.mark.parametrize(
    "broken",
    [
        {"xl_worksheets_sheet1_xml": lambda xml: xml[:-20]},
        {"xl_worksheets_sheet1_xml": lambda xml: xml.replace(b"sheetData", b"data")},
        {"xl_workbook_xml": lambda _: b"<workbook/>"},
        {"xl_workbook_xml": lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml},
        {"xl_styles_xml": lambda _: b"no XML"},
        {"xl_styles_xml": lambda xml: xml.replace(b"cellXfs", b"formats")},
        {"xl_drawings_commentsDrawing1_vml": lambda _: b"<xml>"},
        {"xl_comments_comment1_xml": lambda _: b"<comments/>"},
        {"xl__rels_workbook_xml_rels": lambda xml: xml.replace(b"rId1", b"rId9")},
        {"xl__rels_workbook_xml_rels": lambda xml: xml.replace(b'/styles"', b'/other"')},
    ],
)
def test_a_workbook_that_cannot_be_marked_is_refused_in_a_sentence(rich, broken):
    with pytest.raises(UnreadableReturn, match="cannot be marked"):
        marked_copy("r.xlsx", with_parts(rich, **broken), [issue("C2"), issue("A2")])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"measure,outturn\n5.2,1\n"])
def test_what_is_no_workbook_is_refused_in_a_sentence(content):
    with pytest.raises(UnreadableReturn, match="cannot be marked"):
        marked_copy("r.xlsx", content, [])
