"""Charts as figures with their pictures, what has no room in them, and their numbers beneath."""

from math import isnan
from typing import cast

from kpis.charts.svg.picture import PAPER, PHONE, picture
from kpis.charts.svg.themes import ON_PAGE
from kpis.charts.template import Description
from kpis.exports.html.setting import Setting, anchor
from kpis.exports.html.tables import numbers
from kpis.markup.elements import Html, element
from kpis.reports.blocks import Chart
from kpis.words.figures import figure
from kpis.words.report.shown import NONE


def chart(block: Chart, setting: Setting) -> Html:
    """The picture in the colours of the page it is on, and beneath it what it was drawn from."""
    notes = [element("li", note) for note in block.notes]
    return element(
        "figure",
        element("figcaption", block.title),
        element("div", _picture(block, setting, PAPER), class_="k-wide"),
        element("div", _picture(block, setting, PHONE), class_="k-slim") if setting.phone else None,
        element("ul", notes, class_="k-chart-notes") if notes else None,
        _numbers(block) if setting.numbers and block.columns else None,
        class_="k-chart" if setting.phone else "k-chart k-chart-one",
    )


def _picture(block: Chart, setting: Setting, width: int) -> Html:
    key = (id(block), width)
    if key not in setting.drawn:
        drawn = picture(
            cast(Description, block.description),
            title=block.title,
            words=block.alt,
            width=width,
            theme=ON_PAGE,
            hover=setting.hover,
            name=f"{anchor(block.name)}-{width}",
            fluid=True,
        )
        # Everything typed in it was escaped where it was drawn.
        setting.drawn[key] = Html(drawn)
    return setting.drawn[key]


def _numbers(block: Chart) -> Html:
    """The numbers behind it, opened by who wants them."""
    unit, decimals = block.unit or "", block.decimals
    columns = [
        (each.title, [NONE if isnan(v) else figure(v, unit, decimals) for v in each.values])
        for each in block.columns
    ]
    return element(
        "details",
        element("summary", "Figures of this chart"),
        numbers(f"Figures of the chart: {block.title}", block.names, columns),
        class_="k-behind",
    )
