"""Everything the report of a quarter says, gathered once from the figures.

Each part of analysis works by its own rules. Here they are worked out for one quarter, for the
one before, and for the quarters a reader looks back on. What is made of it, a pack, slides, a
sheet, the pages of a site, works nothing out again, so no two of them can disagree.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from kpis.analysis.insights import insights
from kpis.analysis.outlook import outlook_path
from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.performance import performance
from kpis.analysis.report.position import Position, position
from kpis.analysis.report.rating_changes import rating_changes
from kpis.analysis.report.release_changes import ReleaseChanges
from kpis.analysis.series.measure_series import series_with_comparators
from kpis.analysis.series.window import window_start
from kpis.frames import (
    ACTIVITY_PERFORMANCE,
    INSIGHTS,
    PERFORMANCE,
    RATING_CHANGES,
    ActivityPerformanceRow,
    InsightsRow,
    PerformanceRow,
    RatingChangeRow,
)
from kpis.model import Activity, Measure, Plan, Release
from kpis.periods import ReportingPeriod

LOOKING_BACK = 12  # quarters, this one included
IN_GRID = 8


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Known:
    """What is known, as at a time or in a release.

    plan: with the annotations of then. outturns: OUTTURNS up to the quarter's horizon;
    all_outturns: beyond it too, from which alone it is told what groups must withhold.
    activities: ACTIVITIES under the plan's own codes. as_at: UTC.
    """

    plan: Plan
    outturns: pd.DataFrame
    all_outturns: pd.DataFrame
    activities: pd.DataFrame
    as_at: datetime
    release: Release | None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SinceLast:
    """What changed since the report that readers had before. release: that report's."""

    release: Release
    changes: ReleaseChanges


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class QuarterReport:
    """The report of a quarter, of all measures or of some.

    whose: what it is of where it is not of the whole plan: "Outcome 5: ..."; "" for the whole.
    rows: INSIGHTS of the quarter in plan order; before: those of the quarter before, as it was seen
    then, without gaps between groups. recent: PERFORMANCE by quarter id, the last IN_GRID quarters,
    oldest first. past: the rows of each measure in which it was due, up to the quarter, oldest
    first. moved: RATING_CHANGES. series: SERIES by measure id, with comparators, of the years its
    chart shows; paths: OUTLOOK_PATH of those of which something is foreseen. since: None where no
    earlier report is.
    """

    known: Known
    quarter: ReportingPeriod
    whose: str
    rows: tuple[InsightsRow, ...]
    before: tuple[InsightsRow, ...]
    recent: Mapping[str, tuple[PerformanceRow, ...]]
    past: Mapping[str, tuple[PerformanceRow, ...]]
    moved: tuple[RatingChangeRow, ...]
    series: Mapping[str, pd.DataFrame]
    paths: Mapping[str, pd.DataFrame]
    activities: tuple[ActivityPerformanceRow, ...]
    commitments: tuple[ActivityPerformanceRow, ...]
    since: SinceLast | None

    @property
    def plan(self) -> Plan:
        return self.known.plan

    @property
    def release(self) -> Release | None:
        return self.known.release

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures and parts it is of, in plan order."""
        return tuple(self.plan.measures_by_id[row.measure_id] for row in self.rows)

    @property
    def position(self) -> Position:
        return position(self.rows)

    @property
    def position_before(self) -> Position | None:
        """Of the quarter before; None where it is before the plan's first figures."""
        return position(self.before) if self.before else None

    def only(
        self, whose: str, measures: Collection[Measure], activities: Collection[Activity]
    ) -> "QuarterReport":
        """The same of some measures and activities alone, counted anew. whose: as told of it."""
        ids = {measure.id for measure in measures}
        codes = {activity.code for activity in activities}

        def of_measures(rows: Sequence[PerformanceRow]) -> tuple[PerformanceRow, ...]:
            return tuple(row for row in rows if row.measure_id in ids)

        return replace(
            self,
            whose=whose,
            rows=tuple(row for row in self.rows if row.measure_id in ids),
            before=tuple(row for row in self.before if row.measure_id in ids),
            recent={quarter: of_measures(rows) for quarter, rows in self.recent.items()},
            moved=tuple(row for row in self.moved if row.measure_id in ids),
            activities=tuple(row for row in self.activities if row.activity_code in codes),
            commitments=tuple(row for row in self.commitments if row.activity_code in codes),
        )


def quarter_report(
    known: Known, quarter: ReportingPeriod, *, since: SinceLast | None = None
) -> QuarterReport:
    """The report of a quarter of the whole plan.

    known: cut off at the quarter. Raises FrameError where its frames break their contracts.
    """
    plan, outturns, as_at = known.plan, known.outturns, known.as_at
    quarters = [quarter.shift(step) for step in range(1 - LOOKING_BACK, 1)]
    performed = performance(plan, outturns, quarters, as_at)
    by_quarter: dict[str, list[PerformanceRow]] = {each.id: [] for each in quarters}
    past: dict[str, list[PerformanceRow]] = {measure.id: [] for measure in plan.measures}
    for row in PERFORMANCE.rows(performed):
        by_quarter[row.quarter_id].append(row)
        if row.period_id:
            past[row.measure_id].append(row)
    rows = _insights(known, quarter, performed)
    return QuarterReport(
        known=known,
        quarter=quarter,
        whose="",
        rows=rows,
        before=_insights(known, quarter.shift(-1), performed, gaps=False),
        recent={each.id: tuple(by_quarter[each.id]) for each in quarters[-IN_GRID:]},
        past={measure_id: tuple(found) for measure_id, found in past.items()},
        moved=RATING_CHANGES.rows(rating_changes(performed, quarter.id)),
        series={measure.id: _series(known, quarter, measure) for measure in plan.counted},
        paths={
            row.measure_id: outlook_path(plan, outturns, quarter, row.measure_id)
            for row in rows
            if row.outlook == row.outlook  # NaN where nothing is foreseen
        },
        activities=_activities(known, quarter, commitments=False),
        commitments=_activities(known, quarter, commitments=True),
        since=since,
    )


def _insights(
    known: Known, quarter: ReportingPeriod, performed: pd.DataFrame, *, gaps: bool = True
) -> tuple[InsightsRow, ...]:
    """gaps=False leaves the gaps between groups blank, which take a third of the time."""
    frame = insights(
        *(known.plan, known.all_outturns, quarter, known.as_at), performed=performed, gaps=gaps
    )
    return INSIGHTS.rows(frame)


def _series(known: Known, quarter: ReportingPeriod, measure: Measure) -> pd.DataFrame:
    """SERIES of the stretch that a chart shows; no rows where the council has no figure."""
    whole = series_with_comparators(known.plan, measure, known.outturns)
    if whole.empty:
        return whole
    start = window_start(whole, quarter)
    return whole[whole["period_start"] >= start].reset_index(drop=True)


def _activities(
    known: Known, quarter: ReportingPeriod, *, commitments: bool
) -> tuple[ActivityPerformanceRow, ...]:
    frame = activity_performance(known.plan, known.activities, quarter, commitments=commitments)
    return ACTIVITY_PERFORMANCE.rows(frame)
