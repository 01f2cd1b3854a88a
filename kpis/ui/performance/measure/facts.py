"""The headline of one measure: the figure, what was asked, how it stands and which way it goes."""

import math
from collections.abc import Sequence

from kpis.analysis.report.latest_figure import Latest, latest_of, row_of_latest
from kpis.frames import PerformanceRow
from kpis.model import RagRule
from kpis.periods import period_of_id
from kpis.ui.kit.explained import explained
from kpis.ui.kit.figure_text import provenance_note, target_note
from kpis.ui.kit.html import Child, Html, element, join
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.marks import direction
from kpis.ui.performance.small_print import worked_out
from kpis.words.field import MEANINGS
from kpis.words.figures import MINUS, figure
from kpis.words.lists import listed
from kpis.words.ratings import held_against, limit_words
from kpis.words.report.shown import (
    NONE,
    has_figure,
    minimum_text,
    outturn_text,
    target_text,
    variance_text,
)
from kpis.words.statuses import marker_meaning

SINCE = ("Since the period before", "Since a year before", "Over several periods")


def measure_facts(row: PerformanceRow, past: Sequence[PerformanceRow]) -> Html:
    """A row of facts: the latest figure, what was asked of it, its rating and its directions.

    row: of PERFORMANCE; past: those of the measure up to it, oldest first.
    """
    latest, reported = latest_of(row), row_of_latest(row, past)
    facts = [
        _outturn(latest, reported),
        _fact("Rating", latest_badge(row), _sub(row.latest_rag_reason), _sub(_not_in(row))),
        _fact(
            _asked_title(latest),
            target_text(latest),
            _sub(_distance(latest)),
            target_note(latest),
            _sub("illustrative target" if latest.target_illustrative else ""),
        ),
        *_minimum(latest),
        *_directions(reported),
    ]
    return join(
        element("dl", facts, class_="k-facts"),
        worked_out("the figure", _interval(reported), *_reasons(reported)),
    )


def _asked_title(latest: Latest) -> str:
    """What a figure was held against is no target where its rule is about another figure."""
    if held_against(latest, latest) and math.isnan(latest.target):
        return "Rank" if latest.rule == RagRule.RANK else "Held against"
    return "Target"


def _minimum(latest: Latest) -> list[Html]:
    """The minimum expectation, or the limits of another rule; none where there are none."""
    if latest.rule == RagRule.MINIMUM_EXPECTATION:
        text = minimum_text(latest)
        return [] if text == NONE else [_fact("Minimum expectation", text)]
    green = limit_words(latest, latest.green_limit, latest.green_limit_upper)
    amber = limit_words(latest, latest.amber_limit, latest.amber_limit_upper)
    facts = [_fact("Green", green)] if green else []
    return [*facts, _fact("Amber", amber)] if amber and amber != green else facts


def _directions(row: PerformanceRow) -> list[Html]:
    """The directions there are; why there are no others is told with how they were worked out."""
    before = _compared(row, row.previous_period_id, row.previous_outturn)
    a_year_before = _compared(row, row.year_period_id, row.year_outturn)
    ways = (
        (SINCE[0], row.direction_previous, row.direction_previous_reason, before),
        (SINCE[1], row.direction_year, row.direction_year_reason, a_year_before),
        (SINCE[2], row.direction_long, row.direction_long_reason, ""),
    )
    return [
        _fact(name, direction(way, reason), _sub(compared))
        for name, way, reason, compared in ways
        if way
    ]


def _reasons(row: PerformanceRow) -> list[Html]:
    """What each direction rests on, or why there is none. Alike reasons are told once."""
    reasons: dict[str, list[str]] = {}
    for name, reason in zip(
        SINCE,
        (row.direction_previous_reason, row.direction_year_reason, row.direction_long_reason),
        strict=True,
    ):
        if reason:
            reasons.setdefault(reason, []).append(name)
    return [
        join(element("strong", f"{listed(names)}. "), f"{reason.removesuffix('.')}.")
        for reason, names in reasons.items()
    ]


def _fact(name: str, *values: Child) -> Html:
    term = explained(name) if name.lower() in MEANINGS else name
    return element("div", element("dt", term), element("dd", *values), class_="k-fact")


def _sub(text: str) -> Html | None:
    return element("span", text, class_="k-sub") if text else None


def _outturn(latest: Latest, reported: PerformanceRow) -> Html:
    """The latest figure with what it was worked out from. reported: the row of its own quarter."""
    if not has_figure(latest):
        return _fact("Outturn", _big(NONE), _sub("No figure has been returned yet."))
    return _fact(
        "Latest outturn" if latest.carried_forward else "Outturn",
        _big(outturn_text(latest)),
        # "26%", and beneath it "of household waste".
        _sub(f"{latest.unit_label.removeprefix('% ')}, {latest.period_label}"),
        _sub(marker_meaning(latest.marker).capitalize()),
        _sub(_ratio(reported)),
        provenance_note(latest),
    )


def _big(text: str) -> Html:
    return element("span", text, class_="k-big")


def _ratio(row: PerformanceRow) -> str:
    """What the figure was worked out from: "458 of 551"."""
    if math.isnan(row.numerator) or math.isnan(row.denominator):
        return ""
    return f"{row.numerator:,.0f} of {row.denominator:,.0f}"


def _interval(row: PerformanceRow) -> str:
    """How far the figure may be off by chance: "95% interval: 48.0% to 54.4%."."""
    low, high = (
        figure(value, row.unit, row.decimals) for value in (row.interval_low, row.interval_high)
    )
    return f"95% interval: {low} to {high}." if low else ""


def _distance(latest: Latest) -> str:
    variance = variance_text(latest)
    return f"{variance} from target" if variance[0] in f"+{MINUS}" else variance.replace(NONE, "")


def _not_in(row: PerformanceRow) -> str:
    """Why the figure is of an earlier quarter: what the quarter itself says of the measure."""
    return row.rag_reason if row.carried_forward else ""


def _compared(row: PerformanceRow, period_id: str, outturn: float) -> str:
    written = figure(outturn, row.unit, row.decimals)
    return f"{written} in {period_of_id(period_id).label}" if written else ""
