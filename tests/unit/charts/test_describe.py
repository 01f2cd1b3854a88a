"""The words in place of a trend chart."""

from dataclasses import replace

import pytest

from kpis.charts.describe import describe_trend
from kpis.frames import SERIES
from kpis.model import Polarity


@pytest.mark.parametrize(
    ("rag", "minimum", "words"),
    [
        ("green", 22.0, "23.0% in 2018/19, rated green: it meets the target of 24.0%"),
        (
            "amber",
            22.0,
            "rated amber: it meets the minimum expectation of 22.0% but not the target of 24.0%",
        ),
        ("red", 23.5, "misses the minimum expectation of 23.5%; the target was 24.0%"),
        ("red", float("nan"), "rated red: it misses the target of 24.0%"),
        ("data_only", float("nan"), "Level of recycling: 23.0% in 2018/19."),
    ],
)
def test_the_finding_comes_first(series, recycling, rag, minimum, words):
    row = {"period_id": "2018-19", "outturn": 23.0, "rag": rag}
    frame = series(row | {"target": 24.0, "minimum_expectation": minimum})
    assert words in describe_trend(frame, recycling).split(". ")[0] + "."


@pytest.mark.parametrize(
    ("before", "polarity", "words"),
    [
        (25.0, Polarity.HIGHER, "2.0\u00a0points lower than in 2017/18 (higher is better)."),
        (25.0, Polarity.LOWER, "2.0\u00a0points lower than in 2017/18 (lower is better)."),
        (22.0, Polarity.NEUTRAL, "1.0\u00a0point higher than in 2017/18."),
        (23.04, Polarity.HIGHER, "It is the same as in 2017/18."),
        (23.06, Polarity.HIGHER, "0.1\u00a0points lower than in 2017/18 (higher is better)."),
    ],
)
def test_the_change_says_how_much_and_which_way_is_better(
    series, recycling, before, polarity, words
):
    frame = series(
        {"period_id": "2017-18", "outturn": before}, {"period_id": "2018-19", "outturn": 23.0}
    )
    assert words in describe_trend(frame, replace(recycling, polarity=polarity))


def test_a_total_to_date_is_compared_with_the_same_quarter_a_year_before(series, recycling):
    frame = series(
        {"period_id": "2018-19-Q1", "outturn": 10.0},
        {"period_id": "2018-19-Q4", "outturn": 44.0},
        {"period_id": "2019-20-Q1", "outturn": 12.0},
        year_to_date=True,
    )
    words = describe_trend(frame, recycling)
    assert "2.0\u00a0points higher than in Q1 2018/19" in words
    assert "than in Q4" not in words


def test_nothing_is_compared_across_a_break(series, recycling):
    frame = series(
        {"period_id": "2017-18", "outturn": 26.0},
        {
            "period_id": "2018-19",
            "outturn": 23.0,
            "break_before": True,
            "break_reason": "New weighbridge.",
        },
    )
    words = describe_trend(frame, recycling)
    assert "lower than" not in words
    assert "Break at 2018/19: New weighbridge." in words


def test_other_areas_are_given_for_the_same_period_only(series, recycling):
    frame = series(
        {"period_id": "2018-19", "outturn": 23.0},
        {"period_id": "2018-19", "outturn": 33.0, "area": "London"},
        {"period_id": "2019-20", "outturn": 44.0, "area": "England"},
    )
    words = describe_trend(frame, recycling)
    assert "In the same period: London 33.0%." in words
    assert "England" not in words


def test_highest_lowest_and_gaps_are_named(series, recycling):
    frame = series(
        {"period_id": "2015-16", "outturn": 27.0},
        {"period_id": "2016-17", "returned": False},
        {"period_id": "2017-18", "outturn": 28.0},
        {"period_id": "2018-19", "outturn": 23.0},
    )
    words = describe_trend(frame, recycling)
    assert "3 figures since 2015/16 the highest is 28.0% (2017/18), the lowest 23.0%" in words
    assert "No figure for 2016/17." in words


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["illustrative", "illustrative"], "All figures are illustrative."),
        (["published", "illustrative"], "1 of the 2 figures are illustrative."),
    ],
)
def test_illustrative_figures_are_said_to_be(series, recycling, kinds, words):
    frame = series(
        {"period_id": "2017-18", "outturn": 26.0, "provenance": kinds[0]},
        {"period_id": "2018-19", "outturn": 23.0, "provenance": kinds[1]},
    )
    assert words in describe_trend(frame, recycling)


def test_returned_figures_say_nothing_of_it(series, recycling):
    frame = series({"period_id": "2018-19", "outturn": 23.0})
    assert "illustrative" not in describe_trend(frame, recycling)


def test_a_range_names_both_bounds(series, turnover):
    frame = series(
        {
            "period_id": "2018-19",
            "outturn": 11.0,
            "rag": "green",
            "target": 8.0,
            "target_upper": 14.0,
        }
    )
    assert "meets the target of 8.0% to 14.0%" in describe_trend(frame, turnover)


def test_no_figures_give_a_sentence(recycling):
    assert describe_trend(SERIES.empty(), recycling) == (
        "Level of recycling: no figures have been returned yet."
    )


@pytest.mark.parametrize(
    ("made_up", "words"),
    [
        ([False, False], ""),
        ([True, False], "Some targets are illustrative."),
        ([True, True], "All targets are illustrative."),
        ([True], "The target is illustrative."),
    ],
)
def test_a_target_that_is_illustrative_is_said_beside_real_figures(
    series, recycling, made_up, words
):
    rows = [
        {"period_id": f"{2017 + place}-{18 + place}", "outturn": 23.0, "target": 24.0}
        | {"target_illustrative": each}
        for place, each in enumerate(made_up)
    ]
    told = describe_trend(series(*rows), recycling)
    assert told.endswith(words)
    assert ("illustrative" in told) == bool(words)
