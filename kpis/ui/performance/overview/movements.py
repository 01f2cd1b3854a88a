"""What changed colour, and what is off track, each with the service's own explanation."""

import math
from collections.abc import Sequence

from kpis.frames import PerformanceRow, RatingChangeRow
from kpis.model import RagStatus
from kpis.rounding import round_figure
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.figure_text import (
    commentary,
    minimum_text,
    outturn_against_target,
    provenance_note,
)
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.marks import hidden, mark
from kpis.words.figures import figure
from kpis.words.statuses import STATUS_WORDS


def changed_colour(moved: Sequence[RatingChangeRow], movement: str, quarter_id: str) -> Html | None:
    """The measures that moved one way. moved: rows as `rating_changes` gives them.

    movement: "better" or "worse". quarter_id: named in the links, "" to leave it out.
    None when nothing moved that way.
    """
    items = [_change(row, quarter_id) for row in moved if row.moved == movement]
    return element("ul", items, class_="k-items") if items else None


def off_track(rows: Sequence[PerformanceRow], quarter_id: str) -> Html | None:
    """The red list, of one quarter's report. None when nothing is red."""
    items = [_off_track(row, quarter_id) for row in rows if row.rag == RagStatus.RED]
    return element("ul", items, class_="k-items") if items else None


def _change(row: RatingChangeRow, quarter_id: str) -> Html:
    before = STATUS_WORDS[RagStatus(row.rag_before)]
    now = STATUS_WORDS[RagStatus(row.rag)]
    was = figure(row.outturn_before, row.unit, row.decimals)
    facts = f"{outturn_against_target(row)}; was {was} in {row.period_before}"
    if _target_moved(row):
        facts += f", when the target was {figure(row.target_before, row.unit, row.decimals)}"
    marks = join(
        mark(row.rag_before, spoken=False),
        element("span", "→", aria_hidden="true"),
        mark(row.rag, spoken=False),
        hidden(f"{before} before, {now} now:"),
    )
    explained = row.rag == RagStatus.RED  # its commentary stands in the red list already
    return _item(row, marks, f"{facts}.", quarter_id, None if explained else commentary(row))


def _off_track(row: PerformanceRow, quarter_id: str) -> Html:
    facts = f"{outturn_against_target(row)}; at least {minimum_text(row)} was expected."
    if row.polarity == "lower":
        facts = f"{outturn_against_target(row)}; at most {minimum_text(row)} was expected."
    elif row.polarity == "range" or math.isnan(row.minimum_expectation):
        facts = f"{outturn_against_target(row)}."
    return _item(row, mark(row.rag), facts, quarter_id, commentary(row))


def _item(
    row: PerformanceRow, marks: Html, facts: str, quarter_id: str, words: Html | None
) -> Html:
    head = element(
        "div",
        element("span", row.code, class_="k-code"),
        link(measure_address(row.measure_id, quarter_id), row.short_title or row.title),
        class_="k-item-title",
    )
    body = element(
        "div", head, element("div", facts, " ", provenance_note(row), class_="k-item-facts"), words
    )
    return element("li", element("span", marks, class_="k-item-marks"), body, class_="k-item")


def _target_moved(row: RatingChangeRow) -> bool:
    """Whether the target differs from the one before, to the digits shown."""
    if math.isnan(row.target) or math.isnan(row.target_before):
        return False
    return round_figure(row.target, row.decimals) != round_figure(row.target_before, row.decimals)
