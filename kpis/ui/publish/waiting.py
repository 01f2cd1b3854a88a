"""Submissions that wait for a post to vouch for them."""

import numpy as np
import pandas as pd
import streamlit as st

from kpis.frames import SUBMISSIONS, SubmissionRow
from kpis.model import Act, Approval, Plan, SubmissionState
from kpis.ui.kit.addresses import link, submission_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns.history.approval import ask_to_approve, say_what_was_approved
from kpis.ui.returns.history.approval_figures import figures_of_submission
from kpis.use_cases.seen_store import SeenStore, acts_on
from kpis.words.days import uk_time
from kpis.words.lists import counted

SHOWN = 50
WITH_FIGURES = 10  # of the first few; of others they are seen when they are approved
_RULES = {
    Approval.ONE: "The post that submitted one may approve it too.",
    Approval.TWO: "The post that approves must be another than the one that submitted.",
}


def draw_waiting(plan: Plan, store: SeenStore) -> None:
    """Each with its own button, and one for all of them."""
    section("Waiting for approval")
    say_what_was_approved()
    say_whose("the submissions", Act.APPROVE)
    submissions = _to_approve(store)
    if submissions.empty:
        show(element("p", "No submission waits for approval.", class_="k-quiet"))
        return
    words = f"{counted(len(submissions), 'submission')}. {_RULES[plan.approval]}"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        show(element("p", words, class_="k-line"))
        if len(submissions) > 1 and st.button(f"Approve all {len(submissions)}", key="approve_all"):
            ids = submissions["submission_id"].tolist()
            ask_to_approve(plan, store, ids, f"Approve all {len(submissions)}")
    for place, row in enumerate(SUBMISSIONS.rows(submissions)):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"waiting_{row.submission_id}",
        ):
            show(_words(row))
            if st.button(
                "Approve",
                key=f"approve_{row.submission_id}",
                help=f"Vouch for {markdown_text(row.file_name)}, submission {row.submission_id}.",
            ):
                ask_to_approve(plan, store, [row.submission_id], f"Approve {row.submission_id}")
        if place < WITH_FIGURES:
            with st.expander("See its figures", key=f"figures_{row.submission_id}"):
                show(figures_of_submission(store, plan, row.submission_id))


def _to_approve(store: SeenStore) -> pd.DataFrame:
    """SUBMISSIONS that whoever looks may approve, newest first, so many as are shown."""
    most = SHOWN if store.actor.may(Act.APPROVE) else None
    waiting = store.find_submissions(state=SubmissionState.SUBMITTED, limit=most)
    posts = dict(zip(waiting["submission_id"], waiting["submitted_by"], strict=True))
    acts = acts_on(store, posts, [Act.APPROVE])
    theirs = [Act.APPROVE in acts[each] for each in posts]
    return waiting[np.array(theirs, dtype=bool)].head(SHOWN)


def _words(row: SubmissionRow) -> Html:
    counts = f"{row.new:,} new, {row.restated:,} restated, {row.unchanged:,} unchanged"
    return element(
        "div",
        link(submission_address(row.submission_id), row.file_name),
        element(
            "span", f"{row.submitted_by}, {uk_time(row.recorded_at)}: {counts}", class_="k-sub"
        ),
        element("span", f"Restated because: {row.reason}", class_="k-sub") if row.reason else None,
        element("span", f"On its warnings: {row.warnings_note}", class_="k-sub")
        if row.warnings_note
        else None,
        class_="k-waiting",
    )
