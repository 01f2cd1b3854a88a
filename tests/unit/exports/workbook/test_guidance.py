"""The government's checklist of accessible spreadsheets, held item by item over a file.

Source: Government Analysis Function, "Accessible spreadsheets: a checklist of the basics", in its
order. What only a person can judge (spelling, plain words) is in docs/how_to.
"""

import io
import re
import zipfile
from functools import cache

import openpyxl
import pytest

from kpis.charts.palette import LIGHT
from kpis.exports.formats import Format, render
from kpis.exports.workbook.names import table_names
from kpis.exports.workbook.writing import unlike
from kpis.model import RagStatus
from tests.unit.charts.test_palette import contrast
from tests.unit.exports.office.documents import hostile, sample


@cache
def content(which: str) -> bytes:
    return render({"sample": sample, "hostile": hostile}[which](), Format.WORKBOOK)


@pytest.fixture(params=["sample", "hostile"], scope="module")
def archive(request) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content(request.param)))


@pytest.fixture(params=["sample", "hostile"], scope="module")
def book(request) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content(request.param)))


def parts(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    return [
        archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)
    ]


def table_of(sheet):
    (table,) = sheet.tables.values()
    return table


def tabled(book: openpyxl.Workbook) -> list:
    return [sheet for sheet in book if sheet.tables]


# Tables


def test_tables_1_every_table_is_marked_up_as_one(book):
    """What lies beneath what is said is a table: no cell beyond column A stands outside one."""
    for sheet in book:
        beyond = [cell for line in sheet.iter_rows(min_col=2) for cell in line if cell.value]
        if beyond:
            first, last = table_of(sheet).ref.split(":")
            inside = {cell.coordinate for line in sheet[f"{first}:{last}"] for cell in line}
            assert {cell.coordinate for cell in beyond} <= inside


def test_tables_2_their_names_say_what_they_hold_and_are_unlike(book):
    names = [table_of(sheet).name for sheet in tabled(book)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) for name in names)


def test_tables_2_no_name_looks_like_a_cell():
    names = table_names(
        ["q2", "Q2", "R1C1", "r", "C", "2019/20", "", "=1+1", "Off track", "off track!"]
    )
    assert names == [
        *("Table_q2", "Table_Q2_2", "Table_R1C1", "Table_r", "Table_C"),
        *("Table_2019_20", "Table", "Table_1_1", "Off_track", "off_track_2"),
    ]


def test_tables_3_no_cell_is_merged(archive):
    assert not [
        part for part in parts(archive, r"xl/worksheets/sheet\d+\.xml") if "mergeCell" in part
    ]


def test_tables_4_no_row_and_no_column_within_a_table_is_blank(book):
    for sheet in tabled(book):
        lines = [[cell.value for cell in line] for line in sheet[table_of(sheet).ref]][1:]
        assert all(any(value is not None for value in line) for line in lines)
        assert all(
            any(value is not None for value in column) for column in zip(*lines, strict=True)
        )


def test_tables_5_each_has_one_header_row_with_a_text_of_its_own_above_each_column(book):
    for sheet in tabled(book):
        table = table_of(sheet)
        heads = [str(cell.value) for cell in sheet[table.ref][0]]
        assert table.headerRowCount == 1
        assert all(head.strip() for head in heads)
        assert len({head.casefold() for head in heads}) == len(heads)


def test_tables_5_headers_that_are_alike_or_empty_are_told_apart():
    assert unlike(["Target", "target", "", "Target"]) == [
        "Target",
        "target (2)",
        "Column 3",
        "Target (3)",
    ]


def test_tables_6_texts_are_wrapped(book):
    for sheet in tabled(book):
        texts = [
            cell
            for line in sheet[table_of(sheet).ref]
            for cell in line
            if cell.data_type == "s" and not cell.hyperlink
        ]
        assert all(cell.alignment.wrap_text for cell in texts)


def test_tables_7_there_is_no_filter_and_no_frozen_pane(archive):
    sheets = parts(archive, r"xl/(worksheets/sheet|tables/table)\d+\.xml")
    assert not [part for part in sheets if "autoFilter" in part or "<pane" in part]


def test_tables_8_why_cells_are_empty_is_said_above_the_table(book):
    for sheet in tabled(book):
        lines = [cell.value for line in sheet[table_of(sheet).ref] for cell in line]
        above = " ".join(str(cell.value) for cell in sheet["A"][: table_row(sheet) - 1])
        assert (None in lines) == ("Cells are left empty where there is nothing to show" in above)


def table_row(sheet) -> int:
    return int(re.search(r"\d+", table_of(sheet).ref)[0])


def test_tables_9_nothing_is_hidden(archive):
    all_parts = parts(archive, r"xl/(worksheets/sheet\d+|workbook)\.xml")
    assert not [part for part in all_parts if 'hidden="1"' in part or 'state="hidden"' in part]


# Footnotes


