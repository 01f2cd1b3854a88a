"""Means of several periods' figures, in which an average a day counts for its period's days.

Beds on an average day of January and of February make those of an average day of both only when
January counts for its 31 days and February for its 28; a plain mean would give each day of
February more. Quarters, views and outlooks all take their means from here, so that a quarter's
figure is that of the same days wherever it stands.
"""

from collections.abc import Sequence

import numpy as np

from kpis.model import Measure, Unit
from kpis.periods import ReportingPeriod


def is_average_a_day(measure: Measure) -> bool:
    """Whether figures are of an average day: averages of which the plan says that they add up."""
    return measure.unit is Unit.AVERAGE and measure.adds_up


def weights(measure: Measure, periods: Sequence[ReportingPeriod]) -> np.ndarray:
    """What each period counts for in a mean: its days for an average a day, 1 for all else."""
    return np.array([period.days if is_average_a_day(measure) else 1 for period in periods])


def weighted_mean(figures: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """The mean along the last axis, NaN where a figure is. counted: the weight of each figure."""
    mean: np.ndarray = (figures * counted).sum(axis=-1) / counted.sum(axis=-1)
    return mean


def days_of_months(ends: np.ndarray) -> np.ndarray:
    """How many days the months have that end with these days (datetime64); int64."""
    days = ends.astype("datetime64[D]")
    return (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype("int64") + 1
