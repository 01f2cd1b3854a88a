"""The figures behind a trend chart, newest first."""

import pandas as pd

from kpis.charts.lines import is_known
from kpis.charts.words import counted
from kpis.formatting import figure, with_marker
from kpis.model import Measure, Provenance
from kpis.ui.figures import NONE, Row
from kpis.ui.html import Html, element
from kpis.ui.marks import badge

SHOWN = 16
_SOURCES = {
    Provenance.RETURN: "Returned",
    Provenance.PUBLISHED: "Published",
    Provenance.ILLUSTRATIVE: "Illustrative",
    "": "Not returned",
}


def history_table(series: pd.DataFrame, measure: Measure) -> Html:
    """A table with a row per period and a column per area. series: SERIES with some rows.

    The newest SHOWN periods; the caption says how many more the download has.
    """
    rows = list(series.itertuples(index=False))
    own = [row for row in reversed(rows) if row.area == rows[0].area]
    others: dict[str, dict[str, float]] = {}
    for row in rows[len(own) :]:
        others.setdefault(row.area, {})[row.period_id] = row.outturn
    aims = any(is_known(row.target) or is_known(row.target_upper) for row in own)
    names = [("Outturn", True)]
    if aims:
        names += [("Target", True), ("Minimum expectation", True), ("Rating", False)]
    names += [(area, True) for area in others] + [("Source", False)]
    head = [
        element("th", name, scope="col", class_="k-figure" if numeric else None)
        for name, numeric in names
    ]
    caption = f"{counted(len(own), 'period')}, newest first."
    if len(own) > SHOWN:
        caption = f"The latest {SHOWN} of {len(own)} periods; the download has them all."
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", element("th", "Period", scope="col"), head)),
        element(
            "tbody",
            [_row(row, others, measure, aims) for row in own[:SHOWN]],
        ),
        class_="k-table k-history",
    )
    return element(
        "div",
        table,
        class_="k-scroll",
        role="region",
        tabindex=0,
        aria_label=f"Figures of {measure.title}",
    )


def _row(row: Row, others: dict[str, dict[str, float]], measure: Measure, aims: bool) -> Html:
    def written(value: float) -> str:
        return figure(value, measure.unit, measure.decimals)

    def cell(text: str) -> Html:
        return element("td", text or NONE, class_="k-figure")

    cells = [cell(with_marker(written(row.outturn), row.marker))]
    if aims:
        rating = badge(row.rag) if row.rag else element("span", NONE)
        cells += [
            cell(" to ".join(filter(None, map(written, (row.target, row.target_upper))))),
            cell(
                " to ".join(
                    filter(
                        None,
                        map(written, (row.minimum_expectation, row.minimum_expectation_upper)),
                    )
                )
            ),
            element("td", rating),
        ]
    cells += [
        cell(written(figures.get(row.period_id, float("nan")))) for figures in others.values()
    ]
    late = "Not returned" if not row.returned else _SOURCES[row.provenance]
    return element("tr", element("th", row.period_label, scope="row"), cells, element("td", late))
