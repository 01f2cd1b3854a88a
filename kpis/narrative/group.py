"""A few sentences on an outcome, or on a quarter as a whole.

Two counts are told, each by its name: the latest position, in which every measure keeps its last
known rating, and what was reported this quarter. Where all of it was, one count says both.

Counted are measures and parts; a measure with parts is counted by them. Counts of two quarters
are compared among the measures rated in both only, because yearly figures and surveys are due in
some quarters: a fall in greens that follows from the calendar would read as a worsening.
"""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.illustrative import behind_latest_ratings
from kpis.analysis.report.tally import Tally, carried_forward, latest_tally, tally
from kpis.frames import InsightsRow, PerformanceRow
from kpis.model import RATED, RagStatus
from kpis.narrative.claim import Claim, ClaimKind, Clause, about_several
from kpis.narrative.moves import directions, signals
from kpis.narrative.naming import BOTH, are, counted, have, named
from kpis.narrative.running_text import numbers
from kpis.periods import period_of_id
from kpis.words.chances import LIKELY_FROM, band_of, is_unlikely
from kpis.words.figures import is_known
from kpis.words.illustrative import illustrative_words
from kpis.words.lists import listed
from kpis.words.statuses import UNRATED_IN_TEXT

MOST_REASONS = 5
NAMED_OF_MORE = 3  # where there are more; with four the longest make a sentence too long
MOST_IN_BRACKETS = 3  # reasons, behind "none of 18 measures and parts is rated this quarter"
OTHER_REASONS = "for other reasons"
_SEVERITY = {status.value: place for place, status in enumerate(RATED)}


def outcome_sentences(rows: Sequence[InsightsRow]) -> tuple[Claim, ...]:
    """The sentences on one outcome. rows: named tuples of INSIGHTS; () when none is counted."""
    return _sentences(rows, ())


def quarter_sentences(
    rows: Sequence[InsightsRow], *, before: Sequence[PerformanceRow] = ()
) -> tuple[Claim, ...]:
    """The sentences on a quarter's report as a whole.

    rows: named tuples of INSIGHTS. before: those of the quarter before, of PERFORMANCE or of
        INSIGHTS; () when there is none, and then nothing is said of change.
    """
    return _sentences(rows, before)


def _sentences(rows: Sequence[InsightsRow], before: Sequence[PerformanceRow]) -> tuple[Claim, ...]:
    counted_rows = [row for row in rows if row.rag != RagStatus.SEE_PARTS]
    if not counted_rows:
        return ()
    return (
        *about_several(ClaimKind.POSITION, counted_rows, _position(counted_rows)),
        *about_several(ClaimKind.PROVENANCE, counted_rows, _illustrative(counted_rows)),
        *about_several(
            ClaimKind.COUNTS, counted_rows, [*_counts(counted_rows), *_change(counted_rows, before)]
        ),
        *about_several(ClaimKind.DIRECTIONS, counted_rows, directions(counted_rows)),
        *about_several(
            ClaimKind.SIGNALS, counted_rows, [*signals(counted_rows), *_unlikely(counted_rows)]
        ),
    )


def _position(rows: Sequence[InsightsRow]) -> list[Clause]:
    """The latest position, and how many ratings of it are of an earlier quarter."""
    texts, earlier = _tallied(latest_tally(rows)), carried_forward(rows)
    if earlier:
        some = "one" if earlier == 1 else numbers([earlier])[0]
        was = "was" if earlier == 1 else "were"
        texts.append(f"of these ratings, {some} {was} last measured before this quarter")
    return [Clause(text, ("latest_rag", "carried_forward", "part_of")) for text in texts]


def _counts(rows: Sequence[InsightsRow]) -> list[Clause]:
    """What was reported this quarter; nothing where the latest position is just that."""
    if all(row.rag == row.latest_rag for row in rows):
        return []
    return [Clause(text, ("rag", "part_of")) for text in _tallied(tally(rows), " this quarter")]


def _tallied(now: Tally, when: str = "") -> list[str]:
    """How many are green, amber, red and not rated, and why not.

    when: " this quarter" of what was reported in it; "" of the latest position.
    """
    whole_count = now.measures_and_parts
    colours = {status.value: now[status] for status in RATED if now[status]}
    why = _few({words: now[state] for state, words in UNRATED_IN_TEXT.items() if now[state]})
    rated, unrated = now.rated, now.measures_and_parts - now.rated
    kind = _kind(now)
    if not rated and len(why) > MOST_IN_BRACKETS:
        none = f"{_none_of(whole_count, kind)} rated{when}"
        return [none, f"not rated are {_each(why, whole_count)}"]
    if not rated:
        return [f"{_none_of(whole_count, kind)} rated{when} ({_each(why, whole_count)})"]
    if not unrated:
        each = next(iter(colours)) if len(colours) == 1 else f"({_each(colours, whole_count)})"
        return [f"{_all_of(rated, kind)} rated{when} {each}"]
    (whole, some), (others,) = numbers([whole_count, rated]), numbers([unrated])
    return [
        f"of {whole} {kind}, {some} {are(rated)} rated{when} ({_each(colours, whole_count)})",
        f"the other {others} {are(unrated)} not ({_each(why, unrated)})",
    ]


