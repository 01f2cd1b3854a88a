"""What changed in the plan: against the plan before it, and from year to year."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.plan.changed_measures import activities_list, measures_table
from kpis.ui.plan.sentences import (
    agreed_words,
    illustrative_targets,
    lead_sentence,
    without_targets,
)
from kpis.ui.plan.targets import targets_table
from kpis.ui.state import plans, publication

head, picker = st.columns([4, 1], vertical_alignment="bottom")
shown = publication.choose(picker)
changes = plans.changes_of(shown.plan)
plan, before = changes.plan, changes.before
with head:
    page_head(plan, "What changed in the plan", of_measures=before is None)

show(element("p", lead_sentence(changes), class_="k-lead"))
show(agreed_words(plan))
show(illustrative_targets(changes))

if before is not None:
    section("Measures")
    nothing = f"Every measure is as it was in {before.title}."
    show(measures_table(changes, shown.in_links) or element("p", nothing, class_="k-quiet"))

section("Targets")
show(targets_table(changes, shown.in_links))
show(without_targets(changes))

if before is not None:
    section("Activities")
    lists = (
        activities_list("New", changes.activities_added, plan),
        activities_list("No longer in the plan", changes.activities_gone, before),
    )
    for each in lists:
        show(each)
    if not any(lists):
        show(element("p", f"They are those of {before.title}.", class_="k-quiet"))
