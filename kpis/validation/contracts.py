"""What a check is given beside the return, and what it gives back."""

from collections.abc import Callable, Mapping, Set
from dataclasses import field
from datetime import datetime

import pandas as pd

from kpis.frames import ACTIVITY_ROWS
from kpis.model import Provenance, Severity
from kpis.model.record import Record
from kpis.plan.lookup import MeasureLookup
from kpis.readers.asked import Answers
from kpis.validation.issues.base import Issue
from kpis.validation.issues.question import Question


class CheckContext(Record):
    """What figures are held against.

    now: UTC, without a zone. provenance: published and illustrative files carry history, so
    nothing in them is late, closed or missing. stored: OUTTURNS of the plan's measures as they
    stand, all areas; areas: further ones that have a figure, of whatever measure.
    rate: gives the RAG status of RETURN_ROWS as a Series on their index; None rates nothing, so
    no commentary is asked for. It is handed in because a check must not depend on the analysis.
    answers: to questions about files of this kind; the same as the reader had. lookup: of the names
    of measures; None for the plan's own.
    """

    now: datetime
    provenance: Provenance
    stored: pd.DataFrame
    rate: Callable[[pd.DataFrame], pd.Series] | None = None
    answers: Answers = field(default_factory=Answers)
    lookup: MeasureLookup | None = None
    areas: Set[str] = frozenset()


class CheckedReturn(Record):
    """A return after every check.

    rows: RETURN_ROWS without the rows that have an error or wait for an answer, in file order.
    issues: all of them, by sheet, row and column. quarters: ids of the quarters the accepted rows
    are reported in, oldest first. activities: ACTIVITY_ROWS without those that have an error, in
    file order. answered: what was answered and of use here, by the key of the question.
    """

    file_name: str
    sha256: str
    rows: pd.DataFrame
    issues: tuple[Issue, ...]
    quarters: tuple[str, ...] = ()
    activities: pd.DataFrame = field(default_factory=ACTIVITY_ROWS.empty)
    answered: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is Severity.WARNING)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those that are not answered."""
        return tuple(
            issue
            for issue in self.issues
            if isinstance(issue, Question) and issue.severity is Severity.QUESTION
        )

    @property
    def answerable(self) -> tuple[Question, ...]:
        """The same, and errors that an answer would settle: those may be put right otherwise."""
        return tuple(issue for issue in self.issues if isinstance(issue, Question))

    @property
    def ok(self) -> bool:
        """Whether the return may be submitted: it has no error and no open question."""
        return not self.errors and not self.questions
