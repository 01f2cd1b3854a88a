"""The outlook's fan and the intervals on a trend."""

from collections.abc import Callable
from dataclasses import replace
from math import nan
from typing import Any

import pandas as pd
import pytest

from kpis.charts.describe import describe_trend
from kpis.charts.intervals import describe_intervals
from kpis.charts.trend import trend_chart
from kpis.frames import OUTLOOK_PATH, SERIES
from kpis.model import Basis
from kpis.periods import period_of_id


@pytest.fixture
def path() -> Callable[..., pd.DataFrame]:
    """OUTLOOK_PATH: path("2019-20", "2020-21"), expected 24 and reaching 1 further each time.

    target, minimum: what every period asks for.
    """

    def make(*periods: str, target: float = nan, minimum: float = nan) -> pd.DataFrame:
        aims = {"target": target, "minimum_expectation": minimum}
        steps = [_step(*pair) | aims for pair in enumerate(periods, 1)]
        return OUTLOOK_PATH.conform(pd.DataFrame(steps))

    return make


def _step(number: int, period_id: str) -> dict[str, Any]:
    period = period_of_id(period_id)
    return {
        "measure_id": "recycling",
        "period_id": period.id,
        "period_label": period.label,
        "period_start": pd.Timestamp(period.start),
        "period_end": pd.Timestamp(period.end),
        "expected": 24.0,
        "low_80": 24.0 - number,
        "high_80": 24.0 + number,
        "low_95": 24.0 - 2 * number,
        "high_95": 24.0 + 2 * number,
        "target_upper": nan,
        "minimum_expectation_upper": nan,
    }


