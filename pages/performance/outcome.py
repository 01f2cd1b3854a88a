"""One outcome: its measures with their figures and explanations, and its activities."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.performance.activities.list import draw_activities
from kpis.ui.performance.group import show_group, show_standing
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.overview.outcome_marks import outcome_marks
from kpis.ui.performance.own_words import words_of_outcome
from kpis.ui.performance.partnership.by_theme import draw_by_theme
from kpis.ui.performance.sentences import sentences_on_group, verdict_lines
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.spending import spending_on
from kpis.ui.performance.take_away import take_away
from kpis.ui.performance.whose import whose_outcome
from kpis.ui.state import analyses

head, chosen, shown = open_page("outcome", outcome_titles, narrows=True)
plan, report = shown.plan, shown.report

if chosen is None:
    with head:
        page_head(plan, "Outcomes", of_measures=not plan.outcomes)
    if shown.whose.said:
        show_standing(shown, report.rows)
    show(illustrative_banner([latest_of(row) for row in report.rows]))
    show(outcome_marks(plan, report.rows, shown.in_links, shown.quarter.label))
    show(small_print(plan, report.rows))
    st.stop()

outcome = next(each for each in plan.outcomes if each.number == int(chosen))
priority = next(each for each in plan.priorities if each.number == outcome.priority)
with head:
    page_head(plan, f"{outcome.number}. {outcome.title}")
    show(element("p", f"Priority {priority.number}: {priority.title}", class_="k-quiet k-line"))
    show(whose_outcome(outcome, shown.in_links))
show(words_of_outcome(outcome, priority))

rows = report.of_outcome(outcome.number)
insights = analyses.insight_rows(shown.figures, shown.quarter, [row.measure_id for row in rows])
show_group(
    shown,
    rows,
    sentences=sentences_on_group(list(insights.values())),
    verdicts=verdict_lines(insights),
)
draw_by_theme(shown, outcome)
draw_activities(shown, outcome)
if spent := spending_on(plan, outcome):
    section("Council spending on this outcome")
    show(spent)
take_away(shown, f"Outcome {outcome.number}, {outcome.title}", outcome=outcome.number)
