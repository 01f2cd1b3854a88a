"""`kpis plan export` and `kpis plan import`: the plan as a workbook, and back."""

import shutil
from pathlib import Path

import openpyxl
import pytest

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
    book["Plan"]["B7"].value = "Another title"
    book.save(path)
    ran = kpis("plan", "import", path, "--check", *PLAN)
    assert ran.code == 0
    assert ran.out.startswith("Plan, B7: Title: ")
    assert ran.out.endswith("before, Another title now\n")
    assert ran.err == "1 change.\n"


def test_a_faulty_workbook_ends_with_the_code_of_a_faulty_plan(kpis, tmp_path):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, *PLAN)
    book = openpyxl.load_workbook(path)
    book["Plan"]["B7"].value = None
    book.save(path)
    ran = kpis("plan", "import", path, "--check", *PLAN)
    assert (ran.code, ran.out) == (10, "Plan, B7: Title: is missing. Add it.\n")
    assert ran.err == "1 fault, so nothing was written.\n"
    document = kpis("plan", "import", path, "--check", "--json", *PLAN).document
    fault = {"sheet": "Plan", "cell": "B7", "key": "Title", "message": "is missing. Add it."}
    assert document["faults"] == [fault]
    assert (document["changes"], document["files"], document["written"]) == ([], [], False)


def test_import_asks_for_a_workbook_that_is_there(kpis, tmp_path):
    assert kpis("plan", "import", "--check", *PLAN).code == 2
    missing = kpis("plan", "import", tmp_path / "none.xlsx", "--check", *PLAN)
    assert missing.code == 2
    assert "none.xlsx cannot be read" in missing.err


@pytest.fixture
def own_plan(tmp_path) -> Path:
    """A copy of the smallest plan that may be written."""
    return Path(shutil.copytree(PLAN[1], tmp_path / "plan"))


def test_a_workbook_is_written_into_the_files_of_the_plan(kpis, tmp_path, own_plan):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, "--plan", own_plan)
    book = openpyxl.load_workbook(path)
    book["Plan"]["B7"].value = "Another title"
    book.save(path)
    ran = kpis("plan", "import", path, "--to", own_plan)
    assert ran.code == 0
    assert ran.err == f"1 change, written to 1 file in {own_plan}.\n"
    assert kpis("plan", "--json", "--plan", own_plan).document["title"] == "Another title"
    assert kpis("plan", "import", path, "--to", own_plan).err == "No changes.\n"


def test_a_faulty_workbook_writes_nothing(kpis, tmp_path, own_plan):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, "--plan", own_plan)
    book = openpyxl.load_workbook(path)
    book["Plan"]["B7"].value = "Another title"
    book["Outcomes"]["A6"].value = "one"
    book.save(path)
    assert kpis("plan", "import", path, "--to", own_plan).code == 10
    assert kpis("plan", "--plan", own_plan).out == kpis("plan", *PLAN).out
    assert kpis("plan", "import", path, "--to", tmp_path / "new").code == 10
    assert not (tmp_path / "new").exists()


def test_import_asks_where_to_write(kpis, tmp_path):
    ran = kpis("plan", "import", tmp_path / "plan.xlsx", *PLAN)
    assert ran.code == 2
    assert "--to FOLDER" in ran.err


def test_a_workbook_of_files_that_were_changed_since_says_so(kpis, tmp_path, own_plan):
    path = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", path, "--plan", own_plan)
    assert not kpis("plan", "import", path, "--to", own_plan, "--json").document["stale"]
    file = own_plan / "plan.toml"
    text = file.read_text(encoding="utf-8").replace("A place to stay", "A place to go")
    file.write_text(text, encoding="utf-8")
    ran = kpis("plan", "import", path, "--to", own_plan, "--check")
    assert ran.err.startswith("The files were changed after this workbook was made of them.")
    assert "A place to go before, A place to stay now" in ran.out
    assert kpis("plan", "import", path, "--to", own_plan, "--check", "--json").document["stale"]
