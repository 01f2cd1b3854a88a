"""The report frame: which rows it has, and what each column says."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from kpis.analysis.report.performance import performance
from kpis.errors import FrameError
from kpis.frames import OUTTURNS, PERFORMANCE
from kpis.model import Aim, Frequency, Polarity
from kpis.periods import quarter

Q1, Q2 = quarter(2019, 1), quarter(2019, 2)


def test_one_row_per_quarter_as_given_and_measure_in_plan_order(
    make_plan, make_measure, make_outturns, mid_november
):
    plan = make_plan(make_measure("b"), make_measure("a"))
    report = performance(plan, make_outturns(("a", "2019-20-Q1", 91.0)), [Q2, Q1], mid_november)
    assert report["quarter_id"].tolist() == ["2019-20-Q2"] * 2 + ["2019-20-Q1"] * 2
    assert report["measure_id"].tolist() == ["b", "a", "b", "a"]
    assert report["rag"].tolist() == ["late", "late", "late", "amber"]
    assert PERFORMANCE.check(report) is report


def test_quarters_at_once_give_what_each_quarter_gives_alone(
    make_plan, make_measure, make_outturns, mid_november
):
    plan = make_plan(make_measure("a"), make_measure("b", frequency=Frequency.HALF_YEAR))
    outturns = make_outturns(
        *(("a", quarter(2018, 1).shift(n).id, 90.0 + n) for n in range(6)),
        ("b", "2018-19-H2", 90.0),
        ("b", "2019-20-H1", 95.0),
    )
    quarters = [quarter(2018, 1).shift(n) for n in range(8)]
    together = performance(plan, outturns, quarters, mid_november)
    alone = [performance(plan, outturns, [q], mid_november) for q in quarters]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))


def test_no_outturns_and_no_quarters_give_frames_that_keep_the_contract(
    make_plan, make_measure, mid_november
):
    plan = make_plan(make_measure())
    assert performance(plan, OUTTURNS.empty(), [Q2], mid_november)["rag"].tolist() == ["late"]
    nothing = performance(plan, OUTTURNS.empty(), [], mid_november)
    assert len(PERFORMANCE.check(nothing)) == 0


def test_only_whole_figures_of_the_plans_own_area_are_used(
    make_plan, make_measure, make_outturns, mid_november
):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 1.0}
    outturns = make_outturns(
        row | {"area": "England"},
        row | {"breakdown": "Sex", "category": "Women"},
        row | {"measure_id": "of another plan"},
    )
    report = performance(make_plan(make_measure()), outturns, [Q2], mid_november)
    assert report["rag"].tolist() == ["late"]
    assert report["latest_period_id"].tolist() == [""]


def test_what_the_plan_and_the_return_say_is_carried_along(
    make_plan, make_measure, make_outturns, mid_november
):
    plan = make_plan(
        make_measure(
            outcome=3,
            code="3.2",
            short_title="Reviews",
            themes=("people", "place"),
            aims={"2019/20": Aim(year="2019/20", target=95.0, illustrative=True)},
        )
    )
    row = {
        "measure_id": "reviews",
        "period_id": "2019-20-Q2",
        "outturn": 94.449,
        "numerator": 17.0,
        "denominator": 18.0,
        "marker": "p",
        "commentary": "Staff were away.",
        "submission_id": "s7",
    }
    reported = performance(plan, make_outturns(row), [Q2], mid_november).iloc[0]
    expected = {
        "code": "3.2",
        "title": "Title of reviews",
        "short_title": "Reviews",
        "outcome": 3,
        "priority": 2,
        "themes": "people place",
        "period_id": "2019-20-Q2",
        "period_label": "Q2 2019/20",
        "frequency": "quarter",
        "basis": "period",
        "unit": "percent",
        "unit_label": "%",
        "decimals": 1,
        "polarity": "higher",
        "outturn": 94.449,
        "numerator": 17.0,
        "denominator": 18.0,
        "interval_method": "Wilson score",
        "interval_reason": "",
        "marker": "p",
        "provenance": "return",
        "submission_id": "s7",
        "commentary": "Staff were away.",
        "target": 95.0,
        "target_illustrative": True,
        "due_on": pd.Timestamp("2019-10-18"),
        "returned_on": pd.Timestamp("2019-10-10"),
        "returned_late": False,
    }
    assert {name: reported[name] for name in expected} == expected
    assert np.isnan(reported["minimum_expectation"])
    assert (round(reported["interval_low"], 1), round(reported["interval_high"], 1)) == (74.2, 99.0)


@pytest.mark.parametrize(
    ("outturn", "target", "expected"),
    [(94.449, 95.0, -0.6), (95.05, 95.0, 0.1), (95.04, 95.0, 0.0), (0.3, 0.1, 0.2)],
)
def test_the_variance_is_that_of_the_figures_shown(
    make_plan, make_measure, make_outturns, mid_november, outturn, target, expected
):
    plan = make_plan(make_measure(target=target, minimum=None))
    outturns = make_outturns(("reviews", "2019-20-Q2", outturn))
    assert performance(plan, outturns, [Q2], mid_november)["variance"].item() == expected


@pytest.mark.parametrize(
    ("outturn", "expected"), [(7.0, -1.0), (8.0, 0.0), (10.0, 0.0), (14.0, 0.0), (15.5, 1.5)]
)
def test_the_variance_from_a_range_is_the_distance_to_its_nearer_bound(
    make_plan, make_measure, make_outturns, mid_november, outturn, expected
):
    aim = Aim(year="2019/20", target=8.0, target_upper=14.0)
    plan = make_plan(make_measure(polarity=Polarity.RANGE, aims={"2019/20": aim}))
    outturns = make_outturns(("reviews", "2019-20-Q2", outturn))
    assert performance(plan, outturns, [Q2], mid_november)["variance"].item() == expected


def test_without_a_rating_there_is_no_variance(
    make_plan, make_measure, make_outturns, mid_november
):
    aim = Aim(year="2019/20", target=95.0, not_comparable="New definition")
    plan = make_plan(make_measure(aims={"2019/20": aim}))
    outturns = make_outturns(("reviews", "2019-20-Q2", 94.0))
    report = performance(plan, outturns, [Q2], mid_november)
    assert report["target"].item() == 95.0
    assert np.isnan(report["variance"].item())


@pytest.mark.parametrize(
    ("returned", "provenance", "late"),
    [
        (datetime(2019, 10, 18, 23, 59), "return", False),
        (datetime(2019, 10, 19, 0, 1), "return", True),
        (datetime(2019, 10, 19), "illustrative", True),
        (datetime(2020, 6, 1), "published", False),
    ],
)
def test_a_return_is_late_when_it_first_came_after_its_due_day(
    make_plan, make_measure, make_outturns, mid_november, returned, provenance, late
):
    row = {
        "measure_id": "reviews",
        "period_id": "2019-20-Q2",
        "outturn": 91.0,
        "known_at": datetime(2019, 12, 1),
        "first_known_at": returned,
        "provenance": provenance,
    }
    report = performance(make_plan(make_measure()), make_outturns(row), [Q2], mid_november)
    assert report["returned_on"].item() == returned
    assert report["returned_late"].item() == late


def test_what_is_not_returned_has_no_day_and_is_not_a_late_return(
    make_plan, make_measure, mid_november
):
    report = performance(make_plan(make_measure()), OUTTURNS.empty(), [Q2], mid_november)
    assert pd.isna(report["returned_on"].item())
    assert not report["returned_late"].item()


def test_the_newest_figure_known_is_given_also_when_nothing_is_due(
    make_plan, make_measure, make_outturns, mid_november
):
    plan = make_plan(
        make_measure("yearly", frequency=Frequency.YEAR, arrears=1), make_measure("quarterly")
    )
    outturns = make_outturns(
        ("yearly", "2017-18", 80.0),
        ("yearly", "2018-19", 81.0),
        ("yearly", "2019-20", 82.0),
        ("quarterly", "2018-19-Q4", 70.0),
        {"measure_id": "quarterly", "period_id": "2019-20-Q1", "outturn": None, "marker": "x"},
        ("quarterly", "2019-20-Q3", 72.0),
    )
    report = performance(plan, outturns, [quarter(2018, 4), Q1, Q2], mid_november)
    yearly = report[report["measure_id"] == "yearly"]
    # With one quarter in arrears 2018/19 is reported with Q1 2019/20.
    assert yearly["latest_period_id"].tolist() == ["2017-18", "2018-19", "2018-19"]
    assert yearly["latest_outturn"].tolist() == [80.0, 81.0, 81.0]
    assert yearly["period_id"].tolist() == ["", "2018-19", ""]
    quarterly = report[report["measure_id"] == "quarterly"]
    assert quarterly["latest_period_id"].tolist() == ["2018-19-Q4"] * 3


def test_a_measure_with_parts_has_no_figures_of_its_own(
    make_plan, make_measure, make_outturns, mid_november
):
    plan = make_plan(make_measure("all"), make_measure("women", part_of="all", code="1.1a"))
    outturns = make_outturns(("all", "2019-20-Q2", 91.0), ("women", "2019-20-Q2", 91.0))
    whole, part = performance(plan, outturns, [Q2], mid_november).to_dict("records")
    assert (whole["rag"], whole["period_id"]) == ("see_parts", "")
    assert np.isnan(whole["outturn"])
    assert pd.isna(whole["due_on"])
    for against in ("previous", "year"):
        assert whole[f"direction_{against}"] == ""
        assert whole[f"direction_{against}_reason"] == "See its parts"
    assert (part["rag"], part["part_of"], part["code"]) == ("amber", "all", "1.1a")


def test_outturns_that_break_their_contract_are_refused(make_plan, make_measure, mid_november):
    with pytest.raises(FrameError, match="outturns lacks known_at"):
        performance(
            make_plan(make_measure()),
            OUTTURNS.empty().drop(columns="known_at"),
            [Q2],
            mid_november,
        )


def test_changing_a_report_does_not_reach_the_next_one(
    make_plan, make_measure, make_outturns, mid_november
):
    plan, outturns = make_plan(make_measure()), make_outturns(("reviews", "2019-20-Q2", 91.0))
    first = performance(plan, outturns, [Q2], mid_november)
    first["title"] = "changed"
    first["target"] = 0.0
    second = performance(plan, outturns, [Q2], mid_november)
    assert second["title"].tolist() == ["Title of reviews"]
    assert second["rag"].tolist() == ["amber"]


def test_two_plans_that_look_alike_are_not_taken_for_each_other(
    make_plan, make_measure, make_outturns, mid_november
):
    outturns = make_outturns(("reviews", "2019-20-Q2", 91.0))
    for target, expected in ((95.0, "amber"), (91.0, "green"), (95.0, "amber")):
        plan = make_plan(make_measure(target=target))
        assert performance(plan, outturns, [Q2], mid_november)["rag"].tolist() == [expected]
