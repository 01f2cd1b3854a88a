"""What the address says a reader wants to see, and keeping the address true to what is shown.

Addresses name things by stable ids (?outcome=5, ?measure=recycling, ?period=2019-20-Q2), so a
renamed measure breaks no link. An id that does not exist is told to the reader; it never turns
silently into something else.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from kpis.periods import ReportingPeriod
from kpis.ui.kit.html import markdown_text

_ALL = ""
_ON = "1"
_QUARTER = "chosen_quarter"  # remembered from page to page within a visit
_PICKED = "quarter_was_picked"


def choose_quarter(
    quarters: Sequence[ReportingPeriod], first: ReportingPeriod, *, visit: str = _QUARTER
) -> tuple[ReportingPeriod, str]:
    """Draw the picker of quarters and return the quarter to show.

    quarters: newest first; `first` is the one shown when the reader asked for none. visit: under
    which the choice is remembered; pages that offer other quarters remember theirs apart.
    Returns the quarter and its id for links, "" when it is the one shown first anyway.
    """
    by_id = {quarter.id: quarter for quarter in quarters}
    asked = st.query_params.get("period", st.session_state.get(visit, ""))
    if asked and asked not in by_id:
        st.warning(
            f"There are no figures for the quarter {quoted(asked)}. "
            f"{first.label} is shown instead; choose another quarter from the list."
        )
    chosen = by_id.get(asked, first)
    _remember(chosen, first, visit)
    st.session_state["quarter_picker"] = chosen.id
    st.selectbox(
        "Quarter",
        list(by_id),
        format_func=lambda quarter_id: by_id[quarter_id].label,
        key="quarter_picker",
        on_change=_quarter_picked,
        args=(visit,),
    )
    return chosen, "" if chosen == first else chosen.id


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    noun: str,
    plural: str = "",
    *,
    drops: Sequence[str] = (),
    nearest: str = "",
) -> str | None:
    """Draw a list of options and return the id chosen in it or named in the address.

    name: of the query parameter; options: what to show by id; noun: "outcome", for messages;
    plural: where it is not the noun and an s. drops: what else leaves the address as one is
    chosen, since it was of the one before. nearest: a sentence on what may have been meant.
    Returns None when all are chosen, which stands first in the list, or when the address names
    one that does not exist, which the reader is told.
    """
    asked = st.query_params.get(name, "")
    if asked and asked not in options:
        st.warning(
            f"There is no {noun} with the id {quoted(asked)} in this plan. "
            f"{nearest or 'It may have been mistyped or retired.'} "
            f"Choose {_article(noun)} {noun} from the list."
        )
    chosen = asked if asked in options else _ALL
    key = f"{name}_picker"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        [_ALL, *options],
        format_func=lambda option: options.get(option, f"All {plural or f'{noun}s'}"),
        key=key,
        on_change=_picked,
        args=(name, key, _ALL, drops),
    )
    return chosen or None


def choose_beside(name: str, label: str, options: Mapping[str, str], key: str) -> str:
    """Draw a few options side by side and return the id chosen or named in the address.

    name: of the query parameter. label: for those who hear the page. options: what to show by id;
    the first holds where the address names none of them, and is then left out of it. key: of the
    widget.
    """
    first = next(iter(options))
    asked = st.query_params.get(name, first)
    st.session_state[key] = asked if asked in options else first
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_picked,
        args=(name, key, first),
    )
    return chosen or first


def switch(name: str, label: str) -> bool:
    """Draw a switch and return whether it is on, as `?name=1` says in the address."""
    key = f"{name}_switch"
    st.session_state[key] = st.query_params.get(name) == _ON
    return st.toggle(label, key=key, on_change=_switched, args=(name, key))


def _quarter_picked(visit: str) -> None:
    st.session_state[visit] = st.session_state["quarter_picker"]
    st.query_params["period"] = st.session_state["quarter_picker"]
    if "release" in st.query_params:
        st.session_state[_PICKED] = True


def was_picked() -> bool:
    """Whether the reader has just picked the quarter from the list, beside a release that the
    address still names. To be asked in every run: it holds for one."""
    return bool(st.session_state.pop(_PICKED, False))


def _picked(name: str, key: str, left_out: str, drops: Sequence[str] = ()) -> None:
    for each in drops:
        st.query_params.pop(each, None)
    if st.session_state[key] == left_out:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = st.session_state[key]


def _switched(name: str, key: str) -> None:
    if st.session_state[key]:
        st.query_params[name] = _ON
    else:
        st.query_params.pop(name, None)


def _remember(chosen: ReportingPeriod, first: ReportingPeriod, visit: str) -> None:
    """Keep the visit and the address in step; the quarter shown first needs neither."""
    if chosen == first:
        st.session_state.pop(visit, None)
        if "period" in st.query_params:
            del st.query_params["period"]
        return
    st.session_state[visit] = chosen.id
    if st.query_params.get("period") != chosen.id:
        st.query_params["period"] = chosen.id


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def quoted(text: str) -> str:
    """What stood in the address, shortened and shown as plain text."""
    return f"“{markdown_text(text if len(text) <= 40 else f'{text[:40]}…')}”"
