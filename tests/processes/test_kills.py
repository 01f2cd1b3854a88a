"""Killed at any moment, or on a disk that is nearly full: whole or absent, and nothing is gone.

A few moments and sizes in the suite; `make soak` has 260 moments and 150 sizes.
"""

import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes.acts import ACTS, held, store_of

ROUNDS, SIZES = 20, 30  # of each act; the first ones in the suite
SLOW = {"site", "rebuild"}  # of `make soak` alone
ON_DISKS = ("submit", "first fill")
COPIES = ("backup", "restore", "rebuild")  # of which a file that is too small was once believed


def _cases(rounds: int, every: int, names: tuple[str, ...], first: int = 0) -> list[object]:
    """Each act so often; each `every`-th round in the suite, from the first on."""
    return [
        pytest.param(
            name,
            number,
            marks=[pytest.mark.soak] if number % every != first or name in SLOW else [],
        )
        for name in names
        for number in range(rounds)
    ]


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Callable[[str, Path], None]:
    """Make a folder what it is before an act; worked out once for each."""
    made: dict[str, Path] = {}

    def make(act: str, folder: Path) -> None:
        if act not in made:
            made[act] = tmp_path_factory.mktemp("before")
            ACTS[act].before(made[act])
        shutil.copytree(made[act], folder, dirs_exist_ok=True)

    return make


@pytest.fixture(scope="module")
def lasts(tmp_path_factory, before) -> Callable[[str], float]:
    """About how many seconds an act takes."""
    known: dict[str, float] = {}

    def measure(act: str) -> float:
        if act not in known:
            folder = tmp_path_factory.mktemp("lasts")
            before(act, folder)
            begun = time.monotonic()
            ACTS[act].do(folder)
            known[act] = time.monotonic() - begun
        return known[act]

    return measure


@pytest.mark.parametrize(("act", "number"), _cases(ROUNDS, ROUNDS, tuple(ACTS)))
def test_killed_at_a_random_moment_it_is_whole_or_absent(
    act, number, start, tmp_path, before, lasts
):
    before(act, tmp_path)
    process = start("do", store_of(tmp_path), act)
    assert process.hears() == "ready"
    moment = random.Random(f"{act} {number}").uniform(0, 1.5 * lasts(act))
    process.go()
    time.sleep(moment)
    process.kill()
    held(act, tmp_path, acknowledged=process.said_before_it_died() == ["done"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize(
    ("act", "number"), [*_cases(SIZES, 10, ON_DISKS), *_cases(SIZES, SIZES, COPIES, first=2)]
)
def test_on_a_disk_that_is_nearly_full_it_is_whole_or_absent(act, number, start, tmp_path, before):
    before(act, tmp_path)
    store = store_of(tmp_path)
    most = (store.path.stat().st_size if store.exists() else 0) + 1_500_000
    process = start("do", store, act, most * number // SIZES)
    assert process.hears() == "ready"
    process.go()
    (said,) = process.finish()
    assert said == "done" or "ake room" in said, said
    held(act, tmp_path, acknowledged=said == "done")
