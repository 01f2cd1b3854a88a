"""Understand what people write for a reporting period: "Q2 2019/20", "Jul-Sep 2019", "Sep-19".

A text that could mean two periods is refused with what to write instead; nothing is guessed.
"""

import calendar
import re
from datetime import date, datetime
from functools import lru_cache

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
    wave = wave_start_month, wave_months
    try:
        if isinstance(text, date):
            day = text.date() if isinstance(text, datetime) else text
            period = _of_day(day, frequency, *wave)
        elif len(text) > _LONGEST:
            raise _not_understood(text, frequency)
        else:
            period = _parse_text(" ".join(text.split()), frequency, *wave)
    except ValueError:  # a year that no calendar has: 0000, or the end of 9999
        raise _not_understood(str(text), frequency) from None
    if not _FIRST_YEAR <= period.start.year <= _LAST_YEAR:
        raise _not_understood(str(text), frequency)
    return period


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


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_QUARTER_FIRST = _pattern(rf"{_QUARTER_WORD}{_NUMBER}{_SEP}{_YEARS}")
_QUARTER_LAST = _pattern(rf"{_YEARS}{_SEP}{_QUARTER_WORD}{_NUMBER}")
_QUARTER_ONE_YEAR = _pattern(
    rf"(?:{_QUARTER_WORD}{_NUMBER}{_SEP}\d{{4}}|\d{{4}}{_SEP}{_QUARTER_WORD}[1-4])"
)
_HALF_FIRST = _pattern(rf"{_HALF_WORD}(?P<n>[12]){_SEP}{_YEARS}")
_HALF_LAST = _pattern(rf"{_YEARS}{_SEP}{_HALF_WORD}(?P<n>[12])")
_YEAR_RANGE = _pattern(
    rf"(?P<before>academic year|school year|financial year|AY|)\s*{_YEARS}"
    r"\s*[-(]?(?P<after>academic(?: year)?|school year|financial(?: year)?|AY|FY|)\)?"
)
_ONE_YEAR = _pattern(
    r"(?P<word>calendar year|survey|wave|year|CY|)\s*(?P<y>\d{4})(?:\s*-?CY| calendar year)?"
)
_MONTH_YEAR = _pattern(rf"{_M % 'm'}{_SEP}'?{_Y % 'y'}")
_MONTH_OF_YEARS = _pattern(rf"{_M % 'm'}{_SEP}{_YEARS}")
_YEAR_MONTH_NAME = _pattern(rf"(?P<y>\d{{4}}){_SEP}{_M % 'm'}")
_MONTH_NUMBERS_ONLY = _pattern(r"(?P<y>\d{4})[-/ ]?M?(?P<m>\d{2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})")
_MONTHS_ONE_YEAR = _pattern(rf"{_M % 'm1'}{_TO}{_M % 'm2'}{_SEP}'?{_Y % 'y'}")
_MONTHS_TWO_YEARS = _pattern(rf"{_M % 'm1'}{_SEP}'?{_Y % 'y1'}{_TO}{_M % 'm2'}{_SEP}'?{_Y % 'y2'}")
_MONTHS_OF_YEAR = _pattern(rf"{_M % 'm1'}{_TO}{_M % 'm2'}{_SEP}{_YEARS}")
_YEARS_TO_YEARS = _pattern(
    r"(?P<a>\d{4})[/\-](?P<a2>\d{2}|\d{4})\s*to\s*(?P<b>\d{4})[/\-](?P<b2>\d{2}|\d{4})"
)
_DAY = (
    _pattern(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]00:00(?::00)?)?"),
    _pattern(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})(?: 00:00(?::00)?)?"),
)


