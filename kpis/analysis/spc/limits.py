"""The mean and the process limits of every group of points.

Method: XmR (individuals and moving range). The limits are the mean ± 2.66 times the average
moving range; 2.66 is 3 / 1.128, with 1.128 the expected range of two normal values (Wheeler,
Understanding Variation, 1993). Ranges of 3.267 times their average or more are screened out, once
and not again. As the R package NHSRplotthedots 0.2.2 (MIT) has it.

A mean is taken twice, the second time of what is left of the values after the first, in extended
precision: R does so, and a point exactly on the mean is then found there. `numpy.mean` would miss
it by a last bit and so move points off the line.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns
from kpis.analysis.spc.points import Points

TO_LIMITS = 2.66
TO_NEAR_LIMITS = 2 * (TO_LIMITS / 3)
OUTLYING = 3.267


def process_limits(points: Points, fix_after: np.ndarray, screen: np.ndarray) -> Columns:
    """mean, lpl, upl, nlpl and nupl of each group; NaN where there are too few values for them.

    fix_after: of each group, how many of its first points make its limits (infinity = all).
    screen: of each group, whether outlying ranges are left out. A group whose ranges are all
    alike zero loses them all to the screening, and so has no limits.
    """
    counted = points.before < points.spread(np.floor(fix_after))
    mean = _means(points, points.figures, counted)
    # Of two infinite values the range is not known, and of two huge ones it is infinite.
    with np.errstate(invalid="ignore", over="ignore"):
        ranges = np.abs(np.diff(points.figures, prepend=np.nan))
        usual = counted & (points.before > 0) & ~np.isnan(ranges)
        average = _means(points, ranges, usual)
        unscreened = usual & (~points.spread(screen) | (ranges < points.spread(OUTLYING * average)))
        average = _means(points, ranges, unscreened)
        return {
            "mean": mean,
            "lpl": mean - TO_LIMITS * average,
            "upl": mean + TO_LIMITS * average,
            "nlpl": mean - TO_NEAR_LIMITS * average,
            "nupl": mean + TO_NEAR_LIMITS * average,
        }


def _means(points: Points, values: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """The mean of each group's counted values, NaN where none counts."""
    wide = np.where(counted, values, 0.0).astype(np.longdouble)
    with np.errstate(invalid="ignore", over="ignore"):
        n = np.add.reduceat(counted, points.starts, dtype="int64").astype(np.longdouble)
        n[n == 0] = np.nan
        first = np.add.reduceat(wide, points.starts) / n
        left = np.where(counted, wide - points.spread(first), 0.0)
        second = first + np.add.reduceat(left, points.starts) / n
        return np.where(np.isfinite(first.astype("float64")), second, first).astype("float64")
