"""Lines and shaded areas of a picture that are no figures: breaks, bands, a whole's line."""

from collections.abc import Mapping
from typing import Any

from kpis.charts.svg.frame import Frame
from kpis.charts.svg.scales import Scale, value_of
from kpis.charts.svg.themes import Theme
from kpis.charts.svg.traces import dash_of
from kpis.charts.svg.write import element, fine

Shape = Mapping[str, Any]


def drawn_shapes(layout: Mapping[str, Any], frame: Frame, theme: Theme, *, below: bool) -> str:
    """Those that lie beneath the figures, or those above them."""
    shapes = [
        shape for shape in layout.get("shapes", ()) if (shape.get("layer") == "below") is below
    ]
    return "".join(_drawn(shape, frame, theme) for shape in shapes)


def pixel(scale: Scale, told: object, reference: str | None) -> float:
    """Where something stands that is told as a value, or as a part of the scale ("paper")."""
    return scale.share(float(told)) if reference == "paper" else scale.place(value_of(told))  # type: ignore[arg-type]


def _drawn(shape: Shape, frame: Frame, theme: Theme) -> str:
    x0, x1 = (pixel(frame.x, shape[end], shape.get("xref")) for end in ("x0", "x1"))
    y0, y1 = (pixel(frame.y, shape[end], shape.get("yref")) for end in ("y0", "y1"))
    opacity = fine(shape["opacity"]) if "opacity" in shape else None
    if shape["type"] == "rect":
        return element(
            "rect",
            x=min(x0, x1),
            y=min(y0, y1),
            width=abs(x1 - x0),
            height=abs(y1 - y0),
            fill=theme.paint(shape["fillcolor"])[0],
            fill_opacity=opacity,
        )
    line = shape["line"]
    return element(
        "line",
        x1=x0,
        x2=x1,
        y1=y0,
        y2=y1,
        stroke=theme.paint(line["color"])[0],
        stroke_width=fine(line["width"]),
        stroke_dasharray=dash_of(line.get("dash"), line["width"]),
    )
