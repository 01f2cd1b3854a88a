"""What an officer says about a file before it is stored, and what of it is still to be said.

A restated figure changes what has been reported, so it is not stored without a reason. A warning
asks for a second look and stops nothing. What is said is kept by the browser's visit, so that the
files at the top of the page can be told from those that still ask for something.
"""

from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from kpis.model import Change
from kpis.ui.returns.submit.activity_changes import activities
from kpis.ui.returns.submit.change_table import counts
from kpis.ui.returns.submit.checks import Checked
from kpis.ui.returns.submit.issue_table import figures
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.check import ReturnCheck

LONGEST_NOTE = 500  # characters
_ROUND = "reason_round"  # of the field for all files: it is empty again once they are stored


class Field(StrEnum):
    """Each begins the key of its field; the file's own key ends it."""

    REASON = "reason"
    NOTE = "note"

    def key(self, file: Waiting) -> str:
        return f"{self.value}_{file.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What has been said so far; "" for what has not."""

    reason: str
    note: str


def said_about(file: Waiting) -> Said:
    """What stands in the fields of a file, also before they are drawn in this run."""

    def text(field: Field) -> str:
        return str(st.session_state.get(field.key(file)) or "").strip()

    return Said(
        reason=text(Field.REASON) or str(st.session_state.get(key_for_all()) or "").strip(),
        note=text(Field.NOTE),
    )


def key_for_all() -> str:
    """Of the field whose reason counts for every file that is given none of its own."""
    return f"reason_for_all_{st.session_state.get(_ROUND, 0)}"


def forget_reason_for_all() -> None:
    """The files it was given for are stored: it says nothing of those that come next."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def restated(check: ReturnCheck) -> str:
    """What a file restates: "2 restated figures and 1 restated activity"; "" for nothing."""
    of_figures = counts(check.changes)[Change.RESTATED]
    of_activities = counts(check.activity_changes)[Change.RESTATED]
    parts = [figures(of_figures, Change.RESTATED)] if of_figures else []
    if of_activities:
        parts.append(activities(of_activities, Change.RESTATED))
    return " and ".join(parts)


def unsaid(checked: Checked, said: Said) -> list[str]:
    """What is still to be said before a file without errors can be stored, as parts of a list."""
    check = checked.check
    if check is None:
        return []
    asks_period = checked.used is not None and checked.used.unconfirmed_periods
    missing = ["the period of its figures"] if asks_period else []
    if restated(check) and not said.reason:
        missing.append(f"the reason for {restated(check)}")
    return missing
