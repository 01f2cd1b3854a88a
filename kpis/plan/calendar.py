"""When returns are due, and which measures are due in a quarter.

A quarter has dates of its own in the plan, or the plan's rule gives them: so many days after the
quarter ends, moved on to a working day. The rule knows weekends but no bank holidays, which
differ between nations and years; a quarter that meets one is given dates of its own.
"""

from datetime import date, timedelta

from kpis.model import CalendarEntry, Frequency, Measure, Plan, Suspension
from kpis.periods import ReportingPeriod, period_of_id, period_reported_in, reporting_quarter

SATURDAY = 5


def dates_of(plan: Plan, quarter: ReportingPeriod) -> CalendarEntry:
    """The plan's own dates of a quarter, else those of its rule."""
    if (own := plan.calendar.get(quarter.id)) is not None:
        return own
    rule = plan.calendar_rule
    due, closes, published = (
        _working_day(quarter.end + timedelta(days=days))
        for days in (rule.due_days, rule.closes_days, rule.published_days)
    )
    return CalendarEntry(due=due, closes=closes, published=published)


def due_in(plan: Plan, quarter: ReportingPeriod) -> list[tuple[Measure, ReportingPeriod]]:
    """What is to be returned for a quarter: each measure or part with its own period.

    In the plan's order. A monthly measure has its three months, one after the other. Left out
    are measures with parts, those of which no period is reported in this quarter, those not yet
    introduced or already retired, and those whose collection is suspended.
    """
    due: list[tuple[Measure, ReportingPeriod]] = []
    for measure in plan.counted:
        if not is_collected(measure, quarter) or suspension_in(measure, quarter) is not None:
            continue
        due.extend((measure, period) for period in periods_reported_in(measure, quarter))
    return due


def periods_reported_in(measure: Measure, quarter: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The measure's periods whose figures belong to a quarter: one, three months, or none."""
    period = period_reported_in(
        quarter,
        measure.frequency,
        arrears=measure.arrears,
        wave_start_month=measure.wave_start_month or 1,
        wave_months=measure.wave_months or 12,
    )
    if period is None:
        return ()
    if measure.frequency is Frequency.MONTH:
        return (period.shift(-2), period.shift(-1), period)
    return (period,)


def is_collected(measure: Measure, quarter: ReportingPeriod) -> bool:
    """Whether a quarter lies between the measure's introduction and its retirement."""
    if measure.introduced and quarter < period_of_id(measure.introduced):
        return False
    return not (measure.retired and quarter > period_of_id(measure.retired))


def suspension_in(measure: Measure, quarter: ReportingPeriod) -> Suspension | None:
    """The suspension of collection that covers a quarter, None when it goes on."""
    for suspension in measure.suspensions:
        begun = quarter >= period_of_id(suspension.since)
        if begun and not (suspension.until and quarter > period_of_id(suspension.until)):
            return suspension
    return None


def not_comparable_in(measure: Measure, quarter: ReportingPeriod) -> str:
    """Why the figure reported in a quarter must not be held against its target; "" when it may."""
    for marked in measure.not_comparable:
        if reporting_quarter(period_of_id(marked.period), measure.arrears) == quarter:
            return marked.reason
    return ""


def _working_day(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
