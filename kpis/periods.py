"""Reporting periods: what they cover, what they are called and how they follow each other.

Councils name a financial year by its start (2019/20 is April 2019 to March 2020) and number
its quarters from April; pandas names it by its end, so pandas periods are kept out of here.

A period's `id` goes into addresses, files and the store and never changes:
month `2019-M09`, quarter `2019-20-Q2`, half-year `2019-20-H1`, financial year `2019-20`,
academic year `2018-19-AY`, calendar year `2019-CY`, survey wave `2018-11-to-2019-10`.
Its `label` is for people: "Sep 2019", "Q2 2019/20", "2018/19 (academic)". What people write for
a period is understood in `period_text.py`.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kpis.errors import PeriodError
from kpis.model import Frequency

YEAR_STARTS_IN = 4  # April
ACADEMIC_YEAR_STARTS_IN = 9  # September
MONTHS_IN_A_YEAR = 12
MONTHS_IN = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
    Frequency.ACADEMIC_YEAR: 12,
    Frequency.CALENDAR_YEAR: 12,
}
_NAMES = {
    Frequency.MONTH: "a month",
    Frequency.QUARTER: "a quarter",
    Frequency.HALF_YEAR: "a half-year",
    Frequency.YEAR: "a financial year",
    Frequency.ACADEMIC_YEAR: "an academic year",
    Frequency.CALENDAR_YEAR: "a calendar year",
    Frequency.SURVEY_WAVE: "a survey wave",
}
_EXAMPLES = {
    Frequency.MONTH: "Sep 2019",
    Frequency.QUARTER: "Q2 2019/20",
    Frequency.HALF_YEAR: "H1 2019/20",
    Frequency.YEAR: "2019/20",
    Frequency.ACADEMIC_YEAR: "2018/19 (academic)",
    Frequency.CALENDAR_YEAR: "2019",
    Frequency.SURVEY_WAVE: "Nov 2018 to Oct 2019",
}


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """A span of whole months. Ordered by start, then end."""

    start: date
    end: date
    frequency: Frequency

    @property
    def id(self) -> str:
        return _id_of(self)

    @property
    def label(self) -> str:
        match self.frequency:
            case Frequency.MONTH:
                return f"{month_name(self.start)} {self.start.year}"
            case Frequency.QUARTER:
                return f"Q{self.quarter} {self.financial_year}"
            case Frequency.HALF_YEAR:
                return f"{self.id[-2:]} {self.financial_year}"
            case Frequency.YEAR:
                return self.financial_year
            case Frequency.ACADEMIC_YEAR:
                return f"{slashed(self.start.year)} (academic)"
            case Frequency.CALENDAR_YEAR:
                return str(self.start.year)
            case _:
                if self.start.year == self.end.year:
                    return f"{month_name(self.start)} to {month_name(self.end)} {self.end.year}"
                return (
                    f"{month_name(self.start)} {self.start.year} to "
                    f"{month_name(self.end)} {self.end.year}"
                )

    @property
    def year_start(self) -> int:
        """The calendar year in which the financial year of this period's last day began."""
        return self.end.year - (self.end.month < YEAR_STARTS_IN)

    @property
    def financial_year(self) -> str:
        """The financial year of this period's last day: "2019/20"."""
        return slashed(self.year_start)

    @property
    def quarter(self) -> int:
        """1 to 4: the financial quarter of this period's last day."""
        return (self.months_into_year - 1) // 3 + 1

    @property
    def months_into_year(self) -> int:
        """1 to 12: the months of the financial year up to this period's last day."""
        return (self.end.month - YEAR_STARTS_IN) % MONTHS_IN_A_YEAR + 1

    @property
    def months(self) -> int:
        return month_number(self.end) - month_number(self.start) + 1

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def shift(self, count: int) -> "ReportingPeriod":
        """The period `count` of its own lengths later (earlier when negative).

        A survey wave moves by whole years, however long its fieldwork is.
        """
        return _shifted(self, count)

    def year_before(self) -> "ReportingPeriod":
        return span(self.frequency, add_months(self.start, -12), self.months)

    def __str__(self) -> str:
        return self.label


