"""Rank and median of one area among others.

Rank is the competition's: 1 is best, areas with the same figure share the better rank ("joint
8th"), and the next one is as many places further on. Figures are compared as they are shown, so two
areas that read the same stand equally.
"""

import numpy as np

from kpis.analysis.direction.of_travel import how_far_outside
from kpis.analysis.figures.references import FEWEST_AREAS
from kpis.model import Polarity

__all__ = ["FEWEST_AREAS", "goodness", "medians", "ranks"]


def goodness(
    values: np.ndarray, polarity: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """The higher the better, whatever the polarity; NaN where neither way is better.

    low, high: the bounds aimed for, used for Polarity.RANGE only: the nearer to them the better.
    A NaN bound does not bind; without either there is no better.
    """
    outside = how_far_outside(values, low, high)
    outside = np.where(np.isnan(values) | (np.isnan(low) & np.isnan(high)), np.nan, outside)
    return np.select(
        [
            polarity == Polarity.HIGHER.value,
            polarity == Polarity.LOWER.value,
            polarity == Polarity.RANGE.value,
        ],
        [values, -values, -outside],
        np.nan,
    )


def ranks(better: np.ndarray) -> np.ndarray:
    return better + 1


def medians(group: np.ndarray, values: np.ndarray, groups: int) -> np.ndarray:
    """The median of each group's values, none of them NaN; NaN for a group without any."""
    order = np.lexsort((values, group))
    counts = np.bincount(group, minlength=groups)
    starts = np.cumsum(counts) - counts
    middles = np.full(groups, np.nan)
    filled = counts > 0
    ordered = values[order]
    lower = ordered[(starts + (counts - 1) // 2)[filled]]
    upper = ordered[(starts + counts // 2)[filled]]
    middles[filled] = (lower + upper) / 2
    return middles
