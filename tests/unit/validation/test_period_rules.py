"""Reporting periods: understood, of the right length, ended."""

from datetime import datetime

import pytest

from kpis.readers.raw import CellKind

WIDE = {"period_cell": "C1"}


@pytest.mark.parametrize(
    ("measure", "text", "period_id"),
    [
        ("1.2", "Q2 2019/20", "2019-20-Q2"),
        ("1.2", "Jul-Sep 2019", "2019-20-Q2"),
        ("1.1", "2017/18", "2017-18"),
        ("1.4", "Sep-19", "2019-M09"),
        ("1.6", "2018", "2018-CY"),
        ("1.9", "H1 2019/20", "2019-20-H1"),
        ("1.14", "2018/19", "2018-19-AY"),
        ("1.5", "2018/19", "2019-02-to-2019-03"),
        ("1.5", "Feb to Mar 2019", "2019-02-to-2019-03"),
    ],
)
def test_a_period_is_read_in_the_frequency_of_its_measure(check, measure, text, period_id):
    checked = check({"measure": measure, "period": text, "outturn": "12"})
    assert checked.rows["period_id"].tolist() == [period_id]


def test_an_excel_date_is_the_period_it_lies_in(check, row):
    checked = check(row(period="2019-09-30", period_kind=CellKind.DATE))
    assert checked.rows["period_id"].tolist() == ["2019-20-Q2"]


@pytest.mark.parametrize("text", ["soon", "Q5 2019/20", "Q2 2019/21", ""])
def test_a_text_that_is_no_period_says_how_to_write_one(check, row, text):
    checked = check(row(period=text))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.measure, issue.found) == (
        *("unknown-period", "C2", "1.2"),
        text,
    )
    assert "Write it as" in issue.message
    assert checked.rows.empty


def test_a_text_that_could_be_two_periods_is_not_guessed(check, row):
    checked = check(row(measure="1.2", period="Q2 2019"))
    assert [(i.code, i.cell) for i in checked.errors] == [("ambiguous-period", "C2")]
    assert "could be" in checked.errors[0].message


@pytest.mark.parametrize(
    ("measure", "begins", "ends"),
    [("1.1", "2018-19", "2017-18"), ("1.14", "2018-19-AY", "2017-18-AY")],
)
@pytest.mark.parametrize("text", ["2018", "FY18", "FY 2018", "FY2018"])
def test_a_year_named_once_is_asked_about_once_for_its_column(
    check, row, measure, begins, ends, text
):
    rows = [row(measure=measure, period=each, outturn="5") for each in (text, "2016")]
    (question,) = check(*rows).questions
    assert (question.code, question.cell) == ("year-named-once", "C2")
    for answer, period_id in (("begins", begins), ("ends", ends)):
        answered = check(*rows, answers={question.key: answer})
        assert not answered.questions
        assert answered.rows["period_id"].iloc[0] == period_id
    assert check(*rows, answers={question.key: "leave out"}).rows.empty
    published = check(rows[0], provenance="published")
    assert [issue.code for issue in published.errors] == ["ambiguous-period"]


@pytest.mark.parametrize(
    ("measure", "text", "is_a", "should_be"),
    [
        ("1.2", "Sep 2019", "a month", "a quarter"),
        ("1.2", "2018/19", "a financial year", "a quarter"),
        ("1.4", "Q2 2019/20", "a quarter", "a month"),
        ("1.5", "Q2 2019/20", "a quarter", "a survey wave"),
    ],
)
def test_a_period_of_another_length_is_told_with_an_example(
    check, row, measure, text, is_a, should_be
):
    checked = check(row(measure=measure, period=text))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.found) == ("wrong-frequency-period", "C2", text)
    assert is_a in issue.message
    assert should_be in issue.message


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (datetime(2019, 9, 29, 23, 59), ["future-period"]),
        (datetime(2019, 9, 30), []),
        (datetime(2019, 10, 1), []),
    ],
)
def test_a_period_has_a_figure_from_its_last_day_on(check, row, now, codes):
    assert [i.code for i in check(row(), now=now).errors] == codes


def test_a_survey_is_shown_its_own_wave_as_example(check, row):
    message = check(row(measure="1.5")).errors[0].message
    assert "as in Feb to Mar 2019" in message


def test_a_period_that_has_not_begun_is_in_the_future_also_in_history(check, row):
    for provenance in ("return", "published", "illustrative"):
        checked = check(row(period="Q2 2029/30"), provenance=provenance)
        assert [(i.code, i.cell) for i in checked.errors] == [("future-period", "C2")]
        assert "30 September 2029" in checked.errors[0].message


def test_a_wave_of_other_months_is_a_warning_in_a_return(check):
    pooled = {"measure": "1.5", "period": "Apr 2010 to Mar 2013", "outturn": "61"}
    checked = check(pooled)
    issue = checked.warnings[0]
    assert (issue.code, issue.cell) == ("other-survey-wave", "C2")
    assert "Feb to Mar 2013" in issue.message
    assert len(checked.rows) == 1


def test_a_wave_of_the_plans_own_months_is_none(check):
    own = {"measure": "1.5", "period": "Feb to Mar 2019", "outturn": "61"}
    assert "other-survey-wave" not in [issue.code for issue in check(own).issues]


def test_official_statistics_may_pool_waves(check):
    pooled = {"measure": "1.5", "period": "Apr 2010 to Mar 2013", "outturn": "61"}
    assert check.issues(pooled, provenance="published") == []


def test_with_an_unknown_measure_only_a_hopeless_period_is_told(check, row):
    issues = check.issues(
        row(measure="?", period="2018"), row(measure="?", period="soon"), row(measure="?")
    )
    assert [code for _, code, _ in issues] == ["unknown-measure", "unknown-period"]


def test_a_header_of_a_wide_table_is_told_once_and_of_no_measure(check, row):
    rows = [
        row(period="Q2 2019", row="4", outturn_cell="C4", **WIDE),
        row(measure="1.3", period="Q2 2019", row="5", outturn_cell="C5", outturn="4", **WIDE),
    ]
    issues = check(*rows).errors
    assert [(i.code, i.cell, i.measure) for i in issues] == [("ambiguous-period", "C1", "")]


def test_below_a_header_the_figure_is_where_the_wrong_length_is_told(check, row):
    checked = check(row(measure="1.4", row="4", outturn_cell="C4", outturn="3", **WIDE))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.found) == ("wrong-frequency-period", "C4", "Q2 2019/20")
