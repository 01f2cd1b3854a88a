"""Months made into quarters: how, when, and what becomes of markers and origins."""

from datetime import datetime, timedelta
from statistics import fmean

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.report.performance import performance
from kpis.analysis.series.views import View, views
from kpis.model import Frequency, Polarity, QuarterValue, Unit
from kpis.periods import quarter

JULY, AUGUST, SEPTEMBER = "2019-M07", "2019-M08", "2019-M09"


@pytest.fixture
def quarter_of(make_plan, make_measure, make_outturns):
    """The row of Q2 2019/20 that figures of July to September make."""

    def find(*months, how=QuarterValue.SUM, **changes):
        measure = make_measure(
            "beds",
            frequency=Frequency.MONTH,
            quarter_value=how,
            polarity=Polarity.LOWER,
            **({"unit": Unit.COUNT} | changes),
        )
        rows = [{"measure_id": "beds"} | month for month in months]
        report = performance(
            make_plan(measure), make_outturns(*rows), [quarter(2019, 2)], datetime(2019, 11, 15)
        )
        return report.iloc[0]

    return find


def month(period_id, outturn, **changes):
    return {"period_id": period_id, "outturn": outturn} | changes


@pytest.mark.parametrize(
    ("how", "expected"), [(QuarterValue.SUM, 12), (QuarterValue.MEAN, 4), (QuarterValue.LAST, 7)]
)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_three_months_make_a_quarter_in_whatever_order_they_come(quarter_of, how, expected, order):
    months = [month(JULY, 2.0), month(AUGUST, 3.0), month(SEPTEMBER, 7.0)]
    row = quarter_of(*(months[place] for place in order), how=how)
    assert row["outturn"] == expected
    assert (row["period_id"], row["period_label"]) == ("2019-20-Q2", "Q2 2019/20")
    assert row["frequency"] == "month"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unit": Unit.AVERAGE, "adds_up": True}, (31 * 9 + 28 * 12 + 31 * 9) / 90),
        ({"unit": Unit.AVERAGE}, 10),
        ({"unit": Unit.COUNT, "adds_up": True}, 10),
    ],
    ids=["averages a day", "other averages", "counts"],
)
def test_only_averages_a_day_count_for_the_days_of_their_months(
    make_plan, make_measure, make_outturns, changes, expected
):
    measure = make_measure(
        "beds", frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN, **changes
    )
    months = (("beds", f"2019-M0{n}", beds) for n, beds in ((1, 9.0), (2, 12.0), (3, 9.0)))
    report = performance(
        make_plan(measure), make_outturns(*months), [quarter(2018, 4)], datetime(2019, 5, 15)
    )
    assert report.iloc[0]["outturn"] == pytest.approx(expected)


@given(
    year=st.integers(2015, 2024),
    beds=st.lists(st.floats(0, 50), min_size=12, max_size=12),
)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_quarter_of_averages_a_day_is_the_mean_of_its_days_one_by_one_and_its_view_is_the_same(
    make_plan, make_measure, make_outturns, year, beds
):
    """Leap years among them. Each day of the year is written out with its month's average."""
    measure = make_measure(
        "beds",
        frequency=Frequency.MONTH,
        quarter_value=QuarterValue.MEAN,
        unit=Unit.AVERAGE,
        adds_up=True,
    )
    plan = make_plan(measure)
    of_month = {(year + (n > 8), (n + 3) % 12 + 1): figure for n, figure in enumerate(beds)}
    rows = make_outturns(
        *(("beds", f"{year}-M{month:02}", figure) for (year, month), figure in of_month.items())
    )
    quarters = [quarter(year, number) for number in (1, 2, 3, 4)]
    report = performance(plan, rows, quarters, datetime(year + 1, 5, 15)).set_index("period_id")
    for asked in quarters:
        day, days = asked.start, []
        while day <= asked.end:
            days.append(of_month[day.year, day.month])
            day += timedelta(days=1)
        assert report.loc[asked.id, "outturn"] == pytest.approx(fmean(days))
    to_date = views(plan, rows, measure)
    first = to_date[
        (to_date["view"] == View.YEAR_TO_DATE) & (to_date["period_end"].dt.date == quarters[0].end)
    ]
    assert first["outturn"].tolist() == [report.loc[quarters[0].id, "outturn"]]


@pytest.mark.parametrize("how", list(QuarterValue))
@pytest.mark.parametrize("missing", range(3))
def test_two_months_make_no_quarter(quarter_of, how, missing):
    months = [month(JULY, 2.0), month(AUGUST, 3.0), month(SEPTEMBER, 7.0)]
    del months[missing]
    row = quarter_of(*months, how=how)
    assert pd.isna(row["outturn"])
    assert row["rag"] == "late"


