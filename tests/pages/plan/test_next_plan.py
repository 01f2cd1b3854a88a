"""Next year's plan on the page: made, its measures dropped and split, its targets set, agreed."""

from pathlib import Path

import pytest
import streamlit as st

from kpis.plan.check import check_plan
from kpis.plan.load import load_plan
from tests.pages.desk import press, widget, words

YEAR = "2020/21"


@pytest.fixture
def next_plan(folder, open_desk) -> Path:
    """The folder of next year's plan, made on the page."""
    at = open_desk("plan/change_plan", do="next")
    assert at.text_input("plan_make_to").value == "2020-23"
    at.text_input("plan_make_acts_as").input("Head of Performance").run()
    press(at, "main_action_make")
    assert "The plan 2020-23 is made, as a proposal." in at.success[0].value.replace("\\", "")
    return folder.with_name("2020-23")


def said(at, form: str, **values: str) -> None:
    for name, text in values.items():
        widget([*at.text_input, *at.text_area], f"plan_next_{form}_{name}").input(text)
    at.run()


def written(at, form: str) -> None:
    press(at, f"see_next_{form}")
    at.text_input(f"plan_next_{form}_acts_as").input("Head of Performance").run()
    press(at, f"main_action_next_{form}")
    assert "The plan is changed" in at.success[0].value


def bytes_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


def fate(at, kind: str, measure_id: str) -> None:
    at.selectbox("plan_next_fate_kind").select(kind).run()
    at.selectbox("plan_next_fate_measure_id").select(measure_id).run()


def test_a_plan_is_made_its_measures_dropped_and_split_and_agreed_and_the_old_one_stays(
    folder, next_plan, open_desk, store, monkeypatch
):
    before = bytes_of(folder)
    at = open_desk("plan/change_plan", plan="2020-23", do="fate")
    assert "is proposed: it is in force nowhere" in words(at)
    fate(at, "drop", dropped(folder))
    said(at, "fate", reason="Nobody asks any more.")
    written(at, "fate")
    fate(at, "split", "adult_learners_completing")
    said(at, "fate", into="Learners of English", second="Other learners", reason="Two services.")
    written(at, "fate")
    assert check_plan(next_plan) == []
    plan = load_plan(next_plan)
    assert {"learners_of_english", "other_learners"} <= set(plan.measures_by_id)
    at = open_desk("plan/change_plan", plan="2020-23", do="whole")
    assert "2 measures and parts have no target for 2020/21 yet" in at.error[0].value
    monkeypatch.setattr(st, "data_editor", typed)
    at = open_desk("plan/change_plan", plan="2020-23", do="targets")
    said(at, "aims", set_by="Head of Performance")
    written(at, "aims")
    at = open_desk("plan/change_plan", plan="2020-23", do="whole")
    for name, text in {"by": "Cabinet", "reason": "Minutes, item 7"}.items():
        at.text_input(f"plan_whole_{name}").input(text)
    at.text_input("plan_whole_acts_as").input("Head of Performance").run()
    press(at, "main_action_whole")
    plan = load_plan(next_plan)
    assert (plan.agreed.by, plan.agreed.reason) == ("Cabinet", "Minutes, item 7")
    assert not plan.measures_by_id["learners_of_english"].aims[YEAR].proposed
    assert bytes_of(folder) == before
    acts = store.audit().query("not refused")["action"].tolist()
    assert acts.count("change plan") == 4
    assert acts.count("agree plan") == 1


def test_what_boards_and_the_borough_named_is_told_on_the_page_and_in_the_audit(
    next_plan, open_desk, store
):
    at = open_desk("plan/change_plan", plan="2020-23", do="fate")
    fate(at, "split", "affordable_homes")
    said(at, "fate", into="Homes to let", second="Homes to buy", reason="Two grants.")
    press(at, "see_next_fate")
    table = " ".join(words(at).split())
    assert "homes_to_let; homes_to_buy; overcrowding" in table
    assert "To be looked at: the fact “More affordable homes are built here" in table
    written(at, "fate")
    assert check_plan(next_plan) == []
    kept = " ".join(map(str, store.audit().to_numpy().ravel()))
    assert "HOUSING, Measures: affordable_homes before, homes_to_let; homes_to_buy now" in kept
    assert "To be looked at: the fact" in kept


def test_what_another_changed_since_it_was_looked_at_is_not_agreed_unseen(next_plan, open_desk):
    at = open_desk("plan/change_plan", plan="2020-23", do="whole")
    for name, text in {"by": "Cabinet", "reason": "Minutes, item 7"}.items():
        at.text_input(f"plan_whole_{name}").input(text)
    at.text_input("plan_whole_acts_as").input("Head of Performance").run()
    path = next_plan / "measures/recycling.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("target = 22.0", "target = 20.0"), encoding="utf-8")
    press(at, "main_action_whole")
    assert "changed meanwhile, so nothing was agreed" in at.error[0].value
    assert load_plan(next_plan).agreed is None
    press(at, "main_action_whole")
    assert load_plan(next_plan).agreed.by == "Cabinet"


def dropped(folder: Path) -> str:
    return next(each.id for each in load_plan(folder).measures if each.code == "2.4")


def typed(frame, **_):
    """What somebody types into the table of targets: those of the two new measures."""
    made = frame.copy()
    for title, target in (("Learners of English", 80.0), ("Other learners", 90.0)):
        own = made["Measure"].str.endswith(title)
        made.loc[own, ["Target", "Minimum"]] = [target, target - 2]
    return made


def test_a_plan_that_follows_already_is_not_made_again(next_plan, open_desk):
    at = open_desk("plan/change_plan")
    assert "Next year's plan" not in at.get("button_group")[-1].proto.options.__str__()
    at = open_desk("plan/change_plan", plan="2020-23")
    assert "The plan 2020-23 is proposed" in words(at)


def test_years_that_leave_one_out_are_refused_in_a_sentence(folder, open_desk):
    at = open_desk("plan/change_plan", do="next")
    at.text_input("plan_make_to").input("2029-31").run()
    at.text_input("plan_make_acts_as").input("Head of Performance").run()
    press(at, "main_action_make")
    assert "leaves no year out" in at.error[0].value
    assert sorted(each.name for each in folder.parent.iterdir()) == ["2019-22"]