# A plan has a few hundred periods, and its tables name each of them thousands of times.
@lru_cache(maxsize=8192)
def _id_of(period: ReportingPeriod) -> str:
    start = period.start
    match period.frequency:
        case Frequency.MONTH:
            return f"{start.year}-M{start.month:02}"
        case Frequency.QUARTER:
            return f"{_dashed(period.year_start)}-Q{period.quarter}"
        case Frequency.HALF_YEAR:
            return f"{_dashed(period.year_start)}-H{1 if start.month == YEAR_STARTS_IN else 2}"
        case Frequency.YEAR:
            return _dashed(start.year)
        case Frequency.ACADEMIC_YEAR:
            return f"{_dashed(start.year)}-AY"
        case Frequency.CALENDAR_YEAR:
            return f"{start.year}-CY"
        case _:
            return f"{start:%Y-%m}-to-{period.end:%Y-%m}"


@lru_cache(maxsize=8192)
def _shifted(period: ReportingPeriod, count: int) -> ReportingPeriod:
    step = 12 if period.frequency is Frequency.SURVEY_WAVE else period.months
    return span(period.frequency, add_months(period.start, step * count), period.months)


def describe_frequency(frequency: Frequency) -> str:
    """ "a quarter", "an academic year"."""
    return _NAMES[frequency]


def example_of(frequency: Frequency) -> str:
    """How a period of this frequency is best written: "Q2 2019/20"."""
    return _EXAMPLES[frequency]


def month(year: int, number: int) -> ReportingPeriod:
    return span(Frequency.MONTH, date(year, number, 1), 1)


def quarter(year_start: int, number: int) -> ReportingPeriod:
    """quarter(2019, 2) is Q2 2019/20."""
    return span(
        Frequency.QUARTER, add_months(date(year_start, YEAR_STARTS_IN, 1), 3 * (number - 1)), 3
    )


def financial_year(year_start: int) -> ReportingPeriod:
    return span(Frequency.YEAR, date(year_start, YEAR_STARTS_IN, 1), 12)


def survey_wave(first_month: date, months: int) -> ReportingPeriod:
    """A wave of fieldwork from the month `first_month` lies in."""
    return span(Frequency.SURVEY_WAVE, first_month.replace(day=1), months)


@lru_cache(maxsize=8192)
def period_containing(
    day: date, frequency: Frequency, *, wave_start_month: int = 1, wave_months: int = 12
) -> ReportingPeriod:
    """The period of that frequency a day lies in; for a wave, the last one begun by then."""
    match frequency:
        case Frequency.MONTH:
            start = day.replace(day=1)
        case Frequency.QUARTER:
            start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case Frequency.HALF_YEAR:
            start = _last_start(day, (YEAR_STARTS_IN, YEAR_STARTS_IN + 6))
        case Frequency.YEAR:
            start = _last_start(day, (YEAR_STARTS_IN,))
        case Frequency.ACADEMIC_YEAR:
            start = _last_start(day, (ACADEMIC_YEAR_STARTS_IN,))
        case Frequency.CALENDAR_YEAR:
            start = date(day.year, 1, 1)
        case _:
            return survey_wave(_last_start(day, (wave_start_month,)), wave_months)
    return span(frequency, start, MONTHS_IN[frequency])


def through(first: ReportingPeriod, last: ReportingPeriod) -> Iterator[ReportingPeriod]:
    """The periods that follow each other from the first to the last, both included.

    None when the last comes before the first.
    """
    while first <= last:
        yield first
        first = first.shift(1)


@lru_cache(maxsize=1024)
def quarters_of_year(year: str) -> tuple[ReportingPeriod, ...]:
    """The four quarters of a financial year written "2019/20"."""
    start = period_of_id(year.replace("/", "-")).start.year
    return tuple(quarter(start, number) for number in (1, 2, 3, 4))


def reporting_quarter(period: ReportingPeriod, arrears: int = 0) -> ReportingPeriod:
    """The quarter a period's figure is reported in: that of its last day, plus the arrears."""
    return period_containing(period.end, Frequency.QUARTER).shift(arrears)


