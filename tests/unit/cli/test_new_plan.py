"""`kpis new-plan`: asks, or is told, and makes a plan that has no fault and no measure yet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from kpis.cli.commands.new_plan import _QUESTIONS
from kpis.plan.check import check_plan
from kpis.plan.load import load_plan

ROOT = Path(__file__).parents[3]
FICTIONAL = ROOT / "tests/fictional_plan"
SAID = {
    "--council": "Northmere",
    "--area": "The Mere",
    "--title": 'Northmere "Together"',
    "--first-year": "2026-27",
    "--years": "3",
    "--rule": "minimum_expectation",
}


def as_options(said: dict[str, str]) -> list[str]:
    return [word for pair in said.items() for word in pair]


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch):
    """A test may be started from one."""
    with open(os.devnull, encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield


def test_a_plan_made_of_options_says_them_and_has_no_fault(kpis, tmp_path):
    ran = kpis("new-plan", tmp_path / "plan", *as_options(SAID))
    assert (ran.code, ran.out) == (0, "")
    assert "Wrote an empty plan" in ran.err
    assert "holds no measure yet" in ran.err
    assert check_plan(tmp_path / "plan") == []
    plan = load_plan(tmp_path / "plan")
    assert (plan.id, plan.council, plan.area) == ("2026-29", "Northmere", "The Mere")
    assert (plan.title, plan.first_year, plan.last_year) == (SAID["--title"], "2026/27", "2028/29")
    assert (plan.measures, plan.outcomes, plan.activities) == ((), (), ())


@pytest.mark.parametrize(
    ("first", "years", "id", "last"),
    [
        ("2026/27", "1", "2026-27", "2026/27"),
        ("2098/99", "2", "2098-00", "2099/00"),
        ("2026/27", "10", "2026-36", "2035/36"),
    ],
)
def test_the_last_year_and_the_id_follow_from_the_first_and_how_many(
    kpis, tmp_path, first, years, id, last
):
    said = SAID | {"--first-year": first, "--years": years}
    assert kpis("new-plan", tmp_path / "plan", *as_options(said)).code == 0
    plan = load_plan(tmp_path / "plan")
    assert (plan.id, plan.last_year) == (id, last)


def test_a_tolerance_is_the_rule_by_being_said(kpis, tmp_path):
    said = {name: word for name, word in SAID.items() if name != "--rule"} | {"--tolerance": "7.5"}
    assert kpis("new-plan", tmp_path / "plan", *as_options(said)).code == 0
    assert load_plan(tmp_path / "plan").rating_rule.amber_within == 7.5


def test_without_a_terminal_all_that_is_missing_is_told_at_once(kpis, tmp_path):
    ran = kpis("new-plan", tmp_path / "plan", "--council", "Northmere", "--rule", "tolerance")
    assert ran.code == 2
    for option in ("--area", "--first-year", "--years", "--title", "--tolerance"):
        assert f"  {option}: " in ran.err
    assert "  --council: " not in ran.err
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"--first-year": "2026"}, "Write it as 2026/27"),
        ({"--first-year": "2026/28"}, "Write it as 2026/27"),
        ({"--years": "0"}, "1<=x<=10"),
        ({"--years": "11"}, "1<=x<=10"),
        ({"--council": "  "}, "It is empty"),
        ({"--rule": "rank"}, "'minimum_expectation', 'tolerance'"),
        ({"--tolerance": "5"}, "--tolerance belongs to --rule tolerance"),
        ({"--rule": "tolerance", "--tolerance": "0"}, "x>0"),
    ],
)
def test_what_no_plan_can_have_is_a_wrong_request_and_nothing_is_written(
    kpis, tmp_path, otherwise, told
):
    ran = kpis("new-plan", tmp_path / "plan", *as_options(SAID | otherwise))
    assert ran.code == 2
    assert told in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_folder_that_holds_a_plan_is_left_as_it_is(kpis, tmp_path):
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "plan"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    book = tmp_path / "plan.xlsx"
    assert kpis("plan", "export", "-o", book, "--plan", FICTIONAL).code == 0
    for further in (as_options(SAID), ("--from", book), ()):
        ran = kpis("new-plan", folder, *further)
        assert ran.code == 2
        assert "holds activities.toml already" in ran.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (tmp_path / "file").touch()
    assert "is a file" in kpis("new-plan", tmp_path / "file", *as_options(SAID)).err


def test_what_else_is_in_the_folder_stays(kpis, tmp_path):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/notes.txt").write_text("ours", encoding="utf-8")
    assert kpis("new-plan", tmp_path / "plan", *as_options(SAID)).code == 0
    assert (tmp_path / "plan/notes.txt").read_text(encoding="utf-8") == "ours"


def test_each_file_says_what_belongs_where(kpis, tmp_path):
    kpis("new-plan", tmp_path / "plan", *as_options(SAID))
    files = sorted(path.name for path in (tmp_path / "plan").rglob("*") if path.is_file())
    assert files == [
        "README.md",
        "activities.toml",
        "calendar.toml",
        "outcomes.toml",
        "plan.toml",
        "themes.toml",
    ]
    for path in (tmp_path / "plan").glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def examples(text: str) -> str:
    """What comments show as an example, as it would be written."""
    return "\n".join(line[4:] for line in text.splitlines() if line.startswith("#   "))


def test_what_the_comments_show_makes_a_plan_without_fault(kpis, tmp_path):
    folder = tmp_path / "plan"
    kpis("new-plan", folder, *as_options(SAID))
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if shown := examples(text):
            kept = [line for line in text.splitlines() if " = []" not in line]
            path.write_text("\n".join([*kept, shown]), encoding="utf-8")
    explained = (folder / "measures/README.md").read_text(encoding="utf-8")
    indented = [line[4:] for line in explained.splitlines() if not line or line.startswith("    ")]
    (folder / "measures/recycling_rate.toml").write_text("\n".join(indented), encoding="utf-8")
    assert check_plan(folder) == []
    plan = load_plan(folder)
    counted = (plan.priorities, plan.outcomes, plan.themes, plan.activities, plan.measures)
    assert [len(each) for each in counted] == [1, 1, 1, 1, 1]


def test_a_plan_made_of_a_workbook_says_what_the_workbook_says(kpis, tmp_path):
    book = tmp_path / "plan.xlsx"
    kpis("plan", "export", "-o", book, "--plan", FICTIONAL)
    ran = kpis("new-plan", tmp_path / "plan", "--from", book)
    assert ran.code == 0
    assert "a plan of 6 measures" in ran.err
    assert load_plan(tmp_path / "plan") == load_plan(FICTIONAL)
    text = (tmp_path / "plan/outcomes.toml").read_text(encoding="utf-8")
    assert text.startswith("# The outcomes")
    assert "outcomes = []" not in text
    assert kpis("plan", "import", book, "--check", "--plan", tmp_path / "plan").err == (
        "No changes.\n"
    )


def test_the_blank_workbook_has_every_sheet_and_lacks_only_what_the_plan_is_called(kpis, tmp_path):
    book = tmp_path / "plan.xlsx"
    assert kpis("new-plan", "--blank-workbook", "-o", book).code == 0
    full = tmp_path / "full.xlsx"
    kpis("plan", "export", "-o", full, "--plan", FICTIONAL)
    assert openpyxl.load_workbook(book).sheetnames == openpyxl.load_workbook(full).sheetnames
    ran = kpis("new-plan", tmp_path / "plan", "--from", book)
    assert ran.code == 10
    assert [line.split(": ")[1] for line in ran.out.splitlines()] == [
        *("Id", "Title", "Council", "Area", "First year", "Last year")
    ]
    assert "6 faults, so nothing was written" in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_blank_workbook_with_these_filled_in_makes_an_empty_plan(kpis, tmp_path):
    book = tmp_path / "plan.xlsx"
    kpis("new-plan", "--blank-workbook", "-o", book)
    opened = openpyxl.load_workbook(book)
    words = {
        "Id *": "2026-29",
        "Title *": "Together",
        "Council *": "Northmere",
        "Area *": "Northmere",
        "First year *": "2026/27",
        "Last year *": "2028/29",
    }
    for row in opened["Plan"].iter_rows(min_row=5):
        if row[0].value in words:
            row[1].value = words.pop(str(row[0].value))
    assert not words
    opened.save(book)
    ran = kpis("new-plan", tmp_path / "plan", "--from", book)
    assert ran.code == 0
    assert "a plan of no measures" in ran.err
    assert "holds no measure yet" in ran.err
    assert check_plan(tmp_path / "plan") == []


def test_what_the_workbook_says_is_not_said_again(kpis, tmp_path):
    ran = kpis("new-plan", tmp_path / "plan", "--from", "plan.xlsx", "--council", "N", "--years", 2)
    assert ran.code == 2
    assert "Leave out --council, --years." in ran.err
    for wrong in (("--blank-workbook",), ("--blank-workbook", tmp_path, "-o", tmp_path / "p.xlsx")):
        assert kpis("new-plan", *wrong).code == 2
    assert "kpis new-plan FOLDER" in kpis("new-plan").err
    assert kpis("new-plan", tmp_path / "plan", "--from", tmp_path / "none.xlsx").code == 2


def at_a_terminal(folder: Path, *arguments: str, typed: str) -> tuple[int, str]:
    """The command in a terminal of its own, in which all of this is typed; what it shows."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kpis", "new-plan", str(folder), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # the command has ended, and its end of the terminal is closed
            pass
        os.close(ours)
        return process.wait(timeout=600), shown.decode()


