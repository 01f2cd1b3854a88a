"""The headline of one measure: the figure, what was asked, how it stands and which way it goes."""

import math
from collections.abc import Sequence

from kpis.frames import PerformanceRow
from kpis.model import RATED, RagStatus
from kpis.periods import period_of_id
from kpis.ui.kit.figure_text import (
    NONE,
    latest_known,
    minimum_text,
    outturn_text,
    provenance_note,
    target_note,
    target_text,
    variance_text,
)
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.marks import badge, direction
from kpis.words.figures import MINUS, figure
from kpis.words.statuses import STATUS_WORDS, marker_meaning


def measure_facts(row: PerformanceRow, past: Sequence[PerformanceRow]) -> Html:
    """A row of facts. row: of PERFORMANCE; past: those of the measure up to it, oldest first."""
    shown = latest_known(row, past)
    # Nothing is asked of a quarter in which nothing is due. Then the figure that is shown, of an
    # earlier one, stands beside what was asked of it and not beside another year's target.
    asked = shown if row.rag == RagStatus.NOT_DUE and shown is not None else row
    facts = [
        _outturn(row, shown),
        _fact("Rating", badge(row.rag), _sub(row.rag_reason), _sub(_rating_then(asked, row))),
        _fact(
            "Target",
            target_text(asked),
            _sub(_distance(asked)),
            _sub(_of_period(asked, row, shown)),
            target_note(asked),
            _sub(_illustrative_target(asked)),
        ),
        _fact("Minimum expectation", minimum_text(asked), _sub(_of_period(asked, row, shown))),
        _fact(
            "Since the period before",
            direction(row.direction_previous, row.direction_previous_reason),
            _sub(_compared(row, row.previous_period_id, row.previous_outturn)),
            _sub(row.direction_previous_reason),
        ),
        _fact(
            "Since a year before",
            direction(row.direction_year, row.direction_year_reason),
            _sub(_compared(row, row.year_period_id, row.year_outturn)),
            _sub(row.direction_year_reason),
        ),
        _fact(
            "Over several periods",
            direction(row.direction_long, row.direction_long_reason),
            _sub(row.direction_long_reason),
        ),
    ]
    return element("dl", facts, class_="k-facts")


def _fact(name: str, *values: Child) -> Html:
    return element("div", element("dt", name), element("dd", *values), class_="k-fact")


def _sub(text: str) -> Html | None:
    return element("span", text, class_="k-sub") if text else None


def _outturn(row: PerformanceRow, shown: PerformanceRow | None) -> Html:
    """The figure of this quarter's report; when there is none, the latest one known."""
    if shown is None:
        return _fact("Outturn", _big(NONE), _sub("No figure has been returned yet."))
    return _fact(
        "Outturn" if shown is row else "Latest outturn",
        _big(outturn_text(shown)),
        _sub(f"{shown.unit_label}, {shown.period_label}"),
        _sub(marker_meaning(shown.marker).capitalize()),
        _sub(_ratio(shown)),
        _sub(_interval(shown)),
        provenance_note(shown),
    )


def _big(text: str) -> Html:
    return element("span", text, class_="k-big")


def _ratio(row: PerformanceRow) -> str:
    """What the figure was worked out from: "458 of 551"."""
    if math.isnan(row.numerator) or math.isnan(row.denominator):
        return ""
    return f"{row.numerator:,.0f} of {row.denominator:,.0f}"


def _interval(row: PerformanceRow) -> str:
    """How far the figure may be off by chance: "95% interval 48.0% to 54.4%"."""
    low, high = (
        figure(value, row.unit, row.decimals) for value in (row.interval_low, row.interval_high)
    )
    return f"95% interval {low} to {high}" if low else ""


def _distance(row: PerformanceRow) -> str:
    variance = variance_text(row)
    return f"{variance} from target" if variance[0] in f"+{MINUS}" else variance.replace(NONE, "")


def _illustrative_target(row: PerformanceRow) -> str:
    return "illustrative" if row.target_illustrative and row.rag != RagStatus.NOT_DUE else ""


def _rating_then(asked: PerformanceRow, row: PerformanceRow) -> str:
    """How the figure shown was rated in its own quarter, when that is an earlier one."""
    if asked is row or asked.rag not in RATED:
        return ""
    return f"{asked.period_label} was {STATUS_WORDS[RagStatus(asked.rag)].lower()}"


def _of_period(asked: PerformanceRow, row: PerformanceRow, shown: PerformanceRow | None) -> str:
    """Which figure an aim is for, where that is not the figure of this quarter."""
    if shown is row or target_text(asked) == minimum_text(asked) == NONE:
        return ""
    return f"for {asked.period_label}" if asked.period_label else ""


def _compared(row: PerformanceRow, period_id: str, outturn: float) -> str:
    written = figure(outturn, row.unit, row.decimals)
    return f"{written} in {period_of_id(period_id).label}" if written else ""
