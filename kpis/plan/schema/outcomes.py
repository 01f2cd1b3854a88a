"""outcomes.toml and themes.toml."""

from typing import Annotated

from pydantic import Field

from kpis.plan.faults import THEME_PATTERN
from kpis.plan.schema.entry import Entry, Number, Text


class OutcomeEntry(Entry):
    number: Number
    title: Text
    priority: int
    director: Text | None = None
    cabinet_member: Text | None = None
    why: list[Text] = Field(default_factory=list)
    challenges: list[Text] = Field(default_factory=list)
    principles: list[Text] = Field(default_factory=list)


class OutcomesFile(Entry):
    """outcomes.toml"""

    outcomes: list[OutcomeEntry]


class ThemeEntry(Entry):
    id: Annotated[str, Field(pattern=THEME_PATTERN)]
    title: Text
    board: Text
    about: list[Text] = Field(default_factory=list)
    key_outcomes: list[Text] = Field(default_factory=list)


class ThemesFile(Entry):
    """themes.toml"""

    themes: list[ThemeEntry]
