"""The answer to "how are we doing?" in words: the latest position, and how much of it is new.

Two counts stand beside each other, and each is named: the latest position, in which every measure
keeps its last known rating, and what was reported in the quarter.
"""

from dataclasses import dataclass, replace

from kpis.analysis.report.position import Position
from kpis.analysis.report.tally import Tally
from kpis.model import RATED, Plan, RagRule, RagStatus, RatingRule
from kpis.words.lists import listed
from kpis.words.statuses import STATUS_WORDS, UNRATED, has_own_rules, rating_meanings


def headline_sentence(plan: Plan, now: Position) -> str:
    """The answer to "how are we doing?" in words: the latest position."""
    latest = now.latest
    if not latest.measures_and_parts:
        return "There are no measures here."
    if not latest.rated:
        return f"{_none_of(latest)} rated: {unrated_words(latest)}."
    if latest.rated == 1:
        status = next(status for status in RATED if latest[status])
        words = f"{STATUS_WORDS[status].lower()}: {rating_meanings(plan)[status]}"
        return f"The one {noun(latest, 1)} that is rated is {words}."
    each = [
        f"{latest[status]} {_did(plan, status, latest[status])}"
        for status in RATED
        if latest[status]
    ]
    if len(each) == 1:
        status = next(status for status in RATED if latest[status])
        all_of_them = "Both" if latest.rated == 2 else f"All {latest.rated}"
        return f"{all_of_them} {noun(latest)} rated {_did(plan, status)}."
    return f"Of {latest.rated} {noun(latest)} rated, {listed(each)}."


def _did(plan: Plan, status: RagStatus, count: int = 2) -> str:
    """ "met the target": what measures of a colour did; their colour where rules differ."""
    rule = plan.rating_rule
    if has_own_rules(plan) or not _is_said_in_a_word(rule):
        return f"{'is' if count == 1 else 'are'} {STATUS_WORDS[status].lower()}"
    if status is RagStatus.GREEN:
        return "met the target"
    if rule.rule is RagRule.TOLERANCE:
        within = f"within {rule.amber_within:g}% of it"
        missed = f"missed the target but came {within}"
        return missed if status is RagStatus.AMBER else f"did not come {within}"
    minimum = "the minimum expectation"
    return f"met only {minimum}" if status is RagStatus.AMBER else f"did not meet {minimum}"


def _is_said_in_a_word(rule: RatingRule) -> bool:
    """Whether a rule is no more than target and minimum expectation, or one width of amber."""
    plain = RatingRule(rule=rule.rule, amber_within=rule.amber_within)
    same = replace(
        rule, reason="", source="", limits=plain.limits, green_name="", amber_name="", red_name=""
    )
    if rule.rule is RagRule.TOLERANCE and rule.amber_within is None:
        return False
    return same == plain and rule.rule in (RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE)


def reported_sentence(now: Position, quarter_label: str) -> str:
    """How much of the latest position is new: what the quarter's own figures were rated.

    More may have been reported: figures without a target are not rated.
    """
    reported, carried = now.reported, now.carried_forward
    rated = [
        f"{reported[status]} {STATUS_WORDS[status].lower()}" for status in RATED if reported[status]
    ]
    if not now.latest.rated:
        return ""
    if not reported.rated:
        every = {1: "The one rating was", 2: "Both ratings were"}
        kept = every.get(carried, f"All {carried} ratings were")
        return f"Nothing rated was reported in {quarter_label}. {kept} last measured earlier."
    new = (
        f"Reported and rated in {quarter_label}: {reported.rated} {_noun_of(reported)} "
        f"({listed(rated)})."
    )
    if not carried:
        return new
    others = "The other was" if carried == 1 else f"The other {carried} were"
    return f"{new} {others} last measured earlier."


def noun(tally: Tally, count: int = 2) -> str:
    """What a tally counts: "measures", or "measures and parts" where parts are among them."""
    if not sum(tally.parts.values()):
        return "measure" if count == 1 else "measures"
    return "measure or part" if count == 1 else "measures and parts"


def _noun_of(tally: Tally) -> str:
    return noun(tally, tally.rated)


def _none_of(latest: Tally) -> str:
    everything = latest.measures_and_parts
    if everything == 1:
        return "The one measure here is not"
    return f"None of {everything} {noun(latest)} is"


def unrated_words(now: Tally) -> str:
    """ "29 not due, 4 data only and 2 late"; "" when everything is rated."""
    return listed(
        [f"{now[status]} {STATUS_WORDS[status].lower()}" for status in UNRATED if now[status]]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One of the counts of a position: how many are in a state, what it means, how that moved."""

    status: RagStatus | None  # None: of all that is not rated
    number: int
    name: str
    meaning: str
    change: str  # since the quarter before; "" where that is not known


def counts_of(
    plan: Plan, now: Position, before: Position | None, before_label: str
) -> tuple[Count, ...]:
    """The four counts of the latest position: green, amber, red and not rated.

    before: None where there is no quarter before. before_label: "Q1 2019/20".
    """
    meanings = rating_meanings(plan)
    rated = [
        Count(
            status=status,
            number=now.latest[status],
            name=STATUS_WORDS[status],
            meaning=_called(plan, status) + meanings[status],
            change=_moved(status, now.latest, before, before_label),
        )
        for status in RATED
    ]
    unrated = Count(
        status=None,
        number=sum(now.latest[status] for status in UNRATED),
        name="Not rated",
        meaning=unrated_words(now.latest) or "everything is rated",
        change="",
    )
    return (*rated, unrated)


def _called(plan: Plan, status: RagStatus) -> str:
    """ "“On target”: ": the council's own name of a colour, where it has one."""
    name = plan.rating_rule.name_of(status)
    return f"“{name}”: " if name else ""


def _moved(status: RagStatus, latest: Tally, before: Position | None, before_label: str) -> str:
    if before is None or not before.latest.rated:
        return ""
    difference = latest[status] - before.latest[status]
    if difference == 0:
        return f"as many as in {before_label}"
    more = "more" if difference > 0 else "fewer"
    return f"{abs(difference)} {more} than in {before_label}"
