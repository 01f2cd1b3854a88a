"""What an earlier quarter's report showed: as it was published, or else as it follows from now."""

from dataclasses import dataclass

import pandas as pd

from kpis.frames import ActivityPerformanceRow, PerformanceRow
from kpis.periods import ReportingPeriod
from kpis.ui.state import cache
from kpis.ui.state.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReport:
    """release: its number, 0 where the quarter has none.

    outturns: OUTTURNS as that release showed them; None without one, for then nobody published
    the figures that stood before.
    """

    rows: tuple[PerformanceRow, ...]
    activities: tuple[ActivityPerformanceRow, ...]
    commitments: tuple[ActivityPerformanceRow, ...]
    outturns: pd.DataFrame | None
    release: int


def earlier_report(shown: Figures, quarter: ReportingPeriod) -> EarlierReport | None:
    """The report of a quarter before those shown; None for one that is not worked out.

    Of the quarter's releases it is the newest that was made before the figures shown.
    """
    made = [
        each
        for each in cache.releases(shown)
        if each.quarter_id == quarter.id and each.published_at <= shown.as_at
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
        outturns=figures.outturns if made else None,
        release=made[0].number if made else 0,
    )
