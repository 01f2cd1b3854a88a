"""What one state of a plan says otherwise than another: aims, and how measures are defined.

For whoever publishes and whoever reads a correction: a colour may change although the figure did
not. Only what reaches a reader is told; when a definition is next reviewed does not.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kpis.model import Activity, Aim, Measure, Outcome, Plan
from kpis.plan.agreed.changed import as_it_was, untold_changes_of_plan
from kpis.words.aims import PROPOSED
from kpis.words.figures import bounds
from kpis.words.ratings import rule_in_words

# Whose a thing is: of a measure, an outcome or an activity.
_WHOSE = frozenset({"directorate", "service", "team", "owner", "director", "cabinet_member"})
_OF_UPKEEP = _WHOSE | {"id", "aims", "annotations", "reviewed_on", "next_review", "earlier_ids"}
_OF_PLAN = (
    "title",
    "council",
    "area",
    "rag_rule",
    "tolerance_percent",
    "rating",
    "priorities",
    "outcomes",
    "themes",
    "activities",
    "comparators",
    "comparator_sets",
)
_RULE_IN_A_WORD = ("rag_rule", "tolerance_percent")
NOTHING, CAME_OR_WENT = "none", "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class AimChange:
    """Other aims of a measure for a year. before, after: None where none were set."""

    measure_id: str
    code: str
    title: str
    year: str
    before: str  # "target 24%, minimum 22%", as the plan then said; "none"
    after: str

    @property
    def about(self) -> str:
        return f"{self.year}: {self.before} before, {self.after} now"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """Another definition or rule. measure_id: "" for what holds for the plan as a whole."""

    measure_id: str
    code: str
    title: str
    what: str  # the field in words: "definition"; "measure" where it came or went
    before: str
    after: str

    @property
    def about(self) -> str:
        return f"{self.what}: {self.before} before, {self.after} now"


def changed_aims(before: Plan, after: Plan) -> tuple[AimChange, ...]:
    """Aims that are not the same, of measures in both plans; by measure in plan order, then year.

    Of a measure that came or went `changed_terms` tells. Aims of a range, profiles, and whether a
    figure of the year may be compared count too; who set an aim and why does not.
    """
    return tuple(
        change
        for measure in after.measures
        if (earlier := as_it_was(before, measure)) is not None
        for change in _aims(earlier, measure)
    )


def changed_terms(before: Plan, after: Plan) -> tuple[TermChange, ...]:
    """Definitions and rules that are not the same; the plan's own first, then by measure."""
    return (*_of_plan(before, after), *_of_measures(before, after))


def untold_aims(before: Plan, after: Plan, today: date) -> tuple[AimChange, ...]:
    """Agreed aims of years that have begun, changed without saying what they were and why.

    before: the plan of the newest release. In plan order, then by year.
    """
    return tuple(
        _aim_change(earlier, measure, year)
        for measure_id, year in untold_changes_of_plan(before, after, today)
        if (measure := after.measures_by_id[measure_id])
        and (earlier := as_it_was(before, measure)) is not None
    )


def _aims(before: Measure, after: Measure) -> Iterator[AimChange]:
    if before.aims == after.aims:
        return
    for year in sorted({*before.aims, *after.aims}):
        change = _aim_change(before, after, year)
        if change.before != change.after:
            yield change


def _aim_change(before: Measure, after: Measure, year: str) -> AimChange:
    return AimChange(
        measure_id=after.id,
        code=after.code,
        title=after.title,
        year=year,
        before=_asked(before, year),
        after=_asked(after, year),
    )


