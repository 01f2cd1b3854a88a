"""Figures of a measure's earlier ids as its own history.

A measure that goes on under another id has figures stored under both. Whoever reads frames of the
store with a plan reads them through here, so that each is one line.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpis.analysis.figures.quarters import quarter_number, quarter_numbers
from kpis.frames import OUTTURN_KEY, REVISIONS
from kpis.model import Measure, Plan, Provenance
from kpis.periods import period_of_id
from kpis.plan.chain.chain import Chain
from kpis.plan.names.folding import folded


def in_lines(plan: Plan, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with a column measure_id, each id as the plan has it now; else as it is.

    The very frame where no measure of the plan had another id. Of OUTTURNS that then have one key
    the one known last stays, and never an illustrative one beside another.
    """
    if not plan.id_now or frame.empty:
        return frame
    ids = frame["measure_id"]
    had_another = ids.isin(list(plan.id_now))
    if not had_another.any():
        return frame
    named = frame.assign(measure_id=ids.where(~had_another, ids.map(plan.id_now)).astype(ids.dtype))
    if not {*OUTTURN_KEY, "known_at", "provenance"} <= {*named.columns}:
        return named
    return _each_once(named)


def revisions_in_line(measure: Measure, of_each_id: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """REVISIONS of a measure and of what it continues, oldest first, all under its own id.

    of_each_id: REVISIONS of its id and of each earlier one. Of the revisions of one figure that
    stand under two ids the one known last is the one shown.
    """
    filled = [each for each in of_each_id if len(each)]
    if len(of_each_id) == 1 or not filled:
        return of_each_id[0]
    every = pd.concat(filled, ignore_index=True).assign(measure_id=measure.id)
    every = every.sort_values("known_at", kind="stable")
    last = ~every[every["current"]].duplicated(OUTTURN_KEY, keep="last")
    shown = every["current"] & last.reindex(every.index, fill_value=False)
    return REVISIONS.conform(every.assign(current=shown).reset_index(drop=True))


def places_in_chain(chain: Chain, ids: pd.Series, period_ends: pd.Series) -> np.ndarray:
    """For each figure the place in `chain.plans` of the plan in force when it is reported.

    ids: as they are stored, of any plan of the chain; period_ends: datetime64. That plan's own
    arrears count; where it has no such measure it is the nearest plan that has, and -1 without
    one.
    """
    ends = quarter_numbers(period_ends.to_numpy())
    first = np.array([quarter_number(each) for each in chain.begins])
    places = np.full(len(ids), -1)
    wrong_by = np.full(len(ids), np.inf)
    for place, plan in enumerate(chain.plans):
        arrears = {
            each: measure.arrears
            for measure in plan.measures
            for each in (measure.id, *measure.earlier_ids)
        }
        late = ids.map(arrears).to_numpy(dtype=float)
        reported = ends + late
        in_force = np.clip(np.searchsorted(first, reported, side="right") - 1, 0, None)
        off = np.where(np.isnan(late), np.inf, np.abs(in_force - place))
        nearer = off < wrong_by
        places[nearer], wrong_by[nearer] = place, off[nearer]
    return places


def activities_in_line(chain: Chain, plan: Plan, activities: pd.DataFrame) -> pd.DataFrame:
    """ACTIVITIES as a plan of a chain has them.

    A code is that of the plan in force in its quarter. What another plan called just so is the
    same activity, whatever its number there; what this one does not have is left out.
    """
    if chain.is_single or activities.empty:
        return activities
    codes = {folded(each.title): each.code for each in plan.tracked}
    named: dict[tuple[str, str], str] = {}
    for quarter_id in activities["quarter_id"].unique():
        then = chain.in_force(period_of_id(quarter_id))
        for each in then.tracked:
            code = each.code if then.id == plan.id else codes.get(folded(each.title), "")
            named[each.code, quarter_id] = code
    keys = zip(activities["activity_code"], activities["quarter_id"], strict=True)
    now = [named.get(key, "") for key in keys]
    mine = activities.assign(activity_code=pd.array(now, dtype="str"))
    kept = mine[mine["activity_code"] != ""]
    return kept.sort_values(["activity_code", "quarter_id"]).reset_index(drop=True)


def _each_once(outturns: pd.DataFrame) -> pd.DataFrame:
    key = list(OUTTURN_KEY)
    if not outturns.duplicated(key).any():
        return outturns
    order = pd.DataFrame(
        {
            "outranks": outturns["provenance"] != Provenance.ILLUSTRATIVE.value,
            "known_at": outturns["known_at"],
        }
    ).sort_values(["outranks", "known_at"], kind="stable")
    last = ~outturns.loc[order.index].duplicated(key, keep="last")
    return outturns[last.reindex(outturns.index)].reset_index(drop=True)
