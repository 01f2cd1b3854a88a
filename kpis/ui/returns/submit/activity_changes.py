"""What the activities of a return would change, shown before anything is stored."""

import pandas as pd

from kpis.frames import ACTIVITY_CHANGES, ActivityChangeRow
from kpis.model import ActivityStatus, Change
from kpis.periods import period_of_id
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.returns.submit.change_table import SHOWN, counts
from kpis.words.lists import counted
from kpis.words.report.shown import NONE
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

_SHOWN_KINDS = (Change.RESTATED, Change.NEW)


def activities(count: int, kind: str = "") -> str:
    """ "1 activity", "12 restated activities"."""
    before = f"{kind} " if kind else ""
    return counted(count, f"{before}activity", f"{before}activities")


def activity_changes_sentence(changes: pd.DataFrame) -> str:
    """ "12 activities: 1 restated, 11 new, 0 unchanged"; changes: ACTIVITY_CHANGES, not empty."""
    parts = ", ".join(f"{count:,} {kind}" for kind, count in counts(changes).items())
    return f"{activities(len(changes))}: {parts}."


def activity_changes_table(changes: pd.DataFrame) -> Html | None:
    """Restated ones first, then new ones; None where nothing changes."""
    changed = pd.concat([changes[changes["change"] == kind] for kind in _SHOWN_KINDS])
    if changed.empty:
        return None
    caption = "What the activities in this file change, restated ones first."
    if len(changed) > SHOWN:
        caption = f"{caption} The first {SHOWN} of {len(changed):,} are shown."
    head = row([column(name) for name in ("Activity", "Quarter", "Stored now", "In this file")])
    lines = [_line(each) for each in ACTIVITY_CHANGES.rows(changed.head(SHOWN))]
    return table(caption, head, lines, class_="k-cards")


def _line(change: ActivityChangeRow) -> Html:
    restated = change.change == Change.RESTATED
    same = restated and change.before_status == change.after_status
    note = "the same status; dates, percentage or comment differ" if same else None
    return row(
        row_header(change.activity_code),
        cell(period_of_id(change.quarter_id).label, label="Quarter"),
        cell(_words(change.before_status), label="Stored now"),
        cell(
            _words(change.after_status),
            element("span", note, class_="k-sub") if note else None,
            label="In this file",
        ),
    )


def _words(status: str) -> str:
    return ACTIVITY_STATUS_WORDS[ActivityStatus(status)] if status else NONE
