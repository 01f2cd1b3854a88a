"""How to read these pages: ratings, states, directions, markers, periods."""

import streamlit as st

from kpis.ui.guide.analysis import draw_analysis
from kpis.ui.guide.meanings import (
    draw_activities,
    draw_directions,
    draw_markers,
    draw_periods,
    draw_provenance,
    draw_ratings,
    draw_releases,
    draw_returns,
    draw_words,
)
from kpis.ui.guide.verdicts import draw_verdicts
from kpis.ui.kit.layout import page_head
from kpis.ui.state import cache

plan = cache.plan()
page_head(plan, "How to read these pages")
draw_ratings(plan)
draw_verdicts()
draw_directions()
if cache.is_anything_to_see():
    draw_analysis(cache.figures())
draw_markers()
draw_periods()
draw_releases()
draw_returns()
draw_activities()
draw_provenance()
draw_words()
st.page_link("pages/guide/definitions.py", label="Definitions of all measures")
