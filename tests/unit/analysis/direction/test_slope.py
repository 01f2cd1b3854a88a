"""The long direction of travel: the slope of the last comparable periods, or why there is none."""

from datetime import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kpis.analysis.report.performance import performance
from kpis.model import (
    Aim,
    Basis,
    Frequency,
    Polarity,
    QuarterValue,
    SeriesBreak,
    Unit,
)
from kpis.periods import quarter
from tests.unit.analysis.second_route_line import steady_line

Q2 = quarter(2019, 2)
STEADY = (80.1, 80.9, 82.2, 83.0, 83.9, 85.1, 86.0, 86.8)  # oldest first, to Q2 2019/20
NOISE = (80.0, 86.0, 79.0, 85.0, 80.0, 87.0, 79.0, 84.0)
RISING = "Rising by 3.9 points a year over 8 quarters since Q3 2017/18, a steady slope"


def quarters_to(last, figures):
    """Figures, oldest first, by the id of their quarter."""
    return {last.shift(step - len(figures) + 1).id: y for step, y in enumerate(figures)}


@pytest.fixture(scope="module")
def long_direction(make_plan, make_outturns):
    """direction_long and its reason of Q2 2019/20, of these figures by period."""

    def find(measure, figures, in_quarter=Q2, **every):
        rows = [
            {"measure_id": measure.id, "period_id": period_id}
            | (figure if isinstance(figure, dict) else {"outturn": figure})
            | every
            for period_id, figure in figures.items()
        ]
        outturns = make_outturns(*rows)
        report = performance(make_plan(measure), outturns, [in_quarter], datetime(2019, 11, 15))
        return report["direction_long"].item(), report["direction_long_reason"].item()

    return find


@pytest.mark.parametrize(
    ("polarity", "figures", "expected"),
    [
        (Polarity.HIGHER, STEADY, "improving"),
        (Polarity.LOWER, STEADY, "worsening"),
        (Polarity.HIGHER, STEADY[::-1], "worsening"),
        (Polarity.LOWER, STEADY[::-1], "improving"),
    ],
)
def test_a_steady_slope_is_better_or_worse_by_polarity(
    long_direction, make_measure, polarity, figures, expected
):
    direction = long_direction(make_measure(polarity=polarity), quarters_to(Q2, figures))
    rising = RISING if figures is STEADY else RISING.replace("Rising", "Falling")
    assert direction == (expected, rising)


def test_figures_that_vary_more_than_they_rise_have_no_clear_direction(
    long_direction, make_measure
):
    direction = long_direction(make_measure(), quarters_to(Q2, NOISE))
    assert direction == (
        "no_clear_change",
        "No steady slope over 8 quarters since Q3 2017/18",
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.integers(-400, 400), min_size=8, max_size=12),
    st.sets(st.integers(1, 12), max_size=5),
)
def test_the_slope_and_its_test_are_those_of_a_second_working(
    long_direction, make_measure, tenths, missing
):
    steps = [step for step in range(14) if step not in missing][: len(tenths)]
    figures = {Q2.shift(-step).id: 50 + y / 10 for step, y in zip(steps, tenths, strict=False)}
    assume(len(figures) >= 8)
    measure = make_measure(unit=Unit.AVERAGE)
    direction, reason = long_direction(measure, figures)
    points = [(-step, y) for step, y in zip(steps, figures.values(), strict=True)]
    slope, chance = steady_line(points, 1)
    if abs(chance - 0.05) < 1e-6 or abs(abs(slope) * 10 % 1 - 0.5) < 1e-6:
        return
    if chance > 0.05 or abs(slope) * steps[-1] / 4 < 0.0499:
        assert direction == "no_clear_change"
    elif abs(slope) * steps[-1] / 4 > 0.0501:
        assert direction == ("improving" if slope > 0 else "worsening")
        since = Q2.shift(-steps[-1]).label
        shown = f"{abs(slope):.1f}" if abs(slope) > 0.05 else "less than 0.1"
        assert f" by {shown} a year over {len(steps)} quarters since {since}" in reason


