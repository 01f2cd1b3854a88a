"""From files to a `Plan`: order, parts, what they inherit, and how a plan grows without code."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.model import Frequency, Polarity, QuarterValue, RagRule
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.plan.load import load_plan
from kpis.plan.lookup import MeasureLookup

ROOT = Path(__file__).parents[3]


def test_measures_stand_in_code_order_each_followed_by_its_parts(fictional_plan):
    assert [m.code for m in fictional_plan.measures] == [
        "1.1",
        "1.2",
        "2.1",
        "2.1a",
        "2.1b",
        "2.2",
        "3.1",
        "3.2",
    ]


def test_one_post_may_submit_and_approve_unless_the_plan_asks_for_two(fictional_plan, plan_copy):
    assert fictional_plan.approval == "one"
    plan_copy.edit("plan.toml", 'area = "Northmere"', 'area = "Northmere"\napproval = "two"')
    assert load_plan(plan_copy.folder).approval == "two"


def test_outcome_10_comes_after_outcome_9(strategic_plan):
    outcomes = [measure.outcome for measure in strategic_plan.measures]
    assert outcomes == sorted(outcomes)


def test_a_part_takes_from_its_measure_what_it_does_not_say_itself(fictional_plan):
    whole = fictional_plan.measures_by_id["warm_homes"]
    rented, owned = fictional_plan.parts_of["warm_homes"]
    assert (rented.part_of, rented.part_label, rented.code) == ("warm_homes", "Rented", "2.1a")
    assert (rented.unit_label, owned.unit_label) == ("homes", "owners' homes")
    for shared in ("outcome", "number", "themes", "owner", "basis", "next_review", "polarity"):
        assert getattr(owned, shared) == getattr(whole, shared), shared
    assert whole.aims == {}
    assert rented.aims["2023/24"].target_profile == (20, 50, 90, 120)
    assert owned.aims["2023/24"].illustrative


def test_who_answers_for_what_is_said_where_the_files_say_it_and_nowhere_else(
    fictional_plan, plan_copy
):
    plan_copy.edit(
        "measures/warm_homes.toml",
        'directorate = "Homes"',
        'directorate = "Homes"\nservice = "Energy"\nteam = "Retrofit"',
    )
    plan_copy.edit(
        "outcomes.toml",
        "priority = 2",
        'priority = 2\ndirector = "Director of Mere"\ncabinet_member = "Cabinet Member for Mere"',
    )
    plan_copy.edit(
        "activities.toml",
        'title = "Dig three ponds"',
        'title = "Dig three ponds"\ndirectorate = "Homes"\nowner = "Ranger"',
    )
    plan = load_plan(plan_copy.folder)
    named = {each.id: (each.service, each.team) for each in plan.measures if each.service}
    rented, owned = (part.id for part in plan.parts_of["warm_homes"])
    assert named == dict.fromkeys(("warm_homes", rented, owned), ("Energy", "Retrofit"))
    assert {each.number: (each.director, each.cabinet_member) for each in plan.outcomes} == {
        1: ("", ""),
        2: ("", ""),
        3: ("Director of Mere", "Cabinet Member for Mere"),
    }
    assert {each.code: (each.directorate, each.owner) for each in plan.activities} == {
        "A1.1": ("", ""),
        "A1.2": ("", ""),
        "A2.1": ("", ""),
        "A3.1": ("Homes", "Ranger"),
    }
    assert not any(each.service or each.team for each in fictional_plan.measures)


def test_a_part_has_no_published_figures_and_no_short_title_of_its_measure(plan_copy):
    plan_copy.edit(
        "measures/warm_homes.toml",
        "[[themes]]",
        '[published]\npublisher = "x"\nlicence = "x"\nindicator = "x"\nnearness = "exact"\n\n'
        "[[themes]]",
    )
    plan_copy.edit("measures/warm_homes.toml", "outcome = 2", 'outcome = 2\nshort_title = "Warm"')
    whole, rented, _ = load_plan(plan_copy.folder).measures[2:5]
    assert (whole.short_title, whole.published.publisher) == ("Warm", "x")
    assert (rented.short_title, rented.published) == ("", None)


def test_the_words_of_the_files_become_the_types_of_the_model(fictional_plan):
    bins = fictional_plan.measures_by_id["bins_on_time"]
    assert bins.frequency is Frequency.MONTH
    assert bins.quarter_value is QuarterValue.MEAN
    assert fictional_plan.measures_by_id["planning_days"].quarter_value is QuarterValue.LAST
    assert fictional_plan.measures_by_id["frogs"].polarity is Polarity.NEUTRAL
    assert fictional_plan.rag_rule is RagRule.TOLERANCE
    assert fictional_plan.tolerance_percent == 5.0
    aim = bins.aims["2023/24"]
    assert (aim.year, aim.target, aim.minimum_expectation) == ("2023/24", 98.0, None)
    assert list(bins.aims) == ["2023/24", "2024/25"]


def test_what_holds_for_every_year_gives_way_to_what_a_year_says(fictional_plan):
    aims = fictional_plan.measures_by_id["bins_on_time"].aims
    assert [aim.set_by for aim in aims.values()] == ["Cabinet, March 2023", "Cabinet, March 2024"]
    assert {aim.rationale for aim in aims.values()} == {"What the contract pays for."}


def test_what_holds_for_every_year_of_a_measure_holds_for_its_parts(fictional_plan):
    rented, owned = fictional_plan.parts_of["warm_homes"]
    assert rented.aims["2023/24"].set_by == "Cabinet, March 2023"
    assert owned.aims["2023/24"].set_by == "Warm Homes team"
    assert (rented.aims["2023/24"].illustrative, owned.aims["2023/24"].illustrative) == (
        False,
        True,
    )


def test_whole_numbers_in_a_file_are_figures_in_the_plan(fictional_plan):
    aim = fictional_plan.measures_by_id["planning_days"].aims["2023/24"]
    assert isinstance(aim.target, float)


def test_a_plan_can_be_pickled_and_two_loads_are_equal(strategic_plan):
    again = load_plan(ROOT / "data/plans/2019-22")
    assert again == strategic_plan
    assert again is not strategic_plan
    assert pickle.loads(pickle.dumps(strategic_plan)) == strategic_plan


def test_adding_a_measure_is_adding_a_file(plan_copy):
    (plan_copy.folder / "measures/ducks.toml").write_text(
        """
