"""Who has which role, what each role may do, and what an administrator should look at."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.people.attention import attention
from kpis.ui.people.holders import holders_table, roles_today
from kpis.ui.people.personal_data import draw_personal_data
from kpis.ui.people.rights_table import rights_table
from kpis.ui.people.role_forms import role_forms
from kpis.ui.state import cache, seen, visitor
from kpis.ui.state.query_params import switch

plan = cache.plan()
store = seen.store(plan)
found = roles_today(store, plan)

page_head(plan, "Roles")
lead = "Who holds which post today, what each role may do, and what needs looking at."
show(element("p", lead, class_="k-foot"))
if visitor.posts() is None:
    st.info(
        "Nobody signs in here, so whoever uses this machine may do everything. Roles count once "
        "sign-in is set up: docs/sign-in.md says how."
    )
if visitor.gives_roles():
    forms = role_forms(plan, store, found.given)
    for form in forms:
        form.say_what_was_done()
    with st.container(horizontal=True, gap="small", key="role_forms"):
        for form in forms:
            form.draw_button()

section("What needs looking at")
show(attention(found))

section("Who has which role")
everything = switch("all", "Also those that ended, were taken or begin later")
shown = found.given if everything else found.held
if shown:
    show(holders_table(shown, found.today))
else:
    show(element("p", "Nobody has a role today.", class_="k-quiet"))
words = "Roles that come with sign-in itself, as app roles or groups, are not in this list."
show(element("p", words, class_="k-foot"))

section("What each role may do")
show(rights_table())
draw_personal_data(may_erase=False)
