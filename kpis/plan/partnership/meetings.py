"""When a board meets, and which report it had at its last meeting.

A report is for the first meeting on or after the day its figures are published. What has changed
since a board's last meeting is therefore what has changed since the report that meeting had.
"""

from datetime import date
from typing import NamedTuple

from kpis.model import Board, Plan
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of

_LOOKED_BACK = 12  # quarters


class Meetings(NamedTuple):
    """last, next: None where the plan gives no such date."""

    last: date | None
    next: date | None
    report_then: ReportingPeriod  # the quarter whose report is compared with
    known_by: date  # the day up to which things were known then


def meetings_about(plan: Plan, board: Board, quarter: ReportingPeriod) -> Meetings:
    """The board's meetings before and from the day a quarter's figures are published.

    Without a meeting before that day, or where nothing was published by then, the report compared
    with is that of the quarter before.
    """
    published = dates_of(plan, quarter).published
    last = max((day for day in board.meetings if day < published), default=None)
    following = min((day for day in board.meetings if day >= published), default=None)
    before = quarter.shift(-1)
    if last is not None and (had := _newest_by(plan, before, last)) is not None:
        return Meetings(last, following, had, last)
    return Meetings(last, following, before, dates_of(plan, before).published)


def _newest_by(plan: Plan, quarter: ReportingPeriod, day: date) -> ReportingPeriod | None:
    """The newest quarter up to this one whose figures were published by a day."""
    earlier = (quarter.shift(-back) for back in range(_LOOKED_BACK))
    return next((each for each in earlier if dates_of(plan, each).published <= day), None)
