"""All that is known of each measure in a quarter's report, joined in one frame.

Pages, command line and sentences take the same row, so what a sentence says and what a chart
beside it shows can never come from two workings. Each part of analysis knows its own rules and
its own reasons for saying nothing; here they are only set side by side.

Seen from a quarter: figures of periods that are reported later are left out everywhere, so that
the report of a past quarter says what could be said then, from the figures as they stand now. Only
what groups must withhold follows from later figures as well.
"""

from collections.abc import Collection
from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.benchmark import benchmark
from kpis.analysis.figures.horizon import periods_until
from kpis.analysis.figures.rows import is_own_whole, reported_by
from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.groups.inequality import inequality
from kpis.analysis.report.performance import performance
from kpis.analysis.spc import spc_summary
from kpis.frames import (
    BENCHMARK,
    FIGURE,
    INEQUALITY,
    INSIGHTS,
    OUTTURNS,
    PERFORMANCE,
    TEXT,
    TIME,
    WHOLE,
    YES_NO,
    Frame,
)
from kpis.frames.insights import beside_performance
from kpis.model import Plan, Provenance
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
    measure_ids: Collection[str] | None = None,
    outlook: bool = True,
    gaps: bool = True,
) -> pd.DataFrame:
    """INSIGHTS: one row per measure or part, in plan order.

    outturns: OUTTURNS as they stood at `as_at`, all areas and breakdowns. performed: PERFORMANCE
        that holds this quarter, where it has been worked out already. measure_ids: only these;
        None = all. outlook=False and gaps=False leave the outlook and the gaps between groups
        blank, which take most of the time.
    Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    if performed is None:
        performed = performance(plan, outturns, [quarter], as_at)
    report = PERFORMANCE.check(performed)[performed["quarter_id"] == quarter.id]
    if measure_ids is not None:
        report = report[report["measure_id"].isin(list(measure_ids))]
    reported = reported_by(plan, outturns, quarter)
    own = reported[is_own_whole(plan, reported)]
    parts = [
        _later_without_figure(report, own),
        spc_summary(plan, own, measure_ids=measure_ids),
        _benchmark_of_first_set(plan, reported, quarter, measure_ids),
    ]
    if gaps:
        parts.append(_widest_gaps(plan, outturns, quarter, measure_ids))
    if outlook:
        # Statistics are slow to import, so whoever leaves them out does not wait for them.
        from kpis.analysis.outlook import outlook as foresee

        foreseen = foresee(plan, own, quarter, as_at, measure_ids=measure_ids)
        parts.append(foreseen.drop(columns="quarter_id"))
    return _beside(report, parts)


def _beside(report: pd.DataFrame, parts: Collection[pd.DataFrame]) -> pd.DataFrame:
    """PERFORMANCE with frames of one row per measure set beside it, blanks where they have none.

    Column by column: joins of frames of a hundred columns took longer than all they join.
    """
    columns = _arrays(report)
    for part in parts:
        index = pd.Index(part["measure_id"])
        places = index.get_indexer(pd.Index(report["measure_id"]))  # refuses a measure twice
        there = places >= 0
        for name, values in _arrays(part).items():
            if name not in columns:
                columns[name] = _blank(INSIGHTS.columns[name], len(report))
                columns[name][there] = values[places[there]]
    missing = {
        name: _blank(kind, len(report))
        for name, kind in INSIGHTS.columns.items()
        if name not in columns
    }
    return INSIGHTS.of(columns | missing)


def _arrays(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """The columns of a frame that INSIGHTS has."""
    return {str(name): frame[name].to_numpy() for name in frame if name in INSIGHTS.columns}


def _blank(kind: str, length: int) -> np.ndarray:
    return np.full(length, _BLANKS[kind], dtype=object if kind == TEXT else np.dtype(kind))


def _later_without_figure(report: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The newest period of each measure that was reported without a figure since its latest one."""
    gaps = own[own["outturn"].isna() & (own["marker"] != "")].sort_values("period_end")
    newest = gaps.drop_duplicates("measure_id", keep="last")
    newest = newest.merge(report[["measure_id", "latest_period_id"]], on="measure_id")
    latest_ends = [
        pd.Timestamp(period_of_id(period_id).end) if period_id else pd.NaT
        for period_id in newest["latest_period_id"]
    ]
    later = newest[(newest["period_end"] > pd.Series(latest_ends, index=newest.index)).to_numpy()]
    return later[["measure_id", "period_id", "marker"]].rename(
        columns={"period_id": "without_period_id", "marker": "without_marker"}
    )


def _benchmark_of_first_set(
    plan: Plan,
    reported: pd.DataFrame,
    quarter: ReportingPeriod,
    measure_ids: Collection[str] | None,
) -> pd.DataFrame:
    """BENCHMARK of the plan's first comparator set, as columns of INSIGHTS; none that is old."""
    first = [comparator_set.id for comparator_set in plan.comparator_sets[:1]]
    rows = benchmark(plan, reported, quarter, measure_ids=measure_ids, comparators=first)
    return _named(rows[~rows["old"]], BENCHMARK, "benchmark_")


def _widest_gaps(
    plan: Plan,
    outturns: pd.DataFrame,
    quarter: ReportingPeriod,
    measure_ids: Collection[str] | None,
) -> pd.DataFrame:
    """Of each measure with breakdowns the newest period's widest gap between groups.

    What must be withheld is told by all figures known: a later total can give away an earlier
    one, and no report may show what another withholds.
    """
    own = outturns[outturns["area"] == plan.area]
    if measure_ids is not None:
        own = own[own["measure_id"].isin(list(measure_ids))]
    by_group = own.loc[own["breakdown"] != "", "measure_id"].unique()
    widest_gaps = [INEQUALITY.empty().assign(inequality_illustrative=False)]
    for measure_id, rows in own[own["measure_id"].isin(by_group)].groupby("measure_id"):
        if (measure := plan.measures_by_id.get(str(measure_id))) is None:
            continue
        shown = periods_until(breakdown(plan, rows, measure.id), measure, quarter)
        gaps = inequality(shown, measure)
        if len(gaps):
            newest = max(gaps["period_id"], key=lambda period_id: period_of_id(period_id).end)
            widest = gaps[gaps["period_id"] == newest].nlargest(1, "gap")
            widest_gaps.append(widest.assign(inequality_illustrative=_illustrative(shown, widest)))
    return _named(pd.concat(widest_gaps), INEQUALITY, "inequality_")


def _illustrative(shown: pd.DataFrame, gap: pd.DataFrame) -> bool:
    """Whether any figure behind a gap is. shown: BREAKDOWN; gap: one row of INEQUALITY."""
    key = ["period_id", "breakdown"]
    behind = shown.merge(gap[key], on=key)
    return bool((behind["provenance"] == Provenance.ILLUSTRATIVE.value).any())


def _named(frame: pd.DataFrame, contract: Frame[object], prefix: str) -> pd.DataFrame:
    return frame.rename(columns=beside_performance(contract, prefix))
