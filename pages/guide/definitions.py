"""Every measure's definition, to search or to reach by its address."""

import streamlit as st

from kpis.ui.guide.definition import definition_list
from kpis.ui.guide.search import matching
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.state import cache, query_params
from kpis.words.lists import counted

plan = cache.plan()
page_head(plan, "Definitions")

titles = {found.id: f"{found.code}  {found.title}" for found in plan.measures}
words, choice = st.columns(2)
with words:
    wanted = st.text_input(
        "Search titles, definitions, owners and sources",
        key="definitions_search",
        placeholder="for example: waste, survey, Head of Housing",
    )
with choice:
    chosen = query_params.choose("measure", "Or choose a measure", titles, "measure")

found = [plan.measures_by_id[chosen]] if chosen else matching(plan, wanted)
if wanted and not chosen:
    show(
        element(
            "p", f"{counted(len(found), 'measure')} with “{wanted}”.".capitalize(), class_="k-quiet"
        )
    )

for outcome in plan.outcomes:
    measures = [measure for measure in found if measure.outcome == outcome.number]
    if not measures:
        continue
    section(f"{outcome.number}. {outcome.title}")
    show(
        element(
            "div",
            [
                element(
                    "details",
                    element(
                        "summary",
                        element("span", measure.code, class_="k-code"),
                        measure.title,
                    ),
                    definition_list(plan, measure),
                    element("p", link(measure_address(measure.id), "See its figures")),
                    open=len(found) <= 3,
                )
                for measure in measures
            ],
            class_="k-definitions",
        )
    )
