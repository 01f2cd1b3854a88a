"""What every command says of a plan that holds no measure yet: one sentence, and the right code."""

import re
from pathlib import Path

import pytest

from kpis.cli.command_table import COMMANDS
from kpis.store import Store
from kpis.words.empty_plan import NO_MEASURE_YET
from tests.empty_plan import make_empty_plan

Q1 = ("--period", "2026-27-Q1")
POST = ("--by", "Performance Officer")
# By command: what it is given, its exit code.
ASKED = (
    ("plan", (), 0),
    ("plan", ("--json",), 0),
    ("check-plan", (), 0),
    ("check-plan", ("--json",), 0),
    ("template", (*Q1, "-o", "OUT"), 2),
    ("template", (*Q1, "--each", "owner", "-o", "PACK"), 2),
    ("check", ("RETURN",), 2),
    ("check", ("RETURN", "--json"), 2),
    ("marked", ("RETURN", "-o", "OUT"), 2),
    ("submit", ("RETURN", *POST), 2),
    ("withdraw", ("s1", *POST, "--why", "wrong"), 16),
    ("approve", ("s1", *POST), 16),
    ("release", (*Q1, *POST), 2),
    ("release", (*Q1, *POST, "--check"), 2),
    ("releases", (), 0),
    ("prepare", (), 2),
    ("prepare", (*Q1, *POST, "--begin"), 2),
    ("publish-due", (), 0),
    ("pack", ("-o", "PACK"), 2),
    ("mail", (), 0),
    ("export", ("-o", "PACK"), 17),
    ("site", ("-o", "PACK"), 17),
    ("submissions", (), 0),
    ("mappings", (), 0),
    ("answers", POST, 0),
    ("status", (), 0),
    ("status", Q1, 0),
    ("status", (*Q1, "--json"), 0),
    ("status", (*Q1, "--outcome", "1"), 2),
    ("status", (*Q1, "--theme", "HOME"), 2),
    ("status", (*Q1, "--directorate", "Place"), 2),
    ("history", ("recycling",), 2),
    ("spc", ("recycling",), 2),
    ("outlook", (), 0),
    ("outlook", ("--json",), 0),
    ("outlook", ("recycling",), 2),
    ("benchmark", ("recycling",), 2),
    ("breakdown", ("recycling",), 2),
    ("views", ("recycling",), 2),
    ("activities", (), 0),
    ("activities", (*Q1, "--json"), 0),
    ("progress", (), 0),
    ("progress", (*Q1, "--json"), 0),
    ("quality", (), 0),
    ("survey", (), 0),
    ("survey", ("--json",), 0),
    ("borough", (), 0),
    ("borough", ("--json",), 0),
    ("plan", ("changes",), 0),
    ("plan", ("changes", "--json"), 0),
    ("quality", ("--json",), 0),
    ("audit", (), 0),
    ("verify", (), 0),
    ("access", (), 0),
)
# It makes one; its pages say it; it is kept, made again or moved, as it is.
WITHOUT_A_PLAN_OF_ITS_OWN = {"new-plan", "serve", "backup", "restore", "rebuild", "move-store"}
MAKE_NO_STORE = {"withdraw", "approve", "publish-due", "mail", "answers", "verify", "access"}
NO_NUMBER = re.compile(r"\bnan\b|\bNaN\b|\bNone\b|Traceback")


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """None of these commands changes it."""
    return make_empty_plan(tmp_path_factory.mktemp("empty") / "plan")


@pytest.fixture
def store(tmp_path) -> Path:
    """None yet."""
    return tmp_path / "new.duckdb"


def test_no_command_is_left_out():
    assert {name for name, _, _ in ASKED} | WITHOUT_A_PLAN_OF_ITS_OWN == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "given", "code"), ASKED, ids=[" ".join((name, *given)) for name, given, _ in ASKED]
)
def test_a_command_says_that_there_is_no_measure_yet(
    kpis, store, tmp_path, empty, command, given, code
):
    if command in MAKE_NO_STORE:
        Store(store).prepare()
    figures = tmp_path / "return.csv"
    figures.write_text("measure,period,outturn\nrecycling,2026-27-Q1,40\n", encoding="utf-8")
    out, pack = tmp_path / "out.xlsx", tmp_path / "pack.zip"
    places = {"OUT": out, "PACK": pack, "RETURN": figures}
    ran = kpis(*(command, *(places.get(word, word) for word in given), "--plan", empty))
    assert ran.code == code, ran.err
    assert ran.err.count(NO_MEASURE_YET) == 1
    assert not NO_NUMBER.search(ran.out + ran.err)
    assert not out.exists()
    assert not pack.exists()
    if "--json" in given and code == 0:
        assert ran.document["schema"]


def test_an_empty_plan_goes_into_a_workbook_and_back(kpis, tmp_path, empty):
    book = tmp_path / "plan.xlsx"
    assert kpis("plan", "export", "-o", book, "--plan", empty).code == 0
    assert kpis("plan", "import", book, "--check", "--plan", empty).err == "No changes.\n"