def period_reported_in(
    reported: ReportingPeriod,
    frequency: Frequency,
    *,
    arrears: int = 0,
    wave_start_month: int = 1,
    wave_months: int = 12,
) -> ReportingPeriod | None:
    """The period of a measure whose figure is reported in a quarter; None when none is.

    The inverse of `reporting_quarter`. For months it is the last of the three.
    """
    last_quarter = reported.shift(-arrears)
    candidate = period_containing(
        last_quarter.end, frequency, wave_start_month=wave_start_month, wave_months=wave_months
    )
    if candidate.end > last_quarter.end:
        candidate = candidate.shift(-1)
    return candidate if candidate.end >= last_quarter.start else None


@lru_cache(maxsize=8192)
def period_of_id(period_id: str) -> ReportingPeriod:
    """The period of an id as `ReportingPeriod.id` writes it. Raises PeriodError on any other."""
    period = find_period(period_id)
    if period is not None:
        return period
    raise PeriodError(f"{period_id!r} is not the id of a reporting period, such as 2019-20-Q2.")


def find_period(period_id: str) -> ReportingPeriod | None:
    """The period of an id, None where the text is no id."""
    for pattern, build in _IDS:
        if match := pattern.fullmatch(period_id):
            try:
                period = build(match)
            except ValueError:  # a year that no calendar has: 0000, or the end of 9999
                return None
            return period if period is not None and period.id == period_id else None
    return None


def _id_of_wave(match: re.Match[str]) -> ReportingPeriod | None:
    first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    if not (1 <= first[1] <= 12 and 1 <= last[1] <= 12 and first <= last):
        return None
    start, end = date(*first, 1), date(*last, 1)
    return survey_wave(start, month_number(end) - month_number(start) + 1)


_IDS = (
    (re.compile(r"(\d{4})-(\d{2})-Q([1-4])"), lambda m: quarter(int(m[1]), int(m[3]))),
    (
        re.compile(r"(\d{4})-M(\d{2})"),
        lambda m: month(int(m[1]), int(m[2])) if 1 <= int(m[2]) <= 12 else None,
    ),
    (
        re.compile(r"(\d{4})-(\d{2})-H([12])"),
        lambda m: span(
            Frequency.HALF_YEAR, add_months(date(int(m[1]), 4, 1), 6 * (int(m[3]) - 1)), 6
        ),
    ),
    (re.compile(r"(\d{4})-(\d{2})"), lambda m: financial_year(int(m[1]))),
    (
        re.compile(r"(\d{4})-(\d{2})-AY"),
        lambda m: span(Frequency.ACADEMIC_YEAR, date(int(m[1]), ACADEMIC_YEAR_STARTS_IN, 1), 12),
    ),
    (
        re.compile(r"(\d{4})-CY"),
        lambda m: span(Frequency.CALENDAR_YEAR, date(int(m[1]), 1, 1), 12),
    ),
    (re.compile(r"(\d{4})-(\d{2})-to-(\d{4})-(\d{2})"), _id_of_wave),
)


def span(frequency: Frequency, start: date, months: int) -> ReportingPeriod:
    return ReportingPeriod(start, add_months(start, months) - timedelta(days=1), frequency)


def month_number(day: date) -> int:
    """The number of the month a day lies in, counted from January of the year 0, which is 0."""
    return day.year * MONTHS_IN_A_YEAR + day.month - 1


def add_months(day: date, count: int) -> date:
    """The first day of the month so many months later (earlier when negative)."""
    years, index = divmod(month_number(day) + count, MONTHS_IN_A_YEAR)
    return date(years, index + 1, 1)


def _last_start(day: date, months: tuple[int, ...]) -> date:
    """The first of one of these months that is nearest before or on a day."""
    starts = (date(day.year - back, number, 1) for back in (0, 1) for number in months)
    return max(start for start in starts if start <= day)


def month_name(day: date) -> str:
    return calendar.month_abbr[day.month]


def slashed(year_start: int) -> str:
    return f"{year_start}/{(year_start + 1) % 100:02}"


def _dashed(year_start: int) -> str:
    return f"{year_start}-{(year_start + 1) % 100:02}"
