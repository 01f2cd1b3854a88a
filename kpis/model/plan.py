"""A plan and what is in it: priorities, outcomes, measures with their aims, activities, dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from kpis.model.aims import Aim
from kpis.model.borough import NOTHING_SAID, Borough, Passage
from kpis.model.crosswalk import Agreement, PlanChange
from kpis.model.enumerations import (
    AimsOf,
    Approval,
    Basis,
    Frequency,
    LimitsAs,
    Nature,
    Nearness,
    Polarity,
    Provenance,
    QuarterValue,
    RagRule,
    ThemeBasis,
    Unit,
)
from kpis.model.partnership import Partnership
from kpis.model.publication import NOTHING_SAID as NOTHING_PUBLISHED
from kpis.model.publication import Publication
from kpis.model.rating import RatingRule
from kpis.model.record import Record
from kpis.model.surveys import Survey, SurveyWave

NO_OUTCOME = 0  # what a commitment of the partnership has for the number of its own outcome


class ThemeLink(Record):
    theme: str
    basis: ThemeBasis
    reason: str


class SeriesBreak(Record):
    """From this reporting period on, figures do not compare with those before it."""

    period: str
    reason: str


class Baseline(Record):
    """From this reporting period on control limits are recalculated.

    Figures go on comparing with those before it. Making Data Count asks for one where a change
    has lasted, is understood and is expected to stay.
    """

    period: str
    reason: str


class Suspension(Record):
    """Collection suspended from one quarter to another, both included; open when `until` is ''."""

    since: str
    until: str
    reason: str


class PublishedSource(Record):
    """An official statistic that gives this measure's figures, and how near it comes."""

    publisher: str
    licence: str
    indicator: str
    nearness: Nearness
    conversion: str = ""  # what was done to the published value; "" when nothing
    note: str = ""  # the sentence readers see beside the figures


class Annotation(Record):
    """What a post wrote about one period of a measure, to be read beside its figure."""

    period: str  # as ReportingPeriod.id
    text: str
    by: str  # a post
    on: date


