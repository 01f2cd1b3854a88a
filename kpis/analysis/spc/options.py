"""What is asked of each control chart: the better direction, the target, where limits start anew.

One row per series, any column and any series may be left out: the rest is as the R package has it
by default. Read once into arrays in the order of the series, so that nothing looks them up again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.spc.points import moments
from kpis.errors import ControlChartError

DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
FEWEST_FIXED = 12  # points that limits may be fixed after
GIVEN_BUT_MISSING = "NA"  # as R writes it


@dataclass(frozen=True)
class Options:
    """By series, in the order asked for."""

    direction: np.ndarray  # 1 when an increase is an improvement, -1 a decrease, 0 neither
    target: np.ndarray  # NaN = none
    target_given: np.ndarray  # a target is set, or given as "NA"
    fix_after: np.ndarray  # rows of each group that make its limits, infinity = all
    screen: np.ndarray  # moving ranges far above the rest do not count
    rebase_series: np.ndarray  # positions of the series, one per date
    rebase_dates: np.ndarray


def read_options(frame: pd.DataFrame | None, names: pd.Index) -> Options:
    """The options of these series.

    frame: series, and any of
        improvement_direction: "increase" (default), "decrease" or "neutral";
        target: a number, NaN for none (default), "NA" for one that is given but missing;
        rebase: a list of dates at which a new group starts (default none);
        fix_after_n_points: 12 or more, NaN for all (default);
        screen_outliers: whether outlying moving ranges are left out of the limits (default True).
        Rows of other series are passed over.
    Raises ControlChartError for options that mean nothing, naming the series.
    """
    if frame is None:
        frame = pd.DataFrame({"series": []})
    if "series" not in frame.columns:
        raise ControlChartError("The options lack series.")
    positions = names.get_indexer(frame["series"].astype("str"))
    frame, positions = frame[positions >= 0], positions[positions >= 0]
    if len(np.unique(positions)) != len(positions):
        named = names[positions]
        raise ControlChartError(f"{named[named.duplicated()][0]} has two rows of options.")
    target, given = _targets(frame)
    rebase_series, rebase_dates = _rebases(frame, positions)

    def by_series(values: np.ndarray, default: Any) -> np.ndarray:
        spread = np.full(len(names), default, dtype=values.dtype)
        spread[positions] = values
        return spread

    return Options(
        direction=by_series(_directions(frame), 1),
        target=by_series(target, np.nan),
        target_given=by_series(given, False),
        fix_after=by_series(_fixed(frame), np.inf),
        screen=by_series(_screened(frame), True),
        rebase_series=rebase_series,
        rebase_dates=rebase_dates,
    )


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame.columns else pd.Series(np.nan, index=frame.index)


def _directions(frame: pd.DataFrame) -> np.ndarray:
    asked = _column(frame, "improvement_direction").astype("object")
    directions = asked.where(asked.notna(), "increase").map(DIRECTIONS)
    _refuse(
        frame,
        directions.isna(),
        "improvement_direction",
        asked,
        "Use increase, decrease or neutral.",
    )
    return directions.to_numpy(dtype="int64")


def _targets(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    asked = _column(frame, "target")
    given_but_missing = (asked == GIVEN_BUT_MISSING).to_numpy(dtype=bool, na_value=False)
    target = _numbers(frame, "target", asked.mask(given_but_missing))
    return target, given_but_missing | ~np.isnan(target)


def _fixed(frame: pd.DataFrame) -> np.ndarray:
    asked = _column(frame, "fix_after_n_points")
    fixed = _numbers(frame, "fix_after_n_points", asked)
    _refuse(
        frame, fixed < FEWEST_FIXED, "fix_after_n_points", asked, f"Fix {FEWEST_FIXED} or more."
    )
    return np.where(np.isnan(fixed), np.inf, fixed)


def _screened(frame: pd.DataFrame) -> np.ndarray:
    asked = _column(frame, "screen_outliers").astype("object")
    screened = asked.where(asked.notna(), True)
    _refuse(frame, ~screened.isin([True, False]), "screen_outliers", asked, "Use True or False.")
    return screened.to_numpy(dtype=bool)


def _rebases(frame: pd.DataFrame, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    dates = pd.Series(_column(frame, "rebase").to_numpy(dtype="object"), index=positions)
    dates = dates.explode().dropna()
    if dates.empty:
        return np.array([], dtype="int64"), np.array([], dtype="datetime64[us]")
    return dates.index.to_numpy(), moments(dates)


def _numbers(frame: pd.DataFrame, name: str, asked: pd.Series) -> np.ndarray:
    numbers = pd.to_numeric(asked, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    _refuse(frame, np.isnan(numbers) & asked.notna(), name, asked, "Give a number.")
    return numbers


def _refuse(frame: pd.DataFrame, wrong: Any, name: str, asked: pd.Series, remedy: str) -> None:
    wrong = np.asarray(wrong, dtype=bool)
    if wrong.any():
        series, found = frame["series"][wrong].iloc[0], asked[wrong].iloc[0]
        raise ControlChartError(f"{series}: {name} is {found}. {remedy}")
