"""The forms in which people write a period, and what each of them means."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Frequency
from kpis.period_text.context import (
    Context,
    consecutive,
    first_of_two_years,
    in_financial_year,
    month_of,
    not_understood,
    number_of_month,
    whole_year,
)
from kpis.period_text.days import FIRST_YEAR, LAST_YEAR, no_such_day, period_of_day
from kpis.period_text.from_day_to_day import IN_ISO, IN_NUMBERS, IN_WORDS, from_day_to_day
from kpis.period_text.in_doubt import (
    beside_another_year,
    month_of_year_named_once,
    numbered_month,
    of_year_named_once,
    year_named_once,
)
from kpis.period_text.months_named import (
    ENDED_WITH,
    ended_with,
    from_month_to_month,
    part_beside_its_months,
)
from kpis.period_text.rhythm import Rhythm
from kpis.period_text.words import (
    HALF,
    HALF_WORD,
    QUARTER,
    QUARTER_WORD,
    SEP,
    TO,
    YEARS,
    M,
    Y,
    number_in,
)
from kpis.periods import (
    ACADEMIC_YEAR_STARTS_IN,
    YEAR_STARTS_IN,
    ReportingPeriod,
    add_months,
    financial_year,
    find_period,
    month,
    month_name,
    quarter,
    slashed,
    span,
    survey_wave,
)

_IN = rf"{SEP}(?:of\s*)?(?:the\s+)?(?:financial year\s*)?"
_QUARTERS = (
    rf"(?:Quarters\s*|{QUARTER_WORD})(?P<q1>[1-3])\s*(?:-|–|to|and|&|\+)\s*"
    rf"(?:{QUARTER_WORD})?(?P<q2>[2-4])"
)
_MONTH_WORD = r"(?:Month|Period|M|P)\s*"
_FY = r"(?:FY|financial year)\s*"
_AT = r"(?P<at>as (?:at|of) |(?:(?:period|date) )?(?:ending|ended|up to) )?"
_ONE_BRACKET = r"(?P<outside>(?=[A-Za-z]|\d{4})[^()\[\]]+)[(\[](?P<inside>[^()\[\]]*"
_ONE_BRACKET += r"(?:[A-Za-z]|\d{4})[^()\[\]]*)[)\]](?P<after>[^()\[\]]*)"


def may_be_period(text: str) -> bool:
    """Whether a text is worth asking: every form names a year in digits, or two texts that do."""
    return _MAY_BE_OF_A_FORM.search(text) is not None


@lru_cache(maxsize=8192)
def parse_text(text: str, rhythm: Rhythm, heading: str) -> ReportingPeriod:
    """The period of a text with single blanks. Raises as `parse_period` does."""
    period = find_period(text)
    if period is not None and period.frequency is not Frequency.YEAR:
        return period  # 2009-10 may be a financial year or October 2009: settled below
    context = Context(text, rhythm, heading)
    if not may_be_period(text):
        raise not_understood(context)  # most headers and comments, in a tenth of the time
    for pattern, build in _FORMS:
        if (match := pattern.fullmatch(text)) and (period := build(match, context)):
            return period
    raise not_understood(context)


# What a form that was recognised means. Each raises PeriodError where that is no period or could
# be two, and gives None where the text is of a later form after all.


def _quarter(match: re.Match[str], context: Context) -> ReportingPeriod:
    return quarter(first_of_two_years(match, context), number_in(match["n"], match["nth"]))


def _quarter_of_one_year(_: re.Match[str], context: Context) -> ReportingPeriod:
    raise AmbiguousPeriod(
        f"{context.text!r} could be a quarter of the financial or of the calendar year. "
        "Write both years, as in Q2 2019/20, or the months, as in Jul-Sep 2019."
    )


def _quarters(match: re.Match[str], context: Context) -> ReportingPeriod | None:
    """ "Q1-Q2 2019/20": from the beginning of one to the end of the other."""
    if match["q1"] >= match["q2"]:
        return None
    start = first_of_two_years(match, context)
    first, last = (quarter(start, int(match[key])) for key in ("q1", "q2"))
    return from_month_to_month(first.start, last.end.replace(day=1), context)


def _half_year(match: re.Match[str], context: Context) -> ReportingPeriod:
    start = date(first_of_two_years(match, context), YEAR_STARTS_IN, 1)
    number = number_in(match["n"], match["nth"])
    return span(Frequency.HALF_YEAR, add_months(start, 6 * (number - 1)), 6)


def _several_years(match: re.Match[str], context: Context) -> ReportingPeriod | None:
    begins = financial_year(consecutive(match["a"], match["a2"], context))
    ends = financial_year(consecutive(match["b"], match["b2"], context))
    if ends.end <= begins.end:
        return None
    return ReportingPeriod(begins.start, ends.end, Frequency.SURVEY_WAVE)


def _numeric_month(match: re.Match[str], context: Context) -> ReportingPeriod | None:
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


def _year(match: re.Match[str], context: Context) -> ReportingPeriod:
    start, words = (
        first_of_two_years(match, context),
        f"{match['before']} {match['after']}".lower(),
    )
    if "academic" in words or "school" in words or "ay" in words.split():
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if "financial" in words or "fy" in words.split():
        return financial_year(start)
    if context.frequency is Frequency.ACADEMIC_YEAR:
        return span(Frequency.ACADEMIC_YEAR, date(start, ACADEMIC_YEAR_STARTS_IN, 1), 12)
    if context.frequency is Frequency.SURVEY_WAVE and context.rhythm.wave_months:
        first = date(start, context.rhythm.wave_start_month, 1)
        if first < date(start, YEAR_STARTS_IN, 1) and context.rhythm.wave_months < 12:
            first = first.replace(year=start + 1)  # fieldwork in Feb 2020 is of 2019/20
        return survey_wave(first, context.rhythm.wave_months)
    return financial_year(start)


def _single_year(match: re.Match[str], context: Context) -> ReportingPeriod:
    year, word = int(match["y"]), match["word"].lower()
    text, frequency = context.text, context.frequency
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise not_understood(context)
    if word in ("survey", "wave") or (frequency is Frequency.SURVEY_WAVE and not word):
        if not context.rhythm.wave_months:
            raise PeriodError(
                f"{text!r} does not say which months the survey ran. "
                "Write them, as in Feb to Mar 2019."
            )
        first = date(year, context.rhythm.wave_start_month, 1)
        if add_months(first, context.rhythm.wave_months - 1).year != year:
            raise AmbiguousPeriod(
                f"{text!r} could be the wave that began or the one that ended in {year}. "
                f"Write both years, as in {slashed(year)}."
            )
        return survey_wave(first, context.rhythm.wave_months)
    if frequency in (Frequency.YEAR, Frequency.ACADEMIC_YEAR) and word in ("", "year"):
        raise of_year_named_once(year, context)
    return span(Frequency.CALENDAR_YEAR, date(year, 1, 1), 12)


def _months_of_two_years(match: re.Match[str], context: Context) -> ReportingPeriod:
    first, last = (month_of(match, *keys, context) for keys in (("m1", "y1"), ("m2", "y2")))
    return from_month_to_month(first, last, context)


def _months_to_a_year(match: re.Match[str], context: Context) -> ReportingPeriod:
    """Nov to Jan 2020: the year is that of the last month."""
    last = month_of(match, "m2", "y", context)
    first = month_of(match, "m1", "y", context)
    return from_month_to_month(first if first <= last else add_months(first, -12), last, context)


def _months_of_a_year(match: re.Match[str], context: Context) -> ReportingPeriod:
    year = first_of_two_years(match, context)
    first, last = (in_financial_year(match[key], year, context) for key in ("m1", "m2"))
    return from_month_to_month(first, last, context)


def _month_of_a_year(match: re.Match[str], context: Context) -> ReportingPeriod:
    start = in_financial_year(match["m"], first_of_two_years(match, context), context)
    return month(start.year, start.month)


def _month(match: re.Match[str], context: Context) -> ReportingPeriod:
    start = month_of(match, "m", "y", context)
    return month(start.year, start.month)


def _day(match: re.Match[str], context: Context) -> ReportingPeriod:
    return _of_numbers(match, int(match["m"]), context)


def _day_in_words(match: re.Match[str], context: Context) -> ReportingPeriod:
    return _of_numbers(match, number_of_month(match["m"], context), context)


def _of_numbers(match: re.Match[str], month: int, context: Context) -> ReportingPeriod:
    number, year = int(match["d"]), whole_year(match["y"])
    try:
        day = date(year, month, number)
    except ValueError:
        raise no_such_day(context.text, number, month, year, context.rhythm) from None
    at = match.groupdict().get("at")
    heading = context.text if at else context.heading
    return period_of_day(day, context.rhythm, text=context.text, heading=heading)


def _without_bracket(match: re.Match[str], context: Context) -> ReportingPeriod:
    """ "Q2 (2019/20)", "September (2019)": what stands in brackets completes what is around."""
    text = " ".join(f"{match['outside']} {match['inside']} {match['after']}".split())
    try:
        return parse_text(text, context.rhythm, context.heading)
    except PeriodError as error:
        if str(error).startswith(f"{text!r} is not a reporting period"):
            raise not_understood(context) from None  # in the words that stand in the cell
        raise


_Build = Callable[[re.Match[str], Context], ReportingPeriod | None]

_MAY_BE_OF_A_FORM = re.compile(r"\d\d| beside ", re.IGNORECASE)

# The forms in which people write a period. The first that a text has the form of, and whose
# function does not give None, is what it means; so the narrow ones stand before the wide ones.
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(form, re.IGNORECASE), build)
    for form, build in (
        (rf"{QUARTER}{_IN}{YEARS}", _quarter),
        (rf"{YEARS}{SEP}{QUARTER}", _quarter),
        (
            rf"{QUARTER}{_IN}\d{{4}}(?:{SEP}[(\[]?{M % 'm1'}{TO}{M % 'm2'}[)\]]?)?"
            rf"|\d{{4}}{SEP}(?:{QUARTER_WORD}[1-4]|[1-4](?:st|nd|rd|th)\s*quarter)",
            _quarter_of_one_year,
        ),
        (rf"{_QUARTERS}{_IN}{YEARS}", _quarters),
        (rf"{YEARS}{SEP}{_QUARTERS}", _quarters),
        (rf"{HALF}{_IN}{YEARS}", _half_year),
        (rf"{YEARS}{SEP}{HALF}", _half_year),
        (
            r"(?P<a>\d{4})[/\-](?P<a2>\d{2}|\d{4})\s*to\s*(?P<b>\d{4})[/\-](?P<b2>\d{2}|\d{4})",
            _several_years,
        ),
        (r"(?P<y>\d{4})[-/ ]?M?(?P<m>\d{2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", _numeric_month),
        (
            rf"(?P<before>academic year|school year|financial year|AY|)\s*{YEARS}"
            r"\s*[-(]?(?P<after>academic(?: year)?|school year|financial(?: year)?|AY|FY|)\)?",
            _year,
        ),
        (
            # "Year 10/11" may be of two years of a school
            r"(?P<before>year|full year|annual|)\s*(?P<y1>\d{4})\s*[/\-–\u2011]\s*"
            r"(?P<y2>\d{4}|\d{2})\s*\(?(?P<after>full year|year|annual|)\)?",
            _year,
        ),
        (
            r"(?P<word>calendar year|survey|wave|year|CY|)\s*"
            r"(?P<y>\d{4})(?:\s*-?CY| calendar year)?",
            _single_year,
        ),
        (ENDED_WITH, ended_with),
        (
            rf"{M % 'm1'}{SEP}'?{Y % 'y1'}{TO}{M % 'm2'}{SEP}'?{Y % 'y2'}",
            _months_of_two_years,
        ),
        (rf"{M % 'm1'}{TO}{M % 'm2'}{SEP}'?{Y % 'y'}", _months_to_a_year),
        (rf"{M % 'm1'}{TO}{M % 'm2'}{SEP}{YEARS}", _months_of_a_year),
        (rf"{M % 'm'}{SEP}{YEARS}", _month_of_a_year),
        (rf"{M % 'm'}{SEP}'?{Y % 'y'}", _month),
        (rf"(?P<y>\d{{4}}){SEP}{M % 'm'}", _month),
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]00:00(?::00)?)?", _day),
        (
            rf"{_AT}(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}})[/.\-]{Y % 'y'}(?: 00:00(?::00)?)?",
            _day,
        ),
        (
            rf"{_AT}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]*{M % 'm'}{SEP}'?{Y % 'y'}",
            _day_in_words,
        ),
        (IN_NUMBERS, from_day_to_day),
        (IN_ISO, from_day_to_day),
        (IN_WORDS, from_day_to_day),
        (rf"{_MONTH_WORD}(?P<n>\d{{1,2}}){SEP}{YEARS}", numbered_month),
        (rf"{YEARS}{SEP}{_MONTH_WORD}(?P<n>\d{{1,2}})", numbered_month),
        (rf"{M % 'm'}{SEP}{_FY}{Y % 'y'}", month_of_year_named_once),
        (
            rf"(?:(?:{QUARTER_WORD}(?P<quarter>[1-4])|{HALF_WORD}(?P<half>[12])"
            rf"|{_MONTH_WORD}(?P<n>\d{{1,2}})){SEP})?{_FY}{Y % 'y'}",
            year_named_once,
        ),
        (r"(?P<part>.+) beside (?P<year>.+)", beside_another_year),
        (r".+", part_beside_its_months),
        (_ONE_BRACKET, _without_bracket),
    )
)
