"""Measure what README says of speed: `make bench`. Prints one line per promise; asserts nothing.

Machines differ and are noisy, so times are medians of several runs, and the bulk load is a
ratio measured side by side in one run. Nothing here runs with the tests.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kpis.model import local_administrator
from tests.benchmarks import (
    backtest,
    bulk,
    clear_changes,
    false_alarms,
    first_page,
    history,
    packs,
    pictures,
    site,
    spc,
    workbook,
)
from tests.benchmarks.template import making

ROOT = Path(__file__).parents[2]
NOW = datetime(2020, 2, 1)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = first_figures(folder)
        made = median_of(7, making(strategic_plan()))
        say("template for 49 measures and their parts, with activities", 0.5, made)
        template = filled_template(folder, store)
        say("check of a filled template, whole process", 1.2, check_process(store, template))
        say("check and submit of it, in process", 0.120, check_and_submit(folder, template))
        workbook.report(folder, store)
        say("performance frame, one quarter, 49 measures x 16 quarters", 0.030, performance_frame())
        spc.report(say, median_of)
        say("where the year will end, all 53 measures and parts", 2.0, outlooks(store))
        pictures.report(strategic_plan(), outturns_of(store), say, median_of)
        packs.report(pack_of(store), say, median_of)
        site.report(folder, store, strategic_plan(), say)
        say("list, search and one figure's history, 100,000 revisions", 0.300, histories(folder))
        say("a page's rerun on the server, warm, median", 0.150, page_rerun(store))
        say("first page with figures after the command, new store", 6.0, first_page.seconds(folder))
        bulk.report(folder)
        print(false_alarms.page())
        print("the outlook, held against what came:")
        backtest.report(strategic_plan(), outturns_of(store))
        print("changes called clear, in all boroughs:")
        clear_changes.report(strategic_plan(), outturns_of(store))


def say(what: str, promised: float, measured: float) -> None:
    print(f"{what}: {measured * 1000:,.0f} ms (promised: under {promised * 1000:,.0f} ms)")


def median_of(runs: int, work: Callable[[int], object]) -> float:
    """Seconds of the median run; one more run goes before and does not count."""
    taken = []
    for run in range(runs + 1):
        begun = time.perf_counter()
        work(run)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:])


def first_figures(folder: Path) -> Path:
    from kpis.store import Store
    from kpis.use_cases.first_figures import load_first_figures

    path = folder / "kpis.duckdb"
    begun = time.perf_counter()
    load_first_figures(Store(path), strategic_plan())
    print(f"first figures into a new store: {time.perf_counter() - begun:.2f} s")
    return path


def strategic_plan():
    from kpis.plan.load import load_plan

    return load_plan(ROOT / "data/plans/2019-22")


def filled_template(folder: Path, store: Path) -> Path:
    """The template of a quarter with every figure filled in: last year's, moved by a little."""
    import openpyxl

    from kpis.periods import quarter
    from kpis.store import Store
    from kpis.template import template_workbook

    path = folder / "return.xlsx"
    outturns = Store(store).outturns()
    path.write_bytes(template_workbook(strategic_plan(), quarter(2019, 2), outturns=outturns))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(c.value == "Outturn" for c in row))
    columns: dict[Any, Any] = {cell.value: cell.column for cell in header}
    known = outturns[outturns["category"] == ""].groupby("measure_id")["outturn"].last()
    by_code = {m.code: m.id for m in strategic_plan().measures}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        measure = by_code.get(str(sheet.cell(row, columns["Code"]).value))
        if measure is not None:
            figure = round(float(known.get(measure, 10.0)))
            sheet.cell(row, columns["Outturn"]).value = figure
            sheet.cell(row, columns["Commentary"]).value = "On course."
    book.save(path)
    return path


def check_process(store: Path, template: Path) -> float:
    """Prints beside it what importing its packages alone takes, measured in turns."""
    check = [sys.executable, "-m", "kpis", "check", str(template), "--store", str(store), "--json"]
    packages = [sys.executable, "-c", "import pandas, pyarrow, duckdb, openpyxl"]
    # As on a machine where Python may keep what it compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    alone = []

    def run(_: int) -> None:
        subprocess.run(check, cwd=ROOT, capture_output=True, check=False, env=environment)

    def run_packages(_: int) -> None:
        subprocess.run(packages, cwd=ROOT, capture_output=True, check=True, env=environment)

    taken = []
    for _ in range(5):
        taken.append(median_of(1, run))
        alone.append(median_of(1, run_packages))
    print(f"  importing its packages, a process of its own: {statistics.median(alone):.2f} s")
    return statistics.median(taken)


def check_and_submit(folder: Path, template: Path) -> float:
    import shutil

    from kpis.store import Store
    from kpis.use_cases.check import check_return
    from kpis.use_cases.submit import submit_return

    plan, content = strategic_plan(), template.read_bytes()
    stores = []
    for number in range(8):
        stores.append(Store(folder / f"submit-{number}.duckdb"))
        shutil.copy(folder / "kpis.duckdb", folder / f"submit-{number}.duckdb")
    checked = check_return(
        stores[0], plan, template.name, content, actor=local_administrator("")
    ).checked
    print(f"  the template holds {len(checked.rows)} figures; errors: {len(checked.errors)}")

    def run(number: int) -> None:
        check_return(stores[number], plan, template.name, content, actor=local_administrator(""))
        submit_return(
            stores[number],
            plan,
            template.name,
            content,
            actor=local_administrator("Performance Officer"),
        )

    return median_of(7, run)


def performance_frame() -> float:
    from kpis.analysis.report.performance import performance
    from kpis.periods import quarter
    from tests.benchmarks.figures import sixteen_quarters

    plan = strategic_plan()
    outturns = sixteen_quarters(plan)

    def run(_: int) -> None:
        performance(plan, outturns, [quarter(2019, 2)], NOW)

    return median_of(30, run)


def outlooks(store: Path) -> float:
    from kpis.analysis.outlook import outlook
    from kpis.periods import quarter

    plan, outturns = strategic_plan(), outturns_of(store)
    return median_of(7, lambda _: outlook(plan, outturns, quarter(2019, 2), None))


def outturns_of(store: Path):
    from kpis.store import Store

    return Store(store).outturns()


def pack_of(store: Path):
    """The board pack of Q2 2019/20 as a document."""
    from kpis.periods import period_of_id
    from kpis.plan.chain.chain import chain_of
    from kpis.reports.pack import pack
    from kpis.store import Store
    from kpis.use_cases.publishing.report import report_of

    chain, by = chain_of(strategic_plan()), local_administrator("")
    quarter = period_of_id("2019-20-Q2")
    return pack(report_of(Store(store), chain, NOW, actor=by, quarter=quarter), ())


def histories(folder: Path) -> float:
    store = history.filled(folder / "history.duckdb")
    return median_of(7, lambda _: history.ask(store))


def page_rerun(store: Path) -> float:
    from streamlit.testing.v1 import AppTest

    os.environ["KPIS_STORE"] = str(store)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    seconds = median_of(15, lambda _: app.run())
    assert not app.exception
    return seconds


if __name__ == "__main__":
    main()
