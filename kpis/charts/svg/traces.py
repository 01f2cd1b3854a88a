"""The lines, areas and points of a picture."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpis.charts.palette import LIGHT
from kpis.charts.svg.frame import Frame
from kpis.charts.svg.scales import known_points
from kpis.charts.svg.symbols import OPEN, symbol
from kpis.charts.svg.texts import plain
from kpis.charts.svg.themes import Theme
from kpis.charts.svg.write import element, fine, number, polyline, text_of

Trace = Mapping[str, Any]
_REACH = 8.0  # pixels about a point of a line without dots, where a pointer finds its words
_LEAST_DASH = 3.0
_TITLE_END = "<extra></extra>"


def drawn_traces(traces: Sequence[Trace], frame: Frame, theme: Theme, *, hover: bool) -> str:
    """All of them, one over the other. hover: whether each point says what it is."""
    drawn = []
    before: Trace | None = None
    for trace in traces:
        parts = []
        if trace.get("fill"):
            parts.append(_area(trace, before, frame, theme))
        if "lines" in trace["mode"]:
            parts.append(_line(trace, frame, theme))
        if "markers" in trace["mode"]:
            parts += _points(trace, frame, theme, hover=hover)
        elif hover:
            parts.append(_reaches(trace, frame))
        if "text" in trace["mode"]:
            parts.append(_texts(trace, frame, theme))
        drawn += parts
        before = trace
    return "".join(drawn)


def dash_of(dash: str | None, width: float) -> str | None:
    """The dashes of a line as SVG has them; None for a solid one. Plotly's words for them too."""
    unit = max(width, _LEAST_DASH)
    match dash:
        case None | "solid":
            return None
        case "dot":
            return f"{fine(unit)} {fine(unit)}"
        case "dash":
            return f"{fine(3 * unit)} {fine(3 * unit)}"
        case _:
            return dash.replace("px", "").replace(",", " ")


def _pieces(trace: Trace, frame: Frame) -> list[list[tuple[float, float]]]:
    """The points of a trace in pixels, in the pieces that its gaps leave."""
    return [
        [(frame.x.place(x), frame.y.place(y)) for _, x, y in piece]
        for piece in known_points(trace["x"], trace["y"])
    ]


def _line(trace: Trace, frame: Frame, theme: Theme) -> str:
    line = trace["line"]
    width = float(line["width"])
    path = "".join(polyline(piece) for piece in _pieces(trace, frame) if len(piece) > 1)
    if not path or not width:
        return ""
    colour, opacity = theme.paint(line["color"])
    dash = dash_of(line.get("dash"), width)
    if dash is None and not trace.get("fill"):
        dash = theme.dash(line["color"])
    drawn = element(
        "path",
        d=path,
        stroke=colour,
        stroke_width=fine(width),
        stroke_opacity=None if opacity is None else fine(opacity),
        stroke_dasharray=dash,
    )
    return _clipped(drawn, _pieces(trace, frame), frame)


def _area(trace: Trace, before: Trace | None, frame: Frame, theme: Theme) -> str:
    """What a line encloses, or what lies between it and the line before."""
    pieces = _pieces(trace, frame)
    if trace["fill"] == "tonexty" and before is not None:
        beneath = [point for piece in _pieces(before, frame) for point in piece]
        pieces = [[*(point for piece in pieces for point in piece), *reversed(beneath)]]
    path = "".join(f"{polyline(piece)}Z" for piece in pieces if len(piece) > 2)
    colour, opacity = theme.paint(trace["fillcolor"])
    opaque = None if opacity is None else fine(opacity)
    drawn = element("path", d=path, fill=colour, fill_opacity=opaque) if path else ""
    return _clipped(drawn, pieces, frame)


