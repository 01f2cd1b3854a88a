"""Subscribe a post to mails of releases, see what stands, and end it."""

from collections.abc import Mapping

import streamlit as st

from kpis.errors import KpisError
from kpis.model import Act, MailAbout, Plan, Subscription
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import MAIN_ACTION, post, post_field, remember_post
from kpis.ui.state import visitor
from kpis.ui.state.acting import acting
from kpis.use_cases.publishing.subscriptions import (
    directorates_of,
    subscribe,
    subscriptions_for,
    unsubscribe,
)
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_day
from kpis.words.report.mails import mail_about

_DONE, _PROBLEM = "mails_done", "mails_problem"
_POST, _ADDRESS, _ABOUT, _BY = "mail_post", "mail_address", "mail_about", "mail_by"
_About = tuple[MailAbout, str]


def draw_subscribing(plan: Plan, store: SeenStore) -> None:
    """The form, and what stands of whoever looks; of everybody for who looks after mails."""
    of_all = store.actor.may(Act.MANAGE_MAILS)
    section("Subscribe")
    if said := st.session_state.pop(_DONE, ""):
        st.success(markdown_text(said))
    _draw_form(plan, store, of_all=of_all)
    section("Who is subscribed" if of_all else "What you subscribed to")
    standing = [each for each in subscriptions_for(store, actor=store.actor) if each.stands]
    if not standing:
        words = "Nobody is subscribed." if of_all else "You subscribed to nothing here."
        show(element("p", words, class_="k-quiet"))
    for each in standing:
        _draw_subscription(store, each)


def _draw_form(plan: Plan, store: SeenStore, *, of_all: bool) -> None:
    held = visitor.posts()
    if not of_all and not held:
        words = (
            "You hold no post, and mails go to posts: ask the performance team to subscribe you."
        )
        show(element("p", words, class_="k-quiet"))
        return
    about = _choices(plan)
    with st.form("mail_form", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            if of_all:
                st.text_input(
                    "Post that gets the mails",
                    key=_POST,
                    max_chars=120,
                    help="A post, not a name: for instance Chair of the board.",
                )
            else:
                st.selectbox("Your post", held or [], key=_POST)
        with right:
            st.text_input(
                "Mail address",
                key=_ADDRESS,
                max_chars=254,
                autocomplete="email",
                help="It is shown to nobody but you and who looks after mails.",
            )
        left, right = st.columns(2)
        with left:
            st.selectbox("About", list(about), format_func=about.__getitem__, key=_ABOUT)
        with right:
            if of_all:
                post_field(_BY)
        if problem := st.session_state.get(_PROBLEM):
            st.error(markdown_text(problem))
        st.form_submit_button(
            "Subscribe",
            key=f"{MAIN_ACTION}subscribe",
            on_click=_subscribe,
            args=(plan, store),
            kwargs={"of_all": of_all},
        )


def _choices(plan: Plan) -> Mapping[_About, str]:
    """What a subscription may be about, with the words for it."""
    return {
        (MailAbout.EVERYTHING, ""): "Everything in a release",
        (MailAbout.CORRECTIONS, ""): "Corrections alone",
        **{
            (MailAbout.OUTCOME, str(each.number)): f"Outcome {each.number}: {each.title}"
            for each in plan.outcomes
        },
        **{(MailAbout.DIRECTORATE, each): f"Directorate: {each}" for each in directorates_of(plan)},
    }


def _draw_subscription(store: SeenStore, each: Subscription) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"subscription_{each.number}",
    ):
        show(_words(each))
        st.button(
            "End",
            key=f"unsubscribe_{each.number}",
            help=f"End subscription {each.number}. With the last of an address that is forgotten.",
            on_click=_unsubscribe,
            args=(store, each.number),
        )


def _words(each: Subscription) -> Html:
    since = f"subscription {each.number}, since {uk_day(each.subscribed_at)}"
    return element(
        "div",
        element("strong", each.post),
        f", {mail_about(each.about, each.of_what)}",
        element("span", f"{each.address}: {since}", class_="k-sub"),
    )


def _subscribe(plan: Plan, store: SeenStore, *, of_all: bool) -> None:
    said = st.session_state
    gets = said[_POST] or ""
    by = said[_BY] if of_all else gets
    try:
        made = subscribe(store, plan, gets, said[_ADDRESS], *said[_ABOUT], actor=acting(by))
    except KpisError as error:
        said[_PROBLEM] = sentence_of(error)
        return
    said.pop(_PROBLEM, None)
    said[_ADDRESS] = ""
    if of_all:
        remember_post(by)
    said[_DONE] = f"{made.post} gets a mail of each release from now on."


def _unsubscribe(store: SeenStore, number: int) -> None:
    held = visitor.posts()
    by = held[0] if held else st.session_state.get(_BY) or post()
    try:
        ended = unsubscribe(store, number, actor=acting(by))
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    st.session_state[_DONE] = f"{ended.post} gets these mails no more."
