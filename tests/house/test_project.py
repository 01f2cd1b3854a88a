"""The project around the code: its licence, version and hosted CI."""

import re
import tomllib
from datetime import date
from pathlib import Path

import kpis

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HEADINGS = re.findall(
    r"^## \[(.+?)\](?: - (.+))?$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_newest_release_of_the_changelog_is_the_version():
    (unreleased, no_day), (newest, _), *_ = HEADINGS
    assert (unreleased, no_day) == ("Unreleased", "")
    assert newest == kpis.__version__


def test_the_releases_of_the_changelog_stand_newest_first_each_with_its_day():
    versions = [tuple(map(int, version.split("."))) for version, _ in HEADINGS[1:]]
    days = [date.fromisoformat(day) for _, day in HEADINGS[1:]]
    assert versions == sorted(versions, reverse=True)
    assert days == sorted(days, reverse=True)


def test_the_version_is_written_in_one_place():
    assert "version" not in PROJECT["project"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "kpis.__version__"}


def test_the_licence_that_is_declared_is_the_one_that_is_there():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith(f"{PROJECT['project']['license']} License\n")
    assert PROJECT["project"]["license-files"] == ["LICENSE"]


def test_hosted_ci_runs_what_any_machine_runs_and_may_write_nothing():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert re.findall(r"^ *- run: (.+)$", workflow, re.MULTILINE) == [".ci/run"]
    assert re.search(r"^permissions:\n  contents: read\n\n", workflow, re.MULTILINE)
    assert "secrets" not in workflow
    used = re.findall(r"uses: (\S+)", workflow)
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in used)


def test_hosted_ci_takes_the_oldest_python_that_is_promised():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    (python,) = re.findall(r'python-version: "(.+)"', workflow)
    assert PROJECT["project"]["requires-python"] == f">={python}"
