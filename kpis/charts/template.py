"""How every figure looks: our own Plotly template, one for a light and one for a dark page.

Set here and not by Streamlit's theme, so that a chart on the screen and the same chart in a pack
agree. Calm on purpose: no box, no vertical grid, no legend (lines are labelled where they end),
no toolbar.
"""

from html import escape
from typing import Any

from kpis.charts.palette import Palette
from kpis.words.written_out import FOR_PAGES

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", Arial, sans-serif'
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


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
