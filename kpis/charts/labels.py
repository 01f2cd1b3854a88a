"""Labels at the ends of lines, in place of a legend, set so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpis.charts.palette import Palette

_LINE_HEIGHT = 19  # pixels from one line of text to the next
_LETTER_WIDTH = 7.1  # pixels of a letter, near enough
_BESIDE = 22  # pixels between plot and label, and after it


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What a line says of itself at its right end. `text` may hold <br>."""

    height: float  # of the line's end, in the measure's unit
    text: str
    swatch: str = ""  # colour of a dash before the text
    bold: bool = False


def room_for(labels: Sequence[EndLabel]) -> int:
    """Pixels to leave at the right of the plot."""
    letters = (
        max(map(len, label.text.split("<br>"))) + (2 if label.swatch else 0) for label in labels
    )
    return round(max(letters, default=0) * _LETTER_WIDTH) + _BESIDE


def end_labels(
    labels: Sequence[EndLabel], span: tuple[float, float], plot_height: int, colours: Palette
) -> list[dict[str, Any]]:
    """The labels as Plotly annotations.

    span: lowest and highest value of the scale; plot_height: of that scale in pixels.
    """
    low, high = span
    lines = max((label.text.count("<br>") + 1 for label in labels), default=1)
    heights = [(label.height - low) / (high - low) for label in labels]
    places = spread(heights, _LINE_HEIGHT * lines / max(plot_height, 1), 0.0, 1.0)
    return [
        {
            "text": _marked_up(label),
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": place,
            "yref": "paper",
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "font": {"color": colours.dark_blue if label.bold else colours.text, "size": 13.5},
        }
        for label, place in zip(labels, places, strict=True)
    ]


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Heights near the wanted ones, at least `apart` from each other, in the order given.

    Labels keep the order of their lines from bottom to top, and move as little as pushing them
    apart needs; they stay between `low` and `high` where there is room for all.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[list[int], float]] = []  # labels that touch, and the middle of the group
    for index in order:
        members, middle = [index], _within(wanted[index], 1, apart, low, high)
        while groups and middle - groups[-1][1] < apart * (len(members) + len(groups[-1][0])) / 2:
            below, _ = groups.pop()
            members = below + members
            mean = sum(wanted[member] for member in members) / len(members)
            middle = _within(mean, len(members), apart, low, high)
        groups.append((members, middle))
    places = [0.0] * len(wanted)
    for members, middle in groups:
        first = middle - apart * (len(members) - 1) / 2
        for position, member in enumerate(members):
            places[member] = first + position * apart
    return places


def _within(middle: float, count: int, apart: float, low: float, high: float) -> float:
    """The middle of a group of labels, moved so that all of it lies between low and high."""
    half = apart * (count - 1) / 2
    return min(max(middle, low + half), max(high - half, low + half))


def _marked_up(label: EndLabel) -> str:
    if label.swatch:
        return f'<span style="color:{label.swatch}">━</span> {label.text}'
    return f"<b>{label.text}</b>" if label.bold else label.text
