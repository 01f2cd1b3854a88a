"""How every figure looks: our own Plotly template, one for a light and one for a dark page.

A chart is described by plain dicts first, in Plotly's own words, and only then made a figure: what
is printed or put on a page without scripts is drawn from the same description (`kpis.charts.svg`).

Set here and not by Streamlit's theme, so that a chart on the screen and the same chart in a pack
agree. Calm on purpose: no box, no vertical grid, no legend (lines are labelled where they end),
no toolbar.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, TypedDict

from kpis.charts.palette import Palette
from kpis.words.written_out import FOR_PAGES

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", Arial, sans-serif'
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


class Description(TypedDict):
    """A chart as plain data: what Plotly is given, without anything of Plotly's in it.

    data: one dict per trace, in the order they are drawn. layout: margins, axes, annotations and
    shapes. Colours are those of one `Palette`.
    """

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def figure_of(description: Description) -> go.Figure:
    """The chart for the screen."""
    import plotly.graph_objects as go

    return go.Figure(description)


def layout(colours: Palette, *, height: int, right: int) -> dict[str, Any]:
    """Keyword arguments for `go.Figure.update_layout`.

    height: of the figure in pixels; right: margin for the labels at the ends of the lines.
    """
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "tickfont": {"color": colours.quiet, "size": 12.5},
    }
    return {
        "template": "none",
        "height": height,
        "margin": {"l": 8, "r": right, "t": 68, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": colours.text},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.panel,
            "bordercolor": colours.outline,
            "font": {"family": FONT, "size": 14, "color": colours.text},
            "align": "left",
        },
        "dragmode": False,
        "xaxis": axis
        | {
            "showline": True,
            "linecolor": colours.outline,
            "ticks": "outside",
            "tickcolor": colours.outline,
            "ticklen": 5,
            "automargin": True,
        },
        "yaxis": axis
        | {"showgrid": True, "gridcolor": colours.rule, "automargin": True, "nticks": 6},
    }


def as_text(words: str) -> str:
    """Words that people typed, for where Plotly reads markup: they are shown just as they are."""
    seen = words.translate(FOR_PAGES)
    return escape(seen, quote=False).replace("%{", "%\u2060{")
