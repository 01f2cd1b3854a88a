"""Issues with what a figure is of: its measure, its area, its breakdown."""

from dataclasses import dataclass
from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMeasure(Issue):
    """The plan has no measure of that id, code or title."""

    code: ClassVar[str] = "unknown-measure"
    severity: ClassVar[Severity] = Severity.ERROR

    nearest: str

    @property
    def sentence(self) -> str:
        if not self.found:
            return "no measure is named beside this figure. Type its code, as in the template."
        question = f"Did you mean {self.nearest}? " if self.nearest else ""
        return (
            f"{quoted(self.found)} is not a measure of the plan. {question}"
            "Type the code as in the template."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureContradiction(Issue):
    """The code says one measure and the title beside it another."""

    code: ClassVar[str] = "measure-contradiction"
    severity: ClassVar[Severity] = Severity.ERROR

    other: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is {self.of_measure}, but the title or code beside it is of "
            f"{self.other}. Correct whichever is wrong."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureHasParts(Issue):
    """A figure for a measure that is returned by its parts."""

    code: ClassVar[str] = "measure-has-parts"
    severity: ClassVar[Severity] = Severity.ERROR

    parts: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is returned by its parts and has no figure of its own. "
            f"Return {self.parts} instead."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRetired(Issue):
    """A figure for a quarter after the last one the measure is collected in."""

    code: ClassVar[str] = "measure-retired"
    severity: ClassVar[Severity] = Severity.ERROR

    last_quarter: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} was last collected in {self.last_quarter}, so the figure for "
            f"{quoted(self.found)} is not asked for. Delete the row or correct the measure."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureNotIntroduced(Issue):
    """A figure for a quarter before the first one the measure is collected in."""

    code: ClassVar[str] = "measure-not-introduced"
    severity: ClassVar[Severity] = Severity.ERROR

    first_quarter: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is collected from {self.first_quarter} on, so the figure for "
            f"{quoted(self.found)} is not asked for. Correct the period or the measure."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSuspended(Issue):
    """A figure for a quarter in which collecting the measure is suspended."""

    code: ClassVar[str] = "measure-suspended"
    severity: ClassVar[Severity] = Severity.WARNING

    reason: str

    @property
    def sentence(self) -> str:
        return (
            f"collecting {self.of_measure} is suspended for {quoted(self.found)} "
            f"({self.reason.rstrip('.')}). The figure is kept, but it is not rated."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownArea(Issue):
    """An area that is nearly, but not quite, the name of one already known."""

    code: ClassVar[str] = "unknown-area"
    severity: ClassVar[Severity] = Severity.WARNING

    nearest: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is a new area, very like {self.nearest}. Type the known name "
            "if that is the area meant; as it is, the figure stands for an area of its own."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompleteBreakdown(Issue):
    """A breakdown without a category, or a category without a breakdown."""

    code: ClassVar[str] = "incomplete-breakdown"
    severity: ClassVar[Severity] = Severity.ERROR

    lacks: str  # "category" or "breakdown"

    @property
    def sentence(self) -> str:
        has = "breakdown" if self.lacks == "category" else "category"
        return (
            f"the row has the {has} {quoted(self.found)} but no {self.lacks}. Fill in both, as in "
            "Sex and Women, or leave both empty for the whole."
        )