def test_only_the_last_twelve_count_and_of_yearly_figures_eight(long_direction, make_measure):
    rising = [80.0 + step for step in range(12)]
    words = "Rising by 4.0 points a year over 12 quarters since Q3 2016/17, a steady slope"
    figures = quarters_to(Q2, (99.0, 1.0, 99.0, *rising))
    assert long_direction(make_measure(), figures) == ("improving", words)
    years = {f"{2000 + n}-{n + 1:02}": 70.0 + n for n in range(11, 19)}
    before = {f"{2000 + n}-{n + 1:02}": [99.0, 1.0][n % 2] for n in range(7, 11)}
    yearly = make_measure(frequency=Frequency.YEAR)
    words = "Rising by 1.0 point a year over 8 years since 2011/12, a steady slope"
    assert long_direction(yearly, before | years, quarter(2018, 4)) == ("improving", words)


def test_a_season_hides_no_slope(long_direction, make_measure):
    """Quarters that differ by 20 points each year, and rise by 4 points from year to year."""
    figures = [
        50.0 + [0, 20, 5, -8][n % 4] + n + [0.2, -0.1, 0, 0.3, -0.2][n % 5] for n in range(12)
    ]
    direction, reason = long_direction(make_measure(), quarters_to(Q2, figures))
    assert direction == "improving"
    assert reason.startswith("Rising by 3.9 points a year over 12 quarters")


def test_a_state_of_the_same_cases_needs_a_steeper_slope(long_direction, make_measure):
    wandering = quarters_to(Q2, (50.0, 50.9, 50.4, 51.3, 51.6, 51.2, 52.4, 52.6))
    assert long_direction(make_measure(), wandering)[0] == "improving"
    assert long_direction(make_measure(stock=True), wandering)[0] == "no_clear_change"


def test_later_figures_do_not_count(long_direction, make_measure):
    figures = quarters_to(Q2, STEADY) | {"2019-20-Q3": 10.0}
    assert long_direction(make_measure(), figures) == ("improving", RISING)


def test_what_comes_several_times_a_year_needs_two_years(long_direction, make_measure):
    figures = quarters_to(Q2, STEADY[1:])
    assert long_direction(make_measure(), figures) == (
        "",
        "7 comparable quarters so far; 8 are needed",
    )
    assert long_direction(make_measure(), {Q2.id: 80.0})[1] == (
        "1 comparable quarter so far; 8 are needed"
    )


@pytest.mark.parametrize(
    ("frequency", "wave", "periods", "over"),
    [
        (Frequency.YEAR, {}, "{}-{:02}", "years since 2014/15"),
        (Frequency.ACADEMIC_YEAR, {}, "{}-{:02}-AY", "years since 2014/15 (academic)"),
        (
            Frequency.SURVEY_WAVE,
            {"wave_start_month": 2, "wave_months": 2},
            "20{1:02}-02-to-20{1:02}-03",
            "surveys since Feb to Mar 2015",
        ),
    ],
)
def test_what_comes_once_a_year_needs_five(
    long_direction, make_measure, frequency, wave, periods, over
):
    figures = {periods.format(year, year - 1999): 70.0 + year - 2014 for year in range(2014, 2019)}
    reported = quarter(2019, 2) if frequency is Frequency.ACADEMIC_YEAR else quarter(2018, 4)
    measure = make_measure(frequency=frequency, **wave)
    words = f"Rising by 1.0 point a year over 5 {over}, a steady slope"
    assert long_direction(measure, figures, reported) == ("improving", words)
    del figures[min(figures)]
    direction, reason = long_direction(measure, figures, reported)
    assert direction == ""
    assert reason == f"4 comparable {over.split(' since')[0]} so far; 5 are needed"


def test_gaps_are_left_out_and_each_figure_stands_at_its_own_time(long_direction, make_measure):
    figures: dict[str, Any] = {
        Q2.shift(-step).id: 90.0 - step for step in (0, 1, 2, 5, 6, 7, 9, 11)
    }
    figures[Q2.shift(-3).id] = {"outturn": None, "marker": "x"}
    words = "Rising by 4.0 points a year over 8 quarters since Q3 2016/17, a steady slope"
    assert long_direction(make_measure(), figures) == ("improving", words)


