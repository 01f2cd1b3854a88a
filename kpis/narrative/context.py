"""What lies ahead of a measure and beside it: outlook, rank among others, gap between groups.

At most two things, so that it can be read aloud: the chance of meeting the target, and that of the
minimum expectation where the target is unlikely; or where there is no outlook, what usual variation
does with the target. Then the rank. The gap between groups comes where there is none of these.
"""

from kpis.frames import INSIGHTS, InsightsRow
from kpis.model import Basis, Direction, RagStatus, Unit
from kpis.narrative.claim import Claim, ClaimKind, Clause, sentences
from kpis.narrative.running_text import (
    apart,
    bounds,
    period_adjective,
    period_words,
    shown,
    with_article,
)
from kpis.periods import period_of_id
from kpis.words.aims import asked_note
from kpis.words.chances import chance_words, is_unlikely
from kpis.words.figures import is_known
from kpis.words.illustrative import illustrative_basis
from kpis.words.ranks import rank_of, rank_range, standing_words
from kpis.words.ratings import rating_by_target

MOST_TOLD = 2
ALL = 100  # per cent

_GAP_MOVES: dict[str, str] = {
    Direction.IMPROVING: ", narrower than a year earlier",
    Direction.WORSENING: ", wider than a year earlier",
}
_REACH = {
    "consistent_pass": "as things are, {} will be met",
    "consistent_fail": "as things are, {} will not be met",
    "inconsistent": "as things are, luck decides whether {} is met",
}
# Where the rating of this one figure says otherwise.
_THIS_TIME: dict[tuple[str, str], str] = {
    ("consistent_pass", RagStatus.AMBER): "{} was missed this time, but is usually met",
    ("consistent_pass", RagStatus.RED): "{} was missed this time, but is usually met",
    ("consistent_fail", RagStatus.GREEN): "{} was met this time, but is usually missed",
}
_SHOWN = ("unit", "decimals")
_ASSURANCE = (
    "assurance",
    "rag",
    "spc_period_id",
    "lpl",
    "upl",
    "spc_target",
    "spc_target_illustrative",
    "outlook",
)
_MINIMUM_AHEAD = ("chance_minimum", "outlook_minimum", "outlook_minimum_upper")
_OUTLOOK: tuple[str, ...] = (
    *_SHOWN,
    "outlook",
    "outlook_low",
    "outlook_high",
    "outlook_target",
    "outlook_target_upper",
    "outlook_period_id",
    "outlook_aims_of",
    "basis",
    "outlook_illustrative",
    "outlook_figures_illustrative",
    "chance_target",
)


def context(row: InsightsRow) -> tuple[Claim, ...]:
    """What lies ahead and beside; () where nothing is known of either."""
    first = [outlook(row), reach(row), rank(row)]
    told = [clauses for clauses in first if clauses][:MOST_TOLD] or [gap(row)]
    return sentences(ClaimKind.CONTEXT, row, [clause for clauses in told for clause in clauses])


def outlook(row: InsightsRow) -> list[Clause]:
    """The chance of meeting the target, or the range in which the outturn is expected."""
    if not is_known(row.outlook):
        return []
    when = _year_or_period(row)
    note = f"this outlook rests on {illustrative_basis(figures=row.outlook_figures_illustrative)}"
    made_up = [Clause(note, _OUTLOOK)] if row.outlook_illustrative else []
    if not is_known(row.chance_target):
        low, high = shown(row, row.outlook_low), shown(row, row.outlook_high)
        expected = f"is expected to lie between {low} and {high} (eight times in ten)"
        words = f"the figure for {when} {expected}"
        return [Clause(words, _OUTLOOK), *made_up]
    target = bounds(row, row.outlook_target, row.outlook_target_upper)
    other = asked_note(row.outlook_period_id, row.outlook_aims_of)
    chance = chance_words(row.chance_target)
    if other:  # "the target for 2018/19" would be another one
        words = f"{chance} that the figure for {when} meets the target of {target}"
        told = [Clause(words, _OUTLOOK), Clause(f"that target is {other}", _OUTLOOK)]
    else:
        words = f"{chance} that the target of {target} for {when} will be met"
        told = [Clause(words, _OUTLOOK)]
    return [*told, *_minimum_ahead(row), *made_up]


def _minimum_ahead(row: InsightsRow) -> list[Clause]:
    """Where the target is unlikely to be met, how likely the minimum expectation is."""
    if not is_unlikely(row.chance_target) or not is_known(row.chance_minimum):
        return []
    minimum = bounds(row, row.outlook_minimum, row.outlook_minimum_upper)
    even = "even " if is_unlikely(row.chance_minimum) else ""
    words = f"that {even}the minimum expectation of {minimum} will be met"
    return [Clause(f"{chance_words(row.chance_minimum)} {words}", (*_OUTLOOK, *_MINIMUM_AHEAD))]