@lru_cache(maxsize=8192)
def _parse_text(
    text: str, frequency: Frequency | None, wave_start_month: int, wave_months: int
) -> ReportingPeriod:
    if not text:
        raise _not_understood(text, frequency)
    period = find_period(text)
    if period is not None and period.frequency is not Frequency.YEAR:
        return period  # 2009-10 may be a financial year or October 2009: settled below
    if found := _QUARTER_FIRST.fullmatch(text) or _QUARTER_LAST.fullmatch(text):
        return quarter(_first_of_two_years(found, text), int(found["n"]))
    if _QUARTER_ONE_YEAR.fullmatch(text):
        raise AmbiguousPeriod(
            f"{text!r} could be a quarter of the financial or of the calendar year. "
            "Write both years, as in Q2 2019/20, or the months, as in Jul-Sep 2019."
        )
    if found := _HALF_FIRST.fullmatch(text) or _HALF_LAST.fullmatch(text):
        start = date(_first_of_two_years(found, text), YEAR_STARTS_IN, 1)
        return span(Frequency.HALF_YEAR, add_months(start, 6 * (int(found["n"]) - 1)), 6)
    if found := _YEARS_TO_YEARS.fullmatch(text):
        begins = financial_year(_consecutive(found["a"], found["a2"], text))
        ends = financial_year(_consecutive(found["b"], found["b2"], text))
        if ends.end > begins.end:
            return ReportingPeriod(begins.start, ends.end, Frequency.SURVEY_WAVE)
    if found := _MONTH_NUMBERS_ONLY.fullmatch(text):
        in_digits = _numeric_month(found, text, frequency)
        if in_digits is not None:
            return in_digits
    if found := _YEAR_RANGE.fullmatch(text):
        words = f"{found['before']} {found['after']}".lower()
        return _year(
            _first_of_two_years(found, text), words, frequency, wave_start_month, wave_months
        )
    if found := _ONE_YEAR.fullmatch(text):
        return _single_year(found, text, frequency, wave_start_month, wave_months)
    if found := _MONTHS_TWO_YEARS.fullmatch(text):
        return _months(
            _month_of(found, "m1", "y1", text), _month_of(found, "m2", "y2", text), text, frequency
        )
    if found := _MONTHS_ONE_YEAR.fullmatch(text):
        last = _month_of(found, "m2", "y", text)
        first = _month_of(found, "m1", "y", text)
        return _months(first if first <= last else add_months(first, -12), last, text, frequency)
    if found := _MONTHS_OF_YEAR.fullmatch(text):
        start_year = _first_of_two_years(found, text)
        first, last = (
            date(start_year + (number < YEAR_STARTS_IN), number, 1)
            for number in (_month_number(found[key], text) for key in ("m1", "m2"))
        )
        return _months(first, last, text, frequency)
    if found := _MONTH_OF_YEARS.fullmatch(text):
        start_year = _first_of_two_years(found, text)
        number = _month_number(found["m"], text)
        return month(start_year + (number < YEAR_STARTS_IN), number)
    if found := _MONTH_YEAR.fullmatch(text) or _YEAR_MONTH_NAME.fullmatch(text):
        start = _month_of(found, "m", "y", text)
        return month(start.year, start.month)
    for pattern in _DAY:
        if found := pattern.fullmatch(text):
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
            return _of_day(day, frequency, wave_start_month, wave_months)
    raise _not_understood(text, frequency)


def _not_understood(text: str, frequency: Frequency | None) -> PeriodError:
    example = example_of(frequency) if frequency else "Q2 2019/20 or Sep 2019"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    found = f"{shown!r} is not a reporting period" if text else "The reporting period is empty"
    return PeriodError(f"{found}. Write it as {example}.")


def _of_day(
    day: date, frequency: Frequency | None, wave_start_month: int, wave_months: int
) -> ReportingPeriod:
    if frequency is None:
        raise PeriodError(
            f"{day:%d/%m/%Y} is a day. Write the period it stands for, as in Q2 2019/20."
        )
    return period_containing(
        day, frequency, wave_start_month=wave_start_month or 1, wave_months=wave_months or 12
    )


