"""Taking submissions back: a small form that asks which post does it and why.

The work is done in the form's callback, before anything is drawn, so the list beneath shows it.
"""

from collections.abc import Sequence

import streamlit as st

from kpis.errors import KpisError
from kpis.returns import withdraw_submission
from kpis.store import Store
from kpis.ui.html import element, markdown_text
from kpis.ui.layout import show
from kpis.ui.returns import desk
from kpis.ui.returns.post_field import MAIN_ACTION, post_field

LONGEST_REASON = 500
_PROBLEM, _TOLD = "withdrawal_problem", "withdrawal_told"


def ask_to_withdraw(store: Store, ids: Sequence[str], title: str, consequence: str) -> None:
    """Open the form for these submissions. consequence: what withdrawing them does."""
    st.session_state.pop(_PROBLEM, None)
    st.dialog(title)(_form)(store, tuple(ids), title, consequence)


def told_of_withdrawal() -> None:
    """Say once what was withdrawn just now."""
    ids = st.session_state.pop(_TOLD, ())
    if ids:
        verb = "is" if len(ids) == 1 else "are"
        st.success(
            f"{' and '.join(ids)} {verb} withdrawn. The figures count no more; the submission "
            "stays in the list below."
        )


def _form(store: Store, ids: tuple[str, ...], title: str, consequence: str) -> None:
    if st.session_state.get(_TOLD):
        st.rerun()
    show(element("p", consequence, class_="k-line"))
    with st.form(f"withdrawal_{ids[0]}", border=False, enter_to_submit=False):
        post_key, why_key = f"withdrawal_post_{ids[0]}", f"withdrawal_why_{ids[0]}"
        post_field(post_key)
        st.text_area("Reason, for the history", key=why_key, max_chars=LONGEST_REASON)
        if problem := st.session_state.get(_PROBLEM):
            st.error(markdown_text(problem))
        st.form_submit_button(
            title,
            key=f"{MAIN_ACTION}withdraw_{ids[0]}",
            on_click=_withdraw,
            args=(store, ids, post_key, why_key),
        )


def _withdraw(store: Store, ids: tuple[str, ...], post_key: str, why_key: str) -> None:
    post, why = st.session_state[post_key], st.session_state[why_key]
    try:
        for submission_id in ids:
            withdraw_submission(store, submission_id, by=post, why=why)
    except KpisError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    desk.remember_post(post)
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_TOLD] = ids
