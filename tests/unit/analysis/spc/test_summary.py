"""Variation and assurance of whole series."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from kpis.analysis.spc import xmr, xmr_summary
from kpis.frames import XMR_SUMMARY

STEADY = [9, 11] * 7  # mean 10, limits 4.68 and 15.32
UPL = 15.32


def assurance(points, options, rules="nhsr"):
    return xmr_summary(points, options, rules)["assurance_type"].item()


@pytest.mark.parametrize("rules", ["nhsr", "making_data_count"])
@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (16, "increase", "consistent_fail"),
        (16, "decrease", "consistent_pass"),
        (4, "increase", "consistent_pass"),
        (4, "decrease", "consistent_fail"),
        (10, "increase", "inconsistent"),
        (10, "neutral", ""),
        (np.nan, "increase", ""),
    ],
)
def test_assurance_asks_whether_the_limits_leave_the_target_within_reach(
    points_of, options_of, rules, target, direction, expected
):
    asked = options_of(target=target, improvement_direction=direction)
    assert assurance(points_of(STEADY), asked, rules) == expected


def test_a_target_on_a_limit_is_beyond_it_only_by_making_data_count(points_of, options_of):
    upl = xmr(points_of(STEADY))["upl"].iloc[-1]
    lpl = xmr(points_of(STEADY))["lpl"].iloc[-1]
    for target, expected in [(upl, "consistent_fail"), (lpl, "consistent_pass")]:
        assert assurance(points_of(STEADY), options_of(target=target)) == "inconsistent"
        assert (
            assurance(points_of(STEADY), options_of(target=target), "making_data_count") == expected
        )


def test_a_steady_figure_on_its_target_is_not_called_a_failure(points_of, options_of):
    asked = options_of(target=5, screen_outliers=False)
    assert assurance(points_of([5] * 13), asked, "making_data_count") == "inconsistent"
    missed = options_of(target=6, screen_outliers=False)
    assert assurance(points_of([5] * 13), missed, "making_data_count") == "consistent_fail"


@pytest.mark.parametrize("target", [5, "NA", 6])
def test_without_limits_the_package_says_inconsistent_and_the_guidance_nothing(
    points_of, options_of, target
):
    assert assurance(points_of([5] * 13), options_of(target=target)) == "inconsistent"
    assert assurance(points_of([5]), options_of(target=target)) == "inconsistent"
    assert assurance(points_of([5] * 13), options_of(target=target), "making_data_count") == ""


def test_a_summary_speaks_of_the_latest_group(points_of, options_of):
    points = points_of([*STEADY, *(30 + value for value in STEADY)])
    asked = options_of(rebase=["2020-06-01"], target=20)
    summary = xmr_summary(points, asked).iloc[0]
    assert (summary["points"], summary["mean"], summary["assurance_type"]) == (
        14,
        40,
        "consistent_pass",
    )
    assert not summary["short_group_warning"]


@pytest.mark.parametrize(
    ("values", "warned"), [([1, 2] * 6, True), ([1, 2] * 6 + [1], False), ([], True)]
)
def test_a_group_of_twelve_with_a_value_is_short(points_of, options_of, values, warned):
    """Also an earlier one; points without a value do not count."""
    points = points_of([*values, np.nan, *STEADY])
    rebase = points["date"].iloc[len(values) + 1]
    summary = xmr_summary(points, options_of(rebase=[rebase])).iloc[0]
    assert summary["short_group_warning"] == (warned and bool(values))
    assert summary["points"] == 14


def test_a_chart_already_made_is_not_made_again(points_of, options_of):
    points = pd.concat([points_of(STEADY), points_of([1, 2, np.nan], series="b")])
    asked = options_of(target=16)
    for rules in ("nhsr", "making_data_count"):
        from_points = xmr_summary(points, asked, rules)
        assert_frame_equal(from_points, xmr_summary(xmr(points, asked, rules), asked, rules))
        assert from_points["series"].tolist() == ["a", "b"]


def test_a_series_without_values_is_told_as_such(points_of):
    points = pd.concat([points_of([np.nan], series="empty"), points_of(STEADY)])
    empty, steady = xmr_summary(points).to_dict("records")
    assert (empty["series"], empty["points"], empty["variation_type"]) == ("empty", 0, "")
    assert np.isnan(empty["mean"])
    assert (steady["points"], steady["variation_type"]) == (14, "common_cause")
    assert_frame_equal(xmr_summary(points_of([])), XMR_SUMMARY.empty())
    XMR_SUMMARY.check(xmr_summary(points))
