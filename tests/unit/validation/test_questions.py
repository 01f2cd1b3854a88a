"""A question keeps out what it is about, until it is answered."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice, Doubt, key_of
from kpis.validation import CheckedReturn

KEY = "header-meaning: planned outturn"
DOUBT = Doubt(
    code="header-meaning",
    about="Planned  Outturn",
    sheet="Q2",
    cell="C1",
    found="Planned Outturn",
    told="the column 'Planned Outturn' may hold another figure than the outturn.",
    choices=(
        Choice(answer=TAKE, label="it is the outturn"),
        Choice(answer=LEAVE_OUT, label="it is another figure"),
    ),
    rows=(2,),
)


@pytest.fixture
def checked(check, row) -> Callable[..., CheckedReturn]:
    """Two figures of which that in row 2 is in doubt, checked with these answers."""

    def make(answers: dict[str, str] | None = None, **of_doubt: Any) -> CheckedReturn:
        figures = row(), row(measure="1.7a", outturn="45")
        return check(*figures, answers=answers, doubts=(replace(DOUBT, **of_doubt),))

    return make


def test_rows_in_doubt_wait_and_the_others_are_read(checked):
    unanswered = checked()
    assert unanswered.rows["measure_id"].tolist() == ["jobs_women"]
    (question,) = unanswered.questions
    assert (question.key, question.severity) == (KEY, "question")
    assert not unanswered.ok
    assert not unanswered.errors


def test_an_answer_lets_them_in_and_says_so(checked):
    answered = checked({KEY: TAKE})
    assert len(answered.rows) == 2
    assert not answered.questions
    assert answered.ok
    assert "taken-as-answered" in [issue.code for issue in answered.issues]
    assert answered.answered == {KEY: TAKE}


def test_an_answer_may_leave_them_out_for_good(checked):
    answered = checked({KEY: LEAVE_OUT})
    assert len(answered.rows) == 1
    assert answered.ok
    assert "left-out-as-answered" in [issue.code for issue in answered.issues]


@pytest.mark.parametrize("answers", [{KEY: "perhaps"}, {"header-meaning: other": TAKE}])
def test_another_answer_settles_nothing(checked, answers):
    assert len(checked(answers).questions) == 1


def test_only_the_figures_of_a_column_wait_where_the_doubt_is_about_it(checked):
    assert len(checked(column="ZZ").rows) == 2


def test_a_key_is_the_same_however_the_words_are_spaced_and_written():
    assert key_of("header-meaning", " Planned\nOUTTURN ") == KEY
