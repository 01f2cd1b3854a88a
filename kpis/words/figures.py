"""Figures as readers see them: "23.4%", "1,234 households", "£3.1m", "+1.2 points".

Screen, pack, command line and open data all write a figure through here, after the one rounding
of `kpis.rounding`, so the same figure never looks different in two places and never disagrees
with the colour beside it. Nothing is abbreviated that would lose a digit: £3,100,000 becomes
"£3.1m", £3,123,456 stays as it is.

Missing figures are the business of the caller, who knows why they are missing: a figure that is
NaN comes back as "".
"""

import math

from kpis.model import Measure, Unit

MINUS = "\u2212"
NO_BREAK = "\u00a0"
_MILLION = 1_000_000
_SHORTENED_TO = 100_000  # pounds are written in millions only when this divides them exactly


def is_known(value: float) -> bool:
    """Whether there is a figure at all: frames have NaN where there is none."""
    return value == value  # NaN is not equal to itself


def written(value: float, measure: Measure) -> str:
    """A figure of a measure, as `figure` writes it."""
    return figure(value, measure.unit, measure.decimals)


def figure(value: float, unit: str, decimals: int) -> str:
    """A figure with the sign of its unit, where it has one: "23.4%", "1,234", "£3.1m", "−4".

    value: in the measure's own unit; NaN gives "". unit: a model.Unit value. The name of what is
    counted ("households") is for the label beside the figure: see `figure_with_unit`.
    """
    if math.isnan(value):
        return ""
    rounded = _rounded(value, decimals)
    sign = MINUS if rounded < 0 else ""
    return sign + _magnitude(abs(rounded), unit, decimals)


def figure_with_unit(value: float, unit: str, decimals: int, unit_label: str) -> str:
    """A figure for running text: "1,234 households", "7.6 days lost per employee", "23.4%".

    unit_label: Measure.unit_label. It is left out where the figure carries its unit already.
    """
    written = figure(value, unit, decimals)
    if not written or unit in (Unit.PERCENT, Unit.POUNDS) or not unit_label:
        return written
    return f"{written} {unit_label}"


def bounds(lower: float, upper: float, unit: str, decimals: int) -> str:
    """What is asked: "25.0%", "8.0% to 14.0%", "at most 14.0%"; "" when both are NaN."""
    low, high = figure(lower, unit, decimals), figure(upper, unit, decimals)
    if low and high:
        return f"{low} to {high}"
    return f"at most {high}" if high else low


def difference(value: float, unit: str, decimals: int) -> str:
    """A change or variance with its sign: "+1.2 points", "−34", "no difference".

    Percentages differ by percentage points, never by per cent. NaN gives "".
    """
    if math.isnan(value):
        return ""
    rounded = _rounded(value, decimals)
    if rounded == 0:
        return "no difference"
    sign = MINUS if rounded < 0 else "+"
    if unit != Unit.PERCENT:
        return sign + _magnitude(abs(rounded), unit, decimals)
    points = f"{abs(rounded):,.{decimals}f}"
    return f"{sign}{points}{NO_BREAK}{'point' if abs(rounded) == 1 else 'points'}"


def with_marker(written: str, marker: str) -> str:
    """A written figure and its shorthand: "23.4% [p]"; "[x]" where there is no figure.

    marker: as in the frames, its own letter and "r" where a release corrected it: "[p] [r]".
    """
    return NO_BREAK.join([*([written] if written else []), *(f"[{letter}]" for letter in marker)])


def _magnitude(value: float, unit: str, decimals: int) -> str:
    match unit:
        case Unit.PERCENT:
            return f"{value:,.{decimals}f}%"
        case Unit.POUNDS if value >= _MILLION and value % _SHORTENED_TO == 0:
            return f"£{value / _MILLION:,.1f}m"
        case Unit.POUNDS:
            return f"£{value:,.{decimals}f}"
        case _:
            return f"{value:,.{decimals}f}"


def _rounded(value: float, decimals: int) -> float:
    from kpis.rounding import round_figure  # brings pandas, which the help of a command waits for

    return round_figure(value, decimals)
