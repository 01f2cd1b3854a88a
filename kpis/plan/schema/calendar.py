"""calendar.toml: when what is due."""

from datetime import date

from pydantic import Field

from kpis.plan.schema.entry import Entry, Number, Text


class RuleEntry(Entry):
    due_days: Number
    closes_days: Number
    published_days: Number


class QuarterEntry(Entry):
    due: date
    closes: date
    published: date


class MeetingEntry(Entry):
    board: Text
    day: date


class CalendarFile(Entry):
    """calendar.toml"""

    rule: RuleEntry
    quarters: dict[str, QuarterEntry] = Field(default_factory=dict)
    meetings: list[MeetingEntry] = Field(default_factory=list)
