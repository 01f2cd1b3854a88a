"""Who did what, when and from where, what was refused, and whether the record of it is whole."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.people.audit_check import draw_check
from kpis.ui.people.audit_filters import asked_for, draw_filters
from kpis.ui.people.audit_list import draw_acts
from kpis.ui.people.personal_data import draw_personal_data
from kpis.ui.state import cache, plan_files, seen, visitor
from kpis.ui.state.acting import acting

plan = plan_files.chain().known
store = seen.store(plan)

page_head(cache.plan(), "Audit")
lead = (
    "Everything that anybody did to the store, and everything that was refused. Entries are only "
    "ever added."
)
show(element("p", lead, class_="k-foot"))
actor, wanted = acting(), asked_for()
checked = st.container()
count = draw_filters(plan, store, wanted, actor)
draw_acts(store, wanted, count, actor)
draw_personal_data(may_erase=visitor.gives_roles())
with checked:  # last of all: a long audit is looked through for some seconds
    draw_check(store)
