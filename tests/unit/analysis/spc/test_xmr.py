"""What goes into a control chart and what is refused; limits and signals at their edges."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from kpis.analysis.spc import xmr, xmr_summary
from kpis.errors import ControlChartError, FrameError
from kpis.frames import XMR

STEADY = [9, 11] * 6  # twelve points: mean 10, limits 4.68 and 15.32


def causes(frame):
    return frame["special_cause_type"].tolist()


@pytest.mark.parametrize(
    "as_given",
    [
        lambda days: days.strftime("%Y-%m-%d"),
        lambda days: days.strftime("%Y-%m-%d").astype(object),
        lambda days: [day.date() for day in days],
        lambda days: days.to_numpy(dtype="datetime64[s]"),
        lambda days: days.strftime("%Y-%m-%dT%H:%M:%S"),
    ],
    ids=["text", "objects of text", "dates", "numpy", "date-times as text"],
)
@pytest.mark.parametrize("rebase", ["2020-04-01", date(2020, 4, 1), datetime(2020, 4, 1)])
def test_dates_may_be_given_in_any_usual_way(points_of, options_of, as_given, rebase):
    values = [*STEADY, *STEADY]
    points = points_of(values)
    as_written = points.assign(date=as_given(pd.DatetimeIndex(points["date"])))
    chart = xmr(as_written, options_of(rebase=[rebase]))
    assert_frame_equal(chart, xmr(points, options_of(rebase=[pd.Timestamp("2020-04-01")])))
    assert chart["rebase_group"].tolist() == [0] * 12 + [1] * 12
    XMR.check(chart)


def test_points_may_come_in_any_order_and_series_keep_theirs(points_of):
    points = pd.concat([points_of(STEADY, series="z"), points_of([1, 2, 3], series="a")])
    shuffled = pd.concat([points[-1:], points.sample(frac=1, random_state=3)[:0], points[:-1]])
    expected = xmr(points)
    assert expected["series"].unique().tolist() == ["z", "a"]
    chart = xmr(shuffled)
    assert chart["series"].unique().tolist() == ["a", "z"]
    for series in "az":
        assert_frame_equal(
            chart[chart["series"] == series].reset_index(drop=True),
            expected[expected["series"] == series].reset_index(drop=True),
        )


def test_no_points_give_no_rows(points_of):
    assert_frame_equal(xmr(points_of([])), XMR.empty())
    assert_frame_equal(xmr(points_of([np.nan])), XMR.empty())


def test_one_point_has_a_mean_and_no_limits(points_of):
    (row,) = xmr(points_of([7])).to_dict("records")
    assert row["mean"] == 7
    assert row["relative_to_mean"] == 0
    assert row["special_cause_type"] == "Common Cause"
    for name in ("lpl", "upl", "nlpl", "nupl", "outside_limits", "close_to_limits"):
        assert np.isnan(row[name])
    assert not row["limits_shown"]


def test_a_point_without_a_value_is_left_out_and_its_neighbours_are_consecutive(points_of):
    rise = [1, 2, 3, np.nan, 4, 5, 6, None, 7]
    gaps = pd.DataFrame({"series": "a", "date": pd.date_range("2020", periods=9), "value": rise})
    chart = xmr(gaps)
    assert_frame_equal(chart, xmr(gaps.dropna()))
    assert causes(chart)[1:-1] == ["7 Point Trend (Increasing)"] * 5


def test_an_infinite_value_is_a_value(points_of):
    chart = xmr(points_of([*STEADY, np.inf]))
    assert np.isinf(chart["mean"]).all()
    assert causes(chart) == ["Below LCL"] * 12 + ["Common Cause"]
    assert np.isnan(chart["relative_to_mean"].iloc[-1])


def test_values_too_large_for_their_range_are_told_without_a_fault(points_of, options_of):
    chart = xmr(points_of([1e308, -1e308] * 7), options_of(screen_outliers=False))
    assert np.isinf(chart["upl"]).all()
    assert (chart["mean"] == 0).all()


def test_a_mean_of_tenths_is_met_by_the_tenth_itself(points_of):
    """0.1 thirteen times over sums to a last bit more than 1.3; the point must lie on the line."""
    chart = xmr(points_of([0.1] * 13))
    assert chart["mean"].tolist() == [0.1] * 13
    assert (chart["relative_to_mean"] == 0).all()


def test_a_limit_itself_is_inside_and_the_next_number_outside(points_of, options_of):
    limit = xmr(points_of(STEADY))["upl"].iloc[0]
    asked = options_of(fix_after_n_points=12)
    on, beyond = (
        xmr(points_of([*STEADY, value]), asked).iloc[-1]
        for value in (limit, np.nextafter(limit, np.inf))
    )
    assert (on["outside_limits"], on["close_to_limits"]) == (0, 1)
    assert (beyond["outside_limits"], beyond["close_to_limits"]) == (1, 0)
    assert (on["special_cause_type"], beyond["special_cause_type"]) == ("Common Cause", "Above UCL")


def test_a_rebase_date_that_no_point_has_is_passed_over(points_of, options_of):
    asked = options_of(rebase=["2019-04-02", "2019-04-01T12:00", "2031-01-01"])
    assert_frame_equal(xmr(points_of(STEADY), asked), xmr(points_of(STEADY)))


def test_a_rebase_at_the_first_point_begins_the_numbering_at_one(points_of, options_of):
    chart = xmr(points_of(STEADY), options_of(rebase=["2019-04-01", "2019-06-01", "2019-06-01"]))
    assert chart["rebase_group"].tolist() == [1, 1] + [2] * 10


def test_a_rebase_holds_where_its_own_point_has_no_value(points_of, options_of):
    """As in the R package, where the group starts with the point that is missing."""
    level = [1, -1, 0.5, -0.5, 0] * 3
    values = [10 + step for step in level] + [20 + step for step in level]
    points = points_of(values)
    points.loc[15, "value"] = np.nan
    asked = options_of(rebase=[points["date"][15]])
    chart = xmr(points, asked)
    assert chart["rebase_group"].tolist() == [0] * 15 + [1] * 14
    apart = [xmr(part)[["mean", "lpl", "upl"]] for part in (points[:15], points[16:])]
    assert_frame_equal(chart[["mean", "lpl", "upl"]], pd.concat(apart, ignore_index=True))
    assert set(causes(chart)) == {"Common Cause"}
    summary = xmr_summary(points, asked).iloc[0]
    assert (summary["points"], summary["variation_type"]) == (14, "common_cause")
    assert summary["mean"] == pytest.approx(np.mean(values[16:]))


@pytest.mark.parametrize(
    ("missing", "rebase", "groups"),
    [
        ([0], [0], [1] * 11),
        ([11], [11], [0] * 11),
        ([3, 4, 5], [3, 5], [0] * 3 + [2] * 6),
        ([3, 5], [3, 5], [0] * 3 + [1] + [2] * 6),
        ([3], [3, 4], [0] * 3 + [2] * 8),
    ],
    ids=["at the first", "at the last", "all between two", "around one", "beside the next"],
)
def test_groups_are_numbered_by_all_points_and_made_of_those_with_a_value(
    points_of, options_of, missing, rebase, groups
):
    points = points_of(STEADY)
    points.loc[missing, "value"] = np.nan
    other = points_of(STEADY, series="b")
    asked = options_of(rebase=list(points["date"][rebase]))
    chart = xmr(pd.concat([points, other]), asked)
    assert chart["rebase_group"].tolist() == groups + [0] * 12


def test_options_of_other_series_and_missing_ones_change_nothing(points_of):
    asked = pd.DataFrame(
        {
            "series": ["other", "a"],
            "improvement_direction": ["decrease", ""],
            "target": [5, np.nan],
            "rebase": [["2019-05-01"], None],
            "fix_after_n_points": [12, np.nan],
            "screen_outliers": [False, None],
        }
    )
    assert_frame_equal(xmr(points_of(STEADY), asked), xmr(points_of(STEADY)))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"fix_after_n_points": 11}, "a: fix_after_n_points is 11"),
        ({"fix_after_n_points": 11.9}, "Fix 12 or more"),
        ({"fix_after_n_points": "dozen"}, "fix_after_n_points is dozen. Give a number"),
        ({"improvement_direction": "up"}, "improvement_direction is up"),
        ({"target": "ten"}, "target is ten"),
        ({"screen_outliers": "TRUE"}, "screen_outliers is TRUE"),
        ({"rebase": ["April"]}, "A date cannot be read"),
    ],
)
def test_options_that_mean_nothing_are_refused(points_of, options_of, asked, message):
    with pytest.raises(ControlChartError, match=message):
        xmr(points_of(STEADY), options_of(**asked))


def test_what_is_no_series_of_points_is_refused(points_of, options_of):
    twice = pd.concat([points_of(STEADY), points_of([np.nan])])
    for points, message in [
        (twice, "a has more than one point on 2019-04-01"),
        (points_of(STEADY).drop(columns="date"), "The points lack date"),
        (points_of(STEADY).assign(series=None), "A point has no series"),
        (points_of(STEADY).assign(date=pd.NaT), "a has a point without a date"),
        (points_of(STEADY).assign(date=""), "a has a point without a date"),
        (points_of(STEADY).assign(date="1/4/2019"), "A date cannot be read"),
        (points_of(STEADY).assign(date=2019), "2019 is no date"),
        (points_of(STEADY).assign(value="high"), "A value is no number"),
    ]:
        with pytest.raises(ControlChartError, match=message):
            xmr(points)
    with pytest.raises(ControlChartError, match="a has two rows of options"):
        xmr(points_of(STEADY), pd.concat([options_of(), options_of()]))
    with pytest.raises(ControlChartError, match="The options lack series"):
        xmr(points_of(STEADY), options_of().drop(columns="series"))
    with pytest.raises(FrameError, match="no rules 'western_electric'; there are nhsr and"):
        xmr(points_of(STEADY), rules="western_electric")


def both(points, options):
    return (xmr(points, options, rules)["special_cause_type"].tolist() for rules in RULES)


RULES = ("nhsr", "making_data_count")


def test_a_point_beyond_a_limit_counts_towards_two_in_three_only_now(points_of, options_of):
    package, now = both(points_of([*STEADY, 16, 14, 11]), options_of(fix_after_n_points=12))
    assert package[-3:] == ["Above UCL", "Common Cause", "Common Cause"]
    assert now[-3:] == ["Above UCL", "2 in 3 Above CL", "Common Cause"]


def test_limits_and_signals_are_told_from_thirteen_points_on(points_of):
    for values, enough in [([*STEADY, 30], True), ([*STEADY[:-1], 30], False)]:
        chart = xmr(points_of(values), rules="making_data_count")
        assert chart["limits_shown"].eq(enough).all()
        for name in ("mean", "lpl", "upl", "nlpl", "nupl", "outside_limits", "relative_to_mean"):
            assert chart[name].notna().eq(enough).all()
        assert chart["point_type"].ne("").eq(enough).all()
        assert chart["special_cause_flag"].any() == enough
        assert xmr(points_of(values))["limits_shown"].all()


@pytest.mark.parametrize(
    ("direction", "named"),
    [
        ("increase", "7 Point Trend (Increasing)"),
        ("decrease", "Below LCL"),
        ("neutral", "Below LCL"),
    ],
)
def test_where_signs_disagree_an_improvement_names_the_point(
    points_of, options_of, direction, named
):
    """A rise that begins below the lower limit: rising is one sign, lying below another."""
    points = points_of([*STEADY, 3, 4, 5, 6, 7, 8, 9])
    asked = options_of(fix_after_n_points=12, improvement_direction=direction)
    package, now = both(points, asked)
    assert package[12] == "Below LCL"
    assert now[12] == named


def test_a_peak_of_two_trends_belongs_to_both(points_of, options_of):
    points = points_of([*STEADY, 7, 8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 7])
    for direction, way in [("increase", "Increasing"), ("decrease", "Decreasing")]:
        asked = options_of(fix_after_n_points=12, improvement_direction=direction)
        package, now = both(points, asked)
        assert package[18] == "7 Point Trend (Decreasing)"
        assert now[18] == f"7 Point Trend ({way})"
