"""What something costs: seconds, and memory over what was there before, of all its processes.

Seconds are those of the processor, of this process and of those it started: how busy the machine
is makes no difference. Memory is known on Linux alone, and 0 elsewhere.
"""

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ME = Path("/proc/self")
MEGABYTE = 1024 * 1024


@dataclass
class Cost:
    seconds: float = 0.0
    by_the_clock: float = 0.0
    megabytes: float = 0.0


@contextlib.contextmanager
def measured() -> Iterator[Cost]:
    """What the block costs, known when it has ended."""
    cost = Cost()
    ended = threading.Event()
    others = _PeakOfOthers(ended)
    before = _forget_peak()
    begun, began = sum(os.times()[:4]), time.monotonic()
    others.start()
    try:
        yield cost
    finally:
        cost.seconds = sum(os.times()[:4]) - begun
        cost.by_the_clock = time.monotonic() - began
        ended.set()
        others.join()
        cost.megabytes = (_memory("self", "VmHWM") - before + others.peak) / MEGABYTE


class _PeakOfOthers(threading.Thread):
    """Looks a hundred times in a second at what the processes take that this one has started."""

    def __init__(self, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._ended = ended

    def run(self) -> None:
        while not self._ended.wait(0.01):
            with contextlib.suppress(OSError):
                children = [
                    child
                    for thread in (ME / "task").iterdir()
                    for child in (thread / "children").read_text().split()
                ]
                peaks = [_memory(each, "VmHWM") for each in children if _runs_its_own(each)]
                # Until it runs its own program, a process that was started has the memory of this
                # one, and while it takes that up the system may still tell the memory of before.
                if all(map(_runs_its_own, children)):
                    self.peak = max(self.peak, sum(peaks))


def _runs_its_own(process: str) -> bool:
    return _command(process) not in (_command("self"), b"")


def _command(process: str) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _forget_peak() -> int:
    with contextlib.suppress(OSError):
        (ME / "clear_refs").write_text("5")
    return _memory("self", "VmRSS")


def _memory(process: str, what: str) -> int:
    """Bytes, 0 where the process has ended or the system does not tell."""
    with contextlib.suppress(OSError):
        if found := re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text()):
            return int(found[1]) * 1024
    return 0
