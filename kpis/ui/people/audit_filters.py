"""Which acts of the audit a reader looks for. The address names all of it, so it can be mailed.

Days are those of the UK; the store keeps UTC.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from kpis.frames import RELEASES
from kpis.model import Actor, Plan
from kpis.periods import period_of_id
from kpis.store import AuditExtent, WantedActs
from kpis.ui.kit.titles import measure_titles
from kpis.ui.state.query_params import quoted
from kpis.use_cases.audit import extent
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_day_begins, uk_day_ends

PAGE = "page"
DONE, REFUSED = "done", "refused"
_STATES = {DONE: "Done", REFUSED: "Refused"}
_LATER = ("since", "until", "post", "measure", "submission", "release")
_LONGEST = 200  # characters of a search


def asked_for() -> WantedActs:
    """What the address asks for. What is no day in it is told, and left out."""
    given = st.query_params
    state = given.get("state", "")
    since, until = (_day(name) for name in ("since", "until"))
    return WantedActs(
        find=given.get("find", "")[:_LONGEST],
        post=given.get("post", ""),
        act=given.get("act", ""),
        since=uk_day_begins(since) if since else None,
        until=uk_day_ends(until) if until else None,
        measure=given.get("measure", ""),
        submission=given.get("submission", ""),
        release=given.get("release", ""),
        refused=state == REFUSED if state in _STATES else None,
    )


def draw_filters(plan: Plan, store: SeenStore, wanted: WantedActs, actor: Actor) -> int:
    """The fields that write the address; and how many acts there are as wanted."""
    there_is = extent(store, wanted, actor=actor)
    _draw_fields(plan, store, there_is)
    for name in ("since", "until"):
        asked = st.query_params.get(name, "")
        if asked and _day(name) is None:
            st.warning(f"{quoted(asked)} is no day. Choose one, or write it as 2019-11-01.")
    return there_is.count


def _draw_fields(plan: Plan, store: SeenStore, there_is: AuditExtent) -> None:
    words, act, state = st.columns([2, 1, 1])
    with words:
        _field("find", "Words", st.text_input, max_chars=_LONGEST, placeholder=_FOR_INSTANCE)
    with act:
        _choice("act", "Act", {each: each for each in there_is.kinds}, "All acts")
    with state:
        _choice("state", "Done or refused", _STATES, "Both")
    some = any(st.query_params.get(name) for name in _LATER)
    with st.expander("When, by which post, about what", expanded=some, key="audit_more"):
        since, until, post = st.columns([1, 1, 2])
        with since:
            _field("since", "From", st.date_input, read=_day, format="DD/MM/YYYY")
        with until:
            _field("until", "To", st.date_input, read=_day, format="DD/MM/YYYY")
        with post:
            _choice("post", "Post", {each: each for each in there_is.posts}, "All posts")
        measure, submission, release = st.columns([2, 1, 1])
        with measure:
            _choice("measure", "Measure", measure_titles(plan.measures), "All measures")
        with submission:
            _field("submission", "Submission", st.text_input, max_chars=40, placeholder="S-0042")
        with release:
            _choice("release", "Release", _releases(store), "All releases")


def address_of(page: int) -> None:
    """Have the address name a page of what is found; the first needs no name."""
    if page > 1:
        st.query_params[PAGE] = str(page)
    else:
        st.query_params.pop(PAGE, None)


_FOR_INSTANCE = "For instance a file name, a post, a reason"


def _releases(store: SeenStore) -> dict[str, str]:
    return {
        str(row.number): f"{row.number}: {period_of_id(row.quarter_id).label}"
        for row in RELEASES.rows(store.releases())
    }


def _day(name: str) -> date | None:
    asked = st.query_params.get(name, "")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        return None


def _field(
    name: str,
    label: str,
    field: Callable[..., Any],
    *,
    read: Callable[[str], Any] = lambda name: st.query_params.get(name, ""),
    **options: Any,
) -> None:
    key = f"audit_{name}"
    st.session_state[key] = read(name)
    field(label, key=key, on_change=_write, args=(name, key), **options)


def _choice(name: str, label: str, options: Mapping[str, str], everything: str) -> None:
    """A list; what the address asks for stands in it, whether there is such a thing or not."""
    asked = st.query_params.get(name, "")
    named = {"": everything, **options, **({asked: asked} if asked not in options else {})}
    named[""] = everything
    _field(name, label, st.selectbox, options=list(named), format_func=named.__getitem__)


def _write(name: str, key: str) -> None:
    """Another question begins with its first page."""
    value = st.session_state[key]
    text = value.isoformat() if isinstance(value, date) else (value or "").strip()
    if text:
        st.query_params[name] = text
    else:
        st.query_params.pop(name, None)
    address_of(1)