def _few(why: Mapping[str, int]) -> dict[str, int]:
    """As many reasons as a sentence can hold; what is over is counted together."""
    if len(why) <= MOST_REASONS:
        return dict(why)
    told = dict(list(why.items())[:NAMED_OF_MORE])
    return told | {OTHER_REASONS: sum(why.values()) - sum(told.values())}


def _illustrative(rows: Sequence[InsightsRow]) -> list[Clause]:
    """How many of the figures and targets behind the ratings are made up; nothing for none."""
    words = illustrative_words(behind_latest_ratings(rows).shares)
    of_each = ("rag", "outturn", "provenance", "target", "target_upper", "target_illustrative")
    columns = tuple(f"latest_{name}" for name in of_each)
    return [Clause(f"behind these ratings, {words}", columns)] if words else []


def _each(each: Mapping[str, int], largest: int) -> str:
    """ "four green, three amber and two red"; "green", "both green" or "all green".

    largest: the largest number of the sentence, by which all its numbers are written.
    """
    if len(each) > 1:
        *counts, _ = numbers([*each.values(), largest])
        return listed([f"{count} {words}" for count, words in zip(counts, each, strict=True)])
    ((words, count),) = each.items()
    if words == UNRATED_IN_TEXT[RagStatus.NOT_DUE]:
        return "nothing is due"
    if count == 1:
        return words
    return f"{'both' if count == 2 else 'all'} {words}"


def _kind(now: Tally) -> str:
    """What is counted: "measures", "parts" or "measures and parts"."""
    measures, parts = (any(counts.values()) for counts in (now.measures, now.parts))
    return BOTH if measures and parts else "parts" if parts else "measures"


def _all_of(count: int, kind: str) -> str:
    if count == 1:
        return f"the one {kind.removesuffix('s')} is"
    return f"both {kind} are" if count == 2 else f"all {numbers([count])[0]} {kind} are"


def _none_of(count: int, kind: str) -> str:
    if count == 1:
        return f"the one {kind.removesuffix('s')} is not"
    if count == 2 and kind != BOTH:
        return f"neither {kind.removesuffix('s')} is"
    return f"none of {numbers([count])[0]} {kind} is"


def _change(rows: Sequence[InsightsRow], before: Sequence[PerformanceRow]) -> list[Clause]:
    """How the counts changed among the measures rated in both quarters."""
    then = {row.measure_id: row for row in before if row.rag in RATED}
    now = [row for row in rows if row.rag in RATED and row.measure_id in then]
    if not now:
        return []
    was, label = [then[row.measure_id].rag for row in now], period_of_id(before[0].quarter_id).label
    change = (
        _one_changed(was[0], now[0].rag) if len(now) == 1 else _changed(was, [r.rag for r in now])
    )
    also = "the one" if len(now) == 1 else f"of the {numbers([len(now)])[0]}"
    return [Clause(f"{also} also rated in {label}{change}", ("rag",))]


def _one_changed(was: str, now: str) -> str:
    return f" is still {now}" if was == now else f" went from {was} to {now}"


def _changed(was: Sequence[str], now: Sequence[str]) -> str:
    """How many went which way."""
    steps = [_SEVERITY[after] - _SEVERITY[before] for before, after in zip(was, now, strict=True)]
    better, worse, _ = numbers([sum(s < 0 for s in steps), sum(s > 0 for s in steps), len(now)])
    if not any(steps):
        return f", {'neither' if len(now) == 2 else 'none'} changed colour"
    return f", {better} changed colour for the better and {worse} for the worse"


def _unlikely(rows: Sequence[InsightsRow]) -> list[Clause]:
    """Which targets have a chance that is called unlikely or less."""
    with_chance = [row for row in rows if is_known(row.chance_target)]
    if not with_chance:
        return []
    unlikely = [row for row in with_chance if is_unlikely(row.chance_target)]
    if unlikely:
        targets = f"{counted(len(unlikely), 'target')} {are(len(unlikely))}"
        text = f"going by the outlook, {targets} unlikely to be met: {named(unlikely)}"
    else:
        text = _none_unlikely(with_chance)
    return [Clause(text, ("chance_target",))]


def _none_unlikely(with_chance: Sequence[InsightsRow]) -> str:
    """How many targets are likely to be met, and how many only may be."""
    total = len(with_chance)
    few = {1: "the one target", 2: "both targets"}
    targets = few.get(total, f"all {counted(total, 'target')}")
    every = f"{targets} with an outlook"
    likely = sum(band_of(row.chance_target) >= LIKELY_FROM for row in with_chance)
    if likely == total:
        return f"{every} {are(total)} likely to be met"
    if not likely:
        return f"{every} {have(total)} only a realistic possibility of being met"
    some, others, whole = numbers([likely, total - likely, total])
    realistic = f"{others} {have(total - likely)} only a realistic possibility of it"
    return (
        f"of {whole} targets with an outlook, {some} {are(likely)} likely to be met and {realistic}"
    )
