"""How a verdict comes about: the tables it is made from, as they stand in the code."""

from kpis.model import RATED, Direction, RagStatus
from kpis.narrative.by_rule import NEAR_TARGET, WITHIN_LIMIT
from kpis.narrative.verdict.ahead import (
    ENDED,
    MINIMUM,
    NO_MINIMUM,
    SHORT_OF,
    YEAR_END_TARGET,
)
from kpis.narrative.verdict.joined import ON_TARGET, SENTENCES, UNRATED
from kpis.narrative.verdict.motion import MOTIONS, Signal, Tone, Travel
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.chances import LEAST_OF_BAND, OF_MEETING
from kpis.words.statuses import DIRECTION_WORDS

SIGNAL_WORDS = {
    Signal.BETTER: "Clearly better",
    Signal.WORSE: "Clearly worse",
    Signal.LATELY_BETTER: "Better step by step",
    Signal.LATELY_WORSE: "Worse step by step",
    Signal.UNUSUAL: "Clearly different",
    Signal.NONE: "Usual ups and downs",
    Signal.NOT_DRAWN: "No chart",
}
_TRAVEL_WORDS = {
    Travel.IMPROVING: DIRECTION_WORDS[Direction.IMPROVING],
    Travel.WORSENING: DIRECTION_WORDS[Direction.WORSENING],
    Travel.IMPROVING_LONG: "Better over several periods",
    Travel.WORSENING_LONG: "Worse over several periods",
    Travel.NO_CLEAR_CHANGE: DIRECTION_WORDS[Direction.NO_CLEAR_CHANGE],
    Travel.UNCLEAR_FOR_A_YEAR: "No clear change since a year before, but since the period before",
    Travel.NOT_TESTED: DIRECTION_WORDS[Direction.NOT_TESTED],
    Travel.NONE: "None",
}
_TONE_WORDS = {
    Tone.GOOD: "Good",
    Tone.EVEN: "Open",
    Tone.BAD: "Bad",
    Tone.FLAT: "Neither",
    Tone.SILENT: "Not known",
}
_HEADS = (Tone.GOOD, Tone.EVEN, Tone.BAD, Tone.SILENT)


def draw_verdicts() -> None:
    """The section: what a verdict is, and its tables to unfold."""
    section("Verdicts")
    show(
        element(
            "p",
            "A verdict says in a line how a measure stands. The rating comes first. Then comes "
            "whether it is moving, and whether it is likely to meet its target. Good news about a "
            "red measure always stands beside what is still wrong.",
            class_="k-prose",
        )
    )
    show(_folded("How a verdict is put together", _steps(), motion_table(), ahead_table()))
    show(_folded("Every sentence a verdict can be", sentence_table(), reason_table()))


def _steps() -> Html:
    words = (
        "The direction is that since a year before. Where that is not clear, it is the direction "
        "over several periods. It is that since the period before only where nothing is known of "
        "a year before. The signal is that of the control chart. The first table joins the two."
    )
    return element("p", words, class_="k-prose")


def motion_table() -> Html:
    """Direction by signal: the words on movement."""
    head = row(
        column("Direction"), *(column(f"Chart: {words.lower()}") for words in SIGNAL_WORDS.values())
    )
    lines = [
        row(
            row_header(_TRAVEL_WORDS[way]),
            *(cell(MOTIONS[way][signal][0] or "–") for signal in SIGNAL_WORDS),
        )
        for way in MOTIONS
    ]
    made = table("What is said of movement.", head, lines, class_="k-guide")
    return scrolling(made, "What is said of movement")


def ahead_table() -> Html:
    """Each chance with its words; what is added of the minimum; and of a year that is over."""
    chances = [
        (f"{LEAST_OF_BAND[most]}% to {most}%", f"{words.format(YEAR_END_TARGET)}")
        for most, words in OF_MEETING.items()
    ]
    minimum = [
        (f"minimum: {LEAST_OF_BAND[most]}% to {most}%", f"…{words}")
        for most, words in MINIMUM.items()
        if most != NO_MINIMUM
    ]
    ended = [
        (f"{status.value}, and the year is over", words.format(YEAR_END_TARGET))
        for status, (words, _) in ENDED.items()
    ]
    lines = [row(row_header(met), cell(words)) for met, words in (*chances, *minimum, *ended)]
    caption = (
        "What is said of the outlook, by the chance of meeting the target. Where that is "
        "unlikely, the chance of the minimum is added."
    )
    return table(caption, row(column("Chance"), column("Words")), lines, class_="k-guide")


def sentence_table() -> Html:
    """Rating, movement and outlook: the whole sentence."""
    heads = [column(f"Outlook: {_TONE_WORDS[tone].lower()}") for tone in _HEADS]
    lines = [
        row(
            row_header(badge(status)),
            cell(_TONE_WORDS[moves]),
            *(
                cell(_with_blanks(SENTENCES[status][moves][heads_to], status))
                for heads_to in _HEADS
            ),
        )
        for status in RATED
        for moves in SENTENCES[status]
    ]
    caption = (
        "… stands for the words on movement first, and then for those on the outlook. "
        f"“{ON_TARGET}” is said of a green figure that meets its target. Under a rule by which one "
        f"is green that does not, or has none, “{NEAR_TARGET}”, “{WITHIN_LIMIT}”, or what it is "
        "better than stands there."
    )
    head = row(column("Rating"), column("Movement"), *heads)
    return scrolling(table(caption, head, lines, class_="k-guide"), "Every sentence")


def reason_table() -> Html:
    """What is said of a measure without a rating."""
    lines = [row(row_header(badge(status)), cell(words)) for status, words in UNRATED.items()]
    head = row(column("State"), column("Verdict begins"))
    return table("Measures without a rating.", head, lines, class_="k-guide")


def _with_blanks(sentence: str, status: RagStatus) -> str:
    blanks = {"motion": "…", "Motion": "…", "ahead": "…", "Ahead": "…"}
    return sentence.format(**blanks, short=SHORT_OF.get(status, ""), on=ON_TARGET)


def _folded(title: str, *content: Html) -> Html:
    return element("details", element("summary", title), *content, class_="k-more")
