"""What a group's sentences say of movement: who is better or worse, and who stands out.

Two questions that may be answered differently for the same measure, so each names what it is held
against: a year earlier, or its own history. Where the answers contradict each other the measure is
named apart, with both.
"""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.model import Direction
from kpis.narrative.claim import Clause
from kpis.narrative.naming import are, counted, have, named
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
_SIGNALS = {
    "special_cause_improvement": "for the better",
    "special_cause_concern": "for the worse",
    "special_cause_neutral": "neither for better nor for worse",
}
_NOT_TESTED = "changed and cannot be tested"
_STILL = {"special_cause_improvement": "better", "special_cause_concern": "worse"}
_THOUGH = {
    ("direction_year", Direction.IMPROVING): "better than a year earlier",
    ("direction_year", Direction.WORSENING): "worse than a year earlier",
    ("direction_previous", Direction.IMPROVING): "better than the time before",
    ("direction_previous", Direction.WORSENING): "worse than the time before",
    ("direction_long", Direction.IMPROVING): "improving over the longer run",
    ("direction_long", Direction.WORSENING): "worsening over the longer run",
}
_COMPARED = ("direction_year", "direction_year_p", "direction_year_holds")
_COLUMNS = ("variation", "special_cause", "outturn", *DIRECTIONS)


def directions(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Of how many tested who is better and who is worse, and how many cannot be tested.

    Named are those whose change holds among all tests of the report, also where the rows are those
    of one outcome. [] where nothing compares.
    """
    return [Clause(text, _COMPARED) for text in _directions(rows)]


def signals(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Who stands out by more than chance; [] where nobody does."""
    # A chart without a figure of this quarter has shown its signal in an earlier report.
    special = [row for row in rows if is_special(row) and is_known(row.outturn)]
    return [Clause(text, _COLUMNS) for text in (*_signals(special), *_opposed(special))]


def _directions(rows: Sequence[InsightsRow]) -> list[str]:
    tested = [row for row in rows if is_known(row.direction_year_p)]
    others = [row for row in rows if not is_known(row.direction_year_p)]
    held = [row for row in tested if row.direction_year_holds]
    alone = [row for row in tested if row.direction_year in _WAYS and not row.direction_year_holds]
    texts = _held(held, len(tested)) if held else []
    if tested and not held:
        texts = _none_held(len(tested), len(alone))
    elif alone:
        would = f"{numbers([len(alone)])[0]} would be clear alone, but not among so many tests"
        texts.append(f"another {would}")
    counted_here = others if tested and not held else [*tested, *others]
    unclear = sum(row.direction_year == Direction.NO_CLEAR_CHANGE for row in counted_here)
    untested = sum(row.direction_year == Direction.NOT_TESTED for row in others)
    shows = "shows" if unclear == 1 else "show"
    for count, does in (unclear, f"{shows} no clear change"), (untested, _NOT_TESTED):
        if count and texts:
            texts.append(f"another {numbers([count])[0]} {does}")
        elif count:
            texts.append(f"against a year earlier, {counted(count)} {does}")
    return texts


def _held(held: Sequence[InsightsRow], tested: int) -> list[str]:
    """Of how many tested who is better and who is worse."""
    texts: list[str] = []
    for direction, way in _WAYS.items():
        rows = [row for row in held if row.direction_year == direction]
        if not rows:
            continue
        some, whole = numbers([len(rows), tested])
        who = f"{are(len(rows))} {way}: {named(rows)}"
        if texts:
            (some,) = numbers([len(rows)])
            another = "another " if some[0].isdigit() else ""  # no sentence begins with a figure
            texts.append(f"{another}{some} {who}")
        elif tested == 1:
            texts.append(f"the one measure tested against a year earlier {who}")
        else:
            texts.append(f"of {whole} measures tested against a year earlier, {some} {who}")
    return texts


def _none_held(tested: int, alone: int) -> list[str]:
    """That none has clearly changed, and how many would have if they were tested alone."""
    none = {1: "the one measure", 2: "neither of the two measures"}.get(
        tested, f"none of the {numbers([tested])[0]} measures"
    )
    has = "has not" if tested == 1 else "has"
    text = f"{none} tested against a year earlier {has} clearly changed"
    if not alone:
        return [text]
    would = f"{numbers([alone])[0]} of them" if tested > 1 else "it"
    return [f"{text} among so many tests", f"{would} would be clear alone"]


def _signals(special: Sequence[InsightsRow]) -> list[str]:
    """Who stands out by more than chance, and which way."""
    texts: list[str] = []
    for variation, way in _SIGNALS.items():
        of_variation = [
            row for row in special if row.variation.startswith(variation) and not is_opposed(row)
        ]
        count = len(of_variation)
        if not of_variation:
            continue
        if texts:
            does = "does" if count == 1 else "do"
            texts.append(f"so {does} {numbers([count])[0]}, {way}: {named(of_variation)}")
        else:
            history = "its own history" if count == 1 else "their own histories"
            stand = "stands" if count == 1 else "stand"
            texts.append(
                f"against {history}, {counted(count)} {stand} out by more than chance, {way}: "
                f"{named(of_variation)}"
            )
    return texts


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
    if trend:
        moved = f"{have(count)} lately moved {_SIGNALS[variation]} by more than chance"
    else:
        average = "its long average" if count == 1 else "their long averages"
        moved = f"{are(count)} still {_STILL[variation]} than {average} by more than chance"
    return f"{named(rows)} {moved}, though {though}"
