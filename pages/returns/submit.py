"""Submit returns: choose files, read what is wrong, see what would change, then store them."""

import streamlit as st

from kpis.ui.kit.layout import page_head, section
from kpis.ui.post.field import post_for_page
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns import uploads
from kpis.ui.returns.submit.checks import check_files
from kpis.ui.returns.submit.file_list import draw_file_list
from kpis.ui.returns.submit.file_panel import choose_files, draw_file
from kpis.ui.returns.submit.kept_panel import draw_kept
from kpis.ui.returns.submit.receipt import draw_receipts
from kpis.ui.returns.submit.recent import draw_recent
from kpis.ui.returns.submit.submit import forget_refusals
from kpis.ui.returns.submit.template_panel import template_panel
from kpis.ui.state import cache, plan_files, seen

plan = plan_files.chain().known  # a return may bring figures of earlier plans
store = seen.store(plan)

page_head(cache.plan(), "Submit a return")
# What was found stands right below the files. Where there is room, the template is beside these.
with st.container(key="desk"):
    choose, found, template = (
        st.container(key=f"desk_{part}") for part in ("choose", "found", "template")
    )
with choose:
    section("Choose your files")
    post_for_page()
    choose_files()
with template:
    section("Need the template?")
    template_panel(plan_files.chain())
with found:
    draw_receipts(plan)
    checks = check_files(plan, store, uploads.waiting())
    draw_file_list(plan, store, checks)
    for file in uploads.waiting():
        draw_file(plan, store, file, checks[file.name])
    forget_refusals()

section("Submitted last")
say_whose("the returns")
draw_recent(store)
draw_kept(plan, store)
