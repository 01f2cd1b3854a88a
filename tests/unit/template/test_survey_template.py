"""The template of a survey: every question in one workbook, how many answered said once."""

from dataclasses import replace

import openpyxl
import pytest

from kpis.errors import UsageError
from kpis.frames import OUTTURNS
from kpis.model import Provenance, SurveyWave
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.readers import read_return
from kpis.template import template_workbook
from kpis.validation import CheckContext, check_rows
from tests.unit.template.test_round_trip import BEFORE_CLOSING

Q1 = quarter(2019, 1)  # in which the wave of February and March 2019 is reported
SURVEY = "annual_residents_survey"
NUMBER_ASKED = "M2"
OF_SOME = {"4.2a", "4.2b", "4.2c", "4.2d"}  # groups, with samples of their own


@pytest.fixture(scope="module")
def survey(strategic_plan):
    return strategic_plan.surveys_by_id[SURVEY]


@pytest.fixture(scope="module")
def template(strategic_plan, survey) -> bytes:
    return template_workbook(strategic_plan, Q1, survey=survey)


@pytest.fixture(scope="module")
def checked(strategic_plan):
    def check(content: bytes):
        context = CheckContext(
            now=BEFORE_CLOSING, provenance=Provenance.RETURN, stored=OUTTURNS.empty()
        )
        return check_rows(read_return("survey.xlsx", content), strategic_plan, context)

    return check


@pytest.fixture
def fill(template, opened, saved):
    """fill(cells): the template with these cells filled in, by address."""

    def filled(cells: dict[str, object]) -> bytes:
        book = opened(template)
        for cell, value in cells.items():
            book["Return"][cell] = value
        return saved(book)

    return filled


def test_it_has_a_row_for_every_question_and_part_of_the_survey_and_no_other(
    strategic_plan, template, rows_of
):
    rows = rows_of(template)
    due = {measure.code for measure, _ in due_in(strategic_plan, Q1) if measure.survey == SURVEY}
    assert {row["Code"] for row in rows} == due
    assert len(rows) == 16
    assert {row["Reporting period"] for row in rows} == {"Feb to Mar 2019"}
    assert len({row["Owner"] for row in rows}) > 3  # whoever owns the measures


def test_it_says_whose_it_is_and_asks_for_no_activities(template, opened, survey):
    book = opened(template)
    assert book["Return"]["A2"].value == f"Return for Q1 2019/20, {survey.title}"
    assert book.sheetnames == ["Return", "Guidance"]


def test_questions_put_to_all_take_the_number_said_above_and_those_of_some_have_their_own(
    template, rows_of, fill, checked
):
    rows = rows_of(template)
    of_all = {row["Code"] for row in rows if row["Denominator"] == "all asked"}
    assert of_all == {row["Code"] for row in rows} - OF_SOME
    cells = {f"K{row['row']}": 60 for row in rows} | {NUMBER_ASKED: 1104}
    cells |= {f"M{row['row']}": 200 for row in rows if row["Code"] in OF_SOME}
    result = checked(fill(cells))
    assert result.ok
    assert len(result.rows) == len(rows)
    asked = result.rows.set_index("measure_id")["denominator"]
    assert asked["feeling_safe"] == 1104
    assert asked["health_disabled"] == 200
    assert set(asked) == {1104.0, 200.0}


def test_a_question_that_some_were_asked_keeps_the_number_typed_over_it(
    template, rows_of, fill, checked
):
    rows = {row["Code"]: row["row"] for row in rows_of(template)}
    cells = {f"K{rows['7.3']}": 60, f"K{rows['6.4']}": 75, f"M{rows['7.3']}": 871}
    asked = checked(fill(cells | {NUMBER_ASKED: 1104})).rows.set_index("measure_id")["denominator"]
    assert dict(asked) == {"feeling_safe": 871.0, "area_satisfaction": 1104.0}


def test_without_the_number_figures_come_without_one(template, rows_of, fill, checked):
    rows = {row["Code"]: row["row"] for row in rows_of(template)}
    result = checked(fill({f"K{rows['7.3']}": 60}))
    assert result.ok
    assert result.rows["denominator"].isna().all()


def test_the_number_alone_returns_nothing(fill, checked):
    result = checked(fill({NUMBER_ASKED: 1104}))
    assert result.rows.empty
    assert [issue.code for issue in result.issues] == ["nothing-returned"]


def test_a_number_that_is_none_is_told_where_it_stands(template, rows_of, fill, checked):
    rows = {row["Code"]: row["row"] for row in rows_of(template)}
    issues = checked(fill({f"K{rows['7.3']}": 60, NUMBER_ASKED: "about 1,100"})).issues
    (told,) = (issue for issue in issues if issue.severity == "error")
    assert (told.sheet, told.cell, told.found) == ("Return", NUMBER_ASKED, "about 1,100")


def test_the_words_in_a_sheet_without_the_number_above_are_no_denominator(
    template, rows_of, opened, saved, checked
):
    book = opened(template)
    row = next(each["row"] for each in rows_of(template) if each["Code"] == "7.3")
    book["Return"][f"K{row}"] = 60
    book["Return"]["K2"] = None
    result = checked(saved(book))
    assert result.ok
    assert result.rows["denominator"].isna().all()


def test_how_many_answered_is_filled_in_where_the_plan_knows_it(strategic_plan, survey, opened):
    known = replace(survey, waves=(SurveyWave(period="2019-02-to-2019-03", interviews=1104),))
    assert (
        opened(template_workbook(strategic_plan, Q1, survey=known))["Return"][NUMBER_ASKED].value
        == 1104
    )
    another = replace(survey, waves=(SurveyWave(period="2018-02-to-2018-03", interviews=1104),))
    book: openpyxl.Workbook = opened(template_workbook(strategic_plan, Q1, survey=another))
    assert book["Return"][NUMBER_ASKED].value is None


def test_the_wording_of_a_question_stands_before_the_definition(strategic_plan, survey, rows_of):
    asked = replace(strategic_plan.measures_by_id["feeling_safe"], question="How safe do you feel?")
    measures = tuple(asked if m.id == asked.id else m for m in strategic_plan.measures)
    rows = rows_of(template_workbook(replace(strategic_plan, measures=measures), Q1, survey=survey))
    (text,) = (row["Definition"] for row in rows if row["Code"] == "7.3")
    assert text.startswith("“How safe do you feel?” Residents who answer")


def test_a_quarter_without_a_wave_names_the_next_one_with(strategic_plan, survey):
    with pytest.raises(UsageError, match=r"Nothing of the Annual Residents Survey is due in Q2 "):
        template_workbook(strategic_plan, quarter(2019, 2), survey=survey)
    with pytest.raises(UsageError, match=r"it is: Q1 2020/21 \(2020-21-Q1\)"):
        template_workbook(strategic_plan, quarter(2019, 2), survey=survey)
