"""measures/ID.toml: a measure, its parts and what belongs to it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kpis.model import (
    AimsOf,
    Basis,
    Frequency,
    Nature,
    Nearness,
    Polarity,
    QuarterValue,
    ThemeBasis,
    Unit,
)
from kpis.plan.faults import LETTER_PATTERN
from kpis.plan.schema.aims import AimEntry, EveryYearEntry
from kpis.plan.schema.entry import Entry, Figure, Id, Number, Periods, Text
from kpis.plan.schema.rating import RatingEntry

SHORT_TITLE_LENGTH = 32  # what fits beside eight periods in a grid on a laptop

# In a file these are words; strict types would ask for members of the enumeration.
APolarity = Annotated[Polarity, Field(strict=False)]
AFrequency = Annotated[Frequency, Field(strict=False)]
AUnit = Annotated[Unit, Field(strict=False)]
AnAimsOf = Annotated[AimsOf, Field(strict=False)]
ABasis = Annotated[Basis, Field(strict=False)]
AQuarterValue = Annotated[QuarterValue, Field(strict=False)]
ANature = Annotated[Nature, Field(strict=False)]
ANearness = Annotated[Nearness, Field(strict=False)]
AThemeBasis = Annotated[ThemeBasis, Field(strict=False)]


class ThemeLinkEntry(Entry):
    theme: Text
    basis: AThemeBasis
    reason: Text


class BreakEntry(Entry):
    period: Text
    reason: Text


class BaselineEntry(Entry):
    period: Text
    reason: Text


class SuspensionEntry(Entry):
    since: Text
    until: str = ""
    reason: Text


class PublishedEntry(Entry):
    publisher: Text
    licence: Text
    indicator: Text
    nearness: ANearness
    conversion: str = ""
    note: str = ""


class PartEntry(Entry):
    """A part of a measure. What it does not say itself it takes from its measure."""

    id: Id
    letter: Annotated[str, Field(pattern=LETTER_PATTERN)]
    label: Text
    title: Text
    short_title: Annotated[str, Field(max_length=SHORT_TITLE_LENGTH)] = ""
    definition: Text
    why_it_matters: str = ""
    numerator: str = ""
    denominator: str = ""
    unit_label: Text | None = None
    source: Text | None = None
    sample_size: Annotated[int, Field(ge=1)] | None = None
    partners: list[Text] | None = None
    data_only: str = ""
    rating: RatingEntry | None = None
    every_year: EveryYearEntry | None = None
    years: dict[str, AimEntry] = Field(default_factory=dict)


class MeasureFile(Entry):
    """measures/<id>.toml"""

    title: Text
    short_title: Annotated[str, Field(max_length=SHORT_TITLE_LENGTH)] = ""
    outcome: int
    number: Number
    definition: Text
    why_it_matters: str = ""
    numerator: str = ""
    denominator: str = ""
    unit: AUnit
    unit_label: Text
    decimals: Annotated[int, Field(ge=0, le=4)]
    polarity: APolarity
    survey: Id | None = None
    question: str = ""
    frequency: AFrequency | None = None
    basis: ABasis
    arrears: Annotated[int, Field(ge=0, le=12)] = 0
    aims_of: AnAimsOf = AimsOf.OWN_PERIOD
    carried_forward_for: Periods | None = None
    quarter_value: AQuarterValue | None = None
    wave_start_month: Annotated[int, Field(ge=1, le=12)] | None = None
    wave_months: Annotated[int, Field(ge=1, le=12)] | None = None
    sample_size: Annotated[int, Field(ge=1)] | None = None
    design_effect: Annotated[Figure, Field(ge=1)] | None = None
    design_effect_source: str = ""
    usual_denominator: Annotated[int, Field(ge=1)] | None = None
    usual_denominator_source: str = ""
    not_by_chance: str = ""
    adds_up: bool = False
    whole: Id | None = None
    nature: ANature | None = None
    rolling_months: Annotated[int, Field(ge=2, le=60)] | None = None
    maximum: Annotated[Figure, Field(gt=0)] | None = None
    directorate: Text
    service: Text | None = None
    team: Text | None = None
    owner: Text
    partners: list[Text] = Field(default_factory=list)
    source: Text | None = None
    introduced: str = ""
    retired: str = ""
    retired_reason: str = ""
    data_only: str = ""
    reviewed_on: date
    next_review: date
    themes: list[ThemeLinkEntry] = Field(default_factory=list)
    published: PublishedEntry | None = None
    breaks: list[BreakEntry] = Field(default_factory=list)
    baselines: list[BaselineEntry] = Field(default_factory=list)
    suspensions: list[SuspensionEntry] = Field(default_factory=list)
    rating: RatingEntry | None = None
    every_year: EveryYearEntry | None = None
    years: dict[str, AimEntry] = Field(default_factory=dict)
    parts: list[PartEntry] = Field(default_factory=list)
