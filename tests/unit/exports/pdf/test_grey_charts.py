"""Charts of a pack that is printed in grey: lines are told apart by more than their colours."""

import re

from kpis.charts.palette import LIGHT
from kpis.charts.template import layout
from kpis.exports.pdf.content import content
from kpis.reports.blocks import Chart, Document, Section


def line(height: float, colour: str) -> dict[str, object]:
    drawn = {"color": colour, "width": 1.8}
    return {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [height] * 2, "line": drawn}


def test_lines_of_other_areas_are_each_dashed_in_a_way_of_their_own():
    places = layout(LIGHT, height=300, right=20)
    colours = (LIGHT.turquoise, LIGHT.light_purple, LIGHT.dark_pink, LIGHT.orange)
    traces = [line(0.2 * place, colour) for place, colour in enumerate(colours)]
    chart = Chart(
        name="areas",
        title="Areas",
        alt="Four areas",
        description={"data": traces, "layout": places | {"xaxis": places["xaxis"] | {"nticks": 4}}},
    )
    pack = Document(
        title="Pack",
        subtitle="",
        about=(),
        sections=(Section(title="One", key="one", blocks=(chart,)),),
    )
    (block,) = content(pack)["sections"][0]["blocks"]
    paths = re.findall(r"<path [^>]*>", block["svg"])
    dashes = {
        colour: re.findall(r'stroke-dasharray="([^"]+)"', path)
        for path in paths
        for colour in colours
        if f'stroke="{colour}"' in path
    }
    assert set(dashes) == set(colours)
    assert len({told[0] for told in dashes.values()}) == len(colours)
