"""The gap between the group that fares best and the one that fares worst, and where it is going.

The plan's one objective is to tackle inequality, and a measure that gets better for most may get
worse for some. So the groups that are shown are set side by side, by percentages and rates only:
a count says how large a group is before it says anything else, and a gap between two counts says
nothing of how anybody fares. Nor are there groups to compare where categories are shares of one
whole (how a duty ended), or where neither more nor less is better.

How far the gap may be chance:

- the interval is that of a difference of two proportions by Newcombe's hybrid score method
  (Newcombe 1998, Statistics in Medicine 17, 873-890, method 10): with the Wilson limits l and u
  of each proportion p, p1 − p2 less √((p1 − l1)² + (u2 − p2)²), up to √((u1 − p1)² + (p2 − l2)²)
  more. Rates are set against each other in the same way with their exact Poisson limits (Zou and
  Donner 2008, Statistics in Medicine 27, 1693-1702);
- the furthest two of many groups lie apart even where all fare alike. So the limits are those of
  95 % for every pair of the groups at once (Bonferroni: each at 1 − 0.05 divided by the number of
  pairs; Dunn 1961, JASA 56, 52-64). Where the interval reaches nought, no gap is shown;
- the gap is compared with that of a year before in the same way again, by the difference of the
  two gaps with their 95 % limits, each year between the groups that were furthest apart then. The
  two years are taken as independent; where many people are the same, less change would do.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_of
from kpis.analysis.figures.intervals import (
    LEFT_OUT_AT_95_PERCENT,
    events_behind,
    exact_poisson,
    proportions,
    wilson,
)
from kpis.analysis.figures.like_for_like import break_between, mixed
from kpis.frames import BREAKDOWN, INEQUALITY
from kpis.model import Direction, Measure, Polarity, Unit
from kpis.periods import period_of_id
from kpis.rounding import round_figure
from kpis.words.figures import difference

_WITH_GAPS = (Unit.PERCENT, Unit.RATE_PER_1000, Unit.RATE_PER_100000)
_PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class _Gap:
    """The groups of one breakdown in one period, those with a figure shown."""

    period_id: str
    period_label: str
    breakdown: str
    categories: list[str]
    figures: Columns
    provenance: set[str]
    withheld: int
    best: int
    worst: int

    @property
    def ends(self) -> set[str]:
        return {self.categories[self.best], self.categories[self.worst]}


def why_no_gap(measure: Measure, frame: pd.DataFrame) -> str:
    """Why there is no gap for a measure's BREAKDOWN in any period, a sentence; "" when one is."""
    if measure.unit not in _WITH_GAPS:
        return "These are numbers, not rates: bigger groups will have more."
    if measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return "No gap between groups is told, for neither more nor less is better."
    if not _gaps(frame, measure):
        return (
            "No gap between groups is told. That takes two groups or more, each with the number "
            "of its own people behind its figure."
        )
    return ""


