"""Ratings on, just above and just below each threshold, by the rules that a word says."""

import pandas as pd
import pytest

from kpis.analysis.figures.columns import columns_of
from kpis.analysis.figures.rag import colours
from kpis.model import LimitsAs, Polarity, RagRule, RatingRule
from kpis.words.figures import figure


def row(outturn, **changes):
    values = {
        "outturn": outturn,
        "target": 95.0,
        "minimum_expectation": 90.0,
        "target_upper": None,
        "minimum_expectation_upper": None,
        "decimals": 1,
        "polarity": "higher",
    }
    figures = [name for name in values if name not in ("decimals", "polarity")]
    return pd.DataFrame([values | changes]).astype(dict.fromkeys(figures, "float64"))


def rate(frame, rule=RagRule.MINIMUM_EXPECTATION, tolerance_percent=0.0):
    """By a rule that plan.toml says in a word."""
    of_plan = {
        RagRule.MINIMUM_EXPECTATION: RatingRule(rule=rule),
        RagRule.TOLERANCE: RatingRule(
            rule=rule, amber_within=tolerance_percent, limits=LimitsAs.ROUNDED
        ),
    }
    return colours(columns_of(frame, list(frame)), of_plan[rule])


def rag(outturn, **changes):
    return rate(row(outturn, **changes)).item()


def by_tolerance(outturn, percent, **changes):
    frame = row(outturn, minimum_expectation=None, **changes)
    return rate(frame, rule=RagRule.TOLERANCE, tolerance_percent=percent).item()


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [
        (100.0, "green"),
        (95.1, "green"),
        (95.0, "green"),
        (94.95, "green"),  # shown as 95.0
        (94.949, "amber"),
        (94.9, "amber"),
        (90.1, "amber"),
        (90.0, "amber"),
        (89.95, "amber"),  # shown as 90.0
        (89.949, "red"),
        (89.9, "red"),
        (-1.0, "red"),
        (None, ""),
    ],
)
def test_higher_is_better(outturn, expected):
    assert rag(outturn) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [
        (0.0, "green"),
        (19.0, "green"),
        (20.0, "green"),
        (20.49, "green"),
        (20.5, "amber"),  # shown as 21
        (21.0, "amber"),
        (25.0, "amber"),
        (25.49, "amber"),
        (25.5, "red"),
        (26.0, "red"),
    ],
)
def test_lower_is_better(outturn, expected):
    waits = {"polarity": "lower", "target": 20.0, "minimum_expectation": 25.0, "decimals": 0}
    assert rag(outturn, **waits) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [
        (5.9, "red"),
        (5.94, "red"),
        (5.95, "amber"),
        (6.0, "amber"),
        (7.9, "amber"),
        (7.94, "amber"),
        (7.95, "green"),
        (8.0, "green"),
        (11.0, "green"),
        (14.0, "green"),
        (14.04, "green"),
        (14.05, "amber"),
        (14.1, "amber"),
        (17.0, "amber"),
        (17.04, "amber"),
        (17.05, "red"),
        (17.1, "red"),
    ],
)
def test_best_within_a_range(outturn, expected):
    turnover = {
        "polarity": "range",
        "target": 8.0,
        "target_upper": 14.0,
        "minimum_expectation": 6.0,
        "minimum_expectation_upper": 17.0,
    }
    assert rag(outturn, **turnover) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"), [(7.9, "red"), (8.0, "green"), (14.0, "green"), (14.1, "red")]
)
def test_a_range_without_minimum_expectations_is_green_or_red(outturn, expected):
    bounds = {"target": 8.0, "target_upper": 14.0, "minimum_expectation": None}
    assert rag(outturn, polarity="range", **bounds) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"), [(-100.0, "green"), (14.0, "green"), (15.0, "amber"), (18.0, "red")]
)
def test_a_range_open_below_binds_above_only(outturn, expected):
    bounds = {"target": None, "target_upper": 14.0, "minimum_expectation": None}
    upper = {"minimum_expectation_upper": 17.0}
    assert rag(outturn, polarity="range", **bounds, **upper) == expected


@pytest.mark.parametrize(("outturn", "expected"), [(95.0, "green"), (94.9, "red")])
def test_without_a_minimum_expectation_worse_than_target_is_red(outturn, expected):
    assert rag(outturn, minimum_expectation=None) == expected


