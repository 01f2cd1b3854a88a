"""`kpis plan export` and `kpis plan import`: the plan as a workbook, and back."""

from pathlib import Path

import openpyxl

PLAN = ("--plan", Path(__file__).parents[2] / "fictional_plan")


def test_export_writes_the_workbook_and_says_where(kpis, tmp_path):
    ran = kpis("plan", "export", "-o", tmp_path / "plan.xlsx", *PLAN)
    assert (ran.code, ran.out) == (0, "")
    assert "plan.xlsx" in ran.err
    assert "Measures" in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_export_asks_where_to_write(kpis):
    ran = kpis("plan", "export", *PLAN)
    assert ran.code == 2
    assert "-o plan.xlsx" in ran.err


def test_without_an_action_the_plan_is_listed(kpis):
    assert kpis("plan", *PLAN).out == kpis("plan", "list", *PLAN).out
    assert kpis("plan", "--json", *PLAN).document == kpis("plan", "list", "--json", *PLAN).document


def test_a_workbook_is_checked_against_the_plan_and_what_it_changes_is_listed(kpis, tmp_path):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, *PLAN)
    ran = kpis("plan", "import", path, "--check", *PLAN)
    assert (ran.code, ran.out, ran.err) == (0, "", "No changes.\n")
    book = openpyxl.load_workbook(path)
    book["Plan"]["B6"].value = "Another title"
    book.save(path)
    ran = kpis("plan", "import", path, "--check", *PLAN)
    assert ran.code == 0
    assert ran.out.startswith("Plan, B6: Title: ")
    assert ran.out.endswith("before, Another title now\n")
    assert ran.err == "1 change.\n"


def test_a_faulty_workbook_ends_with_the_code_of_a_faulty_plan(kpis, tmp_path):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, *PLAN)
    book = openpyxl.load_workbook(path)
    book["Plan"]["B6"].value = None
    book.save(path)
    ran = kpis("plan", "import", path, "--check", *PLAN)
    assert (ran.code, ran.out) == (10, "Plan, B6: Title: is missing. Add it.\n")
    assert ran.err == "1 fault, so nothing of it can be taken over.\n"
    document = kpis("plan", "import", path, "--check", "--json", *PLAN).document
    fault = {"sheet": "Plan", "cell": "B6", "key": "Title", "message": "is missing. Add it."}
    assert document == {"schema": 2, "faults": [fault], "changes": []}


def test_import_asks_for_a_workbook_that_is_there(kpis, tmp_path):
    assert kpis("plan", "import", "--check", *PLAN).code == 2
    missing = kpis("plan", "import", tmp_path / "none.xlsx", "--check", *PLAN)
    assert missing.code == 2
    assert "none.xlsx cannot be read" in missing.err
