"""The periods that a title names, or the name of a sheet or of a file: "KPI return Q1 2019/20".

Titles are words of people: "Quarter 1 performance, 2019/20", "kpis_q1_2019-20_final_v2". What is
looked for is a quarter, a half-year, a financial year, some months or the day that figures are as
at. A day or a month may also be that of writing, so it names a period only where that is over
before the figures begin. Of another time are "Target 2020/21" and "compared with Q1 2018/19".
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text import DayWithinPeriod, parse_period
from kpis.period_text.months_named import ENDED_WITH
from kpis.period_text.words import number_in
from kpis.periods import YEAR_STARTS_IN, add_months, month_number

Span = tuple[date, date]  # first and last day
Part = tuple[int, int]  # of a financial year: months after April, and how many

_LONGEST = 120  # characters; a longer text is no title
_A_QUARTER = 3  # months
_LAST_MONTH = 12
_MONTH = "|".join(filter(None, (*calendar.month_name, *calendar.month_abbr, "Sept")))
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b(?:,? \d{{4}})?"
_DAYS = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d)(?!\d)|(?<!\d)20\d{{6}}(?!\d)"
    rf"|{_DAY}|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
    re.IGNORECASE,
)
_AS_AT = re.compile(
    r"\b(?:as (?:at|of)|position at|period (?:ending|ended|to))\s+"
    rf"(\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|{_DAY})",
    re.IGNORECASE,
)
_ENDED = re.compile(ENDED_WITH, re.IGNORECASE)
_YEARS = re.compile(
    r"(?<!\d)(?:(?P<y1>20\d\d)\s?[/–\- ]\s?(?P<y2>20\d\d|\d\d)|(?P<j1>20\d\d)(?P<j2>\d\d)"
    r"|(?P<fy>fy ?)?(?<![\d/–-])(?P<s1>\d\d)[/–-](?P<s2>\d\d)(?![/–-]|\s*(?:year|yr)))(?!\d)",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TO = r"\s?(?:-|–|to|and|&|\+|/)\s?"
_NTH = "1st|2nd|3rd|4th|first|second|third|fourth"
_QUARTERS = re.compile(
    rf"(?<![a-z])(?:q|qtr|quarters?)[.:]? ?(?P<n>[1-4]|one|two|three|four)(?![\da-z])"
    rf"(?:{_TO}(?:q|qtr|quarter)?\.? ?(?P<last>[1-4])(?![\da-z]))?|\b(?P<nth>{_NTH}) quarter",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"(?<![a-z])(?:h|half|half[- ]year) ?(?P<n>[12])(?![\da-z])"
    r"|\b(?P<nth>1st|2nd|first|second) half",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"\b(?P<m1>{_MONTH})\b\.?(?: \d{{4}})?\s?(?:-|–|to)\s?(?P<m2>{_MONTH})\b\.?"
    r"(?:,? '?(?:20)?(?P<y>\d\d)(?![\d/–-]))?",
    re.IGNORECASE,
)
_ONE_MONTH = re.compile(rf"\b(?:{_MONTH})\b\.?[ -]'?(?:20)?\d\d(?![\d/])", re.IGNORECASE)
_BEFORE = 25  # characters before a period in which a word makes it one of another time
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:targets?|baselines?|compare[ds]?|comparison|since|previous|prior|last|before|budget"
    r"|forecasts?|due|vs|versus|against|from|next|history|trends?|age[ds]?)\b",
    re.IGNORECASE,
)
_OF_WRITING = re.compile(
    r"\b(?:version|templates?|updated?|created|issued|printed|published|agreed|approved|revised"
    r"|plan|strategy|by|meeting|board|cabinet|committee)\b",
    re.IGNORECASE,
)
_A_SENTENCE = re.compile(
    r"\b(?:were|was|will|have|has|had|not|should|must|please|if|when|unless|except|until)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PeriodsNamed:
    """spans: with their years. parts: quarters and months without one, of any year. over_by: last
    days of months and days, which say only that no later period is meant."""

    spans: tuple[Span, ...] = ()
    parts: tuple[Part, ...] = ()
    over_by: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans or self.parts or self.over_by)

    def near(self, *years: int) -> tuple[Span, ...]:
        """All spans, those of parts in these financial years. years: in which they begin."""
        return (*self.spans, *(_in_year(part, year) for part in self.parts for year in years))


@lru_cache(maxsize=4096)
def periods_named(text: str) -> PeriodsNamed:
    """The periods that a title names; none where it is a sentence or names none."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").split())
    if len(plain) > _LONGEST or _A_SENTENCE.search(plain):
        return PeriodsNamed()
    return _Reader(plain).named()


