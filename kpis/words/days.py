"""Days and times in words, as an officer's clock and calendar had them.

The store keeps UTC so that its order holds when the clocks change; people read UK time.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kpis.words.lists import counted

_UK = ZoneInfo("Europe/London")
_COUNTED_IN_DAYS = 92  # a quarter: nobody makes years out of a thousand days in their head
_DAYS_IN_A_MONTH = 365.25 / 12


def day_in_words(day: date) -> str:
    """ "8 November 2019"."""
    return f"{day.day} {day:%B %Y}"


def how_long(days: int) -> str:
    """ "1 day", "92 days"; from there on in whole months, rounded: "6 years 10 months".

    A month counts as the twelfth part of a year of 365.25 days.
    """
    if days <= _COUNTED_IN_DAYS:
        return counted(days, "day")
    years, months = divmod(round(days / _DAYS_IN_A_MONTH), 12)
    parts = ((years, "year"), (months, "month"))
    return " ".join(counted(number, unit) for number, unit in parts if number)


def uk_time(moment: datetime) -> str:
    """A time of the store (UTC, no zone) in UK time and words: "3 June 2026 at 2:05pm"."""
    local = _in_uk(moment)
    half = "am" if local.hour < 12 else "pm"
    return f"{day_in_words(local)} at {local.hour % 12 or 12}:{local:%M}{half}"


def uk_known_since(known_at: datetime, recorded_at: datetime) -> str:
    """When a figure was returned, in UK time; its day alone where its file named no time.

    known_at, recorded_at: of one revision, UTC without a zone. They differ only where a file of
    history says when the figure was returned, and a day without a time is kept as midnight UTC.
    """
    from_a_file = known_at != recorded_at
    return uk_day(known_at) if from_a_file and known_at.time() == time() else uk_time(known_at)


def uk_date(moment: datetime) -> date:
    """The day that a time of the store (UTC, no zone) falls on in the UK."""
    return _in_uk(moment).date()


def uk_day(moment: datetime) -> str:
    """Its day alone: "3 June 2026"."""
    return day_in_words(_in_uk(moment))


def uk_day_begins(day: date) -> datetime:
    """The first moment of a day in the UK, as the store keeps times: UTC, no zone."""
    return _in_utc(datetime.combine(day, time.min))


def uk_day_ends(day: date) -> datetime:
    """Its last moment, likewise."""
    return _in_utc(datetime.combine(day, time.max))


def from_uk_time(local: datetime) -> datetime:
    """What a clock in the UK shows (no zone) as the store keeps times: UTC, no zone.

    In the hour that comes twice when the clocks go back it is the first. Raises ValueError, with a
    sentence, for a time that no clock shows because they go forward.
    """
    moment = _in_utc(local)
    if _in_uk(moment).replace(tzinfo=None) != local:
        raise ValueError(
            f"There is no {local:%H:%M} on {day_in_words(local)}: the clocks go forward."
        )
    return moment


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=_UK).astimezone(UTC).replace(tzinfo=None)


def _in_uk(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(_UK)
