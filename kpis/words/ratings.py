"""Rating rules in plain words: what each colour means, and by what a figure was rated.

The rule in force stands under every table, so it is told as it works: no colour that it cannot
give, and no limit that it does not use.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from kpis.model import (
    RATED,
    WITH_WIDTHS,
    Aim,
    CountedIn,
    LimitsAs,
    Measure,
    Plan,
    Polarity,
    RagRule,
    RagStatus,
    RatingRule,
    Since,
    Unit,
)
from kpis.words.figures import bounds, figure, is_known
from kpis.words.lists import listed
from kpis.words.ranks import ordinal

_EARLIER = {
    Since.PERIOD_BEFORE: "the period before",
    Since.YEAR_BEFORE: "the same period a year before",
}
_HELD_AGAINST = {
    RagRule.MINIMUM_EXPECTATION: "target",
    RagRule.TOLERANCE: "target",
    RagRule.BASELINE: "baseline",
    RagRule.TREND: "earlier figure",
}
_COLOURS = {RagStatus.GREEN: "Green", RagStatus.AMBER: "Amber", RagStatus.RED: "Red"}


class HasUnit(Protocol):
    """A measure, or a row that says of its figure what a measure does."""

    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def polarity(self) -> str: ...


class RatedFigure(Protocol):
    """A figure beside what it was held against."""

    @property
    def rule(self) -> str: ...
    @property
    def reference(self) -> float: ...
    @property
    def reference_of(self) -> str: ...


def colour_meanings(
    rule: RatingRule, plan: Plan, measure: Measure | None = None
) -> dict[RagStatus, str]:
    """What each colour that a rule can give means: "target met or better".

    measure: the one it is told of, whose unit and limits may then be named.
    """
    meanings = _of_rule(rule, plan, measure)
    if rule.improving is None:
        return meanings
    better = f"better than in {_EARLIER[rule.since]}"
    if rule.improving is RagStatus.GREEN:
        meanings[RagStatus.GREEN] += f"; or {better}"
    elif RagStatus.AMBER in meanings:
        meanings[RagStatus.AMBER] += f"; or worse than that, but {better}"
    else:
        meanings[RagStatus.AMBER] = f"{meanings[RagStatus.RED]}, but {better}"
    meanings[RagStatus.RED] += f", and no {better}"
    return {status: meanings[status] for status in RATED if status in meanings}


def rule_in_words(rule: RatingRule, plan: Plan, measure: Measure | None = None) -> str:
    """ "Green: target met or better. Amber: …": the colours, with the council's names of them."""
    told = [
        f"{_named(rule, status)}: {meaning}."
        for status, meaning in colour_meanings(rule, plan, measure).items()
    ]
    if rule.exceeded_by is not None:
        by = _width(rule, rule.exceeded_by, measure)
        other = _HELD_AGAINST.get(rule.rule, f"figure of {rule.area}")
        told.append(f"“{rule.exceeded_name}”: green, and better than the {other} by {by} or more.")
    # A rule said in a word has no reason, and is told as it always was.
    if rule.reason and rule.rule in WITH_WIDTHS and rule.limits is LimitsAs.ROUNDED:
        told.append("Limits are rounded as figures are.")
    return " ".join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """Measures and parts that are rated otherwise than their plan, all by one rule."""

    codes: tuple[str, ...]
    words: str
    reason: str  # "" where none is given

    @property
    def sentence(self) -> str:
        """ "1.2 and 3.4 are rated otherwise. Green: … Why: …"."""
        are = "is" if len(self.codes) == 1 else "are"
        why = f" Why: {self.reason.strip().removesuffix('.')}." if self.reason else ""
        return f"{listed(list(self.codes))} {are} rated otherwise. {self.words}{why}"


def own_rules(plan: Plan, measures: Iterable[Measure]) -> list[OwnRule]:
    """The rules of those of these measures that have one of their own, in their order."""
    told: dict[tuple[str, str], list[str]] = {}
    for measure in measures:
        if measure.rating is None or measure.id in plan.parts_of:
            continue
        if replace(measure.rating, reason="", source="") == replace(
            plan.rating_rule, reason="", source=""
        ):
            continue
        words = rule_in_words(_without_names_of(plan, measure.rating), plan, measure)
        told.setdefault((words, measure.rating.reason), []).append(measure.code)
    return [
        OwnRule(codes=tuple(codes), words=words, reason=reason)
        for (words, reason), codes in told.items()
    ]


