"""The plan that a plan follows, for whoever tells what changed: page and command line."""

from kpis.model import Plan
from kpis.plan.chain.chain import Chain


def plan_before(chain: Chain, plan: Plan) -> Plan | None:
    """The plan that was in force before a plan of a chain, or before one that is proposed.

    None where it follows none, and where the one before has faults, so that the chain lacks it.
    """
    if not plan.previous:
        return None
    plans = reversed(chain.plans)
    return next((each for each in plans if each.first_year < plan.first_year), None)
