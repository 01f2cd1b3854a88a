"""Small forms by which an administrator gives a role, takes one, and erases a name.

The work is done in the form's callback, before anything is drawn, so what is beneath shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from kpis.errors import KpisError
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleForm:
    """name: begins the keys of its fields. title: of the form, of its buttons too.

    fields: draws what it asks for beside the post. act: does it as a post, and says what was done.
    """

    name: str
    title: str
    consequence: str
    fields: Callable[[], None]
    act: Callable[[str], str]

    def draw_button(self) -> None:
        if st.button(self.title, key=f"open_{self.name}"):
            for key in (self._problem, self._done):
                st.session_state.pop(key, None)
            st.dialog(self.title)(self._form)()

    def say_what_was_done(self) -> None:
        if said := st.session_state.pop(self._done, ""):
            st.success(markdown_text(said))

    @property
    def _problem(self) -> str:
        return f"{self.name}_problem"

    @property
    def _done(self) -> str:
        return f"{self.name}_done"

    def _form(self) -> None:
        if st.session_state.get(self._done):
            st.rerun()
        show(element("p", self.consequence, class_="k-line"))
        with st.form(f"{self.name}_form", border=False, enter_to_submit=False):
            self.fields()
            post_field(f"{self.name}_by")
            if problem := st.session_state.get(self._problem):
                st.error(markdown_text(problem))
            st.form_submit_button(self.title, key=f"{MAIN_ACTION}{self.name}", on_click=self._do)

    def _do(self) -> None:
        post = st.session_state[f"{self.name}_by"]
        try:
            st.session_state[self._done] = self.act(post)
        except KpisError as error:
            st.session_state[self._problem] = sentence_of(error)
            return
        remember_post(post)
        st.session_state.pop(self._problem, None)
