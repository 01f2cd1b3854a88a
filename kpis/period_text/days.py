"""What a single day says about a reporting period: it stands for one that ends with it.

People date a figure by the last day of its period. Any other day may be the day of entry, a month
that a spreadsheet keeps as its first day, or a year that was taken for a day, and so is refused or
asked about. A month alone is named by its first day too, and where the header of a column says
that periods begin there, first days are what is expected.
"""

import calendar
import re
from datetime import date, timedelta

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text.doubt import DayWithinPeriod, PeriodInDoubt, Reading
from kpis.period_text.rhythm import Rhythm
from kpis.periods import ReportingPeriod, describe_frequency

FIRST_DAY = "first-day-of-period"  # the code of a question, and its answers
ENDED, BEGINS = "ended", "begins"

FIRST_YEAR, LAST_YEAR = 1900, 2200  # others are slips of the pen

_SERIAL_NUMBERS = range(36_526, 73_051)  # of the days from 2000 to 2099, as spreadsheets count
_DAY_NOUGHT = date(1899, 12, 30)
_HEADS_BEGINNINGS = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|from|commencing|first day)\b", re.IGNORECASE
)
_HEADS_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|last day|as at|as of|up to|until|to)\b", re.IGNORECASE
)


def begins(heading: str) -> bool:
    """Whether a header says that the days below it are first days: "Quarter beginning"."""
    return _HEADS_BEGINNINGS.search(heading) is not None and not ends(heading)


def ends(heading: str) -> bool:
    """Whether a header says that the days below it are last days: "As at", "Month ending"."""
    return _HEADS_ENDS.search(heading) is not None


def period_of_day(day: date, rhythm: Rhythm, *, text: str, heading: str) -> ReportingPeriod:
    """The period that a day stands for in a column with that header. text: the day as typed.

    Raises DayWithinPeriod for a day that stands for none, PeriodInDoubt for the one after an end,
    ValueError for a year that is no year of ours.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"The year {day.year} is out of range.")
    period = rhythm.containing(day)
    if period is None or rhythm.frequency is None:
        raise DayWithinPeriod(
            f"{text!r} is a day. Write the period it stands for, as in {rhythm.example}.", day
        )
    kind = describe_frequency(rhythm.frequency)
    advice = f"Write the period itself, as in {rhythm.example}."
    if begins(heading):
        if day == period.start:
            return period
        raise DayWithinPeriod(
            f"{text!r} is not the first day of {kind}, as its header {heading!r} says. {advice}",
            day,
        )
    if day == period.end:
        return period
    if day == period.start:
        if rhythm.frequency is Frequency.MONTH and not ends(heading):
            return period
        before = period.shift(-1)
        if before.end == day - timedelta(days=1):
            raise _first_day(text, period, before)
    raise not_an_end(day, rhythm, text)


def not_an_end(day: date, rhythm: Rhythm, text: str) -> DayWithinPeriod:
    """That a day is not the last one of any period of a measure, and what it may be instead."""
    kind = describe_frequency(rhythm.frequency) if rhythm.frequency else "a period"
    guess = "a month, or a day of entry" if day.day == 1 else "a day of entry"
    return DayWithinPeriod(
        f"{text!r} is not the last day of {kind}: it may be {guess}. "
        f"Write the period itself, as in {rhythm.example}.",
        day,
    )


def _first_day(text: str, period: ReportingPeriod, before: ReportingPeriod) -> PeriodInDoubt:
    return PeriodInDoubt(
        text,
        FIRST_DAY,
        f"is the first day of {period.label}, and may stand for {before.label}, which ended "
        "the day before",
        (
            Reading(ENDED, "The period that just ended", before),
            Reading(BEGINS, "The period that begins", period),
        ),
        before=BEGINS,
    )


def no_such_day(text: str, day: int, month: int, year: int | None, rhythm: Rhythm) -> PeriodError:
    """Why three numbers are no day: "June has 30 days"."""
    advice = f"Write it as {rhythm.example}."
    last = calendar.monthrange(year or 2019, month)[1] if 1 <= month <= 12 else 0
    if not last:
        why = f"there is no month {month}; the day comes first, as in 30/09/2019"
    elif 1 <= day <= last:
        why = "it is a day without its year"
    else:
        why = f"{calendar.month_name[month]}{f' {year}' if year else ''} has {last} days"
    return PeriodError(f"{text!r} is not a reporting period: {why}. {advice}")


def serial_number(text: str) -> date | None:
    """The day that a spreadsheet keeps as that number, where it is one of this century."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 5 else 0
    return _DAY_NOUGHT + timedelta(days=number) if number in _SERIAL_NUMBERS else None


def date_without_format(text: str, day: date, rhythm: Rhythm) -> PeriodError:
    period = rhythm.containing(day)
    instead = period.label if period and period.end == day else rhythm.example
    return PeriodError(
        f"{text!r} looks like the date {day.day} {day:%B %Y} without its format. "
        f"Write the period, as in {instead}."
    )
