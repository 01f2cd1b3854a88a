"""What a target may expect of usual variation, as far as the latest figures bear it out.

Told of charts whose limits stand for longer than one period: XmR, p′, u′, and the seasonal one,
whose limits of a whole year count. The limits of a residual chart move with every figure, and a
G chart has no target.

- *Consistently met, or missed*: the limits of all periods of the last twelve months lie on one side
  of the target, and so do all their figures, as shown. A range that "lies wholly on the wrong side"
  of a target met twice within the year has had its day, and nothing is told of it.
- *Now one and now the other*: the target lies within the latest limits.
"""

from collections.abc import Callable

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.quarters import month_numbers
from kpis.analysis.spc.rules import RuleSet
from kpis.analysis.spc.summary import CONSISTENT_FAIL, CONSISTENT_PASS, INCONSISTENT, assurance
from kpis.analysis.spc.targets import targets, way_of
from kpis.model import ChartKind, Plan
from kpis.periods import MONTHS_IN_A_YEAR
from kpis.rounding import round_half_up

_LASTING = [
    kind.value for kind in (ChartKind.XMR, ChartKind.SEASONAL, ChartKind.P_PRIME, ChartKind.U_PRIME)
]


def assured(plan: Plan, summary: Columns, points: Columns) -> Columns:
    """assurance, spc_target and spc_target_illustrative of each measure of the summary.

    summary: measure_id, spc_chart, spc_period_id, period_end, lpl and upl of the latest point.
    points: measure_id, date, value, lpl, upl and rebase_group of all points of these measures.
    """
    places = places_in_plan(plan, summary["measure_id"])
    asked = np.flatnonzero(summary["spc_period_id"] != "")
    latest = take(summary | {"measure": places, "period_id": summary["spc_period_id"]}, asked)
    aimed = targets(plan, latest)
    lasting = np.isin(latest["spc_chart"], _LASTING)
    way = np.array([way_of(plan.measures[place]) for place in latest["measure"]], dtype="int64")
    decimals = measure_columns(plan)["decimals"][latest["measure"]]
    year = [_last_year(points, name) for name in latest["measure_id"]]
    low, high = (_extreme(year, *ends) for ends in (("lpl", np.min), ("upl", np.max)))
    told = []
    for name in ("lowest", "highest"):
        target = np.where(lasting, aimed[name], np.nan)
        kind = assurance(low, high, target, way, RuleSet.MAKING_DATA_COUNT)
        borne_out = _borne_out(kind, year, target, way, decimals)
        within = (latest["lpl"] < aimed["target"]) & (aimed["target"] < latest["upl"])
        told.append(np.where(borne_out | ((kind == INCONSISTENT) & within), kind, ""))
    both = np.where(told[0] == told[1], told[0], "").astype(object)
    return {
        "assurance": _spread(places, asked, both, ""),
        "spc_target": _spread(places, asked, aimed["target"], np.nan),
        "spc_target_illustrative": _spread(
            places, asked, aimed["illustrative"].astype(bool), False
        ),
    }


def _last_year(points: Columns, measure_id: str) -> Columns:
    """The points of the twelve months up to a measure's latest, of the same limits as that."""
    own = take(points, points["measure_id"] == measure_id)
    months = month_numbers(own["date"])
    recent = months > months[-1] - MONTHS_IN_A_YEAR
    return take(own, recent & (own["rebase_group"] == own["rebase_group"][-1]))


def _extreme(year: list[Columns], name: str, of: Callable[[np.ndarray], float]) -> np.ndarray:
    return np.array([of(each[name]) for each in year], dtype="float64")


def _borne_out(
    kind: np.ndarray,
    year: list[Columns],
    target: np.ndarray,
    way: np.ndarray,
    decimals: np.ndarray,
) -> np.ndarray:
    """Whether every figure of the last year lies where the limits say that figures lie."""
    agrees = np.full(len(kind), False)
    for row, each in enumerate(year):
        shown, asked = (
            round_half_up(np.asarray(values), decimals[row])
            for values in (each["value"], target[row])
        )
        met = (shown - asked) * way[row] >= 0
        agrees[row] = (kind[row] == CONSISTENT_PASS and met.all()) or (
            kind[row] == CONSISTENT_FAIL and not met.any()
        )
    return agrees


def _spread(
    places: np.ndarray, asked: np.ndarray, values: np.ndarray, nothing: object
) -> np.ndarray:
    column = np.full(len(places), nothing, dtype=values.dtype)
    column[asked] = values
    return column
