"""The frame around every page, and the head it begins with."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kpis.model import Plan
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.scripts import FOLLOW_LINKS, script_element
from kpis.ui.kit.style import style_sheet
from kpis.words.empty_plan import no_measure_yet

WIDTH = 1180  # pixels: longer lines are no easier to read


@contextmanager
def page_frame() -> Iterator[None]:
    """Our style sheet and a page of readable width in the middle of the window."""
    st.html(style_sheet())
    with (
        st.container(horizontal_alignment="center", gap=None),
        st.container(width=WIDTH),
    ):
        yield
        st.html(script_element(FOLLOW_LINKS), unsafe_allow_javascript=True)


def page_head(plan: Plan, title: str, *, of_measures: bool = False) -> None:
    """Whose plan it is, and the page's one title; of a plan without a measure, that it has none.

    The title is that of the browser's tab too, so that bookmarks and past pages are told apart.
    of_measures: the page has nothing else to show, so it ends there.
    """
    st.set_page_config(page_title=f"{title} – {plan.council}")
    with st.container(gap=None):
        show(element("p", f"{plan.council} · {plan.title}", class_="k-eyebrow"))
        st.title(markdown_text(title), anchor=False)
    if empty := no_measure_yet(plan):
        show(element("p", empty, class_="k-lead"))
        if of_measures:
            st.stop()


def is_dark() -> bool:
    """Whether the reader's theme is dark, for pictures that cannot follow it by themselves."""
    return st.context.theme.type == "dark"


def section(title: str) -> None:
    st.header(markdown_text(title), anchor=False)


def show(content: Html | None) -> None:
    """Our own HTML on the page; nothing for None."""
    if content:
        st.html(content)
