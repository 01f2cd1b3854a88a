"""What a year asks of a measure, and what it asked before that was changed."""

from datetime import date

from kpis.model.record import Record


class EarlierAim(Record):
    """What a year asked of a measure before that was changed, each value as in `Aim`."""

    target: float | None = None
    minimum_expectation: float | None = None
    target_upper: float | None = None
    minimum_expectation_upper: float | None = None
    target_profile: tuple[float, ...] = ()
    minimum_profile: tuple[float, ...] = ()
    green_limit: float | None = None
    amber_limit: float | None = None
    green_limit_upper: float | None = None
    amber_limit_upper: float | None = None
    green_profile: tuple[float, ...] = ()
    amber_profile: tuple[float, ...] = ()
    baseline: float | None = None
    changed_on: date
    changed_by: str  # a post, or a body such as Cabinet
    reason: str  # for readers


class Aim(Record):
    """What a year of the plan asks of a measure, in the measure's own unit.

    For Polarity.RANGE `target` and `minimum_expectation` are lower bounds and the `_upper`
    values the upper ones. The profiles give a value for each quarter of the year, for a
    year-to-date measure or one whose target changes within the year; else empty.
    """

    year: str  # "2019/20": the financial year in which the figure's own period ends (AimsOf)
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
    # RagRule.BANDS: from where on (where lower is better: up to where) a figure is green or amber;
    # the `_upper` values and the profiles as those of the target.
    green_limit: float | None = None
    amber_limit: float | None = None
    green_limit_upper: float | None = None
    amber_limit_upper: float | None = None
    green_profile: tuple[float, ...] = ()
    amber_profile: tuple[float, ...] = ()
    baseline: float | None = None  # RagRule.BASELINE
    proposed: bool = False  # not agreed by anybody yet: it rates nothing
    agreed_by: str = ""  # a post, or a body such as Cabinet; "" where the plan does not say
    agreed_on: date | None = None
    agreed_reason: str = ""
    earlier: tuple[EarlierAim, ...] = ()  # what it was before it was changed, oldest first
