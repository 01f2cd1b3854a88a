"""Work a thing out once for each state of the figures, and keep it for all readers.

A page is drawn again at every click, and most of what it shows follows from the figures and a
few small values. Figures are told apart by their key, measures and periods by their ids: going
through their frames and fields would take longer than drawing the page.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.state.figures import Figures

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
OfFigures = Callable[Concatenate[Figures, Arguments], Result]

_IDENTITY: dict[str | type[Any], Callable[[Any], Any]] = {
    Figures: attrgetter("key"),
    Measure: attrgetter("id"),
    ReportingPeriod: attrgetter("id"),
}


def kept_per_state(
    *, max_entries: int
) -> Callable[[OfFigures[Arguments, Result]], OfFigures[Arguments, Result]]:
    """Keep what a function of the figures and of small values gives, under all of them.

    max_entries: results kept at most. Two readers who ask for the same at once wait for one
    result. It is shared as it is, never copied: nobody may change it.
    """
    return st.cache_resource(max_entries=max_entries, show_spinner=False, hash_funcs=_IDENTITY)
