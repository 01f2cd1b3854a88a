"""What every form of a period is made of: years, months, and what is known of the measure."""

import calendar
import re
from datetime import date
from typing import NamedTuple

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text.days import (
    FIRST_YEAR,
    LAST_YEAR,
    date_without_format,
    no_such_day,
    serial_number,
)
from kpis.period_text.rhythm import Rhythm
from kpis.periods import YEAR_STARTS_IN, month_name, slashed

_SHOWN = 60
_MONTH_NUMBERS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


class Context(NamedTuple):
    """A text with single blanks, what is known of its measure, and the header of its column."""

    text: str
    rhythm: Rhythm
    heading: str

    @property
    def frequency(self) -> Frequency | None:
        return self.rhythm.frequency


def not_understood(context: Context) -> PeriodError:
    """That a text is no period, and how one is written for its measure."""
    text = context.text
    if day := serial_number(text):
        return date_without_format(text, day, context.rhythm)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    problem = f"{shown!r} is not a reporting period" if text else "The reporting period is empty"
    return PeriodError(f"{problem}. Write it as {context.rhythm.example}.")


def first_of_two_years(match: re.Match[str], context: Context) -> int:
    """The year a financial year begins in, by the groups y1 and y2."""
    return consecutive(match["y1"], match["y2"], context)


def consecutive(first: str, second: str, context: Context) -> int:
    """The first of two years, one after the other. Raises PeriodError where they are not."""
    year = whole_year(first)
    expected = (year + 1) % 100 if len(second) == 2 else year + 1
    if int(second) != expected or not FIRST_YEAR <= year <= LAST_YEAR:
        raise _not_consecutive(year, first, second, context)
    return year


def _not_consecutive(year: int, first: str, second: str, context: Context) -> PeriodError:
    text, rhythm = context.text, context.rhythm
    if len(first) == len(second) == 2 and text[:2] == first and text[-2:] == second:
        if 1 <= int(first) <= 12 and rhythm.frequency is Frequency.MONTH:
            month = f"{month_name(date(2019, int(first), 1))} {whole_year(second)}"
            return PeriodError(f"{text!r} is not a reporting period. Write it as {month}.")
        if 1 <= int(second) <= 12 < int(first):
            return no_such_day(text, int(first), int(second), None, rhythm)
        if 1 <= int(first) <= 12:
            return not_understood(context)
    return PeriodError(
        f"{text!r} names {first} and {second}, which are not one year after the other. "
        f"Write it as {_example_of_year(year, rhythm)}."
    )


def _example_of_year(year_start: int, rhythm: Rhythm) -> str:
    """How a period is written, of a financial year that was named where that makes sense."""
    match rhythm.frequency:
        case Frequency.YEAR:
            return slashed(year_start)
        case Frequency.QUARTER | Frequency.HALF_YEAR:
            return rhythm.example.replace("2019/20", slashed(year_start))
        case Frequency.ACADEMIC_YEAR:
            return f"{slashed(year_start)} (academic)"
        case _:
            return rhythm.example


def whole_year(year: str) -> int:
    """ "19" is 2019."""
    return int(year) if len(year) == 4 else 2000 + int(year)


def in_financial_year(name: str, year_start: int, context: Context) -> date:
    """The first day of a month, by its name, of a financial year."""
    number = number_of_month(name, context)
    return date(year_start + (number < YEAR_STARTS_IN), number, 1)


def month_of(match: re.Match[str], month_key: str, year_key: str, context: Context) -> date:
    """The first day of the month that two groups name."""
    return date(whole_year(match[year_key]), number_of_month(match[month_key], context), 1)


def number_of_month(name: str, context: Context) -> int:
    """1 to 12 by a name, written out or short. Raises PeriodError for another word."""
    number = _MONTH_NUMBERS.get(name.lower())
    if number is None:
        raise not_understood(context)
    return number
