"""What a workbook says beside its figures: comments on its cells, words that are struck through."""

import re
from typing import ClassVar

from kpis.model import Marker, Severity
from kpis.validation.issues.base import Issue, quoted
from kpis.validation.issues.question import Question
from kpis.words.marked import OF_COMMENTS

# The words that a marker says, where they stand in a comment on a figure without one.
_WORDS_OF_MARKERS = {
    Marker.PROVISIONAL: re.compile(r"\bprov(?:isional|\b)", re.IGNORECASE),
    Marker.REVISED: re.compile(r"\brevis(?:ed|ion)\b", re.IGNORECASE),
    Marker.CONFIDENTIAL: re.compile(r"\b(?:suppress|confidential|disclosive)", re.IGNORECASE),
}
_FIGURES = ("outturn", "numerator", "denominator")


class CommentOnCell(Issue):
    """A comment on a cell, which is not stored: that a figure is provisional, an estimate."""

    code: ClassVar[str] = OF_COMMENTS[0]
    severity: ClassVar[Severity] = Severity.WARNING

    column: str = ""  # of a return, "" where the cell is no part of a row that is read
    marker: str = ""  # of the figure
    more: int = 0  # further cells of the sheet with the same comment

    @property
    def sentence(self) -> str:
        of = f" on the {self.column} of {self.of_measure}" if self.column else ""
        alike = f" (and on {self.more:,} more {'cell' if self.more == 1 else 'cells'})"
        said = f"a comment{of} says {quoted(self.found)}{alike if self.more else ''}"
        return f"{said}. Comments are not stored: {self._instead}."

    @property
    def _instead(self) -> str:
        if self.column in _FIGURES:
            for marker, words in _WORDS_OF_MARKERS.items():
                if words.search(self.found) and self.marker in ("", marker):
                    if self.marker:
                        return f"its marker, [{marker}], says so already"
                    return f"type [{marker}] as the marker, if that is what readers are to know"
        return (
            "correct the cell or its headers if they say otherwise, and write in the commentary "
            "what readers are to know"
        )


class MoreComments(CommentOnCell):
    """Further comments on cells, beyond those that are told one by one."""

    code: ClassVar[str] = OF_COMMENTS[1]

    count: int

    @property
    def sentence(self) -> str:
        others = f"{self.count:,} more {'comment is' if self.count == 1 else 'comments are'}"
        return f"{others} not told here, the first of them on this cell. Comments are not stored."


class StruckText(Issue):
    """Words are struck through, as a whole or in part, and are kept as they stand."""

    code: ClassVar[str] = "struck-text"
    severity: ClassVar[Severity] = Severity.WARNING

    column: str
    whole: bool

    @property
    def sentence(self) -> str:
        struck = "is struck through" if self.whole else "has words struck through"
        return (
            f"the {self.column} {quoted(self.found)} of {self.of_measure} {struck}. It is kept as "
            "it stands: delete what is taken back."
        )


class UnseenText(Issue):
    """Words that nobody sees in their cell, for the colour of their letters or its format."""

    code: ClassVar[str] = "unseen-text"
    severity: ClassVar[Severity] = Severity.WARNING

    column: str
    more: int = 0  # further cells of the column

    @property
    def sentence(self) -> str:
        alike = f" (and {self.more:,} more of its column)" if self.more else ""
        return (
            f"the {self.column} {quoted(self.found)} of {self.of_measure}{alike} is not seen in "
            "its cell. It is read all the same: show it, or delete it if it is not meant."
        )


class StruckActivity(Question):
    """An activity, its status or its percentage is struck through: it may be withdrawn, or done."""

    code: ClassVar[str] = "struck-activity"
    lasting: ClassVar[bool] = False

    column: str

    @property
    def sentence(self) -> str:
        return (
            f"the {self.column} {quoted(self.found)} of {self.of_measure} is struck through. "
            "Is it reported all the same?"
        )
