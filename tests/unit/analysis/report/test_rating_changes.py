"""Which measures changed colour, held against their own last rating."""

import pytest

from kpis.analysis.report.performance import performance
from kpis.analysis.report.rating_changes import rating_changes
from kpis.frames import RATING_CHANGES
from kpis.model import Frequency
from kpis.periods import quarter

QUARTERS = [quarter(2018, 1).shift(n) for n in range(8)]


@pytest.fixture
def report(make_plan, make_measure, make_outturns, mid_november):
    years = ("2017/18", "2018/19", "2019/20")
    aims = {"aims": {year: make_measure().aims["2019/20"] for year in years}}
    plan = make_plan(
        make_measure("better", **aims),
        make_measure("worse", **aims),
        make_measure("same", **aims),
        make_measure("first", **aims),
        make_measure("missing", **aims),
        make_measure("yearly", frequency=Frequency.YEAR, arrears=2, **aims),
    )
    outturns = make_outturns(
        ("better", "2019-20-Q1", 91.0),
        ("better", "2019-20-Q2", 96.0),
        ("worse", "2018-19-Q4", 96.0),
        ("worse", "2019-20-Q2", 50.0),
        ("same", "2019-20-Q1", 91.0),
        ("same", "2019-20-Q2", 93.0),
        ("first", "2019-20-Q2", 93.0),
        ("missing", "2019-20-Q1", 93.0),
        ("yearly", "2017-18", 96.0),
        ("yearly", "2018-19", 91.0),
    )
    return performance(plan, outturns, QUARTERS, mid_november)


def test_each_rating_is_held_against_the_measures_own_last_one(report):
    moved = RATING_CHANGES.check(rating_changes(report, "2019-20-Q2")).set_index("measure_id")
    assert moved["moved"].to_dict() == {
        "better": "better",
        "worse": "worse",
        "same": "same",
        "first": "first",
        "yearly": "worse",
    }
    assert moved.loc["worse", ["rag_before", "quarter_before"]].tolist() == ["green", "2018-19-Q4"]
    assert moved.loc["yearly", ["rag_before", "period_before"]].tolist() == ["green", "2017/18"]
    assert moved.loc["first", ["rag_before", "quarter_before"]].tolist() == ["", ""]


def test_later_quarters_play_no_part(report):
    moved = rating_changes(report, "2019-20-Q1").set_index("measure_id")["moved"]
    assert moved.to_dict() == {"better": "first", "same": "first", "missing": "first"}


def test_a_quarter_without_ratings_has_no_movements(report):
    assert len(RATING_CHANGES.check(rating_changes(report, "2019-20-Q4"))) == 0


def test_with_no_earlier_rating_at_all_every_rating_is_a_first(report):
    only = report[report["quarter_id"] == "2019-20-Q2"]
    assert set(rating_changes(only, "2019-20-Q2")["moved"]) == {"first"}
