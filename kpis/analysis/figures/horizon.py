"""Nothing later than the date shown: what a quarter's report can hold, and what it cannot.

A report of Q2 2019/20 holds no figure of a period that ends after that quarter, and none that is
reported with a later one: a figure of 2018/19 that comes three quarters in arrears first belongs
to the report of Q3 2019/20. The same goes for notes pinned to such a period, and for what is
returned of activities. Which figures those are follows from the calendar and the plan alone, so it
is decided here and nowhere else.

`kpis.use_cases.figures_as_at` cuts everything off at once; whoever only has one frame of one
measure asks here.
"""

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import columns_of
from kpis.analysis.figures.measures import places_in_plan
from kpis.analysis.figures.quarters import quarter_id
from kpis.analysis.figures.rows import reported_by, reported_in
from kpis.frames import ACTIVITIES, ANNOTATIONS, OUTTURNS
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod, period_of_id, reporting_quarter


def outturns_until(plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod) -> pd.DataFrame:
    """The rows of OUTTURNS that a quarter's report can hold, of all areas and groups.

    Rows of measures the plan does not have are left out. Raises FrameError when `outturns` breaks
    its contract.
    """
    return reported_by(plan, OUTTURNS.check(outturns), quarter)


def annotations_until(
    plan: Plan, annotations: pd.DataFrame, quarter: ReportingPeriod
) -> pd.DataFrame:
    """The rows of ANNOTATIONS pinned to a period that a quarter's report can hold."""
    ANNOTATIONS.check(annotations)
    measures = plan.measures_by_id
    kept = [
        row.measure_id in measures and is_until(measures[row.measure_id], row.period_id, quarter)
        for row in ANNOTATIONS.rows(annotations)
    ]
    return annotations[np.array(kept, dtype=bool)]


def activities_until(activities: pd.DataFrame, quarter: ReportingPeriod) -> pd.DataFrame:
    """The rows of ACTIVITIES returned for a quarter or an earlier one."""
    # Ids of quarters sort as the quarters do.
    return activities[ACTIVITIES.check(activities)["quarter_id"] <= quarter.id]


def periods_until(
    frame: pd.DataFrame, measure: Measure, quarter: ReportingPeriod | None
) -> pd.DataFrame:
    """The rows of a frame about one measure, with a column period_id, that a report can hold.

    All rows for None.
    """
    if quarter is None:
        return frame
    kept = [
        period_id
        for period_id in frame["period_id"].unique()
        if is_until(measure, period_id, quarter)
    ]
    return frame[frame["period_id"].isin(kept)]


def is_until(measure: Measure, period_id: str, quarter: ReportingPeriod) -> bool:
    """Whether a quarter's report can hold the measure's figure of a period."""
    return reporting_quarter(period_of_id(period_id), measure.arrears) <= quarter


def last_reported(plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod) -> ReportingPeriod:
    """The quarter whose report can hold all of these figures; `quarter` where that is later.

    outturns: OUTTURNS. Rows of measures the plan does not have do not count.
    """
    columns = columns_of(outturns, ("measure_id", "period_end"))
    measures = places_in_plan(plan, columns["measure_id"])
    reported = reported_in(plan, measures, columns["period_end"])[measures >= 0]
    if not len(reported):
        return quarter
    return max(quarter, period_of_id(quarter_id(int(np.max(reported)))))
