"""The mark of a measure's latest figure: an outline where it is carried forward."""

from kpis.analysis.report.latest_figure import is_carried, latest_of
from kpis.frames import PerformanceRow
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import badge, mark


def latest_mark(row: PerformanceRow, *, spoken: bool = True) -> Html:
    """The mark of a measure's latest rating, an outline where it is carried forward."""
    return mark(row.latest_rag, spoken=spoken, carried=is_carried(row))


def latest_badge(row: PerformanceRow) -> Html:
    """Mark and word of the latest state; beneath it the council's own word, and of which period
    it is where it is carried forward."""
    named = latest_of(row).rating_name
    measured = f"last measured: {row.latest_period_label}" if row.carried_forward else ""
    return element(
        "span",
        badge(row.latest_rag, carried=is_carried(row)),
        element("span", named, class_="k-sub") if named else None,
        element("span", measured, class_="k-sub") if measured else None,
    )