class Measure(Record):
    id: str
    code: str  # "5.2"; a part "4.1a"
    outcome: int
    number: int
    title: str
    definition: str
    unit: Unit
    unit_label: str  # "%", "households", "per 100,000 aged 10 to 17"
    decimals: int
    polarity: Polarity
    frequency: Frequency
    basis: Basis
    directorate: str
    owner: str  # a post, never a person
    source: str
    service: str = ""  # of the directorate; "" where the plan does not say
    team: str = ""  # of the service; likewise
    short_title: str = ""
    why_it_matters: str = ""
    numerator: str = ""
    denominator: str = ""
    themes: tuple[ThemeLink, ...] = ()
    aims: Mapping[str, Aim] = field(default_factory=dict)
    data_only: str = ""  # why there is no target; "" = it has targets
    arrears: int = 0  # quarters after the one its period ends in that it is reported
    aims_of: AimsOf = AimsOf.OWN_PERIOD
    carried_forward_for: int | None = None  # periods its latest figure stands; None: the plan's
    quarter_value: QuarterValue = QuarterValue.LAST
    wave_start_month: int = 0  # survey waves: first month of fieldwork, 0 when not a survey
    wave_months: int = 0
    sample_size: int = 0  # usual number of respondents, 0 when not a sample
    # About how many cases a percentage is of, or people a rate is of, where figures come without
    # their own number; 0 = not known. And where that is known from.
    usual_denominator: int = 0
    usual_denominator_source: str = ""
    # How much wider the figures of a survey spread than those of as many people drawn at random:
    # 1 = not at all. And where that is known from, or why it is assumed.
    design_effect: float = 1.0
    design_effect_source: str = ""
    not_by_chance: str = ""  # why its cases do not vary one by one; "" = they do
    # The cases of its periods are different ones, so that several periods together have a figure.
    adds_up: bool = False
    whole: str = ""  # id of the measure that counts everybody, where this one's parts are of some
    rolling_months: int = 0  # months up to its period's end that a figure covers; 0 = the period
    stock: bool = False  # a state, mostly of the people or things of the period before
    maximum: float | None = None  # the largest believable figure, where the unit sets none
    introduced: str = ""  # first quarter it is due in; "" = always
    retired: str = ""  # last quarter it is due in
    retired_reason: str = ""  # why, for readers
    breaks: tuple[SeriesBreak, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    not_comparable: tuple[SeriesBreak, ...] = ()  # single periods compared with nothing, and why
    annotations: tuple[Annotation, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    published: PublishedSource | None = None
    reviewed_on: date | None = None
    next_review: date | None = None
    part_of: str = ""  # id of the measure it is part of
    part_label: str = ""  # "Women"
    # Ids it had in plans before this one, the nearest first: figures stored under them are its own.
    earlier_ids: tuple[str, ...] = ()
    rating: RatingRule | None = None  # None: rated by the plan's rule
    survey: str = ""  # id of the survey it is a question of; "" = of none
    question: str = ""  # its wording there; "" = not known
    partners: tuple[str, ...] = ()  # ids of those that deliver it with the council, or for it
    survey_owner: str = ""  # the post that returns the survey, and so this measure too
    waves: tuple[SurveyWave, ...] = ()  # of its survey, those with a design effect of their own

    def design_effect_in(self, period_id: str) -> float:
        """That of a survey wave where it has its own, else the usual one."""
        own = [each.design_effect for each in self.waves if each.period == period_id]
        return own[0] if own else self.design_effect

    @property
    def nature(self) -> Nature:
        """What its figures have in common from one period to the next."""
        if self.rolling_months:
            return Nature.ROLLING
        return Nature.STOCK if self.stock else Nature.FLOW


class Priority(Record):
    number: int
    title: str
    about: tuple[str, ...] = ()  # the plan's own text, by paragraph; () where it has none


class Outcome(Record):
    number: int
    title: str
    priority: int
    director: str = ""  # the post that answers for it; "" where the plan does not say
    cabinet_member: str = ""  # by portfolio, never by name; likewise
    # The plan's own text, by paragraph; () where it has none.
    why: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()


class Theme(Record):
    id: str
    title: str
    board: str
    about: tuple[str, ...] = ()  # the partnership plan's own text, by paragraph
    key_outcomes: tuple[str, ...] = ()  # which it intends to achieve; () where it states none


class Activity(Record):
    """Something the council said it would do; `also_supports` are further outcome numbers."""

    code: str  # "A1.2"
    outcome: int
    number: int
    title: str
    also_supports: tuple[int, ...] = ()
    directorate: str = ""  # "" where the plan does not say
    owner: str = ""  # a post, likewise
    partners: tuple[str, ...] = ()  # ids of those that do it with the council, or for it


class CalendarEntry(Record):
    """Dates of one quarter: returns are due, the quarter closes, figures are published."""

    due: date
    closes: date
    published: date


class CalendarRule(Record):
    """The dates of a quarter that has none of its own, in days after the quarter's last day."""

    due_days: int
    closes_days: int
    published_days: int


class ComparatorSet(Record):
    """Areas the council is ranked among, or held against as a whole, or both."""

    id: str
    title: str  # as in "4th of the London boroughs"
    areas: tuple[str, ...] = ()  # without the plan's own, which belongs to every set
    reference: str = ""  # the area whose figure is that of the whole: "London"; "" = none
    source: str = ""  # who says that these are alike, a sentence


class AreaNames(Record):
    """What else an area is called in returns: short names, codes of the statistics office."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    id: str
    title: str
    council: str
    area: str  # the area whose figures are rated; all others are comparators
    first_year: str  # "2019/20"
    last_year: str
    rag_rule: RagRule
    priorities: tuple[Priority, ...]
    outcomes: tuple[Outcome, ...]
    themes: tuple[Theme, ...]
    measures: tuple[Measure, ...]  # in code order, each followed by its parts
    activities: tuple[Activity, ...]
    calendar: Mapping[str, CalendarEntry]  # by quarter id, "2019-20-Q1"
    calendar_rule: CalendarRule
    tolerance_percent: float = 0.0  # RagRule.TOLERANCE without `rating`: what is still amber
    rating: RatingRule | None = None  # the rule in full; None: what rag_rule says in a word
    area_names: tuple[AreaNames, ...] = ()  # other names, of any area
    comparators: tuple[str, ...] = ()  # areas drawn beside the council, nearest first
    comparator_sets: tuple[ComparatorSet, ...] = ()  # whom it is ranked among; the first leads
    # Folders of returns that a new store begins with, in the order they are loaded.
    first_figures: tuple[tuple[Provenance, Path], ...] = ()
    partnership_plan: str = ""
    objective: str = ""
    approval: Approval = Approval.ONE
    carried_forward_for: int = 2  # of a measure's own periods its latest figure stands
    principles: tuple[Passage, ...] = ()  # how the partnership will achieve its objective
    borough: Borough = NOTHING_SAID
    publication: Publication = NOTHING_PUBLISHED
    partnership: Partnership | None = None  # None where its files name none
    surveys: tuple[Survey, ...] = ()  # whose questions are measures
    previous: str = ""  # folder of the plan before, relative to its own; "" = it follows none
    agreed: Agreement | None = None
    changes: tuple[PlanChange, ...] = ()  # what became of the measures of the plan before

    @property
    def proposed(self) -> bool:
        """Whether it follows another plan and nobody agreed it yet: it is in force nowhere."""
        return bool(self.previous) and self.agreed is None

    @cached_property
    def rating_rule(self) -> RatingRule:
        """The rule by which a measure is rated that has none of its own."""
        if self.rating is not None:
            return self.rating
        if self.rag_rule is RagRule.TOLERANCE:
            return RatingRule(
                rule=RagRule.TOLERANCE,
                amber_within=self.tolerance_percent,
                limits=LimitsAs.ROUNDED,
            )
        return RatingRule(rule=self.rag_rule)

    def rule_of(self, measure: Measure) -> RatingRule:
        """The rule by which a measure is rated."""
        return measure.rating or self.rating_rule

    @cached_property
    def measures_by_id(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def id_now(self) -> dict[str, str]:
        """By each id that a measure had in an earlier plan the one it has in this; mostly {}."""
        return {earlier: measure.id for measure in self.measures for earlier in measure.earlier_ids}

    @cached_property
    def parts_of(self) -> dict[str, tuple[Measure, ...]]:
        """Parts by the id of their measure; only measures that have parts are keys."""
        parts: dict[str, tuple[Measure, ...]] = {}
        for measure in self.measures:
            if measure.part_of:
                parts[measure.part_of] = (*parts.get(measure.part_of, ()), measure)
        return parts

    @cached_property
    def surveys_by_id(self) -> dict[str, Survey]:
        return {survey.id: survey for survey in self.surveys}

    def questions_of(self, survey_id: str) -> tuple[Measure, ...]:
        """The measures of a survey in plan order, each followed by its parts."""
        return tuple(m for m in self.measures if m.survey == survey_id)

    @cached_property
    def tracked(self) -> tuple[Activity, ...]:
        """Everything whose status is returned: the activities, then the partnership's commitments.

        A commitment is an activity of NO_OUTCOME that supports the outcomes it names.
        """
        commitments = self.partnership.commitments if self.partnership else ()
        return (
            *self.activities,
            *(
                Activity(
                    code=each.code,
                    outcome=NO_OUTCOME,
                    number=each.number,
                    title=each.title,
                    also_supports=each.supports,
                    directorate=each.directorate,
                    owner=each.owner,
                    partners=each.partners,
                )
                for each in commitments
            ),
        )

    @property
    def counted(self) -> tuple[Measure, ...]:
        """Measures and parts that are returned and rated: all but measures that have parts."""
        return tuple(m for m in self.measures if m.id not in self.parts_of)
