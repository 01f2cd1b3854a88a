"""Two to four sentences on an outcome, or on a quarter as a whole.

Counted are measures and parts; a measure with parts is counted by them. Counts of two quarters
are compared among the measures rated in both only, because yearly figures and surveys are due in
some quarters: a fall in greens that follows from the calendar would read as a worsening.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from kpis.analysis.narrative.chance import is_unlikely
from kpis.analysis.narrative.claim import Claim, ClaimKind, Row
from kpis.analysis.narrative.signal import is_special
from kpis.analysis.narrative.words import number
from kpis.formatting import is_known, listed
from kpis.model import RATED, Direction, RagStatus
from kpis.periods import period_of_id

MOST_NAMED = 3

_UNRATED = {
    RagStatus.LATE: "late",
    RagStatus.AWAITED: "awaited",
    RagStatus.NOT_AVAILABLE: "returned without a figure",
    RagStatus.SUSPENDED: "suspended",
    RagStatus.NOT_COMPARABLE: "not comparable",
    RagStatus.DATA_ONLY: "data only",
    RagStatus.NOT_DUE: "not due",
}
_WAYS = {Direction.IMPROVING: "better", Direction.WORSENING: "worse"}
_SIGNALS = {
    "special_cause_improvement": "for the better",
    "special_cause_concern": "for the worse",
    "special_cause_neutral": "without being better or worse",
}
_SEVERITY = {status.value: place for place, status in enumerate(RATED)}


def outcome_sentences(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The sentences on one outcome. rows: named tuples of INSIGHTS; () when none is counted."""
    return _sentences(rows, ())


def quarter_sentences(rows: Sequence[Row], *, before: Sequence[Row] = ()) -> tuple[Claim, ...]:
    """The sentences on a quarter's report as a whole.

    rows: named tuples of INSIGHTS. before: those of the quarter before, of PERFORMANCE or of
        INSIGHTS; () when there is none, and then nothing is said of change.
    """
    return _sentences(rows, before)


def _sentences(rows: Sequence[Row], before: Sequence[Row]) -> tuple[Claim, ...]:
    counted = [row for row in rows if row.rag != RagStatus.SEE_PARTS]
    if not counted:
        return ()
    found = (_counts(counted), _change(counted, before), _moved(counted), _unlikely(counted))
    return tuple(claim for claim in found if claim is not None)


def _counts(rows: Sequence[Row]) -> Claim:
    """How many are green, amber, red and not rated, and why not."""
    tally = Counter(row.rag for row in rows)
    colours = {status.value: tally[status] for status in RATED if tally[status]}
    why = {words: tally[state] for state, words in _UNRATED.items() if tally[state]}
    rated, unrated = sum(colours.values()), sum(why.values())
    if not rated:
        text = f"{_none_of(len(rows))} rated this quarter ({_each(why)})"
    elif not unrated:
        text = f"{_all_of(rated)} rated ({_each(colours)})"
    else:
        text = (
            f"Of {number(len(rows))} measures, {number(rated)} {_is(rated)} rated "
            f"({_each(colours)}) and {number(unrated)} {_is(unrated)} not ({_each(why)})"
        )
    return _claim(ClaimKind.COUNTS, text, rows, ("rag",))


def _each(tally: Mapping[str, int]) -> str:
    """ "four green, three amber and two red"; "red" where there is nothing else."""
    if len(tally) == 1:
        return next(iter(tally))
    return listed([f"{number(count)} {words}" for words, count in tally.items()])


def _all_of(count: int) -> str:
    if count == 1:
        return "The one measure is"
    return "Both measures are" if count == 2 else f"All {number(count)} measures are"


def _none_of(count: int) -> str:
    return "The one measure is not" if count == 1 else f"None of {number(count)} measures is"


