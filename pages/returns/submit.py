"""Submit a return: choose it, read what is wrong, see what would change, then store it."""

import streamlit as st

from kpis.ui import cache
from kpis.ui.html import element
from kpis.ui.layout import page_head, section, show
from kpis.ui.returns import desk
from kpis.ui.returns.checks import submissions
from kpis.ui.returns.file_desk import choose_files, draw_file
from kpis.ui.returns.receipt import draw_receipts
from kpis.ui.returns.submissions import draw_submissions
from kpis.ui.returns.template_panel import template_panel

plan, store = cache.plan(), cache.store()

page_head(plan, "Submit a return")
with st.container(key="desk_choose"):
    choose, template = st.columns([5, 3], gap="large")
with choose:
    section("Choose your files")
    choose_files()
with template:
    section("Need the template?")
    template_panel(plan, store)

draw_receipts(plan)
for file in desk.waiting():
    draw_file(plan, store, file)

section("Submissions")
show(
    element(
        "p",
        "Everything that was ever submitted, newest first. Nothing is lost: what is withdrawn "
        "stays here.",
        class_="k-foot",
    )
)
draw_submissions(store, submissions(store))
