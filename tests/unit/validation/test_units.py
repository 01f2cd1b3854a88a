"""A unit that a header or a column says is that of the measure, or is asked about."""

import csv
import io
from datetime import datetime

import pytest

from kpis.frames import OUTTURNS
from kpis.model import Basis, Provenance, Unit
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.unit.compare import compare, scaled

PERIOD, TO_DATE = Basis.PERIOD, Basis.YEAR_TO_DATE
HOMES, LEARNERS, HOUSEHOLDS = "6.2", "1.4", "4.4"  # households, % of learners, % of households
Q2 = "Q2 2019/20"


@pytest.fixture
def checked(strategic_plan):
    """checked(rows, answers): a CSV of these rows, checked on the day that Q2 is due."""

    def check(*rows, answers: dict[str, str] | None = None) -> CheckedReturn:
        file = io.StringIO(newline="")
        csv.writer(file).writerows(rows)
        given = Answers(answers or {})
        context = CheckContext(
            now=datetime(2019, 10, 25),
            provenance=Provenance.RETURN,
            stored=OUTTURNS.empty(),
            answers=given,
        )
        raw = read_return("q2.csv", file.getvalue().encode(), answers=given)
        return check_rows(raw, strategic_plan, context)

    return check


def outturns(checked: CheckedReturn) -> list[float]:
    return checked.rows["outturn"].tolist()


def asked(checked: CheckedReturn) -> list[str]:
    """The keys of what is asked."""
    return [question.key for question in checked.questions]


@pytest.mark.parametrize(
    ("unit", "label", "said"),
    [
        (Unit.PERCENT, "% of learners", "%|percent|Percentage|per cent|% of learners|rate|Pct"),
        (Unit.COUNT, "households", "households|Household|number|No.|Number of households|#"),
        (Unit.DAYS, "days per employee", "days|days per employee|Days|days*"),
        (Unit.TONNES, "tonnes CO2e", "tonnes|tonnes CO2e|CO2e|t"),
        (Unit.POUNDS, "£", "£|GBP|pounds"),
        (Unit.AVERAGE, "beds a day", "beds a day|Beds|average|number"),
        (Unit.INDEX, "points (-100 to 100)", "points|score|points (-100 to 100)"),
        (Unit.RATE_PER_100000, "per 100,000 aged 10 to 17", "rate|per 100000|rate per 100,000"),
    ],
)
def test_words_that_are_the_unit_of_a_measure_agree(unit, label, said):
    for words in said.split("|"):
        assert compare(words, unit, label, PERIOD).agrees, words


@pytest.mark.parametrize(
    ("unit", "label", "said"),
    [
        (Unit.PERCENT, "% of learners", "number,learners,households,% of residents,000s,days"),
        (Unit.PERCENT, "% of learners", "% change,percentage points,count,£,index"),
        (Unit.COUNT, "households", "%,rate,people,per 1000,% of households,£,weeks"),
        (Unit.DAYS, "days per employee", "weeks,hours,%,number,working days"),
        (Unit.TONNES, "tonnes CO2e", "kWh,number,%"),
        (Unit.POUNDS, "£", "$,number,%"),
        (
            Unit.RATE_PER_100000,
            "per 100,000 aged 10 to 17",
            "number,%,per 1000 and 10000,homes per 1000",
        ),
    ],
)
def test_words_of_another_unit_do_not(unit, label, said):
    for words in said.split(","):
        found = compare(words, unit, label, PERIOD)
        assert not found.agrees, words
        assert not found.places, words


@pytest.mark.parametrize(
    ("unit", "label", "said", "places"),
    [
        (Unit.COUNT, "households", "000s", 3),
        (Unit.COUNT, "households", "'000", 3),
        (Unit.COUNT, "households", "thousands", 3),
        (Unit.COUNT, "households", "000s of households", 3),
        (Unit.COUNT, "households", "millions", 6),
        (Unit.POUNDS, "£", "£000s", 3),
        (Unit.POUNDS, "£", "£m", 6),
        (Unit.POUNDS, "£", "£ 000", 3),
        (Unit.TONNES, "tonnes CO2e", "kilotonnes", 3),
        (Unit.TONNES, "tonnes CO2e", "kt CO2e", 3),
        (Unit.TONNES, "tonnes CO2e", "kg", -3),
        (Unit.RATE_PER_100000, "per 100,000 aged 10 to 17", "per 1,000", 2),
        (Unit.RATE_PER_100000, "per 100,000 aged 10 to 17", "rate per 10k", 1),
        (Unit.RATE_PER_100000, "per 100,000", "per 1,000,000 population", -1),
        (Unit.RATE_PER_1000, "per 1,000", "per 100,000", -2),
    ],
)
def test_a_scale_of_the_unit_says_what_figures_are_to_be_multiplied_by(unit, label, said, places):
    found = compare(said, unit, label, PERIOD)
    assert (found.agrees, found.places) == (False, places)


