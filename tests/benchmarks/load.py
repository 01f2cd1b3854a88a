"""How many readers at once are served, and how fast: `make load`. Prints one table.

Readers come over connections of their own from many addresses, open the overview, an outcome or a
measure in turn, and click once in ten seconds. With `--before CHECKOUT` the server of another
checkout (a `git worktree` of an earlier commit) takes turns with this one, so that both meet the
same machine in the same minutes. Nothing here runs with the tests.
"""

import argparse
import contextlib
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.crowd import MOST_SESSIONS, Ask, Served, serve, share_of

ROOT = Path(__file__).parents[2]
PLAN = "data/plans/2019-22"
SESSIONS = (20, 50, 100, 300)
SECONDS = 40.0
QUARTERS = ("2018-19-Q4", "2019-20-Q1", "2019-20-Q2", "2019-20-Q3")
HEAD = ("server", "readers", "clicks", "median", "95 %", "worst", "first page 95 %", "errors")
FURTHER = ("processor", "memory", "most", "files")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    name: str
    address: str
    process: int

    def seconds(self) -> float:
        """Of the processor, since it was started."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self, what: str = "VmRSS") -> int:
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(what)).split()[1]) // 1024

    def files(self) -> int:
        return len(os.listdir(f"/proc/{self.process}/fd"))


def main() -> None:
    asked = _arguments()
    _allow_many()
    asks = pages()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as running:
        servers = [
            running.enter_context(server(label, checkout, Path(name) / label, asked.files))
            for label, checkout in (("before", asked.before), ("now", ROOT))
            if checkout
        ]
        for each in servers:
            serve(each.address, asks, sessions=3, seconds=4.0, every=0.5)
        print("| " + " | ".join((*HEAD, *FURTHER)) + " |")
        print("|" + "---|" * len((*HEAD, *FURTHER)), flush=True)
        for sessions in asked.sessions:
            for each in servers:
                print(row(each, asks, sessions, asked.seconds, asked.every), flush=True)
        print(f"load of the machine, 1, 5 and 15 minutes: {os.getloadavg()}")


def row(running: Server, asks: Ask, sessions: int, seconds: float, every: float) -> str:
    """Serve so many readers and give the row of the table, told of faults beneath it."""
    before, begun, held = running.seconds(), time.monotonic(), running.megabytes()
    served = serve(running.address, asks, sessions=sessions, seconds=seconds, every=every)
    share = (running.seconds() - before) / (time.monotonic() - begun)
    memory = f"{held} → {running.megabytes()} MB", f"{running.megabytes('VmHWM')} MB"
    cells = (*_figures(running.name, sessions, served), f"{share:.0%}", *memory, running.files())
    time.sleep(2.0)
    return "| " + " | ".join(map(str, cells)) + " |" + _told(served)


def _figures(name: str, sessions: int, served: Served) -> tuple[object, ...]:
    clicks = served.all_clicks
    seconds = (share_of(clicks, 0.5), share_of(clicks, 0.95), share_of(clicks, 1.0))
    first = share_of(served.opened, 0.95)
    return (
        name,
        sessions,
        len(clicks),
        *(f"{s:.3f} s" for s in (*seconds, first)),
        len(served.errors),
    )


def _told(served: Served) -> str:
    counted = {error: served.errors.count(error) for error in served.errors}
    return "".join(f"\n    {count} times: {error}" for error, count in counted.items())


def pages() -> Ask:
    """Overview, outcome and measure in turn, of a quarter and measure by chance."""
    from kpis.plan.load import load_plan

    plan, chance = load_plan(ROOT / PLAN), random.Random(1)
    measures = [measure.id for measure in plan.measures]
    outcomes = [outcome.number for outcome in plan.outcomes]

    def ask(turn: int) -> tuple[str, str]:
        period = f"period={chance.choice(QUARTERS)}"
        if turn % 3 == 0:
            return "", period
        if turn % 3 == 1:
            return "outcome", f"outcome={chance.choice(outcomes)}&{period}"
        return "measure", f"measure={chance.choice(measures)}&{period}"

    return ask


@contextlib.contextmanager
def server(name: str, checkout: Path, folder: Path, files: int = 0) -> Iterator[Server]:
    """`kpis serve` of a checkout on a new store of its own, until it can show figures.

    files: how many files the process may have open before it asks for more; 0 for as many as here.
    """
    folder.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser", "--port", str(port)]
    command += ["--store", str(folder / "kpis.duckdb"), "--plan", PLAN]
    with (folder / "dashboard.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=checkout,
            env=os.environ | {"KPIS_CACHE": str(folder / "cache")},
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=(lambda: _few_files(files)) if files else None,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/ready", process)
            yield Server(name, address, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)
            print((folder / "dashboard.log").read_text(), end="", file=sys.stderr)


def _few_files(files: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))


def _allow_many() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                time.sleep(8.0)  # what it gets ready once the first page could be drawn
                return
        time.sleep(0.2)
    raise RuntimeError("The dashboard did not start.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="make load")
    parser.add_argument("--before", type=Path, help="a checkout to take turns with this one")
    parser.add_argument(
        "--sessions",
        type=lambda text: [min(MOST_SESSIONS, int(n)) for n in text.split(",")],
        default=SESSIONS,
        help="readers at once, by commas",
    )
    parser.add_argument("--seconds", type=float, default=SECONDS, help="with all readers there")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two clicks")
    parser.add_argument("--files", type=int, default=1024, help="soft limit of open files at start")
    return parser.parse_args()


if __name__ == "__main__":
    main()
