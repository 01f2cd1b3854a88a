"""Pages that change the plan, on a copy of it."""

from pathlib import Path

import pytest

from tests.plans import plan_copy


@pytest.fixture
def folder(tmp_path, strategic_plan, monkeypatch) -> Path:
    """A copy of the plan that the pages show and may change."""
    made = plan_copy(tmp_path, strategic_plan)
    monkeypatch.setenv("KPIS_PLAN", str(made))
    return made