def inequality(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """INEQUALITY of one measure: a row per period and breakdown in which two groups are shown.

    frame: BREAKDOWN of that measure. gap is the difference of the figures as shown; gap_low is
    negative where it may as well be the other way round. No rows where `why_no_gap` has a reason.
    """
    BREAKDOWN.check(frame)
    gaps = _gaps(frame, measure)
    gaps_by_period = {(gap.period_id, gap.breakdown): gap for gap in gaps}
    rows = [_row(gap, gaps_by_period, measure) for gap in gaps]
    if not rows:
        return INEQUALITY.empty()
    return INEQUALITY.conform(pd.DataFrame(rows))


def _gaps(frame: pd.DataFrame, measure: Measure) -> list[_Gap]:
    if measure.unit not in _WITH_GAPS or measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return []
    gaps = []
    for (period_id, name), rows in frame.groupby(["period_id", "breakdown"], sort=False):
        shown = rows[rows["outturn"].notna() & rows["of_own_people"]]
        provenance = set(shown["provenance"])
        if len(shown) < 2 or mixed(provenance):
            continue
        figures = columns_of(shown, ("outturn", "numerator", "denominator")) | {
            "unit": np.full(len(shown), measure.unit.value, dtype=object),
            # The usual sample is that of everybody asked, not of a group.
            "sample_size": np.where(shown["denominator"] > 0, measure.sample_size, 0),
            "design_effect": np.full(len(shown), measure.design_effect_in(str(period_id))),
        }
        higher = measure.polarity is Polarity.HIGHER
        highest, lowest = int(figures["outturn"].argmax()), int(figures["outturn"].argmin())
        gaps.append(
            _Gap(
                period_id=str(period_id),
                period_label=shown["period_label"].iloc[0],
                breakdown=str(name),
                categories=shown["category"].tolist(),
                figures=figures,
                provenance=provenance,
                withheld=int((rows["marker"] == "c").sum()),
                best=highest if higher else lowest,
                worst=lowest if higher else highest,
            )
        )
    return gaps


def _row(
    gap: _Gap, gaps_by_period: dict[tuple[str, str], _Gap], measure: Measure
) -> dict[str, Any]:
    groups = len(gap.categories)
    low, high = _limits(gap, measure, groups * (groups - 1) // 2)
    direction, reason = _direction(gap, gaps_by_period, measure)
    outturn = gap.figures["outturn"]
    return {
        "measure_id": measure.id,
        "period_id": gap.period_id,
        "period_label": gap.period_label,
        "breakdown": gap.breakdown,
        "best": gap.categories[gap.best],
        "best_outturn": outturn[gap.best],
        "worst": gap.categories[gap.worst],
        "worst_outturn": outturn[gap.worst],
        "gap": round_figure(_size(gap), measure.decimals),
        "gap_low": low,
        "gap_high": high,
        "gap_direction": direction,
        "gap_direction_reason": reason,
        "groups": groups,
        "withheld": gap.withheld,
    }


def _size(gap: _Gap) -> float:
    outturn = gap.figures["outturn"]
    return float(abs(outturn[gap.best] - outturn[gap.worst]))


def _limits(gap: _Gap, measure: Measure, pairs: int = 1) -> tuple[float, float]:
    """The limits of the gap, of so many pairs of which it is the widest; NaN where unknown."""
    if measure.not_by_chance:
        return np.nan, np.nan
    ends = {name: values[[gap.best, gap.worst]] for name, values in gap.figures.items()}
    exact, low, high = _with_limits(ends, measure, LEFT_OUT_AT_95_PERCENT / pairs)
    upper, lower = (0, 1) if exact[0] >= exact[1] else (1, 0)
    apart = exact[upper] - exact[lower]
    below = np.hypot(exact[upper] - low[upper], high[lower] - exact[lower])
    above = np.hypot(high[upper] - exact[upper], exact[lower] - low[lower])
    return float(apart - below), float(apart + above)


def _with_limits(
    ends: Columns, measure: Measure, left_out: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Figures as exactly as they are known, and their limits with so much left out."""
    if measure.unit is Unit.PERCENT:
        share, number = proportions(ends)
        low, high = wilson(share, number, NormalDist().inv_cdf(1 - left_out / 2))
        return share * _PER_CENT, low * _PER_CENT, high * _PER_CENT
    events, per_event = events_behind(ends)
    low, high = exact_poisson(events, left_out)
    return events * per_event, low * per_event, high * per_event


def _direction(
    gap: _Gap, gaps_by_period: dict[tuple[str, str], _Gap], measure: Measure
) -> tuple[str, str]:
    """The Direction of the gap since a year before, and why it is blank or not clear."""
    period = period_of_id(gap.period_id)
    earlier = period.year_before()
    before = gaps_by_period.get((earlier.id, gap.breakdown))
    if before is None:
        return "", f"No gap is known for {earlier.label}"
    if reason := _incomparable(gap, before, measure):
        return "", f"Not comparable with {earlier.label}: {reason}"
    change = _size(gap) - _size(before)
    shown = round_figure(change, measure.decimals)
    if shown == 0:
        return Direction.NO_CLEAR_CHANGE.value, "The gaps shown are the same"
    if np.isnan([*_limits(gap, measure), *_limits(before, measure)]).any():
        return Direction.NOT_TESTED.value, "How far the gaps may differ by chance is not known"
    if not _is_clear(gap, before, measure):
        words = difference(change, measure.unit, measure.decimals)
        return Direction.NO_CLEAR_CHANGE.value, f"{words}, which may be chance"
    return (Direction.WORSENING if shown > 0 else Direction.IMPROVING).value, ""


def _is_clear(gap: _Gap, before: _Gap, measure: Measure) -> bool:
    """Whether two gaps differ by more than chance."""
    (low, high), (low_before, high_before) = (_limits(each, measure) for each in (gap, before))
    now, then = _size(gap), _size(before)
    below = np.hypot(now - low, high_before - then)
    above = np.hypot(high - now, then - low_before)
    return bool(now - then > below or then - now > above)


def _incomparable(gap: _Gap, before: _Gap, measure: Measure) -> str:
    """Why the gaps of two periods say nothing of each other, "" when they do."""
    earlier, now = (period_of_id(each.period_id) for each in (before, gap))
    if reason := break_between(measure, earlier, now):
        return reason
    if mixed(gap.provenance | before.provenance):
        return "one figure is published, the other illustrative"
    if not (gap.ends <= set(before.categories) and before.ends <= set(gap.categories)):
        return "other groups are withheld or missing"
    return ""
