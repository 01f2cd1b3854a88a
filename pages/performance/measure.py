"""One measure in depth: its figure, its trend, the figures behind it and what it means."""

from functools import partial

import streamlit as st

from kpis.charts.axis import value_span
from kpis.charts.trend import HEIGHT, PART_HEIGHT
from kpis.exports.csv_files import history_csv
from kpis.model import Measure
from kpis.ui.guide.definition import definition_list
from kpis.ui.kit.addresses import link, measure_address, outcome_address
from kpis.ui.kit.download import download
from kpis.ui.kit.figure_text import Row, commentary, latest_known
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.performance.measure.annotations import draw_annotations
from kpis.ui.performance.measure.benchmark import draw_standing
from kpis.ui.performance.measure.breakdown import draw_breakdowns
from kpis.ui.performance.measure.control_chart import draw_signals
from kpis.ui.performance.measure.facts import measure_facts
from kpis.ui.performance.measure.history_table import history_table
from kpis.ui.performance.measure.list import measure_list
from kpis.ui.performance.measure.revision_table import of_figure, revision_table
from kpis.ui.performance.measure.trend import draw_trend
from kpis.ui.performance.measure.views import (
    choose_view,
    draw_parts_beside_whole,
    draw_view,
    draw_view_figures,
)
from kpis.ui.performance.measure_table import measure_table
from kpis.ui.performance.notes import illustrative_banner, small_print
from kpis.ui.performance.sentences import told_of
from kpis.ui.state import cache, publication, query_params


def place(measure: Measure) -> Html:
    """Where in the plan the measure stands."""
    outcome = next(found for found in plan.outcomes if found.number == measure.outcome)
    words: list[Html | str] = [
        link(outcome_address(outcome.number, in_links), f"Outcome {outcome.number}"),
        f": {outcome.title}",
    ]
    if measure.part_of:
        whole = plan.measures_by_id[measure.part_of]
        words += [". A part of ", link(measure_address(whole.id, in_links), whole.title), "."]
    return element("p", words, class_="k-quiet k-line")


def draw_parts(parts: tuple[Measure, ...]) -> None:
    """The parts in a table, and their trends side by side on one scale."""
    rows = report.of_measures(part.id for part in parts)
    caption = f"The parts of this measure, as reported in {quarter.label}."
    show(measure_table(rows, history, caption, in_links))
    section("Trend of each part")
    spans = [value_span(cache.measure_series(figures, part.id)) for part in parts]
    shared = min(low for low, _ in spans), max(high for _, high in spans)
    with st.grid(min_column_width=360, gap="large"):
        for part in parts:
            with st.container(gap="small"):
                show(element("h3", part.part_label, class_="k-subhead"))
                draw_trend(figures, part, PART_HEIGHT, span=shared)
    draw_parts_beside_whole(figures, measure, in_links)


def draw_figures(measure: Measure, row: Row) -> None:
    """The headline, the trend, the table behind it and how the figure shown came about."""
    headline = latest_known(row, history[row.measure_id]) or row
    show(measure_facts(row, history[row.measure_id]))
    show(told_of(figures, quarter, measure))
    show(commentary(row))
    section("Trend")
    series = cache.measure_series(figures, measure.id)
    over = choose_view(figures, measure)
    if over is None:
        draw_trend(figures, measure, HEIGHT, shown=headline.period_id, quarter=quarter)
    else:
        draw_view(figures, measure, over)
    if series.empty:
        return
    draw_signals(figures, measure, quarter, headline.period_id)
    draw_standing(figures, measure, quarter)
    draw_breakdowns(figures, measure, quarter)
    section("Figures")
    if over is not None:
        draw_view_figures(figures, measure, over)
    else:
        show(history_table(series, measure))
        download(
            "Download these figures (CSV)",
            partial(history_csv, series, measure),
            f"{measure.code}-{measure.id}.csv",
            key="download_history",
        )
    revisions = of_figure(cache.revisions(figures, measure.id), row, plan.area)
    if len(revisions):
        section(f"How the figure for {row.period_label} came about")
        show(revision_table(revisions, measure))
    draw_annotations(plan, figures.store, measure, series)


plan = cache.figures().plan
titles = {found.id: f"{found.code}  {found.title}" for found in plan.measures}

head = st.container()
choice, picker = st.columns([4, 1], vertical_alignment="bottom")
with choice:
    chosen = query_params.choose("measure", "Measure", titles, "measure")
view = publication.choose(picker)
figures, quarter, in_links = view.figures, view.quarter, view.in_links
plan = figures.plan
report = cache.report_of(figures, quarter)

if chosen is None:
    with head:
        page_head(plan, "Measures")
    show(illustrative_banner(report.rows))
    show(measure_list(plan, report.rows, in_links, quarter.label))
    show(small_print(plan, report.rows))
    st.stop()

measure = plan.measures_by_id[chosen]
parts = plan.parts_of.get(measure.id, ())
shown = report.of_measures([measure.id, *(part.id for part in parts)])
with head:
    page_head(plan, f"{measure.code} {measure.title}")
    show(place(measure))
history = cache.history_until(figures, quarter)
show(illustrative_banner(latest_known(row, history[row.measure_id]) for row in shown))
if parts:
    draw_parts(parts)
else:
    draw_figures(measure, shown[0])
show(small_print(plan, shown))
section("What it means")
show(definition_list(plan, measure))
