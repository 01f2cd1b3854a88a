"""Issues with the basis: figures of the year so far, and those of each period alone."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted
from kpis.validation.issues.question import Question


def _more(count: int) -> str:
    return f" and {count} more measure{'s' if count > 1 else ''}" if count else ""


class OtherBasis(Issue):
    """A figure of the year so far beside one of the period alone: that of the measure is taken."""

    code: ClassVar[str] = "other-basis"
    severity: ClassVar[Severity] = Severity.WARNING

    is_so_far: bool
    more: int  # measures of which the same holds

    @property
    def sentence(self) -> str:
        said = "is of the year so far" if self.is_so_far else "may be of its period alone"
        return (
            f"{quoted(self.found)} {said}. For {self.of_measure}{_more(self.more)} the figure "
            "beside it was taken."
        )


class BasisDiffers(Question):
    """Rows say that they are of the year so far, or of each period alone; their measure is not."""

    code: ClassVar[str] = "basis-differs"

    header: str  # of the column that says it; "" where it stands beside the period
    own: str  # "each period alone"
    count: int  # of measures

    @property
    def sentence(self) -> str:
        where = f"the column {quoted(self.header)} says" if self.header else "the period says"
        are = "are" if self.count > 1 else "is"
        return (
            f"{where} {quoted(self.found)}, and {self.of_measure}{_more(self.count - 1)} {are} of "
            f"{self.own}."
        )


class QuartersBesideYearSoFar(Question):
    """Quarters beside a column of the year so far, of a measure that counts from April."""

    code: ClassVar[str] = "quarters-beside-year-so-far"

    count: int

    @property
    def sentence(self) -> str:
        return (
            f"beside {quoted(self.found)} the other columns may be of each quarter alone. "
            f"{self.of_measure} counts from April."
        )
