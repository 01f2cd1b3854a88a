"""What people type about an activity, understood or refused: its status, a percentage, a day.

As with figures nothing is guessed. "In progress" does not say whether an activity is on track, a
colour is worked out here and not returned, "March 2020" is no day; each is refused with what to
type instead. Days are written as in Britain, the day before the month; where another date of the
same column can only be read with the month first, those that could be read both ways are refused.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kpis.errors import PeriodError
from kpis.model import ActivityStatus
from kpis.period_text import parse_period
from kpis.readers.raw import CellKind
from kpis.validation.days import read_time
from kpis.validation.figure_text.expected import ExpectedFigure
from kpis.validation.values import read_figure
from kpis.words.lists import listed
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

_SAID_IN_OTHER_WORDS = {
    ActivityStatus.NOT_STARTED: (
        "not yet started",
        "not begun",
        "not yet begun",
        "yet to start",
        "yet to begin",
        "not commenced",
        "to start",
    ),
    ActivityStatus.ON_TRACK: ("ontrack", "on target", "on schedule", "on course", "on time"),
    ActivityStatus.AT_RISK: ("atrisk", "risk"),
    ActivityStatus.DELAYED: (
        "delay",
        "late",
        "behind",
        "behind schedule",
        "overdue",
        "slipped",
        "slipping",
    ),
    ActivityStatus.COMPLETED: ("complete", "done", "finished", "delivered", "achieved"),
    ActivityStatus.STOPPED: (
        "cancelled",
        "canceled",
        "discontinued",
        "abandoned",
        "withdrawn",
        "ended early",
    ),
}
_STATUSES = {
    word: status
    for status, name in ACTIVITY_STATUS_WORDS.items()
    for word in (name.lower(), *_SAID_IN_OTHER_WORDS[status])
}
_COLOURS = frozenset(("green", "amber", "red", "blue", "yellow", "orange", "grey", "g", "a", "r"))
_GOING_ON = frozenset(("in progress", "ongoing", "on going", "underway", "under way", "started"))
_RESTING = frozenset(("on hold", "paused", "deferred", "postponed", "suspended", "closed"))
_PUNCTUATION = re.compile(r"[\W_]+")

FIRST_YEAR, LAST_YEAR = 2000, 2099  # of a day that is believable
_PERCENT = ExpectedFigure(percent=True, money=False, scale=False, outturn=False)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_EXTRA_FORMS = (
    "%d/%m/%y",
    "%d.%m.%y",
    "%d-%m-%y",
    "%d %b %y",
    "%d-%b-%y",
    "%d-%B-%Y",
    "%d %B, %Y",
    "%d %b, %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%Y/%m/%d",
)
_ORDINALS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_WEEKDAYS = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.I
)
_SERIAL = re.compile(r"\d{5}(?:\.0*)?")
_EXCEL_BEGINS = date(1899, 12, 30)

AS_A_DAY = "Type the day as in 31/03/2020."
_HOW_IT_GOES = "That does not say how it is going. Type On track, At risk or Delayed."
_WHETHER_IT_GOES_ON = (
    "Type Delayed, with a revised date, if it will go on, Stopped if it will not, or Completed."
)


@dataclass(frozen=True, slots=True)
class StatusRead:
    """A status, or what to type instead; neither for an empty cell."""

    status: ActivityStatus | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class PercentRead:
    """A percentage from 0 to 100, NaN for an empty cell; or what to type instead."""

    value: float = float("nan")
    advice: str = ""


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day, or what to type instead; neither for an empty cell. ambiguous: it could be several."""

    day: date | None = None
    advice: str = ""
    ambiguous: bool = False


def read_status(text: str) -> StatusRead:
    words = " ".join(_PUNCTUATION.sub(" ", text).lower().split())
    if not text:
        return StatusRead()
    if words in _STATUSES:
        return StatusRead(_STATUSES[words])
    if words in _COLOURS:
        return StatusRead(
            advice="A colour is not a status: it is worked out from the status and the dates. "
            f"Type one of {all_statuses()}."
        )
    if words in _GOING_ON:
        return StatusRead(advice=_HOW_IT_GOES)
    if words in _RESTING:
        return StatusRead(advice=_WHETHER_IT_GOES_ON)
    return StatusRead(advice=f"Type one of {all_statuses()}.")


def read_percent(text: str, kind: str) -> PercentRead:
    figure = read_figure(text, kind, _PERCENT)
    if figure.problem is not None or figure.marker or not 0 <= figure.value <= 100:
        return PercentRead(advice="Type a number from 0 to 100.") if text else PercentRead()
    if 0 < figure.value < 1 and not figure.percent_sign:
        return PercentRead(advice=f"Type {100 * figure.value:g} for {100 * figure.value:g}%.")
    return PercentRead(figure.value)


def read_day(text: str, kind: str, *, month_first: bool = False) -> DayRead:
    """month_first: another date of the same column can only be read with the month first."""
    if not text:
        return DayRead()
    if kind in (CellKind.ERROR, CellKind.NO_VALUE):
        return DayRead(advice=f"Put the date itself in the place of the formula. {AS_A_DAY}")
    plain = _WEEKDAYS.sub("", _ORDINALS.sub(r"\1", " ".join(text.split())))
    if month_first and (both := _both_ways(plain)):
        british, american = both
        return DayRead(
            advice=f"It could be {in_digits(british)} or {in_digits(american)}, for other dates "
            f"of this column have the month first. {AS_A_DAY}",
            ambiguous=True,
        )
    day = _day_of(plain)
    if day is not None:
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return DayRead(day)
        return DayRead(advice=f"The year {day.year} cannot be right. {AS_A_DAY}")
    if is_month_first(plain):
        return DayRead(
            advice="The month stands before the day. Type the day first, as in 31/03/2020."
        )
    if _SERIAL.fullmatch(plain):
        shown = _EXCEL_BEGINS + timedelta(int(float(plain)))
        return DayRead(
            advice=f"That is how Excel keeps {in_digits(shown)}. Format the cell as a date, or "
            f"type {in_digits(shown)}."
        )
    return _of_a_longer_time(plain)


def is_month_first(text: str) -> bool:
    """Whether a date in digits makes sense only with the month before the day."""
    match = _NUMERIC.fullmatch(" ".join(text.split()))
    return bool(match) and int(match[1]) <= 12 < int(match[2]) <= 31  # type: ignore[index]


def in_digits(day: date) -> str:
    """31/03/2020."""
    return f"{day:%d/%m/%Y}"


def _day_of(text: str) -> date | None:
    if time := read_time(text):
        return time.date()
    for form in _EXTRA_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _both_ways(text: str) -> tuple[date, date] | None:
    """The two days a date in digits could be; None where it can only be one."""
    match = _NUMERIC.fullmatch(text)
    if not match or match[1] == match[2]:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    try:
        return date(year, second, first), date(year, first, second)
    except ValueError:
        return None


def _of_a_longer_time(text: str) -> DayRead:
    try:
        period = parse_period(text)
    except PeriodError:
        return DayRead(advice=f"That is not a date. {AS_A_DAY}")
    return DayRead(
        advice=f"It names {period.label}, which is no single day. Type the last day by which it "
        f"is expected, such as {in_digits(period.end)}.",
        ambiguous=True,
    )


def all_statuses() -> str:
    """ "Not started, On track, ... or Stopped"."""
    return listed(list(ACTIVITY_STATUS_WORDS.values()), "or")
