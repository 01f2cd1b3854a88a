"""Aims changed by a workbook: told with their reason, or a fault by sheet and cell."""

import io
import shutil
from datetime import date, datetime

import pytest

from kpis.plan.files import read_plan_files
from kpis.plan.load import load_plan
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.use_cases.plans.workbook import check_plan_workbook, export_plan, import_plan_workbook
from tests.unit.plan_book.edited_book import Book

AIMS, CHANGED = "Aims by year", "Changed aims"
BEGUN = date(2023, 4, 1)


@pytest.fixture
def plan(fictional, tmp_path):
    return shutil.copytree(fictional, tmp_path / "plan")


@pytest.fixture
def book(opened, exported):
    return opened(exported)


def content(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(book, sheet: str, header: str, *lead: str):
    edited = Book(book)
    row = edited.row(sheet, *lead) if lead else edited.free_row(sheet)
    return book[sheet].cell(row, edited.column(sheet, header))


def add_reason(book, target: float) -> None:
    row = cell(book, CHANGED, "Measure or part").row
    for header, value in {
        "Measure or part": "bins_on_time",
        "Year": "2023/24",
        "Target": target,
        "Changed on": datetime(2023, 10, 3),
        "Changed by": "Cabinet",
        "Reason": "Two lorries fewer.",
    }.items():
        places = {
            str(each.value).removesuffix(" *"): each.column for each in book[CHANGED][HEADER_ROW]
        }
        book[CHANGED].cell(row, places[header]).value = value


def test_an_agreed_target_changed_in_its_year_is_a_fault_at_its_cell(plan, book):
    changed = cell(book, AIMS, "Target", "bins_on_time", "2023/24")
    changed.value = 97
    (fault,) = check_plan_workbook(content(book), plan, BEGUN).faults
    assert (fault.sheet, fault.cell, fault.key) == (AIMS, changed.coordinate, "Target")
    assert "target 98 before, target 97 now. Add a row to the sheet Changed aims" in fault.message


def test_before_its_year_begins_it_may_be_changed(plan, book):
    cell(book, AIMS, "Target", "bins_on_time", "2023/24").value = 97
    proposed = check_plan_workbook(content(book), plan, date(2023, 3, 31))
    assert proposed.faults == ()
    assert len(proposed.changes) == 1


def test_a_row_taken_away_is_a_fault_of_the_sheet(plan, book):
    book[AIMS].delete_rows(cell(book, AIMS, "Target", "bins_on_time", "2023/24").row)
    (fault,) = check_plan_workbook(content(book), plan, BEGUN).faults
    assert (fault.sheet, fault.cell) == (AIMS, "")
    assert "Keep the row of bins_on_time and 2023/24" in fault.message


def test_with_its_reason_the_change_is_written_and_kept(plan, book, opened):
    comments = (plan / "measures/bins_on_time.toml").read_text(encoding="utf-8").count("#")
    cell(book, AIMS, "Target", "bins_on_time", "2023/24").value = 97
    add_reason(book, 98)
    assert import_plan_workbook(content(book), plan).faults == ()
    aim = load_plan(plan).measures_by_id["bins_on_time"].aims["2023/24"]
    assert (aim.target, [each.target for each in aim.earlier]) == (97, [98])
    text = (plan / "measures/bins_on_time.toml").read_text(encoding="utf-8")
    assert '[[years."2023/24".earlier]]' in text
    assert text.count("#") == comments
    again = opened(export_plan(plan))
    assert cell(again, CHANGED, "Reason", "bins_on_time").value == "Two lorries fewer."
    assert check_plan_workbook(content(again), plan).changes == ()


def test_a_reason_for_a_year_without_an_aim_is_a_fault(plan, book):
    add_reason(book, 98)
    cell(book, CHANGED, "Year", "bins_on_time").value = "2019/20"
    (fault,) = check_plan_workbook(content(book), plan, BEGUN).faults
    assert (fault.sheet, fault.cell) == (CHANGED, f"A{FIRST_ROW}")
    assert "bins_on_time has no row for 2019/20 on the sheet Aims by year" in fault.message


def test_a_plan_whose_aims_were_changed_is_the_same_after_a_round_trip(plan, book):
    cell(book, AIMS, "Target", "bins_on_time", "2023/24").value = 97
    add_reason(book, 98)
    import_plan_workbook(content(book), plan)
    before = read_plan_files(plan).tables
    assert import_plan_workbook(export_plan(plan), plan).changes == ()
    assert read_plan_files(plan).tables == before
