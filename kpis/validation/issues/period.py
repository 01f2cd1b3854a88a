"""Issues with when: the reporting period, the calendar, the day a figure was returned."""

from abc import ABC
from datetime import date
from typing import ClassVar

from kpis.model import Severity
from kpis.period_text import FIRST_DAY, LONGER_PERIOD, MONTH_NUMBER, YEAR_NAMED_ONCE
from kpis.validation.issues.base import Issue, quoted
from kpis.validation.issues.question import Question
from kpis.words.days import day_in_words


class UnknownPeriod(Issue):
    """The text is no reporting period."""

    code: ClassVar[str] = "unknown-period"
    severity: ClassVar[Severity] = Severity.ERROR

    explanation: str  # as PeriodError words it, with what to write instead

    @property
    def sentence(self) -> str:
        return self.explanation


class AmbiguousPeriod(UnknownPeriod):
    """The text could be two reporting periods, so none is guessed."""

    code: ClassVar[str] = "ambiguous-period"


class PeriodQuestion(Question, ABC):
    """What a period means where its column can be read in two ways; once for each column.

    told: what is in doubt, the rest of a sentence that begins with the text.
    """

    told: str

    @property
    def sentence(self) -> str:
        return f"{quoted(self.found)} {self.told}."


class FirstDayOfPeriod(PeriodQuestion):
    """The first day of a period, which may stand for it or for the one that ended the day before.

    Where the header says that periods begin ("Quarter beginning"), it is not asked about.
    """

    code: ClassVar[str] = FIRST_DAY


class MonthNumber(PeriodQuestion):
    """A month of a financial year by its number, counted from April or from January."""

    code: ClassVar[str] = MONTH_NUMBER


class YearNamedOnce(PeriodQuestion):
    """A financial year, or a part of one, named by the year that it begins or ends in: "FY19"."""

    code: ClassVar[str] = YEAR_NAMED_ONCE


class LongerPeriod(PeriodQuestion):
    """A year in a column beside quarters, or some months since April for a measure of quarters.

    A measure that counts from April takes the latter for what they are.
    """

    code: ClassVar[str] = LONGER_PERIOD


class DayAfterPlan(PeriodQuestion):
    """A day after the plan's last year: spreadsheets take Jun-30 for 30 June of this year."""

    code: ClassVar[str] = "day-after-plan"
    lasting: ClassVar[bool] = False


class TitleOfAnotherPeriod(Question):
    """A title, or the name of a sheet or of the file, names another period than the rows do."""

    code: ClassVar[str] = "period-in-title"
    lasting: ClassVar[bool] = False

    where: str  # "the name of the file"; "" for a title above the rows
    period: str  # of the rows, and of how many more
    is_note: bool = False  # a note says it in a sentence, above or below

    @property
    def sentence(self) -> str:
        stands = f"is {self.where} with" if self.where else "stands above"
        stands = "is said of" if self.is_note else stands
        return f"{quoted(self.found)} {stands} figures of {self.period}. Which period is right?"


PERIOD_QUESTIONS: dict[str, type[PeriodQuestion]] = {
    kind.code: kind for kind in (FirstDayOfPeriod, MonthNumber, YearNamedOnce, LongerPeriod)
}


class WrongFrequencyPeriod(Issue):
    """A period of another length than the measure is returned for."""

    code: ClassVar[str] = "wrong-frequency-period"
    severity: ClassVar[Severity] = Severity.ERROR

    is_a: str  # "a month"
    should_be: str  # "a quarter"
    example: str  # "Q2 2019/20"

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is returned for {self.should_be}, and {quoted(self.found)} is "
            f"{self.is_a}. Write the period as in {self.example}."
        )


class OtherSurveyWave(Issue):
    """A survey wave of other months than the plan's own wave of that measure."""

    code: ClassVar[str] = "other-survey-wave"
    severity: ClassVar[Severity] = Severity.WARNING

    own_wave: str

    @property
    def sentence(self) -> str:
        return (
            f"the survey behind {self.of_measure} runs as in {self.own_wave}, not as in "
            f"{quoted(self.found)}. Correct the period unless this was a wave of its own."
        )


class FuturePeriod(Issue):
    """A figure for a period that has not ended yet."""

    code: ClassVar[str] = "future-period"
    severity: ClassVar[Severity] = Severity.ERROR

    ends_on: date

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} ends on {day_in_words(self.ends_on)}, so it has no figure yet. "
            "Correct the period, or return the figure when the period is over."
        )


class ClosedPeriod(Issue):
    """A figure that changes what is stored for a quarter already closed: a restatement."""

    code: ClassVar[str] = "closed-period"
    severity: ClassVar[Severity] = Severity.WARNING

    quarter: str
    closed_on: date
    before: str
    explained: bool  # there is a commentary

    @property
    def sentence(self) -> str:
        advice = (
            "Check that the commentary says why."
            if self.explained
            else ("Say why in the commentary.")
        )
        return (
            f"this restates a closed quarter: {self.of_measure} is {quoted(self.found)} here and "
            f"{self.before} so far. {self.quarter} closed on {day_in_words(self.closed_on)}. "
            f"{advice}"
        )


class LateFigures(Issue):
    """First figures for a quarter already closed; once for each such quarter of a file."""

    code: ClassVar[str] = "closed-period"
    severity: ClassVar[Severity] = Severity.WARNING

    quarter: str
    closed_on: date
    count: int

    @property
    def sentence(self) -> str:
        figures = f"{self.count} figures come later, the first of them here. They are"
        if self.count == 1:
            figures = "this figure comes later. It is"
        return (
            f"{self.quarter} closed on {day_in_words(self.closed_on)}, and {figures} taken and "
            "shown as late. Check the period."
        )


class ReturnedOnIgnored(Issue):
    """An ordinary return says when it was returned, which the store knows better."""

    code: ClassVar[str] = "returned-on-ignored"
    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def sentence(self) -> str:
        return (
            f"the day of return {quoted(self.found)}, with any below it, is left aside: a return "
            "counts from when it is submitted. Leave the column empty."
        )


class ReturnedOnInvalid(Issue):
    """In a file with history, a day of return that is no day, is to come or came too early."""

    code: ClassVar[str] = "returned-on-invalid"
    severity: ClassVar[Severity] = Severity.ERROR

    reason: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} cannot be the day this figure was returned: {self.reason}. "
            "Write it as in 2019-11-08, or leave the cell empty."
        )
