"""What a year asks of a measure: [years."2019/20"]."""

from datetime import date

from pydantic import Field

from kpis.plan.schema.entry import Entry, Figure, Text


class EveryYearEntry(Entry):
    """What holds for the aims of every year that does not say otherwise itself."""

    set_by: str = ""
    rationale: str = ""
    illustrative: bool = False


class AskedEntry(Entry):
    """The figures of an aim."""

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


class EarlierAimEntry(AskedEntry):
    """What was asked before the aim was changed."""

    changed_on: date
    changed_by: Text
    reason: Text


class AimEntry(AskedEntry, EveryYearEntry):
    not_comparable: str = ""
    proposed: bool = False
    agreed_by: str = ""
    agreed_on: date | None = None
    agreed_reason: str = ""
    earlier: list[EarlierAimEntry] = Field(default_factory=list)