def _without_names_of(plan: Plan, rule: RatingRule) -> RatingRule:
    """A rule without the names that the plan's own, told beside it, has too."""
    told = plan.rating_rule
    return replace(
        rule,
        green_name="" if rule.green_name == told.green_name else rule.green_name,
        amber_name="" if rule.amber_name == told.amber_name else rule.amber_name,
        red_name="" if rule.red_name == told.red_name else rule.red_name,
    )


def held_against(row: RatedFigure, of: HasUnit) -> str:
    """What a figure was held against besides a target: "55.1% in England", "4th of 33 boroughs".

    of: the measure, or the row itself where it says what a measure does. "" where the rule is
    about a target alone, or nothing was found.
    """
    if not row.reference_of or not is_known(row.reference):
        return ""
    if row.rule == RagRule.RANK:
        return f"{ordinal(int(row.reference))} of {row.reference_of}"
    shown = figure(row.reference, of.unit, of.decimals)
    if row.rule == RagRule.BASELINE:
        return f"{row.reference_of} of {shown}"
    return f"{shown} in {row.reference_of}"


def limit_words(of: HasUnit, limit: float, upper: float) -> str:
    """From where on a figure has a colour: "from 45.0%", "up to 12", "from 8 to 14"; "" never."""
    written = bounds(limit, upper, of.unit, of.decimals)
    if not written:
        return ""
    if is_known(upper):
        return f"from {written}"
    return f"{'up to' if of.polarity == Polarity.LOWER else 'from'} {written}"


def is_green_on_target(plan: Plan) -> bool:
    """Whether green means for every measure of a plan that its target is met, and nothing else."""
    rules = {plan.rule_of(measure) for measure in plan.counted}
    return all(
        rule.rule in (RagRule.MINIMUM_EXPECTATION, RagRule.TOLERANCE)
        and not rule.green_within
        and rule.improving is not RagStatus.GREEN
        for rule in rules
    )


def is_target_met(variance: float, polarity: str) -> bool:
    """Whether a figure with a variance meets its target, whatever its rule makes of that."""
    if polarity == Polarity.RANGE:
        return variance == 0
    return variance <= 0 if polarity == Polarity.LOWER else variance >= 0


def rating_by_target(rag: str, variance: float, polarity: str) -> str:
    """The rating beside which words about the target stand: green only where it is met.

    A rule may give green to a figure that misses its target, and less to one that meets it.
    """
    if rag not in RATED or not is_known(variance):
        return rag
    if is_target_met(variance, polarity):
        return RagStatus.GREEN
    return RagStatus.AMBER if rag == RagStatus.GREEN else rag


def _named(rule: RatingRule, status: RagStatus) -> str:
    name = rule.name_of(status)
    return f"{_COLOURS[status]} (“{name}”)" if name else _COLOURS[status]


def _of_rule(rule: RatingRule, plan: Plan, measure: Measure | None) -> dict[RagStatus, str]:
    match rule.rule:
        case RagRule.MINIMUM_EXPECTATION:
            return _of_minimum(rule, measure)
        case RagRule.BANDS:
            return {
                RagStatus.GREEN: "its own limit for green met",
                RagStatus.AMBER: "its limit for amber met, that for green not",
                RagStatus.RED: "worse than its limit for amber",
            }
        case RagRule.RANK:
            return _of_rank(rule, plan)
        case RagRule.TOLERANCE:
            return _of_tolerance(rule, measure)
        case RagRule.BASELINE:
            return _of_reference(rule, measure, "the baseline", "the baseline")
        case RagRule.TREND:
            earlier = _EARLIER[rule.since]
            return _of_reference(rule, measure, f"in {earlier}", "that")
        case RagRule.COMPARATOR:
            return _of_reference(rule, measure, f"in {rule.area}", "that")


def _of_minimum(rule: RatingRule, measure: Measure | None) -> dict[RagStatus, str]:
    meanings = {
        RagStatus.GREEN: "target met or better" if rule.green_at_limit else "better than the target"
    }
    if measure is not None and not any(_has_minimum(aim) for aim in measure.aims.values()):
        return meanings | {RagStatus.RED: "target missed"}
    least, worse = "minimum expectation met", "worse than"
    if not rule.amber_at_limit:
        least, worse = "better than the minimum expectation", "no better than"
    return meanings | {
        RagStatus.AMBER: f"{least}, target not",
        RagStatus.RED: f"{worse} the minimum expectation",
    }


def _has_minimum(aim: Aim) -> bool:
    return aim.minimum_expectation is not None or aim.minimum_expectation_upper is not None


