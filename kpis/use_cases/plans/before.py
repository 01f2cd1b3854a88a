"""The plan that a plan follows, for whoever tells what changed: page and command line."""

from pathlib import Path

from kpis.errors import PlanError
from kpis.model import Plan
from kpis.plan.chain.chain import load_chain


def plan_before(folder: Path, plan: Plan) -> Plan | None:
    """The plan that was in force before a plan of a chain; None where it follows none.

    folder: of any plan of the chain. None also where the one before has faults, or the chain.
    """
    if not plan.previous:
        return None
    try:
        plans = load_chain(folder).plans
    except PlanError:
        return None
    return next((each for each in reversed(plans) if each.first_year < plan.first_year), None)
