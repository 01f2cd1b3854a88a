"""The words of performance management as types: enumerations and frozen values.

Nothing here computes a rating, reads a file or knows a council. `kpis.plan.load` makes a
`Plan` from its folder; every other module takes these values and gives new ones.

A *part* of a measure (women, residents from BAME backgrounds) is a `Measure` with `part_of`
set: it has its own aims, is returned, rated and counted by itself. A measure that has parts
has no outturn of its own and is not counted; it shows its parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path


class Polarity(StrEnum):
    """Which way is better. RANGE: best between two bounds. NEUTRAL: neither way is."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NEUTRAL = "neutral"


class Frequency(StrEnum):
    """How often a measure is returned, which is also the kind of its reporting periods."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"  # financial, April to March
    ACADEMIC_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    SURVEY_WAVE = "survey_wave"


class Unit(StrEnum):
    PERCENT = "percent"
    COUNT = "count"
    RATE_PER_1000 = "rate_per_1000"
    RATE_PER_100000 = "rate_per_100000"
    POUNDS = "pounds"
    DAYS = "days"
    TONNES = "tonnes"
    AVERAGE = "average"  # an average count, such as beds a day: not whole, never negative
    INDEX = "index"  # a score that may be negative


class Basis(StrEnum):
    """What an outturn covers: its own period, or the year up to the end of it."""

    PERIOD = "period"
    YEAR_TO_DATE = "year_to_date"


class QuarterValue(StrEnum):
    """How the months of a monthly measure make its figure for a quarter."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class RagStatus(StrEnum):
    """A rating, or which of the several reasons there is none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    DATA_ONLY = "data_only"  # no target, by design or because none is set for the period
    NOT_DUE = "not_due"  # nothing of this measure is due with this quarter
    AWAITED = "awaited"  # not returned, and the due date has not passed
    LATE = "late"  # not returned, and the due date has passed
    NOT_AVAILABLE = "not_available"  # returned without a figure: [c], [x] or [z]
    SUSPENDED = "suspended"
    NOT_COMPARABLE = "not_comparable"  # the definition changed: the target does not apply
    SEE_PARTS = "see_parts"  # has parts, which are rated and counted in its place


RATED = (RagStatus.GREEN, RagStatus.AMBER, RagStatus.RED)


class RagRule(StrEnum):
    MINIMUM_EXPECTATION = "minimum_expectation"
    TOLERANCE = "tolerance"


class Direction(StrEnum):
    """Better or worse than before, never up or down."""

    IMPROVING = "improving"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSENING = "worsening"


class Marker(StrEnum):
    """Shorthand of UK government statistics, stored without its square brackets."""

    PROVISIONAL = "p"
    REVISED = "r"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"


MARKERS_WITHOUT_A_FIGURE = (Marker.CONFIDENTIAL, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE)


class Provenance(StrEnum):
    """Where a submission's figures come from; decides which of two figures is shown."""

    RETURN = "return"  # returned by an officer
    PUBLISHED = "published"  # an official statistic
    ILLUSTRATIVE = "illustrative"  # made up, and labelled so wherever it shows


class SubmissionState(StrEnum):
    """How far a submission has come."""

    SUBMITTED = "submitted"
    APPROVED = "approved"  # also what is no return, which needs nobody's approval
    PUBLISHED = "published"  # a figure of it is in a release, perhaps of long ago
    WITHDRAWN = "withdrawn"


