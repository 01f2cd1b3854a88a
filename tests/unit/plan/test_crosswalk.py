"""Between a plan and the plan before it, the fate of every measure is told, once and soundly."""

import json
import shutil
from datetime import date

import pytest

from kpis.errors import PlanError
from kpis.model import Agreement, Continuation, PlanChange
from kpis.plan.content import content_of, plan_of_content
from kpis.plan.load import load_plan
from tests.unit.plan.files_of_a_plan import BINS, DAYS, FROGS, HOMES

CROSSWALK = "crosswalk.toml"


def change(kind: str, before: str = "", after: str = "", reason: str = "The council said so."):
    """A [[changes]] of ids written with blanks between."""
    lines = ["[[changes]]", f'kind = "{kind}"']
    for key, ids in (("from", before), ("to", after)):
        if ids:
            lines.append(f"{key} = {json.dumps(ids.split())}")
    return "\n".join([*lines, *([f'reason = "{reason}"'] if reason else []), "", ""])


def rename(plan, old: str, new: str) -> None:
    (plan.folder / f"measures/{old}.toml").rename(plan.folder / f"measures/{new}.toml")


def test_a_plan_whose_measures_all_go_on_needs_no_crosswalk(next_plan):
    assert next_plan.faults() == []
    plan = load_plan(next_plan.folder)
    assert (plan.previous, plan.agreed, plan.changes) == ("../2023-25", None, ())
    assert plan.proposed


def test_a_plan_that_follows_none_is_not_proposed(fictional_plan):
    assert not fictional_plan.proposed


def test_a_plan_that_was_agreed_says_by_whom_when_and_why(next_plan):
    next_plan.edit(
        "plan.toml",
        "[[comparator_sets]]",
        '[agreed]\nby = "Full Council"\non = 2024-03-20\nreason = "Minute 7"\n\n'
        "[[comparator_sets]]",
    )
    plan = load_plan(next_plan.folder)
    assert plan.agreed == Agreement(by="Full Council", on=date(2024, 3, 20), reason="Minute 7")
    assert not plan.proposed
    assert plan_of_content(content_of(plan)).agreed == plan.agreed


def test_a_measure_that_goes_on_under_another_id_needs_no_reason(next_plan):
    rename(next_plan, "bins_on_time", "bins_in_time")
    next_plan.add(CROSSWALK, change("continued", "bins_on_time", "bins_in_time", reason=""))
    assert next_plan.faults() == []
    (told,) = load_plan(next_plan.folder).changes
    assert told == PlanChange(
        kind=Continuation.CONTINUED, from_=("bins_on_time",), to=("bins_in_time",)
    )


def test_a_measure_may_go_on_with_a_break_under_its_own_id(next_plan):
    next_plan.add(CROSSWALK, change("continued_with_break", "frogs", "frogs"))
    assert next_plan.faults() == []


def test_the_parts_of_a_measure_go_with_it(next_plan):
    (next_plan.folder / HOMES).unlink()
    next_plan.add(CROSSWALK, change("dropped", "warm_homes"))
    assert not [fault for fault in next_plan.faults() if fault.startswith(CROSSWALK)]


def test_what_is_gone_and_what_is_new_is_told_one_by_one(next_plan):
    rename(next_plan, "bins_on_time", "bins_in_time")
    rename(next_plan, "planning_days", "days_for_planning")
    assert next_plan.faults() == [
        *(
            f'{CROSSWALK}: changes: "{gone}" of the plan before is not in this plan, and no change '
            "says what became of it. Add one."
            for gone in ("bins_on_time", "planning_days")
        ),
        *(
            f'{CROSSWALK}: changes: "{new}" is not in the plan before, and no change says where it '
            'comes from. Add one; its kind is "added" where it is new.'
            for new in ("bins_in_time", "days_for_planning")
        ),
    ]


def test_a_part_that_is_gone_from_a_measure_that_goes_on_is_told(next_plan):
    next_plan.edit(HOMES, 'id = "warm_homes_owned"', 'id = "warm_homes_own"')
    assert [fault.split(": ")[2].split(" ")[0] for fault in next_plan.faults()] == [
        '"warm_homes_owned"',
        '"warm_homes_own"',
    ]
    next_plan.add(CROSSWALK, change("continued", "warm_homes_owned", "warm_homes_own"))
    assert next_plan.faults() == []


