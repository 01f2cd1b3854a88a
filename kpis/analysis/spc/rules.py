"""Which points are signals, and what each is called.

Four signs of a special cause, the first that holds naming the point: outside the limits, seven
points rising or falling, two of three near a limit on one side, seven points on one side of the
mean. Windows lie within one group; a point on the mean or a tie breaks them.

Two rule sets:

- `nhsr`: as the R package NHSRplotthedots 0.2.2 (MIT) has it. A trend's point goes the way of the
  next point if that is of a trend too, else the way it came; so a peak shared by two trends is
  decreasing.
- `making_data_count`: as NHS England's Making Data Count has it now. Points beyond a limit count
  towards two of three (changed in November 2023); limits and signals are given from 13 points of
  a group on; and where signs disagree, an improvement names the point. A point of a rise and of
  a fall belongs to both.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kpis.analysis.figures.columns import Columns
from kpis.analysis.spc.points import Points
from kpis.errors import ControlChartError

FEWEST_POINTS = 13  # of a group, below which its limits say little
_TREND = _RUN = 7
_NEAR, _OF = 2, 3


class RuleSet(StrEnum):
    NHSR = "nhsr"
    MAKING_DATA_COUNT = "making_data_count"


def rule_set(name: str) -> RuleSet:
    """Raises ControlChartError for a name that is none."""
    try:
        return RuleSet(name)
    except ValueError:
        names = " and ".join(RuleSet)
        raise ControlChartError(f"There are no rules {name!r}; there are {names}.") from None


# In order of priority. Positions in here stand for the words until the frame is made.
CAUSES = (
    ("Common Cause", 0),
    ("Above UCL", 1),
    ("Below LCL", -1),
    ("7 Point Trend (Increasing)", 1),
    ("7 Point Trend (Decreasing)", -1),
    ("2 in 3 Above CL", 1),
    ("2 in 3 Below CL", -1),
    ("7 Points Above CL", 1),
    ("7 Points Below CL", -1),
    ("", 0),  # too few points
)
TOO_FEW_POINTS = len(CAUSES) - 1
BEYOND_LIMITS, TREND_SIGNS = (0, 1), (2, 3)  # places among `signs`
WAYS = np.array([way for _, way in CAUSES])  # up, down, or neither

COMMON_CAUSE = "common_cause"
IMPROVEMENT = "special_cause_improvement"
CONCERN = "special_cause_concern"
NEUTRAL_HIGH = "special_cause_neutral_high"
NEUTRAL_LOW = "special_cause_neutral_low"
POINT_TYPES = (COMMON_CAUSE, IMPROVEMENT, CONCERN, NEUTRAL_HIGH, NEUTRAL_LOW, "")


@dataclass(frozen=True)
class Zones:
    """Where each point lies; NaN where there are no limits to tell it by."""

    outside: np.ndarray  # 1 or 0
    side: np.ndarray  # -1, 0 or 1: below, on or above the mean
    close: np.ndarray  # 1 or 0: within the limits, and past the near ones


def zones(values: np.ndarray, limits: Columns) -> Zones:
    """limits: of each point, as `process_limits` names them. On a limit is within it."""
    with np.errstate(invalid="ignore", over="ignore"):
        side = np.sign(values - limits["mean"])
    outside = _either(values, limits["lpl"], limits["upl"])
    near = _either(values, limits["nlpl"], limits["nupl"])
    return Zones(
        outside, side, np.where(outside == 1, 0.0, np.where(near == 0, 0.0, near + outside))
    )


def causes(points: Points, zones: Zones, direction: np.ndarray, rules: RuleSet) -> np.ndarray:
    """Of each point its position in CAUSES.

    direction: of each point, 1 when an increase is an improvement, -1 a decrease, 0 neither.
    """
    return named(points, signs(points, zones, rules), direction, rules)


def signs(points: Points, zones: Zones, rules: RuleSet) -> list[np.ndarray]:
    """Of each kind in CAUSES from the second on, whether it holds for each point."""
    modern = rules is RuleSet.MAKING_DATA_COUNT
    above, below = zones.side == 1, zones.side == -1
    outside = zones.outside == 1
    near = _two_in_three(points, above, below, zones.close == 1, outside if modern else None)
    rising, falling = _trends(points, apart=modern)
    return [
        outside & above,
        outside & ~above,
        rising,
        falling,
        near & above,
        near & below,
        _members(_windows(above, _RUN) & (points.left >= _RUN), _RUN),
        _members(_windows(below, _RUN) & (points.left >= _RUN), _RUN),
    ]


def named(
    points: Points, signs: list[np.ndarray], direction: np.ndarray, rules: RuleSet
) -> np.ndarray:
    """Which of the signs that hold for a point names it, as its position in CAUSES."""
    modern = rules is RuleSet.MAKING_DATA_COUNT
    cause = np.zeros(len(direction), dtype="int8")
    numbered = list(enumerate(signs, start=1))[::-1]
    for number, sign in numbered:
        cause[sign] = number
    if modern:
        for number, sign in numbered:
            cause[sign & (direction == WAYS[number])] = number
        cause[points.spread(points.lengths < FEWEST_POINTS)] = TOO_FEW_POINTS
    return cause


def point_types(causes: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Of each point its position in POINT_TYPES. direction: as for `causes`."""
    way = WAYS[causes]
    better = way * direction
    types = np.select([better == 1, better == -1, way == 1, way == -1], [1, 2, 3, 4], 0)
    return np.where(causes == TOO_FEW_POINTS, len(POINT_TYPES) - 1, types)


def _either(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """1 where a value lies beyond one of these, 0 where not, NaN where that is not known."""
    beyond = (values < low) | (values > high)
    return np.where(beyond, 1.0, np.where(np.isnan(low) | np.isnan(high), np.nan, 0.0))


def _windows(flags: np.ndarray, length: int) -> np.ndarray:
    """Where a window starts: this and the next, so many in all, are all True."""
    whole = flags.copy()
    for step in range(1, length):
        whole[:-step] &= flags[step:]
        whole[-step:] = False
    return whole


def _members(starts: np.ndarray, length: int) -> np.ndarray:
    """Every point of the windows that start here."""
    members = starts.copy()
    for step in range(1, length):
        members[step:] |= starts[:-step]
    return members


def _trends(points: Points, *, apart: bool) -> tuple[np.ndarray, np.ndarray]:
    """Points of a trend, by whether they count as rising or as falling, or `apart` as both."""
    followed = points.left[:-1] > 1
    up = np.append((points.figures[1:] > points.figures[:-1]) & followed, False)
    down = np.append((points.figures[1:] < points.figures[:-1]) & followed, False)
    rising, falling = (_members(_windows(step, _TREND - 1), _TREND) for step in (up, down))
    if apart:
        return rising, falling
    trend = rising | falling
    on = np.append(trend[1:] & followed, False)  # the next point is of a trend too
    came = np.append(False, up[:-1])
    increasing = np.where(on, up, came)
    return trend & increasing, trend & ~increasing


def _two_in_three(
    points: Points,
    above: np.ndarray,
    below: np.ndarray,
    close: np.ndarray,
    beyond: np.ndarray | None,
) -> np.ndarray:
    """The close points of windows of three on one side, two of them close (or `beyond`)."""
    counts = (close if beyond is None else close | beyond).astype("int8")
    total = counts.copy()
    for step in range(1, _OF):
        total[:-step] += counts[step:]
    sided = (_windows(above, _OF) | _windows(below, _OF)) & (points.left >= _OF)
    return _members(sided & (total >= _NEAR), _OF) & close