class _Reader:
    """Takes out of a text what names a period, the surest first."""

    def __init__(self, text: str) -> None:
        self._text = text

    def named(self) -> PeriodsNamed:
        over_by = [day for text in self._take(_AS_AT) if (day := _last_day(text[1]))]
        whole = [span for text in self._take(_ENDED) if (span := _span(text[0]))]
        self._text = _DAYS.sub(" ", self._text)
        months = list(self._take(_MONTHS))
        whole += [_months_of_year(found, 2000 + int(found["y"])) for found in months if found["y"]]
        parts = [_months(found) for found in months if not found["y"]]
        parts += [_quarters(found) for found in self._take(_QUARTERS)]
        parts += [_half(found) for found in self._take(_HALVES)]
        of_months = [] if parts or whole else list(self._take(_ONE_MONTH, _OF_WRITING))
        over_by += [span[1] for found in of_months if (span := _span(found[0]))]
        years = [year for found in self._take(_YEARS) if (year := _first_year(found, bool(parts)))]
        if parts and not years:
            single = {int(found[0]) for found in self._take(_ONE_YEAR)}
            years = [year - back for year in sorted(single) for back in (0, 1)]
            by_calendar = [
                _in_months(date(year, 1, 1), part)
                for year in single
                for part in parts
                if part[1] == _A_QUARTER
            ]
            whole += by_calendar
        if whole and not years:
            parts = []  # "Quarter 2 (July to September 2018)" says its year by its months
        if parts and years:
            whole += [_in_year(part, year) for part in parts for year in years]
            parts = []
        elif years and not _OF_WRITING.search(self._text):
            whole.append((_in_year((0, 12), min(years))[0], _in_year((0, 12), max(years))[1]))
        return PeriodsNamed(tuple(whole), tuple(parts), tuple(over_by))

    def _take(
        self, pattern: re.Pattern[str], not_after: re.Pattern[str] | None = None
    ) -> Iterator[re.Match[str]]:
        text = self._text
        for found in list(pattern.finditer(text)):
            if not found[0].strip():
                continue
            before = text[max(found.start() - _BEFORE, 0) : found.start()]
            self._text = self._text.replace(found[0], " ", 1)
            if _OF_ANOTHER_TIME.search(before) or (not_after and not_after.search(text)):
                continue
            yield found


def _quarters(found: re.Match[str]) -> Part:
    first = number_in(found["n"], found["nth"])
    last = max(int(found["last"] or first), first)
    return 3 * (first - 1), 3 * (last - first + 1)


def _half(found: re.Match[str]) -> Part:
    return 6 * (number_in(found["n"], found["nth"]) - 1), 6


def _months(found: re.Match[str]) -> Part:
    first, last = (_month_of(found[key]) for key in ("m1", "m2"))
    after_april = (first - YEAR_STARTS_IN) % 12
    return after_april, (last - first) % 12 + 1


def _months_of_year(found: re.Match[str], year: int) -> Span:
    """The months of a year that is named behind them, which is that of the last one."""
    last = date(year, _month_of(found["m2"]), 1)
    return add_months(last, 1 - _months(found)[1]), add_months(last, 1) - timedelta(days=1)


def _month_of(name: str) -> int:
    names = [each.lower() for each in calendar.month_abbr]
    return names.index(name[:3].lower())


def _in_year(part: Part, year: int) -> Span:
    return _in_months(date(year, YEAR_STARTS_IN, 1), part)


def _in_months(begins: date, part: Part) -> Span:
    first = add_months(begins, part[0])
    return first, add_months(first, part[1]) - timedelta(days=1)


def _first_year(found: re.Match[str], beside_a_part: bool) -> int:
    """The year a financial one begins in; 0 where it is none, as 2019-22."""
    short = found["s1"] is not None
    if short and not (beside_a_part or found["fy"] or int(found["s1"]) > _LAST_MONTH):
        return 0  # 11-12 may be a day
    first, second = next(
        (found[f"{key}1"], found[f"{key}2"]) for key in "yjs" if found[f"{key}1"] is not None
    )
    year = int(first) + 2000 * (len(first) == 2)
    return year if int(second) % 100 == (year + 1) % 100 else 0


def _span(text: str) -> Span | None:
    try:
        period = parse_period(text.replace("-", " "), Frequency.QUARTER)
    except PeriodError:
        return None
    return period.start, period.end


def _last_day(text: str) -> date | None:
    """The day that figures are as at; None where the text is no day."""
    try:
        parse_period(text)
    except DayWithinPeriod as error:
        return error.day
    except PeriodError:
        pass
    return None


def months_of(span: Span) -> int:
    return month_number(span[1]) - month_number(span[0]) + 1
