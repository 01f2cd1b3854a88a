"""The shapes of points, as big as Plotly draws them, and as signs in a line of text.

A size is a diameter in pixels; shapes with corners reach beyond it, so that all weigh the same.
"""

from math import sqrt

from kpis.charts.svg.texts import SIGN_WIDTH
from kpis.charts.svg.write import element, number

# Symbol → its corners, in half sizes from its middle.
_CORNERS = {
    "square": ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    "diamond": ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    "triangle-up": ((-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0.0, -1.0)),
}
# Symbol → its strokes, which have no area.
_STROKES = {
    "line-ew": (((-1.4, 0.0), (1.4, 0.0)),),
    "line-ns": (((0.0, -1.4), (0.0, 1.4)),),
    "x-thin": (((-1.0, -1.0), (1.0, 1.0)), ((-1.0, 1.0), (1.0, -1.0))),
}
ROUND = ("circle", "circle-open")
SYMBOLS = (*ROUND, *_CORNERS, *_STROKES)
OPEN = ("circle-open", *_STROKES)  # nothing of these is filled
# A sign in a text → what is drawn for it, how big, of the size of the type, and whether it is open.
_DRAWN = {
    "●": ("circle", 0.6, False),
    "○": ("circle", 0.52, True),
    "◯": ("circle", 0.66, True),
    "◆": ("diamond", 0.52, False),
    "■": ("square", 0.52, False),
    "▲": ("triangle-up", 0.66, False),
    "✕": ("x-thin", 0.52, True),
}


def symbol(
    name: str, x: float, y: float, size: float, content: str = "", **looks: str | float | None
) -> str:
    """A shape about a point. content: of the element. Raises KeyError for a name not known."""
    half = size / 2
    if name in ROUND:
        return element("circle", content, cx=x, cy=y, r=half, **looks)
    if name in _STROKES:
        path = "".join(_path(stroke, x, y, half) for stroke in _STROKES[name])
    else:
        path = f"{_path(_CORNERS[name], x, y, half)}Z"
    return element("path", content, d=path, **looks)


def sign(
    letter: str, left: float, middle: float, size: float, colour: str, dash: str | None
) -> str:
    """What is drawn for a sign of `texts.SIGNS`. middle: the height of its own middle."""
    if letter == "━":
        end = left + (SIGN_WIDTH[letter] - 0.2) * size
        line = f"M{number(left)} {number(middle)}H{number(end)}"
        return element("path", d=line, stroke=colour, stroke_width=2.4, stroke_dasharray=dash)
    name, part, is_open = _DRAWN[letter]
    at = left + 0.39 * size
    return symbol(
        name,
        at,
        middle,
        part * size,
        fill="none" if is_open else colour,
        stroke=colour if is_open else None,
        stroke_width=1.3 if is_open else None,
    )


def _path(corners: tuple[tuple[float, float], ...], x: float, y: float, half: float) -> str:
    steps = (f"{number(x + right * half)} {number(y + down * half)}" for right, down in corners)
    return f"M{'L'.join(steps)}"
