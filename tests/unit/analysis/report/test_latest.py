"""The latest position: what is last known of each measure stands until it is too old."""

import math
from dataclasses import replace
from datetime import datetime

import pytest

from kpis.analysis.report.performance import performance
from kpis.model import Aim, Frequency, Suspension
from kpis.periods import quarter

LATE_2021 = datetime(2021, 12, 1)


def aims(*years):
    return {
        year: Aim(year=year, target=90.0 + number, minimum_expectation=80.0)
        for number, year in enumerate(years)
    }


@pytest.fixture
def latest(make_plan, make_outturns):
    def row(measure, *figures, at=(2019, 2), plan=None):
        plan = plan or make_plan(measure)
        report = performance(plan, make_outturns(*figures), [quarter(*at)], LATE_2021)
        return report.iloc[-1]

    return row


def test_the_figure_of_the_quarter_is_the_latest(latest, make_measure):
    row = latest(make_measure(), ("reviews", "2019-20-Q1", 70.0), ("reviews", "2019-20-Q2", 96.0))
    assert (row["latest_period_id"], row["latest_outturn"]) == ("2019-20-Q2", 96)
    assert (row["latest_rag"], row["latest_quarter_id"]) == ("green", "2019-20-Q2")
    assert not row["carried_forward"]


def test_a_measure_not_due_keeps_its_rating_by_the_aims_of_its_own_period(latest, make_measure):
    yearly = make_measure(frequency=Frequency.YEAR, arrears=1, aims=aims("2018/19", "2019/20"))
    row = latest(yearly, ("reviews", "2018-19", 90.0))
    assert (row["rag"], row["latest_rag"]) == ("not_due", "green")  # 2019/20 asks for 91
    assert (row["latest_target"], row["latest_aims_of"]) == (90, "2018-19")
    assert (row["latest_period_label"], row["latest_quarter_id"]) == ("2018/19", "2019-20-Q1")
    assert row["latest_variance"] == 0
    assert row["carried_forward"]


@pytest.mark.parametrize(
    ("at", "state"),
    [((2019, 3), "amber"), ((2019, 4), "amber"), ((2020, 1), "out_of_date")],
)
def test_a_figure_stands_until_more_than_two_later_ones_have_come_due(
    latest, make_measure, at, state
):
    row = latest(make_measure(), ("reviews", "2019-20-Q2", 93.0), at=at)
    assert (row["rag"], row["latest_rag"]) == ("late", state)
    if state == "out_of_date":
        reason = "The latest figure is of Q2 2019/20; 3 later ones have come due since"
        assert row["latest_rag_reason"] == reason
        assert math.isnan(row["latest_variance"])


def test_where_nothing_is_carried_forward_the_first_later_one_makes_a_figure_too_old(
    latest, make_measure
):
    measure = make_measure(carried_forward_for=0)
    row = latest(measure, ("reviews", "2019-20-Q2", 93.0), at=(2019, 3))
    assert row["latest_rag"] == "out_of_date"
    reason = "The latest figure is of Q2 2019/20; one later one has come due since"
    assert row["latest_rag_reason"] == reason


@pytest.mark.parametrize(
    ("frequency", "period_id", "stands", "too_old"),
    [
        (Frequency.HALF_YEAR, "2018-19-H1", (2019, 3), (2019, 4)),
        (Frequency.YEAR, "2018-19", (2021, 3), (2021, 4)),
        (Frequency.CALENDAR_YEAR, "2018-CY", (2021, 2), (2021, 3)),
    ],
)
def test_its_age_is_counted_in_its_own_periods(
    latest, make_measure, frequency, period_id, stands, too_old
):
    measure = make_measure(frequency=frequency, aims=aims("2018/19"))
    assert latest(measure, ("reviews", period_id, 93.0), at=stands)["latest_rag"] == "green"
    assert latest(measure, ("reviews", period_id, 93.0), at=too_old)["latest_rag"] == "out_of_date"


def test_plan_and_measure_say_how_long_a_figure_stands(latest, make_measure, make_plan):
    figure = ("reviews", "2019-20-Q2", 93.0)
    short = replace(make_plan(make_measure()), carried_forward_for=0)
    assert latest(None, figure, at=(2019, 3), plan=short)["latest_rag"] == "out_of_date"
    own = replace(make_plan(make_measure(carried_forward_for=1)), carried_forward_for=0)
    assert latest(None, figure, at=(2019, 3), plan=own)["latest_rag"] == "amber"
    assert latest(None, figure, at=(2019, 4), plan=own)["latest_rag"] == "out_of_date"


def test_a_withheld_figure_is_no_newer_figure(latest, make_measure):
    withheld = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": None, "marker": "c"}
    row = latest(make_measure(), ("reviews", "2019-20-Q1", 96.0), withheld)
    assert (row["rag"], row["latest_rag"]) == ("not_available", "green")
    assert row["latest_period_id"] == "2019-20-Q1"


def test_without_any_figure_the_state_of_the_quarter_stands(latest, make_measure):
    row = latest(make_measure())
    assert (row["latest_rag"], row["latest_period_id"]) == ("late", "")
    assert row["latest_rag_reason"] == row["rag_reason"]
    assert not row["carried_forward"]


def test_a_suspended_measure_keeps_its_last_rating_until_that_is_too_old(latest, make_measure):
    paused = make_measure(suspensions=(Suspension(since="2019-20-Q2", until="", reason="Attack"),))
    figure = ("reviews", "2019-20-Q1", 96.0)
    assert latest(paused, figure)["latest_rag"] == "green"
    assert latest(paused, figure, at=(2019, 4))["latest_rag"] == "out_of_date"


def test_a_latest_figure_without_a_target_says_of_which_year(latest, make_measure):
    yearly = make_measure(frequency=Frequency.YEAR, arrears=1, aims=aims("2019/20"))
    row = latest(yearly, ("reviews", "2018-19", 90.0))
    assert row["latest_rag"] == "no_target"
    assert row["latest_rag_reason"] == "This plan sets no target for 2018/19"


def test_the_parts_of_a_measure_have_latest_figures_and_the_whole_shows_them(
    make_plan, make_measure, make_outturns
):
    plan = make_plan(make_measure("whole", aims={}), make_measure("part", part_of="whole"))
    report = performance(
        plan, make_outturns(("part", "2019-20-Q1", 96.0)), [quarter(2019, 2)], LATE_2021
    )
    assert report["latest_rag"].tolist() == ["see_parts", "green"]
    assert report["carried_forward"].tolist() == [False, True]
