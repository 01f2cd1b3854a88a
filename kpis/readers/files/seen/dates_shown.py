"""Dates that an .ods file shows as their month and year, or as their year, by the text it shows."""

import calendar
import re
from datetime import date

_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")


def shows_year_of(value: str, shown: str) -> bool:
    """Whether nothing is seen of an ISO date but its year: "2019"."""
    return shown.strip() == value[:4]


def shows_month_of(value: str, shown: str) -> bool:
    """Whether nothing is seen of an ISO date but its month and year: "Jul-19", "07/2019"."""
    words = _LETTERS_OR_DIGITS.findall(shown)
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return False
    if len(words) != 2:
        return False
    month, year = words if not _is_year(words[0], day) else reversed(words)
    return _is_year(year, day) and _is_month(month, day)


def _is_year(word: str, day: date) -> bool:
    return word in (f"{day.year}", f"{day.year % 100:02}")


def _is_month(word: str, day: date) -> bool:
    if word.isdigit():
        return int(word) == day.month
    return len(word) >= 3 and calendar.month_name[day.month].startswith(word.capitalize()[:3])
