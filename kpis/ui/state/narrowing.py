"""To whom of the council a reader has narrowed a page: a directorate, a service, a team, a post.

The address says it (?directorate=Place, &owner=...) and it holds from page to page within a visit,
like the quarter. There is one list to choose from, of directorates; the others come by links. A
page that is narrowed says so, and a button takes it off.
"""

from collections.abc import Iterable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpis.model import EVERYBODY, Activity, Measure, Whose
from kpis.ui.kit.addresses import directorate_address, link
from kpis.ui.kit.html import element
from kpis.ui.state.query_params import quoted

NAMES = ("directorate", "service", "team", "owner")
_BEFORE, _LIST, _QUARTER = 5.0, 2.4, 1.6  # widths
_ALL = ""
_VISIT = "chosen_whose"
_PICKER = "directorate_picker"
_NOUNS = {"owner": "post"}


def places(*before: float, quarter: bool = True) -> list[DeltaGenerator]:
    """Beside each other: places for what a page begins with, for the directorate, the quarter.

    before: the widths of the first ones, one of five by itself. quarter: whether there is one.
    """
    widths = [*(before or [_BEFORE]), _LIST, *([_QUARTER] if quarter else [])]
    with st.container(key="choices"):
        return st.columns(widths, vertical_alignment="bottom")


def choose(
    place: DeltaGenerator,
    things: Iterable[Measure | Activity],
    *,
    also: Iterable[Measure | Activity] = (),
) -> Whose:
    """Draw the list of directorates in its place, and here what the page is narrowed to.

    things: of the plan, those the page is about. also: others of it, so that a visit narrowed to
    whom they belong stays so on this page, which then has nothing to show. Nothing is drawn, and
    all are meant, where none of the things has a directorate.
    """
    own = tuple(things)
    directorates = sorted({each.directorate for each in own} - {""})
    if not directorates:
        return EVERYBODY
    whose = _known(_asked(), (*own, *also))
    _keep(whose)
    with place:
        _draw_list(directorates, whose.directorate)
    if whose.said:
        _say(whose)
    return whose


def _asked() -> Whose:
    """What the address says, or else the visit."""
    named = {name: st.query_params[name] for name in NAMES if st.query_params.get(name)}
    return Whose(**named) if named else st.session_state.get(_VISIT, EVERYBODY)


def _known(asked: Whose, things: Sequence[Measure | Activity]) -> Whose:
    """What is asked, where there is something of it; else all, which the reader is told.

    Of what the visit remembers alone nothing is said: another page had it.
    """
    if not asked.said or asked.of(things):
        return asked
    in_address = any(name in st.query_params for name in NAMES)
    unknown = [
        name
        for name, value in asked.said.items()
        if not any(getattr(each, name, "") == value for each in things)
    ]
    if in_address and unknown:
        noun = _NOUNS.get(unknown[0], unknown[0])
        st.warning(
            f"There is no {noun} called {quoted(asked.said[unknown[0]])} here. It may have been "
            "mistyped or renamed. All are shown; choose a directorate from the list."
        )
    elif in_address:
        st.warning(f"Nothing here belongs to {quoted(asked.words)}. All are shown.")
    return EVERYBODY


def _keep(whose: Whose) -> None:
    """Keep the visit and the address in step."""
    st.session_state[_VISIT] = whose
    for name, value in vars(whose).items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def _draw_list(directorates: Sequence[str], chosen: str) -> None:
    options = [_ALL, *directorates]
    st.session_state[_PICKER] = chosen
    st.selectbox(
        "Directorate",
        options if chosen in options else [*options, chosen],
        format_func=lambda name: name or "All directorates",
        key=_PICKER,
        on_change=_picked,
    )


def _say(whose: Whose) -> None:
    narrower = ", ".join(filter(None, (whose.owner, whose.team, whose.service)))
    name = [narrower, ", " if narrower and whose.directorate else ""]
    if whose.directorate:
        address = directorate_address(whose.directorate, st.query_params.get("period", ""))
        name.append(link(address, whose.directorate))
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key="actions_narrowed"
    ):
        words = element("p", "Only what belongs to ", *name, " is shown.", class_="k-foot k-line")
        st.html(words, width="content")
        st.button("Show all", type="tertiary", key="narrowed_off", on_click=forget)


def _picked() -> None:
    _keep(Whose(directorate=st.session_state[_PICKER]))


def forget() -> None:
    """Narrow to nobody from here on."""
    _keep(EVERYBODY)
