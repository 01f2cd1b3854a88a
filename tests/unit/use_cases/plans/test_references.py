"""What a plan names a measure by, when that measure goes: boards, the borough and wholes."""

import shutil
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from kpis.plan.check import check_plan, faults_of
from kpis.plan.files import check_tables, read_plan_files
from kpis.use_cases.plans.acts.crosswalk import (
    ContinueMeasure,
    DropMeasure,
    MergeMeasures,
    NewMeasure,
    ReplaceMeasure,
    SplitMeasure,
)
from kpis.use_cases.plans.acts.draft import Draft
from kpis.use_cases.plans.acts.proposing import propose, write
from kpis.use_cases.plans.next_year.roll import roll_plan
from tests.unit.use_cases.plans.test_crosswalk_acts import acts

ROOT = Path(__file__).parents[4]
TODAY = date(2025, 3, 1)
WHY = "The council said so."
MEASURES = tuple(path.stem for path in sorted((ROOT / "tests/whole_plan/measures").glob("*.toml")))


def rolled_whole(folder: Path) -> Path:
    """Next year's plan of the one that uses everything, proposed."""
    for name in ("whole_plan", "whole_plan_before"):
        shutil.copytree(ROOT / "tests" / name, folder / name)
    return roll_plan(folder / "whole_plan", "2025-28").folder


@pytest.fixture
def rolled(tmp_path) -> Path:
    return rolled_whole(tmp_path)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A folder and what its files say; nothing is written there."""
    folder = rolled_whole(tmp_path_factory.mktemp("plans"))
    return folder, read_plan_files(folder).tables


def do(folder: Path, act):
    """What was told and listed before it was written."""
    proposed = propose(folder, act, TODAY)
    assert proposed.faults == ()
    listed = {
        (each.sheet, each.about, each.key): (each.before, each.after)
        for each in proposed.proposed.changes
    }
    write(folder, proposed)
    assert check_plan(folder) == []
    return proposed.notes, listed


def said(folder: Path, file: str):
    return read_plan_files(folder).tables[file]


def business(folder: Path):
    entries = said(folder, "partnership.toml")["business"]
    return [(each["board"], each.get("measures", [])) for each in entries]


def test_a_dropped_measure_is_taken_out_of_what_names_it_and_comments_stay(tmp_path):
    """The Housing Forum, a topic and a fact of the borough name it, in Tower Hamlets' own plan."""
    for name in ("plans/2019-22", "published", "illustrative"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name)
    folder = roll_plan(tmp_path / "plans/2019-22", "2020-23").folder
    files = [folder / name for name in ("partnership.toml", "borough.toml")]
    before = [path.read_text("utf-8").splitlines() for path in files]
    notes, listed = do(folder, DropMeasure(measure_id="affordable_homes", reason=WHY))
    assert notes == ()
    after = [path.read_text("utf-8").splitlines() for path in files]
    assert [line for line in before[0] if line not in after[0]] == [
        'measures = ["affordable_homes"]'
    ]
    assert [line for line in before[1] if line not in after[1]] == [
        'measures = ["affordable_homes", "overcrowding", "homelessness_prevented"]',
        'measure = "affordable_homes"',
    ]
    assert sum(map(len, before)) - sum(map(len, after)) == 2
    assert listed["Business of boards", "HOUSING", "Measures"] == ("affordable_homes", "none")
    assert listed["Topics", "Housing", "Measures"][1] == "overcrowding; homelessness_prevented"
    (fact,) = [change for where, change in listed.items() if where[0] == "Facts"]
    assert fact == ("affordable_homes", "none")


def test_business_that_is_left_with_nothing_goes_and_what_it_said_is_told(rolled):
    path = rolled / "partnership.toml"
    text = path.read_text("utf-8")
    other = '[[business]]\nboard = "CARE"\nbasis = "assigned"\nreason = "Asked."\n'
    two = text.replace(
        "[[commitments]]", f'# Theirs.\n{other}measures = ["trust"]\n\n[[commitments]]'
    )
    path.write_text(two, "utf-8")
    notes, listed = do(rolled, DropMeasure(measure_id="falls", reason=WHY))
    (note,) = notes
    assert "The business of CARE that named falls" in note
    assert "“Falls end in hospital.”" in note
    assert [where for where in listed if where[0] == "Business of boards"] == [
        ("Business of boards", "CARE", "")
    ]
    assert business(rolled) == [("FORUM", ["warm_homes"]), ("CARE", ["trust"])]
    assert f'# Theirs.\n{other}measures = ["trust"]' in path.read_text("utf-8")


