"""What stands before a commit in a clone where `make hooks` was run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in for tools with scripts")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with the hooks, and tools that only write down what they were asked."""
    shutil.copytree(ROOT / ".githooks", tmp_path / ".githooks")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("ruff", "mypy"):
        tool = tmp_path / ".venv/bin" / name
        tool.write_text(f'#!/bin/sh\necho {name} "$@" >> asked\ntest ! -e {name}-finds-something\n')
        tool.chmod(0o755)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "core.hooksPath", ".githooks")
    return tmp_path


def git(clone: Path, *arguments: str) -> int:
    person = {
        f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *arguments], cwd=clone, env=clean | person, capture_output=True, check=False
    ).returncode


def commit(clone: Path, *names: str) -> int:
    for name in names:
        (clone / name).write_text("1\n")
    git(clone, "add", *names)
    return git(clone, "commit", "-m", "Try")


def asked(clone: Path) -> list[str]:
    return (clone / "asked").read_text().splitlines() if (clone / "asked").exists() else []


def test_the_python_files_of_a_commit_are_checked_as_make_check_would(clone):
    assert commit(clone, "a b.py", "c.txt") == 0
    assert asked(clone) == [
        "ruff format --check --force-exclude a b.py",
        "ruff check --force-exclude a b.py",
        "mypy",
    ]


def test_a_commit_without_python_waits_for_no_tool(clone):
    assert commit(clone, "c.txt") == 0
    assert asked(clone) == []


@pytest.mark.parametrize("tool", ["ruff", "mypy"])
def test_a_finding_stops_the_commit(clone, tool):
    (clone / f"{tool}-finds-something").touch()
    assert commit(clone, "a.py") != 0


def test_without_tools_it_says_what_to_run(clone):
    shutil.rmtree(clone / ".venv")
    (clone / "a.py").write_text("1\n")
    git(clone, "add", "a.py")
    ran = subprocess.run(
        [".githooks/pre-commit"], cwd=clone, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "make check" in ran.stderr
