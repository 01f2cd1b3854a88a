"""Every measure of every outcome as one mark in a row: the shape of the whole plan at a glance.

A stacked bar would show shares; rows of marks show the same and let a reader reach each measure.
Marks stand worst first, so the reds of all outcomes line up at the left edge.
"""

from collections.abc import Sequence

from kpis.analysis.report.latest_figure import is_carried
from kpis.analysis.report.tally import latest_tally
from kpis.frames import PerformanceRow
from kpis.model import RATED, Outcome, Plan, Priority, RagStatus
from kpis.narrative.position import noun
from kpis.ui.kit.addresses import link, measure_address, outcome_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.latest import latest_mark
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.words.ratings import is_green_on_target
from kpis.words.report.shown import NONE
from kpis.words.statuses import STATUS_WORDS, UNRATED

ORDER = {status.value: place for place, status in enumerate((*reversed(RATED), *UNRATED))}


def outcome_marks(plan: Plan, rows: Sequence[PerformanceRow], quarter_id: str, label: str) -> Html:
    """A table with a row per outcome, under its priority.

    rows: of one quarter's report, in plan order; all or some. An outcome that has none of these
    is left out.
    quarter_id: named in the links ("" = leave it out); label: of the quarter, for the caption.
    """
    shown = sorted(
        (each for each in rows if each.rag != RagStatus.SEE_PARTS),
        key=lambda each: (ORDER[each.latest_rag], each.carried_forward),
    )
    green = "On target" if is_green_on_target(plan) else STATUS_WORDS[RagStatus.GREEN]
    bodies = [
        [
            _priority(priority) if len(plan.priorities) > 1 else None,
            [
                _outcome(
                    outcome.number,
                    outcome.title,
                    [each for each in shown if each.outcome == outcome.number],
                    quarter_id,
                    green,
                )
                for outcome in together
            ],
        ]
        for priority in plan.priorities
        if (together := [o for o in outcomes_of(plan, rows) if o.priority == priority.number])
    ]
    head = row(
        column("Outcome"),
        column(green, class_="k-figure"),
        column("Ratings, worst first"),
    )
    caption = f"{noun(latest_tally(rows)).capitalize()} by their latest rating at {label}."
    if any(is_carried(each) for each in shown):
        caption += " An outline was last measured before that quarter."
    return table(caption, head, *bodies, class_="k-outcomes")


def _priority(priority: Priority) -> Html:
    number = element("span", f"Priority {priority.number}", class_="k-code")
    return group_header(number, priority.title, columns=3)


def outcomes_of(plan: Plan, rows: Sequence[PerformanceRow]) -> list[Outcome]:
    """The outcomes of these rows; all of the plan's where the rows are those of all measures."""
    if len(rows) == len(plan.measures):
        return [*plan.outcomes]
    numbers = {each.outcome for each in rows}
    return [each for each in plan.outcomes if each.number in numbers]


def _outcome(
    number: int, title: str, measures: Sequence[PerformanceRow], quarter_id: str, green_title: str
) -> Html:
    rated = sum(each.latest_rag in RATED for each in measures)
    green = sum(each.latest_rag == RagStatus.GREEN for each in measures)
    marks = [element("li", _linked_mark(each, quarter_id)) for each in measures]
    return row(
        row_header(
            element("span", str(number), class_="k-code"),
            link(outcome_address(number, quarter_id), title),
        ),
        cell(f"{green} of {rated}" if rated else NONE, class_="k-figure", label=green_title),
        cell(element("ul", marks, class_="k-marks")),
    )


def _linked_mark(measure_row: PerformanceRow, quarter_id: str) -> Html:
    title = measure_row.short_title or measure_row.title
    name = f"{measure_row.code} {title}: {STATUS_WORDS[RagStatus(measure_row.latest_rag)]}"
    if is_carried(measure_row):
        name += f", last measured {measure_row.latest_period_label}"
    return link(
        measure_address(measure_row.measure_id, quarter_id),
        latest_mark(measure_row, spoken=False),
        hidden(name),
        class_="k-mark-link",
        title=name,
    )
