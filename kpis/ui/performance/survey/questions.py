"""The questions of a survey in a table: the latest wave, the change since the one before, its
rating."""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.latest_figure import latest_of
from kpis.charts.waves import describe_waves, waves_chart
from kpis.frames import PerformanceRow, SurveyResultRow
from kpis.model import Measure, Plan, Unit
from kpis.narrative.survey import METHOD_CHANGED
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.figure_text import provenance_note, target_note
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.kit.marks import direction
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.measure_table import spark
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.figures import difference, figure, is_known, with_marker
from kpis.words.report.shown import NONE, target_text

LATEST, BEFORE = "Latest wave", "Wave before"
COLUMNS = {
    LATEST: "k-figure",
    BEFORE: "k-figure",
    "Change": None,
    "Target": "k-figure",
    "Rating": None,
    "Trend": None,
}
_PARTS = "Returned for its groups, which follow."
HOW_TO_READ = (
    "The line through a mark is its 95% interval: so far the result might have come out otherwise "
    "by chance alone. That two lines overlap does not yet mean that nothing changed: the table "
    "beneath tells which changes are more than chance."
)


def draw_waves_chart(shown: Figures, quarter: ReportingPeriod, survey_id: str) -> None:
    """The dots of the latest wave beside the one before; nothing without a percentage."""
    drawn = _drawn(shown, quarter, survey_id, is_dark())
    if drawn.figure is not None:
        draw(drawn, f"waves_{survey_id}")
        show(element("p", HOW_TO_READ, class_="k-foot"))


@kept_per_state(max_entries=64)
def _drawn(shown: Figures, quarter: ReportingPeriod, survey_id: str, dark: bool) -> Drawn:
    results = analyses.survey_of(shown, quarter, survey_id).results
    shares = [each for each in results if each.unit == Unit.PERCENT]
    return Drawn(waves_chart(shares, dark=dark), describe_waves(shares))


def questions_table(
    plan: Plan,
    results: Sequence[SurveyResultRow],
    rows: Mapping[str, PerformanceRow],
    history: Mapping[str, Sequence[PerformanceRow]],
    caption: str,
    quarter_id: str,
) -> Html:
    """A row for each question; above the parts of one its title. rows: of the quarter's report, by
    measure id; history: as `measure_table` takes it. quarter_id: named in the links, "" to leave
    it out. A wave that all results are of stands in the header alone."""
    waves = {LATEST: _only(results, "period_label"), BEFORE: _only(results, "before_label")}
    heads = [column(waves.get(name) or name, class_=class_) for name, class_ in COLUMNS.items()]
    lines: list[Html] = []
    whole = ""
    for result in results:
        if result.part_of and result.part_of != whole:
            lines.append(_of_whole(plan.measures_by_id[result.part_of], quarter_id))
        whole = result.part_of
        past = history.get(result.measure_id, ())
        lines.append(_line(result, rows[result.measure_id], past, waves, quarter_id))
    return table(caption, row(column("Question"), heads), lines, class_="k-measures")


def _only(results: Sequence[SurveyResultRow], name: str) -> str:
    """The wave that all results are of that have one; "" for several."""
    labels = {str(getattr(each, name)) for each in results} - {""}
    return labels.pop() if len(labels) == 1 else ""


def _of_whole(measure: Measure, quarter_id: str) -> Html:
    return row(
        _title(measure.id, measure.code, measure.title, quarter_id),
        cell(_PARTS, columns=len(COLUMNS), class_="k-quiet k-see-parts"),
    )


def _title(measure_id: str, code: str, title: str, quarter_id: str) -> Html:
    return row_header(
        element("span", code, class_="k-code"), link(measure_address(measure_id, quarter_id), title)
    )


def _line(
    result: SurveyResultRow,
    report: PerformanceRow,
    past: Sequence[PerformanceRow],
    waves: Mapping[str, str],
    quarter_id: str,
) -> Html:
    """waves: by column the one wave that all results are of, "" for several."""
    values: dict[str, Child] = {
        LATEST: _latest(result, "" if waves[LATEST] else result.period_label),
        BEFORE: _before(result, "" if waves[BEFORE] else result.before_label),
        "Change": _change(result),
        "Target": _target(report),
        "Rating": latest_badge(report),
        "Trend": spark(past),
    }
    return row(
        _title(result.measure_id, result.code, result.title, quarter_id),
        [
            cell(value, class_=COLUMNS[key], label=waves.get(key) or key)
            for key, value in values.items()
        ],
        class_="k-part" if result.part_of else None,
    )


def _latest(result: SurveyResultRow, wave: str) -> list[Child]:
    if not is_known(result.outturn):
        return [NONE]
    written = with_marker(figure(result.outturn, result.unit, result.decimals), result.marker)
    return [
        element("span", written),
        _sub(_within(result.interval_low, result.interval_high, result)),
        _sub(wave),
        provenance_note(result),
    ]


def _before(result: SurveyResultRow, wave: str) -> list[Child]:
    if not is_known(result.before_outturn):
        return [NONE]
    return [
        element("span", figure(result.before_outturn, result.unit, result.decimals)),
        _sub(_within(result.before_low, result.before_high, result)),
        _sub(wave),
    ]


def _change(result: SurveyResultRow) -> list[Child]:
    """By how much, and whether that is more than chance; that the method changed instead."""
    if result.break_reason:
        return [element("strong", METHOD_CHANGED), _sub(f"{result.break_reason}.")]
    if not is_known(result.change):
        return [direction(result.direction, result.direction_reason)]
    apart = difference(result.change, result.unit, result.decimals)
    return [
        element("div", apart),
        direction(result.direction, result.direction_reason),
        _sub(_why(result)),
    ]


def _why(result: SurveyResultRow) -> str:
    """In few words whether the change is more than chance."""
    if result.direction in ("improving", "worsening"):
        return "more than chance" if result.direction_holds else "clear by itself only"
    return ""


def _target(report: PerformanceRow) -> Child:
    latest = latest_of(report)
    return [target_text(latest), target_note(latest)]


def _within(low: float, high: float, result: SurveyResultRow) -> str:
    if not is_known(low):
        return ""
    return " to ".join(figure(each, result.unit, result.decimals) for each in (low, high))


def _sub(text: str) -> Html | None:
    return element("span", text, class_="k-sub") if text else None
