"""Days, months and years that may be another period than they look: refused or asked about.

From the bytes of small workbooks and CSVs to figures and issues, on the real plan: 6.2 is returned
every quarter, 8.1 every month, 5.2 every year, 2.3 every academic year.
"""

import io
from datetime import date, datetime

import openpyxl
import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, check_rows

MONTH_SHOWN, DAY_SHOWN = "mmm-yy", "dd/mm/yyyy"
JANUARY_GUESSED = date(2026, 1, 20)


def workbook(*rows, number_format=DAY_SHOWN):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = number_format
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def csv(*rows):
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


@pytest.fixture
def check_file(strategic_plan):
    def check(content, answers=None, provenance=Provenance.RETURN):
        given = Answers(answers or {})
        name = "q2.xlsx" if content[:2] == b"PK" else "q2.csv"
        context = CheckContext(
            now=datetime(2026, 11, 20),
            provenance=provenance,
            stored=OUTTURNS.empty(),
            answers=given,
        )
        return check_rows(read_return(name, content, None, given), strategic_plan, context)

    return check


def stored(checked):
    rows = checked.rows
    return list(zip(rows["measure_id"], rows["period_id"], rows["outturn"], strict=True))


def one_cell(code, heading, value, number_format=DAY_SHOWN):
    return workbook(("Code", heading, "Outturn"), (code, value, 45), number_format=number_format)


# A month that a cell shows is a month, whatever day it keeps.


@pytest.mark.parametrize("number_format", ["mmm-yy", "mmmm yyyy", "mm/yy", "mmm\\ yyyy", "mm-yyyy"])
def test_a_date_shown_as_a_month_is_refused_for_a_quarter_as_its_text_is(check_file, number_format):
    checked = check_file(one_cell("6.2", "Period", date(2019, 7, 1), number_format))
    assert [(i.code, i.cell, i.found) for i in checked.errors] == [
        ("wrong-frequency-period", "B2", "Jul-19")
    ]
    assert "is returned for a quarter, and 'Jul-19' is a month" in checked.errors[0].message
    assert stored(checked) == []


@pytest.mark.parametrize("day", [date(2019, 9, 30), date(2019, 9, 15), date(2019, 9, 1)])
def test_a_month_that_is_shown_is_no_quarter_whichever_day_of_it_is_kept(check_file, day):
    checked = check_file(one_cell("6.2", "Period", day, MONTH_SHOWN))
    assert [(i.code, i.found) for i in checked.errors] == [("wrong-frequency-period", "Sep-19")]
    month = check_file(one_cell("8.1", "Period", day, MONTH_SHOWN))
    assert [row[1] for row in stored(month)] == ["2019-M09"]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        *(("Quarter ending", date(2019, 9, 30)), ("Period end", date(2019, 9, 30))),
        *(("As at", date(2019, 9, 30)), ("Quarter beginning", date(2019, 7, 1))),
        ("Period start", date(2019, 7, 1)),
    ],
)
def test_a_month_that_is_shown_ends_or_begins_a_quarter_where_its_header_says_so(
    check_file, heading, day
):
    checked = check_file(one_cell("6.2", heading, day, MONTH_SHOWN))
    assert [row[1] for row in stored(checked)] == ["2019-20-Q2"]


@pytest.mark.parametrize("heading", ["Period", "Month", "Date", "Month ending"])
def test_a_date_shown_as_a_month_is_that_month_for_a_monthly_measure(check_file, heading):
    checked = check_file(one_cell("8.1", heading, date(2019, 7, 1), MONTH_SHOWN))
    assert stored(checked) == [("hate_crime", "2019-M07", 45)]
    assert checked.questions == ()


def test_months_may_head_columns_of_figures(check_file):
    content = workbook(
        ("Code", date(2019, 7, 1), date(2019, 8, 1)),
        ("8.1", 45, 46),
        ("6.2", 47),
        number_format=MONTH_SHOWN,
    )
    checked = check_file(content)
    assert [row[1] for row in stored(checked)] == ["2019-M07", "2019-M08"]
    assert [(issue.code, issue.cell) for issue in checked.errors] == [
        ("wrong-frequency-period", "B3")
    ]


