"""What every table of a plan's files has in common: nothing unknown, nothing converted.

A typing slip in a definition must be reported, never guessed at: a key that is not listed is a
fault, `"22"` is no number and `22` no text.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kpis.plan.faults import ID_PATTERN, TEXT_PATTERN

Text = Annotated[str, Field(pattern=TEXT_PATTERN)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Figure = Annotated[float, Field(allow_inf_nan=False)]
Number = Annotated[int, Field(ge=1, le=999)]  # of an entry in its list, or of days
Periods = Annotated[int, Field(ge=0, le=12)]
# In a file these are words; strict types would ask for members of the enumeration.


class Entry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
