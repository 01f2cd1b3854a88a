"""Completeness and timeliness of the last quarters, as bars with their numbers beside them."""

import math
from collections.abc import Sequence

from kpis.frames import CompletenessRow
from kpis.periods import ReportingPeriod, period_of_id
from kpis.rounding import round_figure
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.returns.progress.frames import Own, completeness_until
from kpis.ui.state.figures import Figures
from kpis.words.lists import counted
from kpis.words.report.shown import NONE


def draw_timeliness(figures: Figures, quarter: ReportingPeriod, own: Own = None) -> None:
    """The section of the last quarters up to this one. own: ids of measures; None for all."""
    recent = completeness_until(figures, quarter, own)
    section(f"Completeness and timeliness, last {counted(len(recent), 'quarter')}")
    show(timeliness_table(recent))


def timeliness_table(rows: Sequence[CompletenessRow]) -> Html:
    """rows: of COMPLETENESS, earliest first; the last is the quarter the page is about."""
    head = row(column("Quarter"), column("Returned"), column("Returned in time"))
    lines = [
        row(
            row_header(period_of_id(quarter_row.quarter_id).label),
            _bar(quarter_row.returned, quarter_row.due, quarter_row.percent, "Returned"),
            _bar(quarter_row.in_time, quarter_row.due, quarter_row.percent_in_time, "In time"),
            class_="k-now" if quarter_row is rows[-1] else None,
        )
        for quarter_row in rows
    ]
    caption = (
        "Returns that have come, and returns that came by the due date, of all that were due. "
        "What never came counts against both."
    )
    return table(caption, head, lines, class_="k-bars")


def _bar(count: int, due: int, percent: float, label: str) -> Html:
    if math.isnan(percent):
        return cell(NONE, element("span", "nothing due", class_="k-sub"), label=label)
    # The bar says again what the numbers say, so it is not read aloud.
    bar = element("meter", value=count, max=due, class_="k-bar", aria_hidden="true")
    share = element("strong", f"{round_figure(percent, 0):.0f}%", class_="k-share")
    return cell(
        bar,
        share,
        element("span", f"{count} of {due}", class_="k-of"),
        class_="k-number",
        label=label,
    )
