"""What must hold within a rating rule of a plan's files, and between it and what it rates.

A rule that cannot be followed, or a key that does nothing under it, would colour figures otherwise
than whoever wrote it believes; so each is a fault and stops the plan from loading.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kpis.model import (
    AGAINST_OTHERS,
    COMPARABLE_UNITS,
    MAY_BE_EXCEEDED,
    MAY_COUNT_IMPROVING,
    WITH_WIDTHS,
    Basis,
    CountedIn,
    Frequency,
    Polarity,
    RagRule,
    Since,
)
from kpis.plan.files import Table

KeyFault = tuple[str, str]  # key, sentence

_OF_WIDTHS = (*WITH_WIDTHS, RagRule.RANK)
_NOT_RANK = tuple(rule for rule in RagRule if rule is not RagRule.RANK)
# Which rules a key is for. `since` is also for a figure that counts as improving.
KEYS_FOR: dict[str, tuple[RagRule, ...]] = {
    "counted_in": (RagRule.MINIMUM_EXPECTATION, *_OF_WIDTHS),
    "green_within": _OF_WIDTHS,
    "amber_within": _OF_WIDTHS,
    "green_at_limit": _NOT_RANK,
    "amber_at_limit": _NOT_RANK,
    "limits": WITH_WIDTHS,
    "since": (RagRule.TREND,),
    "area": (RagRule.COMPARATOR,),
    "comparators": (RagRule.RANK,),
    "improving": MAY_COUNT_IMPROVING,
    "exceeded_by": MAY_BE_EXCEEDED,
}
_NEEDED = {
    RagRule.COMPARATOR: ("area", "Say whose figure it is held against."),
    RagRule.RANK: ("comparators", "Give the id of the comparator set it is ranked in."),
}
FEWEST_OTHERS = 4  # a rank is told among five areas or more, the plan's own among them


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """What a measure or part is rated by, as its files say; values may be None where faulty."""

    rule: RagRule | None  # None where it cannot be known
    table: Table  # of [rating]; empty where a word in plan.toml says it
    own: bool  # the measure's own, else the plan's

    @property
    def words(self) -> str:
        """ "this plan rates by tolerance"."""
        named = str(self.rule).replace("_", " ")
        return f"this measure is rated by {named}" if self.own else f"this plan rates by {named}"


def rule_in_force(plan: Table, *holders: Table) -> RuleInForce:
    """The rule of the first of these tables (a part, its measure) that has one, else the plan's."""
    for holder in holders:
        if "rating" in holder:
            table = holder["rating"] if isinstance(holder["rating"], dict) else {}
            return RuleInForce(rule=_rule(table.get("rule")), table=table, own=True)
    rating = plan.get("rating")
    table = rating if isinstance(rating, dict) else {}
    return RuleInForce(
        rule=_rule(table.get("rule") if table else plan.get("rag_rule")), table=table, own=False
    )


def rating_faults(table: Table, plan: Table) -> Iterator[KeyFault]:
    """Every fault of a [rating] table in itself. plan: the table of plan.toml."""
    rule = _rule(table.get("rule"))
    if rule is None:
        return
    for key, rules in KEYS_FOR.items():
        counts_improving = key == "since" and "improving" in table
        if key in table and rule not in rules and not counts_improving:
            yield key, f"does nothing: the rule is {rule}. Remove it."
    if rule in _NEEDED:
        key, sentence = _NEEDED[rule]
        if key not in table:
            yield key, f"is missing. {sentence}"
    yield from _width_faults(rule, table)
    yield from _area_faults(table, plan)
    if rule is RagRule.MINIMUM_EXPECTATION and "counted_in" in table and "exceeded_by" not in table:
        yield "counted_in", f"does nothing: the rule is {rule}. Remove it."
    names = table.get("names")
    if isinstance(names, dict) and names.get("amber") and not _has_amber(rule, table):
        yield "names.amber", "does nothing: this rule has no amber. Remove it."
    if isinstance(names, dict) and names.get("exceeded") and "exceeded_by" not in table:
        yield "exceeded_by", "is missing. Say by how much a figure is called so."


