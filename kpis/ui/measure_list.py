"""Every measure of the plan under its outcome, with its rating: the way into a single one."""

from collections.abc import Sequence

from kpis.model import Plan
from kpis.ui.addresses import link, measure_address, outcome_address
from kpis.ui.figures import Row, outturn_text, provenance_note, target_text
from kpis.ui.html import Html, element
from kpis.ui.marks import badge


def measure_list(plan: Plan, rows: Sequence[Row], quarter_id: str, label: str) -> Html:
    """A table of all measures. rows: of one quarter's report, in plan order."""
    bodies = []
    for outcome in plan.outcomes:
        title = element(
            "th",
            element("span", str(outcome.number), class_="k-code"),
            link(outcome_address(outcome.number, quarter_id), outcome.title),
            scope="rowgroup",
            colspan=4,
        )
        measures = [
            element(
                "tr",
                element(
                    "th",
                    element("span", row.code, class_="k-code"),
                    link(measure_address(row.measure_id, quarter_id), row.title),
                    scope="row",
                ),
                element("td", badge(row.rag)),
                element(
                    "td",
                    outturn_text(row) if row.period_id else "–",
                    provenance_note(row),
                    class_="k-figure",
                ),
                element("td", target_text(row) if row.period_id else "–", class_="k-figure"),
                class_="k-part" if row.part_of else None,
            )
            for row in rows
            if row.outcome == outcome.number
        ]
        bodies.append(element("tbody", element("tr", title, class_="k-group"), measures))
    head = element(
        "tr",
        element("th", "Measure", scope="col"),
        element("th", "Rating", scope="col"),
        element("th", "Outturn", scope="col", class_="k-figure"),
        element("th", "Target", scope="col", class_="k-figure"),
    )
    return element(
        "table",
        element("caption", f"All measures and their parts, as reported in {label}."),
        element("thead", head),
        bodies,
        class_="k-table k-list",
    )
