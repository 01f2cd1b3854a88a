"""The place on every page that says who is signed in, as what, and where they sign in and out."""

from datetime import timedelta

import streamlit as st

from kpis.clock import utc_now
from kpis.model import Actor, Role, SessionState, WayIn
from kpis.sign_in.claims import SignedIn
from kpis.sign_in.settings import PROVIDER
from kpis.sign_in.ways_in import settings
from kpis.ui.kit.html import Html, element
from kpis.ui.state import visitor
from kpis.ui.state.visitor import Visitor
from kpis.words.access import HELD, not_today
from kpis.words.days import uk_date
from kpis.words.lists import counted, listed

_NOBODY = "Published figures only: no sign-in is set up here."
_LEFT_OUT = (
    "More groups were named for you than can be passed on, so none of them counts. Ask whoever "
    "looks after sign-in for app roles."
)


def draw_signed_in() -> None:
    """Draw it; end the page there for whoever is shown nothing. Nothing where nobody signs in."""
    here = visitor.visitor()
    if here.way is WayIn.LOCAL:
        return
    acts = visitor.looks()
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        gap="small",
        key="signed_in",
    ):
        st.html(element("p", _line(here, acts), class_="k-signed-in"), width="content")
        _button(here)
    if note := _note(here, acts):
        st.info(note)
    if visitor.sees_nothing(acts):
        if here.who is None and here.over is None:
            st.info("Sign in to see this dashboard.")
        st.stop()


def _line(here: Visitor, acts: Actor) -> Html | str:
    if here.way is WayIn.NOBODY:
        return _NOBODY
    if here.who is None:
        return "You are not signed in."
    name = here.who.name or "Signed in"
    held = [role for role in Role if role in acts.roles and role is not Role.PUBLIC]
    roles = listed([HELD[role] for role in held]) if held else "no role"
    return " · ".join(filter(None, (name, acts.post, roles)))


def _button(here: Visitor) -> None:
    if here.way is not WayIn.PROVIDER:
        return
    if here.who is None:
        if st.button("Sign in", key="sign_in", type="tertiary"):
            st.login(PROVIDER)
    elif st.button("Sign out", key="sign_out", type="tertiary"):
        st.logout()


def _note(here: Visitor, acts: Actor) -> str:
    """What somebody should know before they go on; "" for nothing."""
    if here.over is not None:
        return _why_over(here.over, here.way)
    if here.who is None or acts.holdings:
        return ""
    return _without_role(here.who)


def _without_role(who: SignedIn) -> str:
    code = f"Your sign-in code is {who.login}: an administrator needs it to give you a role."
    why = not_today(visitor.ever_given(), uk_date(utc_now()))
    none = f"You have no role here today. {why}" if why else "You have no role here yet."
    return " ".join(filter(None, (none, _LEFT_OUT if who.left_out else "", code)))


def _why_over(over: SessionState, way: WayIn) -> str:
    found = settings()
    assert found is not None  # noqa: S101 else nobody has signed in
    anew = way is WayIn.PROXY
    again = "Load the page anew to go on." if anew else "Sign in again to go on."
    if over is SessionState.IDLE:
        return f"You were signed out after {_words(found.idle)} without a click. {again}"
    if over is SessionState.TOO_LONG:
        came = "opened this page" if anew else "signed in"
        return f"You were signed out {_words(found.longest)} after you {came}. {again}"
    return f"You are signed out. {again}"


def _words(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return counted(minutes, "minute") if minutes else "some seconds"
    return counted(hours, "hour")