def fitting_faults(in_force: RuleInForce, measure: Table) -> Iterator[str]:
    """Why a rule cannot rate a measure, sentences. measure: its table; parts share what counts."""
    rule, table = in_force.rule, in_force.table
    polarity, unit = measure.get("polarity"), measure.get("unit")
    if rule is None:
        return
    if in_force.own and polarity == Polarity.NEUTRAL:
        yield "does nothing: the polarity is neutral, so nothing is rated. Remove it."
        return
    further = "improving" in table or "exceeded_by" in table
    against_one_figure = rule in AGAINST_OTHERS or rule is RagRule.BASELINE or further
    if polarity == Polarity.RANGE and against_one_figure:
        yield f"does not go with the polarity range ({in_force.words}). {_OWN_RULE}"
    since = table.get("since", Since.PERIOD_BEFORE)
    earlier = rule is RagRule.TREND or "improving" in table
    if earlier and measure.get("basis") == Basis.YEAR_TO_DATE and since == Since.PERIOD_BEFORE:
        yield 'holds a total to date against an earlier one of its year. Say since = "year_before".'
    if rule in (RagRule.COMPARATOR, RagRule.RANK):
        if unit is not None and unit not in COMPARABLE_UNITS:
            yield (
                f"does not go with the unit {unit}: such figures follow the size of an area. "
                f"{_OWN_RULE}"
            )
        if measure.get("frequency") == Frequency.MONTH:
            yield f"does not go with months: a quarter is held against nobody's. {_OWN_RULE}"


_OWN_RULE = "Give the measure another rule of its own."


def _width_faults(rule: RagRule, table: Table) -> Iterator[KeyFault]:
    counted_in = table.get("counted_in", CountedIn.PERCENT)
    if rule not in _OF_WIDTHS:
        if counted_in == CountedIn.PLACES:
            yield "counted_in", "places are for ranks only. Say percent or points."
        return
    if counted_in is not None and (counted_in == CountedIn.PLACES) != (rule is RagRule.RANK):
        if rule is not RagRule.RANK:
            yield "counted_in", "places are for ranks only. Say percent or points."
        elif counted_in == CountedIn.POINTS:
            yield "counted_in", "a rank has no points. Say places, or percent of the areas."
    green, amber = table.get("green_within", 0.0), table.get("amber_within")
    if rule is RagRule.RANK and green is not None and green <= 0:
        yield "green_within", "must be more than 0: so far down a rank is green."
    if rule is RagRule.TOLERANCE:
        if "green_within" not in table and "amber_within" not in table:
            yield "amber_within", "is missing. Say how far from the target is amber, or green."
        for key, value in (("green_within", green), ("amber_within", amber)):
            if value is not None and value < 0:
                yield key, f"must be at least 0; found {value:g}."
    if green is None or amber is None:
        return
    at_limit = rule not in (RagRule.BASELINE, RagRule.TREND)
    open_above = not table.get("green_at_limit", at_limit) and table.get("amber_at_limit", True)
    if amber < green or (amber == green and not open_above):
        yield (
            "amber_within",
            f"must be more than green_within, which is {green:g}: nothing would be amber. Found "
            f"{amber:g}.",
        )


def _area_faults(table: Table, plan: Table) -> Iterator[KeyFault]:
    sets = [entry for entry in plan.get("comparator_sets") or () if isinstance(entry, dict)]
    area, chosen = table.get("area"), table.get("comparators")
    if area is not None:
        known = {*(plan.get("comparators") or ())}
        for entry in sets:
            known |= {*(entry.get("areas") or ()), entry.get("reference")}
        if area == plan.get("area"):
            yield "area", f'"{area}" is the plan\'s own area. Name another.'
        elif area not in known:
            yield "area", f'"{area}" is in neither comparators nor comparator_sets of plan.toml.'
    if chosen is None:
        return
    ids = [entry.get("id") for entry in sets]
    if chosen not in ids:
        listed = ", ".join(str(each) for each in ids if each) or "none"
        yield "comparators", f'"{chosen}" is no comparator set of plan.toml, which has {listed}.'
    for entry in sets:
        if entry.get("id") == chosen and len(entry.get("areas") or ()) < FEWEST_OTHERS:
            yield (
                "comparators",
                f'"{chosen}" names fewer than {FEWEST_OTHERS} areas: too few for a rank to mean '
                "anything.",
            )


def _has_amber(rule: RagRule, table: Table) -> bool:
    return (
        "amber_within" in table
        or "improving" in table
        or rule in (RagRule.MINIMUM_EXPECTATION, RagRule.BANDS)
    )


def _rule(word: object) -> RagRule | None:
    return RagRule(word) if isinstance(word, str) and word in tuple(RagRule) else None
