"""Lines of text set at a point of a picture, and the box they take."""

from collections.abc import Sequence
from dataclasses import replace

from kpis.charts.svg.symbols import sign
from kpis.charts.svg.texts import LINE_SPACING, Line, Piece, width_of
from kpis.charts.svg.themes import Theme
from kpis.charts.svg.write import element, text_of
from kpis.model.record import Record

_TO_BASELINE = 0.34  # from the middle of a line of capitals down to its foot, of the type's size
_ANCHORS = {"left": None, "center": "middle", "right": "end"}
_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


class Box(Record):
    """A part of a picture, in pixels from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, right: float = 0.0, down: float = 0.0) -> "Box":
        return Box(
            left=self.left + right,
            top=self.top + down,
            right=self.right + right,
            bottom=self.bottom + down,
        )

    def meets(self, other: "Box") -> bool:
        """Whether the two lie over each other anywhere."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Block(Record):
    """Lines of text of one size at a point.

    x, y: the point. across: which side of the block stands there, "left", "center" or "right";
    down: "top", "middle" or "bottom". colour: as in a description. bold: all of it.
    """

    lines: tuple[Line, ...]
    x: float
    y: float
    size: float
    colour: str
    across: str = "left"
    down: str = "middle"

    @property
    def box(self) -> Box:
        wide = max((width_of(line, self.size) for line in self.lines), default=0.0)
        high = height_of(self.lines, self.size)
        left, top = self.x - _ACROSS[self.across] * wide, self.y - _DOWN[self.down] * high
        return Box(left=left, top=top, right=left + wide, bottom=top + high)

    def first_line(self) -> "Block":
        """The first of its lines alone."""
        return replace(self, lines=self.lines[:1])

    def within(self, width: float) -> "Block":
        """The same, moved so that nothing of it is beyond the sides of a picture."""
        box = self.box
        aside = max(-box.left, 0.0) or min(width - box.right, 0.0)
        return self.at(self.x + aside, self.y) if aside else self

    def at(self, x: float, y: float) -> "Block":
        """The same at another point."""
        return replace(self, x=x, y=y)

    def draw(self, theme: Theme) -> str:
        """As markup: one <text>, and a shape for each sign in it."""
        spans: list[str] = []
        shapes: list[str] = []
        fill, _ = theme.paint(self.colour)
        # Text about signs is placed from its left, so that these stand where they belong in it.
        signs = any(piece.is_sign for line in self.lines for piece in line)
        across = "left" if signs else self.across
        for number, line in enumerate(self.lines):
            left = self.x - _ACROSS[self.across] * width_of(line, self.size) if signs else self.x
            middle = self.box.top + (number + 0.5) * LINE_SPACING * self.size
            spans += self._spans(line, left, middle + _TO_BASELINE * self.size, fill, theme)
            shapes += self._signs(line, left, middle, fill, theme)
        text = element("text", spans, font_size=self.size, fill=fill, text_anchor=_ANCHORS[across])
        return (text if spans else "") + "".join(shapes)

    def _spans(
        self, line: Line, left: float, baseline: float, fill: str, theme: Theme
    ) -> list[str]:
        """A <tspan> for each piece of words; the first, and each after a sign, says where it is."""
        spans = []
        at, is_placed = left, False
        for piece in line:
            if piece.is_sign:
                is_placed = False
            else:
                colour = theme.paint(piece.colour)[0] if piece.colour else fill
                spans.append(
                    element(
                        "tspan",
                        text_of(piece.words),
                        x=None if is_placed else at,
                        y=None if is_placed else baseline,
                        font_weight="700" if piece.bold else None,
                        fill=None if colour == fill else colour,
                    )
                )
                is_placed = True
            at += piece.width(self.size)
        return spans

    def _signs(self, line: Line, left: float, middle: float, fill: str, theme: Theme) -> list[str]:
        shapes = []
        for piece in line:
            if piece.is_sign:
                colour = theme.paint(piece.colour)[0] if piece.colour else fill
                dash = theme.dash(piece.colour) if piece.colour else None
                shapes.append(sign(piece.words, left, middle, self.size, colour, dash))
            left += piece.width(self.size)
        return shapes


def height_of(lines: Sequence[Line], size: float) -> float:
    """Pixels from the top of the first line to the foot of the last."""
    return len(lines) * LINE_SPACING * size


def words_of(words: str, *, bold: bool = False) -> Line:
    """A line of one look."""
    return (Piece(words=words, bold=bold),)
