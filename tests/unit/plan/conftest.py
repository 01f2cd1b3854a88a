"""A copy of the fictional plan that a test may spoil."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpis.plan.check import check_plan

FICTIONAL = Path(__file__).parents[2] / "fictional_plan"


@dataclass(frozen=True)
class PlanCopy:
    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{file} holds no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        path = self.folder / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    def rate_by_minimum_expectation(self) -> None:
        self.edit("plan.toml", "tolerance_percent = 5\n", "")
        self.edit("plan.toml", '"tolerance"', '"minimum_expectation"')

    def faults(self) -> list[str]:
        return check_plan(self.folder)


@pytest.fixture
def plan_copy(tmp_path: Path) -> PlanCopy:
    shutil.copytree(FICTIONAL, tmp_path / "plan")
    return PlanCopy(tmp_path / "plan")