@pytest.mark.parametrize("number_format", [MONTH_SHOWN, DAY_SHOWN])
def test_three_months_for_a_quarter_are_never_told_to_be_one_figure_thrice(
    check_file, number_format
):
    rows = [("6.2", date(2019, number, 1), 45 + number) for number in (7, 8, 9)]
    checked = check_file(
        workbook(("Code", "Period", "Outturn"), *rows, number_format=number_format)
    )
    assert len(checked.errors) == 3
    assert checked.questions == ()
    assert stored(checked) == []
    assert not any("Delete the row" in issue.message for issue in checked.issues)
    assert all("month" in issue.message for issue in checked.errors)


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("6.2", date(2019, 4, 1), date(2019, 5, 1)),
        ("6.2", date(2019, 1, 1), date(2019, 3, 1)),
        ("5.2", date(2019, 4, 1), date(2019, 10, 1)),
        ("5.3", date(2019, 4, 1), date(2019, 7, 1)),
        ("6.2", date(2019, 10, 1), date(2019, 12, 1)),
    ],
)
def test_in_a_column_of_months_the_first_day_of_a_period_is_one_too(
    check_file, code, first, second
):
    content = workbook(("Code", "Date", "Outturn"), (code, first, 1), (code, second, 2))
    checked = check_file(content)
    assert [issue.code for issue in checked.errors] == ["unknown-period", "unknown-period"]
    assert checked.questions == ()


@pytest.mark.parametrize(
    ("code", "day", "period_id"),
    [
        ("6.2", date(2019, 9, 30), "2019-20-Q2"),
        ("6.2", date(2020, 3, 31), "2019-20-Q4"),
        ("8.1", date(2019, 9, 30), "2019-M09"),
        ("8.1", date(2020, 2, 29), "2020-M02"),
        ("5.2", date(2019, 3, 31), "2018-19"),
    ],
)
def test_the_last_day_of_a_period_stands_for_it_without_a_question(
    check_file, code, day, period_id
):
    for heading in ("Period", "Date", "As at", "Period ending"):
        checked = check_file(one_cell(code, heading, day))
        assert [row[1] for row in stored(checked)] == [period_id]
        assert checked.ok


KIND_OF = {"6.2": "a quarter", "8.1": "a month", "5.2": "a financial year"}

# A first day: of the period it begins, or of the one that ended the day before?


@pytest.mark.parametrize(
    ("code", "heading", "day", "ended", "begins"),
    [
        ("6.2", "As at", date(2019, 10, 1), "2019-20-Q2", "2019-20-Q3"),
        ("6.2", "Date", date(2019, 7, 1), "2019-20-Q1", "2019-20-Q2"),
        ("6.2", "Period", date(2020, 4, 1), "2019-20-Q4", "2020-21-Q1"),
        ("6.2", "Quarter ending", date(2019, 10, 1), "2019-20-Q2", "2019-20-Q3"),
        ("8.1", "As at", date(2019, 10, 1), "2019-M09", "2019-M10"),
        ("5.2", "As at", date(2019, 4, 1), "2018-19", "2019-20"),
    ],
)
def test_a_first_day_is_asked_about_and_read_as_answered(
    check_file, code, heading, day, ended, begins
):
    content = one_cell(code, heading, day)
    asked = check_file(content)
    (question,) = asked.questions
    about = f"{heading.lower()} for {KIND_OF[code]}"
    assert question.key == f"first-day-of-period: {about}"
    assert [choice.answer for choice in question.choices] == ["ended", "begins", LEAVE_OUT]
    assert stored(asked) == []
    assert asked.errors == ()
    assert len(question.sentence.split()) <= 25
    for answer, period_id in (("ended", ended), ("begins", begins)):
        answered = check_file(content, {question.key: answer})
        assert [row[1] for row in stored(answered)] == [period_id]
        assert answered.ok
        assert answered.answered == {question.key: answer}
        assert "taken-as-answered" in [issue.code for issue in answered.issues]
    left_out = check_file(content, {question.key: LEAVE_OUT})
    assert stored(left_out) == []
    assert left_out.ok