def _of_tolerance(rule: RatingRule, measure: Measure | None) -> dict[RagStatus, str]:
    meanings = {
        RagStatus.GREEN: "target met or better" if rule.green_at_limit else "better than the target"
    }
    missed = "target missed" if rule.green_at_limit else "no better than the target"
    if rule.green_within:
        green = _Width(rule, rule.green_within, measure, at_limit=rule.green_at_limit)
        meanings[RagStatus.GREEN] = f"target met or better, or {green.near}"
        missed = green.far
    if rule.amber_within is None:
        return meanings | {RagStatus.RED: missed}
    if not rule.amber_within:
        return meanings | {RagStatus.AMBER: "exactly on target", RagStatus.RED: missed}
    amber = _Width(rule, rule.amber_within, measure, at_limit=rule.amber_at_limit)
    return meanings | {RagStatus.AMBER: f"{missed}, but {amber.near}", RagStatus.RED: amber.far}


def _of_reference(
    rule: RatingRule, measure: Measure | None, other: str, it: str
) -> dict[RagStatus, str]:
    """other: as after "better than": "the baseline", "in England". it: the same again."""
    green, amber = rule.green_within, rule.amber_within
    meanings = {RagStatus.GREEN: _at_least(rule, measure, other, it)}
    worse = f"worse than {other}" if rule.green_at_limit else f"no better than {other}"
    if amber is None:
        return meanings | {RagStatus.RED: "not so" if green else worse}
    by = _width(rule, abs(amber), measure)
    if amber < 0:
        words = f"better by {by} or more" if rule.amber_at_limit else f"better by more than {by}"
    elif amber > 0:
        words = f"at most {by} worse" if rule.amber_at_limit else f"less than {by} worse"
    elif green:
        words = f"as good as {other}"
    else:
        return meanings | {
            RagStatus.AMBER: f"the same as {other}",
            RagStatus.RED: f"worse than {other}",
        }
    return meanings | {RagStatus.AMBER: f"not so, but {words}", RagStatus.RED: "worse still"}


def _at_least(rule: RatingRule, measure: Measure | None, other: str, it: str) -> str:
    """ "better than in England", "better than the baseline by 5% or more"."""
    within, at_limit = rule.green_within, rule.green_at_limit
    if not within:
        return f"as good as {other}, or better" if at_limit else f"better than {other}"
    width = _width(rule, abs(within), measure)
    if within < 0:
        by = f"{width} or more" if at_limit else f"more than {width}"
        return f"better than {other} by {by}"
    near = f"within {width} of {it}" if at_limit else f"less than {width} from {it}"
    return f"better than {other}, or {near}"


class _Width:
    """How near the target a figure is, and how far: in words."""

    def __init__(
        self, rule: RatingRule, within: float, measure: Measure | None, *, at_limit: bool
    ) -> None:
        width = _width(rule, within, measure)
        near = f"within {width} of the target"
        self.near = near if at_limit else f"less than {width} from the target"
        self.far = f"not {near}" if at_limit else f"{width} or more from the target"


def _width(rule: RatingRule, within: float, measure: Measure | None) -> str:
    """ "5%" of what it is held against, "5 points" of a percentage, "5 days"."""
    if rule.counted_in is CountedIn.PERCENT:
        return f"{within:g}%"
    if measure is None:
        return f"{within:g} in the unit of the measure"
    if measure.unit is Unit.PERCENT:
        return f"{within:g} {'point' if within == 1 else 'points'}"
    if measure.unit is Unit.POUNDS:
        return f"£{within:,g}"
    if within == 1:  # the label is in the plural
        return f"1 ({measure.unit_label})"
    return f"{within:,g} {measure.unit_label}"


def _of_rank(rule: RatingRule, plan: Plan) -> dict[RagStatus, str]:
    titles = {each.id: each.title for each in plan.comparator_sets}
    among = titles.get(rule.comparators, rule.comparators)

    def down_to(within: float) -> str:
        if rule.counted_in is CountedIn.PERCENT:
            return f"in the best {within:g}% of the {among}"
        return f"among the best {within:g} of the {among}"

    green = down_to(rule.green_within)
    if rule.amber_within is None:
        return {RagStatus.GREEN: green, RagStatus.RED: "further down"}
    return {
        RagStatus.GREEN: green,
        RagStatus.AMBER: f"further down, but {down_to(rule.amber_within)}",
        RagStatus.RED: "further down still",
    }
