"""Copies of the project's plan that tests may change."""

import shutil
from pathlib import Path

from kpis.model import Plan

STRATEGIC = Path(__file__).parents[1] / "data/plans/2019-22"


def plan_copy(folder: Path, plan: Plan) -> Path:
    """A copy of the strategic plan below a folder, in the place of the one made there before.

    plan: as it was read, whose first figures need their folders; these are left empty.
    """
    made = folder / "data/plans/2019-22"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(STRATEGIC, made)
    for _, figures in plan.first_figures:
        (folder / "data" / figures.name).mkdir(exist_ok=True)
    return made
