"""The control charts of a plan's measures, and what each says of its latest figure.

By the rules of Making Data Count as they are now (`rules.py`), without screening of outlying
ranges: the official tools have none, and in low counts and rounded percentages, where most ranges
are nought, it would throw out all the others and leave no limits but the mean itself.

A measure is called improving or of concern by its polarity. For one that is best within a range
a rise may be either, by where it starts; so it is called higher or lower only, like one where
neither way is better.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_from, columns_of, take
from kpis.analysis.figures.measures import places_in_plan
from kpis.analysis.spc.charts import xmr
from kpis.analysis.spc.measure_points import measure_points
from kpis.analysis.spc.options import DIRECTIONS
from kpis.analysis.spc.reasons import reason_for_nothing
from kpis.analysis.spc.rules import RuleSet
from kpis.analysis.spc.shown_limits import shown_limits
from kpis.analysis.spc.summary import INCONSISTENT, assurance
from kpis.analysis.spc.targets import targets, way_of
from kpis.frames import (
    FIGURE,
    MEASURE_SPC,
    OUTTURNS,
    SPC_SUMMARY,
    TEXT,
    TIME,
    WHOLE,
    YES_NO,
)
from kpis.model import Measure, Plan, Provenance
from kpis.periods import period_of_id

RULES = RuleSet.MAKING_DATA_COUNT
_POINT = (
    "measure_id",
    "period_id",
    "period_label",
    "date",
    "value",
    "rebase_group",
    "mean",
    "lpl",
    "upl",
    "lpl_shown",
    "upl_shown",
    "relative_to_mean",
    "special_cause_type",
    "point_type",
    "provenance",
)
_OF_TARGETS = ("assurance", "spc_target", "spc_target_illustrative")
_OF_POINTS = {name: kind for name, kind in SPC_SUMMARY.columns.items() if name not in _OF_TARGETS}
_OF_POINTS |= {"period_end": TIME}
_NOTHING: dict[str, object] = {
    TEXT: "",
    FIGURE: np.nan,
    WHOLE: 0,
    YES_NO: False,
    TIME: np.datetime64("NaT"),
}


def measure_spc(
    plan: Plan, outturns: pd.DataFrame, *, measure_ids: Collection[str] | None = None
) -> pd.DataFrame:
    """MEASURE_SPC of the counted measures, in plan order and then by period.

    outturns: OUTTURNS; only the plan's own area (`measure_points.py` says what is left out, and
        where limits are recalculated). measure_ids: only these; None = all.
    No rows for a measure without points. Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    points = measure_points(plan, outturns, measure_ids)
    if not len(points["measure"]):
        return MEASURE_SPC.empty()
    charted = xmr(
        pd.DataFrame(
            {
                "series": points["measure_id"],
                "date": points["period_end"],
                "value": points["outturn"],
            }
        ),
        _options(plan, points),
        RULES,
    )
    labels = [period_of_id(period_id).label for period_id in points["period_id"]]
    own = {name: points[name] for name in ("measure_id", "period_id", "marker", "provenance")}
    limits = {name: charted[name].to_numpy() for name in ("lpl", "upl")}
    shown = shown_limits(plan, points["measure"], points["outturn"], limits)
    return MEASURE_SPC.conform(charted.assign(period_label=labels, **own, **shown))


