"""A chart as an SVG picture, drawn from the description that the screen's figure is made of.

Drawn by ourselves, letter by letter of text measured beforehand, so that a pack of fifty charts
takes a fraction of a second, needs no browser and comes out the same every time. What a description
may hold is what these modules know; anything else is refused, so that nothing is left out unseen.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kpis.charts.svg.axes import axes, grid
from kpis.charts.svg.frame import Frame, block_of, frame_of
from kpis.charts.svg.shapes import drawn_shapes, pixel
from kpis.charts.svg.text_block import Block
from kpis.charts.svg.texts import cut_short, lines_of
from kpis.charts.svg.themes import ON_LIGHT, Theme
from kpis.charts.svg.traces import drawn_traces
from kpis.charts.svg.widths import FONTS
from kpis.charts.svg.write import element, fine, number, text_of
from kpis.charts.template import Description

PAPER = 680  # pixels across: about as wide as the text of an upright page
PHONE = 340
_BETWEEN = 8.0  # pixels between two names in one line
_ABOVE_LINE = 3  # pixels: so that the ground of words at the foot leaves the lower line whole
_KNOWN_TRACES = {"scatter"}


def picture(
    description: Description,
    *,
    title: str,
    words: str,
    width: int = PAPER,
    theme: Theme = ON_LIGHT,
    hover: bool = False,
    name: str = "",
    fluid: bool = False,
) -> str:
    """The picture, as an <svg> to be kept as a file or put into a page.

    description: of a light page; `theme` says what its colours become. title: what is shown, words:
    the text alternative; both are read aloud in place of the picture. hover: each point says what
    it is when it is pointed at. name: a prefix for ids, to be given where a page holds several
    pictures, of letters, digits and hyphens. fluid: as wide as the page lets it be. Raises
    ValueError for a description with traces of another kind than scatter.
    """
    frame = frame_of(description, width)
    high = number(frame.height)
    ids = (f"{name}-title", f"{name}-words") if name else (None, None)
    return element(
        "svg",
        [
            element("title", text_of(title), id=ids[0]),
            element("desc", text_of(words), id=ids[1]),
            *_parts(description, frame, theme, hover=hover),
        ],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {high}",
        width="100%" if fluid else str(width),
        height=None if fluid else high,
        role="img",
        aria_labelledby=" ".join(filter(None, ids)) or None,
        font_family=FONTS,
        overflow="visible",
        fill="none",
        stroke_linejoin="round",
    )


def notes_of(frame: Frame) -> list[tuple[Mapping[str, Any], Block]]:
    """What is written within the plot, each with where it stands: never beyond the picture."""
    placed: list[tuple[Mapping[str, Any], Block]] = []
    for note in frame.notes:
        x = pixel(frame.x, note["x"], note.get("xref"))
        y = pixel(frame.y, note["y"], note.get("yref"))
        size = note["font"]["size"]
        if note.get("yref") == "paper" and note["y"] == 0:
            y -= _ABOVE_LINE
        lines = [cut_short(line, size, frame.width) for line in lines_of(note["text"])]
        block = block_of(note, lines, x, y).within(frame.width)
        if placed and _are_names(placed[-1][1], block):
            before, block = _beside_each_other(placed[-1][1], block, frame.width)
            placed[-1] = (placed[-1][0], before)
        placed.append((note, block))
    return placed


def _are_names(one: Block, other: Block) -> bool:
    """Whether two texts stand in one line and would lie over each other."""
    return one.y == other.y and one.down == other.down and one.box.meets(other.box)


def _beside_each_other(one: Block, other: Block, width: float) -> tuple[Block, Block]:
    """Both moved aside, the one that is further left to the left, until they are apart."""
    first, second = sorted((one, other), key=_middle)
    in_order = first is one
    over = first.box.right - second.box.left + _BETWEEN
    first = first.at(first.x - over / 2, first.y).within(width)
    second = second.at(second.x + first.box.right - second.box.left + _BETWEEN, second.y)
    second = second.within(width)
    return (first, second) if in_order else (second, first)


def _middle(block: Block) -> float:
    """Where a text's middle is; of two that are at one place the first stays the first."""
    return round(block.box.left + block.box.right, 3)


def _parts(description: Description, frame: Frame, theme: Theme, *, hover: bool) -> Iterator[str]:
    layout, traces = description["layout"], description["data"]
    for trace in traces:
        if trace["type"] not in _KNOWN_TRACES:
            raise ValueError(f"No picture can be drawn of a trace of the kind {trace['type']!r}.")
    yield drawn_shapes(layout, frame, theme, below=True)
    yield grid(layout, frame, theme)
    yield axes(layout, frame, theme)
    yield drawn_traces(traces, frame, theme, hover=hover)
    yield drawn_shapes(layout, frame, theme, below=False)
    yield from (block.draw(theme) for block in (*frame.head, *frame.labels))
    yield from (_note(note, block, theme) for note, block in notes_of(frame))


def _note(note: Mapping[str, Any], block: Block, theme: Theme) -> str:
    """Words in the plot, on a ground of their own where they have one."""
    if "bgcolor" not in note:
        return block.draw(theme)
    room, box = note.get("borderpad", 1), block.box
    edge = note.get("bordercolor")
    ground = element(
        "rect",
        x=box.left - room,
        y=box.top - room,
        width=box.right - box.left + 2 * room,
        height=box.bottom - box.top + 2 * room,
        fill=theme.paint(note["bgcolor"])[0],
        stroke=theme.paint(edge)[0] if edge else None,
        stroke_width=fine(note["borderwidth"]) if edge else None,
    )
    return ground + block.draw(theme)
