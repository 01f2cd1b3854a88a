"""The year so far, the last 12 months and years of a measure on its page.

As returned comes first: it is what targets are set for. The choice stands in the address, so a
link leads to the same view.
"""

from functools import partial

import pandas as pd

from kpis.analysis.series.view_series import view_series
from kpis.analysis.series.views import View, views
from kpis.charts.describe import describe_trend
from kpis.charts.trend import HEIGHT, trend_chart
from kpis.exports.csv_files import history_csv
from kpis.frames import SERIES, SeriesRow
from kpis.model import Basis, Measure, Unit
from kpis.plan.adding_rules import AMOUNTS
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.download import download
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.performance.measure.history_table import SHOWN
from kpis.ui.performance.measure.trend_notes import trend_notes
from kpis.ui.performance.small_print import chart_notes
from kpis.ui.state import query_params
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.figures import is_known, written
from kpis.words.lists import counted
from kpis.words.report.shown import NONE, SOURCES, as_shown

AS_RETURNED = "as_returned"
WORDS = {
    AS_RETURNED: "As returned",
    View.YEAR_TO_DATE.value: "Year to date",
    View.ROLLING_12_MONTHS.value: "Rolling 12 months",
    View.ANNUAL.value: "Annual",
}
PARAMETER = "over"  # of the address: ?over=annual


def choose_view(figures: Figures, measure: Measure) -> View | None:
    """Draw the choice of views and return the one chosen; None for the figures as returned.

    Nothing is drawn where there is nothing to choose from.
    """
    series_by_view = _views(figures, measure)
    possible = [
        view.value
        for view in View
        if view in set(series_by_view.loc[series_by_view["period_id"] != "", "view"])
    ]
    if not possible:
        return None
    words = {each: WORDS[each] for each in (AS_RETURNED, *possible)}
    label = "Figures over what time"
    chosen = query_params.choose_beside(PARAMETER, label, words, f"over_{measure.id}")
    return None if chosen == AS_RETURNED else View(chosen)


def draw_view(extent: Extent, measure: Measure, view: View) -> None:
    """The chart of a view and how its figures come about."""
    drawn = _drawn(extent.figures, extent.of(measure), view, is_dark())
    draw(drawn, f"view_{measure.id}")


def draw_view_figures(extent: Extent, measure: Measure, view: View) -> None:
    """The table behind the chart of a view, to take away as well."""
    series = _series(extent.figures, extent.of(measure), view)
    show(_table(series, measure, view))
    name = f"{measure.code}-{measure.id}-{view.value.replace('_', '-')}"
    download(
        "Download these figures (CSV)",
        partial(history_csv, series, measure),
        f"{extent.file_name(name)}.csv",
        key="download_view",
    )


def how_it_comes_about(measure: Measure, view: View) -> str:
    """What was done to the figures returned, in a sentence."""
    if measure.basis is Basis.YEAR_TO_DATE:
        if view is View.ANNUAL:
            return "Each year's total, as returned for its last period."
        return (
            "This year's total to date and the whole of last year, less last year's total to the "
            "same point."
        )
    if measure.unit is Unit.PERCENT:
        return (
            "All cases of the time counted together: the numerators of its periods, added up, "
            "divided by their denominators. No mean of percentages."
        )
    if measure.unit in AMOUNTS:
        return "The figures of all periods in the time, added up."
    return "The mean of all days in the time: each period counts for as many days as it has."


def _table(series: pd.DataFrame, measure: Measure, view: View) -> Html:
    """Newest first. A window without a figure says why."""
    rows = SERIES.rows(series)[::-1]
    cases = measure.unit is Unit.PERCENT
    targets = bool(series["target"].notna().any())
    names = [("Figure", True)]
    names += [("Cases", True), ("Of", True)] if cases else []
    names += [("Target", True)] if targets else []
    head = row(
        column("Time"),
        [column(name, class_="k-figure" if numeric else None) for name, numeric in names],
        column("Source"),
    )
    caption = f"{WORDS[view.value]}: {counted(len(rows), 'figure')}, newest first."
    if len(rows) > SHOWN:
        caption = (
            f"{WORDS[view.value]}: the latest {SHOWN} of {len(rows)}; the download has them all."
        )

    def line(figure_row: SeriesRow) -> Html:
        numbers = [as_shown(figure_row.outturn, figure_row.marker, measure)]
        if cases:
            numbers += [_whole_number(figure_row.numerator), _whole_number(figure_row.denominator)]
        if targets:
            numbers.append(written(figure_row.target, measure))
        return row(
            row_header(figure_row.period_label),
            [cell(text or NONE, class_="k-figure") for text in numbers],
            cell(
                SOURCES[figure_row.provenance] if figure_row.provenance else figure_row.commentary
            ),
        )

    return scrolling(
        table(caption, head, [line(each) for each in rows[:SHOWN]], class_="k-history"),
        f"Figures of {measure.title}",
    )


def _whole_number(value: float) -> str:
    return f"{value:,.0f}" if is_known(value) else ""


@kept_per_state(max_entries=128)
def _views(figures: Figures, measure: Measure) -> pd.DataFrame:
    return views(figures.plan, figures.outturns, measure)


@kept_per_state(max_entries=128)
def _series(figures: Figures, measure: Measure, view: View) -> pd.DataFrame:
    return view_series(figures.plan, measure, _views(figures, measure), view)


@kept_per_state(max_entries=128)
def _drawn(figures: Figures, measure: Measure, view: View, dark: bool) -> Drawn:
    series = _series(figures, measure, view)
    return Drawn(
        trend_chart(series, measure, dark=dark, height=HEIGHT),
        f"{WORDS[view]}. {describe_trend(series, measure)}",
        (
            element("p", how_it_comes_about(measure, view), class_="k-foot"),
            trend_notes(series, measure, None),
            chart_notes(series, measure),
        ),
    )
