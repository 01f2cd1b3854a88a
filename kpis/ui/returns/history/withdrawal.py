"""Taking submissions back: which post does it and why, and what is said when it is done."""

from collections.abc import Sequence

import streamlit as st

from kpis.ui.post.dialog import PostDialog
from kpis.ui.state.acting import acting
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.signoff import withdraw_submission
from kpis.use_cases.still_shown import still_published

_DIALOG = PostDialog(
    name="withdrawal", verb="withdraw", asks="Reason, for the history", field="why", at_length=True
)


def ask_to_withdraw(store: SeenStore, ids: Sequence[str], title: str, consequence: str) -> None:
    """Open the form for these submissions. consequence: what withdrawing them does."""

    def withdraw(submission_id: str, post: str, why: str) -> None:
        withdraw_submission(store, submission_id, actor=acting(post), why=why)

    _DIALOG.open(ids, title, consequence, withdraw)


def say_what_was_withdrawn(store: SeenStore) -> None:
    """Say once what was withdrawn just now, and what a release still shows of it."""
    ids = _DIALOG.done()
    if ids:
        verb = "is" if len(ids) == 1 else "are"
        st.success(
            f"{' and '.join(ids)} {verb} withdrawn. The figures count no more; the submission "
            "stays in the list below."
        )
        for each in still_published(store, ids):
            st.info(each.sentence)
