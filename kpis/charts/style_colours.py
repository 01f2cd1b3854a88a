"""The colours of a palette as variables of a style sheet, by the names that all sheets use.

Pictures of charts that follow the page they are on (`kpis.charts.svg.themes`) use the same names.
"""

from dataclasses import fields

from kpis.charts.palette import Palette
from kpis.model import RATED, RagStatus


def style_colours(palette: Palette) -> dict[str, str]:
    """Name → #RRGGBB: "quiet", "dark-blue", "green-area"; the sheet sets --k- before each.

    better, worse: of directions, the edges of what is green and red.
    """
    plain = {
        each.name.replace("_", "-"): getattr(palette, each.name)
        for each in fields(palette)
        if each.name != "rag"
    }
    rated = {
        f"{status.value}-{part}": getattr(palette.rag[status], part)
        for status in RATED
        for part in ("area", "edge", "letter")
    }
    directions = {
        "better": palette.rag[RagStatus.GREEN].edge,
        "worse": palette.rag[RagStatus.RED].edge,
    }
    return plain | rated | directions
