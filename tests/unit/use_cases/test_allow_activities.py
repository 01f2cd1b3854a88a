"""Whose an activity is: its outcome's; and a commitment of the partnership, which has none."""

from kpis.model import Belonging
from kpis.plan.load import load_plan
from kpis.use_cases.allow import of_things
from tests.partnership_of_northmere import partnered_plan


def test_an_activity_is_its_outcomes(strategic_plan):
    assert of_things(strategic_plan, (), {"A5.1", "A5.2", "A6.1"}) == (
        Belonging(outcome=5),
        Belonging(outcome=6),
    )


def test_a_commitment_is_that_of_the_outcomes_it_supports(strategic_plan):
    assert of_things(strategic_plan, (), {"P1"}) == (Belonging(outcome=10),)


def test_a_commitment_that_supports_no_outcome_is_nobodys_in_particular(tmp_path):

    plan = load_plan(partnered_plan(tmp_path / "plan"))
    assert of_things(plan, (), {"P1", "P2"}) == (Belonging(outcome=0), Belonging(outcome=3))
