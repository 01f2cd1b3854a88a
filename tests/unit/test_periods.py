"""Reporting periods: ids that never change, spans, and what is reported in which quarter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.periods import (
    add_months,
    financial_year,
    month,
    month_number,
    period_containing,
    period_of_id,
    period_reported_in,
    quarter,
    quarters_of_year,
    reporting_quarter,
    survey_wave,
    through,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FREQUENCIES = st.sampled_from(list(Frequency))


@pytest.mark.parametrize(
    ("period", "period_id", "label", "start", "end"),
    [
        (month(2019, 9), "2019-M09", "Sep 2019", date(2019, 9, 1), date(2019, 9, 30)),
        (quarter(2019, 2), "2019-20-Q2", "Q2 2019/20", date(2019, 7, 1), date(2019, 9, 30)),
        (quarter(2019, 4), "2019-20-Q4", "Q4 2019/20", date(2020, 1, 1), date(2020, 3, 31)),
        (financial_year(1999), "1999-00", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        (
            period_containing(date(2020, 1, 5), Frequency.HALF_YEAR),
            "2019-20-H2",
            "H2 2019/20",
            date(2019, 10, 1),
            date(2020, 3, 31),
        ),
        (
            period_containing(date(2019, 8, 31), Frequency.ACADEMIC_YEAR),
            "2018-19-AY",
            "2018/19 (academic)",
            date(2018, 9, 1),
            date(2019, 8, 31),
        ),
        (
            period_containing(date(2019, 8, 31), Frequency.CALENDAR_YEAR),
            "2019-CY",
            "2019",
            date(2019, 1, 1),
            date(2019, 12, 31),
        ),
        (
            survey_wave(date(2018, 11, 1), 12),
            "2018-11-to-2019-10",
            "Nov 2018 to Oct 2019",
            date(2018, 11, 1),
            date(2019, 10, 31),
        ),
        (
            survey_wave(date(2019, 2, 1), 2),
            "2019-02-to-2019-03",
            "Feb to Mar 2019",
            date(2019, 2, 1),
            date(2019, 3, 31),
        ),
    ],
)
def test_a_period_has_an_id_a_label_and_whole_months(period, period_id, label, start, end):
    assert (period.id, period.label, period.start, period.end) == (period_id, label, start, end)
    assert period_of_id(period_id) == period


@given(day=DAYS, frequency=FREQUENCIES)
def test_every_day_lies_in_its_period_and_every_id_leads_back(day, frequency):
    period = period_containing(day, frequency)
    assert period.start <= day <= period.end
    assert period_of_id(period.id) == period


@given(day=DAYS, frequency=FREQUENCIES, count=st.integers(-40, 40))
def test_shifting_there_and_back_changes_nothing_and_neighbours_touch(day, frequency, count):
    period = period_containing(day, frequency)
    assert period.shift(count).shift(-count) == period
    assert period.shift(1).start == period.end + timedelta(days=1)
    assert period.year_before().start.year == period.start.year - 1


@pytest.mark.parametrize(
    "text", ["", "2019", "2019-20-Q5", "2019-21-Q1", "2019-M13", "2019-20 Q2", "2019-05-to-2019-04"]
)
def test_what_is_no_id_is_refused(text):
    with pytest.raises(PeriodError, match="not the id of a reporting period"):
        period_of_id(text)


def test_a_financial_year_has_four_quarters_that_fill_it():
    quarters = quarters_of_year("2019/20")
    assert [q.label for q in quarters] == [f"Q{n} 2019/20" for n in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[3].end) == (date(2019, 4, 1), date(2020, 3, 31))


@pytest.mark.parametrize(
    ("frequency", "arrears", "expected"),
    [
        (Frequency.QUARTER, 0, "2019-20-Q2"),
        (Frequency.QUARTER, 1, "2019-20-Q1"),
        (Frequency.MONTH, 0, "2019-M09"),
        (Frequency.HALF_YEAR, 0, "2019-20-H1"),
        (Frequency.ACADEMIC_YEAR, 0, "2018-19-AY"),
        (Frequency.ACADEMIC_YEAR, 1, None),
        (Frequency.YEAR, 0, None),
        (Frequency.YEAR, 2, "2018-19"),
        (Frequency.CALENDAR_YEAR, 3, "2018-CY"),
    ],
)
def test_which_period_is_reported_in_a_quarter(frequency, arrears, expected):
    period = period_reported_in(quarter(2019, 2), frequency, arrears=arrears)
    assert (period.id if period else None) == expected


@given(day=DAYS, frequency=FREQUENCIES, arrears=st.integers(0, 4))
def test_a_period_is_reported_in_its_reporting_quarter_and_in_no_other(day, frequency, arrears):
    period = period_containing(day, frequency)
    reported = reporting_quarter(period, arrears)
    assert reported.end >= period.end
    own_period = period_reported_in(reported, frequency, arrears=arrears)
    if frequency is Frequency.MONTH:
        assert own_period.end == reported.shift(-arrears).end
    else:
        assert own_period == period


@given(day=DAYS, count=st.integers(-600, 600))
def test_months_are_numbered_without_a_gap(day, count):
    later = add_months(day, count)
    assert month_number(later) - month_number(day) == count
    assert divmod(month_number(later), 12) == (later.year, later.month - 1)


@pytest.mark.parametrize(("number", "months"), [(1, 3), (2, 6), (3, 9), (4, 12)])
def test_a_quarter_ends_so_many_months_into_its_financial_year(number, months):
    assert quarter(2019, number).months_into_year == months


def test_periods_follow_each_other_through_the_last_and_backwards_there_are_none():
    first, last = quarter(2018, 4), quarter(2019, 2)
    assert list(through(first, last)) == [first, quarter(2019, 1), last]
    assert list(through(last, first)) == []
