"""Rate outturns red, amber or green against target and minimum expectation.

A rating answers one question: did the service meet what the plan asked of it in this reporting
period? It says nothing about whether the figure is moving (that is `direction/`), and the
several reasons for having no rating are told apart in `states.py`.

The rule of minimum expectations is two absolute figures for each measure and year: green when
the target is met or bettered, amber when the minimum expectation is met (exactly met is amber)
and the target is not, red when worse. The rule of tolerance serves councils that set no minimum
expectations: amber is within a percentage of the target.

Everything is compared after rounding to the measure's published decimals, limits included, so
the colour always agrees with the figures a reader sees beside it.
"""

import numpy as np

from kpis.analysis.figures.columns import select
from kpis.analysis.figures.report_columns import Read, ReportColumn
from kpis.model import Polarity, RagRule, RagStatus
from kpis.rounding import round_half_up

_FIGURES: tuple[ReportColumn, ...] = (
    "outturn",
    "target",
    "minimum_expectation",
    "target_upper",
    "minimum_expectation_upper",
)


def colours(columns: Read, rule: RagRule, tolerance_percent: float) -> np.ndarray:
    """Give each outturn its colour.

    columns: outturn, target, minimum_expectation, target_upper and minimum_expectation_upper
        (float, in the measure's unit, NaN where there is none; the upper ones matter for
        Polarity.RANGE only), decimals (int), polarity (Polarity value).
    rule, tolerance_percent: the plan's. Under TOLERANCE minimum expectations play no part.
    Returns texts of the same length: "green", "amber", "red", or "" where there is nothing to rate
    (no outturn, no target, NEUTRAL). Without a minimum expectation, worse than the target is red.
    A range may be open on one side: that bound is NaN.
    """
    decimals = columns["decimals"]
    outturn, target, minimum, target_upper, minimum_upper = (
        round_half_up(columns[name], decimals) for name in _FIGURES
    )
    polarity = columns["polarity"]
    lower, ranged = polarity == Polarity.LOWER.value, polarity == Polarity.RANGE.value
    # Every polarity is a range to lie in: open above when higher is better, below when lower is.
    low = np.where(lower, np.nan, target)
    high = np.where(lower, target, np.where(ranged, target_upper, np.nan))
    if rule is RagRule.TOLERANCE:
        amber_low = round_half_up(low * (100 - np.sign(low) * tolerance_percent) / 100, decimals)
        amber_high = round_half_up(high * (100 + np.sign(high) * tolerance_percent) / 100, decimals)
    else:
        amber_low = _first_set(np.where(lower, np.nan, minimum), low)
        amber_high = np.where(lower, minimum, np.where(ranged, minimum_upper, np.nan))
        amber_high = _first_set(amber_high, high)
    no_target = np.isnan(low) & np.isnan(high)
    return select(
        [
            np.isnan(outturn) | no_target | (polarity == Polarity.NEUTRAL.value),
            _between(outturn, low, high),
            _between(outturn, amber_low, amber_high),
        ],
        ["", RagStatus.GREEN.value, RagStatus.AMBER.value],
        RagStatus.RED.value,
    )


def _first_set(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(first), second, first)


def _between(figures: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Where a figure lies within both bounds, bounds included; a NaN bound does not bind."""
    return (np.isnan(low) | (figures >= low)) & (np.isnan(high) | (figures <= high))
