"""Where the parts of a picture stand: the plot, what is above it, beneath it and beside it.

The screen knows no width beforehand and leaves room by rules of thumb. A picture is so wide and no
wider, so here text is measured: headings are broken where the picture ends, labels at the ends of
lines get the room they need, and the plot the rest.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kpis.charts.labels import spread
from kpis.charts.svg.scales import Scale, ends_of, ticks_of
from kpis.charts.svg.text_block import Block
from kpis.charts.svg.texts import LINE_SPACING, Line, fitted, lines_of, width_of
from kpis.charts.template import Description
from kpis.model.record import Record

TICK_LENGTH = 5.0
TO_NAMES = 8.0  # pixels from the lower line down to the words beneath it
_NAMES_BENEATH = 48.0  # pixels that charts over time leave for the names of periods
_BESIDE_TICK = 7.0  # pixels between the words at the left and the plot
_TO_LABEL = 8.0  # pixels between the plot and the labels at the ends of lines
_LABEL_LINE = 19.0  # pixels from one line of labels to the next
_EDGE = 0.5  # pixels: still on the edge
_AT_SIDE = 18.0  # pixels at the right where no label stands
_FOOT = 10.0  # pixels beneath the plot where no scale is: half a line of words at its side
_AFTER = 2.0  # pixels to the right of everything
_MOST_BESIDE = 0.42  # of the picture's width, for words at either side
_MOST_LINES = 3  # of a label
Note = Mapping[str, Any]


class Frame(Record):
    """A picture's measures in pixels, and the texts that these depend on.

    head: what stands above the plot. labels: at the ends of lines. notes: all other annotations.
    """

    width: float
    height: float
    x: Scale
    y: Scale
    head: tuple[Block, ...]
    labels: tuple[Block, ...]
    notes: tuple[Note, ...]

    @property
    def left(self) -> float:
        return self.x.begin

    @property
    def right(self) -> float:
        return self.x.end

    @property
    def top(self) -> float:
        return self.y.end

    @property
    def bottom(self) -> float:
        return self.y.begin

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the plot, or on its edge."""
        across = self.left - _EDGE <= x <= self.right + _EDGE
        return across and self.top - _EDGE <= y <= self.bottom + _EDGE


def frame_of(description: Description, width: float) -> Frame:
    """The measures of a picture of a width."""
    layout = description["layout"]
    across, upright, margin = layout["xaxis"], layout["yaxis"], layout["margin"]
    notes: Sequence[Note] = layout.get("annotations", ())
    ends = [note for note in notes if _is_label(note)]
    labels = [fitted_label(note, width) for note in ends]
    right = width - (_room_for(labels) if labels else min(float(margin["r"]), _AT_SIDE))
    beneath = _beneath(across)
    kept = _NAMES_BENEATH if across.get("type") == "date" else beneath
    high = layout["height"] - margin["t"] - max(beneath, kept)
    placed = _apart(labels, right + _TO_LABEL, high)
    heads = [_head(note, width) for note in notes if _is_head(note)]
    beside = [*placed, *_highest_tick(upright, high)]
    lower = max((_covered(head, block) for head in heads for block in beside), default=0.0)
    top = margin["t"] + _grown(notes, heads) + lower
    low_x, high_x = ends_of(across)
    low_y, high_y = ends_of(upright)
    return Frame(
        width=width,
        height=top + high + beneath,
        x=Scale(low=low_x, high=high_x, begin=_left_of_plot(upright, width), end=right),
        y=Scale(low=low_y, high=high_y, begin=top + high, end=top),
        head=tuple(head.at(head.x, head.y + top - lower) for head in heads),
        labels=tuple(label.at(label.x, label.y + top) for label in placed),
        notes=tuple(note for note in notes if not _is_label(note) and not _is_head(note)),
    )


def block_of(note: Note, lines: Sequence[Line], x: float, y: float) -> Block:
    """The text of an annotation at a point, which its shifts move."""
    across = note.get("xanchor", "center")
    down = note.get("yanchor", "middle")
    return Block(
        lines=tuple(lines),
        x=x + note.get("xshift", 0),
        y=y - note.get("yshift", 0),
        size=note["font"]["size"],
        colour=note["font"]["color"],
        across=across,
        down=down,
    )


