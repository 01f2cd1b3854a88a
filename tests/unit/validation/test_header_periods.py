"""A header of outturns names the period of its rows, or no period, or is asked about."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.frames import OUTTURNS
from kpis.model import Basis, Frequency, Plan, Provenance
from kpis.period_text import Rhythm, parse_period
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.header_periods import agrees

HOMES, SINCE_APRIL = "6.2", "1.3"  # of each quarter alone; of the year so far
END_OF_Q2 = "30/09/2019"


def check(plan: Plan, *rows: list[str], answers: dict[str, str] | None = None) -> CheckedReturn:
    """A CSV of these rows, checked when all of 2019/20 is due."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    given = Answers(answers or {})
    context = CheckContext(
        now=datetime(2021, 10, 25),
        provenance=Provenance.RETURN,
        stored=OUTTURNS.empty(),
        answers=given,
    )
    raw = read_return("q2.csv", file.getvalue().encode(), answers=given)
    return check_rows(raw, plan, context)


def of_header(
    plan: Plan, header: str, period: str, code: str = HOMES, answers: dict[str, str] | None = None
) -> CheckedReturn:
    return check(plan, ["Code", "Period", header], [code, period, "12"], answers=answers)


@pytest.mark.parametrize(
    "header",
    [
        *("Outturn Q1", "Q3 outturn", "Outturn for Quarter 4", "Outturn Q2 2018/19"),
        *("Yearly actual", "Annual outturn", "Outturn for the month", "Monthly actual"),
        *("Outturn (Apr-Sep)", "Outturn Apr-Sep 2019", "H1 outturn", "Outturn (half 1)"),
        *("2018/19 outturn", "2019/20 outturn", "Outturn 2019", "September outturn"),
        *("June outturn", "Outturn Sep-19", "Outturn (Jun-Aug)", "Outturn (30/06/2019)"),
    ],
)
@pytest.mark.parametrize("period", [END_OF_Q2, "2019-09-30", "Q2 2019/20"])
def test_a_header_of_another_period_than_a_day_stands_for_is_asked_about(
    strategic_plan, header, period
):
    found = of_header(strategic_plan, header, period)
    (question,) = found.questions
    assert found.rows.empty
    assert question.key == f"header-meaning: {header.lower()} beside q2 2019/20"
    assert [choice.answer for choice in question.choices] == [TAKE, LEAVE_OUT]
    assert question.choices[0].stores == "12 for Q2 2019/20"
    taken = of_header(strategic_plan, header, period, answers={question.key: TAKE})
    assert taken.ok
    assert taken.rows["outturn"].tolist() == [12.0]
    left_out = of_header(strategic_plan, header, period, answers={question.key: LEAVE_OUT})
    assert left_out.ok
    assert left_out.rows.empty


@pytest.mark.parametrize(
    "header",
    [
        *("Outturn", "Outturn Q2", "Q2 2019/20 outturn", "Outturn (Jul-Sep)", "Quarterly outturn"),
        *("Outturn for the quarter", "Outturn Jul-Sep 2019", "Actual Q2 (2019/20)"),
        *("Outturn (30/09/2019)", "Outturn Q2 for 2019/20", "Outturn this period"),
    ],
)
@pytest.mark.parametrize("period", [END_OF_Q2, "2019-09-30", "Q2 2019/20", "Jul-Sep 2019"])
def test_a_header_of_the_period_that_a_day_stands_for_is_taken(strategic_plan, header, period):
    found = of_header(strategic_plan, header, period)
    assert found.questions == ()
    assert found.rows["outturn"].tolist() == [12.0]


@pytest.mark.parametrize(
    "header",
    [
        *("Outturn this quarter", "In-quarter actual", "Quarterly outturn", "Outturn (quarter)"),
        *("Outturn (quarter only)", "Actual (non-cumulative)", "Discrete outturn"),
    ],
)
def test_a_header_of_a_quarter_alone_is_asked_about_where_a_measure_counts_from_april(
    strategic_plan, header
):
    found = of_header(strategic_plan, header, "Q2 2019/20", SINCE_APRIL)
    (question,) = found.questions
    assert "may be of Q2 2019/20 alone, and 1.3" in question.message
    assert found.rows.empty
    answers = {question.key: TAKE}
    taken = of_header(strategic_plan, header, "Q2 2019/20", SINCE_APRIL, answers)
    assert taken.rows["outturn"].tolist() == [12.0]
    later = of_header(strategic_plan, header, "Q3 2019/20", SINCE_APRIL, answers)
    assert len(later.questions) == 1
    for period, code in (("Q1 2019/20", SINCE_APRIL), ("Q2 2019/20", HOMES)):
        assert of_header(strategic_plan, header, period, code).questions == ()


