"""A rule that cannot be followed, and a key that does nothing under it, is told with its key."""

import pytest

from kpis.plan.load import load_plan
from tests.unit.plan.faults_of_ratings import FAULTS, PLAN, WORD
from tests.unit.plan.files_of_a_plan import BINS


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_in_a_rule_is_told_with_its_file_and_key(plan_copy, kind):
    file, old, new, sentence = FAULTS[kind]
    plan_copy.edit(file, old, new)
    assert f"{file}: {sentence}" in plan_copy.faults()


def test_a_rule_that_rates_what_it_can_has_no_fault(plan_copy):
    plan_copy.edit(PLAN, WORD, "")
    plan_copy.edit(
        PLAN,
        "[[priorities]]",
        '[rating]\nrule = "tolerance"\ngreen_within = 1\namber_within = 5\nreason = "x"\n'
        'names = { green = "On target" }\n\n[[priorities]]',
    )
    assert plan_copy.faults() == []
    rule = load_plan(plan_copy.folder).rating_rule
    assert (rule.green_within, rule.amber_within, rule.green_at_limit) == (1.0, 5.0, True)
    assert rule.green_name == "On target"


def test_a_part_takes_the_rule_of_its_measure_unless_it_has_its_own(plan_copy):
    homes = "measures/warm_homes.toml"
    own = '[rating]\nrule = "tolerance"\ncounted_in = "points"\namber_within = 3\nreason = "x"\n\n'
    plan_copy.edit(homes, "[[parts]]", f"{own}[[parts]]")
    first, second = load_plan(plan_copy.folder).parts_of["warm_homes"][:2]
    assert first.rating == second.rating
    assert first.rating.amber_within == 3.0


def test_what_only_equals_what_is_to_be_beaten_is_not_green_unless_the_rule_says_so(plan_copy):
    aim = '[years."2023/24"]\ntarget = 98.0'
    rule = '[rating]\nrule = "baseline"\nreason = "x"\n'
    plan_copy.edit(BINS, aim, f'{rule}\n[years."2023/24"]\nbaseline = 98.0')
    plan_copy.edit(BINS, "target = 98.5", "baseline = 98.0")
    assert not load_plan(plan_copy.folder).measures_by_id["bins_on_time"].rating.green_at_limit
    plan_copy.edit(BINS, rule, f"{rule}green_at_limit = true\n")
    assert load_plan(plan_copy.folder).measures_by_id["bins_on_time"].rating.green_at_limit
