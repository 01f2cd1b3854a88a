"""Which dates a quarter has, and what is due in it."""

from datetime import date

import pytest

from kpis.model import Frequency
from kpis.periods import period_of_id, quarter, reporting_quarter
from kpis.plan.calendar import (
    dates_of,
    due_in,
    is_collected,
    periods_reported_in,
    suspension_in,
)


def due_ids(plan, quarter_id: str) -> list[tuple[str, str]]:
    return [(m.code, period.id) for m, period in due_in(plan, period_of_id(quarter_id))]


def test_a_quarter_with_dates_of_its_own_has_them(fictional_plan):
    dates = dates_of(fictional_plan, quarter(2023, 3))
    assert (dates.due, dates.closes) == (date(2024, 1, 17), date(2024, 1, 31))
    assert dates.published == date(2024, 3, 5)


def test_a_quarter_without_dates_follows_the_rule(fictional_plan):
    dates = dates_of(fictional_plan, quarter(2023, 2))  # ends on Saturday 30 September 2023
    assert dates.due == date(2023, 10, 16)  # 14 days on is a Saturday: the Monday after
    assert dates.closes == date(2023, 10, 30)
    assert dates.published == date(2023, 11, 29)  # 60 days on is a Wednesday


@pytest.mark.parametrize("year", range(2016, 2027))
def test_dates_by_rule_are_working_days_in_their_order(fictional_plan, year):
    for number in (1, 2, 3, 4):
        period = quarter(year, number)
        dates = dates_of(fictional_plan, period)
        assert period.end < dates.due <= dates.closes <= dates.published
        if period.id not in fictional_plan.calendar:
            for day, days in ((dates.due, 14), (dates.closes, 28), (dates.published, 60)):
                assert day.weekday() < 5
                assert days <= (day - period.end).days <= days + 2


def test_known_publication_dates_of_the_strategic_plan(strategic_plan):
    assert dates_of(strategic_plan, quarter(2019, 1)).published == date(2019, 9, 25)
    assert dates_of(strategic_plan, quarter(2021, 3)).published == date(2022, 3, 9)
    by_rule = dates_of(strategic_plan, quarter(2019, 3))
    assert (by_rule.due, by_rule.closes) == (date(2020, 1, 21), date(2020, 2, 4))
    assert by_rule.published == date(2020, 3, 17)


def test_monthly_measures_are_due_with_their_three_months(fictional_plan):
    assert due_ids(fictional_plan, "2023-24-Q1") == [
        ("1.1", "2023-M04"),
        ("1.1", "2023-M05"),
        ("1.1", "2023-M06"),
        ("1.2", "2023-24-Q1"),
        ("2.1a", "2023-24-Q1"),
        ("2.1b", "2023-24-Q1"),
        ("3.1", "2022-23"),  # a year in arrears by one quarter
    ]  # the pool is introduced in Q2, the survey is reported in Q4


def test_a_survey_wave_is_due_in_the_quarter_after_its_fieldwork(fictional_plan):
    assert ("3.2", "2023-10-to-2023-11") in due_ids(fictional_plan, "2023-24-Q4")
    assert not [code for code, _ in due_ids(fictional_plan, "2023-24-Q3") if code == "3.2"]


def test_a_measure_is_due_from_its_introduction_to_its_retirement(fictional_plan):
    pool = fictional_plan.measures_by_id["pool_occupancy"]
    days = fictional_plan.measures_by_id["planning_days"]
    assert not is_collected(pool, quarter(2023, 1))
    assert is_collected(pool, quarter(2023, 2))
    assert is_collected(days, quarter(2024, 2))
    assert not is_collected(days, quarter(2024, 3))
    assert "2.2" not in dict(due_ids(fictional_plan, "2023-24-Q1"))
    assert "1.2" not in dict(due_ids(fictional_plan, "2024-25-Q3"))


def test_a_suspended_measure_is_not_due_in_the_quarters_of_its_suspension(fictional_plan):
    pool = fictional_plan.measures_by_id["pool_occupancy"]
    suspended = [suspension_in(pool, quarter(2023, 4).shift(step)) for step in range(4)]
    assert [bool(suspension) for suspension in suspended] == [False, True, True, False]
    assert suspended[1].reason == "Closed for repair of the roof."
    assert "2.2" not in dict(due_ids(fictional_plan, "2024-25-Q1"))
    assert "2.2" in dict(due_ids(fictional_plan, "2024-25-Q3"))


def test_an_open_suspension_does_not_end(strategic_plan):
    delayed = strategic_plan.measures_by_id["delayed_discharges_social_care"]
    assert suspension_in(delayed, quarter(2019, 4)) is None
    assert suspension_in(delayed, quarter(2020, 1)) is not None
    assert suspension_in(delayed, quarter(2035, 2)) is not None


def test_measures_with_parts_are_never_due_but_their_parts_are(strategic_plan):
    codes = dict(due_ids(strategic_plan, "2019-20-Q2"))
    assert {"4.1", "4.2"}.isdisjoint(codes)
    assert {"4.1a", "4.1b"} <= set(codes)


def test_every_period_due_is_reported_in_that_quarter_and_no_other(strategic_plan):
    seen = set()
    for step in range(16):
        reported = quarter(2018, 1).shift(step)
        for measure, period in due_in(strategic_plan, reported):
            assert period.frequency is measure.frequency
            assert reporting_quarter(period, measure.arrears) == reported
            assert (measure.id, period) not in seen
            seen.add((measure.id, period))
    assert ("recycling", period_of_id("2018-19")) in seen


def test_what_is_due_in_q1_2019_20_with_its_arrears(strategic_plan):
    due = dict(due_ids(strategic_plan, "2019-20-Q1"))
    assert due["1.1"] == "2018-19"
    assert due["3.4"] == "2017-11-to-2018-10"
    assert due["7.1"] == "2019-02-to-2019-03"
    assert due["7.2"] == "2018-CY"
    assert "5.2" not in due
    assert dict(due_ids(strategic_plan, "2019-20-Q3"))["5.2"] == "2018-19"


def test_an_annual_measure_has_no_period_in_the_other_quarters(strategic_plan):
    recycling = strategic_plan.measures_by_id["recycling"]
    by_quarter = [periods_reported_in(recycling, quarter(2019, number)) for number in (1, 2, 3, 4)]
    assert [len(periods) for periods in by_quarter] == [0, 0, 1, 0]
    assert by_quarter[2][0].frequency is Frequency.YEAR
