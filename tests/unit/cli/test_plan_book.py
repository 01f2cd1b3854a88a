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
