"""What one council's pages cost beside the figures of a whole country: `make scale`. One table.

Each store holds the plan's first figures and, beside them, as many figures of others: those of up
to 400 councils' areas, 500 measures and 40 quarters, a fifth of them by group, one in twenty
restated. They are written by the database into the store's own tables, a file of a publisher for
each measure, as the loader would leave them, but without the loader's checks, files and journal:
what loading takes is measured by the bulk load of `make bench`. Every figure beside the plan's is
made up. Each line is a process of its own, so that its memory is its own.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kpis.model import local_administrator
from tests.benchmarks.run import filled_template, first_figures, strategic_plan

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ROOT = Path(__file__).parents[2]
NOW = datetime(2020, 2, 1)
BY = local_administrator("Performance Officer")
_MEASURES = """
    SELECT id, row_number() OVER () - 1 AS place
    FROM (SELECT unnest($ids) AS id UNION ALL SELECT 'measure_' || n FROM range(1000) AS t(n))
"""
_FIGURES = """
    CREATE OR REPLACE TEMP TABLE made AS
    SELECT
        measure.id AS measure_id, measure.place AS place, area.id AS area,
        year || '-' || lpad(CAST((year + 1) % 100 AS VARCHAR), 2, '0') || '-Q' || q AS period_id,
        make_timestamp(year + (q = 4)::INT, (q * 3) % 12 + 1, 1, 0, 0, 0) AS period_start,
        grouping.breakdown AS breakdown, grouping.category AS category
    FROM (SELECT id, place FROM measures WHERE place < $measures) AS measure
    CROSS JOIN (
        SELECT id, place FROM (
            SELECT 'Council ' || n AS id, n AS place FROM range(365) AS t(n)
            UNION ALL SELECT unnest($areas), 365 + generate_subscripts($areas, 1)
        ) WHERE place < $places OR measure.place >= $own AND place >= 365
    ) AS area
    CROSS JOIN (SELECT 2010 + n // 4 AS year, n % 4 + 1 AS q FROM range(40) AS t(n)) AS quarter
    JOIN (
        SELECT '' AS breakdown, '' AS category
        UNION ALL SELECT 'age', 'group ' || n FROM range(5) AS t(n)
    ) AS grouping ON grouping.breakdown = '' OR measure.place % 20 = 19
    WHERE measure.place >= $own OR area.place < 365
    ORDER BY measure.place, area, period_id, category
    LIMIT $figures
"""
_REVISIONS = """
    INSERT INTO revision BY NAME
    SELECT
        (SELECT max(number) FROM revision) + row_number() OVER () AS number,
        $prefix || place AS submission_id, $known_at AS known_at,
        measure_id, period_id, area, breakdown, category, 'quarter' AS frequency,
        period_start, period_start + INTERVAL 3 MONTH - INTERVAL 1 DAY AS period_end,
        50 + hash(measure_id, area, period_id, category, $prefix) % 500 / 10.0 AS outturn,
        NULL AS numerator, NULL AS denominator,
        '' AS marker, '' AS commentary, '' AS sheet, '' AS cell
    FROM made
    WHERE $every = 1 OR hash(measure_id, area, period_id, category) % $every = 0
"""
_SUBMISSIONS = """
    INSERT INTO submission
    SELECT
        (SELECT max(number) FROM submission) + row_number() OVER (), submission_id, 'published',
        submission_id || '.csv', sha256(submission_id), 'Publisher', '', $known_at, count(*), 0, 0
    FROM revision WHERE starts_with(submission_id, $prefix) GROUP BY submission_id
"""


def fill(path: Path, figures: int) -> None:
    """Add so many figures of others to a store, and a restatement of one in twenty."""
    from kpis.store.database.connect import opened, transaction

    plan, share = strategic_plan(), (figures / 10_000_000) ** 0.5
    ids = [measure.id for measure in plan.measures]
    areas = [area for one in plan.comparator_sets for area in one.areas]
    numbers = {
        "areas": areas,
        "own": len(ids),
        "places": max(5, round(400 * share * 1.1)),
        "measures": max(5, round(500 * share * 1.1)),
        "figures": figures,
    }
    with (
        opened(path, writing=True) as connection,
        transaction(connection, path),
    ):
        connection.execute(f"CREATE TEMP TABLE measures AS {_MEASURES}", {"ids": ids})
        connection.execute(_FIGURES, numbers)
        for prefix, every, known_at in (
            ("first-", 1, datetime(2020, 1, 2)),
            ("again-", 20, datetime(2020, 1, 9)),
        ):
            known = {"prefix": prefix, "known_at": known_at}
            connection.execute(_REVISIONS, known | {"every": every})
            connection.execute(_SUBMISSIONS, known)


def measured(path: Path, template: Path) -> dict[str, float]:
    """Seconds of a processor by what was done, and memory and size in MB."""
    from kpis.periods import quarter
    from kpis.store import Store
    from kpis.use_cases.check import check_return
    from kpis.use_cases.figures_as_at import figures_as_at
    from kpis.use_cases.release_preview import preview_release
    from kpis.use_cases.submit import submit_return

    plan, store, content = strategic_plan(), Store(path), template.read_bytes()
    found = {"store, MB": path.stat().st_size / 1e6}
    store.submissions()  # the first question starts the database
    found["frame"] = _took(lambda: figures_as_at(store, plan, NOW, actor=BY, for_pages=True))
    shown = figures_as_at(store, plan, NOW, actor=BY, for_pages=True)
    found["rows read for pages"] = len(shown.outturns)
    for name, page in (("overview", ""), ("measure", "measure")):
        first, again = _page(path, page)
        found |= {f"{name}, first": first, f"{name}, again": again}
    found["memory of pages, MB"] = _memory()
    found["check"] = _took(lambda: check_return(store, plan, "r.xlsx", content, actor=BY, now=NOW))
    found["submit"] = _took(
        lambda: submit_return(store, plan, "r.xlsx", content, actor=BY, now=NOW)
    )
    found["what a release would show"] = _took(
        lambda: preview_release(store, plan, quarter(2019, 2), actor=BY, now=NOW)
    )
    found["memory, MB"] = _memory()
    return found


def _page(path: Path, page: str) -> tuple[float, float]:
    """Of a page: the first visit after somebody has written, and another."""
    from streamlit.testing.v1 import AppTest

    os.environ["KPIS_STORE"] = str(path)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    if page:
        app.switch_page(f"pages/performance/{page}.py")
    first = _took(app.run)
    assert not app.exception, app.exception
    return first, _took(app.run)


def _took(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _memory() -> float:
    """The most that this process ever held; what its parent held does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="make scale")
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")])
    parser.add_argument("--measure", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measured(*asked.measure)))
        return
    rows: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        shipped = first_figures(Path(name))
        template = filled_template(Path(name), shipped)
        for figures in asked.sizes or SIZES:
            path = Path(name) / "scale.duckdb"
            shutil.copy(shipped, path)
            fill(path, figures)
            command = [sys.executable, "-m", "tests.benchmarks.scale"]
            command += ["--measure", str(path), str(template)]
            told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
            rows[figures] = json.loads(told.stdout.splitlines()[-1])
            print(figures, rows[figures], file=sys.stderr, flush=True)
    print("| seconds of a processor | " + " | ".join(f"{n:,}" for n in rows) + " |")
    print("|---|" + "---:|" * len(rows))
    for what in next(iter(rows.values())):
        cells = (
            f"{row[what]:,.0f}" if row[what] >= 50 else f"{row[what]:.2f}" for row in rows.values()
        )
        print(f"| {what} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
