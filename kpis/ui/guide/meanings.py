"""What is met on every page and what it means: ratings, directions, markers, activities."""

from kpis.analysis.report.activities import RULE as ACTIVITY_RULE
from kpis.model import Direction, Frequency, Plan, RagStatus
from kpis.periods import describe_frequency, example_of
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import badge, direction, mark
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.field import MEANINGS
from kpis.words.lists import listed
from kpis.words.ratings import own_rules
from kpis.words.statuses import (
    DIRECTION_SIGNS,
    DIRECTION_WORDS,
    MARKER_MEANINGS,
    UNRATED_MEANINGS,
    rag_rule_sentence,
    rating_meanings,
)

DIRECTION_MEANINGS = {
    Direction.IMPROVING: "Moved the way that is better for this measure, by more than chance "
    "explains.",
    Direction.NO_CLEAR_CHANGE: "Stayed the same, or moved by no more than rounding or chance can "
    "explain.",
    Direction.WORSENING: "Moved the way that is worse for this measure, by more than chance "
    "explains.",
    Direction.NOT_TESTED: "The two figures differ, and no test can say whether that is chance. "
    "No number of cases is known, or it is an average or a sum of money. Such a change is never "
    "counted as better or worse.",
}


def draw_ratings(plan: Plan) -> None:
    """The rule in force, and every state."""
    section("Ratings")
    _prose(
        "A rating says whether a measure met what the plan asked of it in one period. It is "
        "worked out from the figures, after rounding them as they are shown, and never typed in. ",
        rag_rule_sentence(plan),
        f" {_capital(plan.rating_rule.reason)}" if plan.rating_rule.reason else "",
    )
    if otherwise := own_rules(plan, plan.measures):
        _explain(
            "Measures that are rated otherwise, and why.",
            ("Measures", "Rule"),
            [(listed(list(own.codes)), f"{own.words} Why: {own.reason}") for own in otherwise],
        )
    colours = {status: f"{_capital(words)}." for status, words in rating_meanings(plan).items()}
    _explain(
        "Every rating and every reason for having none. Each has a word and a sign of its own; "
        "colour only repeats them.",
        ("State", "Meaning"),
        [
            (badge(status), meaning)
            for status, meaning in (colours | UNRATED_MEANINGS).items()
            if status is not RagStatus.SEE_PARTS
        ],
    )
    _prose(
        "Many measures are not due every quarter. So each keeps its latest rating until a newer "
        "figure is in. A mark drawn as an outline, such as ",
        mark(RagStatus.AMBER, carried=True),
        ", was last measured before the quarter shown, and its date stands beside it. ",
        _out_of_date_after(plan.carried_forward_for),
        " Headlines count the latest ratings first, and then what was reported in the quarter.",
    )


def _out_of_date_after(missing: int) -> str:
    """When a latest rating no longer stands, as the plan says; a measure may say otherwise."""
    if not missing:
        return "Where a newer figure is due and missing, the measure is out of date."
    figures = "one newer figure is" if missing == 1 else f"{missing} newer figures are"
    return f"Once more than {figures} due and missing, the measure is out of date."


def draw_directions() -> None:
    section("Directions")
    _explain(
        "Directions say better or worse, not up or down. There are three: since the period "
        "before, since the same period a year before, and over several periods: three years of "
        "quarters, or eight years. That one is told only of a rise or fall so steady that chance, "
        "season and figures that follow each other do not explain it. None is given where "
        "figures do not compare or are too few.",
        ("Direction", "Meaning"),
        [
            (direction(way.value, ""), DIRECTION_MEANINGS[way])
            for way in DIRECTION_WORDS
            if DIRECTION_SIGNS[way]
        ],
    )
    _prose(
        "A report makes many tests, and of every twenty about one comes out clear by luck. So the "
        "sentences on a quarter and on an outcome say of how many tests they speak. They count "
        "only changes that stay clear among all of them: of those, one in twenty at most is "
        "expected to be luck. A change that is clear by itself and not among all of them keeps its "
        "direction beside its figure, and the reason says so."
    )


