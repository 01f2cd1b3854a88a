from pathlib import Path

import pytest

from kpis.plan.load import load_plan
from tests.partnership_of_northmere import partnered_plan
from tests.unit.plan.conftest import PlanCopy


@pytest.fixture
def with_partnership(tmp_path: Path) -> PlanCopy:
    """A copy of the fictional plan that has a partnership."""
    return PlanCopy(partnered_plan(tmp_path / "plan"))


@pytest.fixture
def partnered(with_partnership):
    return load_plan(with_partnership.folder)
