"""Spellings of periods written down by hand: what each means, and what is said of those refused.

A second route beside the code: nothing here is computed from it. Where the measure's frequency
settles what a text means, it is named.
"""

import pytest

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text import parse_period

M, Q, H, Y = Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.YEAR
AY, CY, WAVE = Frequency.ACADEMIC_YEAR, Frequency.CALENDAR_YEAR, Frequency.SURVEY_WAVE
FEBRUARY_TO_MARCH = {"wave_start_month": 2, "wave_months": 2}

# Of period id: its spellings, whatever the measure is returned in.
MEANS = {
    "2019-20-Q1": """
        Q1 2019/20 | q1 2019/20 | Q1 19/20 | Q1 2019-20 | Q1 2019/2020 | Q1, 2019/20 | Q1: 2019/20
        Qtr 1 2019/20 | Qtr. 1 2019/20 | Quarter 1 2019/20 | Quarter 1, 2019-20 | 2019/20 Q1
        2019/20 Quarter 1 | 2019-20-Q1 | 2019-20 Q1 | 2019/20-Q1 | 2019/20_Q1 | Q1_2019/20
        2019-20;Q1 | 2019/20; Q1 | Q1;2019/20 | Q1 FY 2019/20 | Q1 FY2019/20
        Apr-Jun 2019 | Apr to Jun 2019 | April to June 2019 | April–June 2019 | Apr - Jun 2019
        Apr 2019 - Jun 2019 | Apr 2019 to Jun 2019 | Apr-19 to Jun-19 | Apr-Jun 2019/20
        1st Quarter 2019/20 | First quarter 2019/20 | first quarter of 2019/20 | 2019/20 1st quarter
        Quarter one 2019/20 | Q.1 2019/20 | Q1 of 2019/20 | Q1 – 2019/20 | Q1 (2019/20)
        Quarter ending 30 June 2019 | Quarter ended June 2019 | Q/E Jun 2019 | QE 30/06/2019
        3 months to June 2019 | Three months ending 30th June 2019 | Qtr to 30 Jun 2019
        Q1 (Apr-Jun) 2019/20 | Q1 2019/20 (Apr-Jun) | Q1 2019/20 (April to June 2019)
        Q1 (Apr-Jun 2019) | Q1: Apr-Jun 2019 | 2019/20 Q1 (Apr - Jun) | Apr-Jun 2019 (Q1)
        Quarter 1 - April to June 2019/20 | Q1 (Apr 2019 - Jun 2019) | Q1 (Apr-Jun) 19/20
        First quarter (Apr-Jun) of 2019/20 | 2019/20 (Q1) | 1st qtr. 2019-20
    """,
    "2019-20-Q4": """
        Q4 2019/20 | Quarter 4 2019/20 | 2019/20 Q4 | Jan-Mar 2020 | Jan to Mar 2019/20
        January to March 2020 | Jan 2020 - Mar 2020 | Jan-20 to Mar-20 | 2019-20;Q4
        4th Quarter 2019/20 | Fourth quarter of the financial year 2019/20 | Q4 (Jan-Mar) 2019/20
        Q4 (Jan-Mar 2020) | Quarter ending 31 March 2020 | Q4 2019/20 (Jan-Mar 2020)
    """,
    "1999-00-Q3": "Q3 1999/00 | Q3 1999/2000 | Oct-Dec 1999",
    "2019-20-H1": "H1 2019/20 | 2019/20 H1 | Half 1 2019/20 | Apr-Sep 2019 | Apr to Sep 2019/20",
    "2019-20-H2": "H2 2019/20 | 2019-20-H2 | Oct 2019 to Mar 2020 | Half-year 2 2019/20"
    "| Second half 2019/20"
    "| 2nd half-year of 2019/20 | Half year to Mar 2020 | 6 months to 31 March 2020"
    "| H2 (Oct-Mar) 2019/20 | H2 2019/20 (Oct 2019 to Mar 2020)",
    "2019-M09": """
        Sep 2019 | September 2019 | Sept 2019 | Sep. 2019 | Sep-19 | Sep 19 | Sep '19 | SEP 2019
        Sep/2019 | 2019 Sep | 2019 September | 2019-09 | 201909 | 09/2019 | 9/2019 | 2019/09
        Month ending 30 September 2019 | Month to Sep 2019 | M/E 30/09/2019 | September (2019)
        2019 M09 | 2019M09 | 2019-M09 | Sep 2019/20 | September 2019-20 | Sep 19/20
    """,
    "2020-M01": "Jan 2020 | Jan-20 | January 2020 | 01/2020 | 202001 | Jan 2019/20 | 2020-01",
    "2019-20": """
        2019/20 | 2019-20 | 19/20 | 2019/2020 | 2019-2020 | FY 2019/20 | FY2019/20 | FY19/20
        Financial year 2019/20 | 2019/20 financial year | 2019/20 FY | 2019/20 (financial)
        Apr 2019 to Mar 2020 | April 2019 - March 2020 | Apr-19 to Mar-20 | 2019–20
        Year ending 31 March 2020 | Year to 31 March 2020 | Year to Mar 2020 | Year ended Mar-20
        12 months to March 2020 | Twelve months ending 31/03/2020 | Y/E 31 March 2020 | YE Mar 2020
        Financial year ending 31 March 2020 | FY to March 2020 | FYE Mar 2020 | Year end 31.03.2020
        201920 | 2019_20 | 2019 to 2020 | FY1920 | FY201920 | FY 19-20 | 201920 FY
        Year 2019/20 | Full year 2019/20 | 2019/20 full year | 2019/20 (full year) | Annual 2019/20
    """,
    "2010-11": "2010/11 | 10/11 | 2010-2011 | FY 10/11",
    "2018-19-AY": """
        2018/19 (academic) | 2018/19 academic year | Academic year 2018/19 | AY 2018/19 | 2018/19 AY
        Academic year ending 31 August 2019 | Year to Aug 2019 | 12 months to 31 August 2019
        School year 2018/19 | 2018-19-AY | Sep 2018 to Aug 2019 | September 2018 - August 2019
    """,
    "2019-CY": "2019 | Calendar year 2019 | CY 2019 | 2019 calendar year | Jan-Dec 2019"
    "| Year to Dec 2019 | Calendar year ending 31 December 2019",
    "2018-11-to-2019-10": "Nov 2018 to Oct 2019 | Nov 2018 - Oct 2019 | 2018-11-to-2019-10",
    "2010-04-to-2013-03": "2010/11 to 2012/13 | Apr 2010 to Mar 2013",
    "2018-09-to-2019-07": "Sep 2018 - Jul 2019 | Sep 2018 to Jul 2019",
    "2019-02-to-2019-03": "Feb to Mar 2019 | Feb-Mar 2019 | Feb 2019 to Mar 2019",
}
SPELLINGS = [
    (text.strip(), period_id)
    for period_id, texts in MEANS.items()
    for line in texts.splitlines()
    for text in line.split("|")
    if text.strip()
]


