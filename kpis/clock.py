"""Times as the store and the frames have them, UTC without a zone, and days as people write."""

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    return in_utc(datetime.now(UTC))


def in_utc(time: datetime) -> datetime:
    """A time that names its zone, in UTC without one; a time without a zone is UTC already."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def day_in_words(day: date) -> str:
    """ "8 November 2019"."""
    return f"{day.day} {day:%B %Y}"
