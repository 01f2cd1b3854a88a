"""What the plan that is shown changed of the one before it, as whoever looks may see the two."""

from kpis.analysis.report.plan_to_plan import PlanToPlan, plan_to_plan
from kpis.errors import PlanError
from kpis.model import Plan
from kpis.ui.state import plan_files
from kpis.use_cases.plans.before import plan_before


def changes_of(plan: Plan) -> PlanToPlan:
    """What a plan changed. Where today's files cannot be used, no plan before it is known."""
    try:
        before = plan_before(plan_files.chain(), plan)
    except PlanError:
        before = None
    return plan_to_plan(plan, before)
