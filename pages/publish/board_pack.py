"""The report of a quarter for a meeting, to be taken away as a page, a PDF or slides."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.publish.board_pack import draw_board_pack
from kpis.ui.state import publication

head = st.container()
lead_place, picker = st.columns([4, 1], vertical_alignment="bottom")
shown = publication.choose(picker)
with head:
    page_head(shown.plan, "Board pack")
with lead_place:
    lead = (
        "For a meeting: how things are, what is off track and what is done about it, every measure "
        "on one page, what changed, and a page for each measure."
    )
    show(element("p", lead, class_="k-foot"))
draw_board_pack(shown)
