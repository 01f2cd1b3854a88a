"""How a figure came to be what it is: every time it was returned, and what was taken back."""

import pandas as pd

from kpis.frames import REVISIONS, PerformanceRow, RevisionRow
from kpis.model import Measure
from kpis.periods import period_of_id
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.report.shown import as_shown


def of_figure(revisions: pd.DataFrame, shown: PerformanceRow, area: str) -> pd.DataFrame:
    """The REVISIONS behind one row of PERFORMANCE: of a month's measure all three months."""
    if not shown.period_id:
        return revisions.iloc[:0]
    period = period_of_id(shown.period_id)
    return revisions[
        (revisions["area"] == area)
        & (revisions["breakdown"] == "")
        & (revisions["category"] == "")
        & (revisions["period_start"] >= pd.Timestamp(period.start))
        & (revisions["period_end"] <= pd.Timestamp(period.end))
    ]


def revision_table(revisions: pd.DataFrame, measure: Measure) -> Html:
    """A table of REVISIONS, in the order given (oldest first)."""
    head = row(
        [
            column(name, class_="k-figure" if name == "Outturn" else None)
            for name in ("Known since", "Period", "Outturn", "Returned in", "By", "State")
        ]
    )
    lines = [_revision(revision, measure) for revision in REVISIONS.rows(revisions)]
    caption = "Every time it was returned, oldest first."
    return scrolling(table(caption, head, lines, class_="k-history"), "How the figure came about")


def _revision(revision: RevisionRow, measure: Measure) -> Html:
    return row(
        row_header(f"{revision.known_at:%d %b %Y}"),
        cell(period_of_id(revision.period_id).label),
        cell(as_shown(revision.outturn, revision.marker, measure), class_="k-figure"),
        cell(
            revision.file_name,
            element("span", f"{revision.provenance}, {revision.submission_id}", class_="k-sub"),
        ),
        cell(revision.submitted_by),
        cell(_state(revision)),
    )


def _state(revision: RevisionRow) -> str:
    if revision.current:
        return "Shown"
    if not pd.isna(revision.withdrawn_at):
        return f"Withdrawn on {revision.withdrawn_at:%d %b %Y}"
    return "Replaced"
