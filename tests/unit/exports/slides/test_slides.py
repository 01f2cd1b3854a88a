"""What stands on the slides is what stands in the document, in its order, and fits."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from pptx.util import Pt

from kpis.exports.formats import Format, render
from kpis.exports.office.texts import cell_words
from kpis.reports.blocks import (
    Cell,
    Chart,
    Document,
    Entries,
    Entry,
    Facts,
    Section,
    Table,
    Tile,
    Tiles,
)
from tests.unit.exports.office.documents import (
    HOSTILE,
    figure_cells,
    grid,
    hostile,
    measure_section,
    sample,
)
from tests.unit.exports.slides.reading import (
    assert_all_fits,
    cell_texts,
    charts_of,
    frames_of,
    notes_of,
    opened,
    tables_of,
    titles_of,
)

DOCUMENTS = ("sample", "hostile")


@cache
def slides(which: str = "sample"):
    return opened({"sample": sample, "hostile": hostile}[which]())


def test_every_figure_of_the_document_stands_in_a_native_table():
    texts = set(cell_texts(slides()))
    assert {cell_words(cell) for cell in figure_cells(sample())} <= texts


def test_every_figure_of_a_real_report_stands_on_its_slides(second_pack):
    presentation = opened(second_pack)
    texts = set(cell_texts(presentation))
    assert {cell_words(cell) for cell in figure_cells(second_pack)} <= texts
    drawn = [block for block in second_pack.blocks() if isinstance(block, Chart) and block.names]
    assert [numbers(chart) for chart in charts_of(presentation)] == [
        [
            tuple(each if each == each else None for each in column.values)
            for column in chart.columns
        ]
        for chart in drawn
    ]
    assert_all_fits(presentation)


def numbers(chart) -> list[tuple[float | None, ...]]:
    return [tuple(series.values) for series in chart.plots[0].series]


def test_a_chart_is_native_with_the_numbers_of_the_document_and_a_workbook_behind_it():
    chart = charts_of(slides())[0]
    assert list(chart.plots[0].categories) == [
        "Q1 2018/19",
        "Q2 2018/19",
        "Q3 2018/19",
        "Q4 2018/19",
    ]
    assert [series.name for series in chart.plots[0].series] == [
        *("Outturn", "Target", "Minimum", "London")
    ]
    assert numbers(chart)[:2] == [(61.2, None, 63.4, 62.5), (None, 65, 65, 65)]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.value for cell in sheet["B"]] == ["Outturn", 61.2, None, 63.4, 62.5]


def test_the_minimum_is_dotted_and_only_the_outturn_has_marks():
    outturn, target, minimum, _ = charts_of(slides())[0].plots[0].series
    assert str(minimum.format.line.dash_style).startswith("ROUND_DOT")
    marks = [str(each.marker.style).split(" ")[0] for each in (outturn, target, minimum)]
    assert marks == ["CIRCLE", "NONE", "NONE"]


def test_no_line_leads_to_where_the_lines_begin_anew_and_illustrative_marks_are_hollow():
    outturn, target, *_ = charts_of(slides())[0].plots[0].series
    for series in (outturn, target):
        assert str(series.points[2].format.line.fill.type).startswith("BACKGROUND")
    assert str(outturn.points[3].marker.format.fill.fore_color.rgb) == "FFFFFF"
    assert str(outturn.points[2].marker.format.fill.fore_color.rgb) == "12436D"


def test_a_name_that_looks_like_a_formula_stays_a_name_in_the_workbook_behind_a_chart():
    section = measure_section("5.1", "Recycling")
    blocks = tuple(
        _with_names(block, "=1+1") if isinstance(block, Chart) else block
        for block in section.blocks
    )
    section = Section(title=section.title, code="5.1", key=section.key, blocks=blocks)
    (chart,) = charts_of(opened(sample(measures=(section,))))
    assert chart.plots[0].series[0].name == "=1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=1+1", "s")


def _with_names(chart: Chart, name: str) -> Chart:
    return replace(chart, columns=tuple(replace(each, title=name) for each in chart.columns))


def test_slides_stand_in_the_order_of_the_document_each_with_a_title_of_its_own():
    titles = titles_of(slides())
    assert titles == [
        "Performance report, Q2 2019/20",
        "How are we doing?",
        "5.1 Recycling rate: 62.5% against a target of 65.0%.",
        "Now worse",
        "Every measure",
        "Outcome 5 Clean and green",
        "5.1 Recycling rate: Red. Worse than a year before.",
        "5.2 Missed bins: Red. Worse than a year before.",
        "How to read this report",
    ]


@pytest.mark.parametrize("which", DOCUMENTS)
def test_titles_are_unlike_each_other(which):
    titles = [title.casefold() for title in titles_of(slides(which))]
    assert len(set(titles)) == len(titles)
    assert all(title.strip() for title in titles)


def test_the_title_slide_says_what_is_made_up_and_whose_the_report_is():
    words = slides().slides[0].placeholders[1].text_frame.text
    assert "Illustrative. All are made up." in words
    assert "Licence: Open" in words


def test_the_counts_are_cards_with_letters_for_their_colours():
    texts = [shape.text_frame.text for shape in slides().slides[1].shapes if shape.has_text_frame]
    assert "28\nGreen (G)\ntarget met\n2 more" in texts
    assert "10\nRed (R)\nnot met" in texts


def test_counts_that_have_no_room_go_on_on_a_further_slide():
    tiles = tuple(
        Tile(number=at, name="n" * 400, meaning="m " * 200, change="c " * 200) for at in range(15)
    )
    block = Tiles(title="Now", tiles=tiles)
    section = Section(title="Counts", key="headline", blocks=(block, block))
    presentation = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    assert titles_of(presentation)[1:3] == ["Counts", "Counts (2)"]
    assert_all_fits(presentation)
    assert "n" * 400 in notes_of(presentation.slides[1])


def test_a_mark_of_an_earlier_quarter_is_a_letter_in_brackets_without_colour():
    grid = next(table for table in tables_of(slides()) if table.cell(0, 1).text == "Q1 2018/19")
    assert grid.cell(1, 0).text == "5 Clean and green"
    now, before = grid.cell(2, 1), grid.cell(2, 2)
    assert (now.text, before.text) == ("G", "(R)")
    assert now.fill.type is not None
    assert str(now.fill.fore_color.rgb) == "BFE3CB"
    assert str(before.fill.type).startswith("BACKGROUND")


def test_figures_beneath_a_chart_stand_from_left_to_right_as_in_the_chart():
    table = next(table for table in tables_of(slides()) if table.cell(0, 0).text == "Period")
    assert [cell.text for cell in table.rows[0].cells][1:] == [
        *("Q1 2018/19", "Q2 2018/19", "Q3 2018/19", "Q4 2018/19")
    ]
    assert [cell.text for cell in table.rows[1].cells] == [
        *("Outturn", "61.2%", "[x]", "63.4%", "62.5%\u00a0[p]")
    ]


@pytest.mark.parametrize("which", DOCUMENTS)
def test_every_table_has_its_header_marked_and_charts_and_tables_have_alternatives(which):
    assert all(table.first_row for table in tables_of(slides(which)))
    for slide in slides(which).slides:
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


@pytest.mark.parametrize("which", DOCUMENTS)
def test_texts_are_of_12_points_at_least_and_those_of_tables_of_10(which):
    runs = [run for _, shape in frames_of(slides(which)) for run in _runs(shape.text_frame)]
    assert min(run.font.size for run in runs if run.text) == Pt(12)
    cells = [cell for table in tables_of(slides(which)) for cell in table.iter_cells()]
    assert {run.font.size for cell in cells for run in _runs(cell.text_frame)} == {Pt(10)}
    assert {chart.font.size for chart in charts_of(slides(which))} == {Pt(12)}


def _runs(frame) -> list:
    return [run for paragraph in frame.paragraphs for run in paragraph.runs]


@pytest.mark.parametrize("which", DOCUMENTS)
def test_a_slide_is_read_from_its_title_to_its_footer(which):
    for slide in list(slides(which).slides)[1:]:
        first, *_, footer, number = slide.shapes
        assert first == slide.shapes.title
        kinds = [each.placeholder_format.type.name for each in (footer, number)]
        assert kinds == ["FOOTER", "SLIDE_NUMBER"]
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_the_footer_says_which_report_and_release_it_is():
    texts = {list(slide.shapes)[-2].text_frame.text for slide in list(slides().slides)[1:]}
    assert texts == {"Council, Plan, Q2 2019/20, release 3"}


@pytest.mark.parametrize("which", DOCUMENTS)
def test_every_text_says_its_language(which):
    runs = [run for _, shape in frames_of(slides(which)) for run in _runs(shape.text_frame)]
    assert {run._r.rPr.get("lang") for run in runs if run._r.rPr is not None} == {"en-GB"}


@pytest.mark.parametrize("which", DOCUMENTS)
def test_nothing_overflows_its_box_or_leaves_the_slide(which):
    assert_all_fits(slides(which))


def test_what_a_slide_shortens_stands_in_its_notes_in_full():
    long = "word " * 400
    entry = Entry(title="t" * 400, code="5.1", facts=long, told=(("A", 4 * long), ("B", "last")))
    section = Section(title="Off track", key="exceptions", blocks=(Entries(items=(entry,)),))
    presentation = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    slide = presentation.slides[1]
    assert len(slide.shapes.title.text_frame.text) <= 300
    assert_all_fits(presentation)
    assert f"5.1 {'t' * 400}: {long}" in notes_of(slide)
    assert f"A: {4 * long}".strip() in notes_of(slide)
    assert "B: last" in notes_of(slide)


def test_the_notes_of_a_measure_have_all_that_is_said_of_it():
    notes = notes_of(slides().slides[6])
    assert "The service says: What is said & done." in notes
    assert "Recycling rate: it rose and fell." in notes
    assert "Break at Q3 2018/19. The question changed." in notes


def test_hostile_texts_come_out_as_texts():
    presentation = slides("hostile")
    everything = "\n".join(
        [
            *cell_texts(presentation),
            *(shape.text_frame.text for _, shape in frames_of(presentation)),
        ]
        + [notes_of(slide) for slide in presentation.slides]
    )
    for text in HOSTILE[:10]:
        assert text in everything
    assert "right to left" in everything
    with zipfile.ZipFile(io.BytesIO(render(hostile(), Format.SLIDES))) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    assert not [part for part in relations if b"External" in part]


def test_a_long_table_goes_on_over_slides_with_its_header_on_each():
    table = grid(*(f"5.{number} Measure" for number in range(60)))
    section = Section(title="Every measure", key="grid", blocks=(table,))
    presentation = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    tables = tables_of(presentation)
    assert len(tables) > 2
    assert {table.cell(0, 0).text for table in tables} == {"Measure"}
    assert titles_of(presentation)[2] == f"Every measure (2 of {len(tables)})"
    names = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert names == [
        "5 Clean and green",
        *(f"5.{number} Measure" for number in range(60)),
        "5.9 Parent",
    ]
    assert_all_fits(presentation)


def test_a_document_without_a_measure_is_slides_that_say_so():
    section = Section(
        title="How are we doing?", key="headline", blocks=sample().sections[0].blocks[:1]
    )
    presentation = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    assert titles_of(presentation) == ["T", "How are we doing?"]


def test_a_measure_without_any_figure_has_a_slide_and_no_chart():
    bare = measure_section("5.3", "New measure")
    bare = Section(title=bare.title, code=bare.code, key=bare.key, blocks=(*bare.blocks[:2],))
    presentation = opened(sample(measures=(bare,)))
    assert "5.3 New measure: Red. Worse than a year before." in titles_of(presentation)
    assert not charts_of(presentation)


def test_what_a_measure_has_more_than_one_of_has_slides_of_its_own():
    section = measure_section("5.1", "Recycling rate")
    more = tuple(
        replace(block, caption="By ward.") if isinstance(block, Table) else block
        for block in section.blocks
        if isinstance(block, Table | Facts)
    )
    presentation = opened(sample(measures=(replace(section, blocks=(*section.blocks, *more)),)))
    assert titles_of(presentation)[6:8] == [
        "5.1 Recycling rate: Red. Worse than a year before.",
        "5.1 Recycling rate",
    ]
    assert len(tables_of(presentation)) == len(tables_of(slides())) - 2 + 1


def test_facts_that_have_no_room_beside_a_chart_go_on_on_a_slide_of_their_own():
    section = measure_section("5.1", "Recycling rate")
    facts = tuple((f"Fact {at}", Cell(text="words " * 20)) for at in range(12))
    blocks = (*section.blocks[:1], Facts(items=facts))
    presentation = opened(sample(measures=(replace(section, blocks=blocks),)))
    assert "5.1 Recycling rate: further facts" in titles_of(presentation)
    assert {f"Fact {at}" for at in range(12)} <= set(cell_texts(presentation))


def test_the_same_document_is_the_same_file():
    assert render(sample(), Format.SLIDES) == render(sample(), Format.SLIDES)


def test_the_file_says_its_title_its_publisher_and_its_language():
    properties = slides().core_properties
    assert properties.title == "Performance report, Q2 2019/20"
    assert (properties.author, properties.language) == ("Council", "en-GB")