def spc_summary(
    plan: Plan,
    outturns: pd.DataFrame,
    *,
    measure_ids: Collection[str] | None = None,
    spc: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """SPC_SUMMARY: one row per counted measure, in plan order.

    outturns, measure_ids: as for `measure_spc`. spc: MEASURE_SPC already made of them.
    Where nothing can be said variation, assurance and special_cause are "", mean and limits NaN,
    and the reason says why; the latest point is given all the same.
    Raises FrameError when a frame breaks its contract.
    """
    charts = measure_spc(plan, outturns, measure_ids=measure_ids) if spc is None else spc
    points = columns_of(MEASURE_SPC.check(charts), _POINT)
    wanted = [m for m in plan.counted if measure_ids is None or m.id in measure_ids]
    own = {measure.id: points["measure_id"] == measure.id for measure in wanted}
    rows = [_of_points(measure, take(points, own[measure.id])) for measure in wanted]
    summary = columns_from(rows, _OF_POINTS)
    return SPC_SUMMARY.conform(pd.DataFrame(summary | _against_targets(plan, summary)))


def _options(plan: Plan, points: Columns) -> pd.DataFrame:
    rebases: dict[str, list[np.datetime64]] = {name: [] for name in points["measure_id"]}
    for row in np.flatnonzero(points["rebase"]):
        rebases[points["measure_id"][row]].append(points["period_end"][row])
    return pd.DataFrame(
        {
            "series": list(rebases),
            "improvement_direction": [_direction(plan.measures_by_id[name]) for name in rebases],
            "rebase": list(rebases.values()),
            "screen_outliers": False,
        }
    )


def _direction(measure: Measure) -> str:
    return next(name for name, way in DIRECTIONS.items() if way == way_of(measure))


def _of_points(measure: Measure, points: Columns) -> dict[str, object]:
    """What the points of one measure say, but for its target."""
    nothing = {name: _NOTHING[kind] for name, kind in _OF_POINTS.items()}
    nothing |= {"measure_id": measure.id}
    if not len(points["value"]):
        return nothing | {"spc_reason": reason_for_nothing(measure, None)}
    group = take(points, points["rebase_group"] == points["rebase_group"][-1])
    last = take(group, -1)
    side = np.nan_to_num(last["relative_to_mean"])
    return nothing | {
        "points": len(group["value"]),
        "variation": last["point_type"],
        "special_cause": last["special_cause_type"],
        **{name: last[name] for name in ("mean", "lpl", "upl", "lpl_shown", "upl_shown")},
        "period_end": last["date"],
        "spc_period_id": last["period_id"],
        "spc_period_label": last["period_label"],
        "spc_value": last["value"],
        "spc_side": int(side),
        "spc_run": _run(group),
        "spc_illustrative": bool((group["provenance"] == Provenance.ILLUSTRATIVE.value).any()),
        "spc_reason": reason_for_nothing(measure, points),
    }


def _run(group: Columns) -> int:
    """How many points up to the latest go the way its rule tells of; 0 by any other rule."""
    cause = group["special_cause_type"][-1]
    if "7 Point Trend" in cause:
        steps = np.sign(np.diff(group["value"]))
        return _alike(steps) + 1
    return _alike(group["relative_to_mean"]) if "7 Points" in cause else 0


def _alike(values: np.ndarray) -> int:
    """How many at the end are the same as the last."""
    different = np.flatnonzero(values != values[-1])
    return len(values) - 1 - int(different[-1]) if len(different) else len(values)


def _against_targets(plan: Plan, summary: Columns) -> Columns:
    places = places_in_plan(plan, summary["measure_id"])
    with_points = summary["spc_period_id"] != ""
    latest = take(summary | {"measure": places, "period_id": summary["spc_period_id"]}, with_points)
    aimed = targets(plan, latest)
    ways = np.array([way_of(plan.measures[place]) for place in latest["measure"]], dtype="int64")
    lowest, highest = (
        assurance(latest["lpl"], latest["upl"], aimed[name], ways, RULES)
        for name in ("lowest", "highest")
    )

    def spread(values: np.ndarray, default: object) -> np.ndarray:
        column = np.full(len(with_points), default, dtype=values.dtype)
        column[with_points] = values
        return column

    both = np.where(lowest == highest, lowest, INCONSISTENT).astype(object)
    return {
        "assurance": spread(both, ""),
        "spc_target": spread(aimed["target"], np.nan),
        "spc_target_illustrative": spread(aimed["illustrative"].astype(bool), False),
    }
