"""One outcome: its measures with their figures and explanations, and its activities."""

import streamlit as st

from kpis.ui import cache, state
from kpis.ui.activities import activity_list, supporting
from kpis.ui.figures import latest_known
from kpis.ui.html import element
from kpis.ui.layout import page_head, section, show
from kpis.ui.measure_table import measure_table
from kpis.ui.notes import illustrative_banner, small_print
from kpis.ui.outcome_marks import outcome_marks
from kpis.ui.report import rated_in, tally
from kpis.ui.tiles import headline_sentence, unrated_words

figures = cache.figures()
plan = figures.plan
titles = {str(outcome.number): f"{outcome.number}  {outcome.title}" for outcome in plan.outcomes}

head = st.container()
choice, picker = st.columns([4, 1], vertical_alignment="bottom")
with choice:
    chosen = state.choose("outcome", "Outcome", titles, "outcome")
with picker:
    quarter, in_links = state.choose_quarter(figures.choices, figures.first)
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
now = tally(measures)
show(element("p", headline_sentence(plan, now, quarter.label), class_="k-lead"))
if rated_in(now) and unrated_words(now):
    show(element("p", f"Not rated: {unrated_words(now)}.", class_="k-quiet k-line"))
history = cache.history_until(figures, quarter)
show(illustrative_banner(latest_known(row, history[row.measure_id]) for row in measures))

section("Measures")
show(
    measure_table(
        measures,
        history,
        f"Figures reported in {quarter.label}, for the period named under each figure.",
        in_links,
    )
)
show(small_print(plan, measures))

section("Activities")
show(activity_list(plan, outcome))
others = supporting(plan, outcome)
if others:
    section("Activities of other outcomes that also support this one")
    show(others)
