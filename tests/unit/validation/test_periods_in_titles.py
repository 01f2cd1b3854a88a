"""Titles, names of sheets and names of files that name a period: that of the figures, or asked."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.periods import quarter, reporting_quarter
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.template import template_workbook
from kpis.validation import CheckContext, check_rows
from kpis.validation.return_table import MeasureAndPeriod
from kpis.validation.titled.periods_named import PeriodsNamed, periods_named
from kpis.validation.titled.rule import Fit, fit
from tests.returns_cases.makers.books import book, saved
from tests.returns_cases.makers.texts import table

HEADER = ["Code", "Period", "Outturn"]
CODE = "period-in-title"


@pytest.fixture(scope="module")
def checked(strategic_plan):
    def check(content, name="return.xlsx", answers=None, provenance=Provenance.RETURN):
        given = Answers(answers or {})
        context = CheckContext(
            now=datetime(2020, 2, 20),
            provenance=provenance,
            stored=OUTTURNS.empty(),
            answers=given,
        )
        return check_rows(read_return(name, content, answers=given), strategic_plan, context)

    return check


@pytest.fixture(scope="module")
def asked(checked):
    """Whether a file is asked about for the periods that it names."""

    def is_asked(content, name="return.xlsx"):
        return CODE in {question.code for question in checked(content, name).questions}

    return is_asked


def titled(title, *rows, sheet="Return"):
    return book([title], [], HEADER, *(rows or [["6.2", "Q2 2019/20", 45]]), sheet=sheet)


OTHER_PERIODS = [
    "Return for Q1 2019/20",
    "Q1 2019-20",
    "QUARTER 1, 2019/20",
    "KPI return: 2019/20 Qtr 1",
    "2019/20 first quarter",
    "Quarter 1 performance",
    "Quarter: 1 Year: 2019/20",
    "Quarter one",
    "Q1-Q1 2019/20",
    "Q2 2018/19",
    "Q3 2019/20",
    "Q4 FY18-19",
    "Quarterly return 2018/19",
    "Year 2018-2019",
    "April to June 2019",
    "Oct-Dec 2019",
    "Quarter ending 30 June 2019",
    "Position as at 30 June 2019",
    "Monthly report June 2019",
    "H2 2019/20",
    "Second half of 2018/19",
]
OWN_PERIODS = [
    "Return for Q2 2019/20",
    "quarter 2",
    "Q1-Q2 2019/20",
    "Q1 and Q2 2019/20",
    "Q1 to Q4 2019/20",
    "2019/20",
    "H1 2019/20",
    "Apr-Sep 2019",
    "July to September 2019",
    "Quarter ending 30 September 2019",
    "As at 30 September 2019",
    "As at 14 October 2019",
    "Q2 2019/20 and Q2 2018/19",
    "Q2 2019/20, compared with Q1 2019/20",
]
NO_PERIODS = [
    "Strategic Plan 2019-22",
    "Corporate plan 2015/16 to 2018/19",
    "Completed 12/10/2019",
    "Cabinet 29 January 2020",
    "Performance report October 2019",
    "Version 3, updated June 2019",
    "Please return by the end of Q3 2019/20",
    "Q1 2019/20 figures were revised",
    "Targets from Q1 2019/20",
    "Young people aged 16-17",
    "16-17 year olds",
    "KPI 6.1 to 6.4",
    "2019",
    "11-12",
    "",
]


@pytest.mark.parametrize("title", OTHER_PERIODS)
def test_a_title_of_another_period_is_asked_about(asked, title):
    assert asked(titled(title))


@pytest.mark.parametrize("title", OWN_PERIODS + NO_PERIODS)
def test_a_title_of_the_same_period_or_of_none_is_not(asked, title):
    assert not asked(titled(title))


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [
        ("Return Q1 2019-20.csv", True),
        ("kpis_q1_2019_20_v2.csv", True),
        ("2018-19 return.csv", True),
        ("return 18-19 final.csv", True),
        ("Q2 2019-20.csv", False),
        ("return 2019-20.csv", False),
        ("return 2019-11-12.csv", False),
        ("return 11-12-19.csv", False),
        ("q1.csv", False),  # of whichever year: what drafts and copies are called
    ],
)
def test_the_name_of_a_file_says_its_period_with_the_year(asked, name, is_asked):
    assert asked(table(HEADER, ["6.2", "Q2 2019/20", 45]), name) is is_asked


@pytest.mark.parametrize(
    ("sheet", "is_asked"), [("Q1 2019-20", True), ("Q1", True), ("Q2", False), ("Data", False)]
)
def test_the_name_of_a_sheet_says_its_period(asked, sheet, is_asked):
    assert asked(book(HEADER, ["6.2", "Q2 2019/20", 45], sheet=sheet)) is is_asked


def test_a_title_may_be_spread_over_cells(asked):
    for quarter_named, is_asked in (("1", True), ("2", False)):
        title = ["Quarter:", quarter_named, "Year:", "2019/20"]
        assert asked(book(title, [], HEADER, ["6.2", "Q2 2019/20", 45])) is is_asked


def test_it_is_asked_once_for_the_file_and_answered_once(checked):
    content = titled("Return for Q1 2019/20", sheet="Q1 2019-20")
    name = "Return Q1 2019-20.xlsx"
    (question,) = checked(content, name).questions
    assert question.message == (
        "Q1 2019-20!A1: 'Return for Q1 2019/20' stands above figures of Q2 2019/20. "
        "Which period is right?"
    )
    assert [choice.answer for choice in question.choices] == [TAKE, LEAVE_OUT]
    taken = checked(content, name, {question.key: TAKE})
    assert (taken.rows["period_id"].tolist(), taken.ok) == (["2019-20-Q2"], True)
    left = checked(content, name, {question.key: LEAVE_OUT})
    assert (len(left.rows), left.ok) == (0, True)


def test_an_answer_holds_for_no_other_period(checked):
    (question,) = checked(titled("Return for Q1 2019/20")).questions
    later = titled("Return for Q1 2019/20", ["6.2", "Q3 2019/20", 45])
    assert checked(later, answers={question.key: TAKE}).questions


def test_the_quarter_of_collection_is_that_of_figures_due_then(asked):
    due = [["2.1", "2018/19", 70], ["6.3", "2018/19", 900]]  # reported two quarters later
    assert not asked(titled("Return for Q2 2019/20", *due))
    assert not asked(titled("Return for Q4 2019/20", *due))  # late, and still the last there is
    assert asked(titled("Return for Q4 2017/18", *due))
    assert asked(titled("Outturns 2016/17", *due))


def test_a_return_may_bring_corrections_of_earlier_quarters_but_no_later_ones(checked):
    both = [["6.2", "Q1 2019/20", 41], ["6.2", "Q2 2019/20", 45]]
    assert checked(titled("Return for Q2 2019/20", *both)).ok
    ahead = checked(titled("Return for Q1 2019/20", *both))
    assert ahead.rows["period_id"].tolist() == ["2019-20-Q1"]
    assert [question.code for question in ahead.questions] == [CODE]


def test_a_sheet_for_each_quarter_outweighs_the_name_of_the_file(asked):
    content = book(
        HEADER,
        ["6.2", "Q1 2019/20", 41],
        sheet="Q1 2019-20",
        after={"Q2 2019-20": [HEADER, ["6.2", "Q2 2019/20", 45]]},
    )
    assert not asked(content, "Return Q1 2019-20.xlsx")


def test_a_title_holds_down_to_the_next(asked):
    rows: list[list[Any]] = [["Q1 2019/20"], ["6.2", "Q1 2019/20", 41], ["Q2 2019/20"]]
    assert not asked(book(HEADER, *rows, ["6.2", "Q2 2019/20", 45]))
    assert asked(book(HEADER, *rows, ["6.2", "Q3 2019/20", 45]))


def test_history_is_named_as_its_publisher_likes(checked):
    content = titled("Q1 2019/20", ["6.2", "Q2 2019/20", 45])
    assert not checked(content, provenance=Provenance.PUBLISHED).questions


QUARTERS = st.builds(quarter, st.integers(2016, 2022), st.integers(1, 4))
WORDS = st.sampled_from(
    ["Q{n} {y}/{z}", "{y}-{z} Q{n}", "Return, quarter {n} of {y}/{z}", "kpis_q{n}_{y}-{z}.xlsx"]
)


def written(period, words):
    year = period.year_start
    return words.format(n=period.label[1], y=year, z=f"{(year + 1) % 100:02}")


@given(named=QUARTERS, own=QUARTERS, words=WORDS)
def test_a_quarter_named_in_any_way_fits_itself_alone(fictional_pair, named, own, words):
    found = fit(periods_named(written(named, words)), fictional_pair(own))
    expected = Fit.AGREES if named == own else Fit.EARLIER if named < own else Fit.LATER
    assert found is expected


@given(text=st.text(alphabet="Qq1234 /-_–20fyhFYtoandJunMar.()", max_size=40))
def test_no_title_is_too_odd_to_be_looked_at(text):
    named = periods_named(text)
    assert isinstance(named, PeriodsNamed)
    assert all(start <= end for start, end in named.near(2019))
    assert all(isinstance(day, date) for day in named.over_by)


@pytest.fixture(scope="module")
def fictional_pair(strategic_plan):
    measure = next(each for each in strategic_plan.measures if each.code == "6.2")
    return lambda period: MeasureAndPeriod(measure, period, reporting_quarter(period))


def test_a_template_may_bring_corrections_of_earlier_quarters_alone(strategic_plan, checked):
    content = template_workbook(strategic_plan, quarter(2019, 2))
    filled = openpyxl.load_workbook(io.BytesIO(content))
    sheet = filled["Return"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("To correct a figure"))
    for column, typed in ((1, "1.4"), (3, "Q1 2019/20"), (11, 88.5)):
        sheet.cell(row + 1, column, typed)
    assert checked(saved(filled), "return-2019-20-Q2.xlsx").ok
    sheet.cell(row + 1, 3, "Q3 2019/20")
    assert CODE in {each.code for each in checked(saved(filled)).questions}