def test_a_first_day_is_asked_about_once_for_a_column_and_the_answer_holds_for_the_next(check_file):
    quarters = [date(2018, 10, 1), date(2019, 1, 1), date(2019, 4, 1), date(2019, 7, 1)]
    content = workbook(
        ("Code", "As at", "Outturn"),
        *(("6.2", day, 45) for day in quarters),
        ("8.1", date(2019, 8, 1), 3),
    )
    of_quarters, of_months = check_file(content).questions
    answered = check_file(content, {of_quarters.key: "ended", of_months.key: "ended"})
    assert [row[1] for row in stored(answered)] == [
        *("2018-19-Q2", "2018-19-Q3", "2018-19-Q4", "2019-20-Q1", "2019-M07"),
    ]
    later = check_file(one_cell("6.2", "AS AT", date(2020, 1, 1)), {of_quarters.key: "ended"})
    assert [row[1] for row in stored(later)] == ["2019-20-Q3"]
    of_a_year = one_cell("5.2", "As at", date(2020, 4, 1))
    assert len(check_file(of_a_year, {of_quarters.key: "ended"}).questions) == 1


@pytest.mark.parametrize(
    "heading", ["Quarter beginning", "Period start", "Quarter starting", "Date from", "Month start"]
)
def test_a_header_may_say_that_days_are_first_days(check_file, heading):
    checked = check_file(one_cell("6.2", heading, date(2019, 7, 1)))
    assert [row[1] for row in stored(checked)] == ["2019-20-Q2"]
    assert checked.questions == ()
    (error,) = check_file(one_cell("6.2", heading, date(2019, 9, 30))).errors
    assert "is not the first day of a quarter" in error.message


def test_a_first_day_over_a_column_of_figures_is_asked_about(check_file):
    content = workbook(("Code", date(2019, 7, 1), date(2019, 10, 1)), ("6.2", 45, 46))
    (question,) = check_file(content).questions
    assert question.cell == "B1"
    answered = check_file(content, {question.key: "ended"})
    assert [row[1] for row in stored(answered)] == ["2019-20-Q1", "2019-20-Q2"]


# Other days: of entry, or guessed by a spreadsheet.


@pytest.mark.parametrize(
    "day",
    [
        *(date(2019, 10, 8), date(2019, 9, 29), date(2019, 7, 2), date(2019, 8, 31)),
        *(date(2019, 12, 30), date(2020, 2, 29)),
    ],
)
def test_a_day_within_a_quarter_is_no_quarter(check_file, day):
    for content in (
        one_cell("6.2", "Date", day),
        csv(("Code", "Date", "Outturn"), ("6.2", f"{day:%d/%m/%Y}", 45)),
        workbook(("Code", day), ("6.2", 45)),
    ):
        checked = check_file(content)
        (error,) = checked.errors
        assert error.code == "unknown-period"
        assert "as in Q2 2019/20" in error.message
        assert stored(checked) == []
        assert checked.questions == ()


@pytest.mark.parametrize("code", ["6.2", "8.1"])
@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (date(2026, 1, 20), "January 2020"),
        (date(2026, 7, 19), "July 2019"),
        (date(2026, 9, 21), "September 2021"),
        (date(2027, 4, 19), "April 2019"),
        (date(2025, 12, 18), "December 2018"),
    ],
)
def test_a_year_that_a_spreadsheet_took_for_a_day_is_named(check_file, code, day, meant):
    (error,) = check_file(one_cell(code, "Period", day, "d-mmm")).errors
    assert f"{day:%b}-{day.day}" in error.message
    assert f"if {meant} is meant" in error.message


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (date(2026, 11, 10), "2010/11"),
        (date(2026, 12, 11), "2011/12"),
        (date(2026, 10, 9), "2009/10"),
        (date(2025, 9, 8), "2008/09"),
        (date(2026, 8, 7), "2007/08"),
    ],
)
def test_two_years_that_a_spreadsheet_took_for_a_day_are_named(check_file, day, meant):
    (error,) = check_file(one_cell("5.2", "Period", day, "d-mmm")).errors
    assert f"{day.day}/{day.month} for" in error.message
    assert f"if {meant} is meant" in error.message


