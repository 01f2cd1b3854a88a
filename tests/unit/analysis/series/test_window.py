"""Which stretch of a series its chart shows first."""

import pandas as pd
import pytest

from kpis.analysis.series.measure_series import series
from kpis.analysis.series.window import window_start
from kpis.model import Frequency
from kpis.periods import month, quarter

Q2 = quarter(2019, 2)


@pytest.fixture
def made(make_plan, make_measure, make_outturns):
    def make(frequency, *period_ids):
        measure = make_measure(frequency=frequency)
        rows = [(measure.id, period_id, 50.0) for period_id in period_ids]
        return series(make_plan(measure), measure, make_outturns(*rows))

    return make


def test_twelve_quarters_up_to_the_quarter_of_the_page(made):
    frame = made(Frequency.QUARTER, *(Q2.shift(-back).id for back in range(30)))
    assert window_start(frame, Q2) == pd.Timestamp("2016-10-01")


def test_the_three_years_of_a_monthly_measure(made):
    frame = made(Frequency.MONTH, *(month(2019, 9).shift(-back).id for back in range(60)))
    assert window_start(frame, Q2) == pd.Timestamp("2016-10-01")


def test_of_a_yearly_measure_twelve_figures(made):
    frame = made(Frequency.YEAR, *(f"{year}-{(year + 1) % 100:02}" for year in range(1990, 2019)))
    assert window_start(frame, Q2) == pd.Timestamp("2007-04-01")


def test_what_came_later_stays_in_and_moves_nothing(made):
    frame = made(Frequency.QUARTER, *(Q2.shift(step).id for step in range(-30, 20)))
    assert window_start(frame, Q2) == pd.Timestamp("2016-10-01")


@pytest.mark.parametrize(("count", "first"), [(12, 11), (15, 14), (16, 11)])
def test_a_few_earlier_figures_are_not_left_out(made, count, first):
    frame = made(Frequency.QUARTER, *(Q2.shift(-back).id for back in range(count)))
    assert window_start(frame, Q2) == pd.Timestamp(Q2.shift(-first).start)


def test_all_of_a_series_that_begins_after_the_quarter(made):
    frame = made(Frequency.QUARTER, *(Q2.shift(step).id for step in range(1, 30)))
    assert window_start(frame, Q2) == pd.Timestamp(Q2.shift(1).start)
