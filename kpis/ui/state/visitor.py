"""Who looks at a page, and who acts on it: asked anew at every click.

So a role that was taken away, a session that is over and a day on which somebody stops to hold a
post count from the next click on. Where nobody signs in it is one user with every role, as the post
they type; where others could be that user, it is the public.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from time import monotonic

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kpis.answering import note_who
from kpis.clock import utc_now
from kpis.default_paths import store_path
from kpis.errors import AccessRefused, StoreBusy
from kpis.model import (
    DASHBOARD,
    About,
    Act,
    Actor,
    Assignment,
    Holding,
    IllustrativeFor,
    Measure,
    PublicSees,
    Role,
    ScheduledRelease,
    SessionState,
    WayIn,
    local_administrator,
    of_measures,
    read_early,
    somebody,
)
from kpis.regardless import regardless_of_case
from kpis.sign_in.claims import NotSignedIn, SignedIn, signed_in, signed_in_by_proxy
from kpis.sign_in.settings import NAME, ROLES, WHO, SignInSettings
from kpis.sign_in.ways_in import comes_from_this_machine, sessions, settings, way_in
from kpis.store import Store
from kpis.ui.state.one_run import ask_anew, asked_once
from kpis.use_cases.access import actor_of
from kpis.words.days import uk_date

_CAME = "opened_by_proxy_at"  # UTC; of a visit
PATIENCE = 3.0  # seconds for a store in which somebody is just writing
AT_ONCE = 0.2  # seconds for what is only told beside something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """who: None for nobody who has signed in. over: why a session of theirs counts no more."""

    way: WayIn
    who: SignedIn | None = None
    over: SessionState | None = None


@asked_once
def visitor() -> Visitor:
    """Whoever looks at the page. To ask counts as a click of theirs."""
    way, found = way_in(), settings()
    if way is WayIn.LOCAL and _comes_from_elsewhere():
        way = WayIn.NOBODY  # by a web server on this machine, which lets others in
    if found is None or _nobody_is_connected():
        return Visitor(way=way)
    try:
        who = _said(found)
    except NotSignedIn:
        return Visitor(way=way, over=SessionState.SIGNED_OUT)
    if who is None:
        return Visitor(way=way)
    state = _click(who, found)
    if state is SessionState.OPEN:
        return Visitor(way=way, who=who)
    return Visitor(way=way, over=state)


def actor(post: str = "") -> Actor:
    """Whoever acts, as a post.

    post: "" for the first they hold; typed by them where nobody signs in. Raises AccessRefused for
    one they do not hold; StoreError and StoreBusy.
    """
    ask_anew()
    found = _acts(visitor(), _address(), post)
    note_who(found.post, found.person)
    return found


@asked_once
def looks() -> Actor:
    """Whoever looks, for what is shown alone: what they do is asked of `actor`.

    While somebody is storing a return the store may be busy. Then it is who they were a moment
    before, and whoever was not here then has the roles that their provider names.
    """
    here = visitor()
    if here.way is WayIn.LOCAL or here.who is None:
        return _acts(here, _address())
    last = _last_known(store_path(), here.who.login)
    if monotonic() >= last.until:
        try:
            last.actor = _acts(here, _address())
        except StoreBusy:
            last.until = monotonic() + PATIENCE  # a page asks often, and waits once
    named = Actor(
        post="",
        name=here.who.name,
        holdings=here.who.holdings,
        origin=DASHBOARD,
        address=_address(),
    )
    found = last.actor or named
    note_who(found.post, found.person)
    return found


def asks_later() -> Callable[[], Actor]:
    """Who it is that looks, as they are when that is called, also outside of a page's run."""
    here, address = visitor(), _address()

    def asked() -> Actor:
        found = settings()
        if here.who is not None and (
            found is None or _click(here.who, found) is not SessionState.OPEN
        ):
            return _nobody(here, address)
        return _acts(here, address)

    return asked


def _acts(here: Visitor, address: str, post: str = "") -> Actor:
    """A visitor, from an address, as a post; raises as `actor` does."""
    if here.way is WayIn.LOCAL:
        return local_administrator(post, DASHBOARD)
    if here.who is None:
        return _nobody(here, address)
    found = _known(here.who)
    if not post:
        return replace(found, address=address)
    held = {regardless_of_case(each): each for each in found.posts}
    chosen = held.get(regardless_of_case(post))
    if chosen is None:
        raise AccessRefused(f"Whoever is signed in does not hold the post {post!r} today.")
    return replace(found, post=chosen, address=address)


def sees_unpublished() -> bool:
    """Whether whoever looks may see figures before they are published."""
    return looks().may(Act.READ_BEFORE_RELEASE)


def sees_illustrative() -> bool:
    """Whether whoever looks may see illustrative figures: a house can keep them from the public."""
    return illustrative_for() is IllustrativeFor.EVERYBODY or looks().may(Act.READ_ILLUSTRATIVE)


def illustrative_for() -> IllustrativeFor:
    """To whom the house shows illustrative figures."""
    found = settings()
    return IllustrativeFor.EVERYBODY if found is None else found.illustrative


@asked_once
def early() -> tuple[ScheduledRelease, ...]:
    """Releases that are approved for a time and that whoever looks may read before it, now.

    () while the store is busy: they are told of again at the next click.
    """
    store = Store(store_path(), timeout=PATIENCE)
    if not store.exists():
        return ()
    try:
        return read_early(looks(), _scheduled(store.path, store.version()), utc_now())
    except StoreBusy:
        return ()


