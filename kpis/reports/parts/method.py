"""How to read what stands before: the rule of ratings, marks, markers, chances and words."""

import math
from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.model import RATED, RagRule
from kpis.reports.blocks import Block, Bullets, Cell, Column, Mark, Paragraph, Row, Table
from kpis.reports.quarter import QuarterReport
from kpis.words.aims import aims_of_notes
from kpis.words.chances import yardstick
from kpis.words.field import met_in
from kpis.words.ratings import own_rules
from kpis.words.statuses import (
    MARKER_MEANINGS,
    STATUS_WORDS,
    UNRATED,
    UNRATED_MEANINGS,
    rag_rule_in_short,
    rag_rule_sentence,
    rating_meanings,
)

_TESTS = (
    "Better and worse are said only where a test finds that a change is more than chance. “No "
    "clear change” means that it is not; “changed, not tested” that no test is possible."
)
_YEAR_END = (
    "What is said of the year's end is a chance, worked out from past figures. In eight cases of "
    "ten the figure ends in the range that a chart shades."
)
_ROUNDED = "A figure is rated as it is shown, rounded, so that its colour agrees with it."
_CARRIED = (
    "A measure that is not due keeps its latest figure and rating, in outline, with the period it "
    "is of."
)


def method(report: QuarterReport) -> tuple[Block, ...]:
    """Whatever a reader needs to judge the rest, without another page."""
    plan, rows = report.plan, report.rows
    measures = [plan.measures_by_id[row.measure_id] for row in rows]
    rules = [rule.sentence for rule in own_rules(plan, measures)]
    whose_aims = aims_of_notes(measures)
    return (
        Paragraph(text=_rule(report), lead="Ratings."),
        *([Bullets(items=tuple(rules))] if rules else []),
        *([Paragraph(text=whose_aims)] if whose_aims else []),
        Paragraph(text=f"{_ROUNDED} {_CARRIED}"),
        marks_table(report),
        Paragraph(text=_TESTS, lead="Directions."),
        Paragraph(text=f"{_YEAR_END} {_chances()}", lead="The year's end."),
        *_markers(rows),
        *_field_words(report),
    )


def marks_table(report: QuarterReport) -> Table:
    """Every mark that a rating or the lack of one has, with its word and what it means."""
    meanings = {status: rating_meanings(report.plan)[status] for status in RATED}
    meanings |= {status: UNRATED_MEANINGS[status] for status in UNRATED}
    return Table(
        name="marks",
        caption="What the marks mean.",
        columns=(Column(title="Mark"), Column(title="Meaning")),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=STATUS_WORDS[status], mark=Mark(status=status)),
                    Cell(text=f"{meaning[0].upper()}{meaning[1:]}"),
                )
            )
            for status, meaning in meanings.items()
        ),
    )


def _rule(report: QuarterReport) -> str:
    """The plan's rule, with what it says of a measure without a minimum where there is one."""
    without_minimum = any(
        row.rag in RATED
        and row.rule == RagRule.MINIMUM_EXPECTATION
        and math.isnan(row.minimum_expectation)
        and math.isnan(row.minimum_expectation_upper)
        for row in report.rows
    )
    plan = report.plan
    return rag_rule_sentence(plan) if without_minimum else rag_rule_in_short(plan)


def _chances() -> str:
    words = [f"{word} {low}% to {high}%" for word, low, high in yardstick()]
    return f"The words for chances, to the nearest 5%: {', '.join(words)}."


def _markers(rows: Sequence[InsightsRow]) -> tuple[Paragraph, ...]:
    present = {letter for row in rows for letter in row.marker + row.latest_marker}
    used = [
        f"[{marker.value}] {meaning}"
        for marker, meaning in MARKER_MEANINGS.items()
        if marker.value in present
    ]
    return (Paragraph(text=f"{'; '.join(used)}.", lead="Markers."),) if used else ()


def _field_words(report: QuarterReport) -> tuple[Block, ...]:
    """The words of the field that occur, in everyday words."""
    titles = [text for each in report.measures for text in (each.title, each.unit_label)]
    met = met_in("outturn", "variance", "minimum expectation", "illustrative", *titles)
    items = tuple(f"{word[0].upper()}{word[1:]}: {meaning}." for word, meaning in met)
    return (Paragraph(text="", lead="Words."), Bullets(items=items))
