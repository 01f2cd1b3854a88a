"""The gap between groups: by polarity, with its chance, against a year before."""

import pandas as pd
import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import confint_proportions_2indep

from kpis.analysis.groups.inequality import inequality, why_no_gap
from kpis.frames import BREAKDOWN
from kpis.model import Direction, Polarity, SeriesBreak, Unit
from kpis.periods import period_of_id


def groups(*periods, per=100, provenance="return", own=True):
    """BREAKDOWN of (period, {category: (numerator, denominator), or None where withheld})."""
    rows = [
        {
            "measure_id": "reviews",
            "period_id": period,
            "period_label": period_of_id(period).label,
            "breakdown": "Age",
            "category": name,
            "outturn": round(per * counts[0] / counts[1], 1) if counts else None,
            "numerator": counts[0] if counts else None,
            "denominator": counts[1] if counts else None,
            "marker": "" if counts else "c",
            "interval_low": None,
            "interval_high": None,
            "provenance": provenance,
            "of_own_people": own,
        }
        for period, categories in periods
        for name, counts in categories.items()
    ]
    return BREAKDOWN.conform(pd.DataFrame(rows, columns=list(BREAKDOWN.columns)))


FOUR = {"a": (80, 100), "b": (150, 300), "c": (66, 110), "d": None}


def test_the_gap_is_between_the_best_and_the_worst_group_shown(make_measure):
    (row,) = inequality(groups(("2019-20-Q1", FOUR)), make_measure()).to_dict("records")
    assert (row["best"], row["worst"], row["gap"]) == ("a", "b", 30.0)
    assert (row["groups"], row["withheld"]) == (3, 1)


def test_where_less_is_better_the_lowest_is_the_best(make_measure):
    measure = make_measure(polarity=Polarity.LOWER)
    (row,) = inequality(groups(("2019-20-Q1", FOUR)), measure).to_dict("records")
    assert (row["best"], row["worst"], row["gap"]) == ("b", "a", 30.0)


def test_the_interval_is_newcombes_at_the_level_that_all_pairs_together_need(make_measure):
    (row,) = inequality(groups(("2019-20-Q1", FOUR)), make_measure()).to_dict("records")
    low, high = confint_proportions_2indep(80, 100, 150, 300, method="newcomb", alpha=0.05 / 3)
    assert row["gap_low"] == pytest.approx(100 * low, rel=1e-9)
    assert row["gap_high"] == pytest.approx(100 * high, rel=1e-9)


def test_the_interval_of_rates_rests_on_exact_poisson_limits(make_measure):
    measure = make_measure(unit=Unit.RATE_PER_1000)
    pair = {"a": (40, 2000), "b": (7, 1000)}
    (row,) = inequality(groups(("2019-20-Q1", pair), per=1000), measure).to_dict("records")
    high_a, low_b = chi2.ppf(0.975, 82) / 2 * 0.5, chi2.ppf(0.025, 14) / 2
    assert row["gap"] == 13.0
    assert row["gap_high"] == pytest.approx(13 + ((high_a - 20) ** 2 + (7 - low_b) ** 2) ** 0.5)


def test_a_group_of_a_survey_of_nobody_knows_how_many_has_no_limits(make_measure):
    """The measure's usual sample is that of everybody asked."""
    frame = groups(("2019-20-Q1", {"a": (80, 100), "b": (150, 300)}))
    survey = make_measure(sample_size=1100)
    assert inequality(frame, survey)["gap_low"].notna().all()
    frame.loc[frame["category"] == "b", ["numerator", "denominator"]] = float("nan")
    assert inequality(frame, survey)["gap_low"].isna().all()


@pytest.mark.parametrize(
    ("before", "direction", "reason"),
    [
        ({"a": (900, 1000), "b": (300, 1000)}, Direction.IMPROVING, ""),
        ({"a": (620, 1000), "b": (600, 1000)}, Direction.WORSENING, ""),
        ({"a": (840, 1000), "b": (500, 1000)}, Direction.NO_CLEAR_CHANGE, "may be chance"),
        ({"a": (500, 1000), "b": (800, 1000)}, Direction.NO_CLEAR_CHANGE, "are the same"),
        ({"a": (800, 1000), "b": None, "c": (700, 1000)}, "", "other groups are withheld"),
    ],
)
def test_the_gap_has_a_direction_of_its_own(make_measure, before, direction, reason):
    now = {"a": (800, 1000), "b": (500, 1000)}
    frame = groups(("2018-19-Q1", before), ("2019-20-Q1", now))
    row = inequality(frame, make_measure()).iloc[-1]
    assert row["gap_direction"] == direction
    assert reason in row["gap_direction_reason"]


@pytest.mark.parametrize("without", ["counts", "counts before", "chance"])
def test_a_gap_that_cannot_be_tested_is_neither_narrower_nor_wider(make_measure, without):
    frame = groups(
        ("2018-19-Q1", {"a": (900, 1000), "b": (300, 1000)}),
        ("2019-20-Q1", {"a": (800, 1000), "b": (500, 1000)}),
    )
    if without != "chance":
        of_period = frame["period_id"] == ("2019-20-Q1" if without == "counts" else "2018-19-Q1")
        frame.loc[of_period, ["numerator", "denominator"]] = float("nan")
    measure = make_measure(not_by_chance="They come together." if without == "chance" else "")
    row = inequality(frame, measure).iloc[-1]
    assert row["gap_direction"] == Direction.NOT_TESTED
    assert row["gap_direction_reason"] == "How far the gaps may differ by chance is not known"


def test_no_gap_is_compared_across_a_break_or_with_nothing(make_measure):
    now = {"a": (800, 1000), "b": (500, 1000)}
    frame = groups(("2018-19-Q1", now), ("2019-20-Q1", now))
    broken = make_measure(breaks=(SeriesBreak(period="2019-20-Q1", reason="New form."),))
    first, second = inequality(frame, broken)["gap_direction_reason"]
    assert first == "No gap is known for Q1 2017/18"
    assert second == "Not comparable with Q1 2018/19: New form"


@pytest.mark.parametrize(
    ("changes", "frame", "why"),
    [
        ({"unit": Unit.COUNT}, groups(("2019-20-Q1", FOUR)), "bigger groups will have more"),
        ({"polarity": Polarity.NEUTRAL}, groups(("2019-20-Q1", FOUR)), "neither more nor less"),
        ({}, groups(("2019-20-Q1", FOUR), own=False), "its own people"),
        ({}, groups(("2019-20-Q1", {"a": (8, 100), "b": None})), "two groups or more"),
        ({}, groups(("2019-20-Q1", FOUR)), ""),
    ],
)
def test_where_no_gap_is_told_a_sentence_says_why(make_measure, changes, frame, why):
    measure = make_measure(**changes)
    assert why in why_no_gap(measure, frame)
    assert inequality(frame, measure).empty == bool(why)
