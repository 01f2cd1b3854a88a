"""Periods that are named by their first and last day: "1 July to 30 September 2019".

Both days must be edges of months: what lies between other days is no period of a return.
"""

import re
from calendar import monthrange
from datetime import date

from kpis.errors import PeriodError
from kpis.period_text.context import Context, not_understood, number_of_month, whole_year
from kpis.period_text.months_named import from_month_to_month
from kpis.period_text.words import SEP, M, Y
from kpis.periods import ReportingPeriod

_TO = r"\s*(?:to|until|–|(?<=\d)\s-|-(?=\s))\s*"
_NUMBERS = r"(?P<d%s>\d{1,2})[/.](?P<n%s>\d{1,2})[/.]"
_WORDS = r"(?P<d%s>\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s\-]*"
_ISO = r"(?P<y%s>\d{4})-(?P<n%s>\d{1,2})-(?P<d%s>\d{1,2})"

IN_NUMBERS = rf"(?:from )?{_NUMBERS % (1, 1)}{Y % 'y1'}{_TO}{_NUMBERS % (2, 2)}{Y % 'y2'}"
IN_ISO = rf"(?:from )?{_ISO % (1, 1, 1)}{_TO}{_ISO % (2, 2, 2)}"
IN_WORDS = (
    rf"(?:from )?{_WORDS % 1}{M % 'm1'}(?:{SEP}'?{Y % 'y1'})?{_TO}"
    rf"{_WORDS % 2}{M % 'm2'}{SEP}'?{Y % 'y2'}"
)


def from_day_to_day(match: re.Match[str], context: Context) -> ReportingPeriod:
    """The whole months between two days; a first day without its year is of the last one's.

    Raises PeriodError where the days are none, or are not a first and a last one of a month.
    """
    found = match.groupdict()
    numbers = [
        int(found[f"n{at}"]) if found.get(f"n{at}") else number_of_month(found[f"m{at}"], context)
        for at in (1, 2)
    ]
    last_year = whole_year(found["y2"])
    years = [whole_year(found["y1"]) if found["y1"] else last_year, last_year]
    if not found["y1"] and numbers[0] > numbers[1]:
        years[0] -= 1
    try:
        first, last = (
            date(year, number, int(found[f"d{at}"]))
            for at, year, number in zip((1, 2), years, numbers, strict=True)
        )
    except ValueError:
        raise not_understood(context) from None
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        raise PeriodError(
            f"{context.text!r} is not from the first day of a month to the last day of one. "
            f"Write the period itself, as in {context.rhythm.example}."
        )
    return from_month_to_month(first, last.replace(day=1), context)
