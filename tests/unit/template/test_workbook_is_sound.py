"""The workbook as a file: nothing in it that a spreadsheet program would repair or calculate."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest

from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.template import template_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Q4 = quarter(2023, 4)
# The order that the format prescribes (ECMA-376 part 1, 18.3.1.99); Excel repairs any other.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
    *("sheetProtection", "conditionalFormatting", "dataValidations", "pageMargins", "pageSetup"),
    *("headerFooter", "ignoredErrors"),
)


@pytest.fixture(scope="module")
def sheets_of():
    """sheets_of(content): the XML of each worksheet."""

    def find(content: bytes) -> list[ET.Element]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return [ET.fromstring(archive.read(name)) for name in sorted(names)]

    return find


def test_the_parts_of_a_sheet_stand_in_the_order_of_the_format(real_templates, sheets_of):
    for content in real_templates.values():
        sheets = sheets_of(content)
        assert len(sheets) == 3
        for sheet in sheets:
            tags = [child.tag.removeprefix(MAIN) for child in sheet]
            assert tags == sorted(tags, key=ORDER.index)


def test_headers_print_and_areas_are_names_of_the_workbook(template, opened):
    book = opened(template)
    assert {name for sheet in book for name in (sheet.print_title_rows, sheet.print_area)} == {
        *("$5:$5", "$4:$4", None, ""),
        book["Return"].print_area,
    }


def test_it_says_what_it_is(template, opened):
    book = opened(template)
    assert book.sheetnames == ["Return", "Activities", "Guidance"]
    assert book.properties.title == "Northmere: return for Q4 2023/24"
    assert book.active.title == "Return"


def test_text_that_looks_like_a_formula_stays_text(hostile_plan, sheets_of, opened, activities):
    statuses = activities({"activity_code": "A1.1", "comment": "=1+1", "status": "=1+1"})
    made = template_workbook(hostile_plan, Q4, activities=statuses)
    for sheet in sheets_of(made):
        assert not list(sheet.iter(f"{MAIN}f"))
    book = opened(made)
    texts = [cell for sheet in book for line in sheet for cell in line if cell.value is not None]
    assert {cell.data_type for cell in texts} <= {"s", "n", "d"}
    like_formulas = [c for c in texts if isinstance(c.value, str) and c.value[:1] in "=+-@\t"]
    assert len(like_formulas) > 20
    # So that it stays text also when somebody edits its cell.
    assert all(cell.quotePrefix for cell in like_formulas)
    titles = {cell.value for cell in texts}
    assert {"=1+1", "+44", "@SUM(A1)", "#N/A", "<b> & more"} <= titles


def test_a_name_cannot_give_the_printer_instructions(hostile_plan, sheets_of):
    for sheet in sheets_of(template_workbook(hostile_plan, Q4)):
        footer = sheet.find(f"{MAIN}headerFooter/{MAIN}oddFooter").text
        assert "2023 && 2025" in footer
        assert re.findall(r"(?<!&)(?:&&)*&([A-Z])", footer) == ["L", "C", "R", "P", "N"]
        assert len(footer) <= 255


def test_the_guidance_says_when_how_and_what_each_measure_counts(template, opened, fictional_plan):
    words = "\n".join(
        str(value)
        for line in opened(template)["Guidance"].iter_rows(values_only=True)
        for value in line
        if value
    )
    assert "Send the workbook back by" in words
    for marker in ("[p]", "[r]", "[c]", "[x]", "[z]"):
        assert marker in words
    for measure, _ in due_in(fictional_plan, Q4):
        assert measure.definition in words
        assert measure.owner in words


def test_no_explanation_is_wider_than_the_columns_it_reaches_over(template, opened):
    sheet = opened(template)["Guidance"]
    room = sum(sheet.column_dimensions[letter].width for letter in "BCDEFG")
    words = [line[1].value for line in sheet.iter_rows() if line[1].value]
    assert max(map(len, words)) < room
    assert not sheet.merged_cells.ranges


def test_codes_that_look_like_numbers_are_texts_and_meant_to_be(template, sheets_of, rows_of):
    assert all(isinstance(line["Code"], str) for line in rows_of(template))
    for sheet in sheets_of(template):
        (ignored,) = sheet.iter(f"{MAIN}ignoredError")
        assert ignored.get("numberStoredAsText") == "1"


def test_every_member_of_the_archive_is_whole_and_named_once(template):
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