def test_one_in_its_place_is_named_everywhere(rolled):
    by = NewMeasure(title="Days at school", id="days_at_school")
    assert do(rolled, ReplaceMeasure(measure_id="school_days", by=by, reason=WHY))[0] == ()
    borough = said(rolled, "borough.toml")
    assert borough["topics"][0]["measures"] == ["days_at_school"]
    assert borough["facts"][1]["measure"] == "days_at_school"


def test_another_id_is_named_everywhere_even_as_a_whole(rolled):
    for old in ("warm_homes", "homes_visited"):
        act = ContinueMeasure(measure_id=old, with_break=False, new_id=f"{old}_now")
        assert do(rolled, act)[0] == ()
    assert business(rolled)[0] == ("FORUM", ["warm_homes_now"])
    assert said(rolled, "measures/warm_homes_now.toml")["whole"] == "homes_visited_now"


def test_a_part_that_goes_with_its_measure_is_not_named_either(rolled):
    path = rolled / "partnership.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('["warm_homes"]', '["warm_homes_rented", "warm_homes"]'), "utf-8")
    by = NewMeasure(title="Warm", id="warm")
    do(rolled, ReplaceMeasure(measure_id="warm_homes", by=by, reason=WHY))
    assert business(rolled)[0] == ("FORUM", ["warm"])


def test_measures_that_are_merged_are_named_once_by_a_board(rolled):
    path = rolled / "partnership.toml"
    text = path.read_text("utf-8")
    more = '[[business]]\nboard = "CARE"\nbasis = "assigned"\nreason = "R."\nmeasures = ["trust"]\n'
    path.write_text(text.replace("[[commitments]]", f"{more}\n[[commitments]]", 1), "utf-8")
    into = NewMeasure(title="Both", id="both")
    act = MergeMeasures(measure_ids=("falls", "trust"), into=into, reason=WHY)
    (note,) = do(rolled, act)[0]
    assert "named falls and trust" in note
    assert business(rolled) == [("FORUM", ["warm_homes"]), ("CARE", ["both"])]


def test_all_that_a_measure_is_split_into_are_listed_and_where_one_is_wanted_that_is_told(rolled):
    into = (NewMeasure(title="A", id="days_a"), NewMeasure(title="B", id="days_b"))
    notes, listed = do(rolled, SplitMeasure(measure_id="school_days", into=into, reason=WHY))
    borough = said(rolled, "borough.toml")
    assert borough["topics"][0]["measures"] == ["days_a", "days_b"]
    assert "measure" not in borough["facts"][1]
    (note,) = notes
    assert note.startswith("To be looked at: the fact “Pupils attend 93.1% of school days")
    assert "It may name days_a or days_b" in note
    assert listed["Topics", "People", "Measures"] == ("school_days", "days_a; days_b")


def test_a_new_measure_that_is_counted_otherwise_is_no_whole(rolled):
    table = said(rolled, "measures/planning_days.toml")
    assert table["unit"] != said(rolled, "measures/homes_visited.toml")["unit"]
    into = NewMeasure(title="Both", id="both")
    act = MergeMeasures(measure_ids=("planning_days", "homes_visited"), into=into, reason=WHY)
    (note,) = do(rolled, act)[0]
    assert "“Homes made warm” has no whole any more" in note
    assert "whole" not in said(rolled, "measures/warm_homes.toml")


@settings(max_examples=60, deadline=None)
@given(made=acts(MEASURES))
def test_whatever_becomes_of_measures_nothing_names_one_that_is_gone(held, made):
    folder, tables = held
    draft = Draft.of(tables, TODAY)
    for act in made:
        act.change(draft)
    assert draft.faults == []
    assert faults_of(check_tables(deepcopy(draft.tables), folder)) == []
