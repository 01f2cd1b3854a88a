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


@pytest.fixture
def next_plan(tmp_path: Path) -> PlanCopy:
    """The year after the fictional plan, which lies beside it as 2023-25; nothing is changed."""
    shutil.copytree(FICTIONAL, tmp_path / "2023-25")
    shutil.copytree(FICTIONAL, tmp_path / "2024-26")
    copy = PlanCopy(tmp_path / "2024-26")
    copy.edit("plan.toml", 'id = "2023-25"', 'id = "2024-26"')
    copy.edit("plan.toml", 'last_year = "2024/25"', 'last_year = "2025/26"')
    copy.edit(
        "plan.toml", 'first_year = "2023/24"', 'first_year = "2024/25"\nprevious = "../2023-25"'
    )
    for file in sorted((copy.folder / "measures").glob("*.toml")):
        text = file.read_text("utf-8").replace("2024/25", "2025/26").replace("2023/24", "2024/25")
        file.write_text(text, "utf-8")
    return copy
