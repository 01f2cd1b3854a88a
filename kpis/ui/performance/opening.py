"""How a page about one thing of the plan begins: its title, and the choice of thing and quarter."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpis.model import Plan
from kpis.ui.state import narrowing, publication, query_params
from kpis.ui.state.asked_measure import understand_measure
from kpis.ui.state.publication import Shown


class Opening(NamedTuple):
    """head: where the title goes, above the choices. chosen: an id, None for all of them."""

    head: DeltaGenerator
    chosen: str | None
    shown: Shown


def open_page(
    noun: str,
    titles_of: Callable[[Plan], Mapping[str, str]],
    *,
    narrows: bool = False,
    drops: Sequence[str] = (),
) -> Opening:
    """Draw the choices. noun: "outcome", also in the address.

    titles_of: what there is to choose from by id, of the plan whose figures are shown: a release
    may have been made with another one than there is today. narrows: whether the page can be
    narrowed to a directorate. drops: what leaves the address as another is chosen.
    """
    head = st.container()
    if narrows:
        choice, whose, picker = narrowing.places()
        shown = publication.choose(picker, whose)
    else:
        choice, picker = st.columns([4, 1], vertical_alignment="bottom")
        shown = publication.choose(picker)
    nearest = understand_measure(shown.plan) if noun == "measure" else ""
    with choice:
        chosen = query_params.choose(
            noun, noun.capitalize(), titles_of(shown.plan), noun, drops=drops, nearest=nearest
        )
    return Opening(head, chosen, shown)
