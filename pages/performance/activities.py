"""Every activity of the plan: how it stands, when it is expected, what is overdue."""

import streamlit as st

from kpis.narrative.activities import STATE_WORDS, activity_sentence, carried_sentence, state_of
from kpis.ui.kit.addresses import link, partnership_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.activities.choice import (
    activities_of,
    choose_whose_activities,
)
from kpis.ui.performance.activities.summary import (
    activity_small_print,
    activity_tiles,
    illustrative_activities,
)
from kpis.ui.performance.activities.table import activity_table
from kpis.ui.performance.take_away import take_activities_away
from kpis.ui.state import cache, narrowing, publication, query_params

head = st.container()
outcome_choice, status_choice, whose_choice, picker = narrowing.places(3.2, 1.8)
shown = publication.choose(picker)
with outcome_choice:
    chosen = query_params.choose("outcome", "Outcome", outcome_titles(shown.plan), "outcome")
with status_choice:
    wanted = query_params.choose("status", "Status", STATE_WORDS, "status", "statuses")
plan, quarter = shown.plan, shown.quarter
whose = choose_whose_activities(whose_choice, plan)
with head:
    page_head(plan, "Activities")

everything = cache.activities(shown.figures, quarter)
of_outcome = [
    row
    for row in activities_of(plan, everything, whose)
    if not chosen or row.outcome == int(chosen)
]
rows = [row for row in of_outcome if not wanted or wanted in (state_of(row), row.status)]

show(illustrative_activities(rows))
sentence = told_of(whose, activity_sentence(of_outcome, quarter.label))
show(element("p", sentence, class_="k-lead"))
if not of_outcome:
    st.stop()
show(activity_tiles(of_outcome))
if carried := carried_sentence(of_outcome, quarter.label):
    show(element("p", carried, class_="k-foot"))

section("By outcome")
nothing = element("p", "No activity here has that status.", class_="k-quiet")
show(activity_table(plan, rows, shown.in_links, quarter.label) or nothing)
if shown.plan.tracked != shown.plan.activities:
    there = link(partnership_address(shown.in_links), "Commitments of the partnership")
    show(element("p", there, " are counted apart.", class_="k-foot"))
show(activity_small_print())
take_activities_away(shown, whose, int(chosen or 0))
