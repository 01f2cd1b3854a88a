"""Further ways to say, or not to say, which period a figure is of."""

from datetime import datetime

from tests.returns_cases.case import Q1, Q2, YEAR, Case, accepts, asks, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.texts import lines

NOTHING = asks() | refuses()
RIGHTLY = accepts() | asks() | refuses()


def day(
    name,
    about,
    when,
    look="dd/mm/yyyy",
    header="Period",
    code="6.2",
    right=(),
    either=(),
    expected=NOTHING,
) -> Case:
    return Case(
        f"day_{name}.xlsx",
        about,
        lambda: book(["Code", header, "Outturn"], [code, when, 45], formats={"B2": look}),
        {(code, period): 45 for period in right},
        expected,
        "periods",
        either={(code, period): 45 for period in either},
    )


def period(name, about, *rows, right=None, either=None, expected=NOTHING, never="") -> Case:
    return Case(
        f"period_{name}.csv",
        about,
        lambda: lines(*rows),
        right or {},
        expected,
        "periods",
        never=never,
        either=either or {},
    )


CASES = [
    day(
        "in_a_quarter",
        "15 August 2019 under Period, for a quarterly measure",
        datetime(2019, 8, 15),
        either=[Q2],
    ),
    day(
        "last_of_quarter",
        "30 September 2019 under Period end",
        datetime(2019, 9, 30),
        header="Period end",
        right=[Q2],
        expected=accepts(),
    ),
    day(
        "first_said_by_header",
        "1 July 2019 under Quarter starting",
        datetime(2019, 7, 1),
        header="Quarter starting",
        right=[Q2],
        expected=RIGHTLY,
    ),
    day(
        "of_entry",
        "12 October 2019 under Date entered",
        datetime(2019, 10, 12),
        header="Date entered",
        either=["2019-20-Q3"],
    ),
    day(
        "shown_as_last_month",
        "1 September 2019 shown as Sep-19, for a quarterly measure",
        datetime(2019, 9, 1),
        "mmm-yy",
        either=[Q2],
        expected=NOTHING,
    ),
    day(
        "year_end",
        "31 March 2020 for a yearly measure",
        datetime(2020, 3, 31),
        code="5.2",
        right=[YEAR],
        expected=accepts(),
    ),
    day(
        "year_begin",
        "1 April 2019 under Period, for a yearly measure",
        datetime(2019, 4, 1),
        code="5.2",
        either=[YEAR],
    ),
    day(
        "calendar_year_end",
        "31 December 2019 for a financial year",
        datetime(2019, 12, 31),
        code="5.2",
        either=[YEAR],
    ),
    day(
        "month_by_its_first",
        "1 August 2019 shown as Aug-19, for a monthly measure",
        datetime(2019, 8, 1),
        "mmm-yy",
        code="8.1",
        right=["2019-M08"],
        expected=accepts(),
    ),
    day(
        "month_by_a_day",
        "7 August 2019 for a monthly measure",
        datetime(2019, 8, 7),
        code="8.1",
        either=["2019-M08"],
    ),
    day(
        "of_the_year_of_typing",
        "Sep-19 taken by Excel for 19 September of the year of typing",
        datetime(2026, 9, 19),
        "d-mmm",
        code="8.1",
        either=["2026-M09"],
    ),
    day(
        "last_of_this_year",
        "Mar-31 taken by Excel for 31 March of the year of typing",
        datetime(2026, 3, 31),
        "d-mmm",
        either=["2025-26-Q4"],
    ),
    day(
        "shown_as_its_year",
        "31 March 2019 shown as 2019, for a financial year: 2018/19 or 2019/20?",
        datetime(2019, 3, 31),
        "yyyy",
        code="5.2",
        either=["2018-19", YEAR],
        expected=asks("2018/19;2019/20"),
    ),
    day(
        "shown_as_its_calendar_year",
        "1 January 2019 shown as 2019, for a calendar year",
        datetime(2019, 1, 1),
        "yyyy",
        code="6.1",
        right=["2019-CY"],
        expected=accepts(),
    ),
    Case(
        "day_shown_as_its_year.xls",
        "31 March 2019 shown as 2019 in an old workbook",
        lambda: old_book(["Code", "Period", "Outturn"], ["5.2", 43555, 24], formats={"B2": "yyyy"}),
        {},
        asks("2018/19;2019/20"),
        "periods",
    ),
    *(
        period(
            f"in_words_{name}",
            f"{text} for {code}",
            "Code,Period,Outturn",
            f"{code},{text},{figure}",
            right={(code, period_id): figure},
            expected=accepts(),
        )
        for name, code, text, period_id, figure in (
            ("second_quarter", "6.2", "2nd Quarter 2019/20", Q2, 45),
            ("second_quarter_word", "6.2", "Second quarter 2019/20", Q2, 45),
            ("quarter_ending", "6.2", "Quarter ending 30 June 2019", Q1, 45),
            ("quarter_and_months", "6.2", "Q2 (Jul-Sep) 2019/20", Q2, 45),
            ("year_ending", "5.2", "Year ending 31 March 2019", "2018-19", 23),
            ("year_to", "5.2", "Year to 31 March 2019", "2018-19", 23),
            ("twelve_months", "5.2", "12 months to March 2019", "2018-19", 23),
            ("month_ending", "8.1", "Month ending 31 August 2019", "2019-M08", 94),
        )
    ),
    *(
        period(
            f"in_words_{name}",
            f"{text} for {code}",
            "Code,Period,Outturn",
            f"{code},{text},{figure}",
            expected=refuses(words),
        )
        for name, code, text, figure, words in (
            ("calendar_year", "5.2", "Year to December 2018", 23, "as in 2018/19|as in 2017/18"),
            ("year_of_quarters", "6.2", "12 months to Sep 2019", 45, "as in Q2 2019/20"),
            ("other_months", "6.2", "Q1 (Jul-Sep) 2019/20", 45, "not the same"),
            ("tax_year", "5.2", "Year to 5 April 2019", 23, "not the last day"),
        )
    ),
    period(
        "american_day",
        "09/30/2019",
        "Code,Period end,Outturn",
        "6.2,09/30/2019,45",
        right={("6.2", Q2): 45},
        expected=RIGHTLY,
    ),
    period(
        "days_either_way",
        "07/08/2019 for a monthly measure, under Date",
        "Code,Date,Outturn",
        "8.1,07/08/2019,94",
        either={("8.1", "2019-M08"): 94, ("8.1", "2019-M07"): 94},
    ),
    period(
        "finance_month",
        "Financial year 2019/20 and Month 1, which finance calls April",
        "Code,Financial year,Month,Outturn",
        "8.1,2019/20,1,94",
        right={("8.1", "2019-M04"): 94},
        either={("8.1", "2020-M01"): 94},
        expected=asks() | refuses(),
    ),
    period(
        "finance_p6",
        "P6 2019/20",
        "Code,Period,Outturn",
        "8.1,P6 2019/20,94",
        right={("8.1", "2019-M09"): 94},
        expected=RIGHTLY,
    ),
    period(
        "year_and_other_month",
        "Year 2018/19 beside Month Aug 2019",
        "Code,Year,Month,Outturn",
        "8.1,2018/19,Aug 2019,94",
        either={("8.1", "2019-M08"): 94, ("8.1", "2018-M08"): 94},
    ),
    period(
        "quarter_beside_end",
        "Quarter Q1 beside a period end of 30 September",
        "Code,Quarter,Period end,Outturn",
        "6.2,Q1 2019/20,30/09/2019,45",
        either={("6.2", Q1): 45, ("6.2", Q2): 45},
    ),
    period(
        "quarter_beside_its_end",
        "Quarter Q2 beside a period end of 30 September",
        "Code,Quarter,Period end,Outturn",
        "6.2,Q2 2019/20,30/09/2019,45",
        right={("6.2", Q2): 45},
        expected=accepts(),
    ),
    period(
        "quarter_beside_a_start",
        "Quarter Q2 beside a period start of 1 April",
        "Code,Quarter,Period start,Outturn",
        "6.2,Q2 2019/20,01/04/2019,45",
        either={("6.2", Q1): 45, ("6.2", Q2): 45},
    ),
    *(
        period(
            f"start_and_end_{name}",
            f"{start} to {end} in two columns, for {code}",
            f"Code,{first},{last},Outturn",
            f"{code},{start},{end},45",
            right=right,
            expected=expected,
        )
        for name, code, first, last, start, end, right, expected in (
            (
                *("quarter", "6.2", "Period start", "Period end", "01/07/2019", "30/09/2019"),
                {("6.2", Q2): 45},
                accepts(),
            ),
            (
                *("month", "8.1", "Date from", "Date to", "2019-08-01", "2019-08-31"),
                {("8.1", "2019-M08"): 45},
                accepts(),
            ),
            (
                *("half", "6.2", "Period start", "Period end", "01/04/2019", "30/09/2019"),
                {},
                asks("a half-year;returned for a quarter"),
            ),
            (
                *("weeks", "6.2", "Period start", "Period end", "01/07/2019", "29/09/2019"),
                {},
                refuses("first day of a month"),
            ),
        )
    ),
    Case(
        "period_start_and_end.xlsx",
        "The same with dates",
        lambda: book(
            ["Code", "Period start", "Period end", "Outturn"],
            ["6.2", datetime(2019, 7, 1), datetime(2019, 9, 30), 45],
        ),
        {("6.2", Q2): 45},
        accepts(),
        "periods",
    ),
    period(
        "quarter_beside_month",
        "Quarter Q2 beside October",
        "Code,Period,Month,Outturn",
        "6.2,Q2 2019/20,Oct 2019,45",
        either={("6.2", Q2): 45},
    ),
    period(
        "quarter_beside_day_of_entry",
        "Quarter Q2 beside the day it was entered",
        "Code,Period,Date entered,Outturn",
        "6.2,Q2 2019/20,11/10/2019,45",
        right={("6.2", Q2): 45},
        expected=accepts(),
    ),
    period(
        "calendar_quarter",
        "Q2 2019 for a quarterly measure",
        "Code,Period,Outturn",
        "6.2,Q2 2019,45",
        either={("6.2", Q1): 45, ("6.2", Q2): 45},
    ),
    period(
        "year_and_quarter_ambiguous",
        "Year 2019 and Quarter 2 in two columns",
        "Code,Year,Quarter,Outturn",
        "6.2,2019,2,45",
        either={("6.2", Q1): 45, ("6.2", Q2): 45},
    ),
    period(
        "months_to",
        "Apr-Sep 2019 for a measure of the quarter alone",
        "Code,Period,Outturn",
        "6.2,Apr-Sep 2019,90",
        either={("6.2", Q2): 90},
    ),
    period("as_of_today", "Current quarter", "Code,Period,Outturn", "6.2,Current quarter,45"),
    period(
        "years_apart",
        "2018-20 for a yearly measure",
        "Code,Period,Outturn",
        "5.2,2018-20,24",
        either={("5.2", YEAR): 24},
    ),
]
