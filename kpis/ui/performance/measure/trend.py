"""Trend charts on a page: drawn once for each state of the store, with their words."""

from kpis.charts.describe import describe_trend
from kpis.charts.trend import trend_chart
from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.performance.measure.trend_notes import trend_notes
from kpis.ui.performance.small_print import chart_notes
from kpis.ui.state import analyses, cache
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state

_NONE_YET = "No figures have been returned yet."


def draw_trend(
    figures: Figures,
    measure: Measure,
    height: int,
    *,
    span: tuple[float, float] | None = None,
    shown: str = "",
    quarter: ReportingPeriod | None = None,
) -> None:
    """The chart with its text alternative, and beneath it what it has no room for.

    height, span, shown: as `trend_chart` takes them. quarter: the report from which the outlook
    is seen; without it none is drawn. A sentence when there are no figures, or only one.
    """
    series = cache.measure_series(figures, measure.id)
    figures_known = int(series["outturn"].notna().sum())
    if figures_known < 2:
        words = "One figure so far: a trend takes two." if figures_known else _NONE_YET
        show(element("p", words, class_="k-quiet"))
        return
    drawn = _drawn(figures, measure, is_dark(), height, span, shown, quarter)
    draw(drawn, f"trend_{measure.id}")


@kept_per_state(max_entries=256)
def _drawn(
    figures: Figures,
    measure: Measure,
    dark: bool,
    height: int,
    span: tuple[float, float] | None,
    shown: str,
    quarter: ReportingPeriod | None,
) -> Drawn:
    series = cache.measure_series(figures, measure.id)
    path, ahead = None, None
    if quarter:
        path = analyses.outlook_path_of(figures, quarter, measure.id)
        ahead = analyses.insight_rows(figures, quarter, [measure.id]).get(measure.id)
    return Drawn(
        trend_chart(series, measure, dark=dark, height=height, span=span, shown=shown, path=path),
        describe_trend(series, measure, path),
        (trend_notes(series, measure, ahead), chart_notes(series, measure)),
    )
