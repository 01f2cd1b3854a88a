"""What stands in the workbook is what stands in the document, as texts and as numbers."""

import io
import re
import zipfile
from functools import cache

import openpyxl
import pytest

from kpis.exports.formats import Format, render
from kpis.exports.office.number_formats import number_format
from kpis.exports.plain_workbook import sheet_names
from kpis.model import Unit
from kpis.reports.blocks import Document, Section
from kpis.words.figures import figure
from tests.unit.exports.office.documents import (
    HOSTILE,
    figure_cells,
    hostile,
    measure_section,
    sample,
)


@cache
def workbook(which: str = "sample") -> openpyxl.Workbook:
    return opened({"sample": sample, "hostile": hostile}[which]())


def opened(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(document, Format.WORKBOOK)))


def rows(sheet) -> list[dict[str, object]]:
    """The lines of a sheet's table by its headers."""
    (table,) = sheet.tables.values()
    head, *lines = [[cell.value for cell in line] for line in sheet[table.ref]]
    return [dict(zip(head, line, strict=True)) for line in lines]


def charts_of(sheet) -> list:
    return sheet._charts


def cells_of(book: openpyxl.Workbook):
    return [cell for sheet in book for line in sheet.iter_rows() for cell in line]


def test_every_figure_of_the_document_stands_in_a_cell_with_its_unit():
    found = {
        (cell.value, cell.number_format) for cell in cells_of(workbook()) if cell.data_type == "n"
    }
    for cell in figure_cells(sample()):
        assert (cell.value, number_format(cell.unit, cell.decimals, cell.value)) in found


def test_every_figure_of_a_real_report_stands_in_its_workbook(second_pack):
    book = opened(second_pack)
    found = {(cell.value, cell.number_format) for cell in cells_of(book) if cell.data_type == "n"}
    wanted = figure_cells(second_pack)
    assert len(wanted) > 800
    for cell in wanted:
        assert (cell.value, number_format(cell.unit, cell.decimals, cell.value)) in found
        written = figure(cell.value, cell.unit or "", cell.decimals)
        assert cell.text.startswith(written)


def test_no_figure_stands_in_the_workbook_that_the_document_has_not():
    document = sample()
    known = {cell.value for cell in figure_cells(document)} | {28, 10}
    known |= {
        value
        for block in document.blocks()
        for column in getattr(block, "columns", ())
        for value in getattr(column, "values", ())
    }
    numbers = {cell.value for cell in cells_of(workbook()) if cell.data_type == "n"} - {None}
    assert numbers <= known


def test_a_marker_and_a_note_stand_in_columns_of_their_own():
    line = rows(workbook()["Figures by period"])[0]
    assert line == {
        "Measure": "5.1 Recycling rate",
        "Period": "Q4 2018/19",
        "Outturn": 62.5,
        "Outturn: marker": "[p]",
        "Target": 65,
        "Target: note": "illustrative",
        "Rating": "Red",
    }


def test_a_marker_stands_in_place_of_a_figure_that_is_not_there():
    line = rows(workbook()["Figures by period"])[2]
    assert (line["Outturn"], line["Outturn: marker"]) == ("[x]", "[x]")


def test_a_heading_among_rows_is_said_in_each_row_beneath_it():
    assert [line["Part of"] for line in rows(workbook()["Every measure"])] == [
        "5 Clean and green"
    ] * 3


def test_a_column_is_told_from_its_neighbour_by_what_stands_above_both():
    assert {"Q1 2018/19", "Q1 2019/20"} <= rows(workbook()["Every measure"])[0].keys()


def test_a_measure_is_a_line_with_its_facts_and_what_is_said_of_it():
    line = rows(workbook()["Measures"])[1]
    assert line["Measure"] == "5.2 Missed bins"
    assert line["Outturn"] == 1200
    assert line["The service says"] == "What is said & done."
    assert line["Notes"] == "[note 2]"
    assert rows(workbook()["Notes"])[1]["About"] == "5.2 Missed bins"


def test_what_is_told_of_an_entry_are_lines_of_their_own():
    told = [(line["What is told"], line["Text"]) for line in rows(workbook()["Off track"])]
    assert told == [
        ("Figures", "62.5% against a target of 65.0%."),
        ("In short", "Red. Worse."),
        ("The service says", "We lost two lorries."),
        ("Who answers for it", "Head of Things"),
    ]


def test_the_contents_name_every_sheet_and_lead_to_it():
    book = workbook()
    listed = rows(book["Contents"])
    assert [line["Sheet"] for line in listed] == book.sheetnames[2:]
    links = [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]


def test_no_text_becomes_a_formula_a_number_or_a_link():
    book = workbook("hostile")
    assert all(cell.data_type != "f" for cell in cells_of(book))
    texts = {cell.value for cell in cells_of(book) if cell.data_type == "s"}
    assert {"=1+1", "+A1", "@SUM(A1)", "-2+3", "007", "{=1+1}"} <= texts
    assert {HOSTILE[6], HOSTILE[7]} <= texts
    links = [cell.hyperlink for cell in cells_of(book) if cell.hyperlink]
    assert links
    assert all(link.target is None and link.location for link in links)


