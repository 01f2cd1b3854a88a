"""The figures of a measure without parts: headline, trend, what they say, the table behind them."""

from functools import partial

import pandas as pd
import streamlit as st

from kpis.analysis.report.latest_figure import row_of_latest
from kpis.charts.trend import HEIGHT
from kpis.exports.csv_files import history_csv
from kpis.frames import PerformanceRow
from kpis.model import Measure
from kpis.ui.kit.download import download
from kpis.ui.kit.figure_text import commentary
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.measure.annotations import draw_annotations
from kpis.ui.performance.measure.benchmark import draw_benchmark
from kpis.ui.performance.measure.breakdown import draw_breakdowns
from kpis.ui.performance.measure.control_chart import draw_signals
from kpis.ui.performance.measure.extent import Extent, choose_extent
from kpis.ui.performance.measure.facts import measure_facts
from kpis.ui.performance.measure.history_table import history_table
from kpis.ui.performance.measure.revision_table import of_figure, revision_table
from kpis.ui.performance.measure.trend import draw_trend
from kpis.ui.performance.measure.views import choose_view, draw_view, draw_view_figures
from kpis.ui.performance.sentences import sentences_on_measure, verdict_on_measure
from kpis.ui.performance.small_print import changed_aims_note, nearness_note
from kpis.ui.state import analyses, cache, visitor
from kpis.ui.state.publication import Shown


def draw_figures(shown: Shown, measure: Measure) -> None:
    """All that is known of a measure in a quarter's report; of one without figures the head."""
    (row,) = shown.report.of_measures([measure.id])
    past = shown.history[measure.id]
    headline = row_of_latest(row, past)
    first = st.container()
    show(nearness_note(headline, measure))
    show(measure_facts(row, past))
    told = st.container()
    show(commentary(headline))
    extent = choose_extent(shown, measure)
    beside = analyses.insight_rows(
        # Where later figures are shown, some of them are what the report foresaw.
        shown.figures,
        shown.quarter,
        [measure.id],
        whole=not extent.today,
    ).get(measure.id)
    with first:
        show(verdict_on_measure(beside))
    with told:
        show(sentences_on_measure(beside))
    extent.section("Trend")
    series = cache.measure_series(extent.figures, measure.id)
    view = choose_view(extent.figures, extent.of(measure))
    if view is None:
        draw_trend(extent, measure, HEIGHT, headline=headline, outlook=True)
    else:
        draw_view(extent, measure, view)
    if series.empty:
        return
    draw_signals(extent, measure, beside, headline.period_id)
    draw_benchmark(extent, measure)
    draw_breakdowns(extent, measure)
    extent.section("Figures")
    if view is None:
        _draw_history(extent, series, measure, row if row.period_id else headline, headline)
    else:
        draw_view_figures(extent, measure, view)
    _draw_revisions(shown, measure, row)
    draw_annotations(extent, measure, series)


def _draw_history(
    extent: Extent,
    series: pd.DataFrame,
    measure: Measure,
    reported: PerformanceRow,
    above: PerformanceRow,
) -> None:
    show(history_table(series, measure, reported, above))
    show(changed_aims_note(measure))
    download(
        "Download these figures (CSV)",
        partial(history_csv, series, measure),
        f"{extent.file_name(f'{measure.code}-{measure.id}')}.csv",
        key="download_history",
    )


def _draw_revisions(shown: Shown, measure: Measure, row: PerformanceRow) -> None:
    """How the figure of the report came about; nothing where none was ever returned.

    For who may read the history of the measure.
    """
    if not visitor.may_read_history(measure):
        return
    revisions = of_figure(cache.revisions(shown.figures, measure.id), row, shown.plan.area)
    if len(revisions):
        section(f"How the figure for {row.period_label} came about")
        show(revision_table(revisions, measure))
