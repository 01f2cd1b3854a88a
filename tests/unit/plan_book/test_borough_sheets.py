"""The sheets of borough.toml: told by cell, written line by line, and left out with the file."""

import io
from pathlib import Path

import openpyxl
import pytest

from kpis.plan_book.layout import FIRST_ROW
from kpis.use_cases.plans.workbook import check_plan_workbook, export_plan, import_plan_workbook
from tests.borough_files import BOROUGH, plan_with_borough


@pytest.fixture
def folder(tmp_path) -> Path:
    return plan_with_borough(tmp_path / "plan")


def edited(folder: Path, *cells: tuple[str, str, object]) -> bytes:
    """The workbook of a plan with cells changed: (sheet, cell, what it says now)."""
    book = openpyxl.load_workbook(io.BytesIO(export_plan(folder)))
    for sheet, cell, value in cells:
        book[sheet][cell].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_that_nobody_edited_changes_nothing(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    proposed = import_plan_workbook(export_plan(folder), folder)
    assert (proposed.faults, proposed.changes) == ((), ())
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before


def test_a_changed_year_changes_one_line(folder):
    cell = f"C{FIRST_ROW}"
    (change,) = import_plan_workbook(edited(folder, ("Facts", cell, "2023")), folder).changes
    assert (change.sheet, change.cell, change.key) == ("Facts", cell, "Year")
    assert change.about == "Three ponds and one mere"
    text = (folder / "borough.toml").read_text(encoding="utf-8")
    assert text == BOROUGH.replace('year = "2022"', 'year = "2023"')


def test_faults_are_told_by_sheet_and_cell(folder):
    content = edited(
        folder,
        ("Facts", f"C{FIRST_ROW}", "2999"),
        ("Topics", f"B{FIRST_ROW}", "frogs\ntoads"),
        ("Spending", f"A{FIRST_ROW + 1}", 9),
        ("Spending", f"D{FIRST_ROW}", "a lot"),
    )
    told = [str(each) for each in check_plan_workbook(content, folder).faults]
    assert told == [
        f'Topics, B{FIRST_ROW}: Measures: "toads" is the id of no measure.',
        f"Facts, C{FIRST_ROW}: Year: 2999 is in the future. Write the year that the fact is of.",
        f"Spending, D{FIRST_ROW}: Amount: must be a number, as a number and not as text, without a "
        'unit; found "a lot".',
        f"Spending, A{FIRST_ROW + 1}: Outcome: 9 is not in Outcomes, which has 1, 2, 3.",
    ]


def test_a_plan_without_the_file_gets_it_with_its_first_row(tmp_path):
    folder = plan_with_borough(tmp_path / "plan")
    (folder / "borough.toml").unlink()
    assert import_plan_workbook(export_plan(folder), folder).files == []
    content = edited(
        folder,
        ("Spending", f"A{FIRST_ROW}", 1),
        ("Spending", f"C{FIRST_ROW}", "2023/24"),
        ("Spending", f"D{FIRST_ROW}", 12.5),
        ("Spending", f"E{FIRST_ROW}", "net_revenue"),
        ("Spending", f"F{FIRST_ROW}", "Budget book"),
    )
    assert import_plan_workbook(content, folder).files == ["borough.toml"]
    text = (folder / "borough.toml").read_text(encoding="utf-8")
    assert text.split() == [
        *("[[spending]]", "outcome", "=", "1", "year", "=", '"2023/24"', "amount", "=", "12.5"),
        *("kind", "=", '"net_revenue"', "source", "=", '"Budget', 'book"'),
    ]


def test_paragraphs_stand_one_below_the_other_in_a_cell(folder):
    book = openpyxl.load_workbook(io.BytesIO(export_plan(folder)))
    rows = book["Outcomes"].iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 2, values_only=True)
    assert any("Frogs were here first.\nSo they stay." in row for row in rows)
