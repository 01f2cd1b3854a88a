"""What the files of a plan may hold: a model per kind of file, nothing unknown or converted.

A typing slip in a definition must be reported, never guessed at: a key that is not listed here is a
fault, `"22"` is no number and `22` no text. What one key alone cannot tell (a minimum expectation
stricter than its target, a theme nobody defined) is the business of `measure_rules.py` and
`plan_rules.py`.

Importing this module imports pydantic, which costs more than reading a plan: only `files.py`
does so, when a plan is read.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kpis.model import (
    AimsOf,
    Approval,
    Basis,
    CountedIn,
    Frequency,
    LimitsAs,
    Nature,
    Nearness,
    Polarity,
    QuarterValue,
    RagRule,
    Since,
    ThemeBasis,
    Unit,
)
from kpis.plan.faults import ID_PATTERN, LETTER_PATTERN, TEXT_PATTERN, THEME_PATTERN

SHORT_TITLE_LENGTH = 32  # what fits beside eight periods in a grid on a laptop

Text = Annotated[str, Field(pattern=TEXT_PATTERN)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Figure = Annotated[float, Field(allow_inf_nan=False)]
Number = Annotated[int, Field(ge=1, le=999)]  # of an entry in its list, or of days
Periods = Annotated[int, Field(ge=0, le=12)]
# In a file these are words; strict types would ask for members of the enumeration.
APolarity = Annotated[Polarity, Field(strict=False)]
AFrequency = Annotated[Frequency, Field(strict=False)]
AUnit = Annotated[Unit, Field(strict=False)]
AnAimsOf = Annotated[AimsOf, Field(strict=False)]
ABasis = Annotated[Basis, Field(strict=False)]
AQuarterValue = Annotated[QuarterValue, Field(strict=False)]
ANature = Annotated[Nature, Field(strict=False)]
ARagRule = Annotated[RagRule, Field(strict=False)]
ACountedIn = Annotated[CountedIn, Field(strict=False)]
ALimitsAs = Annotated[LimitsAs, Field(strict=False)]
ASince = Annotated[Since, Field(strict=False)]
GreenOrAmber = Literal["green", "amber"]
AnApproval = Annotated[Approval, Field(strict=False)]
ANearness = Annotated[Nearness, Field(strict=False)]
AThemeBasis = Annotated[ThemeBasis, Field(strict=False)]


class Entry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PriorityEntry(Entry):
    number: Number
    title: Text


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


class PlanFile(Entry):
    """plan.toml"""

    id: Text
    title: Text
    council: Text
    area: Text
    first_year: Text
    last_year: Text
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


class ActivityEntry(Entry):
    outcome: int
    number: Number
    title: Text
    also_supports: list[int] = Field(default_factory=list)
    directorate: Text | None = None
    owner: Text | None = None


class ActivitiesFile(Entry):
    """activities.toml"""

    activities: list[ActivityEntry]


class RuleEntry(Entry):
    due_days: Number
    closes_days: Number
    published_days: Number


class QuarterEntry(Entry):
    due: date
    closes: date
    published: date


class CalendarFile(Entry):
    """calendar.toml"""

    rule: RuleEntry
    quarters: dict[str, QuarterEntry] = Field(default_factory=dict)


class EveryYearEntry(Entry):
    """What holds for the aims of every year that does not say otherwise itself."""

    set_by: str = ""
    rationale: str = ""
    illustrative: bool = False


class AimEntry(EveryYearEntry):
    target: Figure | None = None
    minimum_expectation: Figure | None = None
    target_upper: Figure | None = None
    minimum_expectation_upper: Figure | None = None
    target_profile: list[Figure] = Field(default_factory=list)
    minimum_profile: list[Figure] = Field(default_factory=list)
    green_limit: Figure | None = None
    amber_limit: Figure | None = None
    green_limit_upper: Figure | None = None
    amber_limit_upper: Figure | None = None
    green_profile: list[Figure] = Field(default_factory=list)
    amber_profile: list[Figure] = Field(default_factory=list)
    baseline: Figure | None = None
    not_comparable: str = ""


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
    frequency: AFrequency
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
    source: Text
    introduced: str = ""
    retired: str = ""
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
