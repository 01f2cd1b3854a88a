"""One quarter's report as pages show it: its rows, their count, and what moved since before.

Worked out once for each state of the store and quarter (`cache.py`), because a page is drawn
again at every click and going through a frame row by row costs far more than through these.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import pandas as pd

from kpis.analysis.report.position import Position, position
from kpis.analysis.report.rating_changes import rating_changes
from kpis.frames import PERFORMANCE, RATING_CHANGES, PerformanceRow, RatingChangeRow
from kpis.periods import ReportingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a quarter's pages are made of. Rows are named tuples."""

    quarter: ReportingPeriod
    rows: tuple[PerformanceRow, ...]  # in plan order
    rows_before: tuple[PerformanceRow, ...] | None  # of the quarter before, as `before`
    now: Position
    before: Position | None  # of the quarter before; None when that is not worked out
    moved: tuple[RatingChangeRow, ...]

    def of_outcome(self, number: int) -> tuple[PerformanceRow, ...]:
        return tuple(row for row in self.rows if row.outcome == number)

    def of_theme(self, theme_id: str) -> tuple[PerformanceRow, ...]:
        """Rows of a theme; of those without a theme of their own for ""."""
        return tuple(row for row in self.rows if theme_id in row.themes.split(" "))

    def of_measures(self, ids: Iterable[str]) -> tuple[PerformanceRow, ...]:
        return _only(self.rows, set(ids))

    def narrowed(self, ids: Iterable[str]) -> "Report":
        """The same report of some measures alone, counted anew."""
        wanted = set(ids)
        rows = _only(self.rows, wanted)
        before = None if self.rows_before is None else _only(self.rows_before, wanted)
        return Report(
            quarter=self.quarter,
            rows=rows,
            rows_before=before,
            now=position(rows),
            before=None if before is None else position(before),
            moved=tuple(row for row in self.moved if row.measure_id in wanted),
        )


def report(
    performance: pd.DataFrame,
    rows: Mapping[str, tuple[PerformanceRow, ...]],
    quarter: ReportingPeriod,
) -> Report:
    """The report of a quarter. performance: PERFORMANCE of it and of all quarters before.

    rows: the same by quarter, as `rows_by_quarter` gives them.
    """
    earlier = rows.get(quarter.shift(-1).id)
    return Report(
        quarter=quarter,
        rows=rows[quarter.id],
        rows_before=earlier,
        now=position(rows[quarter.id]),
        before=None if earlier is None else position(earlier),
        moved=RATING_CHANGES.rows(rating_changes(performance, quarter.id)),
    )


def _only(rows: Sequence[PerformanceRow], ids: Set[str]) -> tuple[PerformanceRow, ...]:
    return tuple(row for row in rows if row.measure_id in ids)


def rows_by_quarter(
    performance: pd.DataFrame, quarters: Sequence[ReportingPeriod]
) -> dict[str, tuple[PerformanceRow, ...]]:
    """PERFORMANCE as named tuples, by quarter id; () for a quarter without rows."""
    by_quarter: dict[str, list[PerformanceRow]] = {quarter.id: [] for quarter in quarters}
    for row in PERFORMANCE.rows(performance):
        by_quarter[row.quarter_id].append(row)
    return {quarter_id: tuple(rows) for quarter_id, rows in by_quarter.items()}
