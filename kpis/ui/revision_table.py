"""How a figure came to be what it is: every time it was returned, and what was taken back."""

import pandas as pd

from kpis.formatting import figure, with_marker
from kpis.model import Measure
from kpis.periods import period_of_id
from kpis.ui.figures import NONE, Row
from kpis.ui.html import Html, element


def of_figure(revisions: pd.DataFrame, row: Row, area: str) -> pd.DataFrame:
    """The REVISIONS behind one row of PERFORMANCE: of a month's measure all three months."""
    if not row.period_id:
        return revisions.iloc[:0]
    period = period_of_id(row.period_id)
    return revisions[
        (revisions["area"] == area)
        & (revisions["breakdown"] == "")
        & (revisions["category"] == "")
        & (revisions["period_start"] >= pd.Timestamp(period.start))
        & (revisions["period_end"] <= pd.Timestamp(period.end))
    ]


def revision_table(revisions: pd.DataFrame, measure: Measure) -> Html:
    """A table of REVISIONS, in the order given (oldest first)."""
    head = [
        element("th", name, scope="col", class_="k-figure" if name == "Outturn" else None)
        for name in ("Known since", "Period", "Outturn", "Returned in", "By", "State")
    ]
    table = element(
        "table",
        element("caption", "Every time it was returned, oldest first."),
        element("thead", element("tr", head)),
        element("tbody", [_row(row, measure) for row in revisions.itertuples(index=False)]),
        class_="k-table k-history",
    )
    label = "How the figure came about"
    return element("div", table, class_="k-scroll", role="region", tabindex=0, aria_label=label)


def _row(row: Row, measure: Measure) -> Html:
    outturn = with_marker(figure(row.outturn, measure.unit, measure.decimals), row.marker)
    return element(
        "tr",
        element("th", f"{row.known_at:%d %b %Y}", scope="row"),
        element("td", period_of_id(row.period_id).label),
        element("td", outturn or NONE, class_="k-figure"),
        element(
            "td",
            row.file_name,
            element("span", f"{row.provenance}, {row.submission_id}", class_="k-sub"),
        ),
        element("td", row.submitted_by),
        element("td", _state(row)),
    )


def _state(row: Row) -> str:
    if row.current:
        return "Shown"
    if not pd.isna(row.withdrawn_at):
        return f"Withdrawn on {row.withdrawn_at:%d %b %Y}"
    return "Replaced"
