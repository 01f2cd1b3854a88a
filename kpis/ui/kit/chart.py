"""A chart on a page, with its words for those who do not see it and what it has no room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kpis.charts.template import CONFIG
from kpis.ui.kit.html import Html
from kpis.ui.kit.layout import show

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Drawn:
    """Kept whole, so that a click on the page makes none of it anew."""

    figure: go.Figure | None  # None where there is nothing to draw
    words: str  # its text alternative
    beneath: tuple[Html | None, ...] = ()


def draw(drawn: Drawn, key: str) -> None:
    """key: what the chart is called on its page, and is still called after a click."""
    if drawn.figure is not None:
        named = f"chart_{key}"  # print.css finds a chart by it
        st.plotly_chart(drawn.figure, alt=drawn.words, theme=None, key=named, config=CONFIG)
    for notes in drawn.beneath:
        show(notes)