def _clipped(drawn: str, pieces: Sequence[Sequence[tuple[float, float]]], frame: Frame) -> str:
    """The same without what is beyond the plot, where anything is.

    By an <svg> of its own: a clip path would need an id, and a page may hold many pictures.
    """
    beyond = any(not frame.holds(x, y) for piece in pieces for x, y in piece)
    if not drawn or not beyond:
        return drawn
    wide, high = frame.right - frame.left, frame.bottom - frame.top
    view = " ".join(map(number, (frame.left, frame.top, wide, high)))
    return element("svg", drawn, x=frame.left, y=frame.top, width=wide, height=high, viewBox=view)


def _points(trace: Trace, frame: Frame, theme: Theme, *, hover: bool) -> Iterator[str]:
    """A shape for each point, in a group that says what all of them look like."""
    marker = trace["marker"]
    edge = marker.get("line", {})
    count = len(trace["x"])
    names = _each(marker.get("symbol", "circle"), count)
    fills = [theme.paint(colour)[0] for colour in _each(marker.get("color", "#000000"), count)]
    words = hover_words(trace) if hover else [""] * count
    group_fill = max(fills, key=fills.count, default="none")
    shapes = [
        symbol(
            name,
            x,
            y,
            float(marker["size"]),
            _title(said),
            fill="none" if name in OPEN else None if fill == group_fill else fill,
        )
        for place, x, y in _places(trace, frame)
        for name, fill, said in [(names[place], fills[place], words[place])]
    ]
    if shapes:
        open_ring = names[0] == "circle-open"
        stroke = theme.paint(marker["color"] if open_ring else edge.get("color", "#000000"))[0]
        yield element(
            "g",
            shapes,
            fill=group_fill,
            stroke=stroke if edge.get("width") else None,
            stroke_width=fine(float(edge.get("width", 0))) if edge.get("width") else None,
        )


def _places(trace: Trace, frame: Frame) -> Iterator[tuple[int, float, float]]:
    """The points that the plot holds, each with its number, in pixels."""
    for piece in known_points(trace["x"], trace["y"]):
        for place, across, upright in piece:
            x, y = frame.x.place(across), frame.y.place(upright)
            if frame.holds(x, y):
                yield place, x, y


def hover_words(trace: Trace) -> list[str]:
    """What each point says of itself, without markup; "" where it says nothing."""
    template = trace.get("hovertemplate")
    if not template:
        return [""] * len(trace["x"])
    around = template.removesuffix(_TITLE_END).split("%{customdata}")
    return [plain(told.join(around)) if told else "" for told in trace["customdata"]]


def _reaches(trace: Trace, frame: Frame) -> str:
    """Unseen circles along a line without dots, for its words; one where several say the same."""
    words = hover_words(trace)
    places: dict[str, list[tuple[float, float]]] = {}
    for place, x, y in _places(trace, frame):
        if words[place]:
            places.setdefault(words[place], []).append((x, y))
    circles = [
        element("circle", _title(said), cx=_mean(xs), cy=_mean(ys), r=_REACH)
        for said, points in places.items()
        for xs, ys in [tuple(zip(*points, strict=True))]
    ]
    return element("g", circles, stroke="none", pointer_events="all") if circles else ""


def _texts(trace: Trace, frame: Frame, theme: Theme) -> str:
    """A few letters above a point, such as the marker of a provisional figure."""
    font, above = trace["textfont"], float(trace["marker"]["size"]) / 2 + 4
    letters = [
        element("text", text_of(trace["text"][place]), x=x, y=y - above)
        for place, x, y in _places(trace, frame)
        if trace["text"][place]
    ]
    fill, _ = theme.paint(font["color"])
    if not letters:
        return ""
    size = float(font["size"])
    return element(
        "g",
        letters,
        font_size=size,
        fill=fill,
        text_anchor="middle",
        # A rim like the page, for the line of an interval may go through the letters.
        stroke=theme.paint(LIGHT.page)[0],
        stroke_width=3.0,
        paint_order="stroke",
    )


def _title(words: str) -> str:
    return element("title", text_of(words)) if words else ""


def _each(told: Any, count: int) -> list[Any]:
    """One value for each point, where a description has one for all."""
    return list(told) if isinstance(told, (list, tuple)) else [told] * count


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