@pytest.mark.parametrize(
    ("polarity", "outturn", "expected"),
    [("higher", 94.9, "red"), ("higher", 95.0, "green"), ("lower", 95.1, "red")],
)
def test_a_minimum_expectation_equal_to_the_target_leaves_no_amber(polarity, outturn, expected):
    assert rag(outturn, polarity=polarity, minimum_expectation=95.0) == expected


@pytest.mark.parametrize("polarity", [p.value for p in Polarity])
def test_without_a_target_there_is_no_colour(polarity):
    assert rag(50.0, target=None, minimum_expectation=None, polarity=polarity) == ""


def test_a_neutral_measure_has_no_colour_whatever_its_target():
    assert rag(50.0, polarity="neutral") == ""


def test_upper_bounds_mean_nothing_where_higher_is_better():
    assert rag(99.0, target_upper=96.0, minimum_expectation_upper=97.0) == "green"


def test_a_target_with_more_decimals_than_are_shown_is_met_as_shown():
    assert rag(21.0, target=21.4, minimum_expectation=20.0, decimals=0) == "green"


def test_a_target_of_nought_is_a_target():
    assert rag(0.0, target=0.0, minimum_expectation=2.0, polarity="lower", decimals=0) == "green"
    assert rag(1.0, target=0.0, minimum_expectation=2.0, polarity="lower", decimals=0) == "amber"


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_the_colour_agrees_with_the_figures_shown(decimals):
    """Rating what is printed gives the colour that rating the figure itself gave."""
    outturns = [centre + n * 10**-decimals / 10 for centre in (90, 95) for n in range(-30, 31)]
    shown = [float(figure(outturn, "count", decimals)) for outturn in outturns]
    frame = pd.concat([row(0.0, decimals=decimals)] * len(outturns), ignore_index=True)
    rated = rate(frame.assign(outturn=outturns)).tolist()
    assert rated == rate(frame.assign(outturn=shown)).tolist()
    assert rated == [
        "green" if value >= 95 else "amber" if value >= 90 else "red" for value in shown
    ]


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [
        (95.0, "green"),
        (94.9, "amber"),
        (85.5, "amber"),
        (85.45, "amber"),  # shown as 85.5
        (85.44, "red"),
        (85.4, "red"),
    ],
)
def test_tolerance_when_higher_is_better(outturn, expected):
    assert by_tolerance(outturn, 10) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"), [(20.0, "green"), (20.1, "amber"), (21.0, "amber"), (21.1, "red")]
)
def test_tolerance_when_lower_is_better(outturn, expected):
    assert by_tolerance(outturn, 5, polarity="lower", target=20.0) == expected


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [(7.1, "red"), (7.2, "amber"), (8.0, "green"), (14.0, "green"), (15.4, "amber"), (15.5, "red")],
)
def test_tolerance_outside_a_range(outturn, expected):
    bounds = {"target": 8.0, "target_upper": 14.0}
    assert by_tolerance(outturn, 10, polarity="range", **bounds) == expected


@pytest.mark.parametrize(
    ("outturn", "polarity", "expected"),
    [
        (-20.0, "higher", "green"),
        (-22.0, "higher", "amber"),
        (-23.0, "higher", "red"),
        (-20.0, "lower", "green"),
        (-18.0, "lower", "amber"),
        (-17.0, "lower", "red"),
    ],
)
def test_tolerance_of_a_target_below_nought_is_on_the_worse_side(outturn, polarity, expected):
    assert by_tolerance(outturn, 10, target=-20.0, polarity=polarity) == expected


def test_under_tolerance_minimum_expectations_play_no_part():
    frame = row(91.0, minimum_expectation=50.0)
    assert rate(frame, rule=RagRule.TOLERANCE, tolerance_percent=1).tolist() == ["red"]


def test_a_tolerance_of_nought_leaves_no_amber():
    assert by_tolerance(94.9, 0) == "red"


def test_every_row_is_rated_by_its_own_decimals_and_polarity():
    frame = pd.concat(
        [row(94.6, decimals=0), row(94.6), row(94.6, polarity="lower", minimum_expectation=99.0)]
    )
    assert rate(frame).tolist() == ["green", "amber", "green"]


def test_no_rows_are_rated_without_complaint():
    assert rate(row(1.0).head(0)).tolist() == []
