"""Real processes on one store."""

import multiprocessing
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kpis.store import Store
from tests.processes import worker

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # seconds before a process counts as hung

# Each process is new; what it imports was imported once, where the system can do that.
FORKING = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: Any = multiprocessing.get_context("forkserver" if FORKING else "spawn")


class Process:
    """A worker: what it said, and how it ended."""

    def __init__(self, errors: Path, act: str, store: Path, *rest: str) -> None:
        self._errors = errors
        self._worker, other_end = CONTEXT.Pipe()
        self._running = CONTEXT.Process(
            target=worker.main, args=(other_end, str(errors), act, str(store), *rest)
        )
        self._running.start()
        other_end.close()

    def hears(self) -> str:
        """The next thing it says; "" when it has ended."""
        assert self._worker.poll(PATIENCE), "it hangs"
        try:
            return self._worker.recv()
        except EOFError:
            return ""

    def go(self) -> None:
        self._worker.send("go")

    def kill(self) -> None:
        self._running.kill()
        self._running.join()

    def said_before_it_died(self) -> list[str]:
        """What it had sent when it was killed and nobody had heard yet."""
        said = []
        while self._worker.poll():
            try:
                said.append(self._worker.recv())
            except (EOFError, ConnectionResetError):
                break
        return said

    def finish(self) -> list[str]:
        """What else it says until it ends well. Fails when it ends with a traceback."""
        said = list(iter(self.hears, ""))
        self._running.join(PATIENCE)
        assert self._errors.read_text() == ""
        assert self._running.exitcode == 0
        return said

    def end(self) -> None:
        if self._running.is_alive():
            self.kill()
        self._worker.close()
        self._running.close()


@pytest.fixture(scope="module", autouse=True)
def _imported_once() -> Iterator[None]:
    if FORKING:
        CONTEXT.set_forkserver_preload([worker.__name__])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        yield


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []
    errors = tmp_path_factory.mktemp("errors")
    numbers = count()

    def call(act: str, store: Store, *rest: object) -> Process:
        told = errors / str(next(numbers))
        started.append(Process(told, act, store.path, *map(str, rest)))
        return started[-1]

    yield call
    for process in started:
        process.end()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "kpis.duckdb", timeout=120)
    made.prepare()
    return made
