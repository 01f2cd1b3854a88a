"""How far a figure lies from others like it: the modified z-score.

A figure is far when

    0.6745 |x − median| / MAD > 3.5        MAD: the median absolute deviation from the median

which is the same as lying more than 3.5 scales from the median, the scale being 1.4826 times the
MAD, its estimate of the standard deviation of a normal distribution. Median and MAD are not moved
by the very figures that are looked for, as mean and standard deviation would be. Source: Iglewicz
and Hoaglin, How to Detect and Handle Outliers, ASQC 1993, chapter 3.3; NIST/SEMATECH e-Handbook of
Statistical Methods, section 1.3.5.17.

Figures that mostly agree have a MAD of nil, and any other would be far. What the scale is at least
depends on what the figures are, so whoever asks sets that floor.
"""

import numpy as np
import pandas as pd

FAR = 3.5  # scales
MAD_TO_SCALE = 1.4826


def centre_and_scale_of_rows(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The median and the scale of each row of an array, leaving out NaN; NaN for a row of none."""
    centre = median_of_rows(values)
    return centre, MAD_TO_SCALE * median_of_rows(np.abs(values - centre[:, None]))


def centre_and_scale_of_groups(
    values: np.ndarray, group: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """For each value the median and the scale of those of its group.

    group: a number for each value. NaN is left out; a group of nothing else has NaN.
    """
    centre = _median_of_groups(values, group)
    return centre, MAD_TO_SCALE * _median_of_groups(np.abs(values - centre), group)


def is_far(values: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Where a value lies too far from the centre; False where any of the three is NaN."""
    return np.abs(values - centre) > FAR * scale


def median_of_rows(values: np.ndarray) -> np.ndarray:
    """The median of each row, leaving out NaN; NaN where nothing is left."""
    ordered = np.sort(values, axis=1)  # NaN last
    count = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, values.shape[1] - 1)
    return np.where(count > 0, (ordered[rows, low] + ordered[rows, high]) / 2, np.nan)


def _median_of_groups(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    return pd.Series(values).groupby(group).transform("median").to_numpy()
