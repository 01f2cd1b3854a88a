"""The council's own template: what is taken of it, and what it must have."""

import io

import pytest
from pptx import Presentation
from pptx.util import Pt

from kpis.errors import ExportError
from kpis.exports.formats import Format, Look, render
from tests.unit.exports.office.documents import sample
from tests.unit.exports.slides.reading import assert_all_fits, opened, titles_of


def template(change=lambda _: None) -> Look:
    """A template made of the library's own, with a change made to it."""
    presentation = Presentation()
    change(presentation)
    file = io.BytesIO()
    presentation.save(file)
    return Look(slides=file.getvalue())


def without(name: str):
    def change(presentation) -> None:
        layouts = presentation.slide_layouts
        layouts.remove(layouts.get_by_name(name))

    return change


def test_slides_have_the_size_the_master_and_the_layouts_of_the_template():
    presentation = opened(sample(), template())
    assert presentation.slide_width == Pt(720)
    assert len(presentation.slide_layouts) == 11
    assert {slide.slide_layout.name for slide in presentation.slides} == {
        *("Title Slide", "Title and Content", "Title Only")
    }


def test_everything_fits_a_template_of_other_measures():
    assert_all_fits(opened(sample(), template()))


def test_slides_that_came_with_the_template_are_not_of_the_report():
    def with_example(presentation) -> None:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "Example"

    presentation = opened(sample(), template(with_example))
    assert "Example" not in titles_of(presentation)
    assert len(presentation.slides) == len(opened(sample()).slides)


def test_a_layout_is_known_by_its_type_whatever_it_is_called():
    def renamed(presentation) -> None:
        for layout in presentation.slide_layouts:
            layout.name = f"Council {layout.name}"

    presentation = opened(sample(), template(renamed))
    assert presentation.slides[0].slide_layout.name == "Council Title Slide"


@pytest.mark.parametrize("name", ["Title Slide", "Title and Content", "Title Only"])
def test_a_template_without_a_layout_is_told_which_it_lacks_and_which_it_has(name):
    with pytest.raises(ExportError, match=f"no layout “{name}” with a title.*“Blank”"):
        render(sample(), Format.SLIDES, template(without(name)))


def test_a_layout_with_no_room_for_its_text_is_told():
    def cramped(presentation) -> None:
        body = presentation.slide_layouts[1].placeholders[1]
        body.left, body.top, body.width, body.height = Pt(10), Pt(10), Pt(100), Pt(50)

    with pytest.raises(ExportError, match="100 by 50 points"):
        render(sample(), Format.SLIDES, template(cramped))


@pytest.mark.parametrize("content", [b"no archive", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_presentation_is_told(content):
    with pytest.raises(ExportError, match="no PowerPoint presentation"):
        render(sample(), Format.SLIDES, Look(slides=content))
