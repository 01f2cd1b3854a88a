"""plan.toml: the plan as a whole."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kpis.model import Approval, RagRule
from kpis.plan.schema.borough import PassageEntry
from kpis.plan.schema.entry import Entry, Figure, Id, Number, Periods, Text
from kpis.plan.schema.rating import RatingEntry

# In a file these are words; strict types would ask for members of the enumeration.
ARagRule = Annotated[RagRule, Field(strict=False)]
AnApproval = Annotated[Approval, Field(strict=False)]


class PriorityEntry(Entry):
    number: Number
    title: Text
    about: list[Text] = Field(default_factory=list)


class FirstFigures(Entry):
    """Folders of returns that a new store begins with, relative to the plan's own."""

    published: Text | None = None
    illustrative: Text | None = None


class ComparatorSetEntry(Entry):
    """Areas the council is ranked among, the figure of their whole, or both."""

    id: Id
    title: Text
    areas: list[Text] = Field(default_factory=list)
    reference: str = ""
    source: Text


class AreaNamesEntry(Entry):
    """What else an area is called."""

    name: Text
    also: list[Text]


class AgreedEntry(Entry):
    """Who agreed the plan."""

    by: Text
    on: date
    reason: Text


class PlanFile(Entry):
    """plan.toml"""

    id: Text
    title: Text
    council: Text
    area: Text
    first_year: Text
    last_year: Text
    previous: Text | None = None
    agreed: AgreedEntry | None = None
    rag_rule: ARagRule | None = None
    tolerance_percent: Annotated[Figure, Field(gt=0)] | None = None
    rating: RatingEntry | None = None
    area_names: list[AreaNamesEntry] = Field(default_factory=list)
    comparators: list[Text] = Field(default_factory=list)
    comparator_sets: list[ComparatorSetEntry] = Field(default_factory=list)
    partnership_plan: str = ""
    objective: str = ""
    approval: AnApproval = Approval.ONE
    carried_forward_for: Periods = 2
    first_figures: FirstFigures = FirstFigures()
    priorities: list[PriorityEntry]
    principles: list[PassageEntry] = Field(default_factory=list)
