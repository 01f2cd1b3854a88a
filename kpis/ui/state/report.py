"""One quarter's report as pages show it: its rows, their count, and what moved since before.

Worked out once for each state of the store and quarter (`cache.py`), because a page is drawn
again at every click and going through a frame row by row costs far more than through these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kpis.analysis.report.rating_changes import rated_in_both, rating_changes
from kpis.analysis.report.tally import Tally, tally
from kpis.frames import PERFORMANCE, RATING_CHANGES, PerformanceRow, RatingChangeRow
from kpis.periods import ReportingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The quarter before, and both quarters among the measures rated in both."""

    label: str  # of the quarter before
    then: Tally  # all of that quarter
    same_now: Tally
    same_then: Tally

    @property
    def shared(self) -> int:
        """How many measures and parts are rated in both."""
        return self.same_then.rated


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a quarter's pages are made of. Rows are named tuples."""

    quarter: ReportingPeriod
    rows: tuple[PerformanceRow, ...]  # in plan order
    now: Tally
    compared: Comparison | None  # None when the quarter before is not worked out
    moved: tuple[RatingChangeRow, ...]

    def of_outcome(self, number: int) -> tuple[PerformanceRow, ...]:
        return tuple(row for row in self.rows if row.outcome == number)

    def of_theme(self, theme_id: str) -> tuple[PerformanceRow, ...]:
        """Rows of a theme; of those without a theme of their own for ""."""
        return tuple(row for row in self.rows if theme_id in row.themes.split(" "))

    def of_measures(self, ids: Iterable[str]) -> tuple[PerformanceRow, ...]:
        wanted = set(ids)
        return tuple(row for row in self.rows if row.measure_id in wanted)


def report(
    performance: pd.DataFrame,
    rows: Mapping[str, tuple[PerformanceRow, ...]],
    quarter: ReportingPeriod,
) -> Report:
    """The report of a quarter. performance: PERFORMANCE of it and of all quarters before.

    rows: the same by quarter, as `rows_by_quarter` gives them.
    """
    before = quarter.shift(-1)
    compared = None
    if before.id in rows:
        both = rated_in_both(performance, quarter.id, before.id)
        same_now, same_then = (tally(PERFORMANCE.rows(frame)) for frame in both)
        compared = Comparison(
            label=before.label, then=tally(rows[before.id]), same_now=same_now, same_then=same_then
        )
    return Report(
        quarter=quarter,
        rows=rows[quarter.id],
        now=tally(rows[quarter.id]),
        compared=compared,
        moved=RATING_CHANGES.rows(rating_changes(performance, quarter.id)),
    )


def rows_by_quarter(
    performance: pd.DataFrame, quarters: Sequence[ReportingPeriod]
) -> dict[str, tuple[PerformanceRow, ...]]:
    """PERFORMANCE as named tuples, by quarter id; () for a quarter without rows."""
    by_quarter: dict[str, list[PerformanceRow]] = {quarter.id: [] for quarter in quarters}
    for row in PERFORMANCE.rows(performance):
        by_quarter[row.quarter_id].append(row)
    return {quarter_id: tuple(rows) for quarter_id, rows in by_quarter.items()}
