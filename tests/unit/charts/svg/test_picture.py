"""Charts as pictures: where points stand, what is written, and that it comes out whole."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.charts.describe import describe_trend
from kpis.charts.palette import LIGHT, style_colours
from kpis.charts.svg.picture import PAPER, PHONE, picture
from kpis.charts.svg.status_mark import status_mark
from kpis.charts.svg.themes import ON_DARK, ON_LIGHT, ON_PAGE, ON_PAPER
from kpis.charts.trend import trend_description
from kpis.model import RagStatus
from tests.hostile_texts import HOSTILE
from tests.unit.charts.svg.reading import SVG, Read, corners

FIGURES = {"2015-16": 21.5, "2016-17": 27.0, "2017-18": 26.0, "2018-19": 23.0}
TITLE, WORDS = "Level of recycling", "Level of recycling: 23.0% in 2018/19."


@pytest.fixture
def yearly(series):
    aims = {"target": 26.0, "minimum_expectation": 24.0}
    return series(*({"period_id": year, "outturn": each} | aims for year, each in FIGURES.items()))


@pytest.fixture
def among_others(series):
    """The council, then three other areas whose lines differ in colour alone on the screen."""
    return series(
        *(
            {"period_id": year, "outturn": each + 2 * place, "area": area}
            for place, area in enumerate(("Anytown", "London", "England", "Wales"))
            for year, each in FIGURES.items()
        )
    )


@pytest.fixture
def drawn(recycling):
    """A picture of a series: drawn(series, width=340) → its markup."""

    def draw(series, measure=recycling, *, shown="", path=None, **how):
        described = trend_description(series, measure, shown=shown, path=path)
        return picture(described, title=TITLE, words=WORDS, **how)

    return draw


def percentages(read):
    """What the scale at the left says: pairs of a height in pixels and the value written there."""
    beside = [run for run in read.words if run.left < 60 and run.text.endswith("%")]
    return [((run.top + run.bottom) / 2, float(run.text.rstrip("%"))) for run in beside]


def test_every_point_stands_where_the_written_scales_say(yearly, drawn):
    read = Read(drawn(yearly))
    (one, low), *_, (other, high) = percentages(read)
    marked = {
        run.text: (run.left + run.right) / 2 for run in read.words if run.text.startswith("20")
    }
    of_all = read.dots(f".//{SVG}g[@stroke='#12436D']/{SVG}circle")
    for (x, y), (year, outturn) in zip(of_all, FIGURES.items(), strict=True):
        told = low + (y - one) / (other - one) * (high - low)
        assert told == pytest.approx(outturn, abs=0.05)
        assert x == pytest.approx(marked[year.replace("-", "/")], abs=0.5)


def test_points_are_as_far_apart_as_the_middles_of_their_periods(series, drawn):
    uneven = series(
        *({"period_id": each, "outturn": 20.0} for each in ("2015-16", "2016-17", "2018-19"))
    )
    first, second, third = (
        x for x, _ in Read(drawn(uneven)).dots(f".//{SVG}g[@stroke='#12436D']/{SVG}circle")
    )
    days = [date(2015, 9, 30), date(2016, 9, 29), date(2018, 9, 29)]
    apart = [(after - before).days for before, after in pairwise(days)]
    assert (second - first) / (third - second) == pytest.approx(apart[0] / apart[1], abs=0.01)


def test_a_line_goes_through_its_points_and_lifts_the_pen_at_a_gap(series, drawn):
    with_gap = series(
        *(
            {"period_id": year, "outturn": each}
            for year, each in (FIGURES | {"2016-17": float("nan")}).items()
        )
    )
    read = Read(drawn(with_gap))
    line = next(path for path in read.strokes() if path.get("stroke-width") == "2.6")
    dots = read.dots(f".//{SVG}g[@stroke='#12436D']/{SVG}circle")
    assert corners(line) == dots[1:]  # a point without neighbours has a dot and no line
    assert line.attrib["d"].count("M") == 1


def test_a_picture_says_what_it_is_to_who_cannot_see_it(yearly, drawn):
    read = Read(drawn(yearly, name="m52"))
    assert read.root.attrib["role"] == "img"
    assert [child.tag for child in read.root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert (read.title, read.described) == (TITLE, WORDS)
    ids = read.root.attrib["aria-labelledby"].split()
    assert ids == [read.root[0].attrib["id"], read.root[1].attrib["id"]]


def test_a_picture_without_a_name_has_no_ids_that_could_meet_those_of_another(yearly, drawn):
    assert "id=" not in drawn(yearly)


def test_the_same_series_gives_the_same_bytes(yearly, drawn):
    assert drawn(yearly, hover=True) == drawn(yearly.copy(), hover=True)


def test_each_point_says_what_it_is_where_that_is_asked(yearly, drawn):
    said = [title.text for title in Read(drawn(yearly, hover=True)).root.iter(f"{SVG}title")]
    assert "2018/19: 23.0%" in said
    assert "Target 26.0%, 2018/19" in said
    assert [title.text for title in Read(drawn(yearly)).root.iter(f"{SVG}title")] == [TITLE]


def test_lines_are_named_at_their_ends_within_the_picture(among_others, drawn):
    for width in (PHONE, PAPER):
        read = Read(drawn(among_others, width=width))
        assert read.cut() == []
        assert read.meetings() == []
        for area in ("London", "England", "Wales"):
            assert area in read.text


def test_on_paper_no_two_lines_differ_in_their_colour_alone(among_others, drawn):
    def looks(svg):
        lines = [each for each in Read(svg).strokes() if len(corners(each)) == len(FIGURES)]
        return [(each.get("stroke-width"), each.get("stroke-dasharray")) for each in lines]

    on_paper = looks(drawn(among_others, theme=ON_PAPER))
    assert len(on_paper) == len(set(on_paper)) == 4
    on_screen = looks(drawn(among_others))
    assert len(set(on_screen)) == 2  # where colours are sure to be seen they suffice


def test_the_dash_before_a_name_on_paper_is_dashed_as_its_line_is(among_others, drawn):
    strokes = Read(drawn(among_others, theme=ON_PAPER)).strokes()
    dashes = [path.get("stroke-dasharray") for path in strokes if path.get("stroke") == "#28A197"]
    assert len(dashes) == 2  # the line, and the sign in its label
    assert len(set(dashes)) == 1


def test_a_theme_has_its_own_colours(yearly, drawn):
    assert "#12436D" in drawn(yearly, theme=ON_LIGHT)
    dark = drawn(yearly, theme=ON_DARK)
    assert "#12436D" not in dark
    assert "#8FBFEE" in dark
    on_page = drawn(yearly, theme=ON_PAGE)
    assert "var(--k-dark-blue,#12436D)" in on_page


def test_what_follows_its_page_asks_for_colours_that_style_sheets_have(among_others, drawn):
    on_page = drawn(among_others, theme=ON_PAGE) + status_mark(RagStatus.RED, theme=ON_PAGE)
    asked = dict(re.findall(r"var\(--k-([\w-]+),(#\w+)\)", on_page))
    assert len(asked) > 8
    assert asked.items() <= style_colours(LIGHT).items()


def test_a_fluid_picture_is_as_wide_as_its_page(yearly, drawn):
    read = Read(drawn(yearly, fluid=True))
    assert read.root.attrib["width"] == "100%"
    assert "height" not in read.root.attrib
    assert read.width == PAPER


def test_a_quarterly_chart_of_three_years_is_small(series, drawn, recycling):
    quarters = [f"{year}-{year % 100 + 1}-Q{q}" for year in (2017, 2018, 2019) for q in range(1, 5)]
    rows = series(
        *(
            {"period_id": each, "outturn": 20.0 + place, "area": area}
            | {"target": 24.0, "minimum_expectation": 22.0}
            for area in ("Anytown", "London", "England")
            for place, each in enumerate(quarters)
        )
    )
    words = describe_trend(rows, recycling)
    described = trend_description(rows, recycling)
    pictures = [
        picture(described, title=TITLE, words=words, theme=theme, hover=True)
        for theme in (ON_PAPER, ON_PAGE)
    ]
    assert max(len(each.encode()) for each in pictures) < 15_000


def test_a_series_without_rows_still_gives_a_picture(series, recycling):
    described = trend_description(series({"period_id": "2018-19"}).iloc[:0], recycling)
    assert Read(picture(described, title=TITLE, words=WORDS)).cut() == []


def test_values_beyond_a_scale_that_was_given_are_not_drawn_outside_the_plot(yearly, recycling):
    described = trend_description(yearly, recycling, span=(24.5, 30.0))
    read = Read(picture(described, title=TITLE, words=WORDS))
    foot = next(at for at, value in percentages(read) if value == 25)
    windows = read.root.findall(f"{SVG}svg")  # they show nothing beyond their edges
    assert any(y > foot + 30 for window in windows for path in window for _, y in corners(path))
    for window in windows:
        view = [float(each) for each in window.attrib["viewBox"].split()]
        assert view == [float(window.attrib[each]) for each in ("x", "y", "width", "height")]
        assert foot < view[1] + view[3] < foot + 30
    assert all(y < foot + 30 for _, y in read.dots())


def test_a_trace_that_no_picture_can_show_is_refused(yearly, recycling):
    described = trend_description(yearly, recycling)
    described["data"].append({"type": "bar", "x": [1], "y": [1]})
    with pytest.raises(ValueError, match="'bar'"):
        picture(described, title=TITLE, words=WORDS)


def test_texts_that_try_to_be_more_are_texts(series, drawn, recycling):
    rows = series(
        {"period_id": "2017-18", "outturn": 20.0, "area": HOSTILE},
        {"period_id": "2018-19", "outturn": 21.0, "area": HOSTILE},
        {"period_id": "2018-19", "outturn": 25.0, "area": f"B {HOSTILE}"},
    )
    measure = replace(recycling, unit_label=HOSTILE)
    described = trend_description(rows, measure, shown="2018-19")
    for width in (PHONE, PAPER):
        svg = picture(described, title=HOSTILE, words=HOSTILE, width=width, hover=True)
        read = Read(svg)
        assert "<b id=evil>x</b>" in read.title
        assert read.cut() == []
        known = {"svg", "title", "desc", "g", "path", "circle", "rect", "line", "text", "tspan"}
        assert {node.tag.removeprefix(SVG) for node in read.root.iter()} <= known
        assert "\x1b" not in svg


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.text(max_size=60), area=st.text(max_size=40), width=st.integers(PHONE, 1000))
def test_whatever_is_typed_a_picture_is_well_formed_and_whole(
    series, recycling, words, area, width
):
    rows = series(
        {"period_id": "2017-18", "outturn": 20.0},
        {"period_id": "2018-19", "outturn": 21.0, "break_before": True},
        {"period_id": "2018-19", "outturn": 25.0, "area": f"Other {area}"},
    )
    described = trend_description(rows, replace(recycling, unit_label=words))
    read = Read(picture(described, title=words, words=area, width=width, hover=True))
    assert read.cut() == []


def test_what_xml_cannot_hold_is_written_as_an_unknown_character(yearly, recycling):
    described = trend_description(yearly, recycling)
    read = Read(picture(described, title="\ud800\x00\uffff", words="\x1b[31m"))
    assert (read.title, read.described) == ("\ufffd\\u0000\ufffd", "\\u001b[31m")
