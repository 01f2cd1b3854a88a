"""Figures of the year so far and of each period alone: each measure has that of its own basis."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.frames import OUTTURNS
from kpis.model import Basis, Provenance
from kpis.period_text import without_so_far
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, check_rows
from tests.returns_cases.makers.texts import table

QUARTER = "Q2 2019/20"
TIDY = ["Code", "Period", "Outturn"]
CODES = ("1.3", "1.5", "4.3", "6.2", "4.4", "11.2")  # the first three count from April


@pytest.fixture(scope="module")
def checked(strategic_plan):
    def check(*rows, answers=None, provenance=Provenance.RETURN):
        given = Answers(answers or {})
        raw = read_return("return.csv", table(*rows), answers=given)
        context = CheckContext(
            now=datetime(2020, 7, 20),
            provenance=provenance,
            stored=OUTTURNS.empty(),
            answers=given,
        )
        return check_rows(raw, strategic_plan, context)

    return check


@pytest.fixture(scope="module")
def stored(strategic_plan):
    """What a check accepts, by code and period."""
    codes = {measure.id: measure.code for measure in strategic_plan.measures}

    def of(result):
        rows = result.rows
        keys = zip(map(codes.get, rows["measure_id"]), rows["period_id"], strict=True)
        return dict(zip(keys, rows["outturn"], strict=True))

    return of


def asked_about(result):
    return [question.code for question in result.questions]


@pytest.mark.parametrize(
    ("text", "rest", "words"),
    [
        ("Q2 2019/20 YTD", "Q2 2019/20", "ytd"),
        ("YTD Q2 2019/20", "Q2 2019/20", "ytd"),
        ("Year to date: Q2 2019/20", "Q2 2019/20", "year to date"),
        ("Q2 2019/20 (cumulative)", "Q2 2019/20", "cumulative"),
        ("Cumulative to Q2 2019/20", "Q2 2019/20", "cumulative to"),
        ("Apr-Sep 2019, cum.", "Apr-Sep 2019", "cum."),
        ("Q2 2019/20", "Q2 2019/20", ""),
        ("Q2 2019/20 (not cumulative)", "Q2 2019/20 (not cumulative)", ""),
        ("Year to Mar 2020", "Year to Mar 2020", ""),
        ("Documents", "Documents", ""),
    ],
)
def test_words_for_the_year_so_far_are_no_part_of_a_period(text, rest, words):
    assert without_so_far(text) == (rest, words)


@pytest.mark.parametrize(
    "period",
    [
        *("Apr-Sep 2019", "April 2019 to September 2019", "Q1-Q2 2019/20", "Q1 to Q2 2019/20"),
        *("Quarters 1 and 2 2019/20", "2019/20 Q1-Q2", "H1 2019/20", "YTD Q2 2019/20"),
        *("Q2 2019/20 YTD", "Jul-Sep 2019 (cumulative)", "01/04/2019 to 30/09/2019"),
    ],
)
def test_a_measure_that_counts_from_april_takes_the_months_since(checked, stored, period):
    result = checked(TIDY, ["1.3", period, 38])
    assert (stored(result), asked_about(result)) == ({("1.3", "2019-20-Q2"): 38}, [])
    other = checked(TIDY, ["6.2", period, 86])
    assert not stored(other)
    assert asked_about(other) in (["longer-period"], ["basis-differs"])


@pytest.mark.parametrize("period", ["Jul-Dec 2019", "Q2-Q3 2019/20", "Oct 2019 to Mar 2020"])
def test_months_that_do_not_begin_in_april_are_refused(checked, period):
    for code in ("1.3", "6.2"):
        result = checked(TIDY, [code, period, 38])
        assert [issue.code for issue in result.errors] == ["wrong-frequency-period"]


def test_a_whole_year_of_a_measure_that_counts_from_april_is_asked_about(checked, stored):
    rows = (TIDY, ["1.3", "2018/19", 120])
    (question,) = checked(*rows).questions
    assert question.message == (
        "B2: '2018/19' is a financial year, and these figures are returned for a quarter."
    )
    assert stored(checked(*rows, answers={question.key: "last"})) == {("1.3", "2018-19-Q4"): 120}
    left = checked(*rows, answers={question.key: LEAVE_OUT})
    assert (len(left.rows), left.ok) == (0, True)


def test_a_year_beside_quarters_is_one_question_for_its_column(checked, stored):
    rows = (
        ["Code", "2018/19 Outturn", "Q1 2019/20", QUARTER],
        ["6.2", 150, 41, 45],
        ["4.4", 52, 51, 53],
        ["1.3", 120, 18, 38],
        ["1.1", 95, "", ""],
    )
    result = checked(*rows)
    (question,) = result.questions
    assert (question.code, question.cell) == ("longer-period", "B1")
    assert [choice.label for choice in question.choices] == [
        "They are of Q4 2018/19, its end",
        "Leave this column out",
    ]
    assert ("1.1", "2018-19") in stored(result)
    left = checked(*rows, answers={question.key: LEAVE_OUT})
    assert left.ok
    assert len(left.rows) == 7
    read = stored(checked(*rows, answers={question.key: "last"}))
    assert {key: read[key] for key in read if key[1] == "2018-19-Q4"} == {
        ("6.2", "2018-19-Q4"): 150,
        ("4.4", "2018-19-Q4"): 52,
        ("1.3", "2018-19-Q4"): 120,
    }


def test_two_years_beside_quarters_are_two_questions(checked):
    header = ["Code", "2017/18", "2018/19", QUARTER]
    assert len(checked(header, ["6.2", 140, 150, 45]).questions) == 2


def test_years_alone_are_no_question_for_a_measure_of_quarters(checked):
    result = checked(["Code", "2017/18", "2018/19"], ["6.2", 140, 150])
    assert not result.questions
    assert {issue.code for issue in result.errors} == {"wrong-frequency-period"}


def test_the_answer_about_a_basis_is_kept_for_each_measure(checked, stored):
    row = ["6.2", QUARTER, 45, "Cumulative"]
    (question,) = checked([*TIDY, "Basis"], row).questions
    assert question.message == (
        "D2: the column 'Basis' says 'Cumulative', and 6.2 Homeless households rehoused is of "
        "each period alone."
    )
    taken = checked([*TIDY, "Basis"], row, answers={question.key: TAKE})
    assert (stored(taken), taken.ok) == ({("6.2", "2019-20-Q2"): 45}, True)
    more = checked(
        *([*TIDY, "Basis"], row, ["4.4", QUARTER, 52, "Cumulative"]), answers=taken.answered
    )
    assert stored(more) == {("6.2", "2019-20-Q2"): 45}
    assert asked_about(more) == ["basis-differs"]


def test_in_the_first_quarter_both_are_the_same(checked):
    rows = [[code, "Q1 2019/20", 40, basis] for code in ("1.3", "6.2") for basis in ("YTD",)]
    assert checked([*TIDY, "Basis"], *rows).ok
    assert checked([*TIDY, "Basis"], ["1.3", "Q1 2019/20", 40, "In quarter"]).ok
    assert checked(["Code", "Q1 2019/20 YTD"], ["6.2", 41]).ok


def test_what_is_left_aside_is_told(checked):
    result = checked([*TIDY, "YTD"], ["1.3", QUARTER, 20, 38], ["6.2", QUARTER, 45, 86])
    told = [issue.message for issue in result.warnings if issue.code == "other-basis"]
    assert told == [
        "C2: '20' may be of its period alone. For 1.3 New enterprises supported the figure beside "
        "it was taken.",
        "D3: '86' is of the year so far. For 6.2 Homeless households rehoused the figure beside "
        "it was taken.",
    ]


def test_a_column_of_yes_and_no_is_no_column_of_figures(checked, stored):
    result = checked(
        ["Code", "Period", "Cumulative", "Outturn"],
        *(["1.3", QUARTER, "Yes", 38], ["6.2", QUARTER, "No", 45]),
    )
    assert result.ok
    assert stored(result) == {("1.3", "2019-20-Q2"): 38, ("6.2", "2019-20-Q2"): 45}


def test_a_commentary_stays_with_the_figure_that_is_taken(checked):
    header = [*TIDY, "YTD outturn", "Commentary"]
    result = checked(header, ["1.3", QUARTER, 20, 38, "Up"], ["6.2", QUARTER, 45, 86, "Down"])
    assert result.rows["commentary"].tolist() == ["Up", "Down"]
    assert result.rows["outturn"].tolist() == [38, 45]


def test_history_is_read_as_its_publisher_wrote_it(checked):
    result = checked(
        [*TIDY, "Basis"],
        ["6.2", QUARTER, 45, "Cumulative"],
        provenance=Provenance.PUBLISHED,
    )
    assert not result.questions


FIGURES = st.tuples(st.integers(1, 50), st.integers(51, 99))  # of the quarter, and so far


@given(
    of_codes=st.dictionaries(st.sampled_from(CODES), FIGURES, min_size=1),
    layout=st.sampled_from(["columns", "periods", "rows", "wide"]),
    quarter=st.sampled_from([2, 3, 4]),
)
def test_of_two_figures_the_one_of_the_measures_basis_is_taken(
    checked, stored, strategic_plan, of_codes, layout, quarter
):
    """Whichever way a sheet sets both beside each other, and nothing is asked."""
    period = f"Q{quarter} 2019/20"
    both = of_codes.items()
    rows = {
        "columns": [[*TIDY, "YTD outturn"], *([c, period, *two] for c, two in both)],
        "wide": [["Code", period, f"{period} YTD"], *([c, *two] for c, two in both)],
        "periods": [
            TIDY,
            *([c, period, two[0]] for c, two in both),
            *([c, f"{period} YTD", two[1]] for c, two in both),
        ],
        "rows": [
            [*TIDY, "Basis"],
            *([c, period, two[1], "YTD"] for c, two in both),
            *([c, period, two[0], "In quarter"] for c, two in both),
        ],
    }[layout]
    result = checked(*rows)
    bases = {measure.code: measure.basis for measure in strategic_plan.measures}
    assert result.ok
    assert stored(result) == {
        (code, f"2019-20-Q{quarter}"): two[bases[code] is Basis.YEAR_TO_DATE] for code, two in both
    }