title = "Ducks on the mere"
outcome = 3
number = 3
definition = "Ducks counted on the last day of the half-year."
unit = "count"
unit_label = "ducks"
decimals = 0
polarity = "higher"
frequency = "half_year"
basis = "period"
directorate = "Streets"
owner = "Ranger"
source = "Count from the jetty"
reviewed_on = 2023-04-01
next_review = 2025-04-01

[years."2023/24"]
target = 40
""",
        encoding="utf-8",
    )
    plan = load_plan(plan_copy.folder)
    ducks = MeasureLookup(plan).find("ducks on the MERE")
    assert (ducks.id, ducks.code, ducks.aims["2023/24"].target) == ("ducks", "3.3", 40)
    assert ducks in [measure for measure, _ in due_in(plan, quarter(2023, 2))]
    assert ducks not in [measure for measure, _ in due_in(plan, quarter(2023, 1))]


def test_removing_a_measure_is_removing_a_file(plan_copy):
    (plan_copy.folder / "measures/glad_to_live_here.toml").unlink()
    assert MeasureLookup(load_plan(plan_copy.folder)).find("3.2") is None


@pytest.mark.parametrize("module", ["load", "check", "calendar", "lookup", "files"])
def test_pydantic_is_imported_only_when_a_plan_is_read(module):
    code = f"import kpis.plan.{module}, sys; print('pydantic' in sys.modules)"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert printed == "False\n"


def test_a_plan_names_the_figures_a_new_store_begins_with(strategic_plan, fictional_plan):
    assert [(kind.value, path.name) for kind, path in strategic_plan.first_figures] == [
        ("published", "published"),
        ("illustrative", "illustrative"),
    ]
    assert all(path.is_dir() for _, path in strategic_plan.first_figures)
    assert fictional_plan.first_figures == ()


def test_a_measure_has_one_nature_however_its_file_says_it(plan_copy):
    file = "measures/planning_days.toml"
    natures = []
    said = "decimals = 1"
    for says in ("", 'nature = "flow"', 'nature = "stock"', "rolling_months = 12"):
        plan_copy.edit(file, said, f"decimals = 1\n{says}")
        said = f"decimals = 1\n{says}"
        natures.append(load_plan(plan_copy.folder).measures_by_id["planning_days"].nature)
    plan_copy.edit(file, "rolling_months = 12", 'nature = "rolling"\nrolling_months = 12')
    rolling = load_plan(plan_copy.folder).measures_by_id["planning_days"]
    assert natures == ["flow", "flow", "stock", "rolling"]
    assert (rolling.nature, rolling.rolling_months) == ("rolling", 12)
