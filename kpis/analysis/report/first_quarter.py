"""Which quarter to show first: the latest one with enough in it to say how things are.

The quarter just ended has few returns yet and would open every page on "awaited"; published
figures reach years beyond the plan's. So it is the latest quarter of the plan's years for which
more than half of what was due has come in.
"""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from kpis.analysis.report.performance import performance
from kpis.model import Plan, RagStatus
from kpis.periods import ReportingPeriod, quarters_of_year, slashed

_NOT_EXPECTED = [s.value for s in (RagStatus.SEE_PARTS, RagStatus.SUSPENDED, RagStatus.NOT_DUE)]
_NOT_RETURNED = [RagStatus.AWAITED.value, RagStatus.LATE.value]


def first_quarter(
    plan: Plan, outturns: pd.DataFrame, as_at: datetime, *, performed: pd.DataFrame | None = None
) -> ReportingPeriod:
    """The latest quarter of the plan's years for which most due measures have returned.

    outturns: OUTTURNS as they stood at `as_at`. A return without a figure ([x]) is a return.
    performed: PERFORMANCE that holds the plan's quarters, where it has been worked out already.
    The first quarter of the plan when there is no such quarter.
    """
    quarters = quarters_of_plan(plan)
    full = last_full_quarter(plan, outturns, as_at, quarters, performed=performed)
    return full or quarters[0]


def last_full_quarter(
    plan: Plan,
    outturns: pd.DataFrame,
    as_at: datetime,
    quarters: Sequence[ReportingPeriod],
    *,
    performed: pd.DataFrame | None = None,
) -> ReportingPeriod | None:
    """The latest of some quarters for which most due measures have returned; None without one.

    outturns, performed: as `first_quarter` takes them.
    """
    report = performance(plan, outturns, quarters, as_at) if performed is None else performed
    due = report[~report["rag"].isin(_NOT_EXPECTED)]
    returned = (~due["rag"].isin(_NOT_RETURNED)).groupby(due["quarter_id"]).mean()
    full = set(returned.index[returned > 0.5])
    return next((quarter for quarter in reversed(quarters) if quarter.id in full), None)


def quarters_of_plan(plan: Plan) -> tuple[ReportingPeriod, ...]:
    """Every quarter of the plan's years, earliest first."""
    first, last = int(plan.first_year[:4]), int(plan.last_year[:4])
    return tuple(
        quarter for start in range(first, last + 1) for quarter in quarters_of_year(slashed(start))
    )