def test_footnotes_1_no_note_is_pointed_to_by_a_symbol_or_superscript(archive):
    assert not [
        part for part in parts(archive, r"xl/.*\.xml") if 'vertAlign val="superscript"' in part
    ]


def test_footnotes_2_to_4_notes_are_numbered_in_a_table_on_a_sheet_of_their_own():
    book = openpyxl.load_workbook(io.BytesIO(content("sample")))
    numbers = [line[0].value for line in book["Notes"][table_of(book["Notes"]).ref]][1:]
    assert numbers == [f"[note {at}]" for at in range(1, len(numbers) + 1)]
    texts = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    pointed = {each for text in texts for each in re.findall(r"\[note \d+\]", str(text))}
    assert pointed == set(numbers)


# Formatting


def test_formatting_2_texts_are_sans_serif_of_at_least_11_points_black_and_upright(book):
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.value is not None):
            assert cell.font.name == "Arial"
            assert cell.font.size >= 11
            assert not cell.font.italic
            assert not cell.alignment.textRotation
            plain = not cell.hyperlink and cell.fill.fill_type is None
            assert not plain or cell.font.color.theme == 1


def test_formatting_3_the_first_cell_is_the_title_and_marked_as_heading_1(book):
    for sheet in book:
        assert sheet["A1"].value
        assert sheet["A1"].style == "Heading 1"


def test_formatting_5_there_is_no_header_no_footer_and_no_floating_text(archive):
    sheets = parts(archive, r"xl/worksheets/sheet\d+\.xml")
    assert not [part for part in sheets if "<oddHeader>" in part or "<oddFooter>" in part]
    assert not [
        part for part in parts(archive, r"xl/drawings/drawing\d+\.xml") if "<xdr:sp " in part
    ]


def test_formatting_6_to_8_colour_stands_behind_a_rating_alone_and_its_word_says_the_same(book):
    words = {f"FF{LIGHT.rag[status].area[1:]}": status for status in LIGHT.rag}
    filled = [
        cell
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.fill.fill_type is not None
    ]
    assert filled
    for cell in filled:
        assert cell.fill.fgColor.rgb in words
        assert cell.value


def test_formatting_8_the_word_of_a_rating_is_the_one_of_its_colour():
    book = openpyxl.load_workbook(io.BytesIO(content("sample")))
    words = {f"FF{LIGHT.rag[status].area[1:]}": status.value for status in LIGHT.rag}
    for cell in (cell for sheet in book for line in sheet.iter_rows() for cell in line):
        if cell.fill.fill_type is not None:
            assert str(cell.value).lower().startswith(words[cell.fill.fgColor.rgb])


@pytest.mark.parametrize("status", [RagStatus.GREEN, RagStatus.AMBER, RagStatus.RED])
def test_formatting_9_a_rating_is_read_on_its_colour(status):
    fill = LIGHT.rag[status]
    assert contrast(fill.letter, fill.area) >= 4.5


def test_formatting_10_every_chart_and_every_table_has_its_text_alternative(archive):
    for part in parts(archive, r"xl/drawings/drawing\d+\.xml"):
        frames = re.findall(r"<xdr:cNvPr [^>]*>", part)
        assert frames
        assert all(re.search(r' descr="[^"]+"', frame) for frame in frames)
    described = " ".join(parts(archive, r"xl/worksheets/sheet\d+\.xml|xl/tables/table\d+\.xml"))
    assert described.count("altTextSummary=") == len(parts(archive, r"xl/tables/table\d+\.xml"))


def test_formatting_11_there_is_no_macro_and_no_link_out_of_the_file(archive):
    assert not [name for name in archive.namelist() if "vba" in name.lower()]
    assert not [part for part in parts(archive, r".*\.rels") if "External" in part]


# Structure


def test_structure_1_and_2_sheets_have_names_of_their_own_and_none_is_blank(book):
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert all(
        any(cell.value for line in sheet.iter_rows(min_row=2) for cell in line) for sheet in book
    )


def test_structure_3_column_a_says_above_a_table_what_is_on_the_sheet(book):
    for sheet in tabled(book):
        above = [cell.value for cell in sheet["A"][1 : table_row(sheet) - 1]]
        assert any(text.startswith("This sheet contains one table.") for text in above)


def test_structure_4_to_6_a_sheet_has_one_table_in_column_a_and_nothing_beneath_it(book):
    for sheet in tabled(book):
        first, last = table_of(sheet).ref.split(":")
        assert first.startswith("A")
        assert sheet.max_row == int(re.search(r"\d+", last)[0])


# Before publishing


def test_publishing_3_the_file_says_its_title_its_publisher_and_its_language():
    book = openpyxl.load_workbook(io.BytesIO(content("sample")))
    properties = book.properties
    assert properties.title == "Performance report, Q2 2019/20"
    assert (properties.creator, properties.language) == ("Council", "en-GB")
    assert properties.subject == "Council, Plan"
