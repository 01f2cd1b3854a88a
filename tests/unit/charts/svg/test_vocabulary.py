"""Everything that descriptions are made of, drawn one by one and measured."""

from xml.etree import ElementTree

import pytest

from kpis.charts.control.symbols import LOOKS
from kpis.charts.palette import LIGHT
from kpis.charts.svg.picture import picture
from kpis.charts.svg.symbols import SYMBOLS
from kpis.charts.template import layout
from tests.unit.charts.svg.reading import SVG, Read, corners

SPAN = (0.0, 10.0)


def described(*traces, **more):
    drawn = layout(LIGHT, height=300, right=10)
    drawn["xaxis"] |= {"range": list(SPAN), "nticks": 6}
    drawn["yaxis"] |= {"range": list(SPAN)}
    drawn["xaxis"] |= more.pop("xaxis", {})
    drawn["yaxis"] |= more.pop("yaxis", {})
    return {"data": list(traces), "layout": drawn | more}


def read(*traces, **more):
    return Read(picture(described(*traces, **more), title="Any", words="Any chart"))


def line(x, y, **looks):
    usual = {"color": "#12436D", "width": 2.0}
    more = {key: looks.pop(key) for key in ("fill", "fillcolor") if key in looks}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": usual | looks} | more


def points(x, y, **marker):
    usual = {"size": 10, "color": "#12436D", "line": {"color": "#12436D", "width": 2}}
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": usual | marker}


def note(text, x, y, **more):
    font = {"color": "#1A1E23", "size": 13}
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font} | more


def stroke_of(found, colour="#12436D"):
    return next(path for path in found.strokes() if path.attrib["stroke"] == colour)


def extent(shape):
    """How wide and high a path of straight lines is."""
    xs, ys = zip(*corners(shape), strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ("solid", None),
        ("dot", "3 3"),  # as long as the line is wide, at least three pixels
        ("dash", "9 9"),
        ("5px,3px", "5 3"),
    ],
)
def test_lines_are_dashed_as_on_the_screen(told, drawn):
    assert stroke_of(read(line([1, 9], [2, 8], dash=told))).get("stroke-dasharray") == drawn


def test_a_line_with_a_gap_is_two_lines():
    path = stroke_of(read(line([1, 2, None, 5, 6], [1, 2, None, 5, 6])))
    assert path.attrib["d"].count("M") == 2


def test_an_area_is_filled_within_its_line_and_shows_what_lies_beneath():
    square = line(
        [2, 8, 8, 2], [2, 2, 8, 8], width=0, fill="toself", fillcolor="rgba(18,67,109,0.2)"
    )
    (path,) = [each for each in read(square).root.iter(f"{SVG}path") if "fill" in each.attrib]
    assert (path.attrib["fill"], path.attrib["fill-opacity"]) == ("#12436D", "0.2")
    wide, high = extent(path)
    assert path.attrib["d"].endswith("Z")
    assert wide > high > 50


def test_what_lies_between_two_lines_is_filled():
    lower, upper = [1.0, 2.0, 1.0], [8.0, 9.0, 8.0]
    found = read(
        line([0, 5, 10], lower),
        line([0, 5, 10], upper, fill="tonexty", fillcolor="#F1F3F5"),
    )
    (path,) = [each for each in found.root.iter(f"{SVG}path") if each.get("fill") == "#F1F3F5"]
    there = corners(path)
    assert len(there) == 6
    lines = [corners(each) for each in found.strokes() if each.get("stroke") == "#12436D"]
    assert there == [*lines[1], *reversed(lines[0])]


@pytest.mark.parametrize("name", SYMBOLS)
def test_every_symbol_is_drawn_about_its_point_and_as_big_as_it_is_told(name):
    small, large = (read(points([5], [5], symbol=name, size=size)) for size in (8, 16))
    middles = []
    for found, size in ((small, 8), (large, 16)):
        if shapes := found.dots():
            ((x, y),) = shapes
            (circle,) = found.root.iter(f"{SVG}circle")
            assert float(circle.attrib["r"]) == size / 2
        else:
            (shape,) = [p for p in found.root.iter(f"{SVG}path") if "stroke" not in p.attrib]
            xs, ys = zip(*corners(shape), strict=True)
            x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
            assert size * 0.7 < max(extent(shape)) < size * 1.6
        middles.append((x, y))
    assert middles[0] == pytest.approx(middles[1], abs=2)


def test_points_of_control_charts_differ_by_shape():
    shapes = [
        ElementTree.tostring(read(points([5], [5], symbol=name, size=10)).root[-1])
        for name in dict.fromkeys(look.symbol for look in LOOKS.values())
    ]
    assert len(set(shapes)) == len(shapes) == 4


def test_hollow_points_are_filled_with_the_page():
    found = read(points([1, 5, 9], [1, 5, 9], color=["#12436D", "#12436D", "#FFFFFF"]))
    fills = [circle.get("fill") for circle in found.root.iter(f"{SVG}circle")]
    assert fills == [None, None, "#FFFFFF"]  # the others have the colour of their group


def test_letters_above_a_point_stand_above_it():
    marked = points([5], [5]) | {
        "mode": "markers+text",
        "text": ["[p]"],
        "textfont": {"size": 12, "color": "#525B66"},
    }
    found = read(marked)
    (letters,) = [run for run in found.words if run.text == "[p]"]
    ((x, y),) = found.dots()
    assert letters.bottom < y
    (group,) = found.root.iterfind(f"{SVG}g[@paint-order='stroke']")
    assert group.attrib["stroke"] == LIGHT.page  # a line through the letters is not seen in them
    assert (letters.left + letters.right) / 2 == pytest.approx(x, abs=0.2)