def _asked(measure: Measure, year: str) -> str:
    """What a year asks, in words that differ where any of it does."""
    aim = measure.aims.get(year) or Aim(year=year, target=None)
    parts = [
        _bounds("target", aim.target, aim.target_upper, measure),
        _bounds("minimum", aim.minimum_expectation, aim.minimum_expectation_upper, measure),
        _bounds("green", aim.green_limit, aim.green_limit_upper, measure),
        _bounds("amber", aim.amber_limit, aim.amber_limit_upper, measure),
        _bounds("baseline", aim.baseline, None, measure),
        _profile("green by quarter", aim.green_profile, measure),
        _profile("amber by quarter", aim.amber_profile, measure),
        _profile("by quarter", aim.target_profile, measure),
        _profile("minimum by quarter", aim.minimum_profile, measure),
        f"not comparable ({aim.not_comparable})" if aim.not_comparable else "",
    ]
    if aim.proposed:
        parts.append(PROPOSED)
    words = ", ".join(filter(None, parts))
    return f"{words} (illustrative)" if words and aim.illustrative else words or NOTHING


def _bounds(name: str, lower: float | None, upper: float | None, measure: Measure) -> str:
    low, high = (math.nan if value is None else value for value in (lower, upper))
    asked = bounds(low, high, measure.unit, measure.decimals)
    return f"{name} {asked}" if asked else ""


def _profile(name: str, values: tuple[float, ...], measure: Measure) -> str:
    asked = [bounds(each, math.nan, measure.unit, measure.decimals) for each in values]
    return f"{name} {', '.join(asked)}" if asked else ""


def _of_plan(before: Plan, after: Plan) -> Iterator[TermChange]:
    in_full = before.rating is not None or after.rating is not None
    for name in _OF_PLAN:
        if in_full and name in _RULE_IN_A_WORD:
            continue
        old, new = (_whosever(getattr(plan, name)) for plan in (before, after))
        if old != new:
            yield TermChange(
                measure_id="",
                code="",
                title=after.title,
                what=_in_words(name),
                before=_plan_rule(before) if name == "rating" else _shown(old, new),
                after=_plan_rule(after) if name == "rating" else _shown(new, old),
            )


def _whosever(value: Any) -> Any:
    """A value of the plan without whose it is."""
    if isinstance(value, tuple):
        return tuple(_whosever(each) for each in value)
    if isinstance(value, Outcome | Activity):
        nobody: Any = {each.name: "" for each in fields(value) if each.name in _WHOSE}
        return replace(value, **nobody)
    return value


def _plan_rule(plan: Plan) -> str:
    return rule_in_words(plan.rating_rule, plan)


def _of_measures(before: Plan, after: Plan) -> Iterator[TermChange]:
    for measure in after.measures:
        earlier = as_it_was(before, measure)
        if earlier is None:
            yield _came_or_went(measure, NOTHING, "in the plan")
            continue
        for each in fields(Measure):
            old, new = getattr(earlier, each.name), getattr(measure, each.name)
            if each.name in _OF_UPKEEP or old == new:
                continue
            by_rule = each.name == "rating"
            yield TermChange(
                measure_id=measure.id,
                code=measure.code,
                title=measure.title,
                what=_in_words(each.name),
                before=_rule(before, earlier) if by_rule else _shown(old, new),
                after=_rule(after, measure) if by_rule else _shown(new, old),
            )
    for measure in before.measures:
        if measure.id not in after.measures_by_id and measure.id not in after.id_now:
            yield _came_or_went(measure, "in the plan", NOTHING)


def _rule(plan: Plan, measure: Measure) -> str:
    return rule_in_words(plan.rule_of(measure), plan, measure)


def _came_or_went(measure: Measure, before: str, after: str) -> TermChange:
    return TermChange(
        measure_id=measure.id,
        code=measure.code,
        title=measure.title,
        what=CAME_OR_WENT,
        before=before,
        after=after,
    )


def _in_words(name: str) -> str:
    return "rating rule" if name == "rating" else name.replace("_", " ").replace("rag", "rating")


def _shown(value: object, other: object) -> str:
    """A value of the plan for a reader; of several things those that `other` has not."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        own = [each for each in value if each not in other]
        return "; ".join(_named(each) for each in own) or (NOTHING if not value else "as before")
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _named(value)


def _named(value: object) -> str:
    """One thing of the plan: its texts, where it has several."""
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    if not is_dataclass(value):
        return str(value)
    texts = [getattr(value, each.name) for each in fields(value)]
    return ", ".join(str(text) for text in texts if text and not isinstance(text, tuple))
