"""The group that leads the partnership: objective, themes, boards, commitments and members."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.performance.partnership.partnership import draw_partnership, title_of
from kpis.ui.performance.themes import purpose_of_themes
from kpis.ui.state import publication

head, picker = st.columns([4, 1], vertical_alignment="bottom")
shown = publication.choose(picker)
plan = shown.plan
with head:
    page_head(plan, title_of(plan))
    show(purpose_of_themes(plan))
if plan.partnership is None and not plan.themes:
    show(element("p", "The plan names no partnership.", class_="k-quiet"))
    st.stop()
draw_partnership(shown)
