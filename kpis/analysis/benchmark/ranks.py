"""Rank, quartile and median of one area among others.

Rank is the competition's: 1 is best, areas with the same figure share the better rank, and the
next one is as many places further on. Figures are compared as they are shown, so two areas that
read the same stand equally.

Quartile: the areas that share a figure share the middle of their places, and an area is in the
best quarter when that middle lies within the first quarter of all places. With b areas better, w
worse and n in all, the middle is (b + n − w) / 2n; source: Hazen's plotting position (1914), as
in Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50
(1996), definition 5. So the quarters are as even as whole areas allow, and many areas sharing
the last place are not called third quarter for the sake of the better rank. Who is level with the
median as shown is not said to be in the weaker half, though: the second quarter, not the third.
"""

import numpy as np

from kpis.analysis.direction.of_travel import how_far_outside
from kpis.model import Polarity

FEWEST_AREAS = 5  # with fewer, a rank or a median says more about who was compared


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


def quartiles(
    better: np.ndarray, worse: np.ndarray, areas: np.ndarray, at_median: np.ndarray
) -> np.ndarray:
    """1 to 4 from how many areas are better and worse, and how many there are, itself included.

    at_median: where the figure is level with the median of the areas, as shown.
    """
    quarter = -(-2 * (better + areas - worse) // np.maximum(areas, 1))
    return np.where(at_median & (quarter == 3), 2, quarter)


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
