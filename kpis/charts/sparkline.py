"""A measure's trend a few centimetres wide, to stand in a row of a table.

An SVG picture and not a Plotly figure: a page shows dozens of them, and each must cost next to
nothing. Its colours are mid-tones that stand out (3 to 1) on a light and on a dark page, so one
picture serves both. The vertical scale is the measure's own; it shows shape, not size.
"""

import math
from base64 import b64encode
from collections.abc import Sequence

from kpis.charts.svg.write import text_of

WIDTH, HEIGHT, MARGIN = 120, 30, 4
LINE, TARGET = "#4A7FB0", "#7D8790"


def sparkline(outturns: Sequence[float], target: float = math.nan) -> str:
    """A picture of the figures, oldest first, as a data address for an <img>.

    NaN leaves a gap. target: drawn as a dashed level when given. "" when fewer than two figures
    are known, which make no trend.
    """
    svg = _picture(outturns, target, ">")
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" if svg else ""


def sparkline_svg(outturns: Sequence[float], target: float = math.nan, words: str = "") -> str:
    """The same picture as an <svg>, to stand in a table of a page or a file.

    words: what it shows, as `describe_sparkline` says it, to be read aloud; "" where the same is
    said beside it, and the picture is passed over.
    """
    told = f' role="img"><title>{text_of(words)}</title>' if words else ' aria-hidden="true">'
    return _picture(outturns, target, told)


def _picture(outturns: Sequence[float], target: float, told: str) -> str:
    """told: the end of its first tag, and what it says of itself."""
    values = [value for value in outturns if not math.isnan(value)]
    if len(values) < 2:
        return ""
    scaled = values if math.isnan(target) else [*values, target]
    low, high = min(scaled), max(scaled)
    step = (WIDTH - 2 * MARGIN) / (len(outturns) - 1)

    def place(index: int, value: float) -> tuple[float, float]:
        height = (value - low) / (high - low) if high > low else 0.5
        return MARGIN + index * step, HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN)

    level = "" if math.isnan(target) else _level(place(0, target)[1])
    points = [
        None if math.isnan(value) else place(index, value) for index, value in enumerate(outturns)
    ]
    last = next(point for point in reversed(points) if point is not None)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"{told}{level}'
        f'<path d="{_path(points)}" fill="none" stroke="{LINE}" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{LINE}"/></svg>'
    )


def describe_sparkline(outturns: Sequence[str], periods: Sequence[str]) -> str:
    """ "From 71.2% in Q3 2017/18 to 73.1% in Q2 2019/20". Both oldest first, "" for a gap."""
    returned = [(outturn, name) for outturn, name in zip(outturns, periods, strict=True) if outturn]
    if len(returned) < 2:
        return "Too few figures for a trend"
    (first, since), (last, until) = returned[0], returned[-1]
    return f"From {first} in {since} to {last} in {until}"


def _level(height: float) -> str:
    return (
        f'<path d="M0 {height:.1f}H{WIDTH}" stroke="{TARGET}" stroke-width="1" '
        'stroke-dasharray="3 3"/>'
    )


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """Straight lines between neighbours; a gap lifts the pen."""
    drawn, pen_down = [], False
    for point in points:
        if point is not None:
            drawn.append(f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}")
        pen_down = point is not None
    return "".join(drawn)