def _numeric_month(
    found: re.Match[str], text: str, frequency: Frequency | None
) -> ReportingPeriod | None:
    """201909, 2019-09, 09/2019; None where the two digits are the year after.

    2009/10 is how a financial year is written; 2009-10 may be one or October 2009.
    """
    year, number = int(found["y"] or found["y2"]), int(found["m"] or found["m2"])
    if not 1 <= number <= 12:
        return None
    next_year = (year + 1) % 100 == number and not text.isdigit() and "M" not in text.upper()
    if next_year and found["y"]:
        if "/" in text:
            return None
        if frequency is None:
            raise AmbiguousPeriod(
                f"{text!r} could be {month_name(date(year, number, 1))} {year} or the financial "
                f"year {slashed(year)}. Write one of these."
            )
        if frequency is not Frequency.MONTH:
            return None
    return month(year, number)


def _year(
    start: int, words: str, frequency: Frequency | None, wave_start_month: int, wave_months: int
) -> ReportingPeriod:
    if "academic" in words or "school" in words or "ay" in words.split():
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if "financial" in words or "fy" in words.split():
        return financial_year(start)
    if frequency is Frequency.ACADEMIC_YEAR:
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if frequency is Frequency.SURVEY_WAVE and wave_months:
        first = date(start, wave_start_month, 1)
        if first < date(start, YEAR_STARTS_IN, 1) and wave_months < 12:
            first = first.replace(year=start + 1)  # fieldwork in Feb 2020 is of 2019/20
        return survey_wave(first, wave_months)
    return financial_year(start)


def _single_year(
    found: re.Match[str],
    text: str,
    frequency: Frequency | None,
    wave_start_month: int,
    wave_months: int,
) -> ReportingPeriod:
    year, word = int(found["y"]), found["word"].lower()
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _not_understood(text, frequency)
    if word in ("survey", "wave") or (frequency is Frequency.SURVEY_WAVE and not word):
        if not wave_months:
            raise PeriodError(
                f"{text!r} does not say which months the survey ran. "
                "Write them, as in Feb to Mar 2019."
            )
        first = date(year, wave_start_month, 1)
        if add_months(first, wave_months - 1).year != year:
            raise AmbiguousPeriod(
                f"{text!r} could be the wave that began or the one that ended in {year}. "
                f"Write both years, as in {slashed(year)}."
            )
        return survey_wave(first, wave_months)
    if frequency in (Frequency.YEAR, Frequency.ACADEMIC_YEAR) and word in ("", "year"):
        raise AmbiguousPeriod(
            f"{text!r} could be the year that begins or the one that ends in {year}. "
            f"Write both years, as in {slashed(year)}."
        )
    return span(Frequency.CALENDAR_YEAR, date(year, 1, 1), 12)


def _months(first: date, last: date, text: str, frequency: Frequency | None) -> ReportingPeriod:
    """The period from one month to another: the kind it fits, else a survey wave."""
    length = month_number(last) - month_number(first) + 1
    if length < 1:
        raise PeriodError(f"{text!r} ends before it begins.")
    kinds = [
        kind
        for kind, months in MONTHS_IN.items()
        if months == length and period_containing(first, kind).start == first
    ]
    if frequency is Frequency.SURVEY_WAVE or not kinds:
        return survey_wave(first, length)
    return span(frequency if frequency in kinds else kinds[0], first, length)


def _first_of_two_years(found: re.Match[str], text: str) -> int:
    return _consecutive(found["y1"], found["y2"], text)


def _consecutive(first: str, second: str, text: str) -> int:
    year = int(first) if len(first) == 4 else 2000 + int(first)
    expected = (year + 1) % 100 if len(second) == 2 else year + 1
    if int(second) != expected or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PeriodError(
            f"{text!r} names {first} and {second}, which are not one year after the other. "
            f"Write it as {slashed(year)}."
        )
    return year


def _month_of(found: re.Match[str], month_key: str, year_key: str, text: str) -> date:
    year = found[year_key]
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    return date(whole, _month_number(found[month_key], text), 1)


def _month_number(name: str, text: str) -> int:
    number = _MONTH_NUMBERS.get(name.lower())
    if number is None:
        raise _not_understood(text, None)
    return number
