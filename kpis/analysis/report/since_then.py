"""What one report says otherwise than an earlier one: ratings, restated figures, activities.

For whoever had the earlier report in hand. Takes what both reports show and gives pairs, then and
now; a thing that the earlier one did not know is no change but news, and is given with None.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from kpis.frames import (
    OUTTURN_KEY,
    OUTTURNS,
    ActivityPerformanceRow,
    OutturnRow,
    PerformanceRow,
)
from kpis.model import RATED, RagStatus

_RATED = {status.value for status in RATED}


class Rating(NamedTuple):
    then: PerformanceRow
    now: PerformanceRow

    @property
    def better(self) -> bool | None:
        """None where one of the two is no rating."""
        places = [status.value for status in RATED]
        if not {self.then.latest_rag, self.now.latest_rag} <= _RATED:
            return None
        return places.index(self.now.latest_rag) < places.index(self.then.latest_rag)


class Restated(NamedTuple):
    before: float  # NaN where there was none, and said so
    now: OutturnRow


class Progressed(NamedTuple):
    then: ActivityPerformanceRow | None  # None: it was not in the plan
    now: ActivityPerformanceRow


def changed_ratings(
    then: Sequence[PerformanceRow], now: Sequence[PerformanceRow]
) -> tuple[Rating, ...]:
    """Measures whose latest rating is another one, in the order of the later report.

    Changes between two states that are both no rating are left out, and so is a measure with parts.
    """
    earlier = {row.measure_id: row for row in then}
    return tuple(
        Rating(before, row)
        for row in now
        if row.rag != RagStatus.SEE_PARTS
        and (before := earlier.get(row.measure_id)) is not None
        and before.latest_rag != row.latest_rag
        and {before.latest_rag, row.latest_rag} & _RATED
    )


def restated(then: pd.DataFrame, now: pd.DataFrame) -> tuple[Restated, ...]:
    """Figures that both have and that are others now, by measure and period.

    then, now: OUTTURNS as known at two times, of the measures asked about. A figure that is the
    same and no longer provisional is no restatement; one that was taken back is.
    """
    OUTTURNS.check(now)
    old = OUTTURNS.check(then)[[*OUTTURN_KEY, "outturn"]].rename(columns={"outturn": "before"})
    both = now.merge(old, on=OUTTURN_KEY, how="inner", sort=False)
    same = (both["outturn"] == both["before"]) | (both["outturn"].isna() & both["before"].isna())
    found = both[~same].sort_values(["measure_id", "period_end"], kind="stable")
    rows = OUTTURNS.rows(OUTTURNS.conform(found))
    return tuple(
        Restated(float(before), row) for before, row in zip(found["before"], rows, strict=True)
    )


def progressed(
    then: Sequence[ActivityPerformanceRow], now: Sequence[ActivityPerformanceRow]
) -> tuple[Progressed, ...]:
    """Activities whose status, date or delay is another one, in the order of the later report."""
    earlier = {row.activity_code: row for row in then}
    return tuple(
        Progressed(before, row)
        for row in now
        if (before := earlier.get(row.activity_code)) is None or _told(before) != _told(row)
    )


def _told(row: ActivityPerformanceRow) -> tuple[object, ...]:
    due = None if pd.isna(row.due_on) else row.due_on
    return row.status, due, row.overdue
