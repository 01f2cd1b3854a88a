"""Approving submissions: which post does it, and what is said when it is done."""

from collections.abc import Sequence

import streamlit as st

from kpis.model import Approval, Plan
from kpis.store import Store
from kpis.ui.post.dialog import PostDialog
from kpis.use_cases.signoff import approve_submission
from kpis.words.lists import counted

_DIALOG = PostDialog(
    name="approval", verb="approve", asks="Note for the history (optional)", field="note"
)


def ask_to_approve(plan: Plan, store: Store, ids: Sequence[str], title: str) -> None:
    """Open the form for these submissions."""

    def approve(submission_id: str, post: str, note: str) -> None:
        approve_submission(store, plan, submission_id, by=post, note=note)

    subject = "Its figures" if len(ids) == 1 else "Their figures"
    rule = (
        " The post must be another than the one that submitted."
        if plan.approval is Approval.TWO
        else ""
    )
    _DIALOG.open(ids, title, f"{subject} may then go into a release.{rule}", approve)


def say_what_was_approved() -> None:
    """Say once what was approved just now."""
    ids = _DIALOG.done()
    if ids:
        subject = f"{ids[0]} is" if len(ids) == 1 else f"{counted(len(ids), 'submission')} are"
        whose = "its" if len(ids) == 1 else "their"
        st.success(f"{subject} approved: the next release can hold {whose} figures.")
