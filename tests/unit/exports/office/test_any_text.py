"""Whatever people type: the three formats hold it as text, and open."""

import io

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from kpis.exports.formats import Format, render
from kpis.exports.office.texts import sound
from kpis.reports.blocks import Cell, Column, Document, Paragraph, Row, Section, Table, Tile, Tiles
from tests.unit.exports.office.documents import HOSTILE

FORMULAS = st.sampled_from("=+-@\t\r|").flatmap(lambda sign: st.text(max_size=20).map(sign.__add__))
TYPED = st.one_of(st.text(min_size=1, max_size=60), FORMULAS)


def document(text: str) -> Document:
    """A document in which one text stands wherever one can."""
    table = Table(
        name=text,
        caption=text,
        columns=(Column(title=text), Column(title=text, group=text)),
        rows=(Row(cells=(Cell(text=text), Cell(text=text, note=text, value=1.0))),),
    )
    tiles = Tiles(title=text, tiles=(Tile(number=1, name=text, meaning=text, change=text),))
    section = Section(title=text, key="k", blocks=(Paragraph(text=text, lead=text), tiles, table))
    about = ((text, text),)
    return Document(title=text, subtitle=text, about=about, sections=(section,), running=text)


def plain(text: str) -> str:
    """A text as programs hand it back, whose ways with blanks and line ends differ."""
    return " ".join(sound(text).split())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED)
@example(HOSTILE[4])
@example(HOSTILE[11])
@example("x" * 40_000)
def test_a_workbook_holds_it_as_text(text):
    book = openpyxl.load_workbook(io.BytesIO(render(document(text), Format.WORKBOOK)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type in "sn" for cell in cells)
    if len(text) < 30_000 and plain(text):
        assert plain(text) in {plain(str(cell.value)) for cell in cells}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert all(link.target is None for link in links)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED)
@example(HOSTILE[11])
@example("x" * 3_000)
def test_slides_hold_it_as_text(text):
    presentation = Presentation(io.BytesIO(render(document(text), Format.SLIDES)))
    told = [
        shape.text_frame.text
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    told += [
        slide.notes_slide.notes_text_frame.text
        for slide in presentation.slides
        if slide.has_notes_slide
    ]
    assert plain(text) in plain("\n".join(told))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED)
@example(HOSTILE[11])
def test_word_holds_it_as_text(text):
    made = docx.Document(io.BytesIO(render(document(text), Format.WORD)))
    cells = [cell.text for table in made.tables for cell in table._cells]
    assert plain(text) in {plain(cell) for cell in cells}
    assert len(list(made.element.body.iter(qn("w:instrText")))) == 1


@pytest.mark.parametrize("kind", [Format.WORKBOOK, Format.SLIDES, Format.WORD])
def test_it_is_the_same_file_each_time(kind):
    assert render(document("=1+1"), kind) == render(document("=1+1"), kind)