def read(text, frequency=None, **more):
    return parse_period(text, frequency, **more)


@pytest.mark.parametrize(("text", "period_id"), SPELLINGS)
def test_a_spelling_means_what_it_meant(text, period_id):
    assert read(text).id == period_id


@pytest.mark.parametrize(
    ("text", "frequency", "period_id"),
    [
        *(("2018/19", Y, "2018-19"), ("2018/19", AY, "2018-19-AY"), ("18/19", AY, "2018-19-AY")),
        *(("2011-12", Y, "2011-12"), ("2011-12", M, "2011-M12"), ("2009-10", Y, "2009-10")),
        *(("10/11", Y, "2010-11"), ("2010-2011", Y, "2010-11"), ("2019", CY, "2019-CY")),
        *(("30/09/2019", Q, "2019-20-Q2"), ("30.09.2019", Q, "2019-20-Q2")),
        *(("2019-09-30", Q, "2019-20-Q2"), ("2019-09-30 00:00:00", Q, "2019-20-Q2")),
        *(("30 September 2019", Q, "2019-20-Q2"), ("30th Sept 2019", Q, "2019-20-Q2")),
        *(("30-Sep-19", Q, "2019-20-Q2"), ("30/09/19", Q, "2019-20-Q2")),
        *(("30-09-2019", Q, "2019-20-Q2"), ("As at 30 September 2019", Q, "2019-20-Q2")),
        *(("31/03/2020", Q, "2019-20-Q4"), ("31/03/2020", H, "2019-20-H2")),
        *(("31/03/2020", Y, "2019-20"), ("31/03/2020", M, "2020-M03")),
        *(("29/02/2020", M, "2020-M02"), ("31/08/2019", AY, "2018-19-AY")),
        *(("31/12/2019", CY, "2019-CY"), ("01/07/2019", M, "2019-M07")),
        *(("Year 2018/19", Y, "2018-19"), ("Year 2018/19", AY, "2018-19-AY")),
        *(("Period ending 30/09/2019", Q, "2019-20-Q2"), ("Ended 31/03/2020", Y, "2019-20")),
        # What plainly is of another kind is given as that, for the caller to refuse.
        *(("Year to Mar 2020", Q, "2019-20"), ("Year to Dec 2019", Y, "2019-CY")),
        *(
            ("Quarter to Aug 2019", Q, "2019-06-to-2019-08"),
            ("Q2 (Jul-Sep) 2019/20", Y, "2019-20-Q2"),
        ),
        *(("Sep 2018 - Aug 2019", AY, "2018-19-AY"), ("Apr 2019 to Mar 2020", Y, "2019-20")),
    ],
)
def test_a_spelling_is_settled_by_what_the_measure_is_returned_in(text, frequency, period_id):
    assert read(text, frequency).id == period_id


