"""How to read these pages: ratings, states, directions, markers, periods."""

import streamlit as st

from kpis.analysis.report.activities import RULE as ACTIVITY_RULE
from kpis.model import Direction, Frequency, RagStatus
from kpis.periods import describe_frequency, example_of
from kpis.ui.guide.analysis import draw_analysis
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.kit.marks import badge, direction
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.state import cache
from kpis.words.statuses import (
    DIRECTION_SIGNS,
    DIRECTION_WORDS,
    MARKER_MEANINGS,
    UNRATED_MEANINGS,
    rag_rule_sentence,
    rating_meanings,
)


def explained(caption: str, names: tuple[str, str], meanings: list[tuple[Html | str, str]]) -> Html:
    """A table of two columns: what is met, and what it means."""
    lines = [row(row_header(first), cell(second)) for first, second in meanings]
    return table(caption, row(*map(column, names)), lines, class_="k-guide")


DIRECTION_MEANINGS = {
    Direction.IMPROVING: "Moved the way that is better for this measure, by more than rounding or "
    "chance explains.",
    Direction.NO_CLEAR_CHANGE: "Stayed the same, or moved by no more than rounding or chance can "
    "explain.",
    Direction.WORSENING: "Moved the way that is worse for this measure.",
}

plan = cache.plan()
page_head(plan, "How to read these pages")

section("Ratings")
colours = {
    status: f"{words[:1].upper()}{words[1:]}." for status, words in rating_meanings(plan).items()
}
show(
    element(
        "p",
        "A rating says whether a measure met what the plan asked of it in one period. It is "
        "worked out from the figures, after rounding them as they are shown, and never typed in. ",
        rag_rule_sentence(plan),
        class_="k-prose",
    )
)
show(
    explained(
        "Every rating and every reason for having none. Each has a word and a sign of its own; "
        "colour only repeats them.",
        ("State", "Meaning"),
        [
            (badge(status), meaning)
            for status, meaning in (colours | UNRATED_MEANINGS).items()
            if status is not RagStatus.SEE_PARTS
        ],
    )
)

section("Directions")
show(
    explained(
        "Directions say better or worse, not up or down. There are three: since the period "
        "before, since the same period a year before, and over several periods, the slope of the "
        "last eight. None is given where figures do not compare or are too few.",
        ("Direction", "Meaning"),
        [
            (direction(way.value, ""), DIRECTION_MEANINGS[way])
            for way in DIRECTION_WORDS
            if DIRECTION_SIGNS[way]
        ],
    )
)

draw_analysis(cache.figures())

section("Markers")
show(
    explained(
        "Letters in square brackets after a figure, as UK government statistics use them.",
        ("Marker", "Meaning"),
        [
            (f"[{marker.value}]", f"{words[:1].upper()}{words[1:]}.")
            for marker, words in MARKER_MEANINGS.items()
        ],
    )
)

section("Periods")
show(
    element(
        "p",
        "The financial year runs from April to March: 2019/20 is April 2019 to March 2020, and "
        "its second quarter, Q2 2019/20, is July to September 2019. A figure is reported in the "
        "quarter in which it is due, which for some measures is long after the period it is "
        "about. Figures to date count from April and start again each April.",
        class_="k-prose",
    )
)
show(
    explained(
        "How periods are written.",
        ("Returned for", "Example"),
        [
            (describe_frequency(frequency).capitalize(), example_of(frequency))
            for frequency in Frequency
        ],
    )
)

section("Activities")
show(
    element(
        "p",
        "What the council said it would do is returned every quarter with a status in words; its "
        "colour is worked out. ",
        ACTIVITY_RULE,
        " An activity that was not returned for a quarter is shown as it was last returned.",
        class_="k-prose",
    )
)

section("Illustrative and published figures")
show(
    element(
        "p",
        "Figures marked “illustrative” are made up, to show how the dashboard works. Figures "
        "marked “published” are official statistics; each measure's page names the publisher, the "
        "licence and how near the statistic comes to the measure. In charts, illustrative figures "
        "are hollow dots on a dashed line, all others filled dots on a solid one.",
        class_="k-prose",
    )
)
st.page_link("pages/guide/definitions.py", label="Definitions of all measures")