def test_all_measures_that_count_from_april_are_asked_about_at_once(strategic_plan):
    rows = [[SINCE_APRIL, "Q2 2019/20", "12"], ["1.5", "Q2 2019/20", "13"]]
    found = check(strategic_plan, ["Code", "Period", "Quarter outturn"], *rows)
    (question,) = found.questions
    assert "1.3 New enterprises supported and 1 more measure are of" in question.message


@pytest.mark.parametrize("header", ["Outturn", "Outturn Q2", "YTD outturn", "Quarterly YTD actual"])
def test_a_header_that_says_no_quarter_alone_is_taken_since_april(strategic_plan, header):
    found = of_header(strategic_plan, header, "Q2 2019/20", SINCE_APRIL)
    assert found.questions == ()
    assert found.rows["outturn"].tolist() == [12.0]


def test_an_answer_for_one_period_says_nothing_of_the_next(strategic_plan):
    answers = {"header-meaning: outturn q1 beside q2 2019/20": TAKE}
    (asked,) = of_header(strategic_plan, "Outturn Q1", "31/12/2019", answers=answers).questions
    assert asked.key == "header-meaning: outturn q1 beside q3 2019/20"


def test_one_question_is_asked_of_all_rows_of_a_period_and_others_are_taken(strategic_plan):
    found = check(
        strategic_plan,
        ["Code", "Period", "Outturn Q1"],
        [HOMES, "30/06/2019", "1"],
        [HOMES, END_OF_Q2, "2"],
        ["4.4", "Q2 2019/20", "3"],
    )
    (question,) = [each for each in found.questions if each.code == "header-meaning"]
    assert question.choices[0].stores == "2 for Q2 2019/20 and 1 more"
    assert found.rows["outturn"].tolist() == [1.0]


@pytest.mark.parametrize("header", ["Actual Q1", "Yearly actual", "June actual"])
def test_a_period_below_that_of_a_column_is_compared_with_it(strategic_plan, header):
    found = check(
        strategic_plan, ["Code", "Q2 2019/20", ""], ["", "Target", header], [HOMES, "50", "45"]
    )
    assert [question.code for question in found.questions] == ["header-meaning"]
    assert found.rows.empty


def test_nothing_more_is_asked_of_figures_that_an_answer_left_out(strategic_plan):
    header = "London outturn Q1"
    (first,) = of_header(strategic_plan, header, END_OF_Q2).questions
    left_out = of_header(strategic_plan, header, END_OF_Q2, answers={first.key: LEAVE_OUT})
    assert left_out.questions == ()
    assert left_out.rows.empty
    (second,) = of_header(strategic_plan, header, END_OF_Q2, answers={first.key: TAKE}).questions
    assert second.key.endswith("beside q2 2019/20")


@pytest.mark.parametrize(
    ("header", "period", "frequency", "basis", "same"),
    [
        ("Outturn (Apr-Sep)", "Q2 2019/20", Frequency.QUARTER, Basis.YEAR_TO_DATE, True),
        ("Outturn (Apr-Dec)", "Q2 2019/20", Frequency.QUARTER, Basis.YEAR_TO_DATE, False),
        ("Yearly actual", "Q4 2019/20", Frequency.QUARTER, Basis.YEAR_TO_DATE, True),
        ("Yearly actual", "Q4 2019/20", Frequency.QUARTER, Basis.PERIOD, False),
        ("2018/19 outturn", "2018/19", Frequency.ACADEMIC_YEAR, Basis.PERIOD, True),
        ("2018/19 outturn", "2018/19", Frequency.SURVEY_WAVE, Basis.PERIOD, True),
        ("Annual outturn", "2018/19", Frequency.SURVEY_WAVE, Basis.PERIOD, True),
        ("Outturn 2019", "2019", Frequency.CALENDAR_YEAR, Basis.PERIOD, True),
        ("Outturn 2019", "2019/20", Frequency.YEAR, Basis.PERIOD, False),
        ("March outturn", "31/03/2020", Frequency.MONTH, Basis.PERIOD, True),
        ("March outturn", "31/03/2020", Frequency.QUARTER, Basis.PERIOD, False),
        ("Outturn (Jan-Mar)", "31/03/2020", Frequency.QUARTER, Basis.PERIOD, True),
        ("Outturn (Oct-Mar)", "31/03/2020", Frequency.HALF_YEAR, Basis.PERIOD, True),
        ("Outturn (Oct-Mar)", "31/03/2020", Frequency.YEAR, Basis.PERIOD, False),
    ],
)
def test_a_header_is_read_as_the_periods_of_the_measure_are(header, period, frequency, basis, same):
    rhythm = Rhythm(frequency, 2, 2) if frequency is Frequency.SURVEY_WAVE else Rhythm(frequency)
    meant = parse_period(
        period, rhythm.frequency, wave_start_month=rhythm[1], wave_months=rhythm[2]
    )
    assert agrees(header, meant, rhythm, basis) is same