def fitted_label(note: Note, width: float) -> Block:
    """A label at the end of a line, at its height as a part of the scale; see `_apart`."""
    lines = fitted(lines_of(note["text"]), note["font"]["size"], width * _MOST_BESIDE, _MOST_LINES)
    return block_of(note, lines, 0.0, note["y"])


def _is_label(note: Note) -> bool:
    at_end = note.get("xref") == note.get("yref") == "paper" and note["x"] == 1
    return at_end and note.get("xanchor") == "left"


def _is_head(note: Note) -> bool:
    above = note.get("xref") == note.get("yref") == "paper" and note["y"] == 1
    return above and note.get("yanchor") == "bottom"


def _head(note: Note, width: float) -> Block:
    """Words above the plot, over the whole width; its height is told from the plot's top."""
    lines = fitted(lines_of(note["text"]), note["font"]["size"], width)
    return block_of(note, lines, width if note.get("xanchor") == "right" else 0.0, 0.0)


def _grown(notes: Sequence[Note], heads: Sequence[Block]) -> float:
    """How much higher the words above are than the description leaves room for."""
    told = [len(lines_of(note["text"])) for note in notes if _is_head(note)]
    return max(
        (
            (len(head.lines) - lines) * LINE_SPACING * head.size
            for head, lines in zip(heads, told, strict=True)
        ),
        default=0.0,
    )


def _covered(head: Block, words: Block) -> float:
    """How far words beside the plot reach up into those above it, where they would meet."""
    above, beside = head.box, words.box
    return above.bottom - beside.top + 1 if above.meets(beside) else 0.0


def _highest_tick(axis: Mapping[str, Any], high: float) -> list[Block]:
    """What is written highest at the left, its height told from the top of the plot."""
    low, top = ends_of(axis)
    font = axis["tickfont"]
    return [
        Block(
            lines=tuple(lines_of(text)),
            x=0.0,
            y=(top - value) / (top - low) * high,
            size=font["size"],
            colour=font["color"],
        )
        for value, text in ticks_of(axis)[-1:]
    ]


def _room_for(labels: Sequence[Block]) -> float:
    wide = max(width_of(line, label.size) for label in labels for line in label.lines)
    return _TO_LABEL + wide + _AFTER


def _apart(labels: Sequence[Block], x: float, high: float) -> list[Block]:
    """The labels at the heights they belong to, moved where one would lie on another.

    labels: their y is a part of the scale, from its foot; of those given back it is told in pixels
    from the top of the plot. high: of the plot, in pixels.
    """
    most = max((len(label.lines) for label in labels), default=1)
    if most > 1 and most * _LABEL_LINE * len(labels) > high + _LABEL_LINE:
        labels = [label.first_line() for label in labels]
        most = 1
    above = (most - 1) * _LABEL_LINE / 2 / high
    # Not so low that the lowest lies on the name of the last period, which reaches beneath it.
    foot = max(most * _LABEL_LINE / 2 - TICK_LENGTH, 0.0) / high
    heights = spread([label.y for label in labels], most * _LABEL_LINE / high, foot, 1 - above)
    return [label.at(x, (1 - height) * high) for label, height in zip(labels, heights, strict=True)]


def _left_of_plot(axis: Mapping[str, Any], width: float) -> float:
    """Room for what is written at the left: as much as it takes, but never half of the picture."""
    size = axis["tickfont"]["size"]
    words = [line for _, text in ticks_of(axis) for line in lines_of(text)]
    if not words:
        return 1.0
    widest = max(width_of(line, size) for line in words)
    return min(widest, width * _MOST_BESIDE) + _BESIDE_TICK


def _beneath(axis: Mapping[str, Any]) -> float:
    """Room for ticks, for what is written at them, and for what the scale counts."""
    if not axis.get("visible", True):
        return _FOOT
    most = max((len(lines_of(text)) for _, text in ticks_of(axis)), default=1)
    room = TO_NAMES + most * LINE_SPACING * axis["tickfont"]["size"]
    if title := axis.get("title"):
        room += title["standoff"] + LINE_SPACING * title["font"]["size"]
    return float(room)
