"""What is said of a plan that holds no measure yet, on every page and by every command."""

from kpis.model import Plan

NO_MEASURE_YET = (
    "The plan holds no measure yet, so there is nothing to return or to rate. "
    "docs/first_hour.md says how measures come in."
)


def no_measure_yet(plan: Plan) -> str:
    """The sentence of an empty plan; "" of one that holds a measure."""
    return "" if plan.measures else NO_MEASURE_YET
