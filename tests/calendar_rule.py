"""Which quarter a figure belongs to, by the calendar and the arrears of its measure's file alone.

Written apart from `kpis.periods` and everything that rests on it, so that tests which ask whether
something later is shown do not ask the code that is to keep it away.
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MEASURES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in (ROOT / "data/plans/2019-22/measures").glob("*.toml")
}


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_end(year: str, name: str) -> date:
    return last_day(int(year), MONTHS.index(name) + 1)


def quarter_end(year_start: int, number: int) -> date:
    """The last day of a quarter of the financial year that begins in April of `year_start`."""
    return last_day(year_start + (number == 4), (6, 9, 12, 3)[number - 1])


_MONTH = f"({'|'.join(MONTHS)})"
_LABELS = (  # the longer first: "Q2 2019/20" also holds "2019/20"
    (re.compile(rf"{_MONTH}(?: \d{{4}})? to {_MONTH} (\d{{4}})"), lambda m: month_end(m[3], m[2])),
    (re.compile(rf"{_MONTH} (\d{{4}})"), lambda m: month_end(m[2], m[1])),
    (re.compile(r"Q([1-4]) (\d{4})/\d\d"), lambda m: quarter_end(int(m[2]), int(m[1]))),
    (re.compile(r"H([12]) (\d{4})/\d\d"), lambda m: quarter_end(int(m[2]), 2 * int(m[1]))),
    (re.compile(r"(\d{4})/\d\d \(academic\)"), lambda m: date(int(m[1]) + 1, 8, 31)),
    (re.compile(r"(\d{4})/\d\d"), lambda m: date(int(m[1]) + 1, 3, 31)),
)
_IDS = (
    (re.compile(r"(\d{4})-\d\d-Q([1-4])"), lambda m: quarter_end(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-\d\d-H([12])"), lambda m: quarter_end(int(m[1]), 2 * int(m[2]))),
    (re.compile(r"(\d{4})-\d\d-AY"), lambda m: date(int(m[1]) + 1, 8, 31)),
    (re.compile(r"(\d{4})-CY"), lambda m: date(int(m[1]), 12, 31)),
    (re.compile(r"(\d{4})-M(\d\d)"), lambda m: last_day(int(m[1]), int(m[2]))),
    (re.compile(r"\d{4}-\d\d-to-(\d{4})-(\d\d)"), lambda m: last_day(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-\d\d"), lambda m: date(int(m[1]) + 1, 3, 31)),
)


def end_of_id(period_id: str) -> date:
    """The last day of a period. Raises StopIteration for what is no id of one."""
    found = ((pattern.fullmatch(period_id), ends) for pattern, ends in _IDS)
    return next(ends(match) for match, ends in found if match)


def periods_named(words: str) -> Iterator[tuple[str, date]]:
    """Every period that is named in a text as people write it, and its last day."""
    for pattern, ends in _LABELS:
        for match in pattern.finditer(words):
            yield match[0], ends(match)
        words = pattern.sub(" ", words)


def arrears_of(measure_id: str) -> int:
    """Quarters between a period and its report. Parts are reported with their measure."""
    for name, file in MEASURES.items():
        if measure_id in {name, *(part["id"] for part in file.get("parts", ()))}:
            return int(file.get("arrears", 0))
    raise KeyError(measure_id)


def reported_on(ends: date, arrears: int) -> date:
    """The last day of the quarter with whose report the figure of a period comes."""
    month = (ends.month - 1) // 3 * 3 + 3 + 3 * arrears
    return last_day(ends.year + (month - 1) // 12, (month - 1) % 12 + 1)
