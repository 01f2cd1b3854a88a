"""Times as the store and the frames have them: UTC without a zone."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return in_utc(datetime.now(UTC))


def in_utc(time: datetime) -> datetime:
    """A time that names its zone, in UTC without one; a time without a zone is UTC already."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
