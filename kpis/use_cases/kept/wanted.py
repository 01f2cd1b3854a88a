"""Which figures of a store a plan is about: a store may hold those of a whole country.

Whoever reads with a plan asks for these alone, so that what is read grows with what is shown and
not with what is stored. A figure of a measure that no plan of the chain has is shown nowhere.
"""

from collections.abc import Iterator

from kpis.model import Plan
from kpis.plan.chain.chain import Chain
from kpis.store import WantedFigures


def of_measures(plan: Plan | Chain) -> WantedFigures:
    """The figures of its measures and parts, of all areas, under each id they ever had."""
    ids = (
        each
        for one in _plans(plan)
        for measure in one.measures
        for each in (measure.id, *measure.earlier_ids)
    )
    return WantedFigures(measures=frozenset(ids))


def of_pages(plan: Plan | Chain) -> WantedFigures:
    """Of these the figures of the areas that a page or an analysis of the plan ever names.

    The plan's own, its comparators, those of its comparator sets, and whom its rules rate against.
    """
    areas = frozenset(area for one in _plans(plan) for area in _areas(one) if area)
    return WantedFigures(measures=of_measures(plan).measures, areas=areas)


def _plans(plan: Plan | Chain) -> tuple[Plan, ...]:
    return (plan.named, *plan.plans) if isinstance(plan, Chain) else (plan,)


def _areas(plan: Plan) -> Iterator[str]:
    yield from (plan.area, *plan.comparators)
    for each in plan.comparator_sets:
        yield from (each.reference, *each.areas)
    yield from (plan.rule_of(measure).area for measure in plan.measures)
    yield plan.rating_rule.area
