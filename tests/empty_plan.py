"""A plan that holds nothing yet, as `kpis new-plan` makes it."""

from pathlib import Path

from kpis.model import RagRule
from kpis.use_cases.plans.new_plan import PlanWanted, make_plan


def make_empty_plan(folder: Path) -> Path:
    """The folder, with the plan in it; its first year is 2026/27."""
    make_plan(
        folder,
        PlanWanted(
            council="Northmere",
            title="Northmere Together",
            starts_in=2026,
            years=3,
            rule=RagRule.MINIMUM_EXPECTATION,
        ),
    )
    return folder
