"""The words of performance management as types: enumerations and frozen values.

Nothing here computes a rating, reads a file or knows a council. `kpis.plan.load` makes a
`Plan` from its folder; every other module takes these values and gives new ones.

A *part* of a measure (women, residents from BAME backgrounds) is a `Measure` with `part_of`
set: it has its own aims, is returned, rated and counted by itself. A measure that has parts
has no outturn of its own and is not counted; it shows its parts.
"""

from kpis.model.enumerations import (
    COMPARABLE_UNITS,
    MARKERS_WITHOUT_A_FIGURE,
    MAY_BE_BELOW_ZERO,
    MISSING_STATES,
    RATED,
    ActivityStatus,
    AnnotationKind,
    Basis,
    Direction,
    Frequency,
    Marker,
    Polarity,
    Provenance,
    QuarterValue,
    RagRule,
    RagStatus,
    ReturnState,
    Severity,
    SubmissionState,
    ThemeBasis,
    Unit,
)
from kpis.model.plan import (
    Activity,
    Aim,
    Annotation,
    Baseline,
    CalendarEntry,
    CalendarRule,
    ComparatorSet,
    Measure,
    Outcome,
    Plan,
    Priority,
    PublishedSource,
    SeriesBreak,
    Suspension,
    Theme,
    ThemeLink,
)
from kpis.model.submission import (
    Release,
    Submission,
)

__all__ = [
    "COMPARABLE_UNITS",
    "MARKERS_WITHOUT_A_FIGURE",
    "MAY_BE_BELOW_ZERO",
    "MISSING_STATES",
    "RATED",
    "Activity",
    "ActivityStatus",
    "Aim",
    "Annotation",
    "AnnotationKind",
    "Baseline",
    "Basis",
    "CalendarEntry",
    "CalendarRule",
    "ComparatorSet",
    "Direction",
    "Frequency",
    "Marker",
    "Measure",
    "Outcome",
    "Plan",
    "Polarity",
    "Priority",
    "Provenance",
    "PublishedSource",
    "QuarterValue",
    "RagRule",
    "RagStatus",
    "Release",
    "ReturnState",
    "SeriesBreak",
    "Severity",
    "Submission",
    "SubmissionState",
    "Suspension",
    "Theme",
    "ThemeBasis",
    "ThemeLink",
    "Unit",
]
