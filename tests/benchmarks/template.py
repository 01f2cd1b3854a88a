"""The template of every measure of the plan at once, with all its activities: time to make it."""

import dataclasses
from collections.abc import Callable

from kpis.model import Frequency, Plan
from kpis.periods import quarter
from tests.benchmarks.figures import sixteen_quarters

REPORTED = quarter(2019, 2)


def making(plan: Plan) -> Callable[[int], object]:
    """A run that makes the workbook. Every measure is taken to be due in the one quarter."""
    from kpis.template import template_workbook

    due = tuple(
        dataclasses.replace(
            measure, frequency=Frequency.QUARTER, arrears=0, introduced="", suspensions=()
        )
        for measure in plan.measures
    )
    everything = dataclasses.replace(plan, measures=due)
    outturns = sixteen_quarters(everything)
    return lambda _: template_workbook(everything, REPORTED, outturns=outturns)
