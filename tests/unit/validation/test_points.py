"""A point before three digits is a decimal one, or it is asked about."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.as_meant.points import THOUSANDS

HEADER = "Code,Period,Outturn"
ASIDE = ("missing-", "closed-", "late-")
TONNES, HOUSEHOLDS = "5.3,2018/19", "6.2,Q2 2019/20"


@pytest.fixture
def checked(strategic_plan, stored) -> Callable[..., CheckedReturn]:
    """Checks the rows of a CSV against the plan. before: figures of 5.3 of earlier years."""

    def make(
        *rows: str,
        answers: dict[str, str] | None = None,
        before: Sequence[float] = (),
        header: str = HEADER,
    ) -> CheckedReturn:
        given = Answers(answers or {})
        known = [
            {
                "measure_id": "council_co2",
                "period_id": f"{2017 - at}-{18 - at}",
                "outturn": each,
                "area": strategic_plan.area,
            }
            for at, each in enumerate(before)
        ]
        context = CheckContext(
            now=datetime(2019, 10, 25),
            provenance=Provenance.RETURN,
            stored=stored(*known),
            answers=given,
        )
        content = "\n".join([header, *rows]).encode()
        return check_rows(read_return("q2.csv", content, answers=given), strategic_plan, context)

    return make


def outturns(found: CheckedReturn) -> list[float]:
    return found.rows["outturn"].tolist()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12.345", 12345.0),
        ("12.000", 12000.0),
        ("1.234", 1234.0),
        ("100.000", 100000.0),
        ("12.345 [p]", 12345.0),
        ("[r] 12.345", 12345.0),
        ("12.345 tonnes", 12345.0),
        ("12.345 tonnes CO2e [p]", 12345.0),
    ],
)
@pytest.mark.parametrize("answer", [TAKE, THOUSANDS, LEAVE_OUT])
def test_it_is_asked_what_the_point_is(checked, typed, meant, answer):
    row = f"{TONNES},{typed}"
    (question,) = checked(row).questions
    assert (question.code, question.cell) == ("point-or-thousands", "C2")
    assert [choice.answer for choice in question.choices] == [TAKE, THOUSANDS, LEAVE_OUT]
    assert len(question.sentence.split()) <= 25
    answered = checked(row, answers={question.key: answer})
    assert not answered.questions
    assert outturns(answered) == {TAKE: [meant / 1000], THOUSANDS: [meant], LEAVE_OUT: []}[answer]


@pytest.mark.parametrize(
    "typed", ["100.001", "12.34", "12.3456", "1234.567", "0.123", "12345", "12"]
)
def test_another_point_is_a_decimal_one(checked, typed):
    assert outturns(checked(f"{TONNES},{typed}")) == [float(typed)]


def test_of_what_is_counted_it_divides_thousands_or_nothing_is_meant(checked):
    found = checked(f"{HOUSEHOLDS},12.345")
    (question,) = found.questions
    assert [choice.answer for choice in question.choices] == [THOUSANDS, LEAVE_OUT]
    assert "out-of-range" not in [issue.code for issue in found.issues]
    assert outturns(checked(f"{HOUSEHOLDS},12.345", answers={question.key: THOUSANDS})) == [12345]


def test_what_counts_and_what_does_not_are_asked_apart(checked):
    found = checked(f"{HOUSEHOLDS},12.345", f"{TONNES},12.345")
    assert [question.cell for question in found.questions] == ["C2", "C3"]


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ((11.2, 14.9, 13.0), []),
        ((12000.0, 14000.0), ["point-or-thousands"]),
        ((300.0,), []),
        ((400.0,), ["point-or-thousands"]),
    ],
)
def test_figures_before_of_the_same_size_say_that_it_is_a_decimal_one(checked, before, codes):
    found = checked(f"{TONNES},12.345", before=before)
    assert [question.code for question in found.questions] == codes


@pytest.mark.parametrize(
    ("answer", "figures", "codes"),
    [
        ("", [], ["unit-differs"]),
        ("x1000", [12345.0], ["taken-as-answered"]),
        (TAKE, [], ["out-of-range", "taken-as-answered"]),
    ],
)
def test_below_thousands_a_count_waits_for_its_unit_alone(checked, answer, figures, codes):
    header = f"{HEADER} (000s)"
    (question,) = checked(f"{HOUSEHOLDS},12.345", header=header).questions
    found = checked(f"{HOUSEHOLDS},12.345", answers={question.key: answer}, header=header)
    assert outturns(found) == figures
    said = [issue.code for issue in found.issues if not issue.code.startswith(ASIDE)]
    assert sorted(said) == codes
