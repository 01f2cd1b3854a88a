"""The figures of a performance row in the words and HTML every table uses."""

import math

from kpis.frames import HasProvenance, PerformanceRow
from kpis.model import Provenance, RagRule, RagStatus
from kpis.ui.kit.html import Html, element
from kpis.words.aims import asked_note
from kpis.words.ratings import limit_words
from kpis.words.report.shown import ShownFigure


def target_note(row: ShownFigure) -> Html | None:
    """Which figures the target is asked of, where that is not the figure's own year."""
    note = asked_note(row.period_id, row.aims_of)
    return element("span", note, class_="k-sub") if note else None


def green_note(row: ShownFigure) -> Html | None:
    """From where on a figure is green, where that is not what stands as its target."""
    limits = row.green_limit, row.green_limit_upper
    asked = (row.target, row.target_upper)
    if math.isnan(row.target) and row.rule != RagRule.BANDS:
        asked = (row.reference, math.nan)
    words = limit_words(row, *limits)
    if not words or words == limit_words(row, *asked):
        return None
    return element("span", f"green {words}", class_="k-sub")


def provenance_note(row: HasProvenance) -> Html | None:
    """The word under a figure that is made up or official; nothing for a service's own return."""
    if row.provenance == Provenance.ILLUSTRATIVE:
        return element("span", "illustrative", class_="k-sub k-illustrative")
    if row.provenance == Provenance.PUBLISHED:
        return element("span", "published", class_="k-sub")
    return None


def commentary(row: PerformanceRow) -> Html | None:
    """What the service wrote; for a red outturn without a word, that there is none."""
    if row.commentary:
        return element("p", row.commentary, class_="k-commentary")
    if row.rag == RagStatus.RED:
        return element(
            "p",
            "No commentary was returned with this figure.",
            class_="k-commentary k-commentary-none",
        )
    return None


def row_classes(row: PerformanceRow, *further: str) -> str | None:
    """The classes of a measure's row in a table."""
    names = (
        "k-part" if row.part_of else "",
        # Nothing is known of it: on a narrow screen only what is there is shown.
        "k-not-due" if row.rag == RagStatus.NOT_DUE and not row.carried_forward else "",
        *further,
    )
    return " ".join(name for name in names if name) or None
