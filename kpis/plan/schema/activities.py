"""activities.toml: what the council said it would do."""

from pydantic import Field

from kpis.plan.schema.entry import Entry, Number, Text


class ActivityEntry(Entry):
    outcome: int
    number: Number
    title: Text
    also_supports: list[int] = Field(default_factory=list)
    directorate: Text | None = None
    owner: Text | None = None
    partners: list[Text] = Field(default_factory=list)


class ActivitiesFile(Entry):
    """activities.toml"""

    activities: list[ActivityEntry]