def test_nothing_crosses_a_break(long_direction, make_measure):
    measure = make_measure(breaks=(SeriesBreak(period="2018-19-Q1", reason="new form"),))
    direction = long_direction(measure, quarters_to(Q2, STEADY))
    assert direction == (
        "",
        "6 comparable quarters since a break in the series; 8 are needed",
    )
    earlier = make_measure(breaks=(SeriesBreak(period="2017-18-Q3", reason="new form"),))
    assert long_direction(earlier, quarters_to(Q2, STEADY)) == ("improving", RISING)


def test_a_period_that_compares_with_no_other_is_left_out(long_direction, make_measure):
    odd = make_measure(not_comparable=(SeriesBreak(period="2018-19-Q4", reason="strike."),))
    figures = quarters_to(Q2, (79.0, *STEADY)) | {"2018-19-Q4": 3.0}
    direction, reason = long_direction(odd, figures)
    assert direction == "improving"
    assert "over 8 quarters since Q2 2017/18" in reason
    odd = make_measure(not_comparable=(SeriesBreak(period="2019-20-Q2", reason="strike."),))
    assert long_direction(odd, figures) == ("", "Not comparable: strike")


@pytest.mark.parametrize(
    ("kinds", "direction", "reason"),
    [
        (["published"] * 8, "improving", RISING),
        (["published", "return"] * 4, "improving", RISING),
        (["illustrative"] * 8, "improving", f"{RISING}; the figures are illustrative"),
        (
            ["return", "illustrative"] * 4,
            "improving",
            f"{RISING}; some of the figures are illustrative",
        ),
        (
            ["illustrative", *["published"] * 7],
            "",
            "7 comparable quarters, official and illustrative ones apart; 8 are needed",
        ),
        (
            ["published", *["return"] * 4, *["illustrative"] * 3],
            "",
            "7 comparable quarters, official and illustrative ones apart; 8 are needed",
        ),
    ],
)
def test_published_and_illustrative_figures_are_never_in_one_line(
    long_direction, make_measure, kinds, direction, reason
):
    figures = {
        period_id: {"outturn": y, "provenance": kind}
        for (period_id, y), kind in zip(quarters_to(Q2, STEADY).items(), kinds, strict=True)
    }
    assert long_direction(make_measure(), figures) == (direction, reason)


def test_totals_to_date_are_taken_as_each_quarters_own_amount(long_direction, make_measure):
    measure = make_measure(basis=Basis.YEAR_TO_DATE, unit=Unit.COUNT, decimals=0)
    # Own amounts 10, 12, … 24 from Q3 2017/18 on; the Q2 before gives the first of them.
    totals = (30.0, 40.0, 52.0, 14.0, 30.0, 48.0, 68.0, 22.0, 46.0)
    words = "Rising by 8 a year over 8 quarters' own amounts since Q3 2017/18, a steady slope"
    assert long_direction(measure, quarters_to(Q2, totals)) == ("improving", words)
    without_first = quarters_to(Q2, totals[1:])
    assert long_direction(measure, without_first) == (
        "",
        "7 comparable quarters so far; 8 are needed",
    )
    del without_first["2019-20-Q1"]
    reason = "Its own amount is not known, without the total to date before it"
    assert long_direction(measure, without_first) == ("", reason)


def test_half_yearly_totals_to_date_are_taken_apart_too(long_direction, make_measure):
    measure = make_measure(
        basis=Basis.YEAR_TO_DATE, frequency=Frequency.HALF_YEAR, unit=Unit.COUNT, decimals=0
    )
    figures = {}
    for year, own in enumerate(range(10, 26, 4), start=2015):
        figures |= {
            f"{year}-{year - 1999}-H1": float(own),
            f"{year}-{year - 1999}-H2": own * 2 + 2.0,
        }
    words = "Rising by 4 a year over 8 half-years' own amounts since H1 2015/16, a steady slope"
    assert long_direction(measure, figures, quarter(2018, 4)) == ("improving", words)


