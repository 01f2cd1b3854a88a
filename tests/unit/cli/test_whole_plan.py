"""Every command that shows figures shows the plan that uses everything, with all its returns."""

import re

import pytest

from kpis.plan.load import load_plan
from tests.shares import beside_one
from tests.whole import BEFORE, WHOLE

PLAN, EARLIER = load_plan(WHOLE), load_plan(BEFORE)
OF_A_MEASURE = ("history", "spc", "outlook", "benchmark", "breakdown", "views")
OF_A_QUARTER = ("status", "activities", "progress", "outlook")
QUARTERS = ("2023-24-Q1", "2024-25-Q3", "2024-25-Q4")


@pytest.fixture
def shown(kpis, whole_store):
    """A command of the whole plan; nothing may fail, and no figure may be none."""

    def run(*words: str):
        ran = kpis(*words, "--plan", WHOLE, store=whole_store)
        assert ran.code == 0, f"{words}: {ran.err}"
        assert not re.search(r"\bnan\b|\bNaN\b|\bNaT\b", ran.out)
        return ran

    return run


@pytest.mark.parametrize(
    ("command", "every"),
    [
        *((command, len(OF_A_MEASURE)) for command in OF_A_MEASURE),
        *(pytest.param(command, 1, marks=pytest.mark.soak) for command in OF_A_MEASURE),
    ],
)
def test_a_command_shows_every_measure(shown, command, every):
    """Other measures by each command; `make soak` shows all of them by each."""
    for measure in PLAN.measures[OF_A_MEASURE.index(command) % every :: every]:
        if command == "history" or measure.id not in PLAN.parts_of:
            assert shown(command, measure.id, "--json").document["schema"]
    assert shown(command, PLAN.measures[0].code).out


@pytest.mark.parametrize(("command", "quarter"), beside_one(OF_A_QUARTER, *QUARTERS))
def test_a_command_shows_every_quarter(shown, command, quarter):
    """Each at one of the quarters; `make soak` shows all of them by each."""
    assert shown(command, "--period", quarter, "--json").document["period"] == quarter
    assert shown(command, "--period", quarter).out


def test_each_quarter_is_shown_by_the_plan_in_force(shown):
    def ids(quarter: str) -> set[str]:
        document = shown("status", "--period", quarter, "--json", "--figures-only").document
        return {row["id"] for row in document["measures"]}

    assert ids("2023-24-Q4") == set(EARLIER.measures_by_id)
    assert ids("2024-25-Q1") == set(PLAN.measures_by_id)


def test_the_history_of_a_measure_goes_on_across_plans(shown):
    periods = {row["period_id"] for row in shown("history", "1.1", "--json").document["revisions"]}
    assert {"2023-M04", "2024-M04"} <= periods


@pytest.mark.parametrize("quarter", QUARTERS)
def test_its_templates_are_made_and_can_be_returned(kpis, shown, tmp_path, quarter):
    book = tmp_path / "return.xlsx"
    shown("template", "--period", quarter, "-o", str(book))
    checked = kpis("check", book, "--json", "--plan", WHOLE, store=tmp_path / "new.duckdb")
    issues = checked.document["files"][0]["issues"]
    assert [issue for issue in issues if issue["severity"] != "warning"] == []


def test_all_that_is_around_it_is_shown(shown):
    for words in (("quality",), ("survey",), ("borough",), ("plan",), ("plan", "changes")):
        assert shown(*words, "--json").document["schema"]
        assert shown(*words).out
