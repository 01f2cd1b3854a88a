import shutil
from pathlib import Path

import pytest

from kpis.plan.load import load_plan
from tests.partnership_of_northmere import MEETINGS, PARTNERSHIP
from tests.unit.plan.conftest import FICTIONAL, PlanCopy


@pytest.fixture
def with_partnership(tmp_path: Path) -> PlanCopy:
    """A copy of the fictional plan that has a partnership."""
    shutil.copytree(FICTIONAL, tmp_path / "plan")
    copy = PlanCopy(tmp_path / "plan")
    copy.add("partnership.toml", PARTNERSHIP)
    copy.add("calendar.toml", MEETINGS)
    return copy


@pytest.fixture
def partnered(with_partnership):
    return load_plan(with_partnership.folder)
