"""Forms that name a period in two ways, or nearly: what may be meant, and how it is written.

- "Month 1 2019/20": April as finance counts, or January.
- "Jan FY 2019", as a year in a column of its own leaves it: in 2018/19 or in 2019/20.
- "Q2 2019/20 beside 2018/19", where a year in a column of its own says otherwise.
"""

import re
from datetime import date

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.period_text.context import (
    Context,
    first_of_two_years,
    in_financial_year,
    not_understood,
    number_of_month,
    whole_year,
)
from kpis.period_text.doubt import PeriodInDoubt, Reading
from kpis.periods import YEAR_STARTS_IN, ReportingPeriod, add_months, month, slashed

MONTH_NUMBER, FINANCIAL, CALENDAR = "month-number", "financial", "calendar"
YEAR_NAMED_ONCE, BEGINS, ENDS = "year-named-once", "begins", "ends"


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


def year_named_once(match: re.Match[str], context: Context) -> ReportingPeriod:
    """ "FY 2019", "Month 1 FY 2019", "Quarter 2 FY 2019"."""
    year = whole_year(match["y"])
    raise AmbiguousPeriod(
        f"{context.text!r} could be of the year that begins or of the one that ends in {year}. "
        f"Write both years, as in {slashed(year)}."
    )


def beside_another_year(match: re.Match[str], _: Context) -> ReportingPeriod:
    """A period and a year in two columns that contradict each other: `year_and_part.joined`."""
    raise PeriodError(
        f"{match['part']!r} does not lie in the year that is named beside it, {match['year']!r}. "
        "Correct one of the two."
    )