def test_a_band_and_an_upright_line_stand_where_the_scales_say():
    shapes = [
        {"type": "rect", "layer": "below", "x0": 0, "x1": 10, "y0": 2, "y1": 4}
        | {"fillcolor": "#6B7580", "opacity": 0.34, "line": {"width": 0}},
        {"type": "line", "x0": 5, "x1": 5, "y0": 0, "y1": 1, "yref": "paper"}
        | {"line": {"color": "#1A1E23", "width": 1.2, "dash": "dash"}},
    ]
    found = read(points([0, 5, 10], [2, 4, 3]), shapes=shapes)
    (band,) = found.root.iter(f"{SVG}rect")
    (upright,) = found.root.iter(f"{SVG}line")
    (first, second, third) = found.dots()
    top, high = float(band.attrib["y"]), float(band.attrib["height"])
    assert (top, top + high) == pytest.approx((second[1], first[1]), abs=0.2)
    left, wide = float(band.attrib["x"]), float(band.attrib["width"])
    assert (left, left + wide) == pytest.approx((first[0], third[0]), abs=0.2)
    assert float(upright.attrib["x1"]) == pytest.approx(second[0], abs=0.1)
    nodes = list(found.root)
    assert nodes.index(band) < nodes.index(upright)


def test_words_have_a_ground_and_an_edge_where_they_are_told_to():
    flag = {"bgcolor": "#FFFFFF", "bordercolor": "#6B7580", "borderwidth": 1, "borderpad": 2}
    found = read(annotations=[note("<b>1</b>", 5, 5, yanchor="bottom", yshift=9, **flag)])
    (ground,) = found.root.iter(f"{SVG}rect")
    (number,) = [run for run in found.words if run.bold]
    assert (ground.attrib["fill"], ground.attrib["stroke"]) == ("#FFFFFF", "#6B7580")
    left, wide = float(ground.attrib["x"]), float(ground.attrib["width"])
    assert left < number.left < number.right < left + wide


@pytest.mark.parametrize(
    ("across", "side"), [("left", "left"), ("center", "middle"), ("right", "right")]
)
def test_words_stand_on_the_side_of_their_point_that_they_are_told_to(across, side):
    found = read(points([5], [5]), annotations=[note("A word", 5, 5, xanchor=across)])
    ((x, _),) = found.dots()
    (word,) = [run for run in found.words if run.text == "A word"]
    at = {"left": word.left, "right": word.right, "middle": (word.left + word.right) / 2}
    assert at[side] == pytest.approx(x, abs=0.2)


def test_words_near_an_edge_move_into_the_picture_and_long_ones_are_cut():
    found = read(
        annotations=[
            note("Near the right edge", 10, 5, xanchor="left"),
            note("Too long to be shown " * 12, 0, 8, xanchor="left"),
        ]
    )
    assert found.cut() == []
    assert "Near the right edge" in found.text
    assert any(run.text.endswith("…") for run in found.words)


def test_names_in_one_line_that_would_meet_are_moved_apart():
    together = [note("London 68%", 5, 5), note("England 68%", 5, 5)]
    found = read(annotations=together)
    assert found.meetings() == []
    first, second = (run for run in found.words if run.text.endswith("68%"))
    assert first.right < second.left


def test_between_a_sign_and_its_word_is_a_space_however_they_are_marked_up():
    gaps = []
    for text in ("● Word", "<b>●</b> Word", '<span style="color:#28A197">●</span> Word'):
        found = read(annotations=[note(text, 5, 5, xanchor="left")])
        (word,) = [run for run in found.words if "Word" in run.text]
        assert word.text[0] == "\u00a0"  # a usual space at the beginning is not shown
        gaps.append(round(word.left - found.dots()[0][0], 2))
    assert len(set(gaps)) == 1


def test_signs_are_drawn_and_not_written():
    found = read(
        annotations=[note('<span style="color:#28A197">━</span> London 33%', 5, 5, xanchor="left")]
    )
    assert "━" not in found.text
    dash = stroke_of(found, "#28A197")
    (name,) = [run for run in found.words if "London" in run.text]
    assert float(dash.attrib["d"].rpartition("H")[2]) < name.left + 4


@pytest.mark.parametrize(
    ("span", "suffix", "written"),
    [
        ((0.0, 47.3), "%", ["0%", "10%", "20%", "30%", "40%"]),
        ((90.1, 95.5), "%", ["91%", "92%", "93%", "94%", "95%"]),
        ((0.18, 0.42), "", ["0.20", "0.25", "0.30", "0.35", "0.40"]),
        ((-12.0, 8.0), "", ["−10", "−5", "0", "5"]),
    ],
)
def test_scales_are_written_in_round_steps(span, suffix, written):
    found = read(yaxis={"range": list(span), "ticksuffix": suffix})
    beside = sorted((run for run in found.words if run.left < 40), key=lambda run: -run.top)
    assert [run.text for run in beside if run.top < found.height - 28] == written


def test_thousands_are_parted():
    found = read(yaxis={"range": [0, 2600], "tickformat": ",~f"})
    assert {"500", "2,500"} <= {run.text for run in found.words}


def test_names_beneath_that_would_meet_give_way_to_the_last():
    places = list(range(11))
    names = [f"Quarter {place}" for place in places]
    found = read(xaxis={"tickmode": "array", "tickvals": places, "ticktext": names})
    shown = [name for name in names if name in found.text]
    assert shown[-1] == names[-1]
    assert 3 < len(shown) < len(names)
    assert found.meetings() == []
