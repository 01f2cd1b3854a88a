"""`make audit` says what is known of the pinned packages, and never calls unchecked ones safe."""

import sys
from pathlib import Path

import pytest

from tests import audit

SOUND = {"name": "plotly", "version": "7.1.0", "vulns": []}
WEAK = {
    "name": "pandas",
    "version": "3.1.1",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3.1.2"]}],
}
MISSED = {"name": "duckdb", "skip_reason": "Dependency not found on PyPI"}


def answer(*packages: dict) -> audit.Answer:
    return audit.read_report({"dependencies": list(packages), "fixes": []})


def test_a_weakness_is_told_with_its_names_and_the_version_that_mends_it():
    told = audit.told(answer(SOUND, WEAK))
    assert "pandas 3.1.1: PYSEC-1 = CVE-1; mended in: 3.1.2" in told
    assert "make lock" in told


def test_packages_without_a_known_weakness_are_counted():
    assert audit.told(answer(SOUND)) == "No weakness is known of the packages looked up, 1 in all."


def test_what_could_not_be_looked_up_is_named():
    assert audit.told(answer(SOUND, MISSED)).endswith("Could not be looked up: duckdb.")


def test_where_nothing_could_be_looked_up_nothing_is_called_safe():
    told = audit.told(answer(MISSED, MISSED))
    assert told.startswith("NOTHING WAS CHECKED")
    assert "No weakness" not in told


@pytest.mark.parametrize(
    ("packages", "strict", "code"),
    [
        ([SOUND], True, 0),
        ([SOUND, MISSED], False, 0),
        ([SOUND, MISSED], True, 3),
        ([MISSED], False, 0),
        ([WEAK, MISSED], False, 1),
        ([WEAK, MISSED], True, 1),
    ],
)
def test_it_fails_on_a_finding_and_when_asked_on_what_was_not_looked_up(packages, strict, code):
    assert audit.exit_code(answer(*packages), strict=strict) == code


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 3)])
def test_without_pip_audit_it_says_so_and_fails_only_when_asked(
    arguments, code, monkeypatch, capsys
):
    monkeypatch.setattr(audit, "ask", lambda _: "pip-audit could not be installed: no index")
    assert audit.main(arguments) == code
    assert capsys.readouterr().out == (
        "NOTHING WAS CHECKED: pip-audit could not be installed: no index\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for Python with a shell script")
def test_the_reason_is_told_where_pip_audit_writes_no_report(tmp_path: Path):
    python = tmp_path / "bin/python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\ncase "$2" in pip_audit) echo "no route" >&2; exit 1;; esac\n')
    python.chmod(0o755)
    assert audit.ask("osv", place=tmp_path) == "the advisories could not be had: no route"
