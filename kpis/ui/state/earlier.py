"""What an earlier quarter's report showed: as it was published, or else as it follows from now."""

from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd

from kpis.frames import ActivityPerformanceRow, PerformanceRow
from kpis.periods import ReportingPeriod
from kpis.ui.state import cache, seen, visitor
from kpis.ui.state.figures import Figures
from kpis.use_cases.figures_as_at import figures_as_at


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReport:
    """release: its number, 0 where the quarter has none.

    outturns: OUTTURNS as that release showed them, or as they were known by the day asked about;
    None where there is no release and whoever looks sees none but published figures.
    """

    rows: tuple[PerformanceRow, ...]
    activities: tuple[ActivityPerformanceRow, ...]
    commitments: tuple[ActivityPerformanceRow, ...]
    outturns: pd.DataFrame | None
    release: int


def earlier_report(
    shown: Figures, quarter: ReportingPeriod, known_by: date
) -> EarlierReport | None:
    """The report of a quarter before those shown; None for one that is not worked out.

    Of the quarter's releases it is the newest that was made before the figures shown. known_by: up
    to which day figures count as known then, where there is none.
    """
    made = [
        each
        for each in cache.releases(shown)
        if each.quarter_id == quarter.id
        and each.published_at <= shown.as_at
        and not each.is_withdrawn
    ]
    figures = shown
    if made:
        figures = cache.figures_until(cache.figures(made[0].number, for_readers=True), quarter)
    if quarter.id not in figures.rows:
        return None
    return EarlierReport(
        rows=figures.rows[quarter.id],
        activities=cache.activities(figures, quarter),
        commitments=cache.commitments(figures, quarter),
        outturns=figures.outturns if made else _known_by(shown, known_by),
        release=made[0].number if made else 0,
    )


def _known_by(shown: Figures, day: date) -> pd.DataFrame | None:
    """OUTTURNS as they stood at the end of a day, for who may see what is not published."""
    if not visitor.sees_unpublished():
        return None
    store, moment = seen.store(shown.plan), datetime.combine(day, time.max)
    by = visitor.looks()
    state = figures_as_at(store, shown.plan, moment, actor=by, as_at=moment, for_pages=True)
    return state.outturns
