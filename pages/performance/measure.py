"""One measure in depth: its figure, its trend, the figures behind it and what it means."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.guide.definition import definition_list
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.kit.titles import measure_titles
from kpis.ui.performance.measure.figures import draw_figures
from kpis.ui.performance.measure.list import measure_list
from kpis.ui.performance.measure.parts import draw_parts
from kpis.ui.performance.measure.place import place_in_plan
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.small_print import illustrative_banner, small_print, words_met
from kpis.ui.performance.take_away import take_measure_away
from kpis.ui.state import plan_files

head, chosen, shown = open_page(
    "measure",
    lambda plan: measure_titles(plan.measures),
    narrows="measure" not in st.query_params,
)
plan, report = shown.plan, shown.report

if chosen is None:
    with head:
        page_head(plan, "Measures", of_measures=True)
    show(illustrative_banner([latest_of(row) for row in report.rows]))
    show(measure_list(plan, report.rows, shown.in_links, shown.quarter.label, shown.whose))
    show(small_print(plan, report.rows))
    st.stop()

measure = plan.measures_by_id[chosen]
parts = plan.parts_of.get(measure.id, ())
rows = report.of_measures([measure.id, *(part.id for part in parts)])
with head:
    page_head(plan, f"{measure.code} {measure.title}")
    show(place_in_plan(shown, measure))
    show(words_met(measure.title, measure.unit_label))
    for sentence in plan_files.told_of(plan, measure.id):
        show(element("p", sentence, class_="k-foot"))
show(illustrative_banner([latest_of(row) for row in rows]))
if parts:
    draw_parts(shown, measure, parts)
else:
    draw_figures(shown, measure)
show(small_print(plan, rows))
section("What it means")
show(definition_list(plan, measure, shown.quarter, shown.in_links))
show(words_met(measure.definition, measure.why_it_matters, measure.source))
take_measure_away(shown, measure)
