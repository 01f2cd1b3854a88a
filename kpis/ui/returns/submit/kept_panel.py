"""What is kept of posts for their next files, each with the way to forget it.

A post forgets what is its own, the performance team whatever is kept of anybody.
"""

from collections.abc import Callable
from functools import partial
from hashlib import sha256

import streamlit as st

from kpis.errors import KpisError
from kpis.model import About, Act, Actor, Belonging, Plan
from kpis.regardless import regardless_of_case
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import POST_MISSING, post
from kpis.ui.returns.submit.answer_words import about_in_words, as_answered
from kpis.ui.state.acting import acting
from kpis.use_cases.answers import forget_answers, kept_answers
from kpis.use_cases.mappings import forget_mapping, kept_mappings, saved_series
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time

_LEAD = (
    "What columns and unclear cells mean was said once, and is kept for the next files of the "
    "post. What is forgotten is asked again; that it was said stays on record."
)


def draw_kept(plan: Plan, store: SeenStore) -> None:
    """Nothing where nothing is kept that whoever looks may forget."""
    who = store.actor
    mappings = [
        each.saved
        for each in kept_mappings(store, actor=who)
        if _may(who, Act.FORGET_MAPPING, each.saved.sender)
    ]
    answers = [
        each for each in kept_answers(store, actor=who) if _may(who, Act.FORGET_ANSWER, each.sender)
    ]
    whose = [*(each.sender for each in mappings), *(each.sender for each in answers)]
    senders = {regardless_of_case(each): each for each in whose}
    if not senders:
        return
    with st.expander("Kept for the next files", key="kept_of_posts"):
        show(element("p", _LEAD, class_="k-foot"))
        sender = _sender([senders[each] for each in sorted(senders)])
        for saved in mappings:
            if regardless_of_case(saved.sender) == sender:
                words = f"The layout of a file: {saved_series(plan, saved)}"
                since = f"said by {saved.saved_by}, {uk_time(saved.saved_at)}"
                _draw(
                    _line(saved.sender, words, since),
                    f"kept_mapping_{saved.number}",
                    partial(forget_mapping, store, saved),
                )
        for each in answers:
            if regardless_of_case(each.sender) == sender:
                words = f"{about_in_words(plan, each.question)} {as_answered(plan, each.answer)}"
                line = _line(each.sender, words, f"answered {uk_time(each.given_at)}")
                key = sha256(f"{sender} {each.question}".encode()).hexdigest()[:16]
                _draw(
                    line,
                    f"kept_answer_{key}",
                    partial(forget_answers, store, each.sender, [each.question]),
                )


def _sender(senders: list[str]) -> str:
    """The one that is looked at, regardless of case; chosen where there are several."""
    if len(senders) == 1:
        return regardless_of_case(senders[0])
    plain = [regardless_of_case(each) for each in senders]
    acts_as = regardless_of_case(post())
    place = plain.index(acts_as) if acts_as in plain else 0
    return regardless_of_case(st.selectbox("Of which post", senders, index=place, key="kept_post"))


def _may(who: Actor, act: Act, sender: str) -> bool:
    return who.may(act, About(belongs=(Belonging(posts=frozenset({sender})),)))


def _line(sender: str, words: str, since: str) -> Html:
    return element(
        "p",
        element("strong", f"{sender}: "),
        words,
        element("span", since, class_="k-sub"),
        class_="k-line",
    )


def _draw(line: Html, key: str, forget: Callable[..., object]) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        show(line)
        st.button("Forget it", key=key, type="tertiary", on_click=_forget, args=(forget,))


def _forget(forget: Callable[..., object]) -> None:
    if not post():
        st.error(POST_MISSING)
        return
    try:
        forget(actor=acting(post()))
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
