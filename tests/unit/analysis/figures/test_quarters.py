"""Months and quarters numbered whole columns at once, as they are one by one."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpis.analysis.figures.quarters import (
    month_numbers,
    quarter_id,
    quarter_number,
    quarter_numbers,
)
from kpis.model import Frequency
from kpis.periods import month_number, period_containing


@given(st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31))))
def test_a_column_of_days_has_the_numbers_that_each_day_has(days):
    column = np.array(days, dtype="datetime64[ns]")
    quarters = [period_containing(day, Frequency.QUARTER) for day in days]
    assert month_numbers(column).tolist() == [month_number(day) for day in days]
    assert quarter_numbers(column).tolist() == [quarter_number(each) for each in quarters]
    assert [quarter_id(quarter_number(each)) for each in quarters] == [each.id for each in quarters]
