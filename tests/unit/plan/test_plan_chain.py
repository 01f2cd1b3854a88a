"""Which plan is in force when, and what became of a measure from one to the next."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kpis.errors import PlanError
from kpis.model import Frequency
from kpis.periods import period_of_id, quarter
from kpis.plan.chain import siblings
from kpis.plan.chain.chain import load_chain
from kpis.plan.chain.stories import end_of, fates_of, told_in
from kpis.plan.check import check_plan
from kpis.plan.crosswalk import links
from kpis.plan.crosswalk.lines import first_period
from tests.plans_in_a_chain import two_plans


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    return two_plans(tmp_path)


@pytest.fixture
def chain(folders):
    return load_chain(folders[0])


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def test_the_plans_of_the_test_have_no_fault(folders):
    assert [check_plan(folder) for folder in folders] == [[], []]


@pytest.mark.parametrize(
    ("shown", "plan"),
    [
        (quarter(2020, 4), "2023-25"),  # before all of them it is the oldest
        (quarter(2023, 1), "2023-25"),
        (quarter(2023, 4), "2023-25"),
        (quarter(2024, 1), "2024-26"),
        (quarter(2024, 4), "2024-26"),  # of both plans' years: the newest that has begun
        (quarter(2030, 1), "2024-26"),
    ],
)
def test_a_quarter_has_the_newest_agreed_plan_whose_first_year_has_begun(chain, shown, plan):
    assert chain.in_force(shown).id == plan


def test_the_chain_is_the_same_whichever_of_its_folders_is_named(folders):
    both = [load_chain(folder) for folder in folders]
    assert [[plan.id for plan in each.plans] for each in both] == [["2023-25", "2024-26"]] * 2
    assert [each.named.id for each in both] == ["2023-25", "2024-26"]


def test_each_plan_has_the_quarters_in_which_it_is_in_force(chain):
    first, second = chain.quarters_of(0), chain.quarters_of(1)
    assert (first[0], first[-1]) == (quarter(2023, 1), quarter(2023, 4))
    assert (second[0], second[-1]) == (quarter(2024, 1), quarter(2025, 4))
    assert chain.quarters == (*first, *second)


def test_a_plan_that_is_only_proposed_is_in_force_nowhere(tmp_path):
    before, after = two_plans(tmp_path, agreed=False)
    assert load_chain(before).is_single
    named = load_chain(after)
    assert named.named.id == "2024-26"
    assert [plan.id for plan in named.plans] == ["2023-25"]


def test_a_plan_that_nothing_follows_is_read_without_any_other(tmp_path, monkeypatch):
    before, after = two_plans(tmp_path)
    shutil.rmtree(after)
    shutil.copytree(before, tmp_path / "another")  # a plan of its own

    def refuse(*_, **__):
        raise AssertionError("another plan was read")

    for name in ("plan_table", "previous_of", "earlier_plan", "folders_before"):
        monkeypatch.setattr(links, name, refuse)
    chain = load_chain(before)
    assert chain.is_single
    assert chain.known is chain.newest is chain.named


def test_a_faulty_plan_is_left_out_with_a_sentence_and_the_others_go_on(folders):
    before, after = folders
    edit(after, "measures/ponds_dug.toml", 'owner = "Ranger"', "")
    chain = load_chain(before)
    assert chain.in_force(quarter(2024, 2)).id == "2023-25"
    (trouble,) = chain.troubles
    assert trouble.startswith(
        "The plan in 2024-26 has one fault and is left out: its quarters are shown by the plan "
        "before it. In the folder of the plans, kpis check-plan --plan 2024-26 lists why."
    )


def test_an_unreadable_plan_beside_it_follows_nothing(folders):
    before, after = folders
    (after / "plan.toml").write_bytes(b"previous = \xff")
    assert load_chain(before).is_single


def test_a_faulty_plan_before_is_left_out_too(folders):
    before, after = folders
    edit(before, "outcomes.toml", "priority = 1", "priority = 9")
    chain = load_chain(after)
    assert [plan.id for plan in chain.plans] == ["2024-26"]
    assert chain.in_force(quarter(2023, 1)).id == "2024-26"
    assert len(chain.troubles) == 1


def test_a_proposed_plan_whose_plan_before_cannot_be_used_has_nothing_to_show(tmp_path):
    before, after = two_plans(tmp_path, agreed=False)
    edit(before, "outcomes.toml", "priority = 1", "priority = 9")
    with pytest.raises(PlanError, match="proposed, so it is in force nowhere"):
        load_chain(after)


def test_of_two_agreed_plans_for_one_year_one_is_left_out_and_it_is_said(folders):
    before, after = folders
    other = after.with_name("2024-27")
    shutil.copytree(after, other)
    edit(other, "plan.toml", 'id = "2024-26"', 'id = "2024-27"')
    chain = load_chain(before)
    assert chain.newest.id == "2024-26"
    assert chain.troubles == (
        "2024-27 and 2024-26 are both agreed and both begin in 2024/25: 2024-27 is left out. "
        "Take [agreed] out of one.",
    )


def test_folders_that_lead_round_do_not_keep_the_search_going(folders):
    before, after = folders
    edit(before, "plan.toml", "rag_rule", 'previous = "../2024-26"\nrag_rule')
    assert list(siblings.folders_after(before)) == [after.resolve()]
    with pytest.raises(PlanError, match="lead round in a circle"):
        load_chain(before)


def test_a_measure_that_goes_on_has_its_earlier_id_and_parts_of_a_split_have_none(chain):
    assert {
        measure.id: measure.earlier_ids for measure in chain.newest.measures if measure.earlier_ids
    } == {"bins_in_time": ("bins_on_time",)}
    assert chain.newest.id_now == {"bins_on_time": "bins_in_time"}


def test_a_break_begins_with_the_first_period_of_the_plan_and_stays_in_those_after_it(folders):
    before, after = folders
    third = after.with_name("2025-27")
    shutil.copytree(after, third)
    edit(third, "plan.toml", '"../2023-25"', '"../2024-26"')
    edit(third, "plan.toml", 'id = "2024-26"', 'id = "2025-27"')
    edit(third, "plan.toml", 'first_year = "2024/25"', 'first_year = "2025/26"')
    for path in (third / "measures").glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace("2024/25", "2025/26"), "utf-8")
    (third / "measures/bins_in_time.toml").rename(third / "measures/bins_emptied.toml")
    (third / "crosswalk.toml").write_text(
        '[[changes]]\nkind = "continued_with_break"\nfrom = ["bins_in_time"]\n'
        'to = ["bins_emptied"]\nreason = "Counted by lorry now."\n',
        encoding="utf-8",
    )
    assert check_plan(third) == []
    newest = load_chain(before).newest.measures_by_id
    bins, days = newest["bins_emptied"], newest["planning_days"]
    assert bins.earlier_ids == ("bins_in_time", "bins_on_time")
    assert [each.period for each in bins.breaks] == ["2025-M04"]
    assert [each.period for each in days.breaks] == ["2023-24-Q3", "2024-25-Q1"]


@pytest.mark.parametrize(
    ("frequency", "first"),
    [
        (Frequency.MONTH, "2024-M04"),
        (Frequency.QUARTER, "2024-25-Q1"),
        (Frequency.HALF_YEAR, "2024-25-H1"),
        (Frequency.YEAR, "2024-25"),
        (Frequency.ACADEMIC_YEAR, "2023-24-AY"),  # it ends in August of the plan's first year
        (Frequency.CALENDAR_YEAR, "2024-CY"),
    ],
)
def test_the_first_period_of_a_plan_is_the_first_that_ends_in_its_first_year(
    fictional_plan, frequency, first
):
    measure = replace(fictional_plan.measures[0], frequency=frequency)
    found = first_period(measure, "2024/25")
    assert found == period_of_id(first)
    assert found.end >= quarter(2024, 1).start > found.shift(-1).end


def test_a_survey_that_was_over_before_the_plan_begins_with_its_next_wave(fictional_plan):
    survey = fictional_plan.measures_by_id["glad_to_live_here"]
    found = first_period(survey, "2024/25")
    assert found.end >= quarter(2024, 1).start > found.shift(-1).end


@pytest.mark.parametrize(
    ("measure", "plan", "sentences"),
    [
        (
            "pool_occupancy",
            0,
            (
                "It was split into 2.2 Pool in use for swimming and 2.3 Pool in use for lessons "
                "from 2024/25 on: Lessons have a pool of their own.",
            ),
        ),
        (
            "pool_lessons",
            1,
            (
                "From 2024/25 on it is a part of what was 2.2 Use of the swimming pool: Lessons "
                "have a pool of their own. Earlier figures are in Northmere Together 2023-25.",
            ),
        ),
        (
            "frogs",
            0,
            ("It is no measure of the plan from 2024/25 on: Nobody counts them any more.",),
        ),
        (
            "planning_days",
            1,
            ("It was defined anew with 2024/25: Days are counted from the first letter now.",),
        ),
        (
            "bins_in_time",
            1,
            ("Before 2024/25 it was 1.1 Bins collected on the day they are due.",),
        ),
        (
            "bins_on_time",
            0,
            ("It goes on from 2024/25 on, as 1.1 Bins emptied on the day they are due.",),
        ),
        ("ponds_dug", 1, ("It is new in the plan from 2024/25 on: Ponds were promised.",)),
        ("warm_homes_owned", 1, ()),
    ],
)
def test_what_became_of_a_measure_is_told_on_both_sides(chain, measure, plan, sentences):
    assert told_in(chain, chain.plans[plan], measure) == sentences


def test_a_measure_that_another_plan_has_is_told_of_in_this_one_too(chain):
    assert told_in(chain, chain.newest, "frogs") == told_in(chain, chain.plans[0], "frogs")


def test_what_took_a_measures_place_is_told_with_it(chain):
    fate = end_of(chain, "pool_occupancy")
    assert fate is not None
    assert [measure.id for measure in fate.measures] == ["pool_swimming", "pool_lessons"]
    assert end_of(chain, "bins_on_time") is None
    assert [fate.came for fate in fates_of(chain, "bins_on_time")] == [False, True]


def test_measures_of_earlier_plans_are_known_and_due_no_more(chain):
    known = chain.known.measures_by_id
    assert {each for each in known if each not in chain.newest.measures_by_id} == {
        *("pool_occupancy", "frogs", "bins_on_time"),
    }
    frogs = chain.measure("frogs")
    assert (frogs.code, frogs.retired) == ("3.1 (2023-25)", "2023-24-Q4")
    assert chain.measure("planning_days") is chain.newest.measures_by_id["planning_days"]
