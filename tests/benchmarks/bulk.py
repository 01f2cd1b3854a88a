"""A tidy CSV of a million valid rows: checked and submitted, against a bare load by DuckDB.

Each runs in a process of its own, three times in turn, so that the ratio holds on a machine
whose speed drifts and the peak of memory is that of the one thing measured.
"""

import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kpis.model import local_administrator

ROOT = Path(__file__).parents[2]
RUNS = 3
BARE = """
    CREATE TABLE bare (
        measure_id VARCHAR, period VARCHAR, area VARCHAR, breakdown VARCHAR, category VARCHAR,
        outturn DOUBLE, numerator DOUBLE, denominator DOUBLE, marker VARCHAR, commentary VARCHAR
    )
"""


def report(folder: Path) -> None:
    path = folder / "million.csv"
    write_million_rows(path)
    bare, ours, peak = [], [], 0.0
    for run in range(RUNS):
        for name, taken in (("bare", bare), ("ours", ours)):
            store = folder / f"{name}-{run}.duckdb"
            answer = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.bulk", name, str(path), str(store)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            )
            found = json.loads(answer.stdout)
            taken.append(found["seconds"])
            if name == "ours":
                peak = max(peak, found["peak_mb"])
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"a million rows, {path.stat().st_size / 1e6:.0f} MB: bare load "
        f"{statistics.median(bare):.2f} s, check and submit {statistics.median(ours):.2f} s: "
        f"{ratio:.1f} times (promised: at most 4); peak memory {peak:,.0f} MB (under 1,200)"
    )


def write_million_rows(path: Path) -> None:
    import duckdb

    duckdb.execute(f"""
        COPY (
            SELECT 'homeless_moved_on' AS measure,
                'Q' || (1 + q % 4) || ' ' || (2000 + q // 4) || '/'
                    || lpad(((2001 + q // 4) % 100)::VARCHAR, 2, '0') AS period,
                'Tower Hamlets' AS area, 'Ward' AS breakdown, 'Ward ' || w AS category,
                (100 + w % 50 + q * 3 % 7)::VARCHAR AS outturn, '' AS numerator,
                '' AS denominator, '' AS marker, '' AS commentary
            FROM range(80) AS t(q), range(12500) AS s(w)
        ) TO '{path}' (HEADER)
    """)


def load_bare(path: Path, store: Path) -> None:
    import duckdb

    with duckdb.connect(str(store)) as connection:
        connection.execute(BARE)
        connection.execute(f"COPY bare FROM '{path}' (HEADER)")


def check_and_submit(path: Path, store: Path) -> None:
    from kpis.plan.load import load_plan
    from kpis.store import Store
    from kpis.use_cases.submit import submit_return

    target = Store(store)
    target.prepare()
    plan, content = load_plan(ROOT / "data/plans/2019-22"), path.read_bytes()
    done = submit_return(
        target, plan, path.name, content, actor=local_administrator("Performance Officer")
    )
    if done.submission.new != 1_000_000:
        raise SystemExit("Not every row was stored.")


def main() -> None:
    name, path, store = sys.argv[1:]
    begun = time.perf_counter()
    {"bare": load_bare, "ours": check_and_submit}[name](Path(path), Path(store))
    taken = time.perf_counter() - begun
    # Not ru_maxrss, which begins with the size of the process that started this one.
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    print(json.dumps({"seconds": taken, "peak_mb": peak}))


if __name__ == "__main__":
    main()