def approves() -> bool:
    """Whether whoever looks approves anything at all."""
    return looks().may_some(Act.APPROVE)


def publishes() -> bool:
    """Whether whoever looks publishes."""
    return looks().may(Act.PUBLISH)


def is_signed_in() -> bool:
    """Whether it is known who looks."""
    return visitor().who is not None


def reads_returns() -> bool:
    """Whether whoever looks may see what was returned, of some measures at least."""
    return looks().may_some(Act.READ_RETURNS)


def may_read_history(measure: Measure) -> bool:
    """Whether whoever looks may see every time that a measure's figures were returned."""
    return looks().may(Act.READ_RETURNS, About(belongs=of_measures([measure])))


def changes_plan() -> bool:
    """Whether whoever looks changes the plan."""
    return looks().may(Act.CHANGE_PLAN)


def agrees_plan() -> bool:
    """Whether whoever looks agrees proposed targets, of some measures at least."""
    return looks().may_some(Act.AGREE_PLAN)


def gives_roles() -> bool:
    """Whether whoever looks gives and takes roles, and erases names."""
    acts = looks()
    return acts.may(Act.GIVE_ACCESS) and acts.may(Act.ERASE_NAME)


def manages_mails() -> bool:
    """Whether whoever looks sees who gets mails of releases, and sends what is due."""
    return looks().may(Act.MANAGE_MAILS)


def posts() -> list[str] | None:
    """The posts whoever is signed in may act as, the first they hold first.

    None where nobody signs in, and they type one.
    """
    if visitor().way is WayIn.LOCAL:
        return None
    acts = looks()
    return [*filter(None, [acts.post]), *sorted(acts.posts - {acts.post})]


def ever_given() -> list[Assignment]:
    """Every role whoever is signed in was ever given; [] while the store is busy."""
    who, store = visitor().who, Store(store_path(), timeout=AT_ONCE)
    if who is None or not store.exists():
        return []
    try:
        return store.assignments(who.login)
    except StoreBusy:
        return []


def sees_nothing(of: Actor) -> bool:
    """Whether they have no role in a house that shows the public nothing."""
    found = settings()
    hides = found is not None and found.public is PublicSees.NOTHING
    return hides and of.roles == frozenset({Role.PUBLIC})


def _said(found: SignInSettings) -> SignedIn | None:
    """Who it is by what was said of them; None where nothing was. Raises NotSignedIn."""
    known = st.user.to_dict()
    if found.proxy is not None:
        who, name, roles = (known.get(each) for each in (WHO, NAME, ROLES))
        if not isinstance(who, str) or not who.strip():
            return None
        name, roles = (each if isinstance(each, str) else "" for each in (name, roles))
        said = signed_in_by_proxy(who, name, roles, found)
        return replace(said, since=st.session_state.setdefault(_CAME, utc_now()))
    return signed_in(known, found, utc_now()) if known.get("is_logged_in") is True else None


def _nobody(here: Visitor, address: str) -> Actor:
    return somebody(DASHBOARD, address, may_sign_in=here.way is WayIn.PROVIDER)


def _click(who: SignedIn, found: SignInSettings) -> SessionState:
    """How their session stands at a click.

    A proxy looks after sessions itself, but says who it is when a page is opened and not again. So
    a page that stays open is asked to be opened anew after as long as a session may last.
    """
    assert who.since is not None  # noqa: S101 the day and time is always said by now
    if who.session:
        return sessions().click(who.session, who.since, utc_now())
    over = utc_now() - who.since >= found.longest
    return SessionState.TOO_LONG if over else SessionState.OPEN


def _known(who: SignedIn) -> Actor:
    store = Store(store_path())
    if not (store.exists() or store.is_gone()):  # it is being made: nobody was given a role in it
        return Actor(post="", name=who.name, origin=DASHBOARD)
    today = uk_date(utc_now())
    return _actor(store.path, store.version(), today, who.login, who.name, who.holdings)


@lru_cache(maxsize=4)
def _scheduled(path: Path, version: str) -> tuple[ScheduledRelease, ...]:  # noqa: ARG001 its key
    return Store(path, timeout=PATIENCE).scheduled()


@dataclass(slots=True)
class _LastKnown:
    actor: Actor | None = None
    until: float = 0.0  # monotonic seconds, before which a busy store is not asked again


@lru_cache(maxsize=512)
def _last_known(path: Path, login: str) -> _LastKnown:  # noqa: ARG001 one of each
    return _LastKnown()


@lru_cache(maxsize=512)
def _actor(
    path: Path,
    version: str,  # noqa: ARG001 after any change it is asked anew
    today: date,  # noqa: ARG001 a post may begin or end with it
    login: str,
    name: str,
    claimed: tuple[Holding, ...],
) -> Actor:
    return actor_of(Store(path, timeout=PATIENCE), login, name, claimed=claimed)


def _comes_from_elsewhere() -> bool:
    """Whether the connection was passed on."""
    return not _nobody_is_connected() and not comes_from_this_machine(
        _address(), st.context.headers.to_dict()
    )


def _nobody_is_connected() -> bool:
    """While the server makes ready what the first visitor will ask for."""
    return get_script_run_ctx(suppress_warning=True) is None


def _address() -> str:
    """Of the network; "" for this machine, and where a page is tried without a network."""
    found = "" if _nobody_is_connected() else st.context.ip_address
    return found if isinstance(found, str) else ""
