"""Trend charts on a page: drawn once for each state of the store, with their words."""

from kpis.charts.describe import describe_trend
from kpis.charts.trend import trend_chart
from kpis.frames import PerformanceRow
from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.performance.measure.trend_notes import trend_notes
from kpis.ui.performance.measure.window import choose_window
from kpis.ui.performance.small_print import chart_notes
from kpis.ui.state import analyses, cache
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state

_NONE_YET = "No figures have been returned yet."


def draw_trend(
    extent: Extent,
    measure: Measure,
    height: int,
    *,
    headline: PerformanceRow,
    span: tuple[float, float] | None = None,
    outlook: bool = False,
) -> None:
    """The chart with its text alternative, and beneath it what it has no room for.

    height, span: as `trend_chart` takes them. headline: the row of PERFORMANCE whose figure the
    page is about. outlook: whether it is drawn, for what is not known yet. A chart of its own
    scale is of the last years first. A sentence when there are no figures, or only one.
    """
    series = cache.measure_series(extent.figures, measure.id)
    figures_known = int(series["outturn"].notna().sum())
    if figures_known < 2:
        words = "One figure so far: a trend takes two." if figures_known else _NONE_YET
        show(element("p", words, class_="k-quiet"))
        return
    since = "" if span else choose_window(series, measure, extent.report)
    drawn = _drawn(
        extent.figures,
        extent.of(measure),
        is_dark(),
        height,
        span,
        headline.quarter_id,
        extent.seen_from if outlook else None,
        since,
    )
    draw(drawn, f"trend_{measure.id}")


@kept_per_state(max_entries=256)
def _drawn(
    figures: Figures,
    measure: Measure,
    dark: bool,
    height: int,
    span: tuple[float, float] | None,
    reported: str,
    seen_from: ReportingPeriod | None,
    since: str,
) -> Drawn:
    """reported: id of the quarter whose row the page is about. since: the first day, or ""."""
    series = cache.measure_series(figures, measure.id)
    if since:
        series = series[series["period_start"] >= since].reset_index(drop=True)
    headline = next(row for row in figures.rows[reported] if row.measure_id == measure.id)
    shown = headline.period_id
    path, ahead = None, None
    if seen_from:
        path = analyses.outlook_path_of(figures, seen_from, measure.id)
        ahead = analyses.outlook_of(figures, seen_from, measure.id)
    return Drawn(
        trend_chart(series, measure, dark=dark, height=height, span=span, shown=shown, path=path),
        describe_trend(series, measure, path, headline=headline),
        (trend_notes(series, measure, ahead), chart_notes(series, measure)),
    )