@pytest.fixture
def two_years(series: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    return series(
        {"period_id": "2017-18", "outturn": 26.0}, {"period_id": "2018-19", "outturn": 23}
    )


def named(figure: Any, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def texts(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_the_fan_opens_from_the_last_figure_and_the_wider_band_lies_beneath(
    two_years, recycling, path
):
    figure = trend_chart(two_years, recycling, path=path("2019-20", "2020-21"))
    (wide,), (narrow,) = named(figure, "95%"), named(figure, "80%")
    assert list(narrow.y) == [23.0, 25.0, 26.0, 22.0, 23.0, 23.0]  # there above, back beneath
    assert list(wide.y) == [23.0, 26.0, 28.0, 20.0, 22.0, 23.0]
    names = [trace.name for trace in figure.data]
    assert names.index("95%") < names.index("80%") < names.index("Outturn")


def test_the_scale_reaches_the_fan_and_its_label_tells_how_far_it_reaches(
    two_years, recycling, path
):
    figure = trend_chart(two_years, recycling, path=path("2019-20", "2020-21"))
    low, high = figure.layout.yaxis.range
    assert low <= 20 <= 28 <= high
    assert figure.layout.xaxis.range[1] == "2021-04-01"
    assert "Outlook 24.0%<br>(22.0% to 26.0%)" in texts(figure)
    assert "<b>Outturn 23.0%<br>in 2018/19</b>" in texts(figure)


def test_later_figures_are_drawn_over_the_fan_of_an_earlier_report(two_years, recycling, path):
    figure = trend_chart(two_years, recycling, path=path("2018-19"))
    assert list(named(figure, "80%")[0].y) == [26.0, 25.0, 23.0, 26.0]
    assert not any(text.startswith("Outlook") for text in texts(figure))
    assert any("shaded: outlook after 2017/18" in text for text in texts(figure))


def test_a_fan_does_not_open_across_a_break_nor_across_april_of_a_total_to_date(
    series, recycling, path
):
    broken = series(
        {"period_id": "2017-18", "outturn": 26.0},
        {"period_id": "2018-19", "break_before": True, "returned": False},
    )
    (band,) = named(trend_chart(broken, recycling, path=path("2018-19")), "80%")
    assert set(band.y) == {23.0, 25.0}
    jobs = replace(recycling, basis=Basis.YEAR_TO_DATE)
    to_date = series({"period_id": "2018-19-Q4", "outturn": 40.0}, year_to_date=True)
    figure = trend_chart(to_date, jobs, path=path("2019-20-Q1", "2019-20-Q2"))
    assert 40.0 not in named(figure, "80%")[0].y


def test_without_an_outlook_there_is_no_fan(two_years, recycling, path):
    plain = trend_chart(two_years, recycling)
    empty = trend_chart(two_years, recycling, path=OUTLOOK_PATH.empty())
    assert [trace.name for trace in plain.data] == [trace.name for trace in empty.data]
    assert not named(plain, "80%")


def test_the_text_alternative_tells_the_outlook(two_years, recycling, path):
    words = describe_trend(two_years, recycling, path("2019-20"))
    assert "Outlook: by 2019/20 about 24.0%, 8 times in 10 between 23.0% and 25.0%, " in words


def test_the_aims_of_the_period_a_fan_ends_with_stand_at_its_end(two_years, recycling, path):
    ahead = path("2019-20", "2020-21", target=30.0, minimum=27.0)
    figure = trend_chart(two_years, recycling, path=ahead)
    (target,), (minimum,) = named(figure, "Target at the end"), named(figure, "Minimum at the end")
    (fan,) = named(figure, "80%")
    assert (target.x[0], target.y[0]) == (fan.x[2], 30.0)
    assert (minimum.x[0], minimum.y[0]) == (fan.x[2], 27.0)
    assert target.customdata[0] == "Target 30.0%, 2020/21"
    assert {"Target 30.0%", "Minimum 27.0%"} <= set(texts(figure))
    assert figure.layout.yaxis.range[1] > 30
    words = describe_trend(two_years, recycling, ahead)
    assert "between 20.0% and 28.0%; target 30.0%, minimum expectation 27.0%." in words


def test_without_aims_nothing_stands_at_the_end_of_a_fan(two_years, recycling, path):
    figure = trend_chart(two_years, recycling, path=path("2019-20"))
    assert not named(figure, "Target at the end")


def test_aims_at_the_end_of_an_earlier_fan_are_named_above_the_chart(two_years, recycling, path):
    ahead = path("2018-19", target=30.0, minimum=27.0)
    head = texts(trend_chart(two_years, recycling, path=ahead))[0]
    assert head.endswith("━ 2018/19: target 30.0%, minimum 27.0%")


def test_an_interval_is_a_thin_line_through_its_figure_named_with_its_method(series, recycling):
    rows = series(
        {
            "period_id": "2017-18",
            "outturn": 26.0,
            "interval_low": 22.0,
            "interval_high": 31.0,
            "interval_method": "Wilson score",
        },
        {"period_id": "2018-19", "outturn": 23.0},
    )
    figure = trend_chart(rows, recycling)
    (lines,) = named(figure, "95% interval")
    assert list(lines.y) == [22.0, 31.0, None]
    assert "<br>95% interval 22.0% to 31.0%" in figure.data[-1].customdata[0]
    assert "interval" not in figure.data[-1].customdata[1]
    assert figure.layout.yaxis.range[1] > 31
    assert describe_intervals(SERIES.rows(rows)).endswith("Method: Wilson score.")


def test_the_intervals_of_a_long_series_are_a_band_that_ends_where_the_line_does(series, recycling):
    months = [f"{2016 + n // 12}-M{n % 12 + 1:02}" for n in range(41)]
    with_interval = {
        "outturn": 26.0,
        "interval_low": 22.0,
        "interval_high": 31.0,
        "interval_method": "Byar",
    }
    unknown = {"outturn": None, "interval_low": None, "interval_high": None}
    rows = series(
        *(
            {"period_id": month} | (unknown if number == 20 else with_interval)
            for number, month in enumerate(months)
        )
    )
    figure = trend_chart(rows, recycling)
    (area,) = named(figure, "95% interval")
    assert area is figure.data[0], "everything else lies on it"
    assert texts(figure)[0].endswith("<br>grey band: 95% intervals")
    first, second = 20, 20  # figures on either side of the gap
    assert list(area.y[: 2 * first + 1]) == [31.0] * first + [22.0] * first + [None]
    assert list(area.y[2 * first + 1 :]) == [31.0] * second + [22.0] * second + [None]
    assert "<br>95% interval 22.0% to 31.0%" in figure.data[-1].customdata[0]
    assert describe_intervals(SERIES.rows(rows)).startswith("The grey band along the line")


def test_without_intervals_nothing_is_said_of_them(two_years, recycling):
    assert not named(trend_chart(two_years, recycling), "95% interval")
    assert describe_intervals(SERIES.rows(two_years)) == ""
