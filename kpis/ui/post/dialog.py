"""A small form in which a post vouches for submissions or takes them back, and says why.

The work is done in the form's callback, before anything is drawn, so what is beneath shows it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from kpis.errors import KpisError
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post

LONGEST_WORDS = 500

Act = Callable[[str, str, str], object]  # on a submission, by a post, with its words


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDialog:
    """name: of what is done, "approval"; verb: "approve".

    asks: what the post is asked for beside its name, and the field's name. at_length: whether
    more than a line is wanted.
    """

    name: str
    verb: str
    asks: str
    field: str
    at_length: bool = False

    def open(
        self,
        ids: Sequence[str],
        title: str,
        consequence: str,
        act: Act,
        *,
        about: Callable[[], None] | None = None,
    ) -> None:
        """Ask about these submissions, and then do it with each.

        about: draws what there is to see before one says yes, which wants a wide form.
        """
        st.session_state.pop(self._problem, None)
        dialog = st.dialog(title, width="large" if about else "small")
        dialog(self._form)(tuple(ids), title, consequence, act, about)

    def done(self) -> tuple[str, ...]:
        """With which submissions it was done just now; asking is showing them."""
        ids: tuple[str, ...] = st.session_state.pop(self._done, ())
        return ids

    @property
    def _problem(self) -> str:
        return f"{self.name}_problem"

    @property
    def _done(self) -> str:
        return f"{self.name}_done"

    def _form(
        self,
        ids: tuple[str, ...],
        title: str,
        consequence: str,
        act: Act,
        about: Callable[[], None] | None,
    ) -> None:
        if st.session_state.get(self._done):
            st.rerun()
        show(element("p", consequence, class_="k-line"))
        if about:
            about()
        with st.form(f"{self.name}_{ids[0]}", border=False, enter_to_submit=False):
            post_key, words_key = (f"{self.name}_{each}_{ids[0]}" for each in ("post", self.field))
            post_field(post_key)
            field = st.text_area if self.at_length else st.text_input
            field(self.asks, key=words_key, max_chars=LONGEST_WORDS)
            if problem := st.session_state.get(self._problem):
                st.error(markdown_text(problem))
            st.form_submit_button(
                title,
                key=f"{MAIN_ACTION}{self.verb}_{ids[0]}",
                on_click=self._do,
                args=(ids, act, post_key, words_key),
            )

    def _do(self, ids: tuple[str, ...], act: Act, post_key: str, words_key: str) -> None:
        post, words = st.session_state[post_key], st.session_state[words_key]
        try:
            for submission_id in ids:
                act(submission_id, post, words)
        except KpisError as error:
            st.session_state[self._problem] = sentence_of(error)
            return
        remember_post(post)
        st.session_state.pop(self._problem, None)
        st.session_state[self._done] = ids
