"""The scales of a chart of figures over time: from where to where, and what is written on them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from kpis.charts.lines import MANY_DOTS, extent, middle
from kpis.charts.rows import HasPeriod
from kpis.model import Frequency, Measure, Unit
from kpis.periods import month_number

AIMS = (
    *("target", "target_upper", "minimum_expectation", "minimum_expectation_upper"),
    *("green_limit", "green_limit_upper", "amber_limit", "amber_limit_upper"),
)
INTERVALS = ("interval_low", "interval_high")
_PERIOD_NAMES, _FEW_NAMES = 4, 3  # as many as fit beneath a chart on a phone
_WIDE_LABELS = 150  # pixels to the right of the plot that leave room for only a few names
_IN_A_YEAR: dict[str, int] = {Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2}


def value_span(series: pd.DataFrame, *further: float) -> tuple[float, float]:
    """The scale's lowest and highest value for all that is drawn, with a little room.

    series: SERIES. further: more values that the scale has to reach; NaN is passed over.
    """
    drawn = [name for name in ("outturn", *AIMS, *INTERVALS) if name in series]
    return span_of([*series[drawn].to_numpy(dtype="float64").ravel(), *further])


def span_of(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and highest of a scale for these values; it starts at zero where that is near."""
    numbers = [float(value) for value in values if value == value]  # NaN is not equal to itself
    if not numbers:
        return 0.0, 1.0
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    if 0 <= low < max(room, (high - low) * 0.75):
        return 0.0, high + room  # near enough to zero to start there
    return low - room, high + room


def period_names(own: Sequence[HasPeriod], beside: int) -> dict[str, Any]:
    """Names beneath the scale, the latest always among them, and a small tick for each period.

    beside: pixels that the labels to the right of the plot take.
    Over more than two years all names are of the same time of the year; in a series of more dots
    than can be told apart, a tick stands for a year.
    """
    if not own:
        return {"visible": False}
    latest_first = own[::-1]
    most = _FEW_NAMES if beside > _WIDE_LABELS else _PERIOD_NAMES
    step = -(-len(own) // most)
    chosen, ticked = latest_first[::step], latest_first
    if len(own) > 2 * _IN_A_YEAR.get(own[-1].frequency, len(own)):
        years = -(-_months(own[0], own[-1]) // (12 * most))
        chosen = [row for row in latest_first if _months(row, own[-1]) % (12 * years) == 0]
        if len(own) > MANY_DOTS:
            ticked = [row for row in latest_first if _months(row, own[-1]) % 12 == 0]
    return {
        "type": "date",
        "tickmode": "array",
        "autotickangles": [0, 90],
        "tickvals": [middle(row) for row in chosen],
        "minor": {
            "tickmode": "array",
            "tickvals": [middle(row) for row in ticked],
            "ticks": "outside",
        },
        "ticktext": [_in_two_lines(row.period_label) for row in chosen],
        "range": [
            str(min(extent(row)[0] for row in own).date()),
            str(max(extent(row)[1] for row in own).date()),
        ],
    }


def _months(first: HasPeriod, last: HasPeriod) -> int:
    """From one period's start to another's."""
    return month_number(last.period_start) - month_number(first.period_start)


def _in_two_lines(label: str) -> str:
    """ "Q2<br>2019/20", "Nov 2018<br>to Oct 2019"."""
    first, to, last = label.partition(" to ")
    if to and first[-1].isdigit():
        return f"{first}<br>to {last}"
    return "<br>".join(part for part in label.rpartition(" ") if part.strip())


def ticks(measure: Measure) -> dict[str, Any]:
    return {"ticksuffix": "%"} if measure.unit is Unit.PERCENT else {"tickformat": ",~f"}
