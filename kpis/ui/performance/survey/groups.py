"""The questions of a survey by group, where figures by group are held and may be shown."""

from collections.abc import Sequence

from kpis.charts.breakdown import in_order
from kpis.frames import BREAKDOWN, BreakdownRow, SurveyResultRow
from kpis.model import Plan
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.words.report.shown import NONE, as_shown


def draw_groups(
    shown: Figures, plan: Plan, results: Sequence[SurveyResultRow], quarter_id: str
) -> None:
    """A table for each breakdown: questions down, groups across. Nothing where none is held."""
    held: dict[str, dict[str, list[BreakdownRow]]] = {}
    for result in results:
        groups = analyses.groups_of(shown, result.measure_id)
        of_wave = groups[groups["period_id"] == result.period_id]
        for each in BREAKDOWN.rows(of_wave):
            held.setdefault(each.breakdown, {}).setdefault(each.measure_id, []).append(each)
    if not held:
        return
    section("By group")
    for breakdown, by_measure in held.items():
        show(groups_table(plan, breakdown, by_measure, quarter_id))
    words = "Groups are small samples: their margins stand on the page of each measure."
    show(element("p", words, class_="k-foot"))


def groups_table(
    plan: Plan, breakdown: str, by_measure: dict[str, list[BreakdownRow]], quarter_id: str
) -> Html:
    """The figures of the latest wave by one breakdown."""
    every = [each for rows in by_measure.values() for each in rows]
    names = list(dict.fromkeys(each.category for each in in_order(every)))
    lines = []
    for measure_id, rows in by_measure.items():
        measure = plan.measures_by_id[measure_id]
        figures = {each.category: as_shown(each.outturn, each.marker, measure) for each in rows}
        title = measure.short_title or measure.title
        lines.append(
            row(
                row_header(
                    element("span", measure.code, class_="k-code"),
                    link(measure_address(measure_id, quarter_id), title),
                ),
                [cell(figures.get(name, NONE), class_="k-figure", label=name) for name in names],
            )
        )
    head = row(column("Question"), [column(name, class_="k-figure") for name in names])
    caption = f"By {breakdown[:1].lower()}{breakdown[1:]}, in the latest wave of each question."
    return scrolling(table(caption, head, lines, class_="k-measures"), f"Results by {breakdown}")
