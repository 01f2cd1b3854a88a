"""How what a plan asks of a measure moves from year to year, and from the plan before to it.

A target is compared as it is published, after rounding. Whether another one asks more follows from
the measure's polarity; of a range only whether it is the same can be said. Where a measure was
defined anew in between, the two targets are of different things and are not compared.
"""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

from kpis.model import Aim, Measure, Plan, Polarity
from kpis.model.record import Record
from kpis.periods import slashed
from kpis.rounding import round_figure
from kpis.words.figures import bounds


class Step(StrEnum):
    """What became of a target since the year before."""

    MORE = "more"  # it asks more
    LESS = "less"
    KEPT = "kept"
    OTHER = "other"  # it is another, and nobody can say whether it asks more
    ANEW = "anew"  # the measure was defined anew, so the two are not compared
    FIRST = "first"  # there was none the year before


class YearAsked(Record):
    """What one year asks. plan: the one that says so. step: None where it has no target.

    asked, least: the target and the minimum expectation in words, "" for none; a baseline to beat
    stands in the place of a target. rises: whether the figure itself is a higher one, None where
    it is the same or is not compared. least_is_last_years: the minimum is last year's target.
    """

    year: str
    plan: Plan
    aim: Aim | None
    asked: str
    least: str
    step: Step | None
    rises: bool | None = None
    least_is_last_years: bool = False


class MeasureAims(Record):
    """A measure or part of a plan, and what each year asks of it, earliest first.

    before: the same measure in the plan before; None where it had none, or there is no such plan.
    """

    measure: Measure
    before: Measure | None
    years: tuple[YearAsked, ...]

    @property
    def over_all(self) -> Step | None:
        """From the first year that asks anything to the last; None where fewer than two do."""
        asking = [each for each in self.years if each.aim is not None and each.asked]
        if len(asking) < 2:
            return None
        anew = any(each.step is Step.ANEW for each in self.years)
        return Step.ANEW if anew else _step(asking[0], asking[-1].aim, self.measure)[0]


def years_of(plan: Plan) -> tuple[str, ...]:
    """The financial years of a plan, "2019/20" and on."""
    first, last = int(plan.first_year[:4]), int(plan.last_year[:4])
    return tuple(slashed(start) for start in range(first, last + 1))


def aims_over_years(
    plan: Plan, before: Plan | None, lines: dict[str, Measure], anew: frozenset[str]
) -> tuple[MeasureAims, ...]:
    """Every measure and part that some year asks anything of, in plan order.

    lines: the measure of the plan before that each goes on from, by its id now. anew: ids now of
    those that were defined anew with this plan.
    """
    last_year = slashed(int(plan.first_year[:4]) - 1)
    found = []
    for measure in plan.counted:
        was = lines.get(measure.id)
        states: list[tuple[str, Plan, Measure]] = []
        if before is not None and was is not None:
            states.append((last_year, before, was))
        states += [(year, plan, measure) for year in years_of(plan)]
        years = tuple(_years(states, measure.id in anew))
        if any(each.asked or each.least for each in years):
            found.append(MeasureAims(measure=measure, before=was, years=years))
    return tuple(found)


def _years(states: Sequence[tuple[str, Plan, Measure]], anew: bool) -> Iterator[YearAsked]:
    earlier: YearAsked | None = None
    for year, plan, measure in states:
        aim = measure.aims.get(year)
        step, rises = _step(earlier, aim, measure)
        if anew and earlier is not None and earlier.plan is not plan and step is not None:
            step, rises = Step.ANEW, None
        asked = YearAsked(
            year=year,
            plan=plan,
            aim=aim,
            asked=asked_words(aim, measure),
            least=least_words(aim, measure),
            step=step if earlier is not None else None,
            rises=rises,
            least_is_last_years=_is_last_years(earlier, aim, measure),
        )
        yield asked
        earlier = asked


def asked_words(aim: Aim | None, measure: Measure) -> str:
    """The target of a year as readers see it; "" for none."""
    if aim is None:
        return ""
    low, high = _target(aim)
    words = _bounds(low, high, measure)
    return f"better than {words}" if aim.target is None and words else words


def least_words(aim: Aim | None, measure: Measure) -> str:
    """The minimum expectation, or the least that is amber, as readers see it; "" for none."""
    if aim is None:
        return ""
    minimum = _bounds(aim.minimum_expectation, aim.minimum_expectation_upper, measure)
    return minimum or _bounds(aim.amber_limit, aim.amber_limit_upper, measure)


def _bounds(low: float | None, high: float | None, measure: Measure) -> str:
    lower, upper = (math.nan if value is None else value for value in (low, high))
    return bounds(lower, upper, measure.unit, measure.decimals)


def _target(aim: Aim) -> tuple[float | None, float | None]:
    if aim.target is None and aim.target_upper is None:
        return aim.baseline, None
    return aim.target, aim.target_upper


def _step(
    earlier: YearAsked | None, aim: Aim | None, measure: Measure
) -> tuple[Step | None, bool | None]:
    old = _rounded(earlier.aim if earlier else None, measure)
    new = _rounded(aim, measure)
    if new == (None, None):
        return None, None
    if old == (None, None):
        return Step.FIRST, None
    if old == new:
        return Step.KEPT, None
    if measure.polarity not in (Polarity.HIGHER, Polarity.LOWER) or None in (old[0], new[0]):
        return Step.OTHER, None
    rises = new[0] > old[0]  # type: ignore[operator] # neither is None
    return (Step.MORE if rises == (measure.polarity is Polarity.HIGHER) else Step.LESS), rises


def _rounded(aim: Aim | None, measure: Measure) -> tuple[float | None, float | None]:
    low, high = (None, None) if aim is None else _target(aim)
    return _figure(low, measure), _figure(high, measure)


def _figure(value: float | None, measure: Measure) -> float | None:
    return None if value is None else round_figure(value, measure.decimals)


def _is_last_years(earlier: YearAsked | None, aim: Aim | None, measure: Measure) -> bool:
    if earlier is None or earlier.aim is None or aim is None or aim.minimum_expectation is None:
        return False
    least = _figure(aim.minimum_expectation, measure)
    return least == _figure(earlier.aim.target, measure)
