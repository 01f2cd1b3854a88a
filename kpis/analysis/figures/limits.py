"""The limits of green and amber under each rating rule: one small function for each rule.

Whatever the rule, a colour is a range of figures. Green is from its lower limit to its upper one,
amber from its own, wider ones; NaN is a side on which there is no limit, as above a target where
higher is better. Limits are figures as published: the least and the most that has the colour.

The rules are those found in councils' own reports; docs/decisions/0057 has where, and which of
them does what.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from kpis.analysis.figures.report_columns import Read, ReportColumn
from kpis.model import WITH_WIDTHS, CountedIn, LimitsAs, Polarity, RagRule, RatingRule
from kpis.rounding import round_half_up

_SAME = 1e-8  # of a step of the last decimal: what binary arithmetic may add to a limit
_SAME_SHARE = 1e-13

Bounds = tuple[np.ndarray, np.ndarray]  # lower, upper; NaN where there is none


@dataclass(frozen=True, slots=True)
class Limits:
    """The ranges of two colours, before it is decided whether their ends belong to them."""

    green: Bounds
    amber: Bounds


def minimum_expectation(columns: Read, _: RatingRule) -> Limits:
    """Green: the target met. Amber: the minimum expectation met, the target not.

    Both are absolute figures. A measure without a minimum expectation has no amber. Source: the
    "floor standard" of a county's quarterly reports.
    """
    return Limits(
        _aim(columns, "target", "target_upper"),
        _aim(columns, "minimum_expectation", "minimum_expectation_upper"),
    )


def tolerance(columns: Read, rule: RatingRule) -> Limits:
    """Green, and amber: within so much of the target, in per cent of it or in points.

    Source: "within agreed tolerance", of one percentage for all measures or one for each.
    """
    return _about(*_aim(columns, "target", "target_upper"), rule)


def bands(columns: Read, _: RatingRule) -> Limits:
    """Green and amber each from a figure of its own, set with the aims; a target decides nothing.

    Source: performance systems in which thresholds are entered for each measure and period.
    """
    return Limits(
        _aim(columns, "band_green", "band_green_upper"),
        _aim(columns, "band_amber", "band_amber_upper"),
    )


def reference(columns: Read, rule: RatingRule) -> Limits:
    """Green, and amber: within so much of one other figure, or so much better than it.

    That figure is a baseline to be beaten, the measure's own earlier figure ("improving counts as
    green"), or another area's of the same period ("better than the England average").
    """
    lower = columns["polarity"] == Polarity.LOWER.value
    held = round_half_up(columns["reference"], columns["decimals"])
    return _about(np.where(lower, np.nan, held), np.where(lower, held, np.nan), rule)


def rank(columns: Read, rule: RatingRule) -> Limits:
    """Green, and amber: so far down a rank among areas, in places or as a share of the areas.

    Areas with the same figure share the better rank, so no limit falls between them. Source:
    reports that rate by quartile.
    """
    areas = columns["areas"].astype("float64")
    of_areas = areas / 100 if rule.counted_in is CountedIn.PERCENT else np.ones(len(areas))
    # A share of the areas need not be whole; the nudge is for 25% of 12, which is 3.
    green_places, amber_places = (
        np.where(areas > 0, np.floor(share * of_areas + _SAME), np.nan)
        for share in (rule.green_within, _or_nan(rule.amber_within))
    )
    none = np.full(len(areas), np.nan)
    return Limits((none, green_places), (none, amber_places))


_ABOUT_TARGET = (RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE)
LIMITS_BY_RULE = {
    RagRule.MINIMUM_EXPECTATION: minimum_expectation,
    RagRule.TOLERANCE: tolerance,
    RagRule.BANDS: bands,
    RagRule.BASELINE: reference,
    RagRule.TREND: reference,
    RagRule.COMPARATOR: reference,
    RagRule.RANK: rank,
}


def limits_of(columns: Read, rule: RatingRule) -> Limits:
    """The least and the most that is green, and amber, of rows that one rule rates.

    columns: those the rule reads: target, minimum_expectation, band_green and band_amber with
        their upper bounds, reference (float, in the measure's unit, NaN where there is none),
        areas (of a rank), decimals (int), polarity.
    All NaN in a row where there is nothing to hold its figure against. Amber takes in green.
    """
    limits = LIMITS_BY_RULE[rule.rule](columns, rule)
    green, amber = limits.green, limits.amber
    if rule.rule is not RagRule.RANK:
        exact = rule.rule in WITH_WIDTHS and rule.limits is LimitsAs.EXACT
        published = partial(_published, decimals=columns["decimals"], exact=exact)
        green = published(green, included=rule.green_at_limit)
        amber = published(amber, included=rule.amber_at_limit)
    return Limits(green, (_first_set(amber[0], green[0]), _first_set(amber[1], green[1])))


def exceeded_from(columns: Read, rule: RatingRule) -> Bounds:
    """From where on a green figure is called better than green; NaN where nothing is.

    columns: as for `limits_of`. Not of a range, beyond which nothing is better.
    """
    name: ReportColumn = "target" if rule.rule in _ABOUT_TARGET else "reference"
    low, high = _aim(columns, name, name)
    better = _or_nan(rule.exceeded_by)
    bounds = _off(low, better, rule.counted_in), _off(high, -better, rule.counted_in)
    return _published(bounds, decimals=columns["decimals"], exact=True, included=True)


def within(figures: np.ndarray, bounds: Bounds) -> np.ndarray:
    """Where a figure lies within both bounds, bounds included; a NaN bound does not bind."""
    low, high = bounds
    return (np.isnan(low) | (figures >= low)) & (np.isnan(high) | (figures <= high))


def _aim(columns: Read, name: ReportColumn, upper: ReportColumn) -> Bounds:
    """Every polarity is a range to lie in: open above when higher is better, below when lower."""
    decimals, polarity = columns["decimals"], columns["polarity"]
    value, ranged = round_half_up(columns[name], decimals), polarity == Polarity.RANGE.value
    lower = polarity == Polarity.LOWER.value
    high = np.where(ranged, round_half_up(columns[upper], decimals), np.nan)
    return np.where(lower, np.nan, value), np.where(lower, value, high)


def _about(low: np.ndarray, high: np.ndarray, rule: RatingRule) -> Limits:
    """Ranges as much wider than what is asked as the rule says."""
    green_bounds, amber_bounds = (
        (_off(low, -width, rule.counted_in), _off(high, width, rule.counted_in))
        for width in (rule.green_within, _or_nan(rule.amber_within))
    )
    return Limits(green_bounds, amber_bounds)


def _off(figures: np.ndarray, width: float, counted_in: CountedIn) -> np.ndarray:
    """Figures and so much more. Per cent are of the figure's size, also where it is below nought.

    Of nought no percentage is anything: a target of 0 has no width in per cent.
    """
    if counted_in is CountedIn.POINTS:
        return figures + width
    return figures * (100 + np.sign(figures) * width) / 100


def _published(bounds: Bounds, *, decimals: np.ndarray, exact: bool, included: bool) -> Bounds:
    """The least and the most published figure within bounds; the bounds themselves, or not."""
    if not exact and included:
        return round_half_up(bounds[0], decimals), round_half_up(bounds[1], decimals)
    scale = np.power(10.0, decimals.astype("float64"))
    published = []
    for bound, inwards in zip(bounds, (1, -1), strict=True):
        scaled = (bound if exact else round_half_up(bound, decimals)) * scale
        nearest = np.rint(scaled)
        on_a_figure = np.abs(scaled - nearest) <= np.fmax(_SAME, np.abs(scaled) * _SAME_SHARE)
        next_one = np.ceil(scaled) if inwards == 1 else np.floor(scaled)
        steps = np.where(on_a_figure, nearest if included else nearest + inwards, next_one)
        published.append(round_half_up(steps / scale, decimals))
    return published[0], published[1]


def _or_nan(width: float | None) -> float:
    return np.nan if width is None else width


def _first_set(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(first), second, first)
