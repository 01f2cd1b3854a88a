"""Points of control charts as sorted arrays, with the groups within which everything is worked out.

Ten thousand series are worked on at once, so nothing may loop over series. Points lie one after
the other, by series and then date; a group is a stretch of them, known by its first point and its
length. What is worked out per group is spread over its points by repeating.

Missing values: a point without a value is left out, and the points on either side of it are then
consecutive. The R package keeps such a row in every window and stops or stays silent where it
meets one; this is the only difference from it. An infinite value is a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from kpis.errors import ControlChartError


@dataclass(frozen=True)
class Points:
    names: pd.Index  # of the series as text, in the order in which they first appear
    series: np.ndarray  # position in `names` of each point
    dates: np.ndarray  # datetime64[us]
    figures: np.ndarray  # float64, never NaN
    rebase_group: np.ndarray  # within the series: 0, or 1 when the first point is a rebase date
    starts: np.ndarray  # of each group, its first point

    @cached_property
    def lengths(self) -> np.ndarray:
        """Points in each group."""
        return np.diff(self.starts, append=len(self.figures))

    @cached_property
    def before(self) -> np.ndarray:
        """Points before each point in its group."""
        return np.arange(len(self.figures)) - self.spread(self.starts)

    @cached_property
    def left(self) -> np.ndarray:
        """Points from each point to the end of its group, itself included."""
        return self.spread(self.lengths) - self.before

    def spread(self, of_groups: np.ndarray) -> np.ndarray:
        """What is known of each group, for each of its points."""
        return np.repeat(of_groups, self.lengths)

    @property
    def group_series(self) -> np.ndarray:
        """Position in `names` of each group."""
        return self.series[self.starts]


@dataclass(frozen=True)
class Sorted:
    """Points by series and then date, not yet in groups."""

    names: pd.Index
    series: np.ndarray
    dates: np.ndarray
    figures: np.ndarray

    def grouped(self, rebase_series: np.ndarray, rebase_dates: np.ndarray) -> Points:
        """In groups, each series broken where a rebase date is the date of one of its points.

        rebase_series: positions in `names`; rebase_dates: datetime64[us]. A date that no point
        of the series has is passed over.
        """
        first = np.diff(self.series, prepend=-1) != 0
        rebased = self._are_any_of(rebase_series, rebase_dates)
        starts = np.flatnonzero(first | rebased)
        number = np.cumsum(rebased)
        before_series = (number - rebased)[first]
        return Points(
            names=self.names,
            series=self.series,
            dates=self.dates,
            figures=self.figures,
            rebase_group=number - np.repeat(before_series, self._series_lengths(first)),
            starts=starts,
        )

    def _series_lengths(self, first: np.ndarray) -> np.ndarray:
        return np.diff(np.flatnonzero(first), append=len(first))

    def _are_any_of(self, series: np.ndarray, dates: np.ndarray) -> np.ndarray:
        if not len(series):
            return np.zeros(len(self.series), dtype=bool)
        known, days = np.unique(np.concatenate([self.dates, dates]), return_inverse=True)
        own, wanted = days[: len(self.dates)], days[len(self.dates) :]
        return np.isin(self.series * len(known) + own, series * len(known) + wanted)


def sorted_points(frame: pd.DataFrame) -> Sorted:
    """The points that have a value, by series in the order of first appearance, then by date.

    frame: series (text), date (a date, a date-time or ISO text such as "2019-04-01"), value (a
        number; NaN where there is none), in any order. `names` also holds series without values.
    Raises ControlChartError when a column is missing or cannot be read, when a series or date is
    missing, and when a series has two points on one date.
    """
    missing = [name for name in ("series", "date", "value") if name not in frame.columns]
    if missing:
        raise ControlChartError(f"The points lack {' and '.join(missing)}.")
    series, names = pd.factorize(frame["series"])
    names = pd.Index(names).astype("str")
    if (series < 0).any():
        raise ControlChartError("A point has no series.")
    dates, values = moments(frame["date"]), _numbers(frame["value"])
    if np.isnat(dates).any():
        raise ControlChartError(f"{names[series[np.isnat(dates)][0]]} has a point without a date.")
    if not _rise(series, dates):
        order = np.lexsort((dates, series))
        series, dates, values = series[order], dates[order], values[order]
        _refuse_repeated(names, series, dates)
    present = ~np.isnan(values)
    if not present.all():
        series, dates, values = series[present], dates[present], values[present]
    return Sorted(names, series, dates, values)


def moments(dates: pd.Series) -> np.ndarray:
    """Dates of any kind as datetime64[us], each different one read once.

    Raises ControlChartError for one that is no date.
    """
    if isinstance(dates.dtype, pd.DatetimeTZDtype):
        dates = dates.dt.tz_localize(None)
    if dates.dtype.kind == "M":
        return dates.to_numpy(dtype="datetime64[us]")
    positions, known = pd.factorize(dates)
    if pd.api.types.is_numeric_dtype(dates.dtype) and len(known):
        raise ControlChartError(f"{known[0]} is no date. Write it as 2019-04-01.")
    try:
        read = pd.to_datetime(pd.Index(known), format="ISO8601").to_numpy(dtype="datetime64[us]")
    except (TypeError, ValueError) as error:
        raise ControlChartError(f"A date cannot be read: {error}") from error
    return np.append(read, np.datetime64("NaT", "us"))[positions]


def _numbers(values: pd.Series) -> np.ndarray:
    try:
        return values.to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise ControlChartError(f"A value is no number: {error}") from error


def _rise(series: np.ndarray, dates: np.ndarray) -> bool:
    """Whether the points are in order already and no date is repeated, as they mostly are."""
    same = series[1:] == series[:-1]
    return bool(((series[1:] > series[:-1]) | (same & (dates[1:] > dates[:-1]))).all())


def _refuse_repeated(names: Sequence[Any], series: np.ndarray, dates: np.ndarray) -> None:
    repeated = np.flatnonzero((series[1:] == series[:-1]) & (dates[1:] == dates[:-1]))
    if len(repeated):
        at = repeated[0]
        day = pd.Timestamp(dates[at]).isoformat().removesuffix("T00:00:00")
        raise ControlChartError(f"{names[series[at]]} has more than one point on {day}.")
