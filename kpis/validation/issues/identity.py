"""Issues with what a figure is of: its measure, its area, its breakdown."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted
from kpis.validation.issues.question import MEASURE, Question


def _more(count: int) -> str:
    """That others are like the one told of."""
    others = count - 1
    return f" {others} more {'is' if others == 1 else 'are'} like it." if others else ""


class MeasureNotNamed(Issue):
    """A figure with no measure named beside it, or with one that the plan does not have.

    title_beside: what stands in the column of titles, where that is no title of the plan.
    """

    code: ClassVar[str] = "unknown-measure"
    severity: ClassVar[Severity] = Severity.ERROR

    title_beside: str = ""

    @property
    def sentence(self) -> str:
        if self.title_beside:
            return (
                f"no code is given, and {quoted(self.title_beside)} is no title of the plan. Type "
                "the measure's code, as in the template."
            )
        return "no measure is named beside this figure. Type its code, as in the template."


class UnknownMeasure(Question):
    """The plan has no measure of that id, code or title, and none with a name like it.

    An error that may be answered like a question: with the code of the measure that is meant.
    """

    code: ClassVar[str] = "unknown-measure"
    severity: ClassVar[Severity] = Severity.ERROR
    open_answers: ClassVar[str] = MEASURE

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is not a measure of the plan. Type the code as in the "
            "template, or answer which measure it is."
        )


class WhichMeasure(Question):
    """The plan has no measure of that id, code or title, but up to three with a name like it."""

    code: ClassVar[str] = "unknown-measure"
    open_answers: ClassVar[str] = MEASURE

    nearest: tuple[str, ...]  # code and title of each

    @property
    def sentence(self) -> str:
        meant = self.nearest[0] if len(self.nearest) == 1 else "one of these"
        return f"{quoted(self.found)} is not a measure of the plan. Did you mean {meant}?"


class MeasureOfAnotherPlan(Issue):
    """A measure that the plan of the figure's quarter does not have, though another plan does."""

    code: ClassVar[str] = "measure-of-another-plan"
    severity: ClassVar[Severity] = Severity.ERROR

    named: str  # code and title in its own plan
    its_plan: str
    plan: str  # of the figure's quarter
    told: str  # what became of it, or where it comes from, in sentences

    @property
    def sentence(self) -> str:
        told = f" {self.told}" if self.told else ""
        return (
            f"{quoted(self.found)} is {self.named} of {self.its_plan}, and the figure is of a "
            f"quarter that {self.plan} is in force in.{told} Delete the row or correct the period."
        )


class CodeAndTitle(Question):
    """A code of the plan beside a title of something else, as in a list with codes of its own."""

    code: ClassVar[str] = "code-and-title"

    count: int  # of such pairs

    @property
    def sentence(self) -> str:
        more = _more(self.count)
        return (
            f"beside {self.measure} stands {quoted(self.found)}, but {self.measure} of the plan is "
            f"{self.title}.{more} Which is right?"
        )


class CodesOfItsOwn(Question):
    """Titles of the plan beside codes that are not the plan's."""

    code: ClassVar[str] = "codes-of-its-own"

    count: int  # of such pairs

    @property
    def sentence(self) -> str:
        more = _more(self.count)
        return (
            f"{quoted(self.found)} is no code of the plan. Did you mean {self.of_measure}, as the "
            f"title beside it says?{more}"
        )


class CodeAsNumber(Question):
    """A code that a workbook holds as a number, which may have lost its noughts: 1.10 is 1.1."""

    code: ClassVar[str] = "code-as-number"
    lasting: ClassVar[bool] = False

    other: str

    @property
    def sentence(self) -> str:
        return (
            f"the number {self.found} may be {self.other}, as a number loses its last nought. "
            "Which is meant? Keep codes as text."
        )


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


class WhichArea(Question):
    """An area of a return that is known by no name, and may be a known one under another name."""

    code: ClassVar[str] = "unknown-area"

    own: str
    nearest: str
    count: int  # of such names

    @property
    def sentence(self) -> str:
        if self.count > 1:
            return (
                f"{quoted(self.found)} and {self.count - 1} more areas are not known. Are they "
                "areas of their own?"
            )
        very_like = f", but very like {self.nearest}" if self.nearest else ""
        return (
            f"the area {quoted(self.found)} is not known{very_like}. Is it {self.own} under "
            "another name, or an area of its own?"
        )


class RowsOfAPart(Question):
    """A column that says of a ward, a group or another council's code what the rows are of."""

    code: ClassVar[str] = "rows-of-a-part"

    header: str
    own: str
    count: int  # of texts that are not the whole's

    @property
    def sentence(self) -> str:
        others = self.count - 1
        more = f" and {others} more" if others else ""
        return (
            f"the column {quoted(self.header)} says {quoted(self.found)}{more}. Are these figures "
            f"of {self.own} as a whole?"
        )


class TitleOfAnotherArea(Question):
    """A title above figures without an area, or the name of their sheet, says another area."""

    code: ClassVar[str] = "area-in-title"

    area: str
    own: str
    is_sheet: bool
    is_note: bool = False

    @property
    def sentence(self) -> str:
        where = "is the name of the sheet" if self.is_sheet else "stands above figures"
        where = "is said of figures" if self.is_note else where
        return f"{quoted(self.found)} {where}. Are they of {self.area} or of {self.own}?"


class UnknownArea(Issue):
    """An area in a file of history that is nearly, but not quite, the name of one known."""

    code: ClassVar[str] = "unknown-area"
    severity: ClassVar[Severity] = Severity.WARNING

    nearest: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is a new area, very like {self.nearest}. Type the known name "
            "if that is meant; as it is, it is kept as a new area."
        )


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
