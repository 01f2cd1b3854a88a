"""partnership.toml: who works with the council, on which boards, and what they took on."""

from typing import Annotated

from pydantic import Field

from kpis.model import ThemeBasis
from kpis.plan.faults import THEME_PATTERN
from kpis.plan.schema.entry import Entry, Id, Number, Text

BoardId = Annotated[str, Field(pattern=THEME_PATTERN)]
ABasis = Annotated[ThemeBasis, Field(strict=False)]  # a word in the file


class ExecutiveEntry(Entry):
    title: Text
    about: Text | None = None
    delivery: Text | None = None
    chair: Text | None = None
    source: Text | None = None


class PartnerEntry(Entry):
    id: Id
    title: Text


class BoardEntry(Entry):
    id: BoardId
    title: Text
    about: Text | None = None
    chair: Text | None = None


class BusinessEntry(Entry):
    board: Text
    measures: list[Id] = Field(default_factory=list)
    activities: list[Text] = Field(default_factory=list)
    basis: ABasis
    reason: Text


class CommitmentEntry(Entry):
    number: Number
    title: Text
    about: Text | None = None
    sources: list[Text]
    supports: list[int] = Field(default_factory=list)
    reason: Text | None = None
    directorate: Text | None = None
    owner: Text | None = None
    partners: list[Text] = Field(default_factory=list)


class PartnershipFile(Entry):
    """partnership.toml"""

    executive: ExecutiveEntry | None = None
    partners: list[PartnerEntry] = Field(default_factory=list)
    boards: list[BoardEntry] = Field(default_factory=list)
    business: list[BusinessEntry] = Field(default_factory=list)
    commitments: list[CommitmentEntry] = Field(default_factory=list)
