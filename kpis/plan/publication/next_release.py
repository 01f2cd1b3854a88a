"""When the next figures are published, as the plan's calendar has it."""

from datetime import date
from typing import NamedTuple

from kpis.model import Plan
from kpis.periods import ReportingPeriod, quarters_of_year
from kpis.plan.calendar import dates_of


class NextRelease(NamedTuple):
    quarter: ReportingPeriod
    published: date


def next_release(plan: Plan, quarter: ReportingPeriod) -> NextRelease | None:
    """The quarter after one, and the day on which its figures are published.

    plan: the one in force in the quarter that follows, where several follow each other. None where
    that quarter lies beyond the plan's last year: no calendar says when, so nobody is told a day.
    """
    following = quarter.shift(1)
    last = quarters_of_year(plan.last_year)[-1]
    if following > last:
        return None
    return NextRelease(following, dates_of(plan, following).published)
