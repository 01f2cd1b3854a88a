"""borough.toml: what the plan says of its borough, and how to get involved."""

from typing import Annotated

from pydantic import Field

from kpis.model import SpendingKind
from kpis.plan.schema.entry import Entry, Figure, Text

# In a file these are words; strict types would ask for members of the enumeration.
ASpendingKind = Annotated[SpendingKind, Field(strict=False)]


class TopicEntry(Entry):
    title: Text
    measures: list[Text] = Field(default_factory=list)


class FactEntry(Entry):
    topic: Text
    text: Text
    year: str = ""
    source: Text
    value: Figure | None = None
    unit: str = ""
    compared_with: str = ""
    compared_value: Figure | None = None
    measure: str = ""


class PassageEntry(Entry):
    title: Text
    text: str = ""
    source: Text


class SpendingEntry(Entry):
    outcome: int
    year: Text
    amount: Figure
    kind: ASpendingKind
    source: Text


class ContactEntry(Entry):
    title: str = ""
    text: Text
    links: list[Text] = Field(default_factory=list)
    source: Text


class BoroughFile(Entry):
    """borough.toml"""

    to_be_added: list[Text] = Field(default_factory=list)
    topics: list[TopicEntry] = Field(default_factory=list)
    facts: list[FactEntry] = Field(default_factory=list)
    challenges: list[PassageEntry] = Field(default_factory=list)
    delivers: list[PassageEntry] = Field(default_factory=list)
    spending: list[SpendingEntry] = Field(default_factory=list)
    contacts: list[ContactEntry] = Field(default_factory=list)
