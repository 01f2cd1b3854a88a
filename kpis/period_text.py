"""Understand what people write for a reporting period: "Q2 2019/20", "Jul-Sep 2019", "Sep-19".

A text that could mean two periods is refused with what to write instead; nothing is guessed.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Frequency
from kpis.periods import (
    ACADEMIC_YEAR_STARTS_IN,
    MONTHS_IN,
    YEAR_STARTS_IN,
    ReportingPeriod,
    add_months,
    example_of,
    financial_year,
    find_period,
    month,
    month_name,
    month_number,
    period_containing,
    quarter,
    slashed,
    span,
    survey_wave,
)


def parse_period(
    text: str | date,
    frequency: Frequency | None = None,
    *,
    wave_start_month: int = 0,
    wave_months: int = 0,
) -> ReportingPeriod:
    """Understand what people write for a reporting period, or an Excel date.

    frequency: what the measure is returned in. It settles what "2018/19" means (a financial
        year, an academic year, a survey wave); a text that plainly names another kind is
        returned as that kind, for the caller to refuse. Without it "2018/19" is a financial
        year and "2019" a calendar year.
    wave_start_month, wave_months: the measure's survey wave, when frequency is SURVEY_WAVE.
    Raises PeriodError, with what to write instead, when the text is no period or could be
    two ("Q2 2019": of the calendar year or the financial year?).
    """
    of_measure = frequency, wave_start_month, wave_months
    try:
        if isinstance(text, date):
            day = text.date() if isinstance(text, datetime) else text
            period = _of_day(day, _Context("", *of_measure))
        elif len(text) > _LONGEST:
            raise _not_understood(text, frequency)
        else:
            period = _parse_text(" ".join(text.split()), *of_measure)
    except ValueError:  # a year that no calendar has: 0000, or the end of 9999
        raise _not_understood(str(text), frequency) from None
    if not _FIRST_YEAR <= period.start.year <= _LAST_YEAR:
        raise _not_understood(str(text), frequency)
    return period


class _Context(NamedTuple):
    """A text with single blanks, "" for a day, and what is known of the measure it is of."""

    text: str
    frequency: Frequency | None
    wave_start_month: int
    wave_months: int


_LONGEST = 200  # characters of a text that is looked at
_SHOWN = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_MONTH_NUMBERS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_M = r"(?P<%s>[A-Za-z]{3,9})\.?"
_Y = r"(?P<%s>\d{4}|\d{2})"
_YEARS = r"(?:FY\s*)?(?P<y1>\d{4}|\d{2})\s*[/\-–\u2011]\s*(?P<y2>\d{4}|\d{2})"
_NUMBER = r"(?P<n>[1-4])"
_QUARTER_WORD = r"(?:Q|Qtr\.?|Quarter)\s*"
_HALF_WORD = r"(?:H|Half|Half[- ]year)\s*"
_SEP = r"[\s,\-:_/]*"
_TO = r"\s*(?:-|–|to|until)\s*"


@lru_cache(maxsize=8192)
def _parse_text(
    text: str, frequency: Frequency | None, wave_start_month: int, wave_months: int
) -> ReportingPeriod:
    period = find_period(text)
    if period is not None and period.frequency is not Frequency.YEAR:
        return period  # 2009-10 may be a financial year or October 2009: settled below
    context = _Context(text, frequency, wave_start_month, wave_months)
    for pattern, build in _FORMS:
        if (match := pattern.fullmatch(text)) and (period := build(match, context)):
            return period
    raise _not_understood(text, frequency)


def _not_understood(text: str, frequency: Frequency | None) -> PeriodError:
    example = example_of(frequency) if frequency else "Q2 2019/20 or Sep 2019"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    problem = f"{shown!r} is not a reporting period" if text else "The reporting period is empty"
    return PeriodError(f"{problem}. Write it as {example}.")


# What a form that was recognised means. Each raises PeriodError where that is no period or could
# be two, and gives None where the text is of a later form after all.


def _quarter(match: re.Match[str], context: _Context) -> ReportingPeriod:
    return quarter(_first_of_two_years(match, context), int(match["n"]))


def _quarter_of_one_year(_: re.Match[str], context: _Context) -> ReportingPeriod:
    raise AmbiguousPeriod(
        f"{context.text!r} could be a quarter of the financial or of the calendar year. "
        "Write both years, as in Q2 2019/20, or the months, as in Jul-Sep 2019."
    )


def _half_year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    start = date(_first_of_two_years(match, context), YEAR_STARTS_IN, 1)
    return span(Frequency.HALF_YEAR, add_months(start, 6 * (int(match["n"]) - 1)), 6)


def _several_years(match: re.Match[str], context: _Context) -> ReportingPeriod | None:
    begins = financial_year(_consecutive(match["a"], match["a2"], context.text))
    ends = financial_year(_consecutive(match["b"], match["b2"], context.text))
    if ends.end <= begins.end:
        return None
    return ReportingPeriod(begins.start, ends.end, Frequency.SURVEY_WAVE)


def _numeric_month(match: re.Match[str], context: _Context) -> ReportingPeriod | None:
    """201909, 2019-09, 09/2019; None where the two digits are the year after.

    2009/10 is how a financial year is written; 2009-10 may be one or October 2009.
    """
    text = context.text
    year, number = int(match["y"] or match["y2"]), int(match["m"] or match["m2"])
    if not 1 <= number <= 12:
        return None
    next_year = (year + 1) % 100 == number and not text.isdigit() and "M" not in text.upper()
    if next_year and match["y"]:
        if "/" in text:
            return None
        if context.frequency is None:
            raise AmbiguousPeriod(
                f"{text!r} could be {month_name(date(year, number, 1))} {year} or the financial "
                f"year {slashed(year)}. Write one of these."
            )
        if context.frequency is not Frequency.MONTH:
            return None
    return month(year, number)


def _year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    start, words = (
        _first_of_two_years(match, context),
        f"{match['before']} {match['after']}".lower(),
    )
    if "academic" in words or "school" in words or "ay" in words.split():
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if "financial" in words or "fy" in words.split():
        return financial_year(start)
    if context.frequency is Frequency.ACADEMIC_YEAR:
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if context.frequency is Frequency.SURVEY_WAVE and context.wave_months:
        first = date(start, context.wave_start_month, 1)
        if first < date(start, YEAR_STARTS_IN, 1) and context.wave_months < 12:
            first = first.replace(year=start + 1)  # fieldwork in Feb 2020 is of 2019/20
        return survey_wave(first, context.wave_months)
    return financial_year(start)


def _single_year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    year, word = int(match["y"]), match["word"].lower()
    text, frequency = context.text, context.frequency
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _not_understood(text, frequency)
    if word in ("survey", "wave") or (frequency is Frequency.SURVEY_WAVE and not word):
        if not context.wave_months:
            raise PeriodError(
                f"{text!r} does not say which months the survey ran. "
                "Write them, as in Feb to Mar 2019."
            )
        first = date(year, context.wave_start_month, 1)
        if add_months(first, context.wave_months - 1).year != year:
            raise AmbiguousPeriod(
                f"{text!r} could be the wave that began or the one that ended in {year}. "
                f"Write both years, as in {slashed(year)}."
            )
        return survey_wave(first, context.wave_months)
    if frequency in (Frequency.YEAR, Frequency.ACADEMIC_YEAR) and word in ("", "year"):
        raise AmbiguousPeriod(
            f"{text!r} could be the year that begins or the one that ends in {year}. "
            f"Write both years, as in {slashed(year)}."
        )
    return span(Frequency.CALENDAR_YEAR, date(year, 1, 1), 12)


def _months_of_two_years(match: re.Match[str], context: _Context) -> ReportingPeriod:
    first, last = (_month_of(match, *keys, context) for keys in (("m1", "y1"), ("m2", "y2")))
    return _from_month_to_month(first, last, context)


def _months_to_a_year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    """Nov to Jan 2020: the year is that of the last month."""
    last = _month_of(match, "m2", "y", context)
    first = _month_of(match, "m1", "y", context)
    return _from_month_to_month(first if first <= last else add_months(first, -12), last, context)


def _months_of_a_year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    year = _first_of_two_years(match, context)
    first, last = (_in_financial_year(match[key], year, context) for key in ("m1", "m2"))
    return _from_month_to_month(first, last, context)


def _month_of_a_year(match: re.Match[str], context: _Context) -> ReportingPeriod:
    start = _in_financial_year(match["m"], _first_of_two_years(match, context), context)
    return month(start.year, start.month)


def _month(match: re.Match[str], context: _Context) -> ReportingPeriod:
    start = _month_of(match, "m", "y", context)
    return month(start.year, start.month)


def _day(match: re.Match[str], context: _Context) -> ReportingPeriod | None:
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return _of_day(day, context)


def _of_day(day: date, context: _Context) -> ReportingPeriod:
    if context.frequency is None:
        raise PeriodError(
            f"{day:%d/%m/%Y} is a day. Write the period it stands for, as in Q2 2019/20."
        )
    return period_containing(
        day,
        context.frequency,
        wave_start_month=context.wave_start_month or 1,
        wave_months=context.wave_months or 12,
    )


def _from_month_to_month(first: date, last: date, context: _Context) -> ReportingPeriod:
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


def _first_of_two_years(match: re.Match[str], context: _Context) -> int:
    return _consecutive(match["y1"], match["y2"], context.text)


def _consecutive(first: str, second: str, text: str) -> int:
    year = int(first) if len(first) == 4 else 2000 + int(first)
    expected = (year + 1) % 100 if len(second) == 2 else year + 1
    if int(second) != expected or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PeriodError(
            f"{text!r} names {first} and {second}, which are not one year after the other. "
            f"Write it as {slashed(year)}."
        )
    return year


def _in_financial_year(name: str, year_start: int, context: _Context) -> date:
    """The first day of a month, by its name, of a financial year."""
    number = _month_number(name, context)
    return date(year_start + (number < YEAR_STARTS_IN), number, 1)


def _month_of(match: re.Match[str], month_key: str, year_key: str, context: _Context) -> date:
    year = match[year_key]
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    return date(whole, _month_number(match[month_key], context), 1)


def _month_number(name: str, context: _Context) -> int:
    number = _MONTH_NUMBERS.get(name.lower())
    if number is None:
        raise _not_understood(context.text, None)
    return number


_Build = Callable[[re.Match[str], _Context], ReportingPeriod | None]

# The forms in which people write a period. The first that a text has the form of, and whose
# function does not give None, is what it means; so the narrow ones stand before the wide ones.
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(form, re.IGNORECASE), build)
    for form, build in (
        (rf"{_QUARTER_WORD}{_NUMBER}{_SEP}{_YEARS}", _quarter),
        (rf"{_YEARS}{_SEP}{_QUARTER_WORD}{_NUMBER}", _quarter),
        (
            rf"(?:{_QUARTER_WORD}{_NUMBER}{_SEP}\d{{4}}|\d{{4}}{_SEP}{_QUARTER_WORD}[1-4])",
            _quarter_of_one_year,
        ),
        (rf"{_HALF_WORD}(?P<n>[12]){_SEP}{_YEARS}", _half_year),
        (rf"{_YEARS}{_SEP}{_HALF_WORD}(?P<n>[12])", _half_year),
        (
            r"(?P<a>\d{4})[/\-](?P<a2>\d{2}|\d{4})\s*to\s*(?P<b>\d{4})[/\-](?P<b2>\d{2}|\d{4})",
            _several_years,
        ),
        (r"(?P<y>\d{4})[-/ ]?M?(?P<m>\d{2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", _numeric_month),
        (
            rf"(?P<before>academic year|school year|financial year|AY|)\s*{_YEARS}"
            r"\s*[-(]?(?P<after>academic(?: year)?|school year|financial(?: year)?|AY|FY|)\)?",
            _year,
        ),
        (
            r"(?P<word>calendar year|survey|wave|year|CY|)\s*"
            r"(?P<y>\d{4})(?:\s*-?CY| calendar year)?",
            _single_year,
        ),
        (
            rf"{_M % 'm1'}{_SEP}'?{_Y % 'y1'}{_TO}{_M % 'm2'}{_SEP}'?{_Y % 'y2'}",
            _months_of_two_years,
        ),
        (rf"{_M % 'm1'}{_TO}{_M % 'm2'}{_SEP}'?{_Y % 'y'}", _months_to_a_year),
        (rf"{_M % 'm1'}{_TO}{_M % 'm2'}{_SEP}{_YEARS}", _months_of_a_year),
        (rf"{_M % 'm'}{_SEP}{_YEARS}", _month_of_a_year),
        (rf"{_M % 'm'}{_SEP}'?{_Y % 'y'}", _month),
        (rf"(?P<y>\d{{4}}){_SEP}{_M % 'm'}", _month),
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]00:00(?::00)?)?", _day),
        (r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})(?: 00:00(?::00)?)?", _day),
    )
)
