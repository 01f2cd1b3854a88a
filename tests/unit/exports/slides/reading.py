"""Slides read back by python-pptx, and measured again."""

import io

from pptx import Presentation
from pptx.util import Pt

from kpis.exports.formats import Format, Look, render
from kpis.exports.office.text_size import LINE, lines_of
from kpis.reports.blocks import Document


def opened(document: Document, look: Look | None = None):
    return Presentation(io.BytesIO(render(document, Format.SLIDES, look or Look())))


def tables_of(presentation) -> list:
    return [
        shape.table for slide in presentation.slides for shape in slide.shapes if shape.has_table
    ]


def charts_of(presentation) -> list:
    return [
        shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart
    ]


def cell_texts(presentation) -> list[str]:
    return [
        cell.text_frame.text for table in tables_of(presentation) for cell in table.iter_cells()
    ]


def notes_of(slide) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def titles_of(presentation) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in presentation.slides]


def frames_of(presentation):
    """Every text that stands on a slide, outside tables."""
    return [
        (slide, shape)
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]


def assert_all_fits(presentation) -> None:
    for _, shape in frames_of(presentation):
        assert height_of(shape.text_frame, shape.width.pt) <= shape.height.pt + 1, (
            shape.text_frame.text
        )
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width + 2
            assert shape.top + shape.height <= presentation.slide_height
            if not shape.is_placeholder:
                assert shape.top + shape.height <= foot_of(slide) + Pt(1)
            if shape.has_table:
                assert_rows_hold_their_texts(shape.table)


def foot_of(slide) -> int:
    """Where the footer begins."""
    kinds = {each.placeholder_format.type.name: each for each in slide.placeholders}
    return kinds["FOOTER"].top


def height_of(frame, width: float, holder=None) -> float:
    """Of all lines of a text, broken by the widths of the font, in points.

    holder: what has the margins, where it is not the text itself.
    """
    around = holder or frame
    lines = 0.0
    for paragraph in frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=0)
        bold = all(run.font.bold for run in paragraph.runs)
        room = width - around.margin_left.pt - around.margin_right.pt
        lines += lines_of(paragraph.text, size or 1, room, bold=bold) * size * LINE
    return lines + around.margin_top.pt + around.margin_bottom.pt


def assert_rows_hold_their_texts(table) -> None:
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            assert height_of(cell.text_frame, column.width.pt, cell) <= row.height.pt + 0.1, (
                cell.text
            )
