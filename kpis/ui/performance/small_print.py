"""The small print under every table: what is made up, the rule in force, what the marks mean."""

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from kpis.analysis.report.illustrative import how_much_illustrative
from kpis.analysis.report.latest_figure import Latest
from kpis.charts.trend_text import annotations_on
from kpis.frames import SERIES, ActivityPerformanceRow, PerformanceRow
from kpis.model import RATED, Measure, Nearness, Plan, Provenance, RagRule
from kpis.ui.kit.addresses import GUIDE, link
from kpis.ui.kit.html import Child, Html, element, join
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.marks import hidden
from kpis.words.aims.changed import changed_aims
from kpis.words.field import met_in
from kpis.words.illustrative import Share
from kpis.words.lists import counted
from kpis.words.ratings import OwnRule, own_rules
from kpis.words.statuses import MARKER_MEANINGS, rag_rule_in_short, rag_rule_sentence


def illustrative_banner(
    rows: Iterable[Latest], activities: Iterable[ActivityPerformanceRow] = ()
) -> Html | None:
    """Said before any figure: how many of them, and of their targets, are made up; or None.

    rows: those that are shown. activities: those that are counted beside them, each once.
    """
    much = how_much_illustrative(rows)
    return illustrative_note(
        (*much.shares, *_statuses(activities)),
        " Those marked “published” are official statistics." if much.published_figures else "",
        " Those without a mark were returned by services." if much.returned_figures else "",
    )


def _statuses(activities: Iterable[ActivityPerformanceRow]) -> list[Share]:
    """How many of the statuses that were returned are made up; nothing where none was returned."""
    returned = [row for row in activities if row.status]
    made_up = sum(row.provenance == Provenance.ILLUSTRATIVE for row in returned)
    noun = ("status of an activity", "statuses of activities")
    return [Share(made_up, len(returned), *noun)] if returned else []


def nearness_note(row: PerformanceRow | None, measure: Measure) -> Html | None:
    """What a published figure counts instead, where it comes near the measure and is not the same.

    row: of PERFORMANCE, the one that is shown. None where there is nothing to say.
    """
    source = measure.published
    if row is None or source is None or source.nearness is not Nearness.NEAR:
        return None
    if row.provenance != Provenance.PUBLISHED:
        return None
    heading = element("strong", "The published figure is not quite this measure. ")
    return element("p", heading, source.note, class_="k-note")


def words_met(*texts: str) -> Html | None:
    """A line that explains the words of the field in these texts; None where there are none."""
    met = met_in(*texts)
    if not met:
        return None
    meanings = [
        join(element("strong", f"{word[0].upper()}{word[1:]}: "), f"{meaning}. ")
        for word, meaning in met
    ]
    return element("p", meanings, class_="k-foot k-words")


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


def changed_aims_note(measure: Measure) -> Html | None:
    """Aims that are not agreed, and those that were changed and why. None for none."""
    lines = [element("p", sentence) for sentence in changed_aims(measure)]
    return element("div", lines, class_="k-foot") if lines else None


def why_not_shown(title: str, reason: str) -> Html:
    """In place of a section that has nothing to show: why not, in one line."""
    return element("div", element("p", element("strong", f"{title}. "), reason), class_="k-foot")


def worked_out(about: str, *paragraphs: Child) -> Html | None:
    """Methods, folded away beneath what they made. about: which part of the page, "the outlook".

    None where there is nothing to say.
    """
    told = [element("p", words) for words in paragraphs if words]
    if not told:
        return None
    title = element("summary", "How this was worked out", hidden(f": {about}"))
    return element("details", title, element("div", told, class_="k-foot"), class_="k-more k-how")


def small_print(plan: Plan, rows: Sequence[PerformanceRow]) -> Html:
    """The rule of ratings, whose targets they are, the markers that occur, and where to read on."""
    lines = [element("p", element("strong", "Ratings. "), _rule(plan, rows))]
    measures = [plan.measures_by_id[row.measure_id] for row in rows]
    if otherwise := _rated_otherwise(own_rules(plan, measures)):
        lines.append(otherwise)
    illustrative = any(row.target_illustrative or row.latest_target_illustrative for row in rows)
    present = {letter for row in rows for letter in row.marker + row.latest_marker}
    used = [marker for marker in MARKER_MEANINGS if marker.value in present]
    meanings = "; ".join(f"[{marker.value}] {MARKER_MEANINGS[marker]}" for marker in used)
    more = [
        "Targets called illustrative were not agreed by the council. " if illustrative else "",
        f"{meanings}. " if meanings else "",
        link(GUIDE, "How to read these pages"),
        " explains every word and mark.",
    ]
    lines.append(element("p", *more))
    return element("div", lines, class_="k-foot")


def _rated_otherwise(rules: Sequence[OwnRule]) -> Html | None:
    """The rules of measures that have one of their own: one as it is, several to unfold."""
    told = [element("p", rule.sentence) for rule in rules]
    if len(told) < 2:
        return join(*told) if told else None
    many = counted(sum(len(rule.codes) for rule in rules), "measure")
    title = f"{many} are rated otherwise, by {counted(len(rules), 'rule')} of their own"
    return element("details", element("summary", title), *told, class_="k-more k-how")


def _rule(plan: Plan, rows: Sequence[PerformanceRow]) -> str:
    """The plan's rule, with what it says of a measure without a minimum where there is one."""
    without_minimum = any(
        row.rag in RATED
        and row.rule == RagRule.MINIMUM_EXPECTATION
        and math.isnan(row.minimum_expectation)
        and math.isnan(row.minimum_expectation_upper)
        for row in rows
    )
    return rag_rule_sentence(plan) if without_minimum else rag_rule_in_short(plan)
