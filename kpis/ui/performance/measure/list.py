"""Every measure of the plan under its outcome, with its rating: the way into a single one."""

from collections.abc import Sequence

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import PerformanceRow
from kpis.model import Plan, RagStatus, Whose
from kpis.ui.kit.addresses import link, measure_address, outcome_address
from kpis.ui.kit.explained import explained
from kpis.ui.kit.figure_text import provenance_note, row_classes, target_note
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.overview.outcome_marks import outcomes_of
from kpis.words.report.shown import NONE, asked_title, outturn_text, target_text


def measure_list(
    plan: Plan,
    rows: Sequence[PerformanceRow],
    quarter_id: str,
    label: str,
    whose: Whose,
) -> Html:
    """A table of measures. rows: of one quarter's report, in plan order; all of them or some.

    An outcome that has none of these is left out. whose: the rows are.
    """
    asked = asked_title([latest_of(each) for each in rows])
    bodies = []
    for outcome in outcomes_of(plan, rows):
        measures = [each for each in rows if each.outcome == outcome.number]
        title = group_header(
            element("span", str(outcome.number), class_="k-code"),
            link(outcome_address(outcome.number, quarter_id), outcome.title),
            columns=4,
        )
        bodies.append([title, *(_measure(each, quarter_id, asked) for each in measures)])
    head = row(
        column("Measure"),
        column("Rating"),
        column(explained("Outturn"), class_="k-figure"),
        column(asked, class_="k-figure"),
    )
    which = "All measures" if len(rows) == len(plan.measures) else "Measures"
    of_each = f"{which} and their parts, with the latest rating of each at {label}."
    caption = told_of(whose, of_each)
    return table(caption, head, *bodies, class_="k-list")


def _measure(measure_row: PerformanceRow, quarter_id: str, asked: str) -> Html:
    latest = latest_of(measure_row)
    known = measure_row.rag != RagStatus.SEE_PARTS
    return row(
        row_header(
            element("span", measure_row.code, class_="k-code"),
            link(measure_address(measure_row.measure_id, quarter_id), measure_row.title),
        ),
        cell(latest_badge(measure_row)),
        cell(
            outturn_text(latest) if known else NONE,
            provenance_note(latest),
            class_="k-figure",
        ),
        cell(
            target_text(latest) if known else NONE,
            target_note(latest) if known else None,
            class_="k-figure",
            label=asked,
        ),
        class_=row_classes(measure_row),
    )
