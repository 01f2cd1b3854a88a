"""What people write for a reporting period is understood, or refused with what to write."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import PeriodError
from kpis.model import Frequency
from kpis.period_text import forms, parse_period
from kpis.periods import period_containing


@pytest.mark.parametrize(
    ("text", "period_id"),
    [
        ("Q2 2019/20", "2019-20-Q2"),
        ("2019-20 Q2", "2019-20-Q2"),
        ("2019-20-Q2", "2019-20-Q2"),
        ("q2 19/20", "2019-20-Q2"),
        ("Quarter 2, 2019-20", "2019-20-Q2"),
        ("2019/2020 Quarter 2", "2019-20-Q2"),
        ("Jul-Sep 2019", "2019-20-Q2"),
        ("July to September 2019", "2019-20-Q2"),
        ("Jan-Mar 2019/20", "2019-20-Q4"),
        ("Oct 2019 - Dec 2019", "2019-20-Q3"),
        ("Sep-19", "2019-M09"),
        ("Sept 2019", "2019-M09"),
        ("August 2010-11", "2010-M08"),
        ("Jan 2019/20", "2020-M01"),
        ("Mar 2019-2020", "2020-M03"),
        ("April 19/20", "2019-M04"),
        ("2019-09", "2019-M09"),
        ("201909", "2019-M09"),
        ("09/2019", "2019-M09"),
        ("2019/20", "2019-20"),
        ("2019-20", "2019-20"),
        ("FY 2019/20", "2019-20"),
        ("1999-00", "1999-00"),
        ("Apr 2019 to Mar 2020", "2019-20"),
        ("H1 2019/20", "2019-20-H1"),
        ("Apr-Sep 2019", "2019-20-H1"),
        ("2018/19 (academic)", "2018-19-AY"),
        ("Academic year 2018/19", "2018-19-AY"),
        ("2019", "2019-CY"),
        ("calendar year 2019", "2019-CY"),
        ("Nov 2018 to Oct 2019", "2018-11-to-2019-10"),
        ("2010/11 to 2012/13", "2010-04-to-2013-03"),
        ("  Q2   2019/20 ", "2019-20-Q2"),
    ],
)
def test_what_people_write_is_understood(text, period_id):
    assert parse_period(text).id == period_id


@pytest.mark.parametrize(
    ("text", "frequency", "period_id"),
    [
        ("2018/19", Frequency.ACADEMIC_YEAR, "2018-19-AY"),
        ("2018/19", Frequency.YEAR, "2018-19"),
        ("2018/19", Frequency.QUARTER, "2018-19"),  # plainly a year: for the caller to refuse
        ("2009-10", Frequency.YEAR, "2009-10"),
        ("2009-10", Frequency.MONTH, "2009-M10"),
        ("30/09/2019", Frequency.QUARTER, "2019-20-Q2"),
        ("2019-07-01", Frequency.MONTH, "2019-M07"),
        (date(2019, 9, 30), Frequency.QUARTER, "2019-20-Q2"),
        (datetime(2020, 3, 31), Frequency.YEAR, "2019-20"),
        ("Apr 2019 to Mar 2020", Frequency.SURVEY_WAVE, "2019-04-to-2020-03"),
    ],
)
def test_the_frequency_of_the_measure_settles_what_could_be_two_things(text, frequency, period_id):
    assert parse_period(text, frequency).id == period_id


@pytest.mark.parametrize(
    ("text", "start_month", "months", "period_id"),
    [
        ("2018/19", 11, 12, "2018-11-to-2019-10"),
        ("2018/19", 2, 2, "2019-02-to-2019-03"),
        ("2019", 2, 2, "2019-02-to-2019-03"),
        ("Survey 2019", 2, 2, "2019-02-to-2019-03"),
        ("Feb to Mar 2019", 2, 2, "2019-02-to-2019-03"),
    ],
)
def test_a_survey_wave_is_found_by_its_year(text, start_month, months, period_id):
    period = parse_period(
        text, Frequency.SURVEY_WAVE, wave_start_month=start_month, wave_months=months
    )
    assert period.id == period_id


@pytest.mark.parametrize(
    ("text", "frequency", "advice"),
    [
        ("Q2 2019", None, "Write both years, as in Q2 2019/20, or the months"),
        ("2009-10", None, "could be Oct 2009 or the financial year 2009/10"),
        ("2019/21", None, "not one year after the other"),
        ("2019", Frequency.YEAR, "Write 2019/20 or 2018/19"),
        ("2019", Frequency.ACADEMIC_YEAR, "Write 2019/20 (academic) or 2018/19 (academic)"),
        ("last quarter", None, "is not a reporting period. Write it as Q2 2019/20"),
        ("Q5 2019/20", Frequency.QUARTER, "is not a reporting period"),
        ("31/02/2019", Frequency.QUARTER, "is not a reporting period"),
        ("", Frequency.MONTH, "is empty. Write it as Sep 2019"),
        ("Mar 2020 to Apr 2019", None, "ends before it begins"),
        ("30/09/2019", None, "is a day"),
        ("Survey 2019", Frequency.SURVEY_WAVE, "does not say which months"),
        ("0000-01", Frequency.MONTH, "is not a reporting period"),
        ("Sep 0099", Frequency.MONTH, "is not a reporting period"),
        ("Dec 9999", Frequency.MONTH, "is not a reporting period"),
        ("9999-M12", None, "is not a reporting period"),
        ("31/12/9999", Frequency.QUARTER, "is not a reporting period"),
        (date(9999, 12, 31), Frequency.QUARTER, "is not a reporting period"),
        ("20" * 5_000, None, "20…' is not a reporting period"),
    ],
)
def test_what_could_be_two_periods_or_none_is_refused_with_advice(text, frequency, advice):
    with pytest.raises(PeriodError) as refused:
        parse_period(text, frequency)
    assert advice in str(refused.value)


@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from([f for f in Frequency if f is not Frequency.SURVEY_WAVE]),
)
def test_labels_and_ids_are_read_back_as_the_period_they_name(day, frequency):
    period = period_containing(day, frequency)
    assert parse_period(period.label, None) == period
    assert parse_period(period.id, frequency) == period
    assert parse_period(period.end, frequency) == period


WORDS = (
    "Q2",
    "FY",
    "Month",
    "Jan",
    "Year to",
    "beside",
    "as at",
    "2019",
    "20",
    "1",
    "31",
    "/",
    "-",
)
ASSEMBLED = st.lists(st.sampled_from([*WORDS, " ", "9999", "0000"]), max_size=8).map("".join)


@given(ASSEMBLED, st.sampled_from([None, *Frequency]))
def test_words_of_periods_in_any_order_are_a_period_or_a_sentence(text, frequency):
    with suppress(PeriodError):
        parse_period(text, frequency, wave_start_month=2, wave_months=2)


@given(st.text(max_size=40))
def test_any_text_is_a_period_or_a_sentence(text):
    with suppress(PeriodError):
        period = parse_period(text)
        assert period.start < period.end
        assert parse_period(period.id, period.frequency) == period


@given(st.sampled_from(forms._FORMS).flatmap(lambda form: st.from_regex(form[0], fullmatch=True)))
def test_what_is_passed_over_at_a_glance_has_no_form(text):
    assert forms._MAY_BE_OF_A_FORM.search(text)
