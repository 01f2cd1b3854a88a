"""The outlook as frames: one row per measure, and the way there for the fan."""

import math
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.aims import aims_in_force
from kpis.analysis.figures.columns import Columns
from kpis.analysis.figures.measures import measure_index
from kpis.analysis.figures.quarters import quarter_number
from kpis.analysis.figures.rows import aims_of_rows
from kpis.analysis.outlook.chances import chance
from kpis.analysis.outlook.known_figures import known_figures
from kpis.analysis.outlook.prospect import Prospect, prospect_of
from kpis.frames import OUTLOOK, OUTLOOK_PATH, OUTTURNS, TEXT, YES_NO
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod, reporting_quarter

LOW_80, HIGH_80, LOW_95, HIGH_95 = 0.1, 0.9, 0.025, 0.975
_AIMS = {
    "outlook_target": "target",
    "outlook_minimum": "minimum_expectation",
    "outlook_target_upper": "target_upper",
    "outlook_minimum_upper": "minimum_expectation_upper",
}


def outlook(
    plan: Plan,
    outturns: pd.DataFrame,
    quarter: ReportingPeriod,
    as_at: datetime | None,
    *,
    measure_ids: Collection[str] | None = None,
) -> pd.DataFrame:
    """OUTLOOK: where the year will end, one row per counted measure, in plan order.

    outturns: OUTTURNS. Figures reported in a quarter after `quarter`, or known only after
        `as_at` (UTC, naive), play no part. measure_ids: only these.
    Figures are unrounded, for `kpis.words.figures` to show. Where nothing is foreseen they are NaN,
    and `outlook_reason` says why, also when the year's figure is in. The aims are NaN where the
    plan sets none for the period, or says that its figure is not to be held against them.
    Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    wanted = [m for m in plan.counted if measure_ids is None or m.id in measure_ids]
    if measure_ids is not None:
        outturns = outturns[outturns["measure_id"].isin(list(measure_ids))]
    by_measure = known_figures(plan, outturns, quarter, as_at)
    rows = [
        _row(plan, measure, quarter, prospect_of(measure, quarter, by_measure.get(measure.id, {})))
        for measure in wanted
    ]
    return OUTLOOK.conform(pd.DataFrame(rows, columns=list(OUTLOOK.columns)))


def outlook_path(
    plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod, measure_id: str
) -> pd.DataFrame:
    """OUTLOOK_PATH of one measure: each of its coming periods up to the one `outlook` is of.

    A monthly measure has its months here. The aims are those a figure of the period will be held
    against, as SERIES has them. No rows where nothing is foreseen.
    """
    OUTTURNS.check(outturns)
    measure = plan.measures_by_id[measure_id]
    own = outturns[outturns["measure_id"] == measure_id]
    figures = known_figures(plan, own, quarter, None).get(measure_id, {})
    steps = prospect_of(measure, quarter, figures).steps
    aims = _aims_on_the_way(plan, measure, [period for period, _ in steps])
    rows = [
        {
            "measure_id": measure_id,
            "period_id": period.id,
            "period_label": period.label,
            "period_start": period.start,
            "period_end": period.end,
            "expected": foreseen.at(0.5),
            "low_80": foreseen.at(LOW_80),
            "high_80": foreseen.at(HIGH_80),
            "low_95": foreseen.at(LOW_95),
            "high_95": foreseen.at(HIGH_95),
            **{name: values[number] for name, values in aims.items()},
        }
        for number, (period, foreseen) in enumerate(steps)
    ]
    return OUTLOOK_PATH.conform(pd.DataFrame(rows, columns=list(OUTLOOK_PATH.columns)))


def _row(
    plan: Plan, measure: Measure, quarter: ReportingPeriod, prospect: Prospect
) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: "" if kind == TEXT else False if kind == YES_NO else math.nan
        for name, kind in OUTLOOK.columns.items()
    } | {"quarter_id": quarter.id, "measure_id": measure.id, "outlook_reason": prospect.reason}
    if prospect.final is None or prospect.period is None:
        return row
    aims = _aims(plan, measure, prospect.period)
    row |= {name: aims[source] for name, source in _AIMS.items()}
    target = chance(measure, prospect.final, aims["target"], aims["target_upper"])
    return row | {
        "outlook_period_id": prospect.period.id,
        "outlook_period_label": prospect.period.label,
        "outlook_aims_of": aims["aims_of"],
        "outlook": prospect.final.at(0.5),
        "outlook_low": prospect.final.at(LOW_80),
        "outlook_high": prospect.final.at(HIGH_80),
        "chance_target": target,
        "chance_minimum": chance(
            measure,
            prospect.final,
            aims["minimum_expectation"],
            aims["minimum_expectation_upper"],
        ),
        "outlook_method": prospect.method,
        "outlook_illustrative": prospect.illustrative
        or (aims["target_illustrative"] and not math.isnan(target)),
        "outlook_figures_illustrative": prospect.illustrative,
    }


def _aims(plan: Plan, measure: Measure, period: ReportingPeriod) -> dict[str, Any]:
    reported = quarter_number(reporting_quarter(period, measure.arrears))
    position = measure_index(plan).get_loc(measure.id)
    in_force = aims_in_force(plan, np.array([position]), np.array([reported]))
    aims: dict[str, Any] = {name: values[0] for name, values in in_force.items()}
    if aims["not_comparable"]:
        aims |= dict.fromkeys(_AIMS.values(), math.nan)
    return aims


def _aims_on_the_way(plan: Plan, measure: Measure, periods: Sequence[ReportingPeriod]) -> Columns:
    """The four aims of each period; NaN where its figure is not to be held against them."""
    position = np.full(len(periods), measure_index(plan).get_loc(measure.id))
    ends = np.array([period.end for period in periods], dtype="datetime64[ns]")
    aims = aims_of_rows(plan, position, ends)
    marked = aims["not_comparable"] != ""
    return {name: np.where(marked, np.nan, aims[name]) for name in _AIMS.values()}
