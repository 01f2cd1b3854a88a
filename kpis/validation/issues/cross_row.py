"""Issues of a figure beside others: its duplicates, its series, its commentary."""

from typing import ClassVar

from kpis.cell_addresses import place_of
from kpis.model import Severity, Unit
from kpis.periods import ReportingPeriod
from kpis.validation.issues.base import Issue, quoted
from kpis.validation.issues.question import Question
from kpis.words.figures import figure


class DuplicateRow(Issue):
    """Two rows return the same measure, period, area and category with different figures."""

    code: ClassVar[str] = "duplicate-row"
    severity: ClassVar[Severity] = Severity.ERROR

    period: str
    first_place: str
    first_found: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} for {self.period} is {quoted(self.found)} here and "
            f"{quoted(self.first_found)} in {self.first_place}. Delete the {self._which} that is "
            "wrong."
        )

    @property
    def _which(self) -> str:
        """In one row, under two headers of one period, the row itself is not at fault."""
        sheet, _, cell = self.first_place.rpartition("!")
        here, there = place_of(self.cell), place_of(cell)
        same_row = here and there and sheet == self.sheet and here.row == there.row
        return "figure" if same_row else "row"


class RepeatedRow(DuplicateRow):
    """Two rows return the same figure twice; the first is taken."""

    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} for {self.period} is here and in {self.first_place} with the same "
            f"figure. The first is taken, with its commentary. Delete the second {self._which}."
        )


class FarFromSeries(Issue):
    """A figure far from those before it."""

    code: ClassVar[str] = "far-from-series"
    severity: ClassVar[Severity] = Severity.WARNING

    outturn: float
    unit: Unit
    decimals: int
    earlier: tuple[tuple[float, ReportingPeriod], ...]  # oldest first; none where they are not told
    would_fit: float  # the figure with the decimal point moved, NaN when no move makes it fit

    @property
    def sentence(self) -> str:
        told = ", ".join(f"{self._shown(each)} ({period})" for each, period in self.earlier)
        earlier = f": {told}" if told else ""
        fitting = self._shown(self.would_fit)
        suspicion = f"Has the decimal point slipped? {fitting} would fit. " if fitting else ""
        return (
            f"{self._shown(self.outturn)} for {self.of_measure} is far from the figures before it"
            f"{earlier}. {suspicion}Correct it, or say in the commentary what happened."
        )

    def _shown(self, value: float) -> str:
        return figure(value, self.unit, self.decimals)


class MissingCommentary(Issue):
    """A red outturn without a word of explanation."""

    code: ClassVar[str] = "missing-commentary"
    severity: ClassVar[Severity] = Severity.WARNING

    outturn: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is red at {self.outturn} and has no commentary. Say what happened "
            "and what is being done."
        )


class MissingDue(Issue):
    """A measure that was due with the quarter returned, of a directorate that returned others."""

    code: ClassVar[str] = "missing-due"
    severity: ClassVar[Severity] = Severity.WARNING

    periods: str
    quarter: str
    directorate: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} was due for {self.periods}, as {self.directorate} returns "
            f"{self.quarter}, and has no figure. Add it, or type [x] and say when it will come."
        )


class TextTooLong(Issue):
    """A commentary, or the name of an area or category, longer than can be shown."""

    code: ClassVar[str] = "text-too-long"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str
    length: int
    longest: int

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} has {self.length:,} characters; there is room for "
            f"{self.longest:,}. Shorten it."
        )


class TextLikeFormula(Issue):
    """Words that a spreadsheet would take for a formula; they are kept as words."""

    code: ClassVar[str] = "text-like-formula"
    severity: ClassVar[Severity] = Severity.WARNING

    column: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} {quoted(self.found)} looks like a formula. It is kept as text and "
            "never worked out; begin it with a word if it is meant to be read."
        )


class GarbledText(Question):
    """A text whose letters outside English were garbled on its way, as in Â£3 for £3."""

    code: ClassVar[str] = "garbled-text"
    lasting: ClassVar[bool] = False

    column: str

    @property
    def sentence(self) -> str:
        return f"the {self.column} {quoted(self.found)} looks garbled on its way. Is it as typed?"
