"""The scales of a picture: where a value stands in pixels, and what is written along them.

Round steps are chosen as Plotly chooses them, so that paper and screen have the same ones.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from kpis.model.record import Record
from kpis.words.figures import MINUS

_STEPS = (2, 5, 10)


class Scale(Record):
    """One scale. low, high: what stands at its ends, as `value_of` gives it; begin, end: where, in
    pixels. Of an upright scale the lowest value has the largest pixel."""

    low: float
    high: float
    begin: float
    end: float

    def place(self, value: float) -> float:
        """The pixel of a value, as `value_of` gives it."""
        return self.begin + (value - self.low) / (self.high - self.low) * (self.end - self.begin)

    def share(self, part: float) -> float:
        """The pixel at a part of its length, 0 at its beginning ("paper" in a description)."""
        return self.begin + part * (self.end - self.begin)


def value_of(told: object) -> float:
    """A value of a description as a number: a day as its number; NaN for none."""
    if told is None:
        return math.nan
    if isinstance(told, str):
        return _number_of(told)
    return float(told)  # type: ignore[arg-type]


@lru_cache(maxsize=4_096)  # the same periods stand in every chart, and in each of its lines
def _number_of(day: str) -> float:
    return float(date.fromisoformat(day[:10]).toordinal())


def ends_of(axis: Mapping[str, Any]) -> tuple[float, float]:
    """The lowest and highest value of an axis; 0 and 1 where it has none, as without figures."""
    low, high = (value_of(end) for end in axis.get("range", (0.0, 1.0)))
    return (low, high) if high > low else (low, low + 1.0)


def ticks_of(axis: Mapping[str, Any]) -> list[tuple[float, str]]:
    """What is written along an axis, each at its value; it may have <br>. Nothing if invisible."""
    if not axis.get("visible", True):
        return []
    if axis.get("tickmode") == "array":
        places = map(value_of, axis["tickvals"])
        return list(zip(places, map(str, axis["ticktext"]), strict=True))
    values, decimals = round_values(*ends_of(axis), int(axis["nticks"]))
    thousands = "," if "," in axis.get("tickformat", "") else ""
    suffix = axis.get("ticksuffix", "")
    return [(value, f"{_written(value, decimals, thousands)}{suffix}") for value in values]


def small_ticks_of(axis: Mapping[str, Any]) -> list[float]:
    """The values of ticks that have no words."""
    return [value_of(each) for each in axis.get("minor", {}).get("tickvals", ())]


def round_values(low: float, high: float, most: int) -> tuple[list[float], int]:
    """Round values between two, about as many as `most`, and the decimals they take."""
    rough = (high - low) / most
    power = math.floor(math.log10(rough))
    multiple = next(step for step in _STEPS if step >= rough / 10.0**power - 1e-9)
    step = multiple * 10.0**power
    decimals = max(0, -power - (multiple == 10))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(count * step, 12) for count in range(first, last + 1)], decimals


def _written(value: float, decimals: int, thousands: str) -> str:
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):{thousands}.{decimals}f}"


def known_points(
    xs: Sequence[object], ys: Sequence[object]
) -> list[list[tuple[int, float, float]]]:
    """The points of a line in its pieces, each with its place in the line; gaps are left out."""
    pieces: list[list[tuple[int, float, float]]] = [[]]
    for place, (x, y) in enumerate(zip(map(value_of, xs), map(value_of, ys), strict=True)):
        if math.isnan(x) or math.isnan(y):
            pieces.append([])
        else:
            pieces[-1].append((place, x, y))
    return [piece for piece in pieces if piece]
