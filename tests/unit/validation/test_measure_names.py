"""What names a measure: what is unknown is asked, and so is what does not belong together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers.asked import LEAVE_OUT, TAKE
from kpis.readers.raw import Layout, TableFound


def found(checked, code):
    """The issues of that code."""
    return [issue for issue in checked.issues if issue.code == code]


def answers_of(question) -> list[str]:
    return [choice.answer for choice in question.choices]


# Unknown names.


def test_an_unknown_measure_asks_whether_the_nearest_is_meant(check, row):
    checked = check(row(measure="Full title of repair"))
    (question,) = checked.questions
    assert (question.code, question.cell, question.measure, question.found) == (
        *("unknown-measure", "A2"),
        *("Full title of repair", "Full title of repair"),
    )
    assert "Did you mean 1.2 Full title of repairs?" in question.message
    assert answers_of(question)[0] == "1.2"
    assert answers_of(question)[-1] == LEAVE_OUT
    assert question.choices[0].stores == "92.1 for Q2 2019/20 of 1.2"
    assert question.open_answers == "measure"
    assert checked.rows.empty
    assert not checked.errors


@pytest.mark.parametrize(
    "name", ["Full titel of repair", "Repair", "1,2", "KPI 1,2", "1.2 Turnover"]
)
def test_one_to_three_measures_are_near_a_name(check, row, name):
    (question,) = check(row(measure=name)).questions
    assert "1.2" in answers_of(question)
    assert 2 <= len(question.choices) <= 4
    assert f"mean {name}?" not in question.message


@pytest.mark.parametrize("name", ["zzzzzz", "SW08", "Count", "9.9", "CORP 09"])
def test_a_name_that_is_like_none_is_an_error_that_any_code_answers(check, row, name):
    checked = check(row(measure=name))
    (error,) = checked.errors
    assert (error.code, error.key) == ("unknown-measure", f"unknown-measure: {name.casefold()}")
    assert "Did you mean" not in error.message
    assert not checked.questions
    assert error.as_dict()["open_answers"] == "measure"
    answered = check(row(measure=name), answers={error.key: "1.2"})
    assert answered.rows["measure_id"].tolist() == ["repairs"]


def test_a_figure_beside_no_measure_is_told(check, row):
    issue = check(row(measure="")).errors[0]
    assert (issue.code, issue.measure) == ("unknown-measure", "")
    assert "no measure is named" in issue.message


def test_a_figure_with_a_foreign_title_and_no_code_is_not_said_to_be_without_a_name(check, row):
    issue = check(row(measure="", measure_also="Staff off sick")).errors[0]
    assert "no code is given, and 'Staff off sick' is no title of the plan" in issue.message


def test_a_row_with_a_blank_code_is_of_the_measure_of_its_title(check, row):
    checked = check(row(measure="", measure_also="Full title of repairs"))
    assert checked.ok
    assert checked.rows["measure_id"].tolist() == ["repairs"]


def test_a_code_beside_the_exact_title_of_another_measure_is_an_error(check, row, plan):
    other = next(each for each in plan.measures if each.code != "1.2")
    checked = check(row(measure="1.2", measure_also=other.title))
    assert [error.code for error in checked.errors] == ["measure-contradiction"]
    assert checked.rows.empty


def test_a_name_is_asked_about_once_however_often_it_stands(check, row):
    periods = ("Q1 2018/19", "Q2 2018/19", "Q3 2018/19")
    (error,) = found(
        check(*(row(measure="SW08", period=each) for each in periods)), "unknown-measure"
    )
    assert error.cell == "A2"


@pytest.mark.parametrize("answer", ["1.2", "repairs", "FULL title of repairs"])
def test_what_a_name_stands_for_is_remembered_for_the_sender(check, row, answer):
    rows = [row(measure="SW08"), row(measure="sw08", period="Q1 2019/20")]
    checked = check(*rows, answers={"unknown-measure: sw08": answer})
    assert checked.rows["measure_id"].tolist() == ["repairs", "repairs"]
    assert checked.answered == {"unknown-measure: sw08": "repairs"}  # by its id, as codes change
    assert [issue.found for issue in found(checked, "taken-as-answered")] == ["SW08", "sw08"]


def test_rows_of_a_name_may_be_left_out(check, row):
    checked = check(row(), row(measure="SW08"), answers={"unknown-measure: sw08": LEAVE_OUT})
    assert checked.rows["measure_id"].tolist() == ["repairs"]
    assert checked.ok
    assert [issue.found for issue in found(checked, "left-out-as-answered")] == ["SW08"]


@pytest.mark.parametrize("answer", ["9.9", "take", "whatever"])
def test_an_answer_that_is_no_measure_settles_nothing(check, row, answer):
    checked = check(row(measure="SW08"), answers={"unknown-measure: sw08": answer})
    assert not checked.ok
    assert checked.rows.empty


def test_the_title_beside_an_unknown_code_is_looked_at_too(check, row):
    (question,) = check(row(measure="H12", measure_also="Turn-over of staff")).questions
    assert question.found == "H12"
    assert "1.11" in answers_of(question)


def test_suggestions_are_looked_for_only_so_often(check, row):
    rows = [row(measure=f"Full title of repair {number}") for number in range(130)]
    checked = check(*rows)
    assert (len(checked.questions), len(checked.errors)) == (100, 30)


@given(st.text(min_size=1, max_size=40))
def test_no_name_is_taken_for_a_measure_that_nobody_said_it_is(check, row, plan, name):
    names = {each for m in plan.measures for each in (m.code, m.id, m.title, m.short_title)}
    checked = check(row(measure=name))
    if not checked.rows.empty:
        known = " ".join(name.split()).casefold()
        assert any(each.casefold() in known for each in names)


# Code and title.


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("1.2", "Missed bins not put right in a day"),
        ("1.2", "Calls answered in time"),
        ("1.11", "Number of missed bins"),
        ("1.7a", "Full title of something else"),
        ("repairs", "Average wait for a call"),
    ],
)
def test_a_title_of_something_else_beside_a_code_is_asked_about(check, row, code, title):
    cells = row(measure=code, measure_also=title, outturn="12")
    checked = check(cells)
    (question,) = checked.questions
    assert (question.code, question.cell, question.found) == ("code-and-title", "B2", title)
    assert checked.rows.empty
    assert check(cells, answers={question.key: TAKE}).ok
    left = check(cells, answers={question.key: LEAVE_OUT})
    assert left.ok
    assert left.rows.empty


@pytest.mark.parametrize(
    "title",
    [
        *("Full title of repairs", "full  TITLE of repairs.", "Full title of repiars"),
        *("Repairs", "Repairs (%)", "Full title – repairs", "Title of repairs", "-", "n/a"),
    ],
)
def test_small_differences_of_wording_are_not_asked_about(check, row, title):
    assert check.issues(row(measure_also=title)) == []


def test_a_list_with_codes_of_its_own_is_asked_about_once(check, row):
    rows = [
        row(measure="1.2", measure_also="Missed bins"),
        row(measure="1.11", measure_also="Calls answered", outturn="8"),
        row(measure="1.7a", measure_also="Graves dug", outturn="5"),
        row(measure="1.13", measure_also="Books lent", outturn="9"),
    ]
    (question,) = check(*rows).questions
    assert question.code == "code-and-title"
    assert question.count == 4
    taken = check(*rows, answers={question.key: TAKE})
    assert taken.ok
    assert len(taken.rows) == 4
    assert len(found(taken, "taken-as-answered")) == 1
    # What was answered holds for each of them, and for what is new there nothing is taken.
    assert check(*rows[1:3], answers=taken.answered).ok
    new = row(measure="1.2", measure_also="Trees felled", period="Q1 2019/20")
    again = check(*rows, new, answers=taken.answered)
    assert [each.found for each in again.questions] == ["Trees felled"]
    assert len(again.rows) == 4


def test_an_answer_that_means_nothing_any_more_is_asked_about_with_the_others(check, row):
    rows = [
        row(measure="1.2", measure_also="Missed bins"),
        row(measure="1.11", measure_also="Calls answered", outturn="8"),
    ]
    (question,) = check(*rows).questions
    gone = {"code-and-title: 1.2: missed bins": "9.9"}  # a code that the plan has no more
    assert check(*rows, answers=gone).questions == (question,)
    taken = check(*rows, answers={**gone, question.key: TAKE})
    assert taken.ok
    assert len(taken.rows) == 2


def test_a_title_near_another_measure_may_be_the_one_that_is_right(check, row):
    cells = row(measure="1.11", measure_also="Title of repair", outturn="8")
    (question,) = check(cells).questions
    assert answers_of(question) == [TAKE, "1.2", LEAVE_OUT]
    checked = check(cells, answers={question.key: "1.2"})
    assert checked.rows["measure_id"].tolist() == ["repairs"]
    assert checked.ok


@pytest.mark.parametrize("code", ["9.9", "H12", "KPI-07", "12", "Ref 3"])
def test_a_known_title_beside_a_code_of_its_own_is_asked_about(check, row, code):
    cells = row(measure=code, measure_also="Full title of repairs")
    checked = check(cells)
    (question,) = checked.questions
    assert question.code == "codes-of-its-own"
    assert checked.rows.empty
    assert "Did you mean 1.2 Repairs" in question.message
    taken = check(cells, answers={question.key: TAKE})
    assert taken.rows["measure_id"].tolist() == ["repairs"]
    assert taken.ok


def test_a_list_of_them_is_asked_about_once(check, row):
    titles = ["repairs", "turnover", "jobs_women", "visits", "waiting"]
    rows = [
        row(measure=f"H{at}", measure_also=f"Full title of {title}", outturn="8")
        for at, title in enumerate(titles)
    ]
    (question,) = check(*rows).questions
    taken = check(*rows, answers={question.key: TAKE})
    assert taken.rows["measure_id"].tolist() == titles
    assert check(rows[3], answers=taken.answered).ok


def test_a_title_alone_names_the_measure_where_the_code_is_blank(check, row):
    checked = check(row(measure="", measure_also="Full title of repairs"))
    assert checked.rows["measure_id"].tolist() == ["repairs"]
    assert checked.ok


# Codes held as numbers. The plan has both 1.1 and 1.10.


@pytest.fixture
def as_numbers(raw_return, row):
    """A return whose codes are numbers, with these cells in each row."""

    def make(*rows: dict[str, str]):
        raw = raw_return(*rows)
        (table,) = raw.tables
        codes = tuple(dict.fromkeys(each["measure"] for each in rows))
        return replace(raw, tables=(replace(table, number_codes=codes),))

    return make


def test_a_number_that_is_two_codes_is_asked_about(check, row, as_numbers):
    raw = as_numbers(row(measure="1.1", outturn="45"))
    checked = check(raw=raw)
    (question,) = checked.questions
    assert (question.code, question.cell) == ("code-as-number", "A2")
    assert answers_of(question) == ["1.1", "1.10", LEAVE_OUT]
    assert checked.rows.empty
    assert not question.lasting
    answered = check(raw=raw, answers={question.key: "1.10"})
    assert answered.rows["measure_id"].tolist() == ["sickness"]
    assert answered.ok


@pytest.mark.parametrize("title", ["Full title of sickness", "Sickness", "Full titel of sickness"])
def test_the_title_beside_it_tells_which(check, row, as_numbers, title):
    checked = check(raw=as_numbers(row(measure="1.1", measure_also=title, outturn="5")))
    assert checked.rows["measure_id"].tolist() == ["sickness"]
    assert checked.ok


def test_a_title_of_the_other_tells_too(check, row, as_numbers):
    cells = row(measure="1.1", measure_also="Recycling", outturn="5", period="2018/19")
    assert check(raw=as_numbers(cells)).rows["measure_id"].tolist() == ["recycling"]


@pytest.mark.parametrize("code", ["1.2", "1.11", "1.16"])
def test_a_number_that_is_one_code_is_not_asked_about(check, row, as_numbers, code):
    checked = check(raw=as_numbers(row(measure=code, outturn="5")))
    assert not found(checked, "code-as-number")


def test_quarters_of_one_number_are_asked_about_together_and_two_figures_of_one_apart(
    check, row, as_numbers
):
    quarters = [row(measure="1.1", period=f"Q{at} 2018/19", outturn="5") for at in (1, 2, 3)]
    assert len(check(raw=as_numbers(*quarters)).questions) == 1
    twice = [row(measure="1.1", outturn=each) for each in ("5", "6")]
    raw = as_numbers(*twice)
    first, second = check(raw=raw).questions
    answers = {first.key: "1.10", second.key: LEAVE_OUT}
    assert check(raw=raw, answers=answers).rows["outturn"].tolist() == [5.0]


def test_a_text_is_no_number(check, row):
    assert not found(check(row(measure="1.1", period="2018/19")), "code-as-number")


def test_a_table_has_no_numbers_unless_it_says_so():
    table = TableFound(sheet="", layout=Layout.TIDY, header_row=1, columns={}, headers={})
    assert table.number_codes == ()
