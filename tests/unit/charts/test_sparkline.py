"""Small trends for the rows of tables."""

import re
from base64 import b64decode
from math import nan
from xml.etree import ElementTree

from kpis.charts.sparkline import HEIGHT, WIDTH, describe_sparkline, sparkline, sparkline_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawing(address: str) -> ElementTree.Element:
    return ElementTree.fromstring(b64decode(address.removeprefix("data:image/svg+xml;base64,")))


def line(picture: ElementTree.Element) -> str:
    return next(p.attrib["d"] for p in picture.iter(f"{SVG}path") if p.get("stroke-width") == "2")


def test_a_rising_measure_is_drawn_upwards_from_left_to_right():
    points = re.findall(r"[ML]([\d.]+) ([\d.]+)", line(drawing(sparkline([1.0, 2.0, 4.0]))))
    across, down = zip(*((float(x), float(y)) for x, y in points), strict=True)
    assert list(across) == sorted(across)
    assert list(down) == sorted(down, reverse=True)


def test_a_gap_lifts_the_pen():
    assert line(drawing(sparkline([1.0, 2.0, nan, 3.0, 4.0]))).count("M") == 2


def test_figures_that_never_change_are_a_level_line_in_the_middle():
    heights = set(re.findall(r" ([\d.]+)", line(drawing(sparkline([3.0, 3.0, 3.0])))))
    assert heights == {f"{HEIGHT / 2:.1f}"}


def test_the_target_is_a_dashed_level_inside_the_picture():
    picture = drawing(sparkline([1.0, 2.0], target=10.0))
    dashed = [p for p in picture.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert 0 <= float(re.match(r"M0 ([\d.]+)", dashed[0].attrib["d"])[1]) <= HEIGHT
    assert picture.get("width") == str(WIDTH)


def test_fewer_than_two_figures_make_no_trend():
    assert sparkline([]) == sparkline([nan]) == sparkline([1.0, nan]) == ""


def test_the_words_name_the_first_and_the_last_known_figure():
    words = describe_sparkline(["", "71.2%", "", "73.1%", ""], ["a", "b", "c", "d", "e"])
    assert words == "From 71.2% in b to 73.1% in d"
    assert describe_sparkline(["71.2%"], ["a"]) == "Too few figures for a trend"


def test_on_a_page_it_is_the_same_picture_with_its_words_to_be_read_aloud():
    words = 'From 1% in "Q1" to 3% & more'
    spoken = ElementTree.fromstring(sparkline_svg([1.0, nan, 3.0], 2.0, words))
    assert spoken.attrib["role"] == "img"
    assert spoken[0].text == words
    shown = drawing(sparkline([1.0, nan, 3.0], 2.0))
    assert [part.attrib for part in spoken[1:]] == [part.attrib for part in shown]


def test_where_its_words_stand_beside_it_a_picture_is_passed_over():
    assert 'aria-hidden="true"' in sparkline_svg([1.0, 2.0])
    assert "<title>" not in sparkline_svg([1.0, 2.0])
    assert sparkline_svg([1.0]) == ""
