"""Small files of everyday shapes: each is read as a person reads it, asked about or refused.

Every file is read here once. What a store's history or answers add is tried of one in a few, and
of every file by `make soak`.
"""

import json
from pathlib import Path

import pytest

from kpis.cli import main
from kpis.frames import OUTTURNS
from kpis.model import Plan
from kpis.readers.asked import LEAVE_OUT
from tests.returns_cases.case import Case, Outcome, faults_of, outcome_of, wrong_figures
from tests.returns_cases.cases import CLEAN, OWN, SEEN
from tests.returns_cases.not_yet import NOT_YET

pytestmark = pytest.mark.walk

# Of some files the command line is asked as well: it must say what the check says.
SAMPLE = [case for case in SEEN if case.mapping is None][::12]
WITH_HISTORY = SEEN[4::12]
ANSWERED = (SEEN + OWN)[8::12]


def marked(cases: list[Case]) -> list:
    """The cases, those that do not hold yet expected to fail."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=case.kind, raises=AssertionError)]
            if case.name in NOT_YET
            else [],
        )
        for case in cases
    ]


def test_every_case_has_a_name_of_its_own():
    names = [case.name for case in SEEN + OWN + CLEAN]
    assert len(names) == len(set(names))
    assert {name for name in NOT_YET if "." in name} <= set(names)


def assert_as_expected(case: Case, outcome: Outcome, plan: Plan) -> None:
    faults = faults_of(case, outcome, plan)
    assert not faults, "\n".join([case.about, *faults])


def assert_answers_end_questions(case: Case, outcome: Outcome, plan: Plan) -> None:
    """Leaving out what is asked about leaves no such question, and no figure that is wrong."""
    answers = {
        question.key: LEAVE_OUT
        for question in outcome.questions
        if any(each.answer == LEAVE_OUT for each in question.choices)
    }
    if answers:
        left = outcome_of(case, plan, OUTTURNS.empty(), answers)
        assert not set(answers) & {question.key for question in left.questions}
        assert not wrong_figures(case, left, plan)


@pytest.mark.parametrize("case", marked(SEEN + OWN))
def test_a_file_gives_what_a_person_sees_or_a_question(case, with_history, strategic_plan):
    outcome = outcome_of(case, strategic_plan, OUTTURNS.empty())
    assert_as_expected(case, outcome, strategic_plan)
    if case in ANSWERED:
        assert_answers_end_questions(case, outcome, strategic_plan)
    if case in WITH_HISTORY:
        known = with_history.outturns()
        assert_as_expected(case, outcome_of(case, strategic_plan, known), strategic_plan)


@pytest.mark.parametrize("case", marked(CLEAN))
def test_of_an_ordinary_return_nothing_is_asked(case, with_history, strategic_plan):
    outcome = outcome_of(case, strategic_plan, with_history.outturns())
    assert not outcome.questions
    assert_as_expected(case, outcome, strategic_plan)


@pytest.mark.soak
@pytest.mark.parametrize("case", marked(SEEN + OWN + CLEAN))
def test_a_file_comes_to_the_same_with_history(case, with_history, strategic_plan):
    assert_as_expected(case, outcome_of(case, strategic_plan, with_history), strategic_plan)


@pytest.mark.soak
@pytest.mark.parametrize("case", marked(SEEN + OWN))
def test_what_is_asked_of_any_file_can_be_left_out(case, strategic_plan):
    outcome = outcome_of(case, strategic_plan, OUTTURNS.empty())
    assert_answers_end_questions(case, outcome, strategic_plan)


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_the_command_line_says_what_the_check_says(
    case, without_history, strategic_plan, tmp_path: Path, capsys
):
    there = tmp_path / case.file
    there.write_bytes(case.content)
    code = main(["check", str(there), "--store", str(without_history.path), "--json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    outcome = outcome_of(case, strategic_plan, without_history)
    assert file["accepted_rows"] == len(outcome.figures)
    said = {issue["message"] for issue in file["issues"]}
    assert all(any(text.startswith(each) for each in said) for _, text in outcome.said)
    assert code in ((0,) if outcome.ok else (12, 13))
