"""Numerators and denominators in thousands are multiplied with their outturns, or by themselves."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, check_rows
from tests.returns_cases.makers.texts import table

HEADER = ["Code", "Period", "Outturn", "Numerator", "Denominator"]
HOMES = ["6.2", "Q2 2019/20", 45, 45, 90]
SHARE = ["4.4", "Q2 2019/20", 50, 45, 90]
NOTE = ["All figures in thousands"]


@pytest.fixture(scope="module")
def checked(strategic_plan):
    def check(*rows, answers=None):
        given = Answers(answers or {})
        raw = read_return("return.csv", table(*rows), answers=given)
        context = CheckContext(
            now=datetime(2020, 2, 20),
            provenance=Provenance.RETURN,
            stored=OUTTURNS.empty(),
            answers=given,
        )
        return check_rows(raw, strategic_plan, context)

    return check


def figures(result):
    return result.rows[["outturn", "numerator", "denominator"]].to_numpy().tolist()


def test_a_note_multiplies_the_counts_behind_a_figure_with_it(checked):
    (question,) = checked(NOTE, HEADER, HOMES).questions
    assert "Times 1,000, and the counts behind them" in [c.label for c in question.choices]
    multiplied = checked(NOTE, HEADER, HOMES, answers={question.key: "x1000"})
    assert figures(multiplied) == [[45_000, 45_000, 90_000]]
    assert figures(checked(NOTE, HEADER, HOMES, answers={question.key: TAKE})) == [[45, 45, 90]]


def test_a_percentage_stands_and_the_counts_behind_it_are_asked_about(checked):
    (question,) = checked(NOTE, HEADER, SHARE).questions
    assert [choice.answer for choice in question.choices] == [TAKE, "counts x1000", LEAVE_OUT]
    multiplied = checked(NOTE, HEADER, SHARE, answers={question.key: "counts x1000"})
    assert figures(multiplied) == [[50, 45_000, 90_000]]
    assert multiplied.ok
    assert figures(checked(NOTE, HEADER, SHARE, answers={question.key: TAKE})) == [[50, 45, 90]]


def test_a_percentage_without_counts_is_asked_about_alone(checked):
    (question,) = checked(NOTE, HEADER, [*SHARE[:3], "", ""]).questions
    assert [choice.answer for choice in question.choices] == [TAKE, LEAVE_OUT]


def test_the_header_of_an_outturn_says_nothing_of_the_counts(checked):
    header = ["Code", "Period", "Outturn (000s)", "Numerator", "Denominator"]
    (question,) = checked(header, HOMES).questions
    multiplied = checked(header, HOMES, answers={question.key: "x1000"})
    assert figures(multiplied) == [[45_000, 45, 90]]


@pytest.mark.parametrize("words", ["(000s)", "(thousands)", "'000"])
def test_the_header_of_a_count_is_asked_about_itself(checked, words):
    header = [*HEADER[:3], f"Numerator {words}", "Denominator (number)"]
    share = [*SHARE[:4], 90_000]
    (question,) = checked(header, share).questions
    assert question.message.endswith(
        "Are the numerators in single units, or are they to be multiplied?"
    )
    multiplied = checked(header, share, answers={question.key: "counts x1000"})
    assert figures(multiplied) == [[50, 45_000, 90_000]]


def test_both_counts_may_be_in_thousands(checked):
    header = [*HEADER[:3], "Numerator (000s)", "Denominator (000s)"]
    questions = checked(header, SHARE).questions
    answers = {question.key: "counts x1000" for question in questions}
    assert figures(checked(header, SHARE, answers=answers)) == [[50, 45_000, 90_000]]


@given(
    part=st.integers(1, 999),
    rest=st.integers(1, 999),
    scale=st.sampled_from([("hundreds", 100), ("thousands", 1_000), ("millions", 1_000_000)]),
)
def test_both_counts_are_moved_alike(checked, part, rest, scale):
    words, times = scale
    share = round(100 * part / (part + rest), 1)
    rows = ([f"All figures in {words}"], HEADER, [*SHARE[:2], share, part, part + rest])
    (question,) = checked(*rows).questions
    moved = checked(*rows, answers={question.key: f"counts x{times:.12g}"})
    assert figures(moved) == [[share, part * times, (part + rest) * times]]
    assert moved.ok