class ActivityStatus(StrEnum):
    """How far an activity of the plan has come, as its owner returns it."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DELAYED = "delayed"
    COMPLETED = "completed"
    STOPPED = "stopped"


class RemarkKind(StrEnum):
    """What a remark pinned to a period of a measure says of its figure."""

    NOTE = "note"
    BREAK = "break"  # figures from here on do not compare with those before
    NOT_COMPARABLE = "not_comparable"  # this one figure compares with no other


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class ThemeBasis(StrEnum):
    STATED = "stated"  # in the council's own documents
    ASSIGNED = "assigned"  # by whoever wrote the plan's files


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a year of the plan asks of a measure, in the measure's own unit.

    For Polarity.RANGE `target` and `minimum_expectation` are lower bounds and the `_upper`
    values the upper ones. The profiles give a value for each quarter of the year, for a
    year-to-date measure or one whose target changes within the year; else empty.
    """

    year: str  # "2019/20": the financial year in which the figure is reported
    target: float | None
    minimum_expectation: float | None = None
    target_upper: float | None = None
    minimum_expectation_upper: float | None = None
    target_profile: tuple[float, ...] = ()
    minimum_profile: tuple[float, ...] = ()
    set_by: str = ""
    rationale: str = ""
    illustrative: bool = False
    not_comparable: str = ""  # why figures of this year must not be held against the target


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLink:
    theme: str
    basis: ThemeBasis
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """From this reporting period on, figures do not compare with those before it."""

    period: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Collection suspended from one quarter to another, both included; open when `until` is ''."""

    since: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSource:
    """An official statistic that gives this measure's figures, and how near it comes."""

    publisher: str
    licence: str
    indicator: str
    nearness: str  # exact | complement | near
    conversion: str = ""  # what was done to the published value; "" when nothing
    note: str = ""  # the sentence readers see beside the figures


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedNote:
    """What a post wrote about one period of a measure, to be read beside its figure."""

    period: str  # as ReportingPeriod.id
    text: str
    by: str  # a post
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
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
    short_title: str = ""
    why_it_matters: str = ""
    numerator: str = ""
    denominator: str = ""
    themes: tuple[ThemeLink, ...] = ()
    aims: Mapping[str, Aim] = field(default_factory=dict)
    data_only: str = ""  # why there is no target; "" = it has targets
    arrears: int = 0  # quarters after the one its period ends in that it is reported
    quarter_value: QuarterValue = QuarterValue.LAST
    wave_start_month: int = 0  # survey waves: first month of fieldwork, 0 when not a survey
    wave_months: int = 0
    sample_size: int = 0  # usual number of respondents, 0 when not a sample
    maximum: float | None = None  # the largest believable figure, where the unit sets none
    introduced: str = ""  # first quarter it is due in; "" = always
    retired: str = ""  # last quarter it is due in
    breaks: tuple[SeriesBreak, ...] = ()
    not_comparable: tuple[SeriesBreak, ...] = ()  # single periods compared with nothing, and why
    notes: tuple[PinnedNote, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    published: PublishedSource | None = None
    reviewed_on: date | None = None
    next_review: date | None = None
    part_of: str = ""  # id of the measure it is part of
    part_label: str = ""  # "Women"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    number: int
    title: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    id: str
    title: str
    board: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something the council said it would do; `also_supports` are further outcome numbers."""

    code: str  # "A1.2"
    outcome: int
    number: int
    title: str
    also_supports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Dates of one quarter: returns are due, the quarter closes, figures are published."""

    due: date
    closes: date
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule:
    """The dates of a quarter that has none of its own, in days after the quarter's last day."""

    due_days: int
    closes_days: int
    published_days: int


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
    tolerance_percent: float = 0.0  # RagRule.TOLERANCE: how far from target is still amber
    comparators: tuple[str, ...] = ()  # areas drawn beside the council, nearest first
    # Folders of returns that a new store begins with, in the order they are loaded.
    first_figures: tuple[tuple[Provenance, Path], ...] = ()
    partnership_plan: str = ""
    objective: str = ""
    approval: str = "one"  # "two": another post than the submitting one must approve

    @cached_property
    def measures_by_id(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def parts_of(self) -> dict[str, tuple[Measure, ...]]:
        """Parts by the id of their measure; only measures that have parts are keys."""
        parts: dict[str, tuple[Measure, ...]] = {}
        for measure in self.measures:
            if measure.part_of:
                parts[measure.part_of] = (*parts.get(measure.part_of, ()), measure)
        return parts

    @property
    def counted(self) -> tuple[Measure, ...]:
        """Measures and parts that are returned and rated: all but measures that have parts."""
        return tuple(m for m in self.measures if m.id not in self.parts_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file that was stored, and whether it has since been approved or withdrawn."""

    id: str
    provenance: Provenance
    file_name: str
    sha256: str
    submitted_by: str  # a post
    note: str
    recorded_at: datetime  # UTC, naive
    new: int
    restated: int
    unchanged: int
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""
    reason: str = ""  # why figures were restated
    warnings_note: str = ""  # why it was submitted although it had warnings
    # What is no return counts as approved from when it was recorded, by nobody.
    approved_at: datetime | None = None
    approved_by: str = ""  # a post
    activities: int = 0  # statuses of activities in it; they are no figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The figures of a quarter's report, published; what it shows never changes."""

    number: int  # 1, 2, 3 … across quarters; a later one of the same quarter corrects it
    quarter_id: str
    published_at: datetime  # UTC, naive
    published_by: str  # a post
    note: str
    figures: int  # how many it shows, of all periods
