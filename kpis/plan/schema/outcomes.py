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


class OutcomesFile(Entry):
    """outcomes.toml"""

    outcomes: list[OutcomeEntry]


class ThemeEntry(Entry):
    id: Annotated[str, Field(pattern=THEME_PATTERN)]
    title: Text
    board: Text


class ThemesFile(Entry):
    """themes.toml"""

    themes: list[ThemeEntry]
