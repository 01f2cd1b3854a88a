"""From one year's plan to the next on the command line, and what commands show of each quarter."""

import json
import shutil
from pathlib import Path

import pytest

from kpis.cli import main
from kpis.plan.chain.chain import load_chain
from kpis.store import Store
from tests.plans_in_a_chain import FICTIONAL, NEW, NOW, OLD, THEN, submit, two_plans

THEIRS, OURS = "2023-24-Q3", "2024-25-Q1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(plan before, plan after, store with returns of a quarter of each)"""
    folder = tmp_path_factory.mktemp("years")
    before, after = two_plans(folder)
    chain, store = load_chain(before), Store(folder / "kpis.duckdb")
    store.prepare(THEN)
    submit(store, chain.plans[0], OLD, THEN)
    submit(store, chain, NEW, NOW)
    return before, after, store.path


@pytest.fixture
def run(made, capsys):
    """run(*words): the document that a command prints, by the plan before unless --plan is said."""

    def call(*words, plan=made[0]):
        code = main([*map(str, words), "--plan", str(plan), "--store", str(made[2]), "--json"])
        out, err = capsys.readouterr()
        return (json.loads(out) if code == 0 else {}), code, err

    return call


@pytest.fixture
def first(tmp_path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "2023-25"))


def ids(document):
    return {each["id"] for each in document["measures"]}


@pytest.mark.parametrize("named", [0, 1])
def test_status_is_by_the_plan_in_force_in_the_quarter_whichever_is_named(run, made, named):
    theirs, _, _ = run("status", "--period", THEIRS, "--figures-only", plan=made[named])
    ours, _, _ = run("status", "--period", OURS, "--figures-only", plan=made[named])
    assert {"pool_occupancy", "frogs", "bins_on_time"} <= ids(theirs)
    assert {"pool_swimming", "pool_lessons", "bins_in_time", "ponds_dug"} <= ids(ours)
    assert not {"pool_occupancy", "frogs", "bins_on_time"} & ids(ours)
    days = next(each for each in ours["measures"] if each["id"] == "planning_days")
    assert (days["target"], days["rag"]) == (50, "red")


def test_without_a_period_it_is_the_newest_quarter_that_has_mostly_come_in(run):
    document, _, _ = run("status", "--figures-only")
    assert document["period"] == OURS


def test_a_plan_that_is_only_proposed_shows_no_quarter(run, tmp_path):
    _, after = two_plans(tmp_path, agreed=False)
    document, _, _ = run("status", "--period", OURS, "--figures-only", plan=after)
    assert "bins_on_time" in ids(document)


def test_history_is_one_line_and_says_what_became_of_the_measure(run):
    document, _, _ = run("history", "bins_in_time")
    assert len(document["revisions"]) == 6
    assert document["continuation"] == [
        "Before 2024/25 it was 1.1 Bins collected on the day they are due."
    ]
    old, _, _ = run("history", "bins_on_time")
    assert old["measure"]["id"] == "bins_in_time"  # an old id leads to where it goes on
    ended, _, _ = run("history", "Use of the swimming pool")
    assert (ended["plan"], len(ended["revisions"])) == ("2023-25", 1)
    assert ended["continuation"][0].startswith("It was split into 2.2 Pool in use for swimming")


def test_a_chart_of_a_measure_that_ended_is_of_its_own_plan(run):
    document, code, _ = run("spc", "pool_occupancy")
    assert (code, document["measure"]["id"]) == (0, "pool_occupancy")
    _, code, told = run("spc", "pool_occupancy", "--period", OURS)
    assert code == 2
    assert "is no measure of Northmere Together 2024-26, by which Q1 2024/25 is shown" in told
    assert "Lessons have a pool of their own." in told


def test_progress_asks_of_each_quarter_what_its_plan_asked(run):
    theirs, _, _ = run("progress", "--period", THEIRS)
    ours, _, _ = run("progress", "--period", OURS)
    assert "pool_occupancy" in ids(theirs)
    assert {"pool_swimming", "pool_lessons"} <= ids(ours)
    of_each = {each["period"]: each["due"] for each in ours["quarters"]}
    assert of_each[OURS] == len(ours["measures"])


def test_activities_of_the_plan_before_are_those_of_the_same_words(run):
    theirs, _, _ = run("activities", "--period", THEIRS)
    ours, _, _ = run("activities", "--period", OURS)
    titles = [{each["code"]: each["title"] for each in one["activities"]} for one in (theirs, ours)]
    assert titles[0]["A1.1"] == titles[1]["A1.2"] == "Repaint the bin lorries"


def test_the_plan_says_which_it_follows_and_who_agreed_it(run, made):
    document, _, _ = run("plan", plan=made[1])
    assert document["previous"] == "../2023-25"
    assert document["agreed"] == {"by": "Full Council", "on": "2024-03-20", "reason": "Minute 7"}
    assert {"kind": "dropped", "from": ["frogs"], "to": []}.items() <= document["crosswalk"][
        3
    ].items()
    before, _, _ = run("plan")
    assert (before["previous"], before["agreed"], before["crosswalk"]) == (None, None, [])


def test_a_faulty_plan_of_next_year_is_told_and_leaves_this_year_readable(run, made, tmp_path):
    before, after = two_plans(tmp_path)
    (after / "measures/ponds_dug.toml").unlink()
    document, code, told = run("status", "--period", THEIRS, "--figures-only", plan=before)
    assert code == 0
    assert told.startswith("The plan in 2024-26 has ")
    assert "bins_on_time" in ids(document)


def test_a_plan_is_rolled_forward_and_what_is_left_to_do_is_said(first, capsys):
    assert main(["plan", "roll", "--to", "2024-26", "--plan", str(first)]) == 0
    out = capsys.readouterr().out
    assert "proposed, and in force in no quarter until it is agreed" in out
    assert "targets are left to be set." in out
    assert "  planning_days 2024/25" in out
    assert main(["check-plan", "--plan", str(first.with_name("2024-26"))]) == 0


def test_a_plan_without_targets_is_not_agreed_and_every_one_is_listed(first, capsys):
    main(["plan", "roll", "--to", "2024-26", "--plan", str(first)])
    capsys.readouterr()
    folder = str(first.with_name("2024-26"))
    code = main(["plan", "agree", folder, "--by", "Council", "--reason", "Minute 7"])
    told = capsys.readouterr().err
    assert code == 10
    assert told.count("There is no target, and data_only does not say why.") == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("plan", "roll"), "Say for which years"),
        (("plan", "roll", "--to", "soon"), "says no years"),
        (("plan", "agree", "FOLDER", "--reason", "x"), "Say who agreed the plan"),
        (("plan", "agree", "FOLDER", "--by", "Council", "--reason", "x", "--on", "May"), "no day"),
        (("plan", "agree", "--by", "Council", "--reason", "x"), "Say which plan"),
    ],
)
def test_what_is_missing_is_asked_for(first, capsys, words, told):
    named = [str(first) if each == "FOLDER" else each for each in words]
    assert main([*named, "--plan", str(first)]) == 2
    assert "[agreed]" not in (first / "plan.toml").read_text(encoding="utf-8")
    assert told in capsys.readouterr().err
