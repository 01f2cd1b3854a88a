"""The limits of the rule in force are drawn where they are other than the aims, and named."""

from dataclasses import replace

from kpis.charts.describe import describe_trend
from kpis.charts.trend import trend_chart
from kpis.model import Polarity


def names(figure):
    return {trace.name: trace.line.dash for trace in figure.data if trace.name}


TOLERANCE = {
    "rule": "tolerance",
    "target": 24.0,
    "green_limit": 23.8,
    "amber_limit": 22.8,
    "rag": "green",
}


def test_limits_are_steps_beside_the_target_and_amber_is_dotted(series, recycling):
    rows = series(
        {"period_id": "2017-18", "outturn": 23.9},
        {"period_id": "2018-19", "outturn": 23.8},
        **TOLERANCE,
    )
    drawn = names(trend_chart(rows, recycling))
    assert (drawn["Target"], drawn["Green from"], drawn["Amber from"]) == ("solid", "solid", "dot")


def test_where_lower_is_better_limits_are_up_to(series, recycling):
    rows = series({"period_id": "2018-19", "outturn": 24.1}, **TOLERANCE | {"green_limit": 24.2})
    drawn = names(trend_chart(rows, replace(recycling, polarity=Polarity.LOWER)))
    assert "Green up to" in drawn


def test_limits_that_are_the_aims_are_not_drawn_twice(series, recycling):
    rows = series(
        {"period_id": "2018-19", "outturn": 23.9, "target": 24.0, "minimum_expectation": 22.0},
        green_limit=24.0,
        amber_limit=22.0,
    )
    drawn = names(trend_chart(rows, recycling))
    assert {"Target", "Minimum"} <= set(drawn)
    assert not {"Green from", "Amber from"} & set(drawn)


def test_a_rule_without_amber_draws_none(series, recycling):
    rows = series({"period_id": "2018-19", "outturn": 23.9}, **TOLERANCE | {"amber_limit": 23.8})
    drawn = names(trend_chart(rows, recycling))
    assert "Green from" in drawn
    assert "Amber from" not in drawn


def test_the_words_in_place_of_the_chart_say_what_decided(series, recycling):
    rows = series({"period_id": "2018-19", "outturn": 23.8}, **TOLERANCE)
    assert (
        "23.8% in 2018/19, rated green: it misses the target of 24.0%; green is from 23.8%, amber "
        "from 22.8%." in describe_trend(rows, recycling)
    )
    beside = series(
        {"period_id": "2018-19", "outturn": 23.8},
        rule="comparator",
        reference=23.0,
        reference_of="England",
        green_limit=23.0,
        amber_limit=23.0,
        rag="green",
    )
    assert "rated green: held against 23.0% in England; green is from 23.0%." in describe_trend(
        beside, recycling
    )
