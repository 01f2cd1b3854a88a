"""The plan as it is for readers from whom illustrative figures are kept: without such aims."""

from dataclasses import replace

from kpis.model import Measure, Plan


def without_illustrative_aims(plan: Plan) -> Plan:
    """The plan without aims that are illustrative; the plan itself where none is."""
    measures = tuple(map(_without, plan.measures))
    if all(new is old for new, old in zip(measures, plan.measures, strict=True)):
        return plan
    return replace(plan, measures=measures)


def _without(measure: Measure) -> Measure:
    kept = {year: aim for year, aim in measure.aims.items() if not aim.illustrative}
    return measure if len(kept) == len(measure.aims) else replace(measure, aims=kept)
