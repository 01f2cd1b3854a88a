"""What stays is set aside, and what nobody needs any more goes all the same: see the houses."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
HOUSES = Path(__file__).with_name("long_lived_houses.py")


def test_what_stays_is_set_aside_and_what_nobody_needs_any_more_goes():
    """In a process that holds little else, where looking all of it through takes no time."""
    alone = ("--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-q")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *alone, str(HOUSES)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    tests = HOUSES.read_text(encoding="utf-8").count("\ndef test_")
    assert int(re.search(r"(\d+) passed", ran.stdout)[1]) >= tests
