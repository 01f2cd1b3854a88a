"""Real processes on one store."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpis.store import Store

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 60  # seconds before a process counts as hung


class Process:
    """A worker: what it said, and how it ended."""

    def __init__(self, act: str, store: Path, *rest: str) -> None:
        self._running = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), act, str(store), *rest],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    def hears(self) -> str:
        """The next line it says; "" when it has ended."""
        return self._running.stdout.readline().strip()

    def go(self) -> None:
        self._running.stdin.write("go\n")
        self._running.stdin.flush()

    def kill(self) -> None:
        self._running.kill()
        self._running.communicate()

    def finish(self) -> list[str]:
        """What else it says until it ends well. Fails when it ends with a traceback."""
        out, err = self._running.communicate(timeout=PATIENCE)
        assert self._running.returncode == 0, err
        assert err == ""
        return out.split("\n")[:-1]

    def end(self) -> None:
        if self._running.poll() is None:
            self.kill()


@pytest.fixture
def start() -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def call(act: str, store: Store, *rest: object) -> Process:
        started.append(Process(act, store.path, *map(str, rest)))
        return started[-1]

    yield call
    for process in started:
        process.end()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "kpis.duckdb", timeout=30)
    made.prepare()
    return made
