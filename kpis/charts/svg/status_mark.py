"""The mark of a status as a picture: shape, letter and colour, as the pages have it.

A mark can be told apart in grey by its shape and by its letter, and in colour at a glance. Pages
draw theirs by their style sheet, from the same letters (`kpis.words.statuses`) and corners.
"""

from kpis.charts.palette import Fill
from kpis.charts.svg.themes import ON_LIGHT, Theme
from kpis.charts.svg.widths import FONTS
from kpis.charts.svg.write import element, number, text_of
from kpis.model import RagStatus
from kpis.words.statuses import STATUS_SIGNS, STATUS_WORDS

SIZE = 22  # pixels, of the whole mark
# Corners of the marks that are not round, as parts of their box. Of the others, ratings are round
# and whatever is no rating is square, or has no shape at all.
CORNERS = {
    RagStatus.AMBER: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    RagStatus.RED: ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0)),
}
ROUND = (RagStatus.GREEN,)
SHAPELESS = (RagStatus.NOT_DUE, RagStatus.SEE_PARTS)

_BOX, _AROUND = 22.0, 2.0  # the box of a mark, and room about it for what reaches beyond
_EDGE, _EDGE_CARRIED = 1.5, 2.5
# Left, top, width and height in a box of 22, so that all shapes weigh the same.
_BOXES = {RagStatus.AMBER: (-1.0, -1.0, 24.0, 24.0), RagStatus.RED: (-0.7, -0.2, 23.4, 21.2)}
_ROUND_BOX = (0.75, 0.75, 20.5, 20.5)
_SQUARE = (2.5, 2.5, 17.0, 17.0)
_LETTER, _SMALL, _LARGE = 12.7, 11.7, 14.0
_SIZES = {
    RagStatus.RED: 12.0,
    **dict.fromkeys((RagStatus.DATA_ONLY, RagStatus.NO_TARGET, RagStatus.AWAITED), _SMALL),
    **dict.fromkeys(
        (
            RagStatus.NOT_AVAILABLE,
            RagStatus.NOT_COMPARABLE,
            RagStatus.OUT_OF_DATE,
        ),
        _LARGE,
    ),
}
# Pixels: the letter of a triangle stands in its wider part; two bars reach beneath their line.
_LOWER = {RagStatus.RED: 2.6, RagStatus.SUSPENDED: -1.2}
_HEAVY = (RagStatus.LATE, RagStatus.SUSPENDED)
_TO_BASELINE = 0.34  # of the letter's size


def status_mark(
    status: RagStatus,
    *,
    carried: bool = False,
    spoken: bool = True,
    size: float = SIZE,
    theme: Theme = ON_LIGHT,
) -> str:
    """The mark as an <svg>, to be put into a page or kept as a file.

    carried: a rating of an earlier quarter that stands: the shape in outline. spoken: whether it
    is read aloud, which it must not be where its word stands beside it. size: in pixels.
    """
    status = RagStatus(status)
    words = STATUS_WORDS[status] + (", last measured earlier" if carried else "")
    view = " ".join(map(number, (-_AROUND, -_AROUND, _BOX + 2 * _AROUND, _BOX + 2 * _AROUND)))
    return element(
        "svg",
        [
            element("title", text_of(words)) if spoken else "",
            _shape(status, theme, carried=carried),
            _letter(status, theme, carried=carried),
        ],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=view,
        width=float(size),
        height=float(size),
        role="img" if spoken else None,
        aria_hidden=None if spoken else "true",
    )


def _fill(status: RagStatus, theme: Theme, *, carried: bool) -> Fill:
    page, text, outline, quiet = (
        theme.colours[colour] for colour in ("#FFFFFF", "#1A1E23", "#6B7580", "#525B66")
    )
    if status in theme.ratings:
        fill = theme.ratings[status]
        return Fill(area=page, edge=fill.edge, letter=fill.edge) if carried else fill
    if status is RagStatus.LATE:
        return Fill(area=page, edge=text, letter=text)
    return Fill(area=page, edge=outline, letter=quiet if status in SHAPELESS else text)


def _shape(status: RagStatus, theme: Theme, *, carried: bool) -> str:
    if status in SHAPELESS:
        return ""
    fill = _fill(status, theme, carried=carried)
    looks = {"fill": fill.area, "stroke": fill.edge, "stroke_linejoin": "round"}
    width = _EDGE_CARRIED if carried else _EDGE
    if status in CORNERS:
        left, top, wide, high = _inner(_BOXES[status], width)
        points = " ".join(
            f"{number(left + x * wide)},{number(top + y * high)}" for x, y in CORNERS[status]
        )
        return element("polygon", points=points, stroke_width=width, **looks)
    if status in ROUND:
        left, _, wide, _ = _inner(_ROUND_BOX, width)
        middle, half = left + wide / 2, wide / 2
        return element("circle", cx=middle, cy=middle, r=half, stroke_width=width, **looks)
    left, top, wide, high = _SQUARE
    return element(
        "rect", x=left, y=top, width=wide, height=high, rx=2.0, stroke_width=1.0, **looks
    )


def _inner(
    box: tuple[float, float, float, float], width: float
) -> tuple[float, float, float, float]:
    """The box of a shape whose edge is wider than usual: it grows inwards."""
    more = (width - _EDGE) / 2
    left, top, wide, high = box
    return left + more, top + more, wide - 2 * more, high - 2 * more


def _letter(status: RagStatus, theme: Theme, *, carried: bool) -> str:
    if not STATUS_SIGNS[status]:
        return ""
    size = _SIZES.get(status, _LETTER)
    is_heavy = status in CORNERS or status in ROUND or size == _LARGE or status in _HEAVY
    return element(
        "text",
        text_of(STATUS_SIGNS[status]),
        x=_BOX / 2,
        y=_BOX / 2 + _LOWER.get(status, 0.0) + _TO_BASELINE * size,
        font_family=FONTS,
        font_size=size,
        font_weight="700" if is_heavy else "500",
        text_anchor="middle",
        fill=_fill(status, theme, carried=carried).letter,
        aria_hidden="true",
    )
