"""What becomes of measures in next year's plan, as acts; and whatever is done, nothing is lost."""

import shutil
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.figures.lines import in_lines
from kpis.model import Continuation
from kpis.plan.chain.chain import load_chain
from kpis.plan.chain.stories import end_of
from kpis.plan.check import check_plan, faults_of
from kpis.plan.files import check_tables, read_plan_files
from kpis.plan.load import load_plan
from kpis.use_cases.plans.acts.crosswalk import (
    ContinueMeasure,
    DropMeasure,
    MergeMeasures,
    NewMeasure,
    ReplaceMeasure,
    SplitMeasure,
)
from kpis.use_cases.plans.acts.draft import Draft
from kpis.use_cases.plans.acts.measures import AddMeasure
from kpis.use_cases.plans.acts.proposing import propose, write
from kpis.use_cases.plans.next_year.roll import roll_plan
from kpis.use_cases.plans.next_year.texts import texts_of
from kpis.use_cases.plans.together import write_together

FICTIONAL = Path(__file__).parents[3] / "fictional_plan"
TODAY = date(2024, 3, 1)
WHY = "The council said so."


@pytest.fixture
def rolled(tmp_path) -> Path:
    """Next year's plan of the fictional one, proposed."""
    shutil.copytree(FICTIONAL, tmp_path / "2023-25")
    return roll_plan(tmp_path / "2023-25", "2024-26").folder


def do(folder: Path, act):
    proposed = propose(folder, act, TODAY)
    if not proposed.faults:
        write(folder, proposed)
    return [each.message for each in proposed.faults]


def changes(folder: Path):
    return [(each.kind, each.from_, each.to) for each in load_plan(folder).changes]


def codes(folder: Path) -> dict[str, str]:
    return {each.id: each.code for each in load_plan(folder).measures if not each.part_of}


def test_a_dropped_measure_goes_and_the_codes_close_up(rolled):
    assert do(rolled, DropMeasure(measure_id="frogs", reason=WHY)) == []
    assert changes(rolled) == [(Continuation.DROPPED, ("frogs",), ())]
    assert codes(rolled)["glad_to_live_here"] == "3.1"
    assert check_plan(rolled) == []


def test_a_split_measure_gives_way_to_several_last_of_its_outcome(rolled):
    into = (NewMeasure(title="Pool for lessons"), NewMeasure(title="Lanes", id="pool_lanes"))
    act = SplitMeasure(measure_id="pool_occupancy", into=into, reason=WHY)
    assert do(rolled, act) == []
    assert changes(rolled) == [
        (Continuation.SPLIT, ("pool_occupancy",), ("pool_for_lessons", "pool_lanes"))
    ]
    plan = load_plan(rolled)
    new = plan.measures_by_id["pool_for_lessons"]
    assert (new.code, plan.measures_by_id["pool_lanes"].code) == ("2.2", "2.3")
    assert (new.aims, new.suspensions, new.introduced) == ({}, (), "")  # those were the old one's
    assert new.polarity == load_plan(FICTIONAL).measures_by_id["pool_occupancy"].polarity


def test_what_was_said_of_the_old_ones_targets_is_not_said_of_those_of_the_new(rolled):
    """A rationale of theirs, or that they were made up, would be told to readers as its own."""
    assert read_plan_files(rolled).tables["measures/bins_on_time.toml"]["every_year"]
    new = NewMeasure(title="Bins emptied")
    assert do(rolled, ReplaceMeasure(measure_id="bins_on_time", by=new, reason=WHY)) == []
    assert "every_year" not in read_plan_files(rolled).tables["measures/bins_emptied.toml"]


def test_merged_measures_give_way_to_one(rolled):
    act = MergeMeasures(
        measure_ids=("bins_on_time", "planning_days"),
        into=NewMeasure(title="All in time", definition="What is done in time."),
        reason=WHY,
    )
    assert do(rolled, act) == []
    assert changes(rolled) == [
        (Continuation.MERGED, ("bins_on_time", "planning_days"), ("all_in_time",))
    ]
    assert load_plan(rolled).measures_by_id["all_in_time"].code == "1.1"


