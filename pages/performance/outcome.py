"""One outcome: its measures with their figures and explanations, and its activities."""

import streamlit as st

from kpis.ui.kit.addresses import activities_address, link
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.performance.activities.list import activity_list, supporting
from kpis.ui.performance.group import show_group
from kpis.ui.performance.notes import illustrative_banner, small_print
from kpis.ui.performance.overview.outcome_marks import outcome_marks
from kpis.ui.performance.sentences import signal_line, told_of_group
from kpis.ui.state import analyses, cache, publication, query_params

plan = cache.figures().plan
titles = {str(outcome.number): f"{outcome.number}  {outcome.title}" for outcome in plan.outcomes}

head = st.container()
choice, picker = st.columns([4, 1], vertical_alignment="bottom")
with choice:
    chosen = query_params.choose("outcome", "Outcome", titles, "outcome")
shown = publication.choose(picker)
figures, quarter, in_links = shown.figures, shown.quarter, shown.in_links
plan = figures.plan
report = cache.report_of(figures, quarter)

if chosen is None:
    with head:
        page_head(plan, "Outcomes")
    show(illustrative_banner(report.rows))
    show(outcome_marks(plan, report.rows, in_links, quarter.label))
    show(small_print(plan, report.rows))
    st.stop()

outcome = next(found for found in plan.outcomes if found.number == int(chosen))
priority = next(found for found in plan.priorities if found.number == outcome.priority)
with head:
    page_head(plan, f"{outcome.number}. {outcome.title}")
    show(element("p", f"Priority {priority.number}: {priority.title}", class_="k-quiet k-line"))

measures = report.of_outcome(outcome.number)
told = analyses.insight_rows(figures, quarter, [row.measure_id for row in measures])
lines = {measure_id: signal_line(row) for measure_id, row in told.items()}
show_group(
    figures,
    measures,
    quarter,
    in_links,
    told=told_of_group(list(told.values())),
    signals={measure_id: line for measure_id, line in lines.items() if line},
)

section("Activities")
returned = {row.activity_code: row for row in cache.activities(figures, quarter)}
show(activity_list(plan, outcome, returned))
show(
    element(
        "p",
        link(activities_address(outcome=outcome.number, quarter_id=in_links), "Dates and comments"),
        " of these activities.",
        class_="k-foot",
    )
)
others = supporting(plan, outcome, returned)
if others:
    section("Activities of other outcomes that also support this one")
    show(others)
