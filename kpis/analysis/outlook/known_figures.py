"""The figures of each measure that were known when a quarter's report was written.

An outlook is seen from a quarter: a figure reported in a later quarter plays no part in it,
although it may be known by now. So the outlook of a past quarter is what could be said then, and
can be held against what came.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import columns_of
from kpis.analysis.figures.like_for_like import is_regular
from kpis.analysis.figures.measures import places_in_plan
from kpis.analysis.figures.rows import is_own_whole, reported_by
from kpis.model import Plan
from kpis.periods import ReportingPeriod, period_of_id


@dataclass(frozen=True, slots=True)
class KnownFigure:
    outturn: float  # NaN where only a marker was returned
    provenance: str  # model.Provenance


KnownFigures = dict[ReportingPeriod, KnownFigure]  # in the order of periods


def known_figures(
    plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod, as_at: datetime | None
) -> dict[str, KnownFigures]:
    """By measure: whole-measure figures of the plan's own area reported up to a quarter.

    outturns: OUTTURNS; what became known after `as_at` is left out. Periods of another kind than
    the measure's own, such as the pooled waves of an early survey, are left out too.
    """
    picked = is_own_whole(plan, outturns)
    if as_at is not None:
        picked &= outturns["known_at"] <= as_at
    names = ("measure_id", "period_id", "period_end", "outturn", "provenance")
    rows = columns_of(reported_by(plan, outturns[picked], quarter), names)
    measures = places_in_plan(plan, rows["measure_id"])
    by_measure: dict[str, KnownFigures] = {}
    for row in np.lexsort((rows["period_end"], measures)):
        measure, period = plan.measures[measures[row]], period_of_id(rows["period_id"][row])
        if is_regular(measure, period):
            figure = KnownFigure(float(rows["outturn"][row]), rows["provenance"][row])
            by_measure.setdefault(measure.id, {})[period] = figure
    return by_measure
