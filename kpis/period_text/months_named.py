"""Periods that are named by their months, or by the month and the day they end with.

- "Year to 31 March 2019", "12 months to Mar 2019", "Quarter ending 30 June 2019", "Y/E Mar 2019".
- "Q2 (Jul-Sep) 2019/20", where a part of a year and its months stand side by side, in any order:
  both must mean the same.
"""

import re
from calendar import monthrange
from datetime import date

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text.context import (
    Context,
    consecutive,
    in_financial_year,
    not_understood,
    number_of_month,
    whole_year,
)
from kpis.period_text.days import not_an_end
from kpis.period_text.words import HALF, QUARTER, SEP, TO, M, Y, number_in
from kpis.periods import (
    ACADEMIC_YEAR_STARTS_IN,
    MONTHS_IN,
    YEAR_STARTS_IN,
    ReportingPeriod,
    add_months,
    month_number,
    period_containing,
    quarter,
    span,
    survey_wave,
)

_LASTS = {  # months, by the first word or sign of a phrase
    **dict.fromkeys(("year", "financial", "academic", "school", "calendar", "12", "twelve"), 12),
    **dict.fromkeys(("y", "ye", "fy", "fye"), 12),
    **dict.fromkeys(("half", "6", "six"), 6),
    **dict.fromkeys(("quarter", "qtr", "q", "qe", "3", "three"), 3),
    **dict.fromkeys(("month", "m", "1", "one"), 1),
}
_BEGINS_IN = {
    **dict.fromkeys(("financial", "fy", "fye"), YEAR_STARTS_IN),
    **dict.fromkeys(("academic", "school"), ACADEMIC_YEAR_STARTS_IN),
    "calendar": 1,
}
_A_WHILE = (
    r"(?:12|twelve|6|six|3|three) months?|(?:1|one) month|half[- ]year|quarter|qtr\.?|month|fy"
    r"|(?:financial |academic |school |calendar )?year"
)
ENDED_WITH = (
    rf"(?:(?P<kind>{_A_WHILE})[\s\-]*(?:to|ending|ended|ends|end|up to)(?: the)?"
    rf"|(?P<short>Y/E|YE|FYE|Q/E|QE|M/E)){SEP}"
    r"(?:(?P<d>\d{1,2})[/.](?P<number>\d{1,2})[/.]"
    rf"|(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s\-]*)?{M % 'm'}{SEP}'?){Y % 'y'}"
)


def ended_with(match: re.Match[str], context: Context) -> ReportingPeriod:
    """ "Year to Mar 2020": the months that ended then, of the kind that they are.

    Of a survey only its own wave is meant. Raises PeriodError for a day that ends no month, and
    for a year of a kind that does not end so.
    """
    first_word = re.split(r"[\s./\-]", (match["kind"] or match["short"]).lower())[0]
    number = int(match["number"]) if match["number"] else number_of_month(match["m"], context)
    if not 1 <= number <= 12:
        raise not_understood(context)
    last = date(whole_year(match["y"]), number, 1)
    if day := match["day"] or match["d"]:
        _check_last_day(last, int(day), context)
    first = add_months(last, 1 - _LASTS[first_word])
    period = from_month_to_month(first, last, context)
    is_own_wave = period == context.rhythm.containing(period.end)
    if context.frequency is Frequency.SURVEY_WAVE and not is_own_wave:
        raise not_understood(context)
    if _BEGINS_IN.get(first_word, first.month) != first.month:
        raise not_understood(context)
    return period


def _check_last_day(month: date, day: int, context: Context) -> None:
    """Raises PeriodError for a day that is not the last one of its month, or none at all."""
    last = monthrange(month.year, month.month)[1]
    if day == 0 or day > last:
        raise not_understood(context)
    if day < last:
        raise not_an_end(month.replace(day=day), context.rhythm, context.text)


def from_month_to_month(first: date, last: date, context: Context) -> ReportingPeriod:
    """The period from one month to another: the kind it fits, else a survey wave."""
    length = month_number(last) - month_number(first) + 1
    if length < 1:
        raise PeriodError(f"{context.text!r} ends before it begins.")
    kinds = [
        kind
        for kind, months in MONTHS_IN.items()
        if months == length and period_containing(first, kind).start == first
    ]
    if context.frequency is Frequency.SURVEY_WAVE or not kinds:
        return survey_wave(first, length)
    return span(context.frequency if context.frequency in kinds else kinds[0], first, length)


# What stands side by side, each taken out of the text in turn.
_YEARS_BESIDE = re.compile(
    r"\b(?:FY\s*)?(?P<y1>\d{4}(?=\s*[/\-–])|\d{2}(?=/))\s*[/\-–]\s*(?P<y2>\d{4}|\d{2})\b", re.I
)
_MONTHS_BESIDE = re.compile(
    rf"\b{M % 'm1'}(?:\s*'?(?P<y>\d{{4}}|\d{{2}}))?{TO}{M % 'm2'}(?![A-Za-z])", re.I
)
_PART_BESIDE = {
    Frequency.QUARTER: re.compile(rf"\b{QUARTER}(?![A-Za-z0-9])", re.I),
    Frequency.HALF_YEAR: re.compile(rf"\b{HALF}(?![A-Za-z0-9])", re.I),
}
_YEAR_BESIDE = re.compile(r"\b\d{4}\b")
_NOTHING_MORE = re.compile(rf"(?:{SEP}|[()\[\]]|\bof\b)*", re.I)


def part_beside_its_months(match: re.Match[str], context: Context) -> ReportingPeriod | None:
    """ "Q2 (Jul-Sep) 2019/20"; None where other words stand there too, or something is missing.

    Raises PeriodError where the part and the months are not the same.
    """
    for kind, pattern in _PART_BESIDE.items():
        part, rest = _taken_out(pattern, match[0])
        years, rest = _taken_out(_YEARS_BESIDE, rest)
        months, rest = _taken_out(_MONTHS_BESIDE, rest)
        year, rest = _taken_out(_YEAR_BESIDE, rest)
        if part and months and _NOTHING_MORE.fullmatch(rest):
            named = _months_beside(months, years, year, context)
            if named is None:
                return None
            start = _year_beside(years, context) if years else named.year_start
            number = number_in(part["n"], part["nth"])
            by_part = quarter(start, number)
            if kind is Frequency.HALF_YEAR:
                begins = add_months(date(start, YEAR_STARTS_IN, 1), 6 * (number - 1))
                by_part = span(kind, begins, 6)
            if (named.start, named.end) != (by_part.start, by_part.end):
                raise PeriodError(
                    f"{context.text!r} names {by_part.label} and {named.label}, which are not the "
                    "same. Write the one that is meant."
                )
            return by_part
    return None


def _taken_out(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The first that a pattern finds in a text, and the text without it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _year_beside(years: re.Match[str], context: Context) -> int:
    return consecutive(years["y1"], years["y2"], context)


def _months_beside(
    months: re.Match[str],
    years: re.Match[str] | None,
    year: re.Match[str] | None,
    context: Context,
) -> ReportingPeriod | None:
    """The months with the year that stands beside them; a year alone is that of the last one."""
    if year:
        last = date(int(year[0]), number_of_month(months["m2"], context), 1)
        first = last.replace(month=number_of_month(months["m1"], context))
        if months["y"]:
            first = first.replace(year=whole_year(months["y"]))
        elif first > last:
            first = add_months(first, -12)
    elif years and not months["y"]:
        first, last = (
            in_financial_year(months[key], _year_beside(years, context), context)
            for key in ("m1", "m2")
        )
    else:
        return None
    return from_month_to_month(first, last, context)
