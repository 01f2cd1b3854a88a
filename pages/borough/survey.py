"""One survey: who is asked, how sure its results are, each question beside the wave before."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.survey.facts import (
    moved_lead,
    questions_words,
    survey_facts,
    survey_list,
)
from kpis.ui.performance.survey.groups import draw_groups
from kpis.ui.performance.survey.questions import draw_waves_chart, questions_table
from kpis.ui.performance.survey.waves import break_notes, waves_table
from kpis.ui.state import analyses

head, chosen, shown = open_page(
    "survey", lambda plan: {each.id: each.title for each in plan.surveys}
)
plan, report, quarter = shown.plan, shown.report, shown.quarter

if chosen is None:
    with head:
        page_head(plan, "Surveys")
    if plan.surveys:
        show(survey_list(plan, shown.in_links))
    else:
        show(element("p", "The plan has no survey whose questions are measures.", class_="k-quiet"))
    st.stop()

survey = plan.surveys_by_id[chosen]
seen = analyses.survey_of(shown.figures, quarter, chosen)
rows = report.of_measures(result.measure_id for result in seen.results)
with head:
    page_head(plan, survey.title)
    show(element("p", questions_words(plan, survey), class_="k-quiet k-line"))
show(moved_lead(seen))
show(illustrative_banner([latest_of(row) for row in rows]))
show(break_notes(seen.waves))

section("The survey")
show(survey_facts(survey, seen, shown.in_links))

if seen.quarter_id:
    section("The latest wave beside the one before")
    draw_waves_chart(shown.figures, quarter, chosen)
section("Questions")
show(
    questions_table(
        plan,
        seen.results,
        {row.measure_id: row for row in rows},
        shown.history,
        f"Every question of the survey as known in {quarter.label}, in the order of the plan.",
        shown.in_links,
    )
)
draw_groups(shown.figures, plan, seen.results, shown.in_links)
if seen.waves:
    section("Waves")
    show(waves_table(seen.waves))
show(small_print(plan, rows))
