"""What a group's sentences say of movement: who is better or worse, and who stands out.

Two questions that may be answered differently for the same measure, so each names what it is held
against: a year earlier, or its own history. Where the answers contradict each other the measure is
named apart, with both.
"""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.model import Direction, RagStatus
from kpis.narrative.claim import Clause
from kpis.narrative.naming import BOTH, MOST_WORDS, are, kind_of, named, rows_counted
from kpis.narrative.running_text import numbers
from kpis.narrative.signal import (
    DIRECTIONS,
    is_opposed,
    is_special,
    is_trend,
    opposite_direction,
)
from kpis.words.figures import is_known

_WAYS = {Direction.IMPROVING: "better", Direction.WORSENING: "worse"}
# By variation, and whether the latest points rise or fall one after the other.
_SIGNALS = {
    ("special_cause_improvement", False): "clearly better than usual",
    ("special_cause_improvement", True): "improving lately, step by step",
    ("special_cause_concern", False): "clearly worse than usual",
    ("special_cause_concern", True): "getting worse lately, step by step",
    ("special_cause_neutral", False): "clearly different from usual",
    ("special_cause_neutral", True): "rising or falling lately, step by step",
}
_LATELY = {
    "special_cause_improvement": "improving lately",
    "special_cause_concern": "getting worse lately",
}
_NOT_TESTED = "changed and cannot be tested"
_FEW_WORDS = 10  # of a list of names, beside two things that are said of them
_STILL = {"special_cause_improvement": "better", "special_cause_concern": "worse"}
_THOUGH = {
    ("direction_year", Direction.IMPROVING): "better than a year earlier",
    ("direction_year", Direction.WORSENING): "worse than a year earlier",
    ("direction_previous", Direction.IMPROVING): "better than the time before",
    ("direction_previous", Direction.WORSENING): "worse than the time before",
    ("direction_long", Direction.IMPROVING): "improving over the longer run",
    ("direction_long", Direction.WORSENING): "worsening over the longer run",
}
_COMPARED = ("direction_year", "direction_year_p", "direction_year_holds", "part_of")
_COLUMNS = ("variation", "special_cause", "outturn", "rag", "part_of", *DIRECTIONS)


def directions(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Of how many tested who is better and who is worse, and how many cannot be tested.

    Named are those whose change holds among all tests of the report, also where the rows are those
    of one outcome. [] where nothing compares.
    """
    return [Clause(text, _COMPARED) for text in _directions(rows)]


def signals(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Who stands out by more than chance, and who of them is red all the same; [] for nobody."""
    # A chart without a figure of this quarter has shown its signal in an earlier report.
    special = [row for row in rows if is_special(row) and is_known(row.outturn)]
    texts = (*_signals(special), *_opposed(special), *_still_red(special))
    return [Clause(text, _COLUMNS) for text in texts]


def _directions(rows: Sequence[InsightsRow]) -> list[str]:
    tested = [row for row in rows if is_known(row.direction_year_p)]
    others = [row for row in rows if not is_known(row.direction_year_p)]
    held = [row for row in tested if row.direction_year_holds]
    alone = [row for row in tested if row.direction_year in _WAYS and not row.direction_year_holds]
    texts = _held(held, tested) if held else []
    if tested and not held:
        texts = _none_held(tested, len(alone))
    elif alone:
        would = f"{numbers([len(alone)])[0]} would be clear alone, but not among so many tests"
        texts.append(f"another {would}")
    counted_here = others if tested and not held else [*tested, *others]
    unclear = [row for row in counted_here if row.direction_year == Direction.NO_CLEAR_CHANGE]
    untested = [row for row in others if row.direction_year == Direction.NOT_TESTED]
    shows = "shows" if len(unclear) == 1 else "show"
    for some, does in (unclear, f"{shows} no clear change"), (untested, _NOT_TESTED):
        if some and texts:
            texts.append(f"another {numbers([len(some)])[0]} {does}")
        elif some:
            texts.append(f"against a year earlier, {rows_counted(some)} {does}")
    return texts


def _held(held: Sequence[InsightsRow], tested: Sequence[InsightsRow]) -> list[str]:
    """Of how many tested who is better and who is worse."""
    texts: list[str] = []
    kind = kind_of(tested)
    for direction, way in _WAYS.items():
        rows = [row for row in held if row.direction_year == direction]
        if not rows:
            continue
        some, whole = numbers([len(rows), len(tested)])
        who = f"{are(len(rows))} {way}: {_named_after(kind, rows)}"
        if texts:
            (some,) = numbers([len(rows)])
            another = "another " if some[0].isdigit() else ""  # no sentence begins with a figure
            texts.append(f"{another}{some} {who}")
        elif len(tested) == 1:
            texts.append(f"the one {kind} tested against a year earlier {who}")
        else:
            texts.append(f"of {whole} {kind} tested against a year earlier, {some} {who}")
    return texts


def _named_after(kind: str, rows: Sequence[InsightsRow]) -> str:
    """Their names; fewer of them where the words for what they are take more of the sentence."""
    return named(rows, most_words=MOST_WORDS - len(kind.split()) + 1)


def _none_held(tested: Sequence[InsightsRow], alone: int) -> list[str]:
    """That none has clearly changed, and how many would have if they were tested alone."""
    count, kind = len(tested), kind_of(tested)
    none = f"none of the {numbers([count])[0]} {kind}"
    if count == 1:
        none = f"the one {kind}"
    elif count == 2 and kind != BOTH:
        none = f"neither of the two {kind}"
    has = "has not" if count == 1 else "has"
    text = f"{none} tested against a year earlier {has} clearly changed"
    if not alone:
        return [text]
    would = f"{numbers([alone])[0]} of them" if count > 1 else "it"
    return [f"{text} among so many tests", f"{would} would be clear alone"]


def _signals(special: Sequence[InsightsRow]) -> list[str]:
    """Who stands out by more than chance, and which way."""
    texts: list[str] = []
    for (variation, trend), way in _SIGNALS.items():
        rows = [
            row
            for row in special
            if row.variation.startswith(variation)
            and is_trend(row) is trend
            and not is_opposed(row)
        ]
        if rows:
            names = _named_after(kind_of(rows), rows)
            texts.append(f"{rows_counted(rows)} {are(len(rows))} {way}: {names}")
    return [_opening_in_words(text) for text in texts]


def _opening_in_words(text: str) -> str:
    """No sentence begins with a figure."""
    return f"in all {text}" if text[0].isdigit() else text


def _still_red(special: Sequence[InsightsRow]) -> list[str]:
    """Good news of a red measure never stands alone."""
    red = [
        row
        for row in special
        if row.rag == RagStatus.RED and row.variation == "special_cause_improvement"
    ]
    return [f"{named(red)} {are(len(red))} rated red all the same"] if red else []


def _opposed(special: Sequence[InsightsRow]) -> list[str]:
    """Whose signal goes one way and whose direction the other, with both."""
    alike: dict[tuple[str, bool, str], list[InsightsRow]] = {}
    for row in special:
        if direction := opposite_direction(row):
            key = (row.variation, is_trend(row), _THOUGH[direction, getattr(row, direction)])
            alike.setdefault(key, []).append(row)
    return [_both_ways(*key, rows_alike) for key, rows_alike in alike.items()]


def _both_ways(variation: str, trend: bool, though: str, rows: Sequence[InsightsRow]) -> str:
    count = len(rows)
    names = named(rows, most_words=_FEW_WORDS)
    if trend:
        return f"{names} {are(count)} {_LATELY[variation]}, though {though}"
    return f"{names} {are(count)} still clearly {_STILL[variation]} than usual, though {though}"