@pytest.mark.parametrize(
    ("kind", "before", "after", "place", "found"),
    [
        ("split", "frogs", "newts", "to", "one of the plan before and two or more of this plan"),
        ("merged", "frogs", "newts", "from", "two or more of the plan before and one of this plan"),
        ("dropped", "frogs", "newts", "to", "one of the plan before and none of this plan"),
        ("added", "frogs", "newts", "from", "none of the plan before and one of this plan"),
        ("replaced", "frogs", "", "to", "one of the plan before and one of this plan"),
        ("continued", "", "newts", "from", "one of the plan before and one of this plan"),
    ],
)
def test_each_kind_takes_its_own_number_of_measures(next_plan, kind, before, after, place, found):
    rename(next_plan, "frogs", "newts")
    next_plan.add(CROSSWALK, change(kind, before, after))
    counts = f"{len(before.split())} and {len(after.split())}"
    assert (
        f"{CROSSWALK}: changes[1].{place}: {kind} takes {found}; found {counts}."
        in next_plan.faults()
    )


@pytest.mark.parametrize("kind", [kind for kind in Continuation if kind != "continued"])
def test_every_change_but_a_new_id_has_a_reason(next_plan, kind):
    next_plan.add(CROSSWALK, change(kind, reason=""))
    reason = f"{CROSSWALK}: changes[1].reason: is missing. Say why, for readers."
    assert reason in next_plan.faults()


def test_ids_that_are_in_neither_plan_are_told_with_what_may_be_meant(next_plan):
    next_plan.add(CROSSWALK, change("replaced", "frog", "newt"))
    assert next_plan.faults() == [
        f'{CROSSWALK}: changes[1].from: "frog" is no measure of the plan before, "../2023-25". '
        "Did you mean frogs?",
        f'{CROSSWALK}: changes[1].to: "newt" is no measure of this plan.',
    ]


def test_a_measure_changes_once(next_plan):
    rename(next_plan, "frogs", "newts")
    next_plan.add(CROSSWALK, change("replaced", "frogs", "newts") + change("dropped", "frogs"))
    assert next_plan.faults() == [
        f'{CROSSWALK}: changes[2].from: "frogs" is in changes[1].from already. '
        "A measure changes once."
    ]


def test_a_measure_that_is_dropped_has_no_file_any_more(next_plan):
    next_plan.add(CROSSWALK, change("dropped", "frogs"))
    assert next_plan.faults() == [
        f'{CROSSWALK}: changes[1].from: "frogs" is still in this plan. Remove its file, {FROGS}; '
        "or say continued_with_break, where it goes on under this id and is defined anew."
    ]


def test_what_takes_a_measures_place_does_not_take_the_id_of_another(next_plan):
    (next_plan.folder / FROGS).unlink()
    next_plan.add(CROSSWALK, change("replaced", "frogs", "bins_on_time"))
    fault = (
        f'{CROSSWALK}: changes[1].to: "bins_on_time" is a measure of the plan before too, with '
        "figures of its own. Take an id that is new."
    )
    assert fault in next_plan.faults()


def test_figures_of_two_units_or_kinds_of_period_do_not_stand_in_one_line(next_plan):
    rename(next_plan, "bins_on_time", "bins_in_time")
    next_plan.add(CROSSWALK, change("continued_with_break", "bins_on_time", "bins_in_time"))
    next_plan.edit("measures/bins_in_time.toml", 'unit = "percent"', 'unit = "count"')
    next_plan.edit(DAYS, 'unit = "days"', 'unit = "count"')
    told = [fault for fault in next_plan.faults() if "one line" in fault]
    assert told == [
        f"{file}: unit: is count, and was {old} in the plan before: figures of both cannot stand "
        'in one line. Give the measure another id and say "replaced" in crosswalk.toml.'
        for file, old in (("measures/bins_in_time.toml", "percent"), (DAYS, "days"))
    ]


def test_an_id_of_a_plan_further_back_is_not_taken_again(next_plan):
    last = next_plan.folder.with_name("2025-27")
    shutil.copytree(next_plan.folder, last)
    (next_plan.folder / FROGS).rename(next_plan.folder / "measures/newts.toml")
    next_plan.add(CROSSWALK, change("replaced", "frogs", "newts"))
    assert next_plan.faults() == []
    third = type(next_plan)(last)
    third.edit("plan.toml", "../2023-25", "../2024-26")
    third.edit("plan.toml", 'id = "2024-26"', 'id = "2025-27"')
    third.edit("plan.toml", 'first_year = "2024/25"', 'first_year = "2025/26"')
    for file in sorted((last / "measures").glob("*.toml")):
        text = file.read_text("utf-8").replace("2025/26", "2026/27").replace("2024/25", "2025/26")
        file.write_text(text, "utf-8")
    third.add(CROSSWALK, change("replaced", "newts", "frogs"))
    assert third.faults() == [
        f'{FROGS}: id: "frogs" was the id of a measure in 2023-25, whose figures would be taken '
        "for this one's. Take an id that is new."
    ]


