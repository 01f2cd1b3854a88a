"""Approving submissions: what is approved, which post does it, what is said when it is done."""

from collections.abc import Sequence

import streamlit as st

from kpis.model import Approval, Plan
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.post.dialog import PostDialog
from kpis.ui.returns.history.approval_figures import figures_of_submission
from kpis.ui.state.acting import acting
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.signoff import approve_submission
from kpis.words.lists import counted

SHOWN = 10  # submissions whose figures are listed
_DIALOG = PostDialog(
    name="approval", verb="approve", asks="Note for the history (optional)", field="note"
)


def ask_to_approve(plan: Plan, store: SeenStore, ids: Sequence[str], title: str) -> None:
    """Open the form for these submissions."""

    def approve(submission_id: str, post: str, note: str) -> None:
        approve_submission(store, plan, submission_id, actor=acting(post), note=note)

    subject = "Its figures" if len(ids) == 1 else "Their figures"
    rule = (
        " The post must be another than the one that submitted."
        if plan.approval is Approval.TWO
        else ""
    )

    def draw_figures() -> None:
        for submission_id in ids[:SHOWN]:
            if len(ids) > 1:
                file_name = store.submission(submission_id).file_name
                show(element("h3", file_name, class_="k-file-head"))
            show(figures_of_submission(store, plan, submission_id))
        if len(ids) > SHOWN:
            rest = f"Figures of the first {SHOWN} submissions are listed; look through the others."
            show(element("p", rest, class_="k-note"))

    words = f"{subject} may then go into a release.{rule}"
    _DIALOG.open(ids, title, words, approve, about=draw_figures)


def say_what_was_approved() -> None:
    """Say once what was approved just now."""
    ids = _DIALOG.done()
    if ids:
        subject = f"{ids[0]} is" if len(ids) == 1 else f"{counted(len(ids), 'submission')} are"
        whose = "its" if len(ids) == 1 else "their"
        st.success(f"{subject} approved: the next release can hold {whose} figures.")