def draw_markers() -> None:
    section("Markers")
    _explain(
        "Letters in square brackets after a figure, as UK government statistics use them.",
        ("Marker", "Meaning"),
        [(f"[{marker.value}]", f"{_capital(words)}.") for marker, words in MARKER_MEANINGS.items()],
    )


def draw_words() -> None:
    """The words of the field, in one list."""
    section("Words")
    _explain(
        "Words of the field, which pages also explain where they first use them.",
        ("Word", "Meaning"),
        [
            (_capital(word), f"{_capital(meaning)}.")
            for word, meaning in sorted(MEANINGS.items(), key=lambda item: item[0].lower())
        ],
    )


def draw_periods() -> None:
    section("Periods")
    _prose(
        "The financial year runs from April to March: 2019/20 is April 2019 to March 2020. Its "
        "second quarter, Q2 2019/20, is July to September 2019. A figure is reported in the "
        "quarter in which it is due, which for some measures is long after the period it is "
        "about. It is judged by the target of its own year, unless its page says otherwise. "
        "Figures to date count from April and start again each April."
    )
    _prose(
        "A page stops at its quarter. It shows no figure of a later period, and none that is "
        "reported later. Where more is known, a measure's page has a switch: “Show what is known "
        "today”. Whatever goes beyond the quarter is then labelled “Known today”."
    )
    _explain(
        "How periods are written.",
        ("Returned for", "Example"),
        [
            (describe_frequency(frequency).capitalize(), example_of(frequency))
            for frequency in Frequency
        ],
    )


def draw_releases() -> None:
    section("Releases")
    _prose(
        "A release is one quarter as the council published it, under a number. It holds figures "
        "that a post has approved, of periods up to the quarter's end. It keeps the targets and "
        "definitions of its day. Nothing that comes later changes it. The banner at the head of "
        "its pages has the note for readers."
    )
    _prose(
        "A mistake is put right by a further release of the same quarter, a correction. It says "
        "why, lists what changed, and marks changed figures with [r]. The latest figures may hold "
        "some that nobody has approved yet; the link to them says how many."
    )


def draw_returns() -> None:
    section("Returns")
    _prose(
        "Services return their figures as Excel or CSV files, one by one, several at once or "
        "in a .zip. Each file is stored whole or not at all. Before that, the page says what is "
        "new and what would change."
    )
    _prose(
        "An error has to be put right first. A slip can be corrected on the page: the file as it "
        "was sent is kept too, and the history shows what was typed. A warning asks for a second "
        "look and stops nothing. Figures that replace others need a reason."
    )
    _prose(
        "A question is about what can be read in two ways, such as a column headed “Planned "
        "outturn” or a name that is in no plan. Nothing is guessed: such figures wait for an "
        "answer. An answer about a name or a column is remembered, and the post's next file is "
        "read by it. The page says which answers it used; “Ask again” takes one back for this "
        "file, “Forget it” for the post's next files too. All that is kept of a post stands "
        "at the foot of the page on which returns are submitted."
    )


def draw_activities() -> None:
    section("Activities")
    _prose(
        "What the council said it would do is returned every quarter with a status in words; its "
        "colour is worked out. ",
        ACTIVITY_RULE,
        " An activity that was not returned for a quarter is shown as it was last returned.",
    )


def draw_provenance() -> None:
    section("Illustrative and published figures")
    _prose(
        "Figures marked “illustrative” are made up, to show how the dashboard works. Figures "
        "marked “published” are official statistics; each measure's page names the publisher, the "
        "licence and how near the statistic comes to the measure. In charts, illustrative figures "
        "are hollow dots on a dashed line, all others filled dots on a solid one."
    )


def _prose(*words: Child) -> None:
    show(element("p", *words, class_="k-prose"))


def _explain(caption: str, names: tuple[str, str], meanings: list[tuple[Html | str, str]]) -> None:
    """A table of two columns: what is met, and what it means."""
    lines = [row(row_header(met), cell(meaning)) for met, meaning in meanings]
    show(table(caption, row(*map(column, names)), lines, class_="k-guide"))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
