"""Signal or noise: the control chart of a measure with its two icons in words."""

from kpis.charts.control.points import points_of, rebase_reasons, stretches_of
from kpis.charts.spc import describe_spc, spc_chart
from kpis.frames import InsightsRow, SpcSummaryRow
from kpis.model import RATED, ChartKind, Measure
from kpis.narrative.signal import is_opposed, rating_of
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.performance.signal_icons import assurance, variation
from kpis.ui.performance.small_print import why_not_shown, worked_out
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.control_charts import CHART_METHODS, CHART_NAMES
from kpis.words.figures import is_known, written
from kpis.words.lists import counted
from kpis.words.ratings import rating_by_target

TITLE = "Signal or noise"


def draw_signals(extent: Extent, measure: Measure, beside: InsightsRow | None, shown: str) -> None:
    """The section, or only a line where there is nothing to show.

    beside: the row of INSIGHTS whose directions stand on the page; shown: id of the period the
    report is about.
    """
    measure = extent.of(measure)
    chart = analyses.control_chart(extent.figures, measure.id)
    if not chart.summary.variation:
        show(why_not_shown(TITLE, chart.summary.spc_reason))
        return
    extent.section(TITLE)
    show(signal_list(chart, measure, beside))
    if not chart.points["limits_shown"].any():
        return
    draw(_drawn(extent.figures, measure, is_dark(), shown), "spc")
    show(_method(chart.summary))


def signal_list(chart: analyses.ControlChart, measure: Measure, beside: InsightsRow | None) -> Html:
    """Both icons with their words and what they mean, or why nothing is said.

    beside: the row of INSIGHTS whose directions stand on the page, which may go the other way.
    """
    summary = chart.summary
    latest = f"{_latest(summary, measure)} in {summary.spc_period_label}."
    opposed = (
        beside is not None and beside.spc_period_id == summary.spc_period_id and is_opposed(beside)
    )
    told = rating_of(beside) if beside is not None else ""
    rag = told if told in RATED else ""
    marks = [
        variation(
            summary.variation,
            summary.special_cause,
            chart=summary.spc_chart,
            latest=latest,
            opposed=opposed,
            rag=rag,
        ),
        None
        if beside is not None and is_known(beside.chance_target)  # which says more of the target
        else assurance(summary.assurance, measure.polarity, explained=True, rag=_by_target(beside)),
    ]
    shown = [mark for mark in marks if mark]
    if not shown:
        return element("p", summary.spc_reason, class_="k-quiet k-line")
    reason = element("p", summary.spc_chart_reason, class_="k-quiet k-line")
    return element("div", element("div", shown, class_="k-signals"), reason)


def _by_target(beside: InsightsRow | None) -> str:
    """The rating beside which words about the target stand; "" where there is none."""
    if beside is None or rating_of(beside) not in RATED:
        return ""
    of_quarter = beside.rag in RATED
    variance = beside.variance if of_quarter else beside.latest_variance
    return rating_by_target(rating_of(beside), variance, beside.polarity)


def _latest(summary: SpcSummaryRow, measure: Measure) -> str:
    """ "24%"; of rare events how long it was since the one before."""
    if summary.spc_chart != ChartKind.G:
        return written(summary.spc_value, measure)
    return f"{counted(int(summary.spc_value), 'period')} after the one before,"


def _method(summary: SpcSummaryRow) -> Html | None:
    """What chart it is and how its limits come about, for who wants to know."""
    if not summary.spc_chart:
        return None
    words = f"{CHART_NAMES[summary.spc_chart]}. {CHART_METHODS[summary.spc_chart]}"
    further = "A figure is never told as news where its own 95% interval holds the middle line."
    return worked_out("the control chart", words, further)


def _notes(chart: analyses.ControlChart, measure: Measure) -> Html | None:
    """Why limits were recalculated, and whose target is drawn, where there is something to say."""
    rows = points_of(chart.points, measure)
    lines = [
        element(
            "p",
            element("strong", f"Counting starts afresh in {stretch[0].period_label}. "),
            reason,
        )
        for stretch, reason in zip(
            stretches_of(rows)[1:], rebase_reasons(rows, measure), strict=True
        )
        if reason
    ]
    if chart.summary.spc_target_illustrative and chart.summary.assurance:
        lines.append(element("p", "The target is illustrative."))
    return element("div", lines, class_="k-foot") if lines else None


@kept_per_state(max_entries=256)
def _drawn(figures: Figures, measure: Measure, dark: bool, shown: str) -> Drawn:
    chart = analyses.control_chart(figures, measure.id)
    target = chart.summary.spc_target if is_known(chart.summary.spc_target) else float("nan")
    return Drawn(
        spc_chart(chart.points, measure, target=target, dark=dark, shown=shown),
        describe_spc(chart.points, measure, target=target),
        (_notes(chart, measure),),
    )
