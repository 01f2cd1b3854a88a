"""All that is known of each measure in a quarter's report, joined in one frame.

Pages, command line and sentences take the same row, so what a sentence says and what a chart
beside it shows can never come from two workings. Each part of analysis knows its own rules and
its own reasons for saying nothing; here they are only set side by side.

Seen from a quarter: figures of periods that are reported later are left out everywhere, so that
the report of a past quarter says what could be said then, from the figures as they stand now.
"""

from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.columns import columns_of
from kpis.analysis.figures import key_of, own_figures
from kpis.analysis.measures import measure_columns, measure_index
from kpis.analysis.performance import performance
from kpis.analysis.quarters import quarter_number, quarter_numbers
from kpis.frames import FIGURE, INSIGHTS, OUTTURNS, PERFORMANCE, TEXT, TIME, WHOLE, YES_NO
from kpis.model import Plan
from kpis.periods import ReportingPeriod, period_of_id

_BLANKS: dict[str, object] = {
    TEXT: "",
    FIGURE: np.nan,
    WHOLE: 0,
    YES_NO: False,
    TIME: np.datetime64("NaT", "us"),
}


def insights(
    plan: Plan,
    outturns: pd.DataFrame,
    quarter: ReportingPeriod,
    as_at: datetime,
    *,
    performed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """INSIGHTS: one row per measure or part, in plan order.

    outturns: OUTTURNS as they stood at `as_at`, all areas and breakdowns. performed: PERFORMANCE
        that holds this quarter, where it has been worked out already.
    Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    if performed is None:
        performed = performance(plan, outturns, [quarter], as_at)
    report = PERFORMANCE.check(performed)[performed["quarter_id"] == quarter.id]
    known = reported_by(plan, outturns, quarter)
    found = _beside(report, _latest(plan, known, report))
    return INSIGHTS.conform(found)


def reported_by(plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod) -> pd.DataFrame:
    """The rows of OUTTURNS whose period is reported in this quarter or an earlier one.

    Rows of measures the plan does not have are left out.
    """
    columns = columns_of(outturns, ("measure_id", "period_end"))
    measures = measure_index(plan).get_indexer(columns["measure_id"])
    reported = quarter_numbers(columns["period_end"]) + measure_columns(plan)["arrears"][measures]
    return outturns[(measures >= 0) & (reported <= quarter_number(quarter))]


def _beside(report: pd.DataFrame, *parts: pd.DataFrame) -> pd.DataFrame:
    """PERFORMANCE with frames of one row per measure set beside it, blanks where they have none."""
    found = report.reset_index(drop=True)
    for part in parts:
        found = found.merge(part, on="measure_id", how="left", validate="one_to_one")
    return pd.DataFrame(
        {name: _filled(found, name, kind) for name, kind in INSIGHTS.columns.items()}
    )


def _filled(found: pd.DataFrame, name: str, kind: str) -> pd.Series:
    if name not in found:
        return pd.Series(_BLANKS[kind], index=found.index, dtype=kind)
    if kind in (WHOLE, YES_NO):
        return found[name].astype("object").where(found[name].notna(), _BLANKS[kind]).astype(kind)
    return found[name]


def _latest(plan: Plan, known: pd.DataFrame, report: pd.DataFrame) -> pd.DataFrame:
    """What is to be said beside the newest figure known, also where nothing is due."""
    columns = columns_of(report, ("measure_id", "latest_period_id"))
    keys = [key_of(*pair) for pair in zip(*columns.values(), strict=True)]
    figures = own_figures(plan, known).at(np.array(keys, dtype=object))
    return pd.DataFrame(
        {
            "measure_id": columns["measure_id"],
            "latest_period_label": [
                period_of_id(period_id).label if period_id else ""
                for period_id in columns["latest_period_id"]
            ],
            "latest_marker": figures["marker"],
            "latest_provenance": figures["provenance"],
        }
    )
