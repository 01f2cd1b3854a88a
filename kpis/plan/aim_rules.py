"""What must hold within the aim of one year: target, minimum expectation, bounds and profiles.

An aim that contradicts itself would colour a figure wrongly without anybody noticing (a minimum
expectation stricter than its target makes every figure between them amber and green at once), so
it stops the plan from loading.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpis.model import Basis, Frequency, Polarity, Unit
from kpis.plan.files import Table

QUARTERS_IN_A_YEAR = 4
PROFILED = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
ADDING_UP = (Unit.COUNT, Unit.POUNDS, Unit.TONNES, Unit.DAYS)  # a rate to date may well fall
UPPER_OF = {"target": "target_upper", "minimum_expectation": "minimum_expectation_upper"}
PROFILE_OF = {"target": "target_profile", "minimum_expectation": "minimum_profile"}


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
    year: str, aim: Table, measure: Table, *, tolerance_rule: bool | None
) -> Iterator[tuple[str, str]]:
    """(key below the year, sentence) of every fault of one aim.

    measure: the table of the measure, whose polarity, basis and frequency also hold for its parts.
    """
    if not is_financial_year(year):
        yield "", f'must be a financial year, such as 2019/20; found "{year}".'
    if aim.get("illustrative") and aim.get("rationale", "") == "":
        yield ".rationale", "is missing. Say where an illustrative target comes from."
    if tolerance_rule and "minimum_expectation" in aim:
        yield ".minimum_expectation", "does nothing: this plan rates by tolerance. Remove it."
    polarity = measure.get("polarity")
    yield from _bound_faults(aim, polarity)
    yield from _profile_faults(aim, measure)
    for position in range(-1, QUARTERS_IN_A_YEAR):
        yield from _stricter(aim, polarity, position)


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


def _stricter(aim: Table, polarity: str | None, position: int) -> Iterator[tuple[str, str]]:
    """A minimum expectation stricter than its target, in the year (-1) or one of its quarters."""
    in_year = position == -1
    key = "minimum_expectation" if in_year else "minimum_profile"
    target = aim.get("target") if in_year else _at(aim, "target_profile", position)
    minimum = aim.get("minimum_expectation") if in_year else _at(aim, "minimum_profile", position)
    when = "" if in_year else f" in Q{position + 1}"
    if target is not None and minimum is not None:
        below = polarity in (Polarity.HIGHER, Polarity.RANGE) and minimum > target
        above = polarity == Polarity.LOWER and minimum < target
        if below or above:
            yield (
                f".{key}",
                f"is stricter than the target{when}: {minimum:g} against {target:g}, where the "
                f"polarity is {polarity}.",
            )
    if in_year and polarity == Polarity.RANGE:
        best, acceptable = aim.get("target_upper"), aim.get("minimum_expectation_upper")
        if best is not None and acceptable is not None and acceptable < best:
            yield (
                ".minimum_expectation_upper",
                f"is stricter than target_upper: {acceptable:g} against {best:g}.",
            )


def _at(aim: Table, key: str, position: int) -> float | None:
    profile = _figures(aim, key)
    return profile[position] if profile is not None and position < len(profile) else None


def _figures(aim: Table, key: str) -> Sequence[float] | None:
    """A profile all of whose members are figures, else None."""
    profile = aim.get(key)
    return profile if profile is not None and None not in profile else None
