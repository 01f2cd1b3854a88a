"""Whatever is put together, no accepted figure differs from what a person sees.

In short with the same examples on every run, and without looking for a smaller one, which would
take longer than it helps; `make soak` looks at thousands, and for the smallest.
"""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kpis.frames import OUTTURNS
from tests.returns_cases.case import (
    Case,
    all_there,
    outcome_of,
    unlike_other_readers,
    wrong_figures,
)
from tests.returns_cases.generated import DOUBTS, files
from tests.returns_cases.not_yet import NOT_YET

pytestmark = pytest.mark.walk

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
short = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=SLOW,
)
long = settings(deadline=None, suppress_health_check=SLOW, max_examples=1_500)


def doubts() -> list:
    return [
        pytest.param(
            doubt,
            marks=[pytest.mark.xfail(strict=True, reason="generated", raises=AssertionError)]
            if f"generated {doubt}" in NOT_YET
            else [],
        )
        for doubt in DOUBTS
    ]


def assert_right(case: Case, plan) -> None:
    outcome = outcome_of(case, plan, OUTTURNS.empty())
    said = "\n".join([case.about, outcome.everything])
    assert not wrong_figures(case, outcome, plan), said
    assert not unlike_other_readers(case, outcome, plan), said


def assert_taken_whole(case: Case, plan) -> None:
    outcome = outcome_of(case, plan, OUTTURNS.empty())
    said = "\n".join([case.about, outcome.everything])
    assert outcome.ok, said
    assert all_there(case, outcome), said
    assert not wrong_figures(case, outcome, plan), said
    assert not unlike_other_readers(case, outcome, plan), said


def test_a_file_without_a_doubt_is_taken_whole_and_nothing_is_asked(strategic_plan):
    @settings(short, max_examples=25)
    @given(files())
    def whole(case: Case) -> None:
        assert_taken_whole(case, strategic_plan)

    whole()


@pytest.mark.parametrize("doubt", doubts())
def test_of_a_file_in_doubt_nothing_is_accepted_that_a_person_does_not_see(doubt, strategic_plan):
    @settings(short, max_examples=6)
    @given(files(doubt))
    def right(case: Case) -> None:
        assert_right(case, strategic_plan)

    right()


@pytest.mark.soak
def test_thousands_of_files_without_a_doubt(strategic_plan):
    @settings(long)
    @given(files())
    def whole(case: Case) -> None:
        assert_taken_whole(case, strategic_plan)

    whole()


@pytest.mark.soak
@pytest.mark.parametrize("doubt", doubts())
def test_thousands_of_files_in_doubt(doubt, strategic_plan):
    @settings(long)
    @given(files(doubt))
    def right(case: Case) -> None:
        assert_right(case, strategic_plan)

    right()
