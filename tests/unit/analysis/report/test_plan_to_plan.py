"""What a plan changed of the one before it: measures by the crosswalk, aims by the years."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.analysis.report.aims_over_years import Step, aims_over_years, years_of
from kpis.analysis.report.plan_to_plan import PlanToPlan, plan_to_plan
from kpis.model import Aim, Continuation, Measure, Plan, Polarity
from kpis.narrative.plan_to_plan import plan_to_plan_sentence
from kpis.plan.load import load_plan

TESTS = Path(__file__).parents[3]
WHOLE, BEFORE = load_plan(TESTS / "whole_plan"), load_plan(TESTS / "whole_plan_before")
FIRST, SECOND = "2023/24", "2024/25"


@pytest.fixture(scope="module")
def changes() -> PlanToPlan:
    return plan_to_plan(WHOLE, BEFORE)


def titles(measures) -> list[str]:
    return [measure.title for measure in measures]


def test_every_kind_of_change_is_told_once_with_both_sides_and_its_reason(changes):
    told = {each.kind: (titles(each.before), titles(each.after)) for each in changes.changed}
    assert told == {
        Continuation.CONTINUED_WITH_BREAK: (
            ["Days to decide a planning application"],
            ["Days to decide a planning application"],
        ),
        Continuation.SPLIT: (
            ["People seen within four weeks"],
            ["Young people seen within four weeks", "Adults seen within four weeks"],
        ),
        Continuation.MERGED: (
            ["Streets found clean", "Parks found clean"],
            ["Streets and parks found clean"],
        ),
        Continuation.REPLACED: (["Frogs heard in the night"], ["Kinds of animals found in ponds"]),
        Continuation.DROPPED: (["Faxes answered the same day"], []),
        Continuation.ADDED: ([], ["Homes heated without gas"]),
    }
    assert all(each.reason for each in changes.changed)
    assert len(changes.changed) == len(told)


def test_a_measure_that_goes_on_under_another_title_is_renamed(changes):
    (renamed,) = changes.renamed
    assert (renamed.before.id, renamed.after.id) == ("bins_on_time", "bins_in_time")


def test_the_same_plan_again_changes_nothing():
    again = replace(WHOLE, changes=())
    changes = plan_to_plan(again, WHOLE)
    assert (changes.changed, changes.renamed) == ((), ())
    assert (changes.activities_added, changes.activities_gone) == ((), ())


def test_who_owns_what_is_no_change_of_the_plan():
    others = tuple(replace(each, owner="Another", directorate="Another") for each in WHOLE.measures)
    whose = tuple(replace(each, owner="Another") for each in WHOLE.activities)
    changes = plan_to_plan(replace(WHOLE, changes=(), measures=others, activities=whose), WHOLE)
    assert (changes.changed, changes.renamed) == ((), ())
    assert (changes.activities_added, changes.activities_gone) == ((), ())


def test_activities_are_the_same_by_their_title_whatever_their_number(changes):
    assert [each.title for each in changes.activities_added] == ["Plant a hedge around each school"]
    assert [each.title for each in changes.activities_gone] == ["Put up a stage on the pier"]
    moved = tuple(replace(each, number=each.number + 1) for each in WHOLE.activities)
    assert plan_to_plan(replace(WHOLE, activities=moved), WHOLE).activities_added == ()


def years(changes: PlanToPlan, code: str) -> dict[str, tuple[str, Step | None]]:
    (aims,) = (each for each in changes.aims if each.measure.code == code)
    return {each.year: (each.asked, each.step) for each in aims.years}


def test_the_last_year_before_comes_from_the_plan_before_under_its_own_id(changes):
    assert years(changes, "1.1") == {
        "2023/24": ("97.0%", None),
        "2024/25": ("98.0%", Step.MORE),
        "2025/26": ("98.5%", Step.MORE),
        "2026/27": ("99.0%", Step.MORE),
    }


def test_a_measure_that_was_split_off_has_no_target_before(changes):
    assert list(years(changes, "3.1")) == ["2024/25", "2025/26", "2026/27"]


def test_a_target_of_a_measure_that_was_defined_anew_is_compared_with_none(changes):
    assert years(changes, "2.4")["2024/25"] == ("49.0", Step.ANEW)


def test_parts_go_on_with_their_measure(changes):
    assert years(changes, "3.8a")["2024/25"] == ("70%", Step.MORE)


def test_a_range_and_a_baseline_are_targets_too(changes):
    assert years(changes, "3.4")["2024/25"] == ("60% to 80%", Step.OTHER)
    assert years(changes, "3.3")["2024/25"] == ("85.0% to 90.0%", Step.KEPT)
    assert years(changes, "3.5")["2024/25"] == ("better than 9.5", Step.MORE)


def test_a_minimum_that_is_last_years_target_is_known_as_such(changes):
    (bins,) = (each for each in changes.aims if each.measure.code == "1.1")
    assert [each.least_is_last_years for each in bins.years] == [False, True, True, True]
    (trust,) = (each for each in changes.aims if each.measure.code == "4.2")
    assert not any(each.least_is_last_years for each in trust.years)


def test_without_a_plan_before_only_its_own_years_are_told():
    changes = plan_to_plan(BEFORE, None)
    assert (changes.before, changes.changed, changes.renamed) == (None, (), ())
    assert {each.year for aims in changes.aims for each in aims.years} == {*years_of(BEFORE)}


def a_plan(polarity: Polarity, decimals: int, *targets: float | None) -> Plan:
    """A plan of one measure, with these targets from its first year on."""
    (measure,) = (each for each in BEFORE.measures if each.id == "fax_replies")
    aims = {
        year: Aim(year=year, target=target)
        for year, target in zip(years_of(BEFORE), targets, strict=False)
        if target is not None
    }
    only: Measure = replace(measure, polarity=polarity, decimals=decimals, aims=aims)
    return replace(BEFORE, measures=(only,))


def step(
    polarity: Polarity, decimals: int, old: float, new: float
) -> tuple[Step | None, bool | None]:
    (aims,) = aims_over_years(a_plan(polarity, decimals, old, new), None, {}, frozenset())
    return aims.years[1].step, aims.years[1].rises


@pytest.mark.parametrize(
    ("polarity", "old", "new", "expected"),
    [
        (Polarity.HIGHER, 70, 70.1, (Step.MORE, True)),
        (Polarity.HIGHER, 70, 69.9, (Step.LESS, False)),
        (Polarity.LOWER, 70, 70.1, (Step.LESS, True)),
        (Polarity.LOWER, 70, 69.9, (Step.MORE, False)),
        (Polarity.HIGHER, 70, 70.04, (Step.KEPT, None)),  # as it is published, the same
        (Polarity.HIGHER, 70, 70.05, (Step.MORE, True)),
    ],
)
def test_whether_a_target_asks_more_follows_from_which_way_is_better(polarity, old, new, expected):
    assert step(polarity, 1, old, new) == expected


@given(
    st.sampled_from([Polarity.HIGHER, Polarity.LOWER]),
    st.integers(0, 3),
    st.decimals(0, 100, places=4),
    st.decimals(0, 100, places=4),
)
def test_a_step_is_that_of_the_published_figures(polarity, decimals, old, new):
    unit = Decimal(1).scaleb(-decimals)
    was, now = (each.quantize(unit, ROUND_HALF_UP) for each in (old, new))
    better = now > was if polarity is Polarity.HIGHER else now < was
    expected = Step.KEPT if was == now else Step.MORE if better else Step.LESS
    assert step(polarity, decimals, float(old), float(new))[0] is expected


def test_a_year_without_a_target_is_no_step_and_the_next_one_is_its_first():
    plan = a_plan(Polarity.HIGHER, 0, 70, None, 75)
    (aims,) = aims_over_years(plan, None, {}, frozenset())
    assert [each.step for each in aims.years] == [None, None, Step.FIRST]
    assert aims.over_all is Step.MORE


def test_a_measure_of_which_nothing_is_asked_is_left_out():
    assert aims_over_years(a_plan(Polarity.HIGHER, 0), None, {}, frozenset()) == ()


def test_one_sentence_tells_the_counts(changes):
    assert plan_to_plan_sentence(changes) == (
        "Since Saltmarsh Rising 2023-26: 1 measure was defined anew, 1 split, 2 merged, 1 "
        "replaced, 1 dropped, 1 added and 1 renamed; of 15 targets 10 ask more, 3 are kept and 2 "
        "cannot be compared; 1 activity is new and 1 is no longer in it."
    )


def test_the_counts_of_targets_are_those_of_the_steps(changes):
    steps = [each.years[1].step for each in changes.aims if each.before is not None]
    compared = [each for each in steps if each not in (None, Step.FIRST)]
    assert (len(compared), compared.count(Step.MORE), compared.count(Step.KEPT)) == (15, 10, 3)


def test_the_sentence_of_a_plan_that_follows_none():
    assert plan_to_plan_sentence(plan_to_plan(a_plan(Polarity.LOWER, 0, 70, 65, 60), None)) == (
        "Saltmarsh Rising 2023-26 is the first plan here, so there is none to compare it with; "
        "over its years, of 1 target 1 asks more."
    )
    assert plan_to_plan_sentence(plan_to_plan(replace(BEFORE, measures=()), None)) == (
        "Saltmarsh Rising 2023-26 is the first plan here, so there is none to compare it with."
    )


def test_the_sentence_of_a_plan_that_changes_nothing():
    again = replace(BEFORE, measures=(), previous="../before")
    sentence = plan_to_plan_sentence(plan_to_plan(again, again))
    assert sentence == "Since Saltmarsh Rising 2023-26: nothing changed that readers see."