def test_a_share_of_the_year_to_date_has_no_slope(long_direction, make_measure):
    direction = long_direction(make_measure(basis=Basis.YEAR_TO_DATE), quarters_to(Q2, STEADY))
    assert direction == (
        "",
        "A share of the year to date cannot be taken apart into periods",
    )


def test_months_are_taken_by_their_quarters(long_direction, make_measure):
    measure = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM, unit=Unit.COUNT, decimals=0
    )
    figures = {}
    for step in range(24):
        year, month = divmod(2017 * 12 + 9 + step, 12)
        figures[f"{year}-M{month + 1:02}"] = 100.0 + step // 3 + (step % 3) * 50
    words = "Rising by 12 a year over 8 quarters since Q3 2017/18, a steady slope"
    assert long_direction(measure, figures) == ("improving", words)


def test_figures_of_rolling_months_have_no_slope(long_direction, make_measure):
    direction = long_direction(make_measure(rolling_months=12), quarters_to(Q2, STEADY))
    reason = "Each figure covers rolling months and shares most of them with the one before"
    assert direction == ("", reason)


def test_neutral_measures_and_what_is_not_there_have_no_slope(long_direction, make_measure):
    figures = quarters_to(Q2, STEADY)
    neutral = make_measure(polarity=Polarity.NEUTRAL, target=None)
    assert long_direction(neutral, figures) == ("", "Neither more nor less of this is better")
    withheld = figures | {Q2.id: {"outturn": None, "marker": "c"}}
    assert long_direction(make_measure(), withheld) == ("", "The figure is withheld")
    assert long_direction(make_measure(), {}) == ("", "No figure for this period")
    yearly = make_measure(frequency=Frequency.YEAR)
    assert long_direction(yearly, {"2018-19": 9.0})[1] == "Nothing is due with this quarter"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            np.linspace(20.0, 15.8, 8),
            ("improving", "Coming nearer to the range by 2.4 points a year"),
        ),
        (
            np.linspace(15.8, 20.0, 8),
            ("worsening", "Moving away from the range by 2.4 points a year"),
        ),
        (
            np.linspace(1.0, 5.2, 8),
            ("improving", "Coming nearer to the range by 2.4 points a year"),
        ),
        (np.linspace(9.0, 13.0, 8), ("no_clear_change", "All figures lie within the range")),
    ],
)
def test_for_a_range_it_is_the_distance_that_falls_or_rises(
    long_direction, make_measure, figures, expected
):
    aim = Aim(year="2019/20", target=8.0, target_upper=14.0)
    measure = make_measure(polarity=Polarity.RANGE, aims={"2019/20": aim})
    direction, reason = long_direction(measure, quarters_to(Q2, figures.tolist()))
    assert (direction, reason.split(" over ")[0]) == expected
    assert long_direction(
        make_measure(polarity=Polarity.RANGE, target=None), quarters_to(Q2, figures.tolist())
    ) == ("", "No range is set to judge the change by")


@pytest.mark.parametrize(
    ("step", "direction", "amount"),
    [
        (0.0, "no_clear_change", "No steady slope"),
        (
            0.06,
            "no_clear_change",
            "The slope over 8 quarters since Q3 2017/18 is too small to show",
        ),
        (0.1, "improving", "Rising by less than 1 a year"),
        (0.13, "improving", "Rising by 1 a year"),
    ],
)
def test_a_slope_that_does_not_show_is_none(long_direction, make_measure, step, direction, amount):
    figures = quarters_to(Q2, [70 + step * n for n in range(8)])
    line = long_direction(make_measure(unit=Unit.INDEX, decimals=0), figures)
    assert line[0] == direction
    assert line[1].startswith(amount)


def test_a_pooled_wave_is_in_no_line(long_direction, make_measure):
    survey = make_measure(frequency=Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2)
    figures = {f"{year}-02-to-{year}-03": 60.0 + year - 2015 for year in range(2016, 2020)}
    figures["2010-04-to-2013-03"] = 20.0
    direction = long_direction(survey, figures, quarter(2018, 4))
    assert direction == ("", "4 comparable surveys so far; 5 are needed")
