"""A store with all that the whole plan, tests/whole_plan, and the one before it were returned."""

from pathlib import Path

from kpis.model import Plan, local_administrator
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.first_figures import load_first_figures
from kpis.use_cases.submit import submit_return

TESTS = Path(__file__).parent
WHOLE, BEFORE = TESTS / "whole_plan", TESTS / "whole_plan_before"
RETURNS = (  # of eight quarters: the first four were returned to the plan before
    (BEFORE, "returns.csv"),
    (WHOLE, "returns.csv"),
    (WHOLE, "activities.csv"),
)
OFFICER = local_administrator("Performance Officer")


def fill(store: Store) -> Plan:
    """Make the store, and submit every return; gives the plan. Raises where one is refused."""
    plan = load_plan(WHOLE)
    load_first_figures(store, plan)
    for folder, file in RETURNS:
        content = (folder / file).read_bytes()
        submit_return(store, load_plan(folder), file, content, actor=OFFICER)
    return plan
