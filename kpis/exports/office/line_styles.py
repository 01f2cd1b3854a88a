"""How the lines of a native chart are told apart: by dash, width and mark as well as by colour."""

from typing import NamedTuple

from kpis.charts.palette import LIGHT


class LineStyle(NamedTuple):
    """colour: #RRGGBB. width: points. dash: a preset of DrawingML. marker: its shape, "" for
    none."""

    colour: str
    width: float
    dash: str = "solid"
    marker: str = ""


_STYLES = {
    "outturn": LineStyle(LIGHT.dark_blue, 2.25, marker="circle"),
    "target": LineStyle(LIGHT.dark_grey, 1.5),
    "minimum": LineStyle(LIGHT.dark_grey, 1.25, "sysDot"),
    "limit": LineStyle(LIGHT.outline, 1.0, "lgDashDot"),
}
# Other areas, in the order in which they come.
_AREAS = (
    LineStyle(LIGHT.turquoise, 1.5, "dash", "diamond"),
    LineStyle(LIGHT.dark_pink, 1.5, "sysDash", "square"),
    LineStyle(LIGHT.orange, 1.5, "lgDash", "triangle"),
)


def line_styles(roles: tuple[str, ...]) -> list[LineStyle]:
    """A style for each line. roles: as a chart's columns have them."""
    styles, areas = [], 0
    for role in roles:
        if role in _STYLES:
            styles.append(_STYLES[role])
        else:
            styles.append(_AREAS[areas % len(_AREAS)])
            areas += 1
    return styles
