"""The rule by which figures are coloured: [rating]."""

from typing import Annotated, Literal

from pydantic import Field

from kpis.model import CountedIn, LimitsAs, RagRule, Since
from kpis.plan.schema.entry import Entry, Figure, Text

# In a file these are words; strict types would ask for members of the enumeration.
ARagRule = Annotated[RagRule, Field(strict=False)]
ACountedIn = Annotated[CountedIn, Field(strict=False)]
ALimitsAs = Annotated[LimitsAs, Field(strict=False)]
ASince = Annotated[Since, Field(strict=False)]
GreenOrAmber = Literal["green", "amber"]


class ColourNamesEntry(Entry):
    """What the council itself calls the colours."""

    green: str = ""
    amber: str = ""
    red: str = ""
    exceeded: str = ""


class RatingEntry(Entry):
    """The rule by which figures are coloured. What is left out has the default of its rule."""

    rule: ARagRule
    counted_in: ACountedIn | None = None
    green_within: Figure | None = None
    amber_within: Figure | None = None
    green_at_limit: bool | None = None
    amber_at_limit: bool | None = None
    limits: ALimitsAs | None = None
    since: ASince | None = None
    area: Text | None = None
    comparators: Text | None = None
    improving: GreenOrAmber | None = None
    exceeded_by: Annotated[Figure, Field(gt=0)] | None = None
    reason: Text
    source: str = ""
    names: ColourNamesEntry = ColourNamesEntry()
