"""Notes that posts pin to a period of a measure: a word beside its figure, for everybody to read.

A break or a figure that does not compare is said once, where it happened, and holds for every
chart and comparison. A note is taken back by itself; the record of both stays.
"""

import pandas as pd
import streamlit as st

from kpis.errors import KpisError
from kpis.model import Measure, Plan, RemarkKind
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.ui.kit.figure_text import Row
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.use_cases.annotations import pin_remark, take_back_remark
from kpis.words.days import uk_time

LONGEST_TEXT = 500
_PROBLEM, _TAKEN_BACK = "remark_problem", "remark_taken_back"
KINDS = {
    RemarkKind.NOTE: "A note on this period",
    RemarkKind.BREAK: "A break: figures from this period on do not compare with those before",
    RemarkKind.NOT_COMPARABLE: "Not comparable: this period's figure compares with no other",
}
_SHORT = {
    RemarkKind.NOTE: "Note",
    RemarkKind.BREAK: "Break in the series",
    RemarkKind.NOT_COMPARABLE: "Not comparable",
}


def draw_remarks(plan: Plan, store: Store, measure: Measure, series: pd.DataFrame) -> None:
    """The notes that stand, and a form for one more. series: SERIES, for its periods."""
    found = store.remarks(measure.id)
    section("Notes")
    if found.empty:
        show(element("p", "No note is pinned to a period of this measure.", class_="k-quiet"))
    for remark in found.iloc[::-1].itertuples(index=False):
        _draw_remark(store, remark)
    with st.expander("Pin a note to a period"):
        _form(plan, store, measure, series)


def _draw_remark(store: Store, remark: Row) -> None:
    head = f"{_SHORT[RemarkKind(remark.kind)]}, {period_of_id(remark.period_id).label}"
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        show(
            element(
                "div",
                element("p", element("strong", f"{head}. "), remark.text, class_="k-line"),
                element("p", f"{remark.noted_by}, {uk_time(remark.noted_at)}", class_="k-sub"),
                class_="k-remark",
            )
        )
        if st.button("Take back", type="tertiary", key=f"remark_{remark.number}"):
            st.dialog("Take a note back")(_ask_to_withdraw)(store, remark.number, head)


def _ask_to_withdraw(store: Store, number: int, head: str) -> None:
    if st.session_state.pop(_TAKEN_BACK, False):
        st.rerun()
    words = f"{head}: it is shown no more, and the store keeps that it was."
    show(element("p", words, class_="k-line"))
    key = f"remark_back_post_{number}"
    with st.form(f"remark_back_{number}", border=False, enter_to_submit=False):
        post_field(key)
        if problem := st.session_state.pop(_PROBLEM, ""):
            st.error(markdown_text(problem))
        st.form_submit_button(
            "Take it back",
            key=f"{MAIN_ACTION}remark_back_{number}",
            on_click=_take_back,
            args=(store, number, key),
        )


def _take_back(store: Store, number: int, key: str) -> None:
    post = st.session_state[key]
    try:
        take_back_remark(store, number, by=post)
    except KpisError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    remember_post(post)
    st.session_state[_TAKEN_BACK] = True


def _form(plan: Plan, store: Store, measure: Measure, series: pd.DataFrame) -> None:
    periods = list(dict.fromkeys(reversed(series["period_id"].tolist())))
    with st.form(
        f"remark_{measure.id}", border=False, enter_to_submit=False, clear_on_submit=False
    ):
        which, what = st.columns([1, 2])
        with which:
            period_id = st.selectbox(
                "Period",
                periods,
                format_func=lambda each: period_of_id(each).label,
                key=f"remark_period_{measure.id}",
            )
        with what:
            kind = st.selectbox(
                "What it is",
                list(KINDS),
                format_func=lambda each: KINDS[each],
                key=f"remark_kind_{measure.id}",
            )
        text = st.text_area(
            "What readers should know",
            max_chars=LONGEST_TEXT,
            key=f"remark_text_{measure.id}",
        )
        post = post_field(f"remark_post_{measure.id}")
        asked = st.form_submit_button("Pin it", key=f"{MAIN_ACTION}remark_{measure.id}")
    if not asked:
        return
    try:
        pin_remark(store, plan, measure.id, period_id, kind, text, by=post)
    except KpisError as error:
        st.error(markdown_text(str(error)))
        return
    remember_post(post)
    st.session_state.pop(f"remark_text_{measure.id}", None)
    st.rerun()
