"""What analysis says of the measures a page is about, worked out when the page is opened.

Nothing here is worked out before a reader asks, and only for the measures asked for. The overview
asks for all of them, but not for the outlook, which takes a large library and a moment's work:
the first page of a day must not wait for it. What is worked out is kept for all readers, like
everything of `kpis.ui.state.cache`, until plan, store or day change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.figures.rows import reported_by
from kpis.analysis.insights import insights
from kpis.analysis.spc import measure_spc, spc_summary
from kpis.frames import BENCHMARK, INSIGHTS, SPC_SUMMARY, InsightsRow, SpcSummaryRow
from kpis.periods import ReportingPeriod
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state


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


@kept_per_state(max_entries=256)
def insight_rows(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str], *, whole: bool = True
) -> dict[str, InsightsRow]:
    """Rows of INSIGHTS by measure id, seen from a quarter's report.

    whole=False leaves out what takes longest: the outlook, and the gaps between groups.
    """
    performed = shown.performance
    asked = performed["measure_id"].isin(list(measure_ids)) & (
        performed["quarter_id"] == quarter.id
    )
    frame = insights(
        shown.plan,
        _of(shown, measure_ids),
        quarter,
        shown.as_at,
        performed=performed[asked],
        measure_ids=measure_ids,
        outlook=whole,
        gaps=whole,
    )
    return {row.measure_id: row for row in INSIGHTS.rows(frame)}


@kept_per_state(max_entries=256)
def control_chart(
    shown: Figures, measure_id: str, until: ReportingPeriod | None = None
) -> ControlChart:
    """The control chart of a counted measure, of the figures reported by a quarter.

    until: None for every figure known.
    """
    plan, outturns = shown.plan, _of(shown, [measure_id])
    if until:
        outturns = reported_by(plan, outturns, until)
    points = measure_spc(plan, outturns, measure_ids=[measure_id])
    (summary,) = SPC_SUMMARY.rows(spc_summary(plan, outturns, measure_ids=[measure_id], spc=points))
    return ControlChart(points, summary)


@kept_per_state(max_entries=256)
def outlook_path_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> pd.DataFrame:
    """OUTLOOK_PATH of a counted measure, seen from a quarter's report."""
    from kpis.analysis.outlook import outlook_path

    return outlook_path(shown.plan, _of(shown, [measure_id]), quarter, measure_id)


@kept_per_state(max_entries=256)
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


def _of(shown: Figures, measure_ids: Sequence[str]) -> pd.DataFrame:
    return shown.outturns[shown.outturns["measure_id"].isin(list(measure_ids))]