def test_since_april_agrees_with_totals_of_the_year_so_far_alone():
    assert compare("enterprises, since April", Unit.COUNT, "enterprises", TO_DATE).agrees
    assert not compare("enterprises, since April", Unit.COUNT, "enterprises", PERIOD).agrees


def test_a_figure_is_multiplied_as_if_it_had_been_typed_so():
    assert [scaled(1.005, 3), scaled(12, 3), scaled(24500, -3)] == [1005.0, 12000.0, 24.5]


@pytest.fixture
def id_of(strategic_plan):
    """The id of the measure of a code, which an answer about its unit hangs on."""
    return {measure.code: measure.id for measure in strategic_plan.measures}.__getitem__


@pytest.mark.parametrize(
    ("header", "measure", "key"),
    [
        ("Outturn (000s)", HOMES, "unit-differs: 000s for households"),
        ("Outturn 000s", HOMES, "unit-differs: 000s for households"),
        ("Outturn (%)", HOMES, "unit-differs: % for households"),
        ("Percentage", HOMES, "unit-differs: percentage for households"),
        ("Outturn (number)", LEARNERS, "unit-differs: number for % of learners"),
        ("Outturn (learners)", LEARNERS, "unit-differs: learners for % of learners"),
        ("Outturn (hours)", "11.2", "unit-differs: hours for days per employee"),
        ("Actual (YTD)", HOMES, "header-meaning: actual (ytd) for figures of one period"),
        ("Outturn year to date", HOMES, None),
    ],
)
def test_the_unit_of_a_header_is_compared_with_the_measure(checked, id_of, header, measure, key):
    found = checked(["Code", "Period", header], [measure, Q2, "12"])
    about = key or f"header-meaning: {header.lower()} for figures of one period"
    assert asked(found) == [f"{about} of {id_of(measure)}"]
    assert outturns(found) == []


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        *(("Outturn (%)", LEARNERS), ("Percentage", LEARNERS), ("Outturn (number)", HOMES)),
        *(("Outturn (households)", HOMES), ("Q2 outturn (%)", LEARNERS), ("Outturn (No.)", HOMES)),
        *(("Actual (YTD)", "1.3"), ("Outturn for the quarter", HOMES), ("Outturn (days)", "11.2")),
    ],
)
def test_a_header_with_the_measures_own_unit_is_taken(checked, header, measure):
    found = checked(["Code", "Period", header], [measure, Q2, "12"])
    assert asked(found) == []
    assert outturns(found) == [12.0]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Q2 2019/20 (number)", "unit-differs: number for % of learners"),
        ("Q2 2019/20 (£000s)", "unit-differs: £000s for % of learners"),
        ("Q2 2019/20 (days)", "unit-differs: days for % of learners"),
        ("Q2 2019/20 (count)", "unit-differs: count for % of learners"),
        ("Q2 2019/20 (tonnes)", "unit-differs: tonnes for % of learners"),
    ],
)
def test_the_unit_of_a_wide_header_is_compared_too(checked, id_of, header, key):
    found = checked(["Code", "Q1 2019/20 (%)", header], [LEARNERS, "88", "46"])
    assert asked(found) == [f"{key} of {id_of(LEARNERS)}"]
    assert outturns(found) == [88.0]


def test_a_column_of_units_is_compared_row_by_row_and_asked_once_for_each_word(checked, id_of):
    rows = [
        ["Code", "Period", "Value", "Unit"],
        *([HOMES, Q2, "12", "000s"], [HOMES, "Q1 2019/20", "11", "000s"]),
        *([HOUSEHOLDS, Q2, "46", "households"], ["11.2", Q2, "7", "weeks"]),
        *([LEARNERS, Q2, "88", "%"], ["1.3", Q2, "40", "Number"]),
    ]
    found = checked(*rows)
    assert asked(found) == [
        f"unit-differs: 000s for households of {id_of(HOMES)}",
        f"unit-differs: households for % of households of {id_of(HOUSEHOLDS)}",
        f"unit-differs: weeks for days per employee of {id_of('11.2')}",
    ]
    assert [question.cell for question in found.questions] == ["D2", "D4", "D5"]
    assert outturns(found) == [88.0, 40.0]