def _change(rows: Sequence[Row], before: Sequence[Row]) -> Claim | None:
    """How the counts changed among the measures rated in both quarters."""
    then = {row.measure_id: row for row in before if row.rag in RATED}
    now = [row for row in rows if row.rag in RATED and row.measure_id in then]
    if not now:
        return None
    tally_now = Counter(row.rag for row in now)
    tally_then = Counter(then[row.measure_id].rag for row in now)
    label = period_of_id(before[0].quarter_id).label
    steps = [_SEVERITY[row.rag] - _SEVERITY[then[row.measure_id].rag] for row in now]
    better, worse = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    counts = listed(
        [
            f"{status} went from {number(tally_then[status])} to {number(tally_now[status])}"
            for status in RATED
            if tally_now[status] != tally_then[status]
        ]
    )
    if len(now) == 1:
        way = "for the better" if better else "for the worse"
        moved = f"changed colour {way}: {counts}" if counts else "has not changed colour"
        return _claim(ClaimKind.CHANGE, f"The one also rated in {label} {moved}", now, ("rag",))
    said = f"{number(better)} changed colour for the better and {number(worse)} for the worse"
    if not better and not worse:
        said = "none changed colour"
    text = f"Among the {number(len(now))} also rated in {label}, {said}"
    return _claim(ClaimKind.CHANGE, f"{text}: {counts}" if counts else text, now, ("rag",))


def _moved(rows: Sequence[Row]) -> Claim | None:
    """Which moved since a year before, and for which the latest figure is more than chance."""
    parts = []
    for direction, way in _WAYS.items():
        moved = [row for row in rows if row.direction_year == direction]
        if moved:
            parts.append(f"{_named(moved)} {_is(len(moved))} {way}")
    unclear = sum(row.direction_year == Direction.NO_CLEAR_CHANGE for row in rows)
    if unclear and parts:
        parts.append(f"{number(unclear)} {'shows' if unclear == 1 else 'show'} no clear change")
    elif unclear:
        parts.append("none of those that can be compared has clearly changed")
    if parts:
        parts[0] = f"against a year earlier, {parts[0]}"
    if signals := _signals(rows):
        parts.append(f"more than chance shows {', and '.join(signals)}")
    if not parts:
        return None
    return _claim(
        ClaimKind.SIGNALS, "; ".join(parts), rows, ("direction_year", "variation", "outturn")
    )


def _signals(rows: Sequence[Row]) -> list[str]:
    """ "for the better in Recycling and Direct payments", "for the worse in Staff sickness"."""
    # A chart without a figure of this quarter has told its signal in an earlier report.
    special = [row for row in rows if is_special(row) and is_known(row.outturn)]
    found = []
    for variation, words in _SIGNALS.items():
        if of_kind := [row for row in special if row.variation.startswith(variation)]:
            found.append(f"{words} in {_named(of_kind)}")
    return found


def _unlikely(rows: Sequence[Row]) -> Claim | None:
    """Which targets have a chance that is called unlikely or less."""
    told = [row for row in rows if is_known(row.chance_target)]
    if not told:
        return None
    found = [row for row in told if is_unlikely(row.chance_target)]
    if found:
        targets = "its target" if len(found) == 1 else "their targets"
        text = f"Going by the outlook, {_named(found)} {_is(len(found))} unlikely to meet {targets}"
    elif len(told) == 1:
        text = "The one target with an outlook is not unlikely to be met"
    else:
        text = f"None of the {number(len(told))} targets with an outlook is unlikely to be met"
    return _claim(ClaimKind.OUTLOOK, text, told, ("chance_target",))


def _named(rows: Sequence[Row]) -> str:
    """ "Recycling", "Recycling and Staff sickness", "Recycling, Staff sickness and 4 others"."""
    titles = [row.short_title or row.title for row in rows]
    if len(titles) <= MOST_NAMED + 1:
        return listed(titles)
    return listed([*titles[:MOST_NAMED], f"{number(len(titles) - MOST_NAMED)} others"])


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _claim(kind: ClaimKind, text: str, rows: Sequence[Row], columns: tuple[str, ...]) -> Claim:
    return Claim(
        kind=kind,
        text=f"{text[0].upper()}{text[1:]}.",
        columns=columns,
        values={row.measure_id: {name: getattr(row, name) for name in columns} for row in rows},
    )
