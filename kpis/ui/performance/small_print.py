"""The small print under every table: what is made up, the rule in force, what the marks mean."""

from collections.abc import Iterable, Sequence

import pandas as pd

from kpis.analysis.report.illustrative import how_much_illustrative
from kpis.charts.trend_text import annotations_on
from kpis.frames import SERIES, PerformanceRow
from kpis.model import Measure, Plan
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.latest import Latest
from kpis.words.statuses import MARKER_MEANINGS, rag_rule_sentence


def illustrative_banner(rows: Iterable[Latest]) -> Html | None:
    """Said before any figure: how many of them, and of their targets, are made up; or None.

    rows: those that are shown.
    """
    much = how_much_illustrative(rows)
    return illustrative_note(
        much.shares,
        " Those marked “published” are official statistics." if much.published_figures else "",
        " Those without a mark were returned by services." if much.returned_figures else "",
    )


def chart_notes(series: pd.DataFrame, measure: Measure) -> Html | None:
    """What a chart has no room for: why its line breaks, and its numbered notes. None for none.

    series: SERIES of the measure, the plan's own area first.
    """
    own = SERIES.rows(series[series["area"] == series["area"].iloc[0]])
    lines = [
        element("p", element("strong", f"Break at {row.period_label}. "), row.break_reason)
        for row in own
        if row.break_before
    ]
    lines += [
        element("p", element("strong", f"Note {number}, {row.period_label}. "), words)
        for number, row, words in annotations_on(own, measure)
    ]
    return element("div", lines, class_="k-foot") if lines else None


def why_not_shown(title: str, reason: str) -> Html:
    """In place of a section that has nothing to show: why not, in one line."""
    return element("div", element("p", element("strong", f"{title}. "), reason), class_="k-foot")


def small_print(plan: Plan, rows: Sequence[PerformanceRow]) -> Html:
    """The rule of ratings, whose targets they are, directions, and the markers that occur."""
    lines = [
        element("p", element("strong", "Ratings. "), rag_rule_sentence(plan)),
        element(
            "p",
            element("strong", "Directions "),
            "say better or worse, not up or down. A change too small to tell from rounding, or "
            "from the chance by which surveys, shares of cases and counts vary anyway, is no "
            "clear change. Where no test is possible it is changed, not tested. The sentences at "
            "the top count only changes that stay clear among all tests of the report.",
        ),
    ]
    if any(row.target_illustrative or row.latest_target_illustrative for row in rows):
        words = "Those called illustrative were not agreed by the council."
        lines.append(element("p", element("strong", "Targets. "), words))
    present = {letter for row in rows for letter in row.marker}
    used = [marker for marker in MARKER_MEANINGS if marker.value in present]
    if used:
        meanings = "; ".join(f"[{marker.value}] {MARKER_MEANINGS[marker]}" for marker in used)
        lines.append(element("p", element("strong", "Markers. "), f"{meanings}."))
    return element("div", lines, class_="k-foot")
