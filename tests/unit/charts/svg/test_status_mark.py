"""Marks as pictures: a shape and a letter each, the same as the pages draw by their style sheet."""

import re
from importlib.resources import files
from itertools import combinations
from xml.etree import ElementTree

import pytest

from kpis.charts.palette import DARK, LIGHT
from kpis.charts.svg.status_mark import CORNERS, ROUND, SHAPELESS, status_mark
from kpis.charts.svg.themes import ON_DARK, ON_PAGE
from kpis.model import RATED, RagStatus
from kpis.words.statuses import STATUS_SIGNS, STATUS_WORDS
from tests.unit.charts.svg.reading import SVG

STYLE = files("kpis.markup").joinpath("marks.css").read_text("utf-8")


def read(status, **how):
    return ElementTree.fromstring(status_mark(status, **how))


def shape(status, **how):
    """The kind of shape and its corners; None where there is only a letter."""
    found = [part for part in read(status, **how) if part.tag.removeprefix(SVG) in SHAPES]
    return (found[0].tag.removeprefix(SVG), found[0].get("points")) if found else None


SHAPES = ("circle", "polygon", "rect")


@pytest.mark.parametrize("status", RagStatus)
def test_a_mark_has_the_letter_of_its_status_and_says_it(status):
    mark = read(status)
    assert mark.findtext(f"{SVG}title") == STATUS_WORDS[status]
    assert (mark.findtext(f"{SVG}text") or "") == STATUS_SIGNS[status]
    assert mark.attrib["role"] == "img"
    assert (shape(status) is None) == (status in SHAPELESS)


def test_ratings_differ_in_their_shapes_so_that_grey_paper_tells_them_apart():
    for one, other in combinations(RATED, 2):
        assert shape(one) != shape(other)
        assert shape(one, carried=True) != shape(other, carried=True)


@pytest.mark.parametrize("status", RATED)
def test_a_rating_carried_forward_is_the_same_shape_empty(status):
    fresh, carried = read(status), read(status, carried=True)
    assert carried.findtext(f"{SVG}title") == f"{STATUS_WORDS[status]}, last measured earlier"
    (one,) = [part for part in fresh if part.tag.removeprefix(SVG) in SHAPES]
    (other,) = [part for part in carried if part.tag.removeprefix(SVG) in SHAPES]
    assert one.tag == other.tag
    assert (one.attrib["fill"], other.attrib["fill"]) == (LIGHT.rag[status].area, LIGHT.page)
    assert one.attrib["stroke"] == other.attrib["stroke"] == LIGHT.rag[status].edge
    assert float(other.attrib["stroke-width"]) > float(one.attrib["stroke-width"])


def test_a_mark_beside_its_word_is_not_read_aloud():
    mark = read(RagStatus.RED, spoken=False)
    assert mark.attrib["aria-hidden"] == "true"
    assert mark.find(f"{SVG}title") is None


@pytest.mark.parametrize("status", RagStatus)
def test_pages_draw_the_same_shapes(status):
    rules = re.findall(rf"([^{{}}]*\.k-mark-{status.value}::before[^{{}}]*)\{{([^}}]*)\}}", STYLE)
    told = " ".join(rule for _, rule in rules)
    if status in CORNERS:
        (corners,) = re.findall(r"polygon\(([^)]*)\)", told)
        pairs = [pair.split() for pair in corners.split(",")]
        drawn = tuple((float(x.rstrip("%")) / 100, float(y.rstrip("%")) / 100) for x, y in pairs)
        assert drawn == CORNERS[status]
    elif status in ROUND:
        assert "border-radius: 50%" in told
    elif status in SHAPELESS:
        assert "content: none" in told
    else:
        assert "border-radius: 2px" in told


def test_a_mark_has_the_colours_of_its_page():
    assert DARK.rag[RagStatus.GREEN].area in status_mark(RagStatus.GREEN, theme=ON_DARK)
    assert "var(--k-red-edge,#A3142B)" in status_mark(RagStatus.RED, theme=ON_PAGE)


def test_a_mark_is_as_large_as_it_is_told_to_be():
    assert read(RagStatus.RED, size=16).attrib["width"] == "16"
