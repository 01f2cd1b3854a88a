"""surveys.toml: surveys whose questions are measures."""

from typing import Annotated

from pydantic import Field

from kpis.plan.schema.entry import Entry, Figure, Id, Text


class SurveyEntry(Entry):
    id: Id
    title: Text
    about: Text
    wave_start_month: Annotated[int, Field(ge=1, le=12)]
    wave_months: Annotated[int, Field(ge=1, le=12)]
    arrears: Annotated[int, Field(ge=0, le=12)] = 0
    sample_size: Annotated[int, Field(ge=1)] | None = None
    design_effect: Annotated[Figure, Field(ge=1)] | None = None
    design_effect_source: str = ""
    source: Text
    directorate: Text
    owner: Text


class SurveyWaveEntry(Entry):
    survey: Id
    period: Text
    interviews: Annotated[int, Field(ge=1)] | None = None
    design_effect: Annotated[Figure, Field(ge=1)] | None = None
    design_effect_source: str = ""
    note: str = ""
    break_reason: str = ""


class SurveysFile(Entry):
    """surveys.toml"""

    surveys: list[SurveyEntry] = Field(default_factory=list)
    waves: list[SurveyWaveEntry] = Field(default_factory=list)