ANY = "Q2 2019/20, Sep 2019 or 2019/20"


@pytest.mark.parametrize(
    ("text", "frequency", "advice"),
    [
        # Advice is for the measure's own frequency, and for any where the measure is unknown.
        *[("last quarter", frequency, f"Write it as {example}.") for frequency, example in (
            (None, ANY), (M, "Sep 2019"), (Q, "Q2 2019/20"), (H, "H1 2019/20"), (Y, "2019/20"),
            (AY, "2018/19 (academic)"), (CY, "2019"), (WAVE, "Feb to Mar 2019"),
        )],
        ("09/19", M, "Write it as Sep 2019."),
        ("05/18", M, "Write it as May 2018."),
        ("09/19", Q, "Write it as Q2 2019/20."),
        ("2019/21", M, "Write it as Sep 2019."),
        ("Q2 2018/20", Q, "Write it as Q2 2018/19."),
        ("2018/20", Y, "Write it as 2018/19."),
        ("2018/20", AY, "Write it as 2018/19 (academic)."),
        ("2018/20", None, f"Write it as {ANY}."),
        # What ends otherwise than its words say, or with no month.
        ("Year to 30 March 2019", Y, "not the last day of a financial year"),
        ("Year to 5 April 2019", Y, "not the last day of a financial year"),
        ("Quarter ending 29 June 2019", Q, "not the last day of a quarter"),
        ("Quarter ending 31 June 2019", Q, "Write it as Q2 2019/20."),
        ("Financial year to Dec 2019", Y, "Write it as 2019/20."),
        ("Academic year ending July 2019", AY, "Write it as 2018/19 (academic)."),
        ("Year to Mar 2019", WAVE, "Write it as Feb to Mar 2019."),
        ("Year 10/11", Y, "Write it as 2019/20."),
        ("Year to date 2019/20", Y, "Write it as 2019/20."),
        ("Period ending 29/09/2019", Q, "not the last day of a quarter"),
        # A part of a year and its months must be the same.
        ("Q1 (Jul-Sep) 2019/20", Q, "names Q1 2019/20 and Q2 2019/20, which are not the same."),
        ("Q3 (Jul-Sep 2019)", Q, "names Q3 2019/20 and Q2 2019/20, which are not the same."),
        ("Q2 2018/19 (Jul-Sep 2019)", Q, "names Q2 2018/19 and Q2 2019/20"),
        ("Q2 (Jul-Aug) 2019/20", Q, "Write the one that is meant."),
        ("H1 (Oct-Mar) 2019/20", H, "names H1 2019/20 and H2 2019/20"),
        ("Q2 2019 (Jul-Sep)", Q, "could be a quarter of the financial or of the calendar year"),
        ("2nd quarter 2019", Q, "could be a quarter of the financial or of the calendar year"),
        ("Q2 (Jul-Sep)", Q, "Write it as Q2 2019/20."),
        ("5th quarter 2019/20", Q, "Write it as Q2 2019/20."),
        ("Third half 2019/20", H, "Write it as H1 2019/20."),
        ("2019/20 (1)", Y, "Write it as 2019/20."),
        ("2019 (10)", M, "Write it as Sep 2019."),
        # A day that no calendar has says why.
        ("31/06/2019", Q, "June 2019 has 30 days"),
        ("31/06", Q, "June has 30 days"),
        ("31/09/2019", Q, "September 2019 has 30 days"),
        ("29/02/2019", M, "February 2019 has 28 days"),
        ("30/02/2020", M, "February 2020 has 29 days"),
        ("31 April 2019", M, "April 2019 has 30 days"),
        ("2019-06-31", Q, "June 2019 has 30 days"),
        ("32/01/2019", M, "January 2019 has 31 days"),
        ("00/01/2019", M, "January 2019 has 31 days"),
        ("04/31/2019", M, "there is no month 31"),
        ("09/30/2019", Q, "the day comes first, as in 30/09/2019"),
        ("13/06", Q, "a day without its year"),
        # A date that lost its format.
        ("43646", Q, "looks like the date 30 June 2019 without its format"),
        ("43646", Q, "as in Q1 2019/20"),
        ("43646", M, "as in Jun 2019"),
        ("43738", Q, "30 September 2019"),
        ("43921", Y, "31 March 2020 without its format. Write the period, as in 2019/20"),
        ("43708", AY, "31 August 2019 without its format. Write the period, as in 2018/19"),
        ("43709", Q, "1 September 2019"),
        # A year that is named once, or another beside the period.
        ("FY 2019", Y, "could be of 2019/20, which begins in 2019, or of 2018/19"),
        ("Quarter 2 FY 2019", Q, "Write Q2 2019/20 or Q2 2018/19"),
        ("Month 1 FY 2019", M, "begins or of the one that ends in 2019"),
        ("H1 FY19", Frequency.HALF_YEAR, "Write H1 2019/20 or H1 2018/19"),
        ("FY2021", Y, "Write 2021/22 or 2020/21"),
        ("FY1999", Y, "Write 1999/00 or 1998/99"),
        ("201921", Y, "2019 and 21, which are not one year after the other"),
        ("Jan FY 2019", M, "Write Jan 2020 or Jan 2019."),
        ("Month 1 2019/20", M, "Write Apr 2019 or Jan 2020."),
        ("M07 2019/20", M, "Write Oct 2019 or Jul 2019."),
        ("Period 12 2019/20", M, "Write Mar 2020 or Dec 2019."),
        ("Month 13 2019/20", M, "Write it as Sep 2019."),
        ("Q2 2019/20 beside 2018/19", Q, "named beside it, '2018/19'"),
        # Days that end nothing.
        ("08/10/2019", Q, "not the last day of a quarter: it may be a day of entry"),
        ("29/09/2019", Q, "not the last day of a quarter"),
        ("01/08/2019", Q, "it may be a month, or a day of entry"),
        ("30/09/2019", Y, "not the last day of a financial year"),
        ("30 June 2019", H, "not the last day of a half-year"),
        ("2019-W23", Q, "is not a reporting period"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_how_it_is_written(text, frequency, advice):
    with pytest.raises(PeriodError) as refused:
        read(text, frequency, **(FEBRUARY_TO_MARCH if frequency is WAVE else {}))
    assert advice in str(refused.value)


@pytest.mark.parametrize("text", ["36525", "73051", "20199", "4364", "436460", "43646.5"])
def test_other_numbers_are_not_taken_for_dates(text):
    with pytest.raises(PeriodError) as refused:
        read(text, Q)
    assert "looks like the date" not in str(refused.value)
