"""Submit returns: choose files, read what is wrong, see what would change, then store them."""

import streamlit as st

from kpis.ui import cache
from kpis.ui.layout import page_head, section
from kpis.ui.returns import desk
from kpis.ui.returns.checks import check_files
from kpis.ui.returns.file_desk import choose_files, draw_file
from kpis.ui.returns.pile import draw_pile
from kpis.ui.returns.post_field import post_at_desk
from kpis.ui.returns.receipt import draw_receipts
from kpis.ui.returns.recent import draw_recent
from kpis.ui.returns.submitting import forget_refusals
from kpis.ui.returns.template_panel import template_panel

plan, store = cache.plan(), cache.store()

page_head(plan, "Submit a return")
with st.container(key="desk_choose"):
    choose, template = st.columns([5, 3], gap="large")
with choose:
    section("Choose your files")
    post_at_desk()
    choose_files()
with template:
    section("Need the template?")
    template_panel(plan, store)

draw_receipts(plan)
checks = check_files(plan, store, desk.waiting())
draw_pile(plan, store, checks)
for file in desk.waiting():
    draw_file(plan, store, file, checks[file.name])
forget_refusals()

section("Submitted last")
draw_recent(store)