# A measure of each frequency, the months its periods last and that of the first one in a year.
OF_FREQUENCY = {
    Frequency.MONTH: ("8.1", 1, 4),
    Frequency.QUARTER: (HOMES, 3, 4),
    Frequency.HALF_YEAR: ("5.5", 6, 4),
    Frequency.YEAR: ("6.3", 12, 4),
    Frequency.ACADEMIC_YEAR: ("1.2", 12, 9),
    Frequency.CALENDAR_YEAR: ("7.2", 12, 1),
}
LENGTHS = {"Monthly": 1, "Quarterly": 3, "Yearly": 12, "Annual": 12}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Months:
    """Whole months, counted from the year nought."""

    first: int
    count: int

    @property
    def last_day(self) -> date:
        year, month = divmod(self.first + self.count, 12)
        return date(year, month + 1, 1) - timedelta(days=1)

    def named(self, *, with_year: bool) -> str:
        (_, first), (year, last) = divmod(self.first, 12), divmod(self.first + self.count - 1, 12)
        months = MONTHS[first] if self.count == 1 else f"{MONTHS[first]}-{MONTHS[last]}"
        return f"{months} {year}" if with_year else months


@st.composite
def periods(draw, frequency: Frequency) -> Months:
    _, count, first = OF_FREQUENCY[frequency]
    return Months(2019 * 12 + first - 1 + count * draw(st.integers(0, 24 // count - 1)), count)


@st.composite
def headers(draw, own: Months) -> tuple[str, bool]:
    """A header, and whether it names that period or none."""
    kind = draw(st.sampled_from(["none", "length", "months", "months of a year"]))
    if kind == "none":
        return draw(st.sampled_from(["Outturn", "Actual", "Outturn for the period"])), True
    if kind == "length":
        word = draw(st.sampled_from(sorted(LENGTHS)))
        return f"{word} outturn", LENGTHS[word] == own.count
    named = draw(st.one_of(st.just(own), *(periods(each) for each in OF_FREQUENCY)))
    with_year = kind == "months of a year"
    words = named.named(with_year=with_year)
    form = draw(st.sampled_from(["Outturn {}", "{} outturn", "Outturn ({})"]))
    same_months = named.count == own.count and (named.first - own.first) % 12 == 0
    return form.format(words), named == own if with_year else same_months


@st.composite
def headers_beside_periods(draw) -> tuple[str, str, str, bool]:
    """A measure, its row's period, a header, and whether that names the period or none."""
    frequency = draw(st.sampled_from(list(OF_FREQUENCY)))
    own = draw(periods(frequency))
    header, same = draw(headers(own))
    last = own.last_day
    written = [own.named(with_year=True), f"{last:%d/%m/%Y}", f"{last:%Y-%m-%d}"]
    return OF_FREQUENCY[frequency][0], draw(st.sampled_from(written)), header, same


@pytest.mark.walk
def test_a_figure_is_taken_unasked_only_where_header_and_row_are_of_one_period(strategic_plan):
    @settings(deadline=None, derandomize=True, database=None, max_examples=80)
    @given(headers_beside_periods())
    def taken_or_asked(drawn: tuple[str, str, str, bool]) -> None:
        code, period, header, same = drawn
        found = of_header(strategic_plan, header, period, code)
        told = [issue.message for issue in found.issues]
        assert (len(found.rows), len(found.questions)) == ((1, 0) if same else (0, 1)), told

    taken_or_asked()