def test_hostile_texts_make_a_workbook_whose_charts_have_titles_of_text():
    (chart, *_) = [chart for sheet in workbook("hostile") for chart in charts_of(sheet)]
    assert chart.title.tx.strRef is None
    assert chart.title.tx.rich.p[0].r[0].t


def test_a_chart_draws_the_rows_of_its_measure():
    (sheet,) = [each for each in workbook() if charts_of(each)]
    lines = rows(sheet)
    chart = charts_of(sheet)[1]
    head = [cell.value for cell in sheet[min(c.row for c in sheet["A"] if c.value == "Measure")]]
    assert [head[_column(series)] for series in chart.series] == list(lines[0])[2:]
    reference = chart.series[0].val.numRef.f.rpartition("!")[2].replace("$", "")
    assert [cell.value for (cell,) in sheet[reference]] == [31, 28, -4, 1200]


def test_no_line_is_drawn_over_a_gap():
    with zipfile.ZipFile(io.BytesIO(render(sample(), Format.WORKBOOK))) as archive:
        assert b'<c:dispBlanksAs val="gap"/>' in archive.read("xl/charts/chart1.xml")


def _column(series) -> int:
    return ord(series.val.numRef.f.rpartition("!$")[2][0]) - ord("A")


def test_charts_stand_beneath_each_other_at_the_right_of_the_table():
    (sheet,) = [each for each in workbook() if charts_of(each)]
    places = [(chart.anchor._from, chart.anchor.to) for chart in charts_of(sheet)]
    assert {first.col for first, _ in places} == {len(rows(sheet)[0])}
    (_, end), (second, _) = places
    assert second.row >= end.row


def test_no_line_leads_to_a_point_at_which_the_lines_begin_anew():
    with zipfile.ZipFile(io.BytesIO(render(sample(), Format.WORKBOOK))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    points = re.findall(r'<c:dPt><c:idx val="(\d+)"/>(.*?)</c:dPt>', chart)
    unled = [
        at for at, look in points if look.endswith("<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>")
    ]
    assert unled == ["2"] * 4  # of each of the four lines


def test_a_figure_that_is_illustrative_has_a_hollow_mark_and_its_line():
    with zipfile.ZipFile(io.BytesIO(render(sample(), Format.WORKBOOK))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    points = re.findall(r'<c:dPt><c:idx val="(\d+)"/>(.*?)</c:dPt>', chart)
    hollow = [at for at, look in points if '<c:symbol val="circle"/>' in look and "FFFFFF" in look]
    assert hollow == ["3"]


@pytest.mark.parametrize(
    ("value", "unit", "decimals"),
    [
        (23.4, Unit.PERCENT, 1),
        (-4, Unit.COUNT, 0),
        (1234, Unit.COUNT, 0),
        (3_100_000, Unit.POUNDS, 0),
        (3_123_456, Unit.POUNDS, 0),
        (-0.25, Unit.INDEX, 2),
        (12.5, Unit.RATE_PER_1000, 1),
    ],
)
def test_a_spreadsheet_shows_a_figure_as_it_is_written_everywhere(value, unit, decimals):
    assert shown(value, number_format(unit, decimals, value)) == figure(value, unit, decimals)


def shown(value: float, code: str) -> str:
    """What a spreadsheet makes of a figure by a format of ours, by the rules of ECMA-376."""
    positive, negative = code.split(";")
    chosen = negative if value < 0 else positive
    texts = chosen.split('"')
    number = next(part for at, part in enumerate(texts) if at % 2 == 0 and "0" in part)
    scaled = abs(value) / 1000 ** (len(number) - len(number.rstrip(",")))
    decimals = len(number.rstrip(",").partition(".")[2])
    return chosen.replace(number, f"{scaled:,.{decimals}f}").replace('"', "")


def test_a_sheet_may_be_named_by_signs_that_excel_counts_twice():
    assert sheet_names(["\U0001f6b2" * 20, "\U0001f6b2" * 30]) == [
        "\U0001f6b2" * 15,
        "\U0001f6b2" * 13 + " (2)",
    ]


def test_the_same_document_is_the_same_file():
    assert render(sample(), Format.WORKBOOK) == render(sample(), Format.WORKBOOK)


def test_a_document_without_a_measure_is_a_workbook_that_says_so():
    section = Section(
        title="How are we doing?", key="headline", blocks=sample().sections[0].blocks[:1]
    )
    empty = Document(title="T", subtitle="S", about=(), sections=(section,))
    book = opened(empty)
    assert book.sheetnames == ["Cover", "Contents", "How are we doing"]
    assert book["How are we doing"]["A2"].value == "Illustrative. All are made up."


def test_a_measure_without_any_figure_has_a_line_and_no_chart():
    bare = measure_section("5.3", "New measure")
    bare = Section(title=bare.title, code=bare.code, key=bare.key, blocks=bare.blocks[:1])
    book = opened(sample(measures=(bare,)))
    assert rows(book["Measures"])[0] == {
        "Measure": "5.3 New measure",
        "In short": "Red. Worse than a year before.",
    }
    assert not [chart for sheet in book for chart in charts_of(sheet)]
