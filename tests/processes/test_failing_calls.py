"""A fault at each call by which an act writes: no room, a faulty disk, and death at that call.

By strace, which answers in the system's place; `make soak` installs it where it may.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.processes.acts import ACTS, held

ROOT = Path(__file__).parents[2]
ALL = ("submit", "migration", "first fill", "release", "site")
CALLS = ("write", "fsync", "fdatasync", "pwrite64", "ftruncate", "rename", "unlink")
FAULTS = ("error=ENOSPC", "error=EIO", "signal=KILL")
# Calls of a kind that are failed at most, spread over all of them: the files of a site are alike.
MOST = {"site": 10}

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="fails calls as Linux can"),
]


def strace(folder: Path, act: str, *options: str) -> tuple[int, str, str]:
    """How the act ended under it, what it said, and what was noted."""
    if shutil.which("strace") is None:
        raise FileNotFoundError("strace is needed. `make soak` installs it when it runs as root.")
    log = folder.parent / "calls.txt"
    done = subprocess.run(
        [
            *("strace", "-f", "-qq", "-y", "-o", str(log), *options),
            *(sys.executable, "-m", "tests.processes.acts", act, str(folder)),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stderr, log.read_text()


def calls_of(act: str, folder: Path) -> list[tuple[str, int]]:
    """Every call by which the act writes into its folder: its kind, and how many of it before."""
    code, said, noted = strace(folder, act, "-e", f"trace={','.join(CALLS)}")
    assert code == 0, said
    main = noted.split(maxsplit=1)[0]
    counts: Counter[str] = Counter()
    found = []
    for line in noted.splitlines():
        thread, rest = line.split(maxsplit=1)
        call = re.match(r"\w+", rest)
        if thread == main and call is not None and call[0] in CALLS:
            counts[call[0]] += 1
            if str(folder) in rest:
                found.append((call[0], counts[call[0]]))
    return found


@pytest.mark.parametrize("act", ALL)
def test_a_fault_at_each_call_of_it_leaves_it_whole_or_absent(act, tmp_path):
    before, spent = tmp_path / "before", tmp_path / "spent"
    before.mkdir()
    ACTS[act].before(before)
    shutil.copytree(before, spent)
    tried: Counter[str] = Counter()
    found = calls_of(act, spent)
    assert found
    for kind in CALLS:
        places = [place for name, place in found if name == kind]
        for place in places[:: max(1, -(-len(places) // MOST.get(act, len(places) or 1)))]:
            for fault in FAULTS:
                # Each its own: this process would miss the store that it met there before.
                folder = tmp_path / str(tried.total())
                shutil.copytree(before, folder)
                code, said, _ = strace(
                    folder, act, "-e", f"trace={kind}", "-e", f"inject={kind}:{fault}:when={place}"
                )
                assert "Traceback" not in said, (kind, place, fault, said)
                held(act, folder, acknowledged=code == 0)
                shutil.rmtree(folder)
                tried[f"{kind} {fault} {'done' if code == 0 else 'not'}"] += 1
    print(act, dict(tried))