def test_a_measure_is_replaced_by_another(rolled):
    act = ReplaceMeasure(measure_id="frogs", by=NewMeasure(title="Newts counted"), reason=WHY)
    assert do(rolled, act) == []
    assert changes(rolled) == [(Continuation.REPLACED, ("frogs",), ("newts_counted",))]


def test_a_measure_goes_on_with_a_break_or_under_another_id(rolled):
    assert do(rolled, ContinueMeasure(measure_id="frogs", with_break=True, reason=WHY)) == []
    act = ContinueMeasure(measure_id="bins_on_time", with_break=False, new_id="bins_in_time")
    assert do(rolled, act) == []
    assert changes(rolled) == [
        (Continuation.CONTINUED_WITH_BREAK, ("frogs",), ("frogs",)),
        (Continuation.CONTINUED, ("bins_on_time",), ("bins_in_time",)),
    ]
    plan = load_plan(rolled)
    assert [each.period for each in plan.measures_by_id["frogs"].breaks] == ["2024-25"]
    assert plan.measures_by_id["bins_in_time"].earlier_ids == ("bins_on_time",)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (DropMeasure(measure_id="toads", reason=WHY), "no measure or part with this id"),
        (DropMeasure(measure_id="frogs", reason=" "), "Say why, for readers."),
        (
            SplitMeasure(measure_id="frogs", into=(NewMeasure(title="A"),), reason=WHY),
            "Name two measures or more",
        ),
        (
            MergeMeasures(measure_ids=("frogs", "frogs"), into=NewMeasure(title="A"), reason=WHY),
            "Choose two measures or more",
        ),
        (
            ReplaceMeasure(
                measure_id="frogs", by=NewMeasure(title="N", id="bins_on_time"), reason=WHY
            ),
            "bins_on_time is the id of another measure.",
        ),
        (
            ReplaceMeasure(measure_id="frogs", by=NewMeasure(title="F", id="frogs"), reason=WHY),
            "frogs is the id of another measure.",
        ),
        (ReplaceMeasure(measure_id="frogs", by=NewMeasure(title=" "), reason=WHY), "is called"),
        (ContinueMeasure(measure_id="frogs", with_break=False), "needs no word"),
        (ContinueMeasure(measure_id="frogs", with_break=True), "Say why, for readers."),
        (
            ContinueMeasure(measure_id="frogs", with_break=False, new_id="bins_on_time"),
            "bins_on_time is the id of another measure.",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(rolled, act, words):
    before = {path: path.read_bytes() for path in rolled.rglob("*.toml")}
    assert words in " ".join(do(rolled, act))
    assert {path: path.read_bytes() for path in rolled.rglob("*.toml")} == before


def test_a_measure_that_just_came_is_not_dropped_again(rolled):
    do(rolled, ReplaceMeasure(measure_id="frogs", by=NewMeasure(title="Newts"), reason=WHY))
    told = do(rolled, DropMeasure(measure_id="newts", reason=WHY))
    assert told == ["The crosswalk says already where it comes from."]


def test_a_measure_added_to_a_plan_that_follows_another_is_told_with_its_reason(rolled):
    frogs = read_plan_files(rolled).tables["measures/frogs.toml"]
    said = {key: value for key, value in frogs.items() if isinstance(value, str | int)}
    said |= {"title": "Ponds dug"}
    act = AddMeasure(said=said, themes={})
    assert do(rolled, act) == ["Say why it is added, for readers."]
    assert do(rolled, replace(act, reason="Ponds were promised.")) == []
    assert changes(rolled) == [(Continuation.ADDED, (), ("ponds_dug",))]


def test_a_plan_that_follows_none_cannot_say_what_became_of_a_measure(tmp_path):
    shutil.copytree(FICTIONAL, tmp_path / "plan")
    told = do(tmp_path / "plan", DropMeasure(measure_id="frogs", reason=WHY))
    assert told == ["This plan follows no other. Roll it forward first: kpis plan roll."]


def test_a_plan_that_was_agreed_does_not_say_it_afterwards(rolled):
    with (rolled / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('\n[agreed]\nby = "Council"\non = 2024-03-01\nreason = "Minute 7"\n')
    for path in (rolled / "measures").glob("*.toml"):
        text = path.read_text("utf-8")
        path.write_text(text if "2024/25" in text else text.replace("2023/24", "2024/25"), "utf-8")
    (told,) = do(rolled, DropMeasure(measure_id="frogs", reason=WHY))
    assert told.startswith("This plan was agreed.")


OLD = tuple(path.stem for path in sorted((FICTIONAL / "measures").glob("*.toml")))


@st.composite
def acts(draw, old: tuple[str, ...] = OLD) -> list:
    """A few acts, each on measures of the old plan that none before it was about."""
    left = list(draw(st.permutations(old)))
    made: list[Any] = []
    for number in range(draw(st.integers(0, len(old)))):
        kind = draw(st.sampled_from(list(Continuation)))
        if kind is Continuation.ADDED or len(left) < 2:
            continue
        first, new = (
            left.pop(),
            [NewMeasure(title=f"New {number} {each}", id=f"new_{number}_{each}") for each in "abc"],
        )
        match kind:
            case Continuation.DROPPED:
                made.append(DropMeasure(measure_id=first, reason=WHY))
            case Continuation.SPLIT:
                into = tuple(new[: draw(st.integers(2, 3))])
                made.append(SplitMeasure(measure_id=first, into=into, reason=WHY))
            case Continuation.MERGED:
                both = (first, left.pop())
                made.append(MergeMeasures(measure_ids=both, into=new[0], reason=WHY))
            case Continuation.REPLACED:
                made.append(ReplaceMeasure(measure_id=first, by=new[0], reason=WHY))
            case _:
                broken = kind is Continuation.CONTINUED_WITH_BREAK
                new_id = "" if broken and draw(st.booleans()) else new[0].id
                made.append(
                    ContinueMeasure(measure_id=first, with_break=broken, new_id=new_id, reason=WHY)
                )
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts())
def test_whatever_becomes_of_measures_every_figure_is_in_one_line(made):
    with TemporaryDirectory() as name:
        old = Path(name) / "2023-25"
        shutil.copytree(FICTIONAL, old)
        folder = roll_plan(old, "2024-26").folder
        held = read_plan_files(folder).tables
        draft = Draft.of(held, TODAY)
        for act in made:
            act.change(draft)
        assert draft.faults == []
        assert faults_of(check_tables(deepcopy(draft.tables), folder)) == []
        _agree(draft)
        _write(folder, held, draft.tables)
        _expect_every_figure_in_one_line(load_chain(old))


def _agree(draft: Draft) -> None:
    agreed = {"by": "Council", "on": TODAY, "reason": "Minute 7"}
    draft.tables["plan.toml"]["agreed"] = agreed
    for file, table in draft.tables.items():
        if file.startswith("measures/"):
            for holder in table.get("parts") or [table]:
                holder.pop("years", None)
                holder["data_only"] = "What to aim for is not said here."


def _write(folder: Path, held: dict, tables: dict) -> None:
    texts = texts_of(folder, held, tables)
    changed = {file: (folder / file).read_bytes() for file in held if (folder / file).exists()}
    write_together(
        folder,
        {file: (changed.get(file), new) for file, new in texts.items() if new}
        | {file: (changed[file], None) for file in held if file not in tables},
    )


def _expect_every_figure_in_one_line(chain) -> None:
    before, after = chain.plans
    ids = [measure.id for measure in before.counted]
    stored = pd.DataFrame({"measure_id": pd.array(ids, dtype="str")})
    shown = in_lines(after, stored)["measure_id"].tolist()
    lines = {}
    for was, now in zip(ids, shown, strict=True):
        if now in after.measures_by_id:
            lines.setdefault(now, []).append(was)  # its history goes on
        else:
            assert end_of(chain, was) is not None  # and is to be seen in the plan before
            assert now == was
    assert all(len(one) == 1 for one in lines.values())
