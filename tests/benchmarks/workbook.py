"""A workbook of 5,000 rows, checked in process: as people keep a year of figures by ward."""

import io
import statistics
import time
from datetime import datetime
from pathlib import Path

import openpyxl

from kpis.model import local_administrator

ROWS = 5_000
RUNS = 5
HEADER = ("Measure", "Period", "Breakdown", "Category", "Outturn", "Marker", "Commentary")
NOW = datetime(2020, 2, 1)


def report(folder: Path, store: Path) -> None:
    """Print how long a check of it takes, and a marked copy of one with 500 faulty cells."""
    from kpis.plan.load import load_plan
    from kpis.store import Store
    from kpis.use_cases.check import check_return
    from kpis.use_cases.marked_copy import marked_copy_of

    plan = load_plan(Path(__file__).parents[2] / "data/plans/2019-22")
    sound, faulty = workbook_bytes(faulty=0), workbook_bytes(faulty=500)
    taken = []
    for run in range(RUNS):
        begun = time.perf_counter()
        check = check_return(
            Store(store), plan, f"{run}.xlsx", sound, now=NOW, actor=local_administrator("")
        )
        taken.append(time.perf_counter() - begun)
    accepted, issues = len(check.checked.rows), len(check.checked.issues)
    print(
        f"check of a workbook of {ROWS:,} rows: {statistics.median(taken):.2f} s "
        f"(promised: under 0.5 s); {accepted:,} figures accepted, {issues:,} issues"
    )
    checked = check_return(
        Store(store), plan, "faulty.xlsx", faulty, now=NOW, actor=local_administrator("")
    ).checked
    begun = time.perf_counter()
    marked_copy_of(checked, faulty)
    print(
        f"marked copy of it with {len(checked.issues):,} issues: "
        f"{time.perf_counter() - begun:.2f} s"
    )
    if accepted != ROWS or not checked.errors:
        raise SystemExit("The workbooks are not what they should be.")


def workbook_bytes(*, faulty: int) -> bytes:
    """Five quarters of a thousand wards."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Wards"
    sheet.append(HEADER)
    quarters = ("Q1 2018/19", "Q2 2018/19", "Q3 2018/19", "Q4 2018/19", "Q1 2019/20")
    for number in range(ROWS):
        ward, quarter = divmod(number, len(quarters))
        outturn = "many" if number < faulty else 100 + ward % 50 + quarter
        comment = f"Ward {ward}: as expected in {quarters[quarter]}, see the service's own notes."
        sheet.append(
            ["homeless_moved_on", quarters[quarter], "Ward", f"Ward {ward}", outturn, "", comment]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
