"""Measures in a table: figure, aims, rating and both directions, commentary underneath.

Beneath a width where columns would squeeze, the style sheet sets each measure as a card, with
each column's name before its value; so cells carry their column's name and every part its role.
"""

import math
from collections.abc import Mapping, Sequence

from kpis.charts.sparkline import HEIGHT, WIDTH, describe_sparkline, sparkline
from kpis.formatting import figure
from kpis.model import Basis, RagStatus
from kpis.periods import period_of_id
from kpis.ui.addresses import link, measure_address
from kpis.ui.figures import (
    NONE,
    Row,
    commentary,
    minimum_text,
    outturn_text,
    provenance_note,
    target_text,
    variance_text,
)
from kpis.ui.html import Child, Html, element
from kpis.ui.marks import badge, direction

COLUMNS = {
    "Outturn": "k-figure",
    "Target": "k-figure",
    "Minimum expectation": "k-figure",
    "Variance": "k-figure",
    "Rating": "",
    "Since the period before": "",
    "Since a year before": "",
    "Trend": "",
}
SPARK_LENGTH = 12  # figures


def measure_table(
    rows: Sequence[Row],
    history: Mapping[str, Sequence[Row]],
    caption: str,
    quarter_id: str = "",
    *,
    notes: Mapping[str, str] | None = None,
) -> Html:
    """The table. rows: of one quarter's report, those to show, in their order.

    history: the rows of each measure up to this quarter, oldest first, by measure id, for the
    small trends. quarter_id: named in the links, "" to leave it out. notes: a line beneath
    titles, by measure id.
    """
    lines = [
        line
        for row in rows
        for line in _lines(
            row,
            history.get(row.measure_id, ()),
            quarter_id,
            (notes or {}).get(row.measure_id, ""),
        )
    ]
    head = [
        element("th", name, scope="col", role="columnheader", class_=class_ or None)
        for name, class_ in COLUMNS.items()
    ]
    return element(
        "table",
        element("caption", caption),
        element(
            "thead",
            element("tr", element("th", "Measure", scope="col", role="columnheader"), head,
                    role="row"),
            role="rowgroup",
        ),
        element("tbody", lines, role="rowgroup"),
        class_="k-table k-measures",
        role="table",
    )  # fmt: skip


def _lines(row: Row, past: Sequence[Row], quarter_id: str, note: str) -> list[Html]:
    """The row of a measure, and the row of its commentary when there is any."""
    name = element(
        "th",
        element("span", row.code, class_="k-code"),
        link(measure_address(row.measure_id, quarter_id), row.title),
        element("span", note, class_="k-sub") if note else None,
        scope="row",
        role="rowheader",
    )
    part = "k-part" if row.part_of else ""
    if row.rag == RagStatus.SEE_PARTS:
        cell = element(
            "td",
            "Rated by its parts, which follow.",
            colspan=len(COLUMNS),
            role="cell",
            class_="k-quiet k-see-parts",
        )
        return [element("tr", name, cell, role="row")]
    words = commentary(row)
    main = element(
        "tr",
        name,
        _cells(row, past),
        role="row",
        class_=f"{part} {'k-with-comment' if words else ''}".strip() or None,
    )
    if words is None:
        return [main]
    comment = element("td", words, colspan=len(COLUMNS) + 1, role="cell")
    return [main, element("tr", comment, role="row", class_=f"k-comment {part}".strip())]


def _cells(row: Row, past: Sequence[Row]) -> list[Html]:
    due = row.rag != RagStatus.NOT_DUE
    values: dict[str, Child] = {
        "Outturn": _outturn(row),
        "Target": target_text(row) if due else NONE,
        "Minimum expectation": minimum_text(row) if due else NONE,
        "Variance": variance_text(row),
        "Rating": badge(row.rag),
        "Since the period before": direction(row.direction_previous, row.direction_previous_reason),
        "Since a year before": direction(row.direction_year, row.direction_year_reason),
        "Trend": _spark(past),
    }
    return [
        element("td", value, role="cell", class_=COLUMNS[name] or None, data_label=name)
        for name, value in values.items()
    ]


def _outturn(row: Row) -> list[Html]:
    """The figure and its period; when nothing is due, the latest one known instead."""
    if row.rag == RagStatus.NOT_DUE or (math.isnan(row.outturn) and not row.marker):
        latest = figure(row.latest_outturn, row.unit, row.decimals)
        if not latest:
            return [element("span", NONE)]
        label = period_of_id(row.latest_period_id).label
        return [
            element("span", NONE),
            element("span", f"last: {latest}", class_="k-sub"),
            element("span", f"({label})", class_="k-sub"),
        ]
    note = provenance_note(row)
    return [
        element("span", outturn_text(row)),
        element("span", row.period_label, class_="k-sub"),
        *([note] if note is not None else []),
    ]


def _spark(past: Sequence[Row]) -> Html:
    shown = past[-SPARK_LENGTH:]
    if not shown:
        return element("span", NONE)
    level = math.nan if shown[-1].basis == Basis.YEAR_TO_DATE else shown[-1].target
    picture = sparkline(_with_new_years(shown), level)
    written = [figure(row.outturn, row.unit, row.decimals) for row in shown]
    words = describe_sparkline(written, [row.period_label for row in shown])
    if not picture:
        return element("span", words, class_="k-sub")
    return element(
        "img", src=picture, alt=words, title=words, width=WIDTH, height=HEIGHT, class_="k-spark"
    )


def _with_new_years(shown: Sequence[Row]) -> list[float]:
    """The outturns; those of a year-to-date measure with a gap before each new year."""
    outturns: list[float] = []
    for before, row in zip([None, *shown], shown, strict=False):
        to_date = row.basis == Basis.YEAR_TO_DATE
        if to_date and before and _year(before) != _year(row):
            outturns.append(math.nan)
        outturns.append(row.outturn)
    return outturns


def _year(row: Row) -> str:
    return period_of_id(row.period_id).financial_year
