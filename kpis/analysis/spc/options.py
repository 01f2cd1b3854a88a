"""What is asked of each control chart: the better direction, the target, where limits are rebased.

One row per series, any column and any series may be left out: the rest is as the R package has it
by default. Read once into arrays in the order of the series, so that nothing looks them up again.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.spc.points import moments
from kpis.errors import ControlChartError

DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
FEWEST_FIXED = 12  # points that limits may be fixed after
GIVEN_BUT_MISSING = "NA"  # as R writes it
_SINGLE = ("improvement_direction", "target", "fix_after_n_points", "screen_outliers")


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
        An empty text is nothing given. Rows of other series are passed over.
    Raises ControlChartError for options that mean nothing, naming the series.
    """
    if frame is None:
        return _defaults(len(names))
    if "series" not in frame.columns:
        raise ControlChartError("The options lack series.")
    positions = names.get_indexer(pd.Index(frame["series"].astype("str")))
    frame, positions = frame[positions >= 0], positions[positions >= 0]
    if len(np.unique(positions)) != len(positions):
        named = names[positions]
        raise ControlChartError(f"{named[named.duplicated()][0]} has two rows of options.")
    texts = [name for name in frame.columns if name in _SINGLE and frame[name].dtype.kind == "O"]
    frame = frame.assign(**{name: frame[name].replace("", np.nan) for name in texts})
    options = _defaults(len(names))
    if "improvement_direction" in frame.columns:
        options.direction[positions] = _directions(frame)
    if "target" in frame.columns:
        options.target[positions], options.target_given[positions] = _targets(frame)
    if "fix_after_n_points" in frame.columns:
        options.fix_after[positions] = _fixed(frame)
    if "screen_outliers" in frame.columns:
        options.screen[positions] = _screened(frame)
    if "rebase" in frame.columns:
        series, dates = _rebases(frame, positions)
        options = replace(options, rebase_series=series, rebase_dates=dates)
    return options


def _defaults(count: int) -> Options:
    return Options(
        direction=np.full(count, DIRECTIONS["increase"]),
        target=np.full(count, np.nan),
        target_given=np.full(count, False),
        fix_after=np.full(count, np.inf),
        screen=np.full(count, True),
        rebase_series=np.array([], dtype="int64"),
        rebase_dates=np.array([], dtype="datetime64[us]"),
    )


def _directions(frame: pd.DataFrame) -> np.ndarray:
    asked = frame["improvement_direction"]
    directions = asked.astype("object").where(asked.notna(), "increase").map(DIRECTIONS)
    wrong = directions.isna()
    _refuse(frame, wrong, "improvement_direction", "Use increase, decrease or neutral.")
    return directions.to_numpy(dtype="int64")


def _targets(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    asked = frame["target"]
    if asked.dtype.kind == "f":
        target = asked.to_numpy(dtype="float64")
        return target, ~np.isnan(target)
    given_but_missing = (asked == GIVEN_BUT_MISSING).to_numpy(dtype=bool, na_value=False)
    target = _numbers(frame.assign(target=asked.mask(given_but_missing)), "target")
    return target, given_but_missing | ~np.isnan(target)


def _fixed(frame: pd.DataFrame) -> np.ndarray:
    fixed = _numbers(frame, "fix_after_n_points")
    _refuse(frame, fixed < FEWEST_FIXED, "fix_after_n_points", f"Fix {FEWEST_FIXED} or more.")
    return np.where(np.isnan(fixed), np.inf, fixed)


def _screened(frame: pd.DataFrame) -> np.ndarray:
    asked = frame["screen_outliers"]
    if asked.dtype == bool:
        return asked.to_numpy()
    screened = asked.astype("object").where(asked.notna(), True)
    _refuse(frame, ~screened.isin([True, False]), "screen_outliers", "Use True or False.")
    return screened.to_numpy(dtype=bool)


def _rebases(frame: pd.DataFrame, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lists = pd.Series(frame["rebase"].to_numpy(dtype="object"), index=positions)
    dates = lists.explode().dropna()
    return dates.index.to_numpy(dtype="int64"), moments(dates)


def _numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    asked = frame[name]
    if asked.dtype.kind == "f":
        return asked.to_numpy(dtype="float64")
    numbers = pd.to_numeric(asked, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    _refuse(frame, np.isnan(numbers) & asked.notna(), name, "Give a number.")
    return numbers


def _refuse(frame: pd.DataFrame, wrong: Any, name: str, remedy: str) -> None:
    wrong = np.asarray(wrong, dtype=bool)
    if wrong.any():
        series, value = frame["series"][wrong].iloc[0], frame[name][wrong].iloc[0]
        raise ControlChartError(f"{series}: {name} is {value}. {remedy}")
