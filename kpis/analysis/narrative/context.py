"""What lies ahead of a measure and beside it: outlook, rank among others, gap between groups.

At most two of them, so that the sentence stays one that can be read aloud: the outlook (or, where
nothing is foreseen, whether the target lies within usual variation), then the rank, and the gap
between groups where one of the two is missing.
"""

from collections.abc import Callable

from kpis.analysis.narrative.chance import chance_words, is_unlikely
from kpis.analysis.narrative.claim import Claim, ClaimKind, Clause, Row, sentence
from kpis.analysis.narrative.words import apart, bounds, is_known, ordinal, shown
from kpis.model import Direction

MOST_SAID = 2

_QUARTILES = {
    1: "in the best quarter",
    2: "in the better half",
    3: "in the weaker half",
    4: "in the weakest quarter",
}
_GAP_MOVES = {
    Direction.IMPROVING: ", narrower than a year earlier",
    Direction.WORSENING: ", wider than a year earlier",
}
_SHOWN = ("unit", "decimals")
_OUTLOOK: tuple[str, ...] = (
    *_SHOWN,
    "outlook",
    "outlook_low",
    "outlook_high",
    "outlook_target",
    "outlook_target_upper",
    "outlook_period_label",
    "outlook_illustrative",
    "chance_target",
)


def context(row: Row) -> Claim | None:
    """The sentence on what lies ahead and beside; None where nothing is known of either."""
    asked: tuple[Callable[[Row], Clause | None], ...] = (outlook, rank, gap)
    found = [clause for clause in (ask(row) for ask in asked) if clause is not None]
    return sentence(ClaimKind.CONTEXT, row, found[:MOST_SAID]) if found else None


def outlook(row: Row) -> Clause | None:
    """The chance of meeting the target, or the range in which the outturn is expected."""
    if not is_known(row.outlook):
        return None
    basis = (
        "going by illustrative figures or targets"
        if row.outlook_illustrative
        else ("going by past figures")
    )
    if not is_known(row.chance_target):
        low, high = shown(row, row.outlook_low), shown(row, row.outlook_high)
        words = f"{row.outlook_period_label} is expected to bring between {low} and {high}"
        return Clause(f"{basis}, {words} (eight times in ten)", _OUTLOOK)
    target = bounds(row, row.outlook_target, row.outlook_target_upper)
    words = (
        f"{chance_words(row.chance_target)} that the target of {target} for "
        f"{row.outlook_period_label} will be met"
    )
    columns = _OUTLOOK
    if is_unlikely(row.chance_target) and is_known(row.chance_minimum):
        minimum = bounds(row, row.outlook_minimum, row.outlook_minimum_upper)
        chance = chance_words(row.chance_minimum)
        words += f", and {chance} that the minimum expectation of {minimum} will"
        columns += ("chance_minimum", "outlook_minimum", "outlook_minimum_upper")
    return Clause(f"{basis}, {words}", columns)


def rank(row: Row) -> Clause | None:
    """The place among comparators, or where it is not ranked how far it is from their whole."""
    period = row.benchmark_period_label
    if not period or not is_known(row.benchmark_outturn):
        return None
    provisional = " (provisional figures)" if row.benchmark_provisional else ""
    like = ", though the figures are not quite like for like" if row.benchmark_note else ""
    if row.benchmark_rank:
        place = f"{ordinal(row.benchmark_rank)} of {row.benchmark_areas}"
        half = f", {_QUARTILES[row.benchmark_quartile]}" if row.benchmark_quartile else ""
        words = f"it ranked {place} {row.benchmark_title} in {period}{half}"
    elif row.benchmark_reference_area and is_known(row.benchmark_gap):
        words = f"in {period} it was {_beside(row)}"
    else:
        return None
    return Clause(
        f"{words}{provisional}{like}",
        _columns(row, "benchmark_"),
    )


def _beside(row: Row) -> str:
    written = f"{row.benchmark_reference_area} ({shown(row, row.benchmark_reference)})"
    if row.benchmark_gap == 0:
        return f"level with {written}"
    side = "above" if row.benchmark_gap > 0 else "below"
    return f"{apart(row, row.benchmark_gap)} {side} {written}"


def gap(row: Row) -> Clause | None:
    """The widest gap between groups."""
    if not row.inequality_breakdown or not is_known(row.inequality_gap):
        return None
    moves = _GAP_MOVES.get(row.inequality_gap_direction, "")
    words = (
        f"by {row.inequality_breakdown.lower()} it ranged from "
        f"{shown(row, row.inequality_worst_outturn)} ({row.inequality_worst}) to "
        f"{shown(row, row.inequality_best_outturn)} ({row.inequality_best}) in "
        f"{row.inequality_period_label}, a gap of {apart(row, row.inequality_gap)}{moves}"
    )
    return Clause(words, _columns(row, "inequality_"))


def _columns(row: Row, prefix: str) -> tuple[str, ...]:
    return (*_SHOWN, *(name for name in row._fields if name.startswith(prefix)))