def test_a_row_without_a_figure_is_not_asked_about(checked):
    rows = [["Code", "Period", "Outturn", "Marker", "Unit"], [HOMES, Q2, "", "[x]", "000s"]]
    assert asked(checked(*rows)) == []


THOUSANDS = [["Code", "Period", "Outturn (000s)"], [HOMES, Q2, "1.005"]]


@pytest.fixture
def key(id_of):
    return f"unit-differs: 000s for households of {id_of(HOMES)}"


def test_the_choices_say_what_each_would_store(checked):
    (question,) = checked(*THOUSANDS).questions
    assert [(choice.answer, choice.stores) for choice in question.choices] == [
        (TAKE, "1.005 for Q2 2019/20"),
        ("x1000", "1,005 for Q2 2019/20"),
        (LEAVE_OUT, ""),
    ]
    assert len(question.sentence.split()) <= 25


@pytest.mark.parametrize(
    ("answer", "figures"), [("x1000", [1005.0]), (LEAVE_OUT, []), ("x1000000", None)]
)
def test_an_answer_multiplies_them_or_leaves_them_out(checked, key, answer, figures):
    found = checked(*THOUSANDS, answers={key: answer})
    assert outturns(found) == (figures or [])
    assert found.ok is (figures is not None)
    assert [issue.code for issue in found.issues if issue.code.endswith("-as-answered")] == (
        {"x1000": ["taken-as-answered"], LEAVE_OUT: ["left-out-as-answered"]}.get(answer, [])
    )


def test_thousands_said_twice_are_multiplied_once(checked, key):
    rows = [["Code", "Period", "Outturn (000s)", "Unit"], [HOMES, Q2, "12", "000s"]]
    assert outturns(checked(*rows, answers={key: "x1000"})) == [12000.0]


def test_one_question_asks_about_all_measures_of_a_unit_and_is_kept_for_each(checked, id_of):
    first = [["Code", "Period", "Outturn (000s)"], [HOMES, Q2, "12"], ["10.4", Q2, "13"]]
    (question,) = checked(*first).questions
    assert "and 1 more measure are in" in question.sentence
    answered = checked(*first, answers={question.key: "x1000"})
    assert outturns(answered) == [12000.0, 13000.0]
    assert len(answered.answered) == 3  # of both together, and of each
    later = [first[0], [HOMES, "Q1 2019/20", "14"]]
    assert outturns(checked(*later, answers=answered.answered)) == [14000.0]
    other = [first[0], ["2.1", Q2, "15"], [HOMES, Q2, "14"]]
    asked_anew = checked(*other, answers=answered.answered)
    assert outturns(asked_anew) == [14000.0]
    assert len(asked_anew.questions) == 1


@pytest.mark.parametrize(
    ("title", "answer", "figure"),
    [("All in thousands", "x1000", 1005.0), ("In millions", "x1000000", 1005000.0)],
)
@pytest.mark.parametrize("above", [True, False])
def test_figures_are_multiplied_as_a_text_around_the_table_says(
    checked, title, answer, figure, above
):
    header, row = ["Code", "Period", "Outturn"], [HOMES, Q2, "1.005"]
    rows = [[title, "", ""], header, row] if above else [header, row, [title, "", ""]]
    found = checked(*rows)
    (question,) = found.questions
    assert [choice.answer for choice in question.choices] == [TAKE, answer, LEAVE_OUT]
    assert outturns(found) == []
    answered = checked(*rows, answers={question.key: answer})
    assert outturns(answered) == [figure]
    assert [i.label for i in answered.issues if i.code == "taken-as-answered"] == [
        question.choices[1].label
    ]


def test_the_scale_of_a_name_is_asked_once_its_measure_is_known(checked):
    rows = [["Measure", "Period", "Outturn"], ["Homeless households rehoused (000s)", Q2, "1.005"]]
    first = checked(*rows)
    named = {question.key: HOMES for question in first.questions}
    (question,) = checked(*rows, answers=named).questions
    assert (question.code, question.cell) == ("unit-differs", "A2")
    assert outturns(checked(*rows, answers={**named, question.key: "x1000"})) == [1005.0]


