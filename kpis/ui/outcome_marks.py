"""Every measure of every outcome as one mark in a row: the shape of the whole plan at a glance.

A stacked bar would show shares; rows of marks show the same and let a reader reach each measure.
Marks stand worst first, so the reds of all outcomes line up at the left edge.
"""

from collections.abc import Sequence

from kpis.charts.words import STATUS_WORDS, UNRATED
from kpis.model import RATED, Plan, RagStatus
from kpis.ui.addresses import link, measure_address, outcome_address
from kpis.ui.figures import NONE, Row
from kpis.ui.html import Html, element
from kpis.ui.marks import hidden, mark

ORDER = {status.value: place for place, status in enumerate((*reversed(RATED), *UNRATED))}


def outcome_marks(plan: Plan, rows: Sequence[Row], quarter_id: str, label: str) -> Html:
    """A table with a row per outcome. rows: of one quarter's report, in plan order.

    quarter_id: named in the links ("" = leave it out); label: of the quarter, for the caption.
    """
    shown = sorted(
        (row for row in rows if row.rag != RagStatus.SEE_PARTS), key=lambda row: ORDER[row.rag]
    )
    lines = [
        _row(
            outcome.number,
            outcome.title,
            [row for row in shown if row.outcome == outcome.number],
            quarter_id,
        )
        for outcome in plan.outcomes
    ]
    head = element(
        "tr",
        element("th", "Outcome", scope="col"),
        element("th", "On target", scope="col", class_="k-figure"),
        element("th", "Each measure, worst first", scope="col"),
    )
    return element(
        "table",
        element("caption", hidden(f"Measures of each outcome by their rating, {label}")),
        element("thead", head),
        element("tbody", lines),
        class_="k-table k-outcomes",
    )


def _row(number: int, title: str, measures: Sequence[Row], quarter_id: str) -> Html:
    rated = sum(row.rag in RATED for row in measures)
    green = sum(row.rag == RagStatus.GREEN for row in measures)
    marks = [element("li", _linked_mark(row, quarter_id)) for row in measures]
    return element(
        "tr",
        element(
            "th",
            element("span", str(number), class_="k-code"),
            link(outcome_address(number, quarter_id), title),
            scope="row",
        ),
        element("td", f"{green} of {rated}" if rated else NONE, class_="k-figure"),
        element("td", element("ul", marks, class_="k-marks")),
    )


def _linked_mark(row: Row, quarter_id: str) -> Html:
    name = f"{row.code} {row.short_title or row.title}: {STATUS_WORDS[RagStatus(row.rag)]}"
    return link(
        measure_address(row.measure_id, quarter_id),
        mark(row.rag, spoken=False),
        hidden(name),
        class_="k-mark-link",
        title=name,
    )
