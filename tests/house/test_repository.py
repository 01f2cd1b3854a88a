"""What every file must keep: no host, no path of a machine, a lock with hashes."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_the_lock_names_no_host_and_hashes_every_package():
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(index|extra-index|find-links|trusted-host)", text)
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    hashed = re.findall(r"^[A-Za-z0-9._-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(hashed) > 30


def test_the_lock_pins_every_declared_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[=<>~\[]", entry)[0].strip().lower() for entry in declared}
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    assert names <= pinned


# Files without text to look through.
PICTURES = {".png", ".ico", ".woff2", ".ttf", ".pptx", ".pdf", ".xz"}


def test_no_tracked_file_names_a_path_of_a_machine_or_an_index():
    forbidden = re.compile(
        "|".join(["/" + "work/", "/" + "root/", "/" + "opt/", "index" + "-url", "find" + "-links"])
    )
    here = Path(__file__)
    for path in tracked():
        if path.suffix in PICTURES or path == here or not path.is_file():
            continue
        found = forbidden.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)} holds {found and found[0]}"


def test_a_finding_of_the_security_lint_is_passed_over_with_its_reason_only():
    without = re.compile(r"# noqa: S\d+(, *[A-Z]+\d+)*\W*$|# noqa$", re.MULTILINE)
    for path in tracked():
        if path.suffix == ".py" and path.is_file():
            found = without.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: say why after {found and found[0]!r}"


def test_links_between_documents_lead_to_what_is_there():
    link = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)|<img src=\"(?!https?:)([^\"]+)\"")
    for path in tracked():
        if path.suffix == ".md" and path.is_file():
            for found in link.finditer(path.read_text(encoding="utf-8")):
                target = found[1] or found[2]
                assert (path.parent / target).exists(), f"{path.name} leads to {target}"
