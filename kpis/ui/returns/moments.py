"""When something happened, as an officer's clock and calendar had it.

The store keeps UTC so that its order holds when the clocks change; people read UK time.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kpis.clock import day_in_words

_UK = ZoneInfo("Europe/London")


def uk_time(moment: datetime) -> str:
    """A time of the store (UTC, no zone) in UK time and words: "3 June 2026 at 2:05pm"."""
    local = moment.replace(tzinfo=UTC).astimezone(_UK)
    half = "am" if local.hour < 12 else "pm"
    return f"{day_in_words(local)} at {local.hour % 12 or 12}:{local:%M}{half}"