@pytest.mark.parametrize(
    ("code", "day", "period_id"),
    [
        ("6.2", date(2026, 6, 30), "2026-27-Q1"),
        ("6.2", date(2025, 12, 31), "2025-26-Q3"),
        ("8.1", date(2026, 1, 31), "2026-M01"),
        ("8.1", date(2026, 9, 30), "2026-M09"),
        ("5.2", date(2026, 3, 31), "2025-26"),
    ],
)
def test_a_day_after_the_plans_last_year_is_asked_about(check_file, code, day, period_id):
    for content in (
        one_cell(code, "Period", day, "d-mmm"),
        csv(("Code", "Period", "Outturn"), (code, f"{day:%d/%m/%Y}", 45)),
    ):
        asked = check_file(content)
        (question,) = asked.questions
        assert question.code == "day-after-plan"
        assert not question.lasting
        assert "the plan ends in 2021/22" in question.message
        assert stored(asked) == []
        answered = check_file(content, {question.key: TAKE})
        assert [row[1] for row in stored(answered)] == [period_id]


# Months by number, and years by one.


@pytest.mark.parametrize(
    ("number", "financial", "calendar"),
    [
        ("1", "2019-M04", "2020-M01"),
        ("3", "2019-M06", "2020-M03"),
        ("04", "2019-M07", "2019-M04"),
        ("7", "2019-M10", "2019-M07"),
        ("10", "2020-M01", "2019-M10"),
        ("12", "2020-M03", "2019-M12"),
    ],
)
def test_a_month_of_a_financial_year_by_its_number_is_asked_about(
    check_file, number, financial, calendar
):
    content = csv(("Code", "Financial year", "Month", "Outturn"), ("8.1", "2019/20", number, 45))
    (question,) = check_file(content).questions
    assert question.key == "month-number: month"
    for answer, period_id in (("financial", financial), ("calendar", calendar)):
        assert [r[1] for r in stored(check_file(content, {question.key: answer}))] == [period_id]


def test_twelve_months_by_number_are_one_question(check_file):
    rows = [("8.1", "2019/20", number, number) for number in range(1, 13)]
    content = csv(("Code", "Year", "Month", "Outturn"), *rows)
    (question,) = check_file(content).questions
    assert question.choices[0].stores == "1 for Apr 2019"
    answered = check_file(content, {question.key: "financial"})
    assert [row[1] for row in stored(answered)][::11] == ["2019-M04", "2020-M03"]


def test_a_month_by_number_is_still_a_month_for_a_quarterly_measure(check_file):
    content = csv(("Code", "Financial year", "Month", "Outturn"), ("6.2", "2019/20", 1, 45))
    assert [issue.code for issue in check_file(content).errors] == ["wrong-frequency-period"]


@pytest.mark.parametrize(
    ("part", "begins", "ends", "calendar"),
    [
        ("Jan", "2020-M01", "2019-M01", "2019-M01"),
        ("March", "2020-M03", "2019-M03", "2019-M03"),
        ("Apr", "2019-M04", "2018-M04", "2019-M04"),
        ("Jul", "2019-M07", "2018-M07", "2019-M07"),
        ("December", "2019-M12", "2018-M12", "2019-M12"),
        ("Sept", "2019-M09", "2018-M09", "2019-M09"),
    ],
)
def test_a_financial_year_named_by_one_number_is_asked_about(
    check_file, part, begins, ends, calendar
):
    content = csv(("Code", "Financial year", "Month", "Outturn"), ("8.1", 2019, part, 45))
    (question,) = check_file(content).questions
    assert question.key == "year-named-once: month"
    for answer, period_id in (("begins", begins), ("ends", ends), ("calendar", calendar)):
        assert [r[1] for r in stored(check_file(content, {question.key: answer}))] == [period_id]


