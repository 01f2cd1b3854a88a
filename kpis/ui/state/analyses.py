"""What analysis says of the measures a page is about, worked out when the page is opened.

Nothing here is worked out before a reader asks, and only for the measures asked for. The overview
asks for all of them, but not for the outlook, which takes a large library and a moment's work:
the first page of a day must not wait for it. What is worked out is kept for all readers, like
everything of `kpis.ui.state.cache`, until plan, store or day change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.figures.horizon import last_reported, periods_until
from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.insights import insights
from kpis.analysis.report.survey import SurveyReport, survey_report
from kpis.analysis.series.official import OfficialFigures, official_figures
from kpis.analysis.spc import measure_spc, spc_summary
from kpis.frames import (
    BENCHMARK,
    INSIGHTS,
    OUTLOOK,
    OUTTURN_KEY,
    SPC_SUMMARY,
    InsightsRow,
    OutlookRow,
    SpcSummaryRow,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_measure, kept_per_state


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The control chart of one measure, and what it says of the latest point."""

    points: pd.DataFrame  # MEASURE_SPC
    summary: SpcSummaryRow


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One measure among others: per comparator set, and the figures of all areas behind it."""

    sets: pd.DataFrame  # BENCHMARK
    areas: dict[str, pd.DataFrame]  # BENCHMARK_AREAS by id of comparator set


def insight_rows(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str], *, whole: bool = True
) -> dict[str, InsightsRow]:
    """Rows of INSIGHTS by measure id, seen from a quarter's report.

    whole=False leaves out what takes longest: the outlook, and the gaps between groups.
    """
    if whole or len(measure_ids) == 1:
        return _insights_by_measure(shown, quarter, measure_ids, whole)
    return _insights_by_state(shown, quarter, measure_ids)


@kept_per_measure(max_entries=256)
def _insights_by_measure(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str], whole: bool
) -> dict[str, InsightsRow]:
    return _insights(shown, quarter, measure_ids, whole)


# Of all measures, without the outlook: to look through all that they rest on takes as long.
@kept_per_state(max_entries=64)
def _insights_by_state(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str]
) -> dict[str, InsightsRow]:
    return _insights(shown, quarter, measure_ids, whole=False)


def _insights(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str], whole: bool
) -> dict[str, InsightsRow]:
    performed = shown.performance
    asked = performed["measure_id"].isin(list(measure_ids)) & (
        performed["quarter_id"] == quarter.id
    )
    frame = insights(
        shown.plan,
        # Cut off at the quarter there; what groups must withhold follows from later totals too.
        _of_measures(shown.state.all_outturns, measure_ids),
        quarter,
        shown.as_at,
        performed=performed[asked],
        measure_ids=measure_ids,
        outlook=whole,
        gaps=whole,
    )
    return {row.measure_id: row for row in INSIGHTS.rows(frame)}


@kept_per_measure(max_entries=256)
def control_chart(shown: Figures, measure_id: str) -> ControlChart:
    """The control chart of a counted measure."""
    plan, outturns = shown.plan, _of(shown, [measure_id])
    points = measure_spc(plan, outturns, measure_ids=[measure_id])
    (summary,) = SPC_SUMMARY.rows(spc_summary(plan, outturns, measure_ids=[measure_id], spc=points))
    return ControlChart(points, summary)


@kept_per_measure(max_entries=256)
def outlook_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> OutlookRow:
    """The outlook of a counted measure, seen from a quarter's report."""
    from kpis.analysis.outlook import outlook

    (row,) = OUTLOOK.rows(
        outlook(
            shown.plan,
            _of(shown, [measure_id]),
            quarter,
            shown.as_at,
            measure_ids=[measure_id],
        )
    )
    return row


@kept_per_measure(max_entries=256)
def outlook_path_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> pd.DataFrame:
    """OUTLOOK_PATH of a counted measure, seen from a quarter's report."""
    from kpis.analysis.outlook import outlook_path

    return outlook_path(shown.plan, _of(shown, [measure_id]), quarter, measure_id)


@kept_per_measure(max_entries=256)
def benchmark_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> Benchmark:
    """How the council stands among others at the latest period published by a quarter."""
    plan, outturns = shown.plan, _of(shown, [measure_id])
    sets = benchmark(plan, outturns, quarter, measure_ids=[measure_id])
    return Benchmark(
        sets,
        {
            row.comparators: benchmark_areas(
                plan,
                outturns,
                measure_id,
                row.period_id,
                row.comparators,
                ranked=row.rank > 0,
            )
            for row in BENCHMARK.rows(sets)
            if row.period_id
        },
    )


@kept_per_measure(max_entries=256)
def official_of(shown: Figures, measure_id: str) -> OfficialFigures | None:
    """The official figures held of a measure; None where none is of the council's own area."""
    measure = shown.plan.measures_by_id[measure_id]
    return official_figures(shown.plan, measure, _of(shown, [measure_id]))


@kept_per_state(max_entries=64)
def survey_of(shown: Figures, quarter: ReportingPeriod, survey_id: str) -> SurveyReport:
    """A survey as the report of a quarter can tell of it."""
    until = np.array([period_of_id(each) <= quarter for each in shown.performance["quarter_id"]])
    survey = shown.plan.surveys_by_id[survey_id]
    return survey_report(shown.plan, survey, shown.performance[until], quarter)


@kept_per_measure(max_entries=64)
def groups_of(shown: Figures, measure_id: str) -> pd.DataFrame:
    """BREAKDOWN of a measure, every period that may be shown.

    What must be withheld is told by all figures known, later ones too, whose totals can give away
    earlier ones; then what lies beyond the horizon is cut off.
    """
    groups = breakdown(shown.plan, shown.state.all_outturns, measure_id)
    return periods_until(groups, shown.plan.measures_by_id[measure_id], shown.state.horizon)


def _of(shown: Figures, measure_ids: Sequence[str]) -> pd.DataFrame:
    return _of_measures(shown.outturns, measure_ids)


def _of_measures(outturns: pd.DataFrame, measure_ids: Sequence[str]) -> pd.DataFrame:
    return outturns[outturns["measure_id"].isin(list(measure_ids))]


@kept_per_state(max_entries=256)
def known_until(everything: Figures, quarter: ReportingPeriod, measure_id: str) -> ReportingPeriod:
    """The quarter whose report can hold all that is known of a measure and its parts today.

    `quarter` itself where nothing later is known. everything: without a horizon.
    """
    plan, outturns = everything.plan, everything.outturns
    ids = [measure_id, *(part.id for part in plan.parts_of.get(measure_id, ()))]
    return last_reported(plan, outturns[outturns["measure_id"].isin(ids)], quarter)


@kept_per_state(max_entries=256)
def is_more_known(shown: Figures, everything: Figures, measure_id: str) -> bool:
    """Whether there is more or something else to be seen of a measure or its parts today."""
    then, today = (_figures_of(each, measure_id) for each in (shown, everything))
    if len(then) != len(today) or not then.equals(today):
        return True
    then, today = (each.state.annotations for each in (shown, everything))
    return set(then.loc[then["measure_id"] == measure_id, "number"]) != set(
        today.loc[today["measure_id"] == measure_id, "number"]
    )


def _figures_of(shown: Figures, measure_id: str) -> pd.DataFrame:
    """What is to be seen of a measure and its parts, in the order of storing."""
    ids = [measure_id, *(part.id for part in shown.plan.parts_of.get(measure_id, ()))]
    rows = shown.outturns[shown.outturns["measure_id"].isin(ids)]
    return rows[[*OUTTURN_KEY, "outturn", "marker"]].reset_index(drop=True)
