"""The committee's report in Word: what stands in it, in which order, and what asks for words."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from kpis.exports.formats import Format, Look, render
from kpis.exports.office.texts import cell_words
from kpis.exports.word.cover_report import USUAL_HEADINGS
from kpis.exports.word.links import bookmark
from kpis.reports.blocks import Bullets, Chart, Document, Entries, Paragraph, Section, Table
from tests.unit.exports.office.documents import (
    HOSTILE,
    figure_cells,
    grid,
    hostile,
    measure_section,
    sample,
)

DOCUMENTS = ("sample", "hostile")


@cache
def content(which: str = "sample") -> bytes:
    return render({"sample": sample, "hostile": hostile}[which](), Format.WORD)


@cache
def report(which: str = "sample"):
    return docx.Document(io.BytesIO(content(which)))


def opened(document: Document, look: Look | None = None):
    return docx.Document(io.BytesIO(render(document, Format.WORD, look or Look())))


def texts_of(document) -> list[str]:
    """Texts of paragraphs and tables as they follow each other."""
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def appendix_of(document) -> list[str]:
    """What follows the heading of the appendix, which the cover report names before."""
    texts = texts_of(document)
    *_, start = (at for at, text in enumerate(texts) if text.startswith("Appendix A: "))
    return texts[start:]


def headings_of(document, level: int) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == f"Heading {level}"]


def test_every_figure_of_the_document_stands_in_a_table():
    cells = {cell.text for table in report().tables for cell in table._cells}
    assert {cell_words(cell) for cell in figure_cells(sample())} <= cells


@pytest.fixture(scope="module")
def second_report(second_pack):
    return opened(second_pack)


def test_every_figure_of_a_real_report_stands_in_it(second_pack, second_report):
    made = second_report
    cells = {text.rstrip() for text in texts_of(made)}
    assert {cell_words(cell) for cell in figure_cells(second_pack)} <= cells
    drawn = [block for block in second_pack.blocks() if isinstance(block, Chart) and block.names]
    assert len(charts_of(made)) == len(drawn)


def test_texts_follow_each_other_as_in_the_document(second_pack, second_report):
    said = []
    for section in second_pack.walk():
        said.append(f"{section.code} {section.title}".strip())
        for block in section.blocks:
            if isinstance(block, Paragraph):
                said.append(f"{block.lead} {block.text}".strip())
            elif isinstance(block, Bullets):
                said += block.items
            elif isinstance(block, Table):
                said += [block.caption, *(row.cells[0].text for row in block.rows)]
            elif isinstance(block, Entries):
                said += [block.nothing] if not block.items else []
                said += [
                    text for entry in block.items for text in (entry.title, entry.facts) if text
                ]
    remaining = iter(appendix_of(second_report))
    for text in said:
        assert any(text in each for each in remaining), text


def test_the_cover_report_has_the_usual_headings_before_the_appendix():
    assert headings_of(report(), 1) == [
        *USUAL_HEADINGS,
        "Appendix A: Performance report, Q2 2019/20",
    ]


def test_a_council_may_have_headings_of_its_own():
    own = ("Purpose", "Summary of performance", "Legal and financial matters")
    made = opened(sample(), Look(headings=own))
    assert headings_of(made, 1)[:-1] == list(own)
    texts = texts_of(made)
    after = {heading: texts[texts.index(heading) + 1] for heading in own}
    assert after["Purpose"] == "[To be written: what belongs under this heading.]"
    assert after["Summary of performance"] == "Illustrative. All are made up."
    assert after["Legal and financial matters"].startswith("[To be written: ")


def test_what_only_an_officer_can_write_is_a_prompt_in_brackets_and_a_style_of_its_own():
    prompts = [each for each in report().paragraphs if each.style.name == "Prompt"]
    assert len(prompts) == len(USUAL_HEADINGS)
    assert all(
        each.text.startswith("[To be written: ") and each.text.endswith(".]") for each in prompts
    )
    under = {"4 Equalities implications", "6 Comments of the Chief Finance Officer"}
    texts = [each.text for each in report().paragraphs]
    assert all(texts[texts.index(heading) + 1].startswith("[To be") for heading in under)


def test_what_is_known_is_filled_in():
    texts = texts_of(report())
    summary = texts[texts.index("Executive summary") : texts.index("Recommendations")]
    assert "Of 38 measures, 28 met the target." in summary
    assert "Now: 28 green, 10 red." in summary
    details = texts[texts.index(USUAL_HEADINGS[4]) : texts.index(USUAL_HEADINGS[5])]
    assert "5.1 Recycling rate: Red. 62.5% against a target of 65.0%." in details
    assert "Now worse: None is worse." in details


def test_headings_are_styles_one_level_beneath_the_other():
    assert "Outcome 5 Clean and green" in headings_of(report(), 2)
    assert headings_of(report(), 3) == [
        *("5.1 Recycling rate", "Now worse", "5.1 Recycling rate", "5.2 Missed bins")
    ]


@pytest.mark.parametrize("which", DOCUMENTS)
def test_header_rows_repeat_rows_are_not_cut_and_tables_have_alternatives(which):
    for table in report(which).tables:
        first, *_ = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) is not None


def charts_of(document) -> list:
    return [
        part
        for part in document.part.package.iter_parts()
        if str(part.partname).startswith("/word/charts/")
    ]


def test_charts_are_native_with_alternatives_and_a_workbook_behind_each():
    made = report()
    charts = charts_of(made)
    assert len(charts) == 2
    for drawn in made.element.body.iter(qn("wp:docPr")):
        assert drawn.get("descr").endswith("it rose and fell.")
    (chart, *_) = sorted(charts, key=lambda part: str(part.partname))
    assert b"61.2" in chart.blob
    assert b'<c:externalData r:id="rId1">' in chart.blob
    behind = chart.rels["rId1"].target_part
    sheet = openpyxl.load_workbook(io.BytesIO(behind.blob)).active
    assert [cell.value for cell in sheet["B"]] == ["Outturn", 61.2, None, 63.4, 62.5]


def test_links_lead_to_headings_that_are_there():
    body = report().element.body
    places = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    assert bookmark("measure:5.1") in anchors
    assert anchors <= places


def test_places_have_names_that_word_takes_and_are_unlike():
    keys = ["measure:a", "measure:a_b", "measure:" + "x" * 60, "measure:" + "x" * 59 + "y"]
    names = [bookmark(key) for key in keys]
    assert len(set(names)) == len(keys)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in names)


def test_a_wide_table_lies_on_its_side_and_what_follows_is_upright():
    turned = [section.page_width > section.page_height for section in report().sections]
    assert turned == [False, True, False]


def test_the_page_is_a4_and_every_text_of_one_font_and_language():
    made = report()
    assert made.sections[0].page_width == pytest.approx(Pt(595.3), abs=Pt(0.1))
    assert made.styles["Normal"].font.name == "Arial"
    assert {made.styles[f"Heading {level}"].font.name for level in (1, 2, 3)} == {"Arial"}
    languages = {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    properties = made.core_properties
    assert (properties.title, properties.author) == ("Performance report, Q2 2019/20", "Council")
    assert properties.language == "en-GB"


def test_hostile_texts_come_out_as_texts():
    everything = "\n".join(texts_of(report("hostile")))
    for text in HOSTILE[:10]:
        assert text in everything
    with zipfile.ZipFile(io.BytesIO(content("hostile"))) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
        fields = archive.read("word/document.xml").count(b"<w:instrText")
    assert not [part for part in relations if b"External" in part]
    assert fields == 1  # the contents


def test_a_text_from_right_to_left_is_set_so():
    section = Section(title="T", key="t", blocks=(Paragraph(text="שלום"), Paragraph(text="plain")))
    made = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    turned = [
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in made.element.body.iter(qn("w:p"))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert turned == ["שלום"]


def test_a_document_without_a_measure_is_a_report_that_says_so():
    words = Paragraph(text="There is no measure in this report.")
    section = Section(title="How are we doing?", key="headline", blocks=(words,))
    made = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    assert texts_of(made).count("There is no measure in this report.") == 2


def test_a_measure_without_any_figure_has_its_words_and_no_chart():
    bare = measure_section("5.3", "New measure")
    bare = replace(bare, blocks=bare.blocks[:1])
    made = opened(sample(measures=(bare,)))
    assert "Red. Worse than a year before." in texts_of(made)
    assert not charts_of(made)


def test_a_chart_without_a_native_form_is_told_in_words():
    section = measure_section("5.1", "Recycling")
    blocks = tuple(
        replace(block, names=(), columns=()) if isinstance(block, Chart) else block
        for block in section.blocks
    )
    made = opened(sample(measures=(replace(section, blocks=blocks),)))
    assert "Recycling: it rose and fell." in texts_of(made)
    assert not charts_of(made)


def test_a_table_of_many_columns_stays_on_its_page():
    section = Section(title="Grid", key="grid", blocks=(grid("x " * 200),), on_side=True)
    made = opened(Document(title="T", subtitle="S", about=(), sections=(section,)))
    table = made.tables[-1]
    room = made.sections[-1].page_width - made.sections[-1].left_margin * 2
    assert sum(column.width for column in table.columns) <= room + Pt(1)


def test_the_same_document_is_the_same_file():
    assert render(sample(), Format.WORD) == content()
