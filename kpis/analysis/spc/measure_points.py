"""What of a measure's figures goes into its control chart, and where its limits are recalculated.

- The plan's own area and the whole measure; a monthly measure by its months.
- Of totals to date each period's own amount: the total less the one before it in the financial
  year. Where the one before is missing there is none. Percentages to date cannot be taken apart.
- Only periods of the measure's own kind, none that a break falls into and none that is marked as
  not comparable. Gaps mean nothing: what is left is consecutive.
- Limits are recalculated (rebased) at each break, and where illustrative figures would come to
  stand among published ones, or the other way round. A return may stand among either.
- They are recalculated where the plan sets a baseline, too: a lasting change, its reason known.
- Nothing of a measure whose figures roll over several periods: each shares most of its cases
  with the next, so they differ less than chance has it and the limits would be too narrow.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kpis.analysis.direction.comparable_figures import (
    LEFT_OUT,
    adds_up,
    chapters_of,
    months_in_periods,
    own_amounts,
)
from kpis.analysis.figures.columns import Columns, columns_of, take
from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.quarters import month_numbers
from kpis.analysis.figures.rows import is_own_whole
from kpis.model import Basis, Measure, Plan, Provenance
from kpis.periods import YEAR_STARTS_IN, period_of_id

_READ = (
    "measure_id",
    "period_id",
    "frequency",
    "period_end",
    "outturn",
    "numerator",
    "denominator",
    "marker",
    "provenance",
)
_KINDS = {Provenance.PUBLISHED.value: 1, Provenance.ILLUSTRATIVE.value: -1}  # a return is neither


def is_charted(measure: Measure) -> bool:
    """Whether figures of a measure can make a control chart at all."""
    return not measure.rolling_months and can_be_taken_apart(measure)


def can_be_taken_apart(measure: Measure) -> bool:
    return measure.basis is not Basis.YEAR_TO_DATE or bool(adds_up(np.array([measure.unit.value])))


def measure_points(
    plan: Plan, outturns: pd.DataFrame, measure_ids: Collection[str] | None = None
) -> Columns:
    """The points of each measure, in plan order and then by period.

    outturns: OUTTURNS. measure_ids: only these; None = all.
    Returns measure (position in the plan), measure_id, period_id, period_end, outturn (the
    period's own amount), numerator and denominator (NaN for a total to date), marker, provenance
    (of a difference the weaker one) and rebase (True where limits are recalculated, never at a
    measure's first point).
    """
    rows = columns_of(outturns, _READ, is_own_whole(plan, outturns))
    rows["measure"] = places_in_plan(plan, rows["measure_id"])
    wanted = [
        is_charted(measure) and (measure_ids is None or measure.id in measure_ids)
        for measure in plan.measures
    ]
    rows = take(rows, np.array([*wanted, False])[rows["measure"]])
    rows = take(rows, np.lexsort((rows["period_end"], rows["measure"])))
    kinds = measure_columns(plan)["frequency"][rows["measure"]]
    rows["chapter"] = chapters_of(plan, rows, kinds)
    rows = take(rows, rows["chapter"] != LEFT_OUT)
    rows |= _own_amounts(plan, rows)
    rows = take(rows, ~np.isnan(rows["outturn"]))
    return rows | {"rebase": _rebases(rows, _baselines(plan, rows))}


def _own_amounts(plan: Plan, rows: Columns) -> Columns:
    """outturn and provenance, with totals to date made into amounts; NaN where that cannot be."""
    ends = month_numbers(rows["period_end"]) + 1 - (YEAR_STARTS_IN - 1)
    own = own_amounts(plan, rows, ends, months_in_periods(plan))
    to_date = (measure_columns(plan)["basis"] == Basis.YEAR_TO_DATE.value)[rows["measure"]]
    return {
        **{name: np.where(to_date, np.nan, rows[name]) for name in ("numerator", "denominator")},
        "outturn": own["amount"],
        "provenance": np.where(
            own["illustrative"], Provenance.ILLUSTRATIVE.value, rows["provenance"]
        ),
    }


def _baselines(plan: Plan, rows: Columns) -> np.ndarray:
    """Whether a point is the first of one of its measure's baselines."""
    begins = np.full(len(rows["measure"]), False)
    for place in np.unique(rows["measure"]):
        for baseline in plan.measures[place].baselines:
            start = np.datetime64(period_of_id(baseline.period).start)
            within = np.flatnonzero((rows["measure"] == place) & (rows["period_end"] >= start))
            begins[within[:1]] = True
    return begins


def _rebases(rows: Columns, baselines: np.ndarray) -> np.ndarray:
    kinds, places = _kinds(rows), np.arange(len(rows["measure"]))
    same = np.diff(rows["measure"], prepend=-1) == 0
    chapter = np.flatnonzero(~same | (np.diff(rows["chapter"], prepend=-1) != 0) | baselines)
    first = np.repeat(chapter, np.diff(chapter, append=len(places)))
    # The last point before each that was published or illustrative, if its chapter has one.
    last_of_kind = np.append(0, np.maximum.accumulate(np.where(kinds != 0, places, 0))[:-1])
    mixed = kinds * kinds[np.maximum(last_of_kind, first)] < 0
    return same & ((places == first) | mixed)


def _kinds(rows: Columns) -> np.ndarray:
    return np.array([_KINDS.get(kind, 0) for kind in rows["provenance"]], dtype="int64")
