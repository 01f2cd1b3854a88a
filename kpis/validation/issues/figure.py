"""Issues with one figure or marker, as it stands in its cell."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted


class ErrorCell(Issue):
    """A cell that shows an Excel error such as #DIV/0!."""

    code: ClassVar[str] = "error-cell"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} is the Excel error {quoted(self.found)}. Mend the formula, or "
            "type the figure in its place."
        )


class FormulaNotCalculated(Issue):
    """A cell with a formula and no result, because the file was never calculated."""

    code: ClassVar[str] = "formula-not-calculated"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} is the formula {quoted(self.found)}, which holds no result. Open "
            "the file in Excel and save it, or type the figure in place of the formula."
        )


class OutturnNotANumber(Issue):
    """The outturn holds words, a sign of another unit or a number that could mean two."""

    code: ClassVar[str] = "outturn-not-a-number"
    severity: ClassVar[Severity] = Severity.ERROR

    advice: str

    @property
    def sentence(self) -> str:
        return (
            f"the outturn for {self.of_measure} is {quoted(self.found)}, which is not a number "
            f"that can be taken. {self.advice}"
        )


class OutturnMissing(Issue):
    """A row has a numerator, a commentary or a marker, but no outturn; none is worked out."""

    code: ClassVar[str] = "outturn-missing"
    severity: ClassVar[Severity] = Severity.ERROR

    would_be: str  # the figure numerator and denominator give, "" when they give none

    @property
    def sentence(self) -> str:
        if self.would_be:
            return (
                f"the outturn for {self.of_measure} is empty. Its numerator and denominator give "
                f"{self.would_be}: type that if it is right."
            )
        return (
            f"the row for {self.of_measure} has entries but no outturn. Type the figure, or [x] "
            "if there is none, and say why in the commentary."
        )


class RowLeftEmpty(OutturnMissing):
    """A row names a measure and returns nothing for it; it is left aside."""

    severity: ClassVar[Severity] = Severity.WARNING

    would_be: str = ""

    @property
    def sentence(self) -> str:
        return (
            f"the row for {self.of_measure} is empty and was left aside. Type the figure, or [x] "
            "if there is none; delete a row that is not due."
        )


class OutOfRange(Issue):
    """A figure the unit or the measure cannot have: below 0, above 100%, above its maximum."""

    code: ClassVar[str] = "out-of-range"
    severity: ClassVar[Severity] = Severity.ERROR

    limit: str  # "cannot be above 100%"

    @property
    def sentence(self) -> str:
        return (
            f"the outturn for {self.of_measure} is {quoted(self.found)}, but it {self.limit}. "
            "Check the decimal point and type the figure again."
        )


class CountNotWhole(OutOfRange):
    """A count with decimals."""

    limit: str = "counts whole things"

    @property
    def sentence(self) -> str:
        return (
            f"the outturn for {self.of_measure} is {quoted(self.found)}, but it {self.limit}. "
            "Type a whole number."
        )


class PercentIsFraction(Issue):
    """A fraction typed for a percentage: earlier figures, or numerator and denominator, say so."""

    code: ClassVar[str] = "percent-as-fraction"
    severity: ClassVar[Severity] = Severity.ERROR

    taken_as: str  # "0.23%"
    instead: str  # "23"
    evidence: str  # "the figures before it" or "its numerator and denominator"
    may_be_right: bool = False  # earlier figures are no proof; then the sign says it is meant

    @property
    def sentence(self) -> str:
        or_else = f", or {quoted(self.taken_as)} if it is right after all"
        return (
            f"{quoted(self.found)} for {self.of_measure} would be {self.taken_as}, but "
            f"{self.evidence} show that a fraction was typed for a percentage. "
            f"Type {self.instead}{or_else if self.may_be_right else ''}."
        )


class UnknownMarker(Issue):
    """A marker that is not one of those UK government statistics use here."""

    code: ClassVar[str] = "unknown-marker"
    severity: ClassVar[Severity] = Severity.ERROR

    advice: str

    @property
    def sentence(self) -> str:
        return f"{quoted(self.found)} is not a marker in use. {self.advice}"


class MarkerContradiction(Issue):
    """The marker beside the outturn and the one in the marker column differ."""

    code: ClassVar[str] = "marker-contradiction"
    severity: ClassVar[Severity] = Severity.ERROR

    other: str

    @property
    def sentence(self) -> str:
        return (
            f"the marker is {quoted(self.found)}, but the outturn itself is marked [{self.other}]. "
            "Keep the one that is right."
        )


class MarkerWithFigure(Issue):
    """A marker that says there is no figure to show, beside a figure, or beside both its parts."""

    code: ClassVar[str] = "marker-with-figure"
    severity: ClassVar[Severity] = Severity.ERROR

    marker: str
    meaning: str
    shown_by: str  # "an outturn" or "a numerator and denominator, which give it away"

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is marked [{self.marker}] ({self.meaning}) but has "
            f"{self.shown_by}. Delete the marker or the figure."
        )
