"""What is known of each measure, joined: nothing is worked out twice, nothing from later on."""

import math
import sys
from datetime import datetime

import pandas as pd
import pytest

from kpis.analysis.benchmark import benchmark
from kpis.analysis.figures.rows import reported_by
from kpis.analysis.insights import insights
from kpis.analysis.report.performance import performance
from kpis.analysis.spc import spc_summary
from kpis.frames import INSIGHTS, PERFORMANCE, SPC_SUMMARY
from kpis.model import ComparatorSet
from kpis.periods import period_of_id

Q3 = period_of_id("2019-20-Q3")
AT = datetime(2021, 1, 15)
AREAS = tuple(f"Area {number}" for number in range(1, 9))
SETS = (
    ComparatorSet(id="near", title="Neighbours", areas=AREAS, reference="Region"),
    ComparatorSet(id="far", title="Others", areas=AREAS[:4], reference=""),
)


@pytest.fixture(scope="module")
def plan(make_measure, make_plan):
    return make_plan(
        make_measure("whole", code="1.1", target=None),
        make_measure("part", code="1.1a", part_of="whole"),
        make_measure("visits", code="1.2"),
        make_measure("never", code="1.3"),
        comparator_sets=SETS,
    )


@pytest.fixture(scope="module")
def outturns(make_outturns):
    """20 quarters of `visits`, the last two after Q3; 8 other areas and two wards in Q2."""
    rows = [
        {"measure_id": "visits", "period_id": Q3.shift(2 - back).id, "outturn": 80 + back * 7 % 5}
        for back in range(20)
    ]
    rows += [
        {"measure_id": "visits", "period_id": "2019-20-Q2", "area": area, "outturn": 70.0 + place}
        for place, area in enumerate(("Anytown", *AREAS, "Region"))
    ]
    rows = [
        row | {"provenance": "published"} if row["period_id"] < "2019-20-Q3" else row
        for row in rows[:20] + rows[21:]
    ]
    rows += [
        {
            "measure_id": "visits",
            "period_id": period_id,
            "breakdown": breakdown,
            "category": category,
            "outturn": outturn,
            "numerator": outturn * 10,
            "denominator": 1000.0,
        }
        for period_id, breakdown, category, outturn in [
            ("2019-20-Q1", "Ward", "East", 20.0),
            ("2019-20-Q1", "Ward", "West", 90.0),
            ("2019-20-Q2", "Ward", "East", 60.0),
            ("2019-20-Q2", "Ward", "West", 80.0),
            ("2019-20-Q2", "Sex", "Women", 70.0),
            ("2019-20-Q2", "Sex", "Men", 75.0),
            ("2019-20-Q4", "Ward", "East", 10.0),
            ("2019-20-Q4", "Ward", "West", 95.0),
        ]
    ]
    return make_outturns(*rows)


@pytest.fixture(scope="module")
def joined(plan, outturns):
    return insights(plan, outturns, Q3, AT)


def row_of(joined, measure_id):
    return joined[joined["measure_id"] == measure_id].iloc[0]


def test_every_measure_and_part_has_one_row_in_plan_order(joined):
    INSIGHTS.check(joined)
    assert joined["measure_id"].tolist() == ["whole", "part", "visits", "never"]
    nothing = row_of(joined, "never")
    assert (nothing["variation"], nothing["benchmark_rank"]) == ("", 0)
    assert math.isnan(nothing["outlook"])
    assert nothing["outlook_reason"] != ""


def test_each_part_says_what_the_part_of_analysis_says_by_itself(plan, outturns, joined):
    visits, reported = row_of(joined, "visits"), reported_by(plan, outturns, Q3)
    alone = performance(plan, outturns, [Q3], AT)
    pd.testing.assert_frame_equal(joined[list(PERFORMANCE.columns)], alone)
    summary = row_of(spc_summary(plan, reported), "visits")
    columns = [name for name in SPC_SUMMARY.columns if name != "measure_id"]
    pd.testing.assert_series_equal(visits[columns], summary[columns], check_names=False)
    assert (visits["variation"], visits["points"]) != ("", 0)
    assert visits["outlook_period_id"] == "2019-20-Q4"
    near = benchmark(plan, reported, Q3).iloc[0]
    assert near["comparators"] == visits["benchmark_comparators"] == "near"
    assert visits["benchmark_title"] == "Neighbours"
    assert visits["benchmark_rank"] == near["rank"] > 0
    assert visits["benchmark_gap"] == near["gap"]


@pytest.mark.parametrize(
    ("gap", "told"),
    [("2019-20-Q1", ""), ("2019-20-Q3", "2019-20-Q3"), ("2019-20-Q4", "")],
)
def test_a_later_period_without_a_figure_is_named(
    make_plan, make_measure, make_outturns, gap, told
):
    """Not one before the latest figure, and none that is reported after the quarter."""
    plan = make_plan(make_measure())
    rows = [("reviews", "2019-20-Q2", 90.0)]
    missing = {"measure_id": "reviews", "period_id": gap, "outturn": None, "marker": "x"}
    joined = insights(plan, make_outturns(*rows, missing), Q3, AT)
    row = row_of(joined, "reviews")
    assert row["latest_period_id"] == "2019-20-Q2"
    assert (row["without_period_id"], row["without_marker"]) == (told, "x" if told else "")


def test_the_gap_told_is_the_widest_of_the_newest_period(joined):
    visits = row_of(joined, "visits")
    assert visits["inequality_period_id"] == "2019-20-Q2"
    assert (visits["inequality_breakdown"], visits["inequality_gap"]) == ("Ward", 20.0)
    assert (visits["inequality_best"], visits["inequality_worst"]) == ("West", "East")
    assert not visits["inequality_illustrative"]


def test_gaps_between_groups_can_be_left_out(plan, outturns, joined):
    without = insights(plan, outturns, Q3, AT, gaps=False)
    assert set(without["inequality_breakdown"]) == {""}
    same = [name for name in INSIGHTS.columns if not name.startswith("inequality_")]
    pd.testing.assert_frame_equal(without[same], joined[same])


def test_a_gap_between_illustrative_figures_is_said_to_be(plan, outturns):
    by_group = (outturns["breakdown"] != "") & (outturns["category"] == "East")
    illustrative = outturns.assign(provenance=outturns["provenance"].mask(by_group, "illustrative"))
    rows = insights(plan, illustrative, Q3, AT, outlook=False)
    assert row_of(rows, "visits")["inequality_illustrative"]


def test_figures_reported_later_change_nothing(plan, outturns, joined):
    until = outturns[outturns["period_end"] <= pd.Timestamp(Q3.end)]
    pd.testing.assert_frame_equal(insights(plan, until, Q3, AT), joined)


def test_measures_can_be_asked_for_singly_and_the_report_given(plan, outturns, joined):
    performed = performance(plan, outturns, [Q3.shift(-1), Q3], AT)
    only = insights(plan, outturns, Q3, AT, performed=performed, measure_ids=["visits"])
    expected = joined[joined["measure_id"] == "visits"].reset_index(drop=True)
    pd.testing.assert_frame_equal(only, expected)


def test_the_outlook_can_be_left_out_and_then_is_not_imported(plan, outturns, joined, monkeypatch):
    monkeypatch.setitem(sys.modules, "kpis.analysis.outlook", None)
    without = insights(plan, outturns, Q3, AT, outlook=False)
    assert without["outlook"].isna().all()
    same = [name for name in INSIGHTS.columns if "outlook" not in name and "chance" not in name]
    pd.testing.assert_frame_equal(without[same], joined[same])
