"""A period in two columns, read as one text: "Q2" and "2019/20" as "Q2 2019/20".

So are its first and its last day, "01/07/2019" and "30/09/2019".

What the text means is for `kpis.period_text` and validation, and so is what it leaves in doubt:
"Q2 2019", "Month 1 2019/20", "Jan FY 2019" and "Q2 2019/20 beside 2018/19".
"""

import re
from calendar import month_name
from datetime import date
from functools import lru_cache

from kpis.errors import PeriodError
from kpis.period_text import DayWithinPeriod, parse_period

_NAMES_A_YEAR = re.compile(r"\d{2}")
_ONE_YEAR = re.compile(r"(?:FY\s*)?(\d{4})", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"|(?P<d2>\d{1,2})[/.\-](?P<m2>\d{1,2})[/.\-](?P<y2>\d{4}|\d{2}))(?:[ T]00:00(?::00)?)?"
)
_FINANCIAL = re.compile(r"\b(?:financial|fiscal|fy|reporting)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def joined(part: str, year: str, word: str, year_word: str = "") -> str:
    """Part and year as one text; a part that names a year itself is left as it is.

    word: what heads the parts. A bare "2" is read with it, as "Quarter 2"; below Month it is
    February of a calendar year, and "Month 2" of a financial one. year_word: what heads the years.
    """
    if not year:
        return part
    is_month_number = _is_month_number(part, word)
    if _NAMES_A_YEAR.search(part) and not is_month_number:
        return part if _agree(part, year) else f"{part} beside {year}"
    financial = _FINANCIAL.search(year_word) is not None
    if is_month_number and _ONE_YEAR.fullmatch(year) and not financial:
        part = month_name[int(part)]
    elif part.isascii() and part.isdigit():
        part = f"{word.capitalize()} {part}"
    if part and financial and year.isdigit():
        year = f"FY {year}"
    return f"{part} {year}".strip()


def from_first_to_last(first: str, last: str) -> str:
    """Two days as one text, "01/07/2019 to 30/09/2019"; the last as it is where either is none."""
    days = [_DAY.fullmatch(text) for text in (first, last)]
    if not all(days):
        return last
    return " to ".join(
        f"{day['d'] or day['d2']}/{day['m'] or day['m2']}/{day['y'] or day['y2']}"
        for day in days
        if day
    )


def _is_month_number(part: str, word: str) -> bool:
    return word.lower() == "month" and part.isascii() and part.isdigit() and 1 <= int(part) <= 12


def _agree(part: str, year: str) -> bool:
    """Whether a period may lie in a year that stands beside it, however years are named there."""
    within, years = span_of(part), _years(year)
    if within is None or not years:
        return True
    return any(first <= within[1] and within[0] <= last for first, last in years)


def _years(text: str) -> list[tuple[date, date]]:
    """The years a text may mean: 2019 is a calendar year, or a financial one by start or end."""
    if match := _ONE_YEAR.fullmatch(text):
        year = int(match[1])
        if not date.min.year < year < date.max.year:
            return []
        return [
            (date(year, 1, 1), date(year, 12, 31)),
            (date(year, 4, 1), date(year + 1, 3, 31)),
            (date(year - 1, 4, 1), date(year, 3, 31)),
        ]
    span = span_of(text)
    return [span] if span else []


def span_of(text: str, heading: str = "") -> tuple[date, date] | None:
    """First and last day of the period or day that a text plainly means; None where it does not.

    heading: the header of its column, as `parse_period` takes it.
    """
    try:
        period = parse_period(text, heading=heading)
    except DayWithinPeriod as error:
        return error.day, error.day
    except PeriodError:
        return None
    return period.start, period.end
