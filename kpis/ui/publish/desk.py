"""The release desk: how far the release of a quarter has come, and what is to be done next.

Whoever prepares takes it from draft to review and back; staff comment. What publishing it would
show, and the button, is in `publishing.py`.
"""

from collections.abc import Callable

import streamlit as st

from kpis.errors import KpisError
from kpis.model import Act, Actor, Plan, Preparation, PreparationState, ReviewComment
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, release_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import POST_MISSING, post_field, remember_post
from kpis.ui.publish.publishing import POST, draw_publishing, say_what_was_published
from kpis.ui.state.acting import acting
from kpis.ui.state.figures import Figures
from kpis.ui.state.plan_files import plan_in_force
from kpis.use_cases.publishing.preparing import (
    begin_release,
    comment_on_release,
    in_preparation,
    put_release_forward,
    resolve_comment,
    send_release_back,
)
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.releasing.preparation import state_sentence, step_sentence

LONGEST_COMMENT = 1000
_QUARTER, _DONE, _PROBLEM = "release_quarter", "desk_done", "desk_problem"
_WHY, _COMMENT = "desk_why", "desk_words"
_LOOKING = (
    "A release goes from draft to review, and is published at once or at a time that is approved. "
    "A comment keeps it from being published until it is resolved."
)


def draw_desk(figures: Figures, store: SeenStore) -> None:
    """For staff. figures: the latest ones. store: as whoever looks may see it."""
    section("Prepare and publish a quarter")
    show(element("p", _LOOKING, class_="k-foot"))
    say_what_was_published()
    if done := st.session_state.pop(_DONE, ""):
        st.success(markdown_text(done))
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(markdown_text(problem), title="Nothing was changed")
    by_id = {quarter.id: quarter for quarter in figures.choices}
    if st.session_state.get(_QUARTER) not in by_id:
        st.session_state[_QUARTER] = figures.first.id
    quarter_box, post_box = st.columns([1, 2])
    with quarter_box:
        st.selectbox(
            "Quarter", list(by_id), format_func=lambda each: by_id[each].label, key=_QUARTER
        )
    with post_box:
        post_field(POST)
    quarter = by_id[st.session_state[_QUARTER]]
    plan = plan_in_force(quarter)
    found = next(iter(in_preparation(store, quarter, actor=store.actor)), None)
    _draw_state(quarter, found)
    if store.actor.may(Act.PREPARE_RELEASE):
        _draw_steps(store, plan, quarter, found)
    if found is not None:
        _draw_comments(store, quarter, found)
    is_looked_through = store.actor.may(Act.PREPARE_RELEASE) or store.actor.may(Act.PUBLISH)
    if is_looked_through and (found is None or found.scheduled is None):
        draw_publishing(figures, plan, store, quarter)


def _draw_state(quarter: ReportingPeriod, found: Preparation | None) -> None:
    if found is None:
        words = f"No release of {quarter.label} is in preparation."
        show(element("p", words, class_="k-quiet"))
        return
    see = None
    if found.scheduled is not None:
        address = release_address(found.scheduled.release_number, quarter.id)
        see = link(address, "See it as it will be")
    show(element("p", element("strong", state_sentence(found)), " ", see, class_="k-lead"))
    if len(found.steps) > 1:
        with st.expander(f"Who did what ({len(found.steps)})", key="desk_steps"):
            show(element("ul", [element("li", step_sentence(each)) for each in found.steps]))


def _draw_steps(
    store: SeenStore, plan: Plan, quarter: ReportingPeriod, found: Preparation | None
) -> None:
    """The buttons that take it to the next state, and back."""
    if found is None:

        def begin(actor: Actor) -> object:
            return begin_release(store, plan, quarter, actor=actor)

        _button("Begin to prepare it", "begin", f"{quarter.label} is in preparation.", begin)
        return
    if found.state is PreparationState.DRAFT:

        def put_forward(actor: Actor) -> object:
            return put_release_forward(store, quarter, actor=actor)

        _button("Ready for review", "ready", f"{quarter.label} is ready for review.", put_forward)
        return
    with st.expander("Back to draft", key="desk_back_form"):

        def send_back(actor: Actor) -> object:
            why = st.session_state.get(_WHY, "")
            return send_release_back(store, quarter, actor=actor, why=why)

        st.text_input("Why it goes back", key=_WHY, max_chars=LONGEST_COMMENT)
        _button("Send back to draft", "back", f"{quarter.label} is a draft again.", send_back, _WHY)


def _draw_comments(store: SeenStore, quarter: ReportingPeriod, found: Preparation) -> None:
    takes_comments = found.scheduled is None and store.actor.may(Act.COMMENT_ON_RELEASE)
    if not found.comments and not takes_comments:
        return
    show(element("h3", f"Comments ({len(found.comments)})", class_="k-file-head"))
    for each in (*found.unresolved, *(one for one in found.comments if one.is_resolved)):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"desk_comment_{each.number}",
        ):
            show(_comment(each))
            if not each.is_resolved and store.actor.may(Act.PREPARE_RELEASE):
                number = each.number

                def resolve(actor: Actor, number: int = number) -> object:
                    return resolve_comment(store, quarter, number, actor=actor)

                done = f"Comment {number} is resolved."
                _button("Resolve", f"resolve_{number}", done, resolve)
    if takes_comments:

        def comment(actor: Actor) -> object:
            text = st.session_state.get(_COMMENT, "")
            return comment_on_release(store, quarter, actor=actor, text=text)

        st.text_area("Comment", key=_COMMENT, max_chars=LONGEST_COMMENT, height=80)
        _button("Add the comment", "comment", "Your comment is kept.", comment, _COMMENT)


def _comment(each: ReviewComment) -> Html:
    resolved = "Not resolved."
    if each.resolved_at is not None:
        resolved = f"Resolved by {each.resolved_by}, {uk_time(each.resolved_at)}."
    return element(
        "div",
        element("span", each.text),
        element("span", f"{each.number}: {each.made_by}, {uk_time(each.made_at)}", class_="k-sub"),
        element("span", resolved, class_="k-sub"),
        class_="k-waiting",
    )


def _button(
    label: str, name: str, done: str, act: Callable[[Actor], object], field: str = ""
) -> None:
    """field: the key of what was typed, which is emptied once it is done."""
    st.button(label, key=f"desk_{name}", on_click=_do, args=(act, done, field))


def _do(act: Callable[[Actor], object], done: str, field: str) -> None:
    post = st.session_state.get(POST, "")
    try:
        if not post.strip():
            st.session_state[_PROBLEM] = POST_MISSING
            return
        act(acting(post))
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    remember_post(post)
    st.session_state[_DONE] = done
    if field:
        st.session_state.pop(field, None)