def test_months_of_neighbouring_quarters_do_not_fill_a_gap(quarter_of):
    row = quarter_of(month("2019-M06", 1.0), month(JULY, 2.0), month("2019-M10", 3.0))
    assert row["rag"] == "late"
    assert "1 of 3 months" in row["rag_reason"]


@pytest.mark.parametrize("how", list(QuarterValue))
def test_a_month_without_a_figure_leaves_the_quarter_without_one(quarter_of, how):
    row = quarter_of(
        month(JULY, None, marker="c"), month(AUGUST, 3.0), month(SEPTEMBER, 7.0), how=how
    )
    assert pd.isna(row["outturn"])
    assert (row["rag"], row["marker"]) == ("not_available", "c")


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        (("", "", ""), ""),
        (("p", "", ""), "p"),
        (("", "r", ""), "r"),
        (("r", "", "p"), "pr"),
        (("pr", "", ""), "pr"),
        (("p", "x", "c"), "c"),
        (("p", "x", "r"), "xr"),
    ],
)
def test_the_quarter_carries_the_gravest_marker_and_whether_a_month_was_revised(
    quarter_of, markers, expected
):
    periods = (JULY, AUGUST, SEPTEMBER)
    months = [month(p, 1.0, marker=m) for p, m in zip(periods, markers, strict=True)]
    assert quarter_of(*months)["marker"] == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("published", "published", "published"), "published"),
        (("published", "return", "published"), "return"),
        (("published", "return", "illustrative"), "illustrative"),
    ],
)
def test_a_quarter_is_as_sound_as_its_weakest_month(quarter_of, kinds, expected):
    periods = (JULY, AUGUST, SEPTEMBER)
    months = [month(p, 1.0, provenance=k) for p, k in zip(periods, kinds, strict=True)]
    assert quarter_of(*months)["provenance"] == expected


def test_counts_are_summed_with_a_sum_taken_with_the_last_and_dropped_with_a_mean(quarter_of):
    months = [
        month(period, 50.0, numerator=n, denominator=2 * n)
        for period, n in ((JULY, 1.0), (AUGUST, 2.0), (SEPTEMBER, 4.0))
    ]
    of_sum, of_last, of_mean = (
        quarter_of(*months, how=how)
        for how in (QuarterValue.SUM, QuarterValue.LAST, QuarterValue.MEAN)
    )
    assert (of_sum["numerator"], of_sum["denominator"]) == (7, 14)
    assert (of_last["numerator"], of_last["denominator"]) == (4, 8)
    assert pd.isna(of_mean["numerator"])
    assert pd.isna(of_mean["denominator"])


def test_commentaries_are_joined_without_repeating_themselves(quarter_of):
    row = quarter_of(
        month(JULY, 1.0, commentary="Winter beds closed."),
        month(AUGUST, 1.0, commentary="Winter beds closed."),
        month(SEPTEMBER, 1.0, commentary="Ward reopened."),
    )
    assert row["commentary"] == "Winter beds closed. Ward reopened."


def test_a_quarter_is_returned_with_its_last_month(quarter_of):
    row = quarter_of(
        month(JULY, 1.0, known_at=datetime(2019, 10, 25)),
        month(AUGUST, 1.0, known_at=datetime(2019, 9, 3)),
        month(SEPTEMBER, 1.0, known_at=datetime(2019, 10, 3)),
    )
    assert row["returned_on"] == datetime(2019, 10, 25)
    assert row["returned_late"]


def test_with_arrears_the_months_of_an_earlier_quarter_are_reported(quarter_of):
    months = (month("2019-M04", 1.0), month("2019-M05", 2.0), month("2019-M06", 3.0))
    row = quarter_of(*months, arrears=1)
    assert (row["period_id"], row["outturn"]) == ("2019-20-Q1", 6)


def test_a_monthly_quarter_is_compared_with_the_quarter_before_and_a_year_ago(quarter_of):
    row = quarter_of(
        *(month(f"2019-M{number:02}", 4.0 * number) for number in range(4, 10)),
        *(month(f"2018-M{number:02}", 60.0) for number in range(7, 10)),
    )
    assert (row["previous_period_id"], row["previous_outturn"]) == ("2019-20-Q1", 60)
    assert row["direction_previous"] == "worsening"
    assert (row["year_period_id"], row["year_outturn"]) == ("2018-19-Q2", 180)
    assert row["direction_year"] == "improving"


def test_a_figure_of_a_monthly_measure_that_is_no_month_is_left_out(quarter_of):
    assert quarter_of(month("2019-20-Q2", 5.0))["rag"] == "late"
