"""Forms that name a period in two ways, or nearly: what may be meant, and how it is written.

- "Month 1 2019/20": April as finance counts, or January.
- "Jan FY 2019", as a year in a column of its own leaves it: in 2018/19 or in 2019/20. So is
  "FY19" one of these, and "2019" for a measure of years.
- "2018/19" beside quarters, or "Apr-Sep 2019": of the quarter it ends with, or another figure.
- "Q2 2019/20 beside 2018/19", where a year in a column of its own says otherwise.
"""

import re
from datetime import date

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Frequency
from kpis.period_text.context import (
    Context,
    first_of_two_years,
    in_financial_year,
    not_understood,
    number_of_month,
    whole_year,
)
from kpis.period_text.days import FIRST_YEAR, LAST_YEAR
from kpis.period_text.doubt import PeriodInDoubt, Reading
from kpis.period_text.rhythm import Rhythm
from kpis.periods import (
    ACADEMIC_YEAR_STARTS_IN,
    YEAR_STARTS_IN,
    ReportingPeriod,
    add_months,
    describe_frequency,
    financial_year,
    month,
    quarter,
    slashed,
    span,
)

MONTH_NUMBER, FINANCIAL, CALENDAR = "month-number", "financial", "calendar"
YEAR_NAMED_ONCE, BEGINS, ENDS = "year-named-once", "begins", "ends"
LONGER_PERIOD, LAST = "longer-period", "last"


def numbered_month(match: re.Match[str], context: Context) -> ReportingPeriod:
    """Month 1 of a financial year. For no measure but a monthly one does it matter which."""
    year, number = first_of_two_years(match, context), int(match["n"])
    if not 1 <= number <= 12:
        raise not_understood(context)
    start = add_months(date(year, YEAR_STARTS_IN, 1), number - 1)
    financial = month(start.year, start.month)
    by_calendar = month(year + (number < YEAR_STARTS_IN), number)
    raise PeriodInDoubt(
        context.text,
        MONTH_NUMBER,
        f"may be {financial.label}, counted from April as finance does, or {by_calendar.label}",
        (
            Reading(FINANCIAL, "Month 1 is April", financial),
            Reading(CALENDAR, "Month 1 is January", by_calendar),
        ),
        before=CALENDAR,
    )


def month_of_year_named_once(match: re.Match[str], context: Context) -> ReportingPeriod:
    """The month of a financial year that is named by one number, of its start or of its end."""
    year = whole_year(match["y"])
    of_start, of_end = (in_financial_year(match["m"], each, context) for each in (year, year - 1))
    by_calendar = date(year, number_of_month(match["m"], context), 1)
    raise PeriodInDoubt(
        context.text,
        YEAR_NAMED_ONCE,
        f"may be of {slashed(year)}, of {slashed(year - 1)} or of the calendar year",
        tuple(
            Reading(answer, label, month(start.year, start.month))
            for answer, label, start in (
                (BEGINS, "Named by its first year", of_start),
                (ENDS, "Named by its last year", of_end),
                (CALENDAR, "A calendar year", by_calendar),
            )
        ),
        before=CALENDAR,
    )


def longer(text: str, period: ReportingPeriod, rhythm: Rhythm) -> PeriodInDoubt | None:
    """That a period is longer than a measure's own; None where it ends with none of these."""
    last = rhythm.last_of(period)
    if last is None or rhythm.frequency is None:
        return None
    kind = describe_frequency(rhythm.frequency)
    of_all = describe_frequency(period.frequency)
    if period.frequency is Frequency.SURVEY_WAVE:
        of_all = f"a span of {period.months} months"
    return PeriodInDoubt(
        text,
        LONGER_PERIOD,
        f"is {of_all}, and these figures are returned for {kind}",
        (Reading(LAST, f"They are of {last.label}, its end", last),),
        before="",
    )


def year_named_once(match: re.Match[str], context: Context) -> ReportingPeriod:
    """ "FY 2019", "Quarter 2 FY 2019": of the year that begins or of the one that ends in 2019.

    Of "Month 1 FY 2019" it is not known either from where months are counted.
    """
    year = whole_year(match["y"])
    groups = match.groupdict()
    if groups.get("n") and not (groups.get("quarter") or groups.get("half")):
        raise AmbiguousPeriod(
            f"{context.text!r} could be of the year that begins or of the one that ends in {year}. "
            f"Write both years, as in {slashed(year)}."
        )
    raise of_year_named_once(
        year,
        context,
        quarter_of=int(groups.get("quarter") or 0),
        half_of=int(groups.get("half") or 0),
    )


def of_year_named_once(
    year: int, context: Context, *, quarter_of: int = 0, half_of: int = 0
) -> PeriodInDoubt:
    """That a year, or its quarter or half of that number, is named by one number."""

    def period(start: int) -> ReportingPeriod:
        if quarter_of:
            return quarter(start, quarter_of)
        if half_of:
            first = add_months(date(start, YEAR_STARTS_IN, 1), 6 * (half_of - 1))
            return span(Frequency.HALF_YEAR, first, 6)
        if context.frequency is Frequency.ACADEMIC_YEAR:
            return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
        return financial_year(start)

    if not FIRST_YEAR < year <= LAST_YEAR:
        raise not_understood(context)
    of_start, of_end = period(year), period(year - 1)
    return PeriodInDoubt(
        context.text,
        YEAR_NAMED_ONCE,
        f"could be of {slashed(year)}, which begins in {year}, or of {slashed(year - 1)}",
        (
            Reading(BEGINS, "Named by its first year", of_start),
            Reading(ENDS, "Named by its last year", of_end),
        ),
        before="",
    )


def beside_another_year(match: re.Match[str], _: Context) -> ReportingPeriod:
    """A period and a year in two columns that contradict each other: `year_and_part.joined`."""
    raise PeriodError(
        f"{match['part']!r} does not lie in the year that is named beside it, {match['year']!r}. "
        "Correct one of the two."
    )
