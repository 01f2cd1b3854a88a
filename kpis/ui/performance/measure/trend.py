"""Trend charts on a page: drawn once for each state of the store, with their words."""

import streamlit as st

from kpis.charts.describe import describe_trend
from kpis.charts.trend import trend_chart
from kpis.model import Measure
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.performance.measure.trend_notes import trend_notes
from kpis.ui.performance.notes import chart_notes
from kpis.ui.state import analyses, cache

_NONE_YET = "No figures have been returned yet."


def draw_trend(
    figures: cache.Figures,
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
    of_quarter = quarter.id if quarter else ""
    drawn = _drawn(figures.key, measure.id, is_dark(), height, span, shown, of_quarter, figures)
    draw(drawn, f"trend_{measure.id}")


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(
    state: str,  # noqa: ARG001 - part of the key
    measure_id: str,
    dark: bool,
    height: int,
    span: tuple[float, float] | None,
    shown: str,
    quarter_id: str,
    _figures: cache.Figures,
) -> Drawn:
    measure = _figures.plan.measures_by_id[measure_id]
    series = cache.measure_series(_figures, measure_id)
    path, told = None, None
    if quarter_id:
        quarter = period_of_id(quarter_id)
        path = analyses.outlook_path_of(_figures, quarter, measure_id)
        told = analyses.insight_rows(_figures, quarter, [measure_id]).get(measure_id)
    return Drawn(
        trend_chart(series, measure, dark=dark, height=height, span=span, shown=shown, path=path),
        describe_trend(series, measure, path),
        (trend_notes(series, measure, told), chart_notes(series, measure)),
    )
