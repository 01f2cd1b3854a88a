"""Notes that posts pin to a period of a measure: a word beside its figure, for everybody to read.

A break or a figure that does not compare is said once, where it happened, and holds for every
chart and comparison. A note is taken back by itself; the record of both stays.
"""

import pandas as pd
import streamlit as st

from kpis.errors import KpisError
from kpis.frames import ANNOTATIONS, AnnotationRow
from kpis.model import About, Act, AnnotationKind, Belonging, Measure, Plan, of_measures
from kpis.periods import period_of_id
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.state import seen
from kpis.ui.state.acting import acting
from kpis.use_cases.annotations import annotate, withdraw_annotation
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time

LONGEST_TEXT = 500
_PROBLEM, _TAKEN_BACK = "annotation_problem", "annotation_taken_back"
KINDS = {
    AnnotationKind.NOTE: "A note on this period",
    AnnotationKind.BREAK: "A break: figures from this period on do not compare with those before",
    AnnotationKind.NOT_COMPARABLE: "Not comparable: this period's figure compares with no other",
    AnnotationKind.BASELINE: "A new baseline: a lasting change, its reason known, moves the limits",
}
_SHORT = {
    AnnotationKind.NOTE: "Note",
    AnnotationKind.BREAK: "Break in the series",
    AnnotationKind.NOT_COMPARABLE: "Not comparable",
    AnnotationKind.BASELINE: "New baseline of the control chart",
}


def draw_annotations(extent: Extent, measure: Measure, series: pd.DataFrame) -> None:
    """The notes on what is shown, and a form for one more. series: SERIES, for its periods."""
    figures = extent.figures
    plan, annotations = figures.plan, figures.state.annotations
    annotations = annotations[annotations["measure_id"] == measure.id]
    extent.section("Notes")
    if annotations.empty:
        show(element("p", "No note is pinned to a period of this measure.", class_="k-quiet"))
    if figures.release is not None:
        # What was published stays as it was: notes are pinned to the latest figures.
        for annotation in ANNOTATIONS.rows(annotations.iloc[::-1]):
            show(_annotation(annotation))
        return
    store = seen.store(plan)
    acts = store.actor
    for annotation in ANNOTATIONS.rows(annotations.iloc[::-1]):
        theirs = About(belongs=(Belonging(posts=frozenset({annotation.noted_by})),))
        if acts.may(Act.WITHDRAW_ANNOTATION, theirs):
            _draw_annotation(store, annotation)
        else:
            show(_annotation(annotation))
    if not acts.may(Act.ANNOTATE, About(belongs=of_measures([measure]))):
        return
    with st.expander("Pin a note to a period"):
        _form(plan, store, measure, series)


def _draw_annotation(store: SeenStore, annotation: AnnotationRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        show(_annotation(annotation))
        if st.button("Take back", type="tertiary", key=f"annotation_{annotation.number}"):
            st.dialog("Take a note back")(_ask_to_withdraw)(
                store, annotation.number, _head(annotation)
            )


def _annotation(annotation: AnnotationRow) -> Html:
    return element(
        "div",
        element("p", element("strong", f"{_head(annotation)}. "), annotation.text, class_="k-line"),
        element("p", f"{annotation.noted_by}, {uk_time(annotation.noted_at)}", class_="k-sub"),
        class_="k-annotation",
    )


def _head(annotation: AnnotationRow) -> str:
    kind = _SHORT[AnnotationKind(annotation.kind)]
    return f"{kind}, {period_of_id(annotation.period_id).label}"


def _ask_to_withdraw(store: SeenStore, number: int, head: str) -> None:
    if st.session_state.pop(_TAKEN_BACK, False):
        st.rerun()
    words = f"{head}: it is shown no more, and the store keeps that it was."
    show(element("p", words, class_="k-line"))
    key = f"annotation_back_post_{number}"
    with st.form(f"annotation_back_{number}", border=False, enter_to_submit=False):
        post_field(key)
        if problem := st.session_state.pop(_PROBLEM, ""):
            st.error(markdown_text(problem))
        st.form_submit_button(
            "Take it back",
            key=f"{MAIN_ACTION}annotation_back_{number}",
            on_click=_take_back,
            args=(store, number, key),
        )


def _take_back(store: SeenStore, number: int, key: str) -> None:
    post = st.session_state[key]
    try:
        withdraw_annotation(store, number, actor=acting(post))
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    remember_post(post)
    st.session_state[_TAKEN_BACK] = True


def _form(plan: Plan, store: SeenStore, measure: Measure, series: pd.DataFrame) -> None:
    periods = list(dict.fromkeys(reversed(series["period_id"].tolist())))
    with st.form(
        f"annotation_{measure.id}", border=False, enter_to_submit=False, clear_on_submit=False
    ):
        period_box, kind_box = st.columns([1, 2])
        with period_box:
            period_id = st.selectbox(
                "Period",
                periods,
                format_func=lambda each: period_of_id(each).label,
                key=f"annotation_period_{measure.id}",
            )
        with kind_box:
            kind = st.selectbox(
                "What it is",
                list(KINDS),
                format_func=lambda each: KINDS[each],
                key=f"annotation_kind_{measure.id}",
            )
        text = st.text_area(
            "What readers should know",
            max_chars=LONGEST_TEXT,
            key=f"annotation_text_{measure.id}",
        )
        post = post_field(f"annotation_post_{measure.id}")
        asked = st.form_submit_button("Pin it", key=f"{MAIN_ACTION}annotation_{measure.id}")
    if not asked:
        return
    try:
        annotate(store, plan, measure.id, period_id, kind, text, actor=acting(post))
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    remember_post(post)
    st.session_state.pop(f"annotation_text_{measure.id}", None)
    st.rerun()
