"""The figures of a measure without parts: headline, trend, what they say, the table behind them."""

from functools import partial

import pandas as pd

from kpis.charts.trend import HEIGHT
from kpis.exports.csv_files import history_csv
from kpis.frames import PerformanceRow
from kpis.model import Measure
from kpis.ui.kit.download import download
from kpis.ui.kit.figure_text import commentary, latest_known
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.measure.annotations import draw_annotations
from kpis.ui.performance.measure.benchmark import draw_benchmark
from kpis.ui.performance.measure.breakdown import draw_breakdowns
from kpis.ui.performance.measure.control_chart import draw_signals
from kpis.ui.performance.measure.facts import measure_facts
from kpis.ui.performance.measure.history_table import history_table
from kpis.ui.performance.measure.revision_table import of_figure, revision_table
from kpis.ui.performance.measure.trend import draw_trend
from kpis.ui.performance.measure.views import choose_view, draw_view, draw_view_figures
from kpis.ui.performance.sentences import sentences_on_measure
from kpis.ui.state import cache
from kpis.ui.state.publication import Shown


def draw_figures(shown: Shown, measure: Measure) -> None:
    """All that is known of a measure in a quarter's report; of one without figures the head."""
    figures, quarter = shown.figures, shown.quarter
    (row,) = shown.report.of_measures([measure.id])
    past = shown.history[measure.id]
    headline = latest_known(row, past) or row
    show(measure_facts(row, past))
    show(sentences_on_measure(figures, quarter, measure))
    show(commentary(row))
    section("Trend")
    series = cache.measure_series(figures, measure.id)
    view = choose_view(figures, measure)
    if view is None:
        draw_trend(figures, measure, HEIGHT, shown=headline.period_id, quarter=quarter)
    else:
        draw_view(figures, measure, view)
    if series.empty:
        return
    draw_signals(figures, measure, quarter, headline.period_id)
    draw_benchmark(figures, measure, quarter)
    draw_breakdowns(figures, measure, quarter)
    section("Figures")
    if view is None:
        _draw_history(series, measure)
    else:
        draw_view_figures(figures, measure, view)
    _draw_revisions(shown, measure, row)
    draw_annotations(figures.plan, figures.store, measure, series)


def _draw_history(series: pd.DataFrame, measure: Measure) -> None:
    show(history_table(series, measure))
    download(
        "Download these figures (CSV)",
        partial(history_csv, series, measure),
        f"{measure.code}-{measure.id}.csv",
        key="download_history",
    )


def _draw_revisions(shown: Shown, measure: Measure, row: PerformanceRow) -> None:
    """How the figure of the report came about; nothing where none was ever returned."""
    revisions = of_figure(cache.revisions(shown.figures, measure.id), row, shown.plan.area)
    if len(revisions):
        section(f"How the figure for {row.period_label} came about")
        show(revision_table(revisions, measure))
