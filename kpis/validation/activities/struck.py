"""Cells of an activities return that are struck through.

Who strikes out an activity may have stopped it, or finished it, or only be done with the row. So it
is asked whether the row is reported; days and comments that are struck through are only told, for
a revised day stands beside the day that it took the place of.
"""

from dataclasses import dataclass, field

from kpis.readers.asked import LEAVE_OUT, TAKE, Answers, Choice
from kpis.readers.files.seen.rich_text import STROKE
from kpis.validation.activities.rows import ActivityRead
from kpis.validation.issues.base import Issue
from kpis.validation.issues.question import LeftOutAsAnswered, TakenAsAnswered
from kpis.validation.issues.said_beside import StruckActivity, StruckText

_ASKED = {
    "activity": "name",
    "status": "status",
    "percent_done": "percentage",
    "period": "quarter",
}
_TOLD = {
    "activity_also": "name",
    "expected_on": "expected date",
    "revised_on": "revised date",
    "comment": "comment",
}
_CHOICES = (
    Choice(answer=TAKE, label="It is reported"),
    Choice(answer=LEAVE_OUT, label="Leave it out"),
)


@dataclass(slots=True)
class StruckRow:
    """left_out: whether the row is not taken, or waits for an answer."""

    issues: list[Issue] = field(default_factory=list)
    left_out: bool = False


def struck_through(row: ActivityRead, answers: Answers) -> StruckRow:
    """What is to be said of a row's cells that are struck through; nothing of nearly every row."""
    found = StruckRow()
    comment = str(row.raw.comment)
    if not row.struck and STROKE not in comment:
        return found
    for name, column in _TOLD.items():
        whole = _is_struck(row, name)
        if whole or (name == "comment" and STROKE in comment):
            text = row.typed(name).replace(STROKE, "")
            found.issues.append(row.issue(StruckText, name, found=text, column=column, whole=whole))
    asked = next((name for name in _ASKED if _is_struck(row, name)), "")
    if asked:
        _ask(row, asked, answers, found)
    return found


def _ask(row: ActivityRead, name: str, answers: Answers, found: StruckRow) -> None:
    # A quarter above the table is that of all its rows, and asked about once for them.
    about = f"{row.raw.sheet} {row.cell(name)}: {row.typed(name)}"
    answer = answers.to(StruckActivity.code, about)
    label = next((each.label for each in _CHOICES if each.answer == answer), "")
    found.left_out = answer != TAKE
    if label:
        told = LeftOutAsAnswered if found.left_out else TakenAsAnswered
        found.issues.append(row.issue(told, name, label=label))
        return
    found.issues.append(
        row.issue(StruckActivity, name, column=_ASKED[name], about=about, choices=_CHOICES)
    )


def _is_struck(row: ActivityRead, name: str) -> bool:
    return bool(getattr(row.raw, name)) and row.cell(name) in row.struck
