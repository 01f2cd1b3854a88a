"""Control charts of any number of series at once: every point with its limits and its signals."""

import numpy as np
import pandas as pd

from kpis.analysis.spc.limits import process_limits
from kpis.analysis.spc.options import Options, read_options
from kpis.analysis.spc.points import Points, sorted_points
from kpis.analysis.spc.rules import (
    CAUSES,
    FEWEST_POINTS,
    POINT_TYPES,
    WAYS,
    RuleSet,
    causes,
    point_types,
    rule_set,
    zones,
)
from kpis.frames import XMR

_CAUSES = pd.array([name for name, _ in CAUSES], dtype="str")
_POINT_TYPES = pd.array(list(POINT_TYPES), dtype="str")


def xmr(
    points: pd.DataFrame, options: pd.DataFrame | None = None, rules: str = RuleSet.NHSR
) -> pd.DataFrame:
    """XMR: one row per point that has a value, by series (in order of first appearance) and date.

    points: series, date, value in any order; a point without a value is left out and the points
        on either side of it are consecutive, but a rebase on its date holds (`points.py`). Gaps
        in the dates mean nothing.
    options: one row per series (`options.py` names the columns), or None: all as by default.
    rules: "nhsr" or "making_data_count" (`rules.py`). With "nhsr" the result is that of the R
        package NHSRplotthedots 0.2.2 for series without missing values. With
        "making_data_count" a group of fewer than 13 points has no mean, limits or signals:
        figures NaN, special_cause_type and point_type "".
    outside_limits, relative_to_mean and close_to_limits are NaN where there are no limits or no
    mean to hold a point against; such a point is never a signal by them.
    Raises ControlChartError for points, options or rules that mean nothing.
    """
    named_rules = rule_set(rules)
    by_series = sorted_points(points)
    options_by_series = read_options(options, by_series.names)
    if not by_series.any_value:
        return XMR.empty()
    return _charts(
        by_series.grouped(options_by_series.rebase_series, options_by_series.rebase_dates),
        options_by_series,
        named_rules,
    )


def _charts(points: Points, options: Options, rules: RuleSet) -> pd.DataFrame:
    of_group = points.group_series
    limits = process_limits(points, options.fix_after[of_group], options.screen[of_group])
    if rules is RuleSet.MAKING_DATA_COUNT:
        short = points.lengths < FEWEST_POINTS
        limits = {name: np.where(short, np.nan, values) for name, values in limits.items()}
    limits = {name: points.spread(values) for name, values in limits.items()}
    lies = zones(points.figures, limits)
    direction = options.direction[points.series]
    cause = causes(points, lies, direction, rules)
    return XMR.conform(
        pd.DataFrame(
            {
                "series": points.names.array.take(points.series),
                "date": points.dates,
                "value": points.figures,
                "rebase_group": points.rebase_group,
                **limits,
                "limits_shown": ~np.isnan(limits["lpl"]) & ~np.isnan(limits["upl"]),
                "outside_limits": lies.outside,
                "relative_to_mean": lies.side,
                "close_to_limits": lies.close,
                "special_cause_type": _CAUSES.take(cause),
                "special_cause_flag": (WAYS[cause] != 0).astype("int64"),
                "point_type": _POINT_TYPES.take(point_types(cause, direction)),
            },
            copy=False,
        )
    )
