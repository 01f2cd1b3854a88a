"""Issues with an activities return: which activity, of which quarter, how far, until when."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted


class UnknownActivity(Issue):
    """The plan has no activity of that code or title."""

    code: ClassVar[str] = "unknown-activity"
    severity: ClassVar[Severity] = Severity.ERROR

    nearest: str

    @property
    def sentence(self) -> str:
        if not self.found:
            return "no activity is named in this row. Type its code, such as A1.2."
        question = f"Did you mean {self.nearest}? " if self.nearest else ""
        return (
            f"{quoted(self.found)} is not an activity of the plan. {question}"
            "Type the code, such as A1.2."
        )


class ActivityContradiction(Issue):
    """The code says one activity and the title beside it another."""

    code: ClassVar[str] = "activity-contradiction"
    severity: ClassVar[Severity] = Severity.ERROR

    other: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is {self.of_measure}, but the title or code beside it is of "
            f"{self.other}. Correct whichever is wrong."
        )


class ActivityQuarterMissing(Issue):
    """Neither a column nor a heading says which quarter the statuses are of."""

    code: ClassVar[str] = "activity-quarter-missing"
    severity: ClassVar[Severity] = Severity.ERROR

    @property
    def sentence(self) -> str:
        return (
            "nothing says which quarter the activities are returned for. Write it in a column "
            "headed Period, or in a line above the table, as in Q2 2019/20."
        )


class ActivityQuarterInvalid(Issue):
    """The text is no quarter that activities can be returned for."""

    code: ClassVar[str] = "activity-quarter-invalid"
    severity: ClassVar[Severity] = Severity.ERROR

    reason: str

    @property
    def sentence(self) -> str:
        return (
            f"{quoted(self.found)} is no quarter that {self.of_measure or 'activities'} can be "
            f"returned for: {self.reason} Write the quarter as in Q2 2019/20."
        )


class ActivityStatusMissing(Issue):
    """A row says something of an activity but not its status."""

    code: ClassVar[str] = "activity-status-missing"
    severity: ClassVar[Severity] = Severity.ERROR

    advice: str

    @property
    def sentence(self) -> str:
        return f"{self.of_measure} has no status. {self.advice}"


class UnknownActivityStatus(Issue):
    """The text is no status of an activity."""

    code: ClassVar[str] = "unknown-activity-status"
    severity: ClassVar[Severity] = Severity.ERROR

    advice: str

    @property
    def sentence(self) -> str:
        return f"the status of {self.of_measure} is {quoted(self.found)}. {self.advice}"


class PercentDoneInvalid(Issue):
    """The percentage done is no number from 0 to 100."""

    code: ClassVar[str] = "percent-done-invalid"
    severity: ClassVar[Severity] = Severity.ERROR

    advice: str

    @property
    def sentence(self) -> str:
        return (
            f"the percentage done of {self.of_measure} is {quoted(self.found)}, which cannot be "
            f"taken. {self.advice}"
        )


class CompletedBelowAll(Issue):
    """Completed, but less than 100% is done."""

    code: ClassVar[str] = "completed-below-100"
    severity: ClassVar[Severity] = Severity.WARNING

    percent: float

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is completed, but {self.percent:g}% of it is done. Correct "
            "whichever is wrong."
        )


class AllDoneNotCompleted(Issue):
    """100% is done, but it is not completed."""

    code: ClassVar[str] = "all-done-not-completed"
    severity: ClassVar[Severity] = Severity.WARNING

    status: str

    @property
    def sentence(self) -> str:
        return (
            f"100% of {self.of_measure} is done, but its status is {self.status}. Type Completed "
            "if it is, else a lower percentage."
        )


class ActivityDateInvalid(Issue):
    """An expected or revised date is no day."""

    code: ClassVar[str] = "activity-date-invalid"
    severity: ClassVar[Severity] = Severity.ERROR

    column: str
    advice: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} date of {self.of_measure} is {quoted(self.found)}, which cannot "
            f"be taken. {self.advice}"
        )


class ActivityDateAmbiguous(ActivityDateInvalid):
    """An expected or revised date that could be several days, so none is guessed."""

    code: ClassVar[str] = "activity-date-ambiguous"


class ActivityOverdue(Issue):
    """The date an activity was expected by has passed, and it is neither completed nor stopped."""

    code: ClassVar[str] = "activity-overdue"
    severity: ClassVar[Severity] = Severity.WARNING

    status: str
    quarter: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} was expected by {quoted(self.found)} and is {self.status}: it "
            "will be shown as overdue. Give a revised date, or type Completed if it is."
        )


class ActivityWithoutComment(Issue):
    """Delayed, at risk or stopped, without a word of explanation."""

    code: ClassVar[str] = "activity-comment-missing"
    severity: ClassVar[Severity] = Severity.WARNING

    status: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} is {self.status} and has no comment. Say why, and what is being "
            "done."
        )


class DuplicateActivity(Issue):
    """Two rows return the same activity and quarter and differ."""

    code: ClassVar[str] = "duplicate-activity"
    severity: ClassVar[Severity] = Severity.ERROR

    quarter: str
    first_place: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} for {self.quarter} is {quoted(self.found)} here and is returned "
            f"otherwise in {self.first_place}. Delete the row that is wrong."
        )


class RepeatedActivity(DuplicateActivity):
    """Two rows return the same of an activity; the first is taken."""

    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def sentence(self) -> str:
        return (
            f"{self.of_measure} for {self.quarter} is returned here and in {self.first_place} "
            "alike. The first is taken. Delete the second row."
        )
