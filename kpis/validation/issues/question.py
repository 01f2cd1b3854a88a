"""Questions: what can be read in two ways, and is taken in none until a person says which.

A question keeps the rows it concerns out of what is accepted, as an error does; an answer lets
them in as it says, or leaves them out for good. Whoever knows the code of a question and what it
is about knows its key (`kpis.readers.asked.key_of`), by which it is answered.
"""

from abc import ABC
from typing import Any, ClassVar

from kpis.model import Severity
from kpis.readers.asked import (
    CUT_FIGURE,
    HEADER_MEANING,
    HIDDEN_COLUMN,
    PERIODS_DIFFER,
    Choice,
    Doubt,
    key_of,
)
from kpis.validation.issues.base import Issue, quoted

MEASURE = "measure"  # any code of the plan is an answer


class Question(Issue, ABC):
    """What every question has.

    about: what its answer hangs on; what was found, where that is not given. choices: the readings.
    """

    severity: ClassVar[Severity] = Severity.QUESTION
    # Whether an answer holds for the next file of the same sender; not, where it is of one cell.
    lasting: ClassVar[bool] = True
    # What is an answer beside the choices: MEASURE, or "" where nothing else is.
    open_answers: ClassVar[str] = ""

    choices: tuple[Choice, ...]
    about: str = ""

    @property
    def key(self) -> str:
        return key_of(self.code, self.about or self.found)

    def as_dict(self) -> dict[str, Any]:
        return super().as_dict() | {
            "question": self.key,
            "choices": [
                {"answer": each.answer, "label": each.label, "stores": each.stores}
                for each in self.choices
            ],
            "open_answers": self.open_answers,
        }


class QuestionOfReader(Question, ABC):
    """A question about a table, in the words of the reader that is in doubt."""

    told: str

    @property
    def sentence(self) -> str:
        return self.told

    @classmethod
    def of(cls, doubt: Doubt) -> "QuestionOfReader":
        return cls(
            sheet=doubt.sheet,
            cell=doubt.cell,
            found=doubt.found,
            about=doubt.about,
            told=doubt.told,
            choices=doubt.choices,
        )


class HeaderMeaning(QuestionOfReader):
    """A header that has the word for the outturn beside words that may make it another figure."""

    code: ClassVar[str] = HEADER_MEANING


class UnitDiffers(Question):
    """A header, a unit column or a text around the table says another unit than the measure has."""

    code: ClassVar[str] = "unit-differs"

    unit: str  # of the measure
    header: str = ""  # "" where a column of units says it
    around: bool = False  # a text around the table says it, which `header` is then
    count: int = 1  # of measures in that unit
    counts: str = ""  # "numerator" or "denominator", where it is said of these alone

    @property
    def sentence(self) -> str:
        said, others = quoted(self.found), self.count - 1
        if self.counts:
            return (
                f"the header {quoted(self.header)} says {said}. Are the {self.counts}s in single "
                "units, or are they to be multiplied?"
            )
        more = f" and {others} more measure{'s' if others > 1 else ''} are" if others else " is"
        if self.around:
            where = f"{quoted(self.header)} is said of these figures"
        elif self.header:
            where = f"the header {quoted(self.header)} says {said}"
        else:
            where = f"the unit is {said}"
        return f"{where}, and {self.of_measure}{more} in {quoted(self.unit)}."


class OtherFigure(Question):
    """A column that no field has calls the figures of some rows targets, forecasts or counts."""

    code: ClassVar[str] = "other-figure"

    header: str
    count: int  # of the words it calls them by

    @property
    def sentence(self) -> str:
        others = self.count - 1
        more = f" and {others} more" if others else ""
        return (
            f"the column {quoted(self.header)} says {quoted(self.found)}{more}. "
            "Are these figures outturns?"
        )


class HiddenColumn(QuestionOfReader):
    """Outturns or periods stand in a column that is hidden: nobody who looked saw them."""

    code: ClassVar[str] = HIDDEN_COLUMN
    lasting: ClassVar[bool] = False


class CutFigure(QuestionOfReader):
    """Two cells that may be one figure, cut at a comma that was not put in quotation marks."""

    code: ClassVar[str] = CUT_FIGURE
    lasting: ClassVar[bool] = False


class PeriodsDiffer(QuestionOfReader):
    """Two columns of one row name different periods, as Quarter and Period end may."""

    code: ClassVar[str] = PERIODS_DIFFER
    lasting: ClassVar[bool] = False


QUESTIONS_OF_READER: dict[str, type[QuestionOfReader]] = {
    kind.code: kind for kind in (HeaderMeaning, HiddenColumn, CutFigure, PeriodsDiffer)
}


class TakenAsAnswered(Issue):
    """What was in doubt is read as somebody answered, now or for an earlier file."""

    code: ClassVar[str] = "taken-as-answered"
    severity: ClassVar[Severity] = Severity.WARNING

    label: str  # of the choice

    @property
    def sentence(self) -> str:
        return f"{quoted(self.found)} is read as answered: {self.label}."


class LeftOutAsAnswered(TakenAsAnswered):
    """What was in doubt is left out as somebody answered, now or for an earlier file."""

    code: ClassVar[str] = "left-out-as-answered"

    @property
    def sentence(self) -> str:
        return f"{quoted(self.found)} is left out, as answered."