@pytest.mark.parametrize(
    ("previous", "sentence"),
    [
        ("../2019-22", '"../2019-22" is no folder of a plan: there is no plan.toml in it.'),
        (".", "names the plan itself. Name the plan before it."),
        (
            "/etc",
            'must be relative to the plan\'s own folder, as in "../2019-22"; found "/etc".',
        ),
        (
            "C:\\\\plans",
            'must be relative to the plan\'s own folder, as in "../2019-22"; found "C:\\plans".',
        ),
    ],
)
def test_a_plan_before_that_is_none_is_told(next_plan, previous, sentence):
    next_plan.edit("plan.toml", "../2023-25", previous)
    assert next_plan.faults() == [f"plan.toml: previous: {sentence}"]


def test_plans_that_lead_round_in_a_circle_are_told(next_plan):
    earlier = type(next_plan)(next_plan.folder.with_name("2023-25"))
    earlier.edit("plan.toml", "rag_rule", 'previous = "../2024-26"\nrag_rule')
    assert next_plan.faults() == [
        "plan.toml: previous: The plans before lead round in a circle: "
        "2024-26 → 2023-25 → 2024-26. One of them must name no other."
    ]


def test_a_circle_further_back_is_told_too(next_plan):
    earlier = type(next_plan)(next_plan.folder.with_name("2023-25"))
    shutil.copytree(earlier.folder, earlier.folder.with_name("2022-24"))
    earlier.edit("plan.toml", "rag_rule", 'previous = "../2022-24"\nrag_rule')
    oldest = type(next_plan)(earlier.folder.with_name("2022-24"))
    oldest.edit("plan.toml", "rag_rule", 'previous = "../2023-25"\nrag_rule')
    (fault,) = next_plan.faults()
    assert "2024-26 → 2023-25 → 2022-24 → 2023-25." in fault


def test_a_plan_begins_after_the_plan_before_it(next_plan):
    next_plan.edit("plan.toml", 'first_year = "2024/25"', 'first_year = "2023/24"')
    assert next_plan.faults() == [
        "plan.toml: first_year: 2023/24 is not after the first year of the plan before, 2023/24."
    ]


def test_a_plan_has_another_id_than_the_plan_before_it(next_plan):
    next_plan.edit("plan.toml", 'id = "2024-26"', 'id = "2023-25"')
    assert next_plan.faults() == [
        'plan.toml: id: "2023-25" is the id of the plan before. Give it its own.'
    ]


def test_a_crosswalk_of_a_plan_that_follows_none_does_nothing(plan_copy):
    plan_copy.add(CROSSWALK, change("dropped", "frogs"))
    assert plan_copy.faults() == [
        f"{CROSSWALK}: changes: does nothing: plan.toml names no previous plan. Name it, or remove "
        "the file."
    ]


def test_a_crosswalk_that_cannot_be_read_is_one_fault(next_plan):
    rename(next_plan, "frogs", "newts")
    next_plan.add(CROSSWALK, "[[changes]]\nkind = dropped\n")
    (fault,) = next_plan.faults()
    assert fault.startswith(f"{CROSSWALK}: line 2: The file cannot be read:")


def test_a_faulty_value_of_a_change_is_told_once(next_plan):
    rename(next_plan, "frogs", "newts")
    text = change("replaced", "frogs", "newts").replace('["newts"]', '"newts"')
    next_plan.add(CROSSWALK, text.replace("replaced", "renewed"))
    places = [fault.split(": ")[1] for fault in next_plan.faults()]
    assert "changes[1].kind" in places
    assert "changes[1].to" in places


def test_a_measure_that_cannot_be_read_is_not_taken_for_one_that_is_gone(next_plan):
    next_plan.edit(BINS, "decimals = 1", "decimals 1")
    (fault,) = next_plan.faults()
    assert fault.startswith(f"{BINS}: line 9")


def test_a_plan_is_read_anew_when_a_plan_before_it_changes(next_plan):
    load_plan(next_plan.folder)
    (next_plan.folder.with_name("2023-25") / FROGS).rename(
        next_plan.folder.with_name("2023-25") / "measures/newts.toml"
    )
    with pytest.raises(PlanError, match="has 2 faults"):
        load_plan(next_plan.folder)
