"""The numbers behind a trend: what the drawn chart shows, for charts that anybody can edit."""

from dataclasses import replace
from math import nan

import pytest

from kpis.charts.native.trend import trend_data
from kpis.charts.trend import trend_description
from kpis.model import Basis, Frequency, Polarity

AIMS = {"target": 24.0, "minimum_expectation": 22.0}


@pytest.fixture
def yearly(series):
    return series(
        {"period_id": "2016-17", "outturn": 22.04},
        {"period_id": "2017-18", "outturn": nan} | AIMS,
        {"period_id": "2018-19", "outturn": 23.06} | AIMS,
        {"period_id": "2015-16", "outturn": 40.0, "area": "London"},
        {"period_id": "2018-19", "outturn": 44.0, "area": "London"},
    )


def values(data, role):
    return [line.figures for line in data.lines if line.role == role]


def test_every_line_has_a_value_or_a_gap_for_each_period_of_the_council(yearly, recycling):
    data = trend_data(yearly, recycling)
    assert data.periods == ("2016/17", "2017/18", "2018/19")
    assert values(data, "outturn") == [(22.0, None, 23.1)]
    assert values(data, "target") == [(None, 24.0, 24.0)]
    assert values(data, "minimum") == [(None, 22.0, 22.0)]
    assert values(data, "area") == [(None, None, 44.0)]
    assert [line.title for line in data.lines] == ["Outturn", "Target", "Minimum", "London"]


def test_they_are_the_figures_of_the_drawn_chart_as_they_are_written(yearly, recycling):
    drawn = trend_description(yearly, recycling)
    dots = drawn["data"][-1]
    known = [value for value in values(trend_data(yearly, recycling), "outturn")[0] if value]
    assert known == [round(value, recycling.decimals) for value in dots["y"]]


def test_a_range_has_all_its_bounds(yearly, turnover):
    rows = yearly.assign(target_upper=26.0, minimum_expectation_upper=nan)
    data = trend_data(rows, turnover)
    assert turnover.polarity is Polarity.RANGE
    assert values(data, "target") == [(None, 24.0, 24.0), (26.0, 26.0, 26.0)]
    assert len(values(data, "minimum")) == 1  # a line without any value is left out


def test_limits_of_a_rule_are_lines_where_they_are_other_than_the_aims(series, recycling):
    rule = {"rule": "tolerance", "target": 24.0, "green_limit": 23.8, "amber_limit": 22.8}
    data = trend_data(series({"period_id": "2018-19", "outturn": 23.8}, **rule), recycling)
    assert values(data, "limit") == [(23.8,), (22.8,)]


def test_a_confidential_figure_is_a_gap(series, recycling):
    rows = series(
        {"period_id": "2017-18", "outturn": 3.0, "marker": "c"},
        {"period_id": "2018-19", "outturn": 23.0},
    )
    assert values(trend_data(rows, recycling), "outturn") == [(None, 23.0)]


def test_no_line_leads_over_a_break(series, recycling):
    rows = series(
        {"period_id": "2016-17", "outturn": 22.0},
        {"period_id": "2017-18", "outturn": 30.0, "break_before": True},
        {"period_id": "2018-19", "outturn": 31.0},
    )
    assert trend_data(rows, recycling).parted == (1,)


def test_a_total_to_date_starts_afresh_in_april(series, recycling):
    to_date = replace(recycling, frequency=Frequency.QUARTER, basis=Basis.YEAR_TO_DATE)
    quarters = ("2018-19-Q3", "2018-19-Q4", "2019-20-Q1", "2019-20-Q2")
    rows = series(
        *({"period_id": each, "outturn": 9.0} for each in quarters),
        measure_id=to_date.id,
        year_to_date=True,
    )
    assert trend_data(rows, to_date).parted == (2,)


def test_illustrative_outturns_are_named_so(series, recycling):
    invented = {"period_id": "2017-18", "outturn": 20.0, "provenance": "illustrative"}
    returned = {"period_id": "2018-19", "outturn": 23.0}
    some = trend_data(series(invented, returned), recycling)
    assert (some.lines[0].title, some.illustrative) == ("Outturn (some illustrative)", (0,))
    every = trend_data(series(invented), recycling)
    assert (every.lines[0].title, every.illustrative) == ("Outturn (illustrative)", (0,))
    assert trend_data(series(returned), recycling).lines[0].title == "Outturn"


def test_a_series_without_rows_has_no_numbers(yearly, recycling):
    assert trend_data(yearly.iloc[:0], recycling).lines == ()
