"""The memory of 1, 3 and 10 councils in one house, begun as copies of one process and begun anew.

`python -m tests.benchmarks.several`. Memory is what the kernel says in smaps_rollup: pages that n
processes share count in each as an n-th (PSS), so that the sum over all is what they take together.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.first_figures import load_first_figures
from tests.keeping import copy_store
from tests.plans import STRATEGIC, plan_copy

ROOT = Path(__file__).parents[2]
COUNTS = (1, 3, 10)
AT_REST = 20.0  # seconds after the last is ready, in which more is got ready beside
BEGIN = """
import multiprocessing, sys
from pathlib import Path
from kpis.server.several import house
if sys.argv[2] == "spawn":
    house._context = lambda: multiprocessing.get_context("spawn")
house.main(Path(sys.argv[1]))
"""


def main() -> None:
    plan = load_plan(STRATEGIC)
    with tempfile.TemporaryDirectory() as name:
        first = Path(name) / "first.duckdb"
        load_first_figures(Store(first), plan)
        print("councils  begun    ready after  memory together  each")
        for count in COUNTS:
            for way in ("fork", "spawn"):
                folder = Path(name) / f"{way}-{count}"
                folder.mkdir()
                ports = written(folder, first, plan, count)
                seconds, together = measured(folder / "councils.toml", way, ports)
                how = "copied" if way == "fork" else "anew"
                print(
                    f"{count:>8}  {how:<7}{seconds:>10.1f} s{together:>14,.0f} MB"
                    f"{together / count:>8,.0f} MB",
                    flush=True,
                )


def written(folder: Path, first: Path, plan, count: int) -> list[int]:
    """The file of so many councils, each with the strategic plan and its first figures; ports."""
    with contextlib.ExitStack() as taken:
        free = [taken.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        ports = [each.getsockname()[1] for each in free]
    lines = []
    for number, port in enumerate(ports):
        own = folder / f"c{number}"
        own.mkdir()
        copy_store(first, own / "kpis.duckdb")
        where = plan_copy(own, plan)
        lines.append(f'[c{number}]\nplan = "{where}"\nstore = "{own / "kpis.duckdb"}"\n')
        lines.append(f"port = {port}\n")
    path = folder / "councils.toml"
    path.write_text("".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return ports


def measured(path: Path, way: str, ports: list[int]) -> tuple[float, float]:
    """Seconds until all are ready, and the memory of all processes together in MB."""
    begun = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", BEGIN, path, way], cwd=ROOT) as running:
        try:
            for port in ports:
                _wait(f"http://127.0.0.1:{port}/ready")
            taken = time.monotonic() - begun
            time.sleep(AT_REST)
            children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text()
            return taken, sum(map(_memory, [running.pid, *map(int, children.split())]))
        finally:
            running.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=60) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise SystemExit(f"{address} did not get ready.")


def _memory(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