def _year_or_period(row: InsightsRow) -> str:
    if row.basis == Basis.YEAR_TO_DATE:
        return f"the whole of {period_of_id(row.outlook_period_id).financial_year}"
    return period_words(row.outlook_period_id)


def reach(row: InsightsRow) -> list[Clause]:
    """Whether usual variation takes in the target; for where nothing is foreseen."""
    usual = _usual_range(row)
    if not row.assurance or not usual or is_known(row.outlook):
        return []
    noun = with_article("illustrative target") if row.spc_target_illustrative else "the target"
    target = f"{noun} of {shown(row, row.spc_target)}"
    figures = f"{period_adjective(period_of_id(row.spc_period_id))} figures"
    rated = rating_by_target(row.rag, row.variance, row.polarity)
    said = _THIS_TIME.get((row.assurance, rated), _REACH[row.assurance]).format(target)
    columns = (*_SHOWN, *_ASSURANCE)
    return [Clause(f"its {figures} usually range {usual}", columns), Clause(said, columns)]


def _usual_range(row: InsightsRow) -> str:
    """ "75 to 159"; limits beyond what can be, less than nothing or more than all, are left out."""
    low, high = shown(row, row.lpl), shown(row, row.upl)
    if row.unit != Unit.INDEX and row.lpl < 0:
        low = ""
    if row.unit == Unit.PERCENT and row.upl > ALL:
        high = ""
    if low and high:
        return f"from {low} to {high}"
    if high:
        return f"up to {high}"
    return f"from {low} upwards" if low else ""


def rank(row: InsightsRow) -> list[Clause]:
    """The place among comparators, or where it is not ranked how far it is from their whole."""
    if not row.benchmark_period_id or not is_known(row.benchmark_outturn):
        return []
    period = period_words(row.benchmark_period_id)
    further = []
    if row.benchmark_rank:
        place = rank_of(row.benchmark_rank, row.benchmark_areas, row.benchmark_tied)
        standing = standing_words(row.benchmark_standing, row.benchmark_areas, row.polarity)
        words = f"the council ranked {place} {row.benchmark_title} in {period}"
        words += f", {standing} even allowing for chance" if standing else ""
        further = [] if standing else [_chance(row)]
    elif row.benchmark_reference_area and is_known(row.benchmark_gap):
        words = f"in {period} the council was {_beside(row)}"
    else:
        return []
    remarks = ["provisional"] if row.benchmark_provisional else []
    remarks += ["not quite like for like"] if row.benchmark_note else []
    further += [f"the figures compared are {' and '.join(remarks)}"] if remarks else []
    return [Clause(text, ("polarity", *_columns("benchmark_"))) for text in (words, *further)]


def _chance(row: InsightsRow) -> str:
    """From which rank to which chance may put the council."""
    low, high = row.benchmark_rank_low, row.benchmark_rank_high
    if not low:
        return "how far chance moves this rank is not known"
    if low == high:
        return f"allowing for chance its rank is {rank_range(low, high)}"
    return f"allowing for chance its rank is anywhere from {rank_range(low, high)}"


def _beside(row: InsightsRow) -> str:
    written = f"{row.benchmark_reference_area} ({shown(row, row.benchmark_reference)})"
    if row.benchmark_gap == 0:
        return f"level with {written}"
    side = "above" if row.benchmark_gap > 0 else "below"
    return f"{apart(row, row.benchmark_gap)} {side} {written}"


def gap(row: InsightsRow) -> list[Clause]:
    """The widest gap between groups, where it is more than chance."""
    if not row.inequality_breakdown or row.inequality_gap_low <= 0 or not row.inequality_gap > 0:
        return []
    moves = _GAP_MOVES.get(row.inequality_gap_direction, "")
    figures = "the illustrative figures" if row.inequality_illustrative else "the figures"
    words = (
        f"by {row.inequality_breakdown.lower()} {figures} ranged from "
        f"{shown(row, row.inequality_worst_outturn)} ({row.inequality_worst}) to "
        f"{shown(row, row.inequality_best_outturn)} ({row.inequality_best}) in "
        f"{period_words(row.inequality_period_id)}"
    )
    apart_by = f"that is a gap of {apart(row, row.inequality_gap)}{moves}"
    return [Clause(text, _columns("inequality_")) for text in (words, apart_by)]


def _columns(prefix: str) -> tuple[str, ...]:
    return (*_SHOWN, *(name for name in INSIGHTS.columns if name.startswith(prefix)))
