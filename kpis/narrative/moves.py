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
_COLUMNS = ("variation", "special_cause", "outturn", *DIRECTIONS)


def directions(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Who is better, who is worse, how many show no clear change and how many cannot be tested.

    [] where nothing compares.
    """
    return [Clause(text, ("direction_year",)) for text in _directions(rows)]


def signals(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Who stands out by more than chance; [] where nobody does."""
    # A chart without a figure of this quarter has shown its signal in an earlier report.
    special = [row for row in rows if is_special(row) and is_known(row.outturn)]
    return [Clause(text, _COLUMNS) for text in (*_signals(special), *_opposed(special))]


def _directions(rows: Sequence[InsightsRow]) -> list[str]:
    comparable = [row for row in rows if row.direction_year]
    unclear = sum(row.direction_year == Direction.NO_CLEAR_CHANGE for row in comparable)
    untested = sum(row.direction_year == Direction.NOT_TESTED for row in comparable)
    moved = [
        (way, rows_of_way)
        for direction, way in _WAYS.items()
        if (rows_of_way := [row for row in comparable if row.direction_year == direction])
    ]
    if not moved:
        still = (unclear, _shows_no_clear_change(unclear)), (untested, _NOT_TESTED)
        texts = [f"{counted(number)} {does}" for number, does in still if number]
        return [f"against a year earlier, {texts[0]}", *texts[1:]] if texts else []
    (way, rows_of_way), *worse = moved
    count = len(rows_of_way)
    texts = [f"against a year earlier, {counted(count)} {are(count)} {way}: {named(rows_of_way)}"]
    for other, rows_of_other in worse:
        some = numbers([len(rows_of_other)])[0]
        another = "another " if some[0].isdigit() else ""  # no sentence begins with a figure
        texts.append(f"{another}{some} {are(len(rows_of_other))} {other}: {named(rows_of_other)}")
    for number, does in (unclear, _shows_no_clear_change(unclear)), (untested, _NOT_TESTED):
        if number:
            texts.append(f"another {numbers([number])[0]} {does}")
    return texts


def _shows_no_clear_change(count: int) -> str:
    return f"{'shows' if count == 1 else 'show'} no clear change"


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