@pytest.mark.parametrize(
    ("header", "period", "key"),
    [
        ("Outturn Q1", Q2, "header-meaning: outturn q1 beside q2 2019/20"),
        ("Outturn Q2 2018/19", Q2, "header-meaning: outturn q2 2018/19 beside q2 2019/20"),
        ("2018/19 outturn", Q2, "header-meaning: 2018/19 outturn beside q2 2019/20"),
        ("July outturn", Q2, "header-meaning: july outturn beside q2 2019/20"),
        ("Outturn (Apr-Jun)", Q2, "header-meaning: outturn (apr-jun) beside q2 2019/20"),
        ("Annual outturn", Q2, "header-meaning: annual outturn beside q2 2019/20"),
        ("Outturn for the month", Q2, "header-meaning: outturn for the month beside q2 2019/20"),
        ("Outturn 2019/20", Q2, "header-meaning: outturn 2019/20 beside q2 2019/20"),
    ],
)
def test_a_header_of_another_period_than_its_rows_is_asked_about(checked, header, period, key):
    found = checked(["Code", "Period", header], [HOMES, period, "12"])
    assert asked(found) == [key]
    assert outturns(checked(*_rows(header, period), answers={key: TAKE})) == [12.0]


def _rows(header: str, period: str) -> list[list[str]]:
    return [["Code", "Period", header], [HOMES, period, "12"]]


@pytest.mark.parametrize(
    ("header", "period"),
    [
        *(("Outturn Q2", Q2), ("Q2 outturn", "Jul-Sep 2019"), ("Outturn Q2 2019/20", Q2)),
        *(("Outturn (Jul-Sep)", Q2), ("Quarterly outturn", Q2), ("Outturn Jul-Sep 2019", Q2)),
        *(("Outturn Q2 (2019/20)", Q2), ("Outturn for Quarter 2", "Q2 2019-20")),
    ],
)
def test_a_header_of_the_rows_own_period_is_taken(checked, header, period):
    found = checked(*_rows(header, period))
    assert asked(found) == []
    assert outturns(found) == [12.0]


def test_only_the_rows_of_another_period_wait(checked):
    found = checked(["Code", "Period", "Outturn Q2"], [HOMES, "Q1 2019/20", "1"], [HOMES, Q2, "2"])
    assert outturns(found) == [2.0]
    assert len(found.questions) == 1


VALUE_AND_PERCENTAGE = [["Code", "Period", "Value", "Percentage"], [LEARNERS, Q2, "46", "57.5"]]


@pytest.mark.parametrize(
    ("answer", "figures"),
    [("", []), (TAKE, [46.0]), ("column percentage", [57.5]), (LEAVE_OUT, [])],
)
def test_an_answer_says_which_of_two_columns_is_the_outturn(checked, answer, figures):
    key = "header-meaning: value beside percentage"
    found = checked(*VALUE_AND_PERCENTAGE, answers={key: answer} if answer else None)
    assert outturns(found) == figures
    assert asked(found) == ([] if answer else [key])


def test_a_column_that_another_is_read_in_place_of_is_told_so(checked):
    found = checked(["Code", "Period", "Value", "Outturn"], [HOMES, Q2, "45", "46"])
    (issue,) = [issue for issue in found.issues if issue.code == "unknown-column"]
    assert "'Outturn' is read in its place" in issue.sentence
    assert "Did you mean" not in issue.sentence


TARGETS_BELOW = [
    *(["Code", "Q1 2019/20", "Q2 2019/20"], [HOMES, "45", "46"], ["Targets"]),
    *(["Code", "Q1 2019/20", "Q2 2019/20"], [HOMES, "60", "n/a"]),
]


def test_mistakes_in_what_an_answer_left_out_stop_nothing(checked):
    found = checked(*TARGETS_BELOW, answers={"header-meaning: heading targets": LEAVE_OUT})
    assert outturns(found) == [45.0, 46.0]
    assert found.ok


def test_figures_that_wait_are_not_the_same_twice(checked):
    found = checked(*TARGETS_BELOW)
    assert "duplicate-row" not in [issue.code for issue in found.issues]
    assert outturns(found) == [45.0, 46.0]
    assert not found.ok
