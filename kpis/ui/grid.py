"""Every measure's last quarters as a row of marks: trend without a chart, readable in grey.

A real table with row and column headers, so it can be read aloud, copied and printed. On a
narrow screen the style sheet sets each measure as a title above its marks; the roles are written
out because browsers forget a table's meaning when its display changes.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from kpis.charts.words import STATUS_SIGNS, STATUS_WORDS
from kpis.model import Plan, RagStatus
from kpis.periods import ReportingPeriod
from kpis.ui.addresses import link, measure_address, outcome_address
from kpis.ui.figures import Row, outturn_text, provenance_note
from kpis.ui.html import Html, element, join
from kpis.ui.marks import direction, mark

LENGTH = 8


def grid(
    plan: Plan,
    quarters: Sequence[ReportingPeriod],
    rows: Mapping[str, Sequence[Row]],
    quarter_id: str = "",
) -> Html:
    """The grid. quarters: to show, oldest first; rows: of PERFORMANCE, by quarter id.

    The last of the quarters is the one reported; its figures and directions stand at the right.
    Measures stand under their outcomes in plan order. quarter_id: for the links.
    """
    now = quarters[-1]
    marks = {
        (row.measure_id, quarter.id): row.rag for quarter in quarters for row in rows[quarter.id]
    }
    bodies = []
    for outcome in plan.outcomes:
        measures = [row for row in rows[now.id] if row.outcome == outcome.number]
        if not measures:
            continue
        title = element(
            "th",
            element("span", str(outcome.number), class_="k-code"),
            link(outcome_address(outcome.number, quarter_id), outcome.title),
            scope="rowgroup",
            colspan=len(quarters) + 5,
            role="rowheader",
        )
        bodies.append(
            element(
                "tbody",
                element("tr", title, class_="k-group", role="row"),
                [
                    _row(row, _statuses(marks, row, quarters), quarters, quarter_id)
                    for row in measures
                ],
                role="rowgroup",
            )
        )
    return element(
        "table",
        element(
            "caption",
            f"Rating of every measure in the last {len(quarters)} quarters, "
            f"{quarters[0].label} to {now.label}. "
            "A dot means that nothing was due with that quarter.",
        ),
        element("thead", _head(quarters), role="rowgroup"),
        bodies,
        class_="k-table k-grid",
        role="table",
    )


def key(rags: Collection[str]) -> Html:
    """What the marks mean, for the states that occur."""
    shown = [status for status in STATUS_SIGNS if status.value in rags]
    items = [
        element("li", mark(status, spoken=False), element("span", STATUS_WORDS[status]))
        for status in shown
        if status is not RagStatus.SEE_PARTS
    ]
    return element("ul", items, class_="k-key", aria_label="Key to the marks")


def _head(quarters: Sequence[ReportingPeriod]) -> Html:
    """Two rows: financial years above their quarters."""

    def column(text: str, class_: str, rows: int = 1) -> Html:
        return element(
            "th",
            text,
            scope="col",
            role="columnheader",
            class_=class_,
            rowspan=rows if rows > 1 else None,
        )

    years = [
        element(
            "th",
            year,
            colspan=len(list(together)),
            scope="colgroup",
            role="columnheader",
            class_="k-year",
        )
        for year, together in groupby(quarters, key=lambda quarter: quarter.financial_year)
    ]
    labels = [
        column(
            f"Q{quarter.quarter}",
            "k-quarter k-quarter-now" if quarter is quarters[-1] else "k-quarter",
        )
        for quarter in quarters
    ]
    top = element(
        "tr",
        column("Measure", "k-grid-name", 2),
        years,
        column("Outturn", "k-figure", 2),
        column("Source", "k-source", 2),
        column("Since the period before", "k-way", 2),
        column("Since a year before", "k-way", 2),
        role="row",
    )
    return join(top, element("tr", labels, role="row"))


def _statuses(
    marks: Mapping[tuple[str, str], str], row: Row, quarters: Sequence[ReportingPeriod]
) -> list[str]:
    return [
        marks.get((row.measure_id, quarter.id), RagStatus.NOT_DUE.value) for quarter in quarters
    ]


def _row(
    row: Row, statuses: list[str], quarters: Sequence[ReportingPeriod], quarter_id: str
) -> Html:
    name = element(
        "th",
        element("span", row.code, class_="k-code"),
        link(measure_address(row.measure_id, quarter_id), row.short_title or row.title),
        scope="row",
        role="rowheader",
        class_="k-grid-name",
    )
    row_class = "k-part" if row.part_of else None
    if row.rag == RagStatus.SEE_PARTS:
        rest = element(
            "td",
            "rated by its parts",
            colspan=len(quarters) + 4,
            role="cell",
            class_="k-grid-parts k-quiet",
        )
        return element("tr", name, rest, role="row", class_=row_class)
    cells = [
        element(
            "td",
            mark(status),
            role="cell",
            class_="k-quarter-now" if quarter is quarters[-1] else None,
        )
        for status, quarter in zip(statuses, quarters, strict=True)
    ]
    return element("tr", name, cells, _figures(row), role="row", class_=row_class)


def _figures(row: Row) -> list[Html]:
    """The figure of the quarter reported and where it is going; empty when nothing was due."""
    due = row.rag != RagStatus.NOT_DUE
    ways = (
        (row.direction_previous, row.direction_previous_reason, "on the period before"),
        (row.direction_year, row.direction_year_reason, "on a year before"),
    )
    return [
        element("td", outturn_text(row) if due else "–", role="cell", class_="k-figure"),
        element("td", provenance_note(row), role="cell", class_="k-source"),
        *(
            element(
                "td",
                direction(value, reason) if due else None,
                element("span", since, class_="k-narrow") if due and value else None,
                role="cell",
                class_="k-way",
            )
            for value, reason, since in ways
        ),
    ]
