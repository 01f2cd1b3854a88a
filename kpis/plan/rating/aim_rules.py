"""What must hold within the aim of one year: target, minimum expectation, bounds and profiles.

An aim that contradicts itself would colour a figure wrongly without anybody noticing (a minimum
expectation stricter than its target makes every figure between them amber and green at once), so
it stops the plan from loading.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpis.model import AGAINST_OTHERS, Basis, Frequency, Polarity, RagRule, Unit
from kpis.plan.files import Table
from kpis.plan.rating.rating_rules import RuleInForce

QUARTERS_IN_A_YEAR = 4
PROFILED = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
ADDING_UP = (Unit.COUNT, Unit.POUNDS, Unit.TONNES, Unit.DAYS)  # a rate to date may well fall
UPPER_OF = {
    "target": "target_upper",
    "minimum_expectation": "minimum_expectation_upper",
    "green_limit": "green_limit_upper",
    "amber_limit": "amber_limit_upper",
}
PROFILE_OF = {
    "target": "target_profile",
    "minimum_expectation": "minimum_profile",
    "green_limit": "green_profile",
    "amber_limit": "amber_profile",
}
# Pairs of which the second may never be the stricter.
_STRICTER = (("target", "minimum_expectation"), ("green_limit", "amber_limit"))
_OF_TARGET = ("target", "target_upper", "target_profile")
_OF_MINIMUM = ("minimum_expectation", "minimum_expectation_upper", "minimum_profile")
_OF_BANDS = tuple(
    f"{colour}_{end}"
    for colour in ("green", "amber")
    for end in ("limit", "limit_upper", "profile")
)
ASKED = (*_OF_TARGET, *_OF_MINIMUM, *_OF_BANDS, "baseline")  # every figure of an aim
_USED = {
    RagRule.MINIMUM_EXPECTATION: (*_OF_TARGET, *_OF_MINIMUM),
    RagRule.TOLERANCE: _OF_TARGET,
    RagRule.BANDS: (*_OF_TARGET, *_OF_BANDS),
    RagRule.BASELINE: ("baseline",),
    **dict.fromkeys(AGAINST_OTHERS, ()),
}
_IN_WORDS = {"target": "the target"}
NEEDED = {
    RagRule.MINIMUM_EXPECTATION: "target",
    RagRule.TOLERANCE: "target",
    RagRule.BANDS: "green_limit",
    RagRule.BASELINE: "baseline",
}


def is_financial_year(text: str) -> bool:
    """Whether it is written as "2019/20", of two years that follow each other."""
    first, slash, second = text.partition("/")
    return (
        bool(slash)
        and len(first) == 4
        and len(second) == 2
        and first.isdecimal()
        and second.isdecimal()
        and (int(first) + 1) % 100 == int(second)
    )


def aim_faults(
    year: str, aim: Table, measure: Table, in_force: RuleInForce
) -> Iterator[tuple[str, str]]:
    """(key below the year, sentence) of every fault of one aim.

    measure: the table of the measure, whose polarity, basis and frequency also hold for its parts.
    in_force: the rule that it is rated by.
    """
    if not is_financial_year(year):
        yield "", f'must be a financial year, such as 2019/20; found "{year}".'
    if aim.get("illustrative") and aim.get("rationale", "") == "":
        yield ".rationale", "is missing. Say where an illustrative target comes from."
    yield from _rule_faults(aim, in_force)
    polarity = measure.get("polarity")
    yield from _bound_faults(aim, polarity)
    yield from _profile_faults(aim, measure)
    for strict, loose in _STRICTER:
        for position in range(-1, QUARTERS_IN_A_YEAR):
            yield from _stricter(aim, polarity, position, strict, loose)


def _rule_faults(aim: Table, in_force: RuleInForce) -> Iterator[tuple[str, str]]:
    """What the rule in force needs and the aim lacks, and what does nothing under it."""
    rule = in_force.rule
    if rule is None:  # what is wrong with it has been told
        return
    needed = NEEDED.get(rule)
    withdrawn = bool(aim.get("earlier")) and not any(key in aim for key in ASKED)
    waits = aim.get("proposed") is True  # for whoever sets the rest of it
    if needed and needed not in aim and not (withdrawn or waits):
        yield f".{needed}", "is missing. Add it."
    for key in ASKED:
        if key in aim and key not in _USED[rule]:
            yield f".{key}", f"does nothing: {in_force.words}. Remove it."


def _bound_faults(aim: Table, polarity: str | None) -> Iterator[tuple[str, str]]:
    for key, upper in UPPER_OF.items():
        if polarity == Polarity.RANGE:
            if key in aim and upper not in aim:
                yield f".{upper}", "is missing. A range needs its upper bound too."
            low, high = aim.get(key), aim.get(upper)
            if low is not None and high is not None and high <= low:
                yield f".{upper}", f"must be more than {key}, which is {low:g}; found {high:g}."
        elif polarity is not None and upper in aim:
            yield f".{upper}", f"is for ranges only; the polarity is {polarity}. Remove it."


def _profile_faults(aim: Table, measure: Table) -> Iterator[tuple[str, str]]:
    to_date = measure.get("basis") == Basis.YEAR_TO_DATE
    frequency = measure.get("frequency")
    for key, profile_key in PROFILE_OF.items():
        if profile_key not in aim:
            if to_date and key in aim:
                yield (
                    f".{profile_key}",
                    "is missing. A year-to-date measure needs its value at each quarter's end.",
                )
            continue
        if frequency is not None and frequency not in PROFILED:
            yield f".{profile_key}", f"does not go with the frequency {frequency}. Remove it."
        profile = _figures(aim, profile_key)
        if profile is None:
            continue
        if len(profile) != QUARTERS_IN_A_YEAR:
            yield (
                f".{profile_key}",
                f"must have {QUARTERS_IN_A_YEAR} figures, one for each quarter; found "
                f"{len(profile)}.",
            )
        elif to_date:
            falls = any(later < earlier for earlier, later in pairwise(profile))
            if falls and measure.get("unit") in ADDING_UP:
                yield f".{profile_key}", "falls within the year; a year-to-date figure cannot."
            whole = aim.get(key)
            if whole is not None and profile[-1] != whole:
                yield (
                    f".{profile_key}",
                    f"must end at the year's {key} of {whole:g}; found {profile[-1]:g}.",
                )


def _stricter(
    aim: Table, polarity: str | None, position: int, strict: str, loose: str
) -> Iterator[tuple[str, str]]:
    """A limit stricter than the one before it, in the year (-1) or one of its quarters.

    strict, loose: "target" and "minimum_expectation", or the limits of green and amber.
    """
    in_year = position == -1
    words = _IN_WORDS.get(strict, strict)
    key = loose if in_year else PROFILE_OF[loose]
    target = aim.get(strict) if in_year else _at(aim, PROFILE_OF[strict], position)
    minimum = aim.get(loose) if in_year else _at(aim, PROFILE_OF[loose], position)
    when = "" if in_year else f" in Q{position + 1}"
    if target is not None and minimum is not None:
        below = polarity in (Polarity.HIGHER, Polarity.RANGE) and minimum > target
        above = polarity == Polarity.LOWER and minimum < target
        if below or above:
            yield (
                f".{key}",
                f"is stricter than {words}{when}: {minimum:g} against {target:g}, where the "
                f"polarity is {polarity}.",
            )
    if in_year and polarity == Polarity.RANGE:
        best, acceptable = aim.get(UPPER_OF[strict]), aim.get(UPPER_OF[loose])
        if best is not None and acceptable is not None and acceptable < best:
            yield (
                f".{UPPER_OF[loose]}",
                f"is stricter than {UPPER_OF[strict]}: {acceptable:g} against {best:g}.",
            )


def _at(aim: Table, key: str, position: int) -> float | None:
    profile = _figures(aim, key)
    return profile[position] if profile is not None and position < len(profile) else None


def _figures(aim: Table, key: str) -> Sequence[float] | None:
    """A profile all of whose members are figures, else None."""
    profile = aim.get(key)
    return profile if profile is not None and None not in profile else None
