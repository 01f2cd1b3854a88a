"""The scales of a picture as they are seen: grid, lines, ticks and what is written at them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kpis.charts.svg.frame import TICK_LENGTH, TO_NAMES, Frame
from kpis.charts.svg.scales import Scale, small_ticks_of, ticks_of
from kpis.charts.svg.text_block import Block
from kpis.charts.svg.texts import cut_short, lines_of
from kpis.charts.svg.themes import Theme
from kpis.charts.svg.write import element, number

Axis = Mapping[str, Any]
_SMALL = 3.0  # pixels: a tick without words
_BETWEEN = 8.0  # pixels between words beneath the scale
_BESIDE_TICK = 7.0


def grid(layout: Mapping[str, Any], frame: Frame, theme: Theme) -> str:
    """Lines across the plot at the values that are written, where a description has them."""
    lines = ""
    for axis, scale, is_upright in (
        (layout["xaxis"], frame.x, False),
        (layout["yaxis"], frame.y, True),
    ):
        if axis.get("showgrid"):
            places = _within([value for value, _ in ticks_of(axis)], scale)
            colour, _ = theme.paint(axis["gridcolor"])
            path = "".join(
                f"M{number(frame.left)} {number(at)}H{number(frame.right)}"
                if is_upright
                else f"M{number(at)} {number(frame.top)}V{number(frame.bottom)}"
                for at in places
            )
            lines += element("path", d=path, stroke=colour) if path else ""
    return lines


def axes(layout: Mapping[str, Any], frame: Frame, theme: Theme) -> str:
    """The line beneath the plot with its ticks, and all words along both scales."""
    across = layout["xaxis"]
    parts = [block.draw(theme) for block in words_of_axes(layout, frame)]
    if across.get("visible", True) and across.get("showline"):
        colour, _ = theme.paint(across["linecolor"])
        ticks = _ticks(across, frame)
        base = f"M{number(frame.left)} {number(frame.bottom)}H{number(frame.right)}"
        parts.insert(0, element("path", d=base + ticks, stroke=colour))
    return "".join(parts)


def words_of_axes(layout: Mapping[str, Any], frame: Frame) -> list[Block]:
    """What is written along both scales, and what the lower one counts."""
    across, upright = layout["xaxis"], layout["yaxis"]
    beneath = _names_beneath(across, frame)
    title = across.get("title")
    if title and ticks_of(across):
        below = max((block.box.bottom for block in beneath), default=frame.bottom)
        words = cut_short(lines_of(title["text"])[0], title["font"]["size"], frame.width)
        beneath.append(
            Block(
                lines=(words,),
                x=(frame.left + frame.right) / 2,
                y=below + title["standoff"],
                size=title["font"]["size"],
                colour=title["font"]["color"],
                across="center",
                down="top",
            ).within(frame.width)
        )
    return [*_names_beside(upright, frame), *beneath]


def _names_beside(axis: Axis, frame: Frame) -> list[Block]:
    font, room = axis["tickfont"], frame.left - _BESIDE_TICK
    return [
        Block(
            lines=tuple(cut_short(line, font["size"], room) for line in lines_of(text)),
            x=room,
            y=frame.y.place(value),
            size=font["size"],
            colour=font["color"],
            across="right",
        )
        for value, text in ticks_of(axis)
        if _within([value], frame.y)
    ]


def _names_beneath(axis: Axis, frame: Frame) -> list[Block]:
    """The words beneath the scale; where not all fit, every second, third, … up to the last."""
    font = axis["tickfont"]
    blocks = [
        Block(
            lines=tuple(lines_of(text)),
            x=frame.x.place(value),
            y=frame.bottom + TO_NAMES,
            size=font["size"],
            colour=font["color"],
            across="center",
            down="top",
        ).within(frame.width)
        for value, text in sorted(ticks_of(axis))
        if _within([value], frame.x)
    ]
    return next((kept for kept in _thinned(blocks) if _are_apart(kept)), [])


def _thinned(blocks: list[Block]) -> list[list[Block]]:
    """All, every second one, every third one, …, the last always among them."""
    return [blocks[::-1][::step][::-1] for step in range(1, len(blocks) + 1)]


def _are_apart(blocks: Sequence[Block]) -> bool:
    boxes = [block.box for block in blocks]
    return all(one.right + _BETWEEN <= following.left for one, following in pairwise(boxes))


def _ticks(axis: Axis, frame: Frame) -> str:
    """Long ticks at values that are written, short ones at others."""
    large = _within([value for value, _ in ticks_of(axis)], frame.x)
    small = _within(small_ticks_of(axis), frame.x)
    return "".join(
        f"M{number(at)} {number(frame.bottom)}v{number(length)}"
        for places, length in ((large, TICK_LENGTH), ([s for s in small if s not in large], _SMALL))
        for at in places
    )


def _within(values: Sequence[float], scale: Scale) -> list[float]:
    """The pixels of values that the scale reaches."""
    edge = (scale.high - scale.low) * 1e-6
    return [
        scale.place(value) for value in values if scale.low - edge <= value <= scale.high + edge
    ]