def test_at_a_terminal_what_is_missing_is_asked_with_an_answer_that_will_do(tmp_path):
    code, shown = at_a_terminal(
        tmp_path / "north-mere", "--first-year", "2027/28", typed="\n\n\n\n\n"
    )
    assert code == 0, shown
    for question in _QUESTIONS:
        asked = f"{question.words}? ({question.help})" in shown
        assert asked == (question.name not in ("first_year", "tolerance"))
    plan = load_plan(tmp_path / "north-mere")
    assert (plan.council, plan.area, plan.id) == ("North Mere", "North Mere", "2027-30")
    assert plan.title == "North Mere Strategic Plan 2027-30"


def test_an_answer_that_is_none_is_asked_again(tmp_path):
    typed = "Northmere\n\n2026\n2026/27\n0\n2\n\nrank\ntolerance\n0\n4\n"
    code, shown = at_a_terminal(tmp_path / "plan", typed=typed)
    assert code == 0, shown
    assert "'2026' is no financial year" in shown
    plan = load_plan(tmp_path / "plan")
    assert (plan.last_year, plan.rating_rule.amber_within) == ("2027/28", 4)


def test_who_goes_away_leaves_nothing_behind(tmp_path):
    code, _ = at_a_terminal(tmp_path / "plan", typed="Northmere\n\x04")
    assert code == 130
    assert not (tmp_path / "plan").exists()


def test_a_store_of_a_plan_without_first_figures_is_not_said_to_hold_some(kpis, tmp_path):
    store = tmp_path / "new.duckdb"
    ran = kpis("mappings", "--plan", FICTIONAL, store=store)
    assert f"No store at {store} yet: making one that is empty.\n" in ran.err
