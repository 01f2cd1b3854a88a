"""What lists call the things of the plan, by id: its number or code, and its title."""

from collections.abc import Iterable

from kpis.model import Measure, Plan


def outcome_titles(plan: Plan) -> dict[str, str]:
    return {str(each.number): f"{each.number}  {each.title}" for each in plan.outcomes}


def measure_titles(measures: Iterable[Measure]) -> dict[str, str]:
    return {each.id: f"{each.code}  {each.title}" for each in measures}
