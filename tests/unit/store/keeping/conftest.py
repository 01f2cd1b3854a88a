"""A backup of the store in which everything has happened, made once."""

from pathlib import Path

import pytest

from tests.backups import backed_up


@pytest.fixture(scope="module")
def backup(eventful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup")
    plan = folder / "2023-25"
    (plan / "measures").mkdir(parents=True)
    (plan / "plan.toml").write_text('id = "2023-25"\n', "utf-8")
    (plan / "measures/frogs.toml").write_text('title = "Frogs"\n', "utf-8")
    (plan / ".plan.toml.swp").write_text("half", "utf-8")
    (plan / "link.toml").symlink_to(plan / "plan.toml")
    made = backed_up(eventful, folder / "backup.zip", plans={"2023-25": plan})
    return made.path
