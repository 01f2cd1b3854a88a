"""What does not look right in the figures that stand: the data quality report of the store.

Every figure passed the checks at the door (`kpis.validation`), each in its own file. Here the
store is looked at as a whole and over time, the way an auditor would: what is missing, what has
gone quiet, what contradicts something else, what moves or stands still as figures rarely do. A
finding is a question to the owner, not a verdict, so each says what was found, with the figures,
and what to do.

Only the plan's own area is judged: comparators are other people's figures.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from kpis.analysis.quality.agreement import parts, ratios
from kpis.analysis.quality.collection import missing_and_late, provisional, reviews, unexplained
from kpis.analysis.quality.kinds import KINDS
from kpis.analysis.quality.level_shifts import shifts
from kpis.analysis.quality.own_lines import own_lines
from kpis.analysis.quality.sudden_changes import gaps, repeats, sudden_changes
from kpis.frames import OUTTURNS, QUALITY
from kpis.model import Plan


def data_quality(plan: Plan, outturns: pd.DataFrame, as_at: datetime) -> pd.DataFrame:
    """QUALITY: by kind as in KINDS, then measure in plan order, then period, newest first.

    outturns: OUTTURNS as they stood at `as_at` (UTC, naive), which decides what is late, no
    longer provisional and due for review. No rows when nothing was found.
    Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    rows = pd.DataFrame(list(_findings(plan, outturns, as_at)), columns=list(QUALITY.columns))
    frame = QUALITY.conform(rows)
    kind = {code: rank for rank, code in enumerate(KINDS)}
    place = {measure.id: rank for rank, measure in enumerate(plan.measures)}
    order = frame.assign(
        code=frame["code"].map(kind), measure_id=frame["measure_id"].map(place)
    ).sort_values(["code", "measure_id", "period_id"], ascending=[True, True, False], kind="stable")
    return QUALITY.conform(frame.loc[order.index])


def _findings(plan: Plan, outturns: pd.DataFrame, as_at: datetime) -> Iterator[dict[str, Any]]:
    lines = own_lines(plan, outturns)
    yield from ratios(plan, outturns)
    yield from parts(plan, outturns)
    yield from missing_and_late(plan, outturns, lines, as_at)
    yield from unexplained(plan, outturns, as_at)
    yield from provisional(plan, outturns, as_at)
    yield from gaps(plan, lines)
    yield from sudden_changes(plan, lines)
    yield from repeats(plan, lines)
    yield from shifts(plan, outturns)
    yield from reviews(plan, as_at)
