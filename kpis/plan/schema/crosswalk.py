"""crosswalk.toml: what became of the measures of the plan before."""

from typing import Annotated

from pydantic import Field

from kpis.model import Continuation
from kpis.plan.schema.entry import Entry, Id

# In a file these are words; strict types would ask for members of the enumeration.
AContinuation = Annotated[Continuation, Field(strict=False)]


class ChangeEntry(Entry):
    kind: AContinuation
    from_: list[Id] = Field(default_factory=list, alias="from")  # Python's own word
    to: list[Id] = Field(default_factory=list)
    reason: str = ""


class CrosswalkFile(Entry):
    """crosswalk.toml"""

    changes: list[ChangeEntry] = Field(default_factory=list)