@pytest.mark.parametrize(
    ("heading", "year", "part", "period_id"),
    [
        ("Year", "2019", "Jan", "2019-M01"),
        ("Year", "2019", "7", "2019-M07"),
        ("Financial year", "2019/20", "Jan", "2020-M01"),
        ("FY", "2019-20", "Apr", "2019-M04"),
        ("Financial year", "2019/20", "Jul 2019", "2019-M07"),
    ],
)
def test_a_plain_month_and_year_in_two_columns_ask_nothing(
    check_file, heading, year, part, period_id
):
    checked = check_file(csv(("Code", heading, "Month", "Outturn"), ("8.1", year, part, 45)))
    assert [row[1] for row in stored(checked)] == [period_id]
    assert checked.ok


@pytest.mark.parametrize(
    ("heading", "year", "quarter"),
    [
        ("Year", "2018/19", "Q2 2019/20"),
        ("Financial year", "2020/21", "Q2 2019/20"),
        ("FY", "2018-19", "Jul-Sep 2019"),
        ("Year", "2018", "Q2 2019/20"),
        ("Year", "2018/19", "30/09/2019"),
        ("Reporting year", "2018/2019", "2019-20-Q2"),
    ],
)
def test_a_year_that_contradicts_the_period_beside_it_is_told(check_file, heading, year, quarter):
    checked = check_file(csv(("Code", heading, "Quarter", "Outturn"), ("6.2", year, quarter, 45)))
    (error,) = checked.errors
    assert f"'{year}'" in error.message
    assert "Correct one of the two" in error.message
    assert stored(checked) == []


# Words for the measure's own frequency.


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("2.3", "Sep 2018 - Jul 2019", "a span of 11 months. Write the period as in 2018/19"),
        ("5.2", "Apr 2019 to Jan 2020", "a span of 10 months. Write the period as in 2019/20"),
        ("6.2", "Jul-Aug 2019", "a span of 2 months. Write the period as in Q2 2019/20"),
        ("8.1", "Jul-Aug 2019", "a span of 2 months. Write the period as in Sep 2019"),
        ("5.2", "Jul-Sep 2018", "a quarter. Write the period as in 2018/19"),
        ("5.2", "Year to Dec 2019", "a calendar year. Write the period as in 2019/20"),
        ("6.2", "Year to Mar 2020", "a financial year. Write the period as in Q2 2019/20"),
        ("5.2", "Year to 30 March 2020", "not the last day of a financial year"),
        ("8.1", "09/19", "Write it as Sep 2019"),
        ("6.2", "31/06/2019", "June 2019 has 30 days"),
        ("6.2", "43646", "looks like the date 30 June 2019 without its format"),
    ],
)
def test_advice_is_for_the_measures_own_frequency(check_file, code, text, words):
    checked = check_file(csv(("Code", "Period", "Outturn"), (code, text, 45)))
    (error,) = checked.errors
    assert words in error.message
    assert "survey" not in error.message


def test_a_number_that_lost_its_format_is_named_in_a_workbook_too(check_file):
    (error,) = check_file(one_cell("8.1", "Date", 43646)).errors
    assert "'43646' looks like the date 30 June 2019 without its format" in error.message


@pytest.mark.parametrize("text", ["soon", "Year to Mar", "2019/21", "31/06/2019", "Q7 2019/20"])
def test_beside_an_unknown_measure_the_advice_fits_any(check_file, text):
    content = csv(("Code", "Period", "Outturn"), ("CORP 09", text, 45))
    messages = [issue.message for issue in check_file(content).errors]
    assert any("Q2 2019/20, Sep 2019 or 2019/20" in message for message in messages)


def test_a_semicolon_between_year_and_quarter_is_read(check_file):
    content = csv(
        ("Code", "Period", "Value"), ("11.1", "2018-19;Q1", 9.8), ("CORP 09", "2018-19;Q2", 9)
    )
    checked = check_file(content)
    assert [row[1] for row in stored(checked)] == ["2018-19-Q1"]
    assert [issue.code for issue in checked.errors] == ["unknown-measure"]


# What a publisher sends is read as it always was.


