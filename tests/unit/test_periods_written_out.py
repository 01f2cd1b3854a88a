"""What is written for a period gives that period or is refused, and never another.

Texts are made from periods in many styles, the right ones and some that contradict themselves.
"""

import calendar
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text import parse_period
from kpis.periods import period_containing

NTH = ("1st", "2nd", "3rd", "4th")
IN_WORDS = ("First", "second", "Third", "fourth")
REGULAR = [each for each in Frequency if each is not Frequency.SURVEY_WAVE]
LASTING = {
    Frequency.MONTH: ("Month", "1 month", "M/E"),
    Frequency.QUARTER: ("Quarter", "3 months", "Three months", "Q/E"),
    Frequency.HALF_YEAR: ("Half-year", "6 months", "Half year"),
    Frequency.YEAR: ("Year", "12 months", "Financial year", "Y/E", "FY"),
    Frequency.ACADEMIC_YEAR: ("Year", "12 months", "Academic year"),
    Frequency.CALENDAR_YEAR: ("Year", "Twelve months", "Calendar year"),
}
ENDINGS = (
    "{day} {month} {year}",
    "{day}/{number:02}/{year}",
    "{month} {year}",
    "{short} {year}",
    "{short}-{two:02}",
    "{day} {short} {year}",
)


def at_end(day: date, form: str) -> str:
    return form.format(
        day=day.day,
        month=calendar.month_name[day.month],
        short=calendar.month_abbr[day.month],
        number=day.month,
        year=day.year,
        two=day.year % 100,
    )


def parts(period) -> list[str]:
    """A quarter or half by its number, as people write it; nothing for other periods."""
    if period.frequency not in (Frequency.QUARTER, Frequency.HALF_YEAR):
        return []
    letter, number = period.id[-2:]
    word = "Quarter" if letter == "Q" else "half"
    return [
        f"{letter}{number}",
        f"{word} {number}",
        f"{NTH[int(number) - 1]} {word}",
        f"{IN_WORDS[int(number) - 1]} {word}",
    ]


def months(period) -> list[str]:
    first, last = period.start.month, period.end.month
    return [
        f"{names[first]}{to}{names[last]}"
        for names in (calendar.month_abbr, calendar.month_name)
        for to in ("-", " to ", " - ")
    ]


def of_any_year(period) -> list[str]:
    """A year without a word of what kind: of a measure by academic years, it is one of those."""
    if period.frequency is not Frequency.YEAR:
        return []
    year = period.financial_year
    return [f"Year {year}", f"Full year {year}", f"{year} (full year)", f"Annual {year}"]


@st.composite
def written_out(draw):
    """A period, and a text that names it in one of many ways."""
    frequency = draw(st.sampled_from(REGULAR))
    period = period_containing(draw(st.dates(date(2001, 1, 1), date(2089, 12, 31))), frequency)
    year, calendar_year = period.financial_year, str(period.end.year)
    styles = [
        f"{draw(st.sampled_from(LASTING[frequency]))} {word} "
        + at_end(period.end, draw(st.sampled_from(ENDINGS)))
        for word in ("to", "ending", "ended")
    ]
    styles = [text.replace("/E to", "/E").replace("/E end", "/E, end") for text in styles]
    for part in parts(period):
        named = draw(st.sampled_from(months(period)))
        styles += [
            f"{part} {year}",
            f"{part} of {year}",
            f"{year} {part}",
            f"{part} ({named}) {year}",
            f"{part} {year} ({named})",
            f"{part} ({named} {calendar_year})",
            f"{named} {calendar_year} ({part})",
            f"{part} {year} ({named} {calendar_year})",
            f"{year} ({part}, {named})",
        ]
    styles += of_any_year(period)
    return period, draw(st.sampled_from(styles))


