"""The control charts of a plan's measures, and what each says of its latest figure.

Each stretch of figures has the chart that fits it (`choice.py`), by the rules of Making Data Count
(`fitting.py`).

A measure is called improving or of concern by its polarity. For one that is best within a range
a rise may be either, by where it starts; so it is called higher or lower only, like one where
neither way is better.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_from, columns_of, take
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.spc.assured import assured
from kpis.analysis.spc.fitting import fitted_charts
from kpis.analysis.spc.measure_points import measure_points
from kpis.analysis.spc.points import sorted_points
from kpis.analysis.spc.reasons import reason_for_nothing, why_this_chart
from kpis.analysis.spc.shown_limits import shown_limits
from kpis.analysis.spc.targets import way_of
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

_POINT = (
    "measure_id",
    "period_id",
    "period_label",
    "date",
    "value",
    "adjusted",
    "chart",
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
_ABOUT = ("unit", "sample_size", "design_effect", "usual_denominator", "decimals")
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
    by_series = sorted_points(
        pd.DataFrame(
            {
                "series": points["measure_id"],
                "date": points["period_end"],
                "value": points["outturn"],
            }
        )
    )
    rebased = points["rebase"]
    series = by_series.names.get_indexer(pd.Index(points["measure_id"][rebased]))
    charted = fitted_charts(
        by_series.grouped(series, points["period_end"][rebased].astype("datetime64[us]")),
        points | _about(plan, points["measure"]),
    )
    at = take(points, charted["row"])
    labels = [period_of_id(period_id).label for period_id in at["period_id"]]
    own = {name: at[name] for name in ("measure_id", "period_id", "marker", "provenance")}
    limits = {name: charted[name] for name in ("lpl", "upl")}
    shown = shown_limits(plan, at["measure"], charted["value"], limits)
    of_figure = {"series": at["measure_id"], "date": at["period_end"], "period_label": labels}
    return MEASURE_SPC.conform(pd.DataFrame(charted | of_figure | own | shown))


def _about(plan: Plan, measure: np.ndarray) -> Columns:
    """What a chart asks of the measure of each point. measure: positions in the plan."""
    table = measure_columns(plan)
    own = {
        "stock": [each.stock for each in plan.measures],
        "direction": [way_of(each) for each in plan.measures],
        "not_by_chance": [each.not_by_chance for each in plan.measures],  # of single months too
    }
    columns = {name: table[name] for name in _ABOUT}
    return take(columns | {name: np.array(values) for name, values in own.items()}, measure)


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
    return SPC_SUMMARY.conform(pd.DataFrame(summary | assured(plan, summary, points)))


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
        "spc_chart": last["chart"] if last["point_type"] else "",
        "spc_chart_reason": why_this_chart(measure, last) if last["point_type"] else "",
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
        steps = np.sign(np.diff(group["adjusted"]))
        return _alike(steps) + 1
    return _alike(group["relative_to_mean"]) if "7 Points" in cause else 0


def _alike(values: np.ndarray) -> int:
    """How many at the end are the same as the last."""
    different = np.flatnonzero(values != values[-1])
    return len(values) - 1 - int(different[-1]) if len(different) else len(values)
