"""A day stands for the period that ends with it, and for no other unless its header says so."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text import DayWithinPeriod, PeriodInDoubt, parse_period

# The months that periods of each length end in, written down here and nowhere computed.
LAST_MONTHS = {
    Frequency.MONTH: range(1, 13),
    Frequency.QUARTER: (3, 6, 9, 12),
    Frequency.HALF_YEAR: (3, 9),
    Frequency.YEAR: (3,),
    Frequency.ACADEMIC_YEAR: (8,),
    Frequency.CALENDAR_YEAR: (12,),
}
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FREQUENCIES = st.sampled_from(list(LAST_MONTHS))
# Half of the days at the edges of months, where it is decided.
AT_EDGES = st.one_of(
    DAYS,
    DAYS.map(lambda day: day.replace(day=1)),
    DAYS.map(lambda day: day.replace(day=1) - timedelta(days=1)),
)


def ends_a_period(day: date, frequency: Frequency) -> bool:
    is_last_of_month = day.day == monthrange(day.year, day.month)[1]
    return is_last_of_month and day.month in LAST_MONTHS[frequency]


def is_accepted(day: date, frequency: Frequency, heading: str) -> bool:
    with suppress(PeriodError):
        period = parse_period(day, frequency, heading=heading)
        assert period.start <= day <= period.end
        assert period.frequency is frequency
        return True
    return False


@given(AT_EDGES, FREQUENCIES, st.sampled_from(["As at", "Period ending", "Date to"]))
def test_below_a_header_of_ends_a_day_is_taken_only_if_it_ends_the_period(day, frequency, heading):
    assert is_accepted(day, frequency, heading) == ends_a_period(day, frequency)


@given(AT_EDGES, FREQUENCIES, st.sampled_from(["", "Period", "Date", "Quarter", "Month"]))
def test_elsewhere_a_month_may_be_named_by_its_first_day_too(day, frequency, heading):
    month_begins = frequency is Frequency.MONTH and day.day == 1
    assert is_accepted(day, frequency, heading) == (ends_a_period(day, frequency) or month_begins)


@given(AT_EDGES, FREQUENCIES, st.sampled_from(["Quarter beginning", "Period start", "Date from"]))
def test_below_a_header_of_beginnings_a_day_is_taken_only_if_it_begins_one(day, frequency, heading):
    before = day - timedelta(days=1)
    assert is_accepted(day, frequency, heading) == ends_a_period(before, frequency)


@given(DAYS, FREQUENCIES)
def test_a_day_means_the_same_in_every_spelling(day, frequency):
    spellings = [f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%d %B %Y}", f"{day:%d-%b-%Y}"]
    for text in spellings:
        assert is_accepted_text(text, frequency) == is_accepted(day, frequency, "")


def is_accepted_text(text: str, frequency: Frequency) -> bool:
    with suppress(PeriodError):
        return parse_period(text, frequency).frequency is frequency
    return False


@pytest.mark.parametrize(
    ("day", "frequency", "ended", "begins"),
    [
        (date(2019, 10, 1), Frequency.QUARTER, "Q2 2019/20", "Q3 2019/20"),
        (date(2019, 4, 1), Frequency.QUARTER, "Q4 2018/19", "Q1 2019/20"),
        (date(2019, 4, 1), Frequency.YEAR, "2018/19", "2019/20"),
        (date(2019, 10, 1), Frequency.HALF_YEAR, "H1 2019/20", "H2 2019/20"),
        (date(2019, 9, 1), Frequency.ACADEMIC_YEAR, "2018/19 (academic)", "2019/20 (academic)"),
        (date(2019, 1, 1), Frequency.CALENDAR_YEAR, "2018", "2019"),
    ],
)
def test_a_first_day_may_stand_for_two_periods(day, frequency, ended, begins):
    with pytest.raises(PeriodInDoubt) as doubt:
        parse_period(day, frequency)
    assert [(r.answer, r.period.label) for r in doubt.value.readings] == [
        ("ended", ended),
        ("begins", begins),
    ]
    assert f"Write {ended} or {begins}." in str(doubt.value)


def test_below_a_header_of_ends_the_first_of_a_month_is_in_doubt_for_months_too():
    with pytest.raises(PeriodInDoubt):
        parse_period(date(2019, 10, 1), Frequency.MONTH, heading="As at")


@pytest.mark.parametrize("text", ["As at 1 October 2019", "as at 01/10/2019", "As of 1 Oct 2019"])
def test_as_at_may_stand_in_the_cell_itself(text):
    for frequency in (Frequency.QUARTER, Frequency.MONTH):
        with pytest.raises(PeriodInDoubt):
            parse_period(text, frequency)


@pytest.mark.parametrize(
    ("day", "start_month", "months", "accepted"),
    [
        (date(2019, 3, 31), 2, 2, True),
        (date(2019, 2, 1), 2, 2, False),
        (date(2019, 2, 28), 2, 2, False),
        (date(2019, 6, 30), 2, 2, False),
        (date(2019, 10, 31), 11, 12, True),
        (date(2019, 11, 1), 11, 12, False),
    ],
)
def test_a_day_ends_a_wave_by_the_waves_own_months(day, start_month, months, accepted):
    def parsed():
        return parse_period(
            day, Frequency.SURVEY_WAVE, wave_start_month=start_month, wave_months=months
        )

    if accepted:
        assert parsed().end == day
    else:
        with pytest.raises((DayWithinPeriod, PeriodInDoubt)):
            parsed()


@pytest.mark.parametrize("day", [date(1066, 10, 14), date(1899, 12, 31), date(2201, 1, 1)])
def test_a_day_of_another_age_is_no_period(day):
    with pytest.raises(PeriodError, match="is not a reporting period"):
        parse_period(day, Frequency.QUARTER)
