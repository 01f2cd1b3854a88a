"""The state of the borough: what the plan says of it, beside official figures that are held."""

import streamlit as st

from kpis.reports.parts.borough import lead_words, to_be_added_words
from kpis.ui.borough.contacts import draw_contacts
from kpis.ui.borough.topics import draw_topics
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.performance.own_words import passages
from kpis.ui.performance.spending import spending_tables
from kpis.ui.state import publication

head, picker = st.columns([4, 1], vertical_alignment="bottom")
shown = publication.choose(picker)
plan, borough = shown.plan, shown.plan.borough
with head:
    page_head(plan, "State of the borough", of_measures=True)

show(element("p", lead_words(plan), class_="k-lead"))
draw_topics(shown)

for title, told in (
    ("Key challenges", borough.challenges),
    ("What we deliver", borough.delivers),
):
    if told:
        section(title)
        show(passages(told))
if borough.spending:
    section("Council spending by outcome")
    show(spending_tables(plan, shown.in_links))
if words := to_be_added_words(plan):
    show(element("p", words, class_="k-quiet k-to-be-added"))
draw_contacts(borough.contacts)