@given(written_out(), st.sampled_from([None, *REGULAR]))
def test_what_is_written_for_a_period_gives_it_or_is_refused(made, asked_of):
    period, text = made
    try:
        read = parse_period(text, asked_of)
    except PeriodError:
        return
    if asked_of is Frequency.ACADEMIC_YEAR and text in of_any_year(period):
        period = period_containing(date(period.start.year, 9, 1), asked_of)
    assert (read.start, read.end) == (period.start, period.end)
    if asked_of is period.frequency:
        assert read == period


@given(written_out())
def test_most_of_what_is_written_for_a_period_is_read(made):
    """So that the test above cannot hold because everything is refused."""
    period, text = made
    if "/E, end" not in text:
        assert parse_period(text, period.frequency) == period


@given(
    st.dates(date(2001, 1, 1), date(2089, 12, 31)),
    st.sampled_from([Frequency.QUARTER, Frequency.HALF_YEAR]),
    st.integers(1, 3),
    st.data(),
)
def test_a_part_beside_the_months_of_another_is_never_read(day, frequency, apart, data):
    period = period_containing(day, frequency)
    other = period.shift(apart if frequency is Frequency.QUARTER else 1)
    part = data.draw(st.sampled_from(parts(period)))
    named = data.draw(st.sampled_from(months(other)))
    text = data.draw(
        st.sampled_from(
            [
                f"{part} ({named}) {period.financial_year}",
                f"{part} {period.financial_year} ({named})",
                f"{part} ({named} {other.end.year})",
                f"{part} {period.financial_year} ({named} {other.end.year})",
            ]
        )
    )
    for asked_of in (None, *REGULAR):
        with pytest.raises(PeriodError):
            parse_period(text, asked_of)


@given(
    st.dates(date(2001, 1, 1), date(2089, 12, 31)),
    st.sampled_from(REGULAR),
    st.sampled_from([None, *REGULAR]),
    st.data(),
)
def test_a_day_that_ends_no_month_ends_nothing(day, frequency, asked_of, data):
    last = calendar.monthrange(day.year, day.month)[1]
    kind = data.draw(st.sampled_from(LASTING[frequency]))
    if day.day < last:
        with pytest.raises(PeriodError):
            parse_period(f"{kind} ending {day.day} {day:%B} {day.year}", asked_of)


@pytest.mark.parametrize(
    ("text", "frequency", "label"),
    [
        ("1 April 2018 to 31 March 2019", Frequency.YEAR, "2018/19"),
        ("from 1st July until 30th September 2019", Frequency.QUARTER, "Q2 2019/20"),
        ("01/07/2019 - 30/09/2019", Frequency.QUARTER, "Q2 2019/20"),
        ("1/7/19 to 30/9/19", Frequency.QUARTER, "Q2 2019/20"),
        ("2019-07-01 to 2019-09-30", Frequency.QUARTER, "Q2 2019/20"),
        ("1 Sep - 30 Sep 2019", Frequency.MONTH, "Sep 2019"),
        ("1 December to 29 February 2020", Frequency.SURVEY_WAVE, "Dec 2019 to Feb 2020"),
        ("1 April to 30 September 2019", Frequency.QUARTER, "H1 2019/20"),  # for the caller
    ],
)
def test_the_months_from_one_day_to_another_are_a_period(text, frequency, label):
    assert parse_period(text, frequency).label == label


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6 April 2018 to 5 April 2019", "not from the first day of a month to the last"),
        ("1 July to 29 September 2019", "not from the first day of a month to the last"),
        ("1 July to 31 September 2019", "not a reporting period"),
        ("30 September to 1 July 2019", "not from the first day of a month to the last"),
        ("1 September 2019 to 31 August 2018", "ends before it begins"),
        ("07/01/2019 to 09/30/2019", "not a reporting period"),
        ("Sep 2019 (M6)", "'Sep 2019 (M6)' is not"),
    ],
)
def test_other_days_are_no_period_and_quoted_as_they_stand(text, words):
    with pytest.raises(PeriodError, match=re.escape(words)):
        parse_period(text, Frequency.QUARTER)
