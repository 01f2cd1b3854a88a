"""The dashboards of several councils in one house: a process for each, looked after by this one.

What one council's process holds, another's cannot show. This one holds nothing of any: neither
their stores nor their secrets. Where the system can do that safely it imports the program once and
each process begins as a copy of it, so that they share what is the same for all
(docs/decisions/0083-a-process-for-each-council.md).
"""

import gc
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from kpis.councils.council import Council
from kpis.councils.councils_file import read_councils, secrets_of
from kpis.errors import KpisError
from kpis.server.watching.stopping import drain_seconds

# What every council's process needs. Not DuckDB: it begins a thread as it is imported.
SHARED = (
    "kpis.server.start",
    "kpis.server.application",
    "kpis.server.connections",
    "kpis.server.clocks.due_releases",
    "kpis.server.clocks.mails",
    "kpis.server.clocks.site_pages",
    "kpis.charts.trend",
    "kpis.ui.performance.sentences",
    "kpis.ui.ready",
    "kpis.ui.state.cache",
    "kpis.use_cases.check",
    "statsmodels.tsa.exponential_smoothing.ets",
)
# Two packages would begin threads as they are imported, and no thread is copied with a process.
NO_THREADS = {"JE_ARROW_MALLOC_CONF": "background_thread:false", "OPENBLAS_NUM_THREADS": "1"}
SHORTEST_PAUSE = 1.0  # seconds before a process that ended is begun again, the first time
LONGEST_PAUSE = 60.0
STEADY = 60.0  # seconds: a process that ran so long begins with the shortest pause again
PATIENCE = 12.0  # seconds for all to end beside the drain: each gives its last answers five


class Looked:
    """One council's process, and when it begins next where it has ended."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.process: BaseProcess | None = None
        self.pause = SHORTEST_PAUSE
        self.began = self.due = 0.0

    def begin(self, context: Any) -> None:
        self.process = context.Process(target=_serve, args=(self.council,), name=self.council.name)
        self.process.start()
        self.began = time.monotonic()

    def ended(self) -> str:
        """What is to be said of it; it is due again after the pause, and next time after more."""
        assert self.process is not None  # noqa: S101 it ran
        self.process.join()
        code, now = self.process.exitcode, time.monotonic()
        self.process.close()
        self.process = None
        if now - self.began >= STEADY:
            self.pause = SHORTEST_PAUSE
        self.due, pause = now + self.pause, self.pause
        self.pause = min(2 * self.pause, LONGEST_PAUSE)
        how = f"by signal {-code}" if code is not None and code < 0 else f"with code {code}"
        return f"{self.council.name} ended {how}. It is begun again in {pause:g} s."

    def stop(self, until: float) -> None:
        """It has been asked to end before."""
        if self.process is not None:
            self.process.join(max(0.0, until - time.monotonic()))
            if self.process.is_alive():
                self.process.kill()
                self.process.join()


class _Stopped(BaseException):
    """Somebody has asked for the end."""


def main(path: Path) -> None:
    """Serve every council the file lists until stopped. Raises SettingsError."""
    councils = read_councils(path)
    os.environ |= NO_THREADS
    print("\n".join(table(councils)), flush=True)
    os.umask(0o077)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    looked_after = [Looked(council) for council in councils]
    try:
        context = _context()
        while True:
            _look(looked_after, context)
    except _Stopped:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)
    finally:
        _end(looked_after)


def table(councils: Sequence[Council]) -> list[str]:
    """Where each council is: lines, the first a heading."""
    rows = [("Council", "Address", "Names", "Plan", "Store")]
    for each in councils:
        address = f"[{each.address}]" if ":" in each.address else each.address
        names = ", ".join(each.hosts) or "-"
        rows.append((each.name, f"http://{address}:{each.port}", names, *_places(each)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _places(council: Council) -> tuple[str, str]:
    return str(council.plan), str(council.store)


def _context() -> Any:
    """How processes begin: as copies of this one where that is safe, else anew."""
    if sys.platform == "linux":
        for name in SHARED:
            importlib.import_module(name)
        if threads() == 1:
            gc.collect()
            gc.freeze()  # what is never looked through again stays shared
            return multiprocessing.get_context("fork")
        print("kpis: Something began a thread already; each council starts anew.", file=sys.stderr)
    return multiprocessing.get_context("spawn")


def threads() -> int:
    """Of this process, those that Python does not know too. Linux."""
    return len(os.listdir("/proc/self/task"))


def _look(looked_after: Sequence[Looked], context: Any) -> None:
    """Begin what is due, and wait until one has ended or the next is due."""
    now = time.monotonic()
    for each in looked_after:
        if each.process is None and each.due <= now:
            each.begin(context)
    running = {each.process.sentinel: each for each in looked_after if each.process is not None}
    soonest = min((each.due for each in looked_after if each.process is None), default=None)
    patience = None if soonest is None else max(0.0, soonest - time.monotonic())
    for sentinel in wait([*running], patience):
        print(f"kpis: {running[sentinel].ended()}", file=sys.stderr, flush=True)  # type: ignore[index]


def _end(looked_after: Sequence[Looked]) -> None:
    for each in looked_after:
        if each.process is not None:
            each.process.terminate()
    until = time.monotonic() + PATIENCE + drain_seconds()
    for each in looked_after:
        each.stop(until)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stopped


def _serve(council: Council) -> None:
    """In the council's own process."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.SIG_DFL)
    try:
        environment = council.environment(os.environ, secrets_of(council))
        os.environ.clear()
        os.environ.update(environment)
        threading.Thread(target=_end_with_house, daemon=True).start()
        from kpis.server import start

        start.main(council.address, council.port, hosts=council.hosts, open_browser=False)
    except KpisError as error:
        sys.exit(f"kpis: {council.name} cannot be opened. {error}")


def _end_with_house() -> None:
    """Where the process that looks after this one is gone, nobody could stop it any more."""
    house = multiprocessing.parent_process()
    assert house is not None  # noqa: S101 it was begun by it
    house.join()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except KpisError as error:
        print(f"kpis: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