@pytest.mark.parametrize(
    ("code", "header", "row", "period_id"),
    [
        ("6.2", ("Date",), ("01/07/2019",), "2019-20-Q2"),
        ("6.2", ("As at",), ("08/10/2019",), "2019-20-Q3"),
        ("8.1", ("Date",), ("2019-07-15",), "2019-M07"),
        ("8.1", ("Year", "Month"), ("2019/20", "1"), "2020-M01"),
        ("8.1", ("Financial year", "Month"), ("2019", "Jan"), "2019-M01"),
    ],
)
def test_a_publishers_history_is_read_as_before(check_file, code, header, row, period_id):
    content = csv(("Code", *header, "Outturn"), (code, *row, 45))
    checked = check_file(content, provenance=Provenance.PUBLISHED)
    assert [row[1] for row in stored(checked)] == [period_id]
    assert checked.questions == ()


def said_of(checked):
    """Everything a question says and offers."""
    return [
        " ".join((issue.message, *(f"{each.label} {each.stores}" for each in issue.choices)))
        for issue in checked.questions
    ]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        ("Measure,Period,Outturn", "Recyling rate,Q3 2019/20,24.2"),
        ("Measure,Period,Outturn", "Recyling rate,Dec 2019,24.2"),
        ("Code,Measure,Period,Outturn", "5.2,Calls answered,Q3 2019/20,24.2"),
        ("Code,Measure,Period,Outturn", "KPI-9,Level of recycling,Q3 2019/20,24.2"),
        ("Code,Period,Planned outturn", "5.2,Q3 2019/20,24.2"),
        ("Code,Period,Outturn,Area", "5.2,Q3 2019/20,24.2,LBX"),
        ("Code,Period,Outturn,Ward", "5.2,Q3 2019/20,24.2,Bow"),
        ("Code,Period,Outturn (number)", "5.2,Q3 2019/20,24.2"),
        ("Code,Period,Outturn", "5.2,Q3 2019/20,24²"),
        ("Code,Period,Outturn", "5.2,Q3 2019/20,<50"),
        ("Code,Quarter,Period end,Outturn", "5.2,Q3 2019/20,31/03/2020,24.2"),
        ("Code,Period,Outturn", "5.2,01/10/2019,24.2"),
        ("Code,Year,Month,Outturn", "5.2,2019/20,1,24.2"),
    ],
)
def test_no_question_offers_to_store_a_quarter_for_a_year(check_file, headers, row):
    checked = check_file(f"{headers}\n{row}\n".encode())
    assert not stored(checked)
    offers = [choice.stores for issue in checked.questions for choice in issue.choices]
    assert not any(offers)
    advice = [issue.message for issue in checked.errors]
    assert any("2019/20" in text for text in (*advice, *said_of(checked)))
    assert not any("as in Q2" in text for text in (*advice, *said_of(checked)))


def test_what_is_asked_of_years_and_quarters_offers_those_that_fit(check_file):
    rows = ["5.2,Q3 2019/20,24.2,LBX", "6.2,Q3 2019/20,45,LBX", "6.2,2019/20,46,LBX"]
    checked = check_file("\n".join(("Code,Period,Outturn,Area", *rows)).encode())
    (question,) = checked.questions
    own, as_new, _ = question.choices
    assert (own.stores, as_new.stores) == (
        "45 for Q3 2019/20, Tower Hamlets",
        "45 for Q3 2019/20, LBX",
    )


def test_a_name_that_may_be_of_a_yearly_measure_says_how_its_period_is_written(check_file):
    checked = check_file(b"Measure,Period,Outturn\nRecyling rate,Q3 2019/20,24.2\n")
    (question,) = checked.questions
    assert question.choices[0].label == "5.2 Recycling, once its period is written as in 2019/20"


def test_two_columns_that_contradict_each_other_offer_no_period_of_another_frequency(check_file):
    rows = ["5.2,Q3 2019/20,30/06/2020,24.2", "6.2,Q3 2019/20,30/06/2020,45"]
    checked = check_file("\n".join(("Code,Quarter,Period end,Outturn", *rows)).encode())
    (question,) = [each for each in checked.questions if each.code == "periods-differ"]
    assert [choice.stores for choice in question.choices] == ["", ""]
    (alone,) = check_file(
        "\n".join(("Code,Quarter,Period end,Outturn", rows[1])).encode()
    ).questions
    assert alone.choices[0].stores == "45 for Q3 2019/20"
