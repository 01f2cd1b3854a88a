"""Approving submissions: a small form that asks which post does it.

The work is done in the form's callback, before anything is drawn, so what is beneath shows it.
"""

from collections.abc import Sequence

import streamlit as st

from kpis.charts.words import counted
from kpis.errors import KpisError
from kpis.model import Plan
from kpis.returns import approve_submission
from kpis.store import Store
from kpis.ui.html import element, markdown_text
from kpis.ui.layout import show
from kpis.ui.returns import desk
from kpis.ui.returns.post_field import MAIN_ACTION, post_field

LONGEST_NOTE = 500
_PROBLEM, _TOLD = "approval_problem", "approval_told"


def ask_to_approve(plan: Plan, store: Store, ids: Sequence[str], title: str) -> None:
    """Open the form for these submissions."""
    st.session_state.pop(_PROBLEM, None)
    st.dialog(title)(_form)(plan, store, tuple(ids), title)


def told_of_approval() -> None:
    """Say once what was approved just now."""
    ids = st.session_state.pop(_TOLD, ())
    if len(ids) == 1:
        st.success(f"{ids[0]} is approved: the next release can hold its figures.")
    elif ids:
        st.success(f"{counted(len(ids), 'submission')} are approved: the next release can hold "
                   "their figures.")  # fmt: skip


def _form(plan: Plan, store: Store, ids: tuple[str, ...], title: str) -> None:
    if st.session_state.get(_TOLD):
        st.rerun()
    what = "Its figures" if len(ids) == 1 else "Their figures"
    rule = (
        " The post must be another than the one that submitted." if plan.approval == "two" else ""
    )
    show(element("p", f"{what} may then go into a release.{rule}", class_="k-line"))
    with st.form(f"approval_{ids[0]}", border=False, enter_to_submit=False):
        post_key, note_key = f"approval_post_{ids[0]}", f"approval_note_{ids[0]}"
        post_field(post_key)
        st.text_input("Note for the history (optional)", key=note_key, max_chars=LONGEST_NOTE)
        if problem := st.session_state.get(_PROBLEM):
            st.error(markdown_text(problem))
        st.form_submit_button(
            title,
            key=f"{MAIN_ACTION}approve_{ids[0]}",
            on_click=_approve,
            args=(plan, store, ids, post_key, note_key),
        )


def _approve(plan: Plan, store: Store, ids: tuple[str, ...], post_key: str, note_key: str) -> None:
    post, note = st.session_state[post_key], st.session_state[note_key]
    try:
        for submission_id in ids:
            approve_submission(store, plan, submission_id, by=post, note=note)
    except KpisError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    desk.remember_post(post)
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_TOLD] = ids
