"""The project around the code: its licence."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_licence_that_is_declared_is_the_one_that_is_there():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith(f"{PROJECT['project']['license']} License\n")
    assert PROJECT["project"]["license-files"] == ["LICENSE"]
