"""Points of control charts as sorted arrays, with the groups within which everything is worked out.

Ten thousand series are worked on at once, so nothing may loop over series. Points lie one after
the other, by series and then date; a group is a stretch of them, known by its first point and its
length. What is worked out per group is spread over its points by repeating.

Missing values: a point without a value is left out, and the points on either side of it are then
consecutive. The R package keeps such a row in every window and stops or stays silent where it
meets one; this is the only difference from it. A rebase on the date of such a point holds all the
same, as it does in R: the group starts with the next point that has a value. An infinite value is
a value.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kpis.errors import ControlChartError


@dataclass(frozen=True)
class Points:
    names: pd.Index  # of the series as text, in the order in which they first appear
    series: np.ndarray  # position in `names` of each point
    dates: np.ndarray  # datetime64[us]
    figures: np.ndarray  # float64, never NaN
    # Within the series, how many rebase dates came so far: 0, or 1 when the first is one. A number
    # is passed over where no point between two rebase dates has a value.
    rebase_group: np.ndarray
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
    """Points by series and then date, not yet in groups, with and without values."""

    names: pd.Index
    days: np.ndarray  # the different dates, rising
    place: np.ndarray  # of each point: its series × the number of days + its day; rising
    figures: np.ndarray  # NaN where a point has no value

    @property
    def any_value(self) -> bool:
        return not np.isnan(self.figures).all()

    def grouped(self, rebase_series: np.ndarray, rebase_dates: np.ndarray) -> Points:
        """Those with a value, in groups: each series broken where a rebase date is the date of
        one of its points, whether that has a value or not.

        rebase_series: positions in `names`; rebase_dates: datetime64[us]. A date that no point
        of the series has is passed over.
        """
        rebased = self._are_any_of(rebase_series, rebase_dates)
        rebases = np.bincount(self.place[rebased] // len(self.days), minlength=len(self.names))
        place, figures, number = self.place, self.figures, np.cumsum(rebased)
        present = ~np.isnan(figures)
        if not present.all():
            place, figures, number = place[present], figures[present], number[present]
        series, day = np.divmod(place, len(self.days))
        new_series = np.diff(series, prepend=-1) != 0
        new_number = np.diff(number, prepend=0) != 0
        return Points(
            names=self.names,
            series=series,
            dates=self.days[day],
            figures=figures,
            rebase_group=number - (np.cumsum(rebases) - rebases)[series],
            starts=np.flatnonzero(new_series | new_number),
        )

    def _are_any_of(self, series: np.ndarray, dates: np.ndarray) -> np.ndarray:
        day = np.searchsorted(self.days, dates)
        is_a_day = self.days.take(day, mode="clip") == dates
        wanted = series[is_a_day] * len(self.days) + day[is_a_day]
        are_any_of = np.zeros(len(self.place), dtype=bool)
        at = np.searchsorted(self.place, wanted)
        are_any_of[at[self.place.take(at, mode="clip") == wanted]] = True
        return are_any_of


def sorted_points(frame: pd.DataFrame) -> Sorted:
    """The points by series in the order of first appearance, then by date.

    frame: series (text), date (a date, a date-time or ISO text such as "2019-04-01"), value (a
        number; NaN where there is none), in any order. `names` also holds series without values.
    Raises ControlChartError when a column is missing or cannot be read, when a series or date is
    missing, and when a series has two points on one date.
    """
    missing = [name for name in ("series", "date", "value") if name not in frame.columns]
    if missing:
        raise ControlChartError(f"The points lack {' and '.join(missing)}.")
    series, different = pd.factorize(frame["series"].array)
    names = pd.Index(different).astype("str")
    if (series < 0).any():
        raise ControlChartError("A point has no series.")
    figures = _numbers(frame["value"])
    day, days = _days(frame["date"])
    if (day < 0).any():
        raise ControlChartError(f"{names[series[day < 0][0]]} has a point without a date.")
    place = series.astype("int64") * len(days) + day
    if not (place[1:] > place[:-1]).all():
        order = np.argsort(place)
        place, figures = place[order], figures[order]
        _refuse_repeated(names, days, place)
    return Sorted(names, days, place, figures)


def moments(dates: pd.Series) -> np.ndarray:
    """Dates of any kind as datetime64[us]; NaT where there is none.

    Raises ControlChartError for one that is no date.
    """
    if isinstance(dates.dtype, pd.DatetimeTZDtype):
        dates = dates.dt.tz_localize(None)
    if dates.dtype.kind == "M":
        return dates.to_numpy(dtype="datetime64[us]")
    if pd.api.types.is_numeric_dtype(dates.dtype) and dates.notna().any():
        raise ControlChartError(f"{dates.dropna().iloc[0]} is no date. Write it as 2019-04-01.")
    try:
        return pd.to_datetime(dates, format="ISO8601").to_numpy(dtype="datetime64[us]")
    except (TypeError, ValueError) as error:
        raise ControlChartError(f"A date cannot be read: {error}") from error


def _days(dates: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The position of each date among the different ones, -1 where there is none; and these,
    rising. Each different one is read once, for there are few of them beside the points."""
    position, different = pd.factorize(dates.array)
    days, rank = np.unique(moments(pd.Series(different)), return_inverse=True)
    rank = np.where(np.isnat(days[rank]), -1, rank)  # an empty text is no date
    return np.append(rank, -1)[position], days


def _numbers(values: pd.Series) -> np.ndarray:
    try:
        return values.to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise ControlChartError(f"A value is no number: {error}") from error


def _refuse_repeated(names: pd.Index, days: np.ndarray, place: np.ndarray) -> None:
    repeated = np.flatnonzero(place[1:] == place[:-1])
    if len(repeated):
        series, day = divmod(int(place[repeated[0]]), len(days))
        moment = pd.Timestamp(days[day]).isoformat().removesuffix("T00:00:00")
        raise ControlChartError(f"{names[series]} has more than one point on {moment}.")
