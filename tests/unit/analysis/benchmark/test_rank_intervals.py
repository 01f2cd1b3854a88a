"""From which rank to which chance may put the council, and what may not be ranked at all."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest, norm
from statsmodels.stats.proportion import proportions_ztest

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.benchmark.rank_intervals import rank_intervals, standings
from kpis.model import Aim, Polarity, Unit
from kpis.period_text import parse_period
from kpis.periods import period_of_id

PUBLISHED = Path(__file__).parents[4] / "data/published"
Q2 = period_of_id("2019-20-Q2")
NAMES = ("outturn", "numerator", "denominator")


@pytest.fixture
def row_of(make_plan, make_outturns, county):
    """The row of one measure in the towns of the county."""

    def find(measure, rows, quarter=Q2):
        frame = benchmark(
            make_plan(measure, comparator_sets=(county,)), make_outturns(*rows), quarter
        )
        (row,) = frame.to_dict("records")
        return row

    return find


def with_cases(rows, cases, per=100):
    """The same figures with the cases behind each: one number for all, or one for each area."""
    every = cases if isinstance(cases, list) else [cases] * len(rows)
    return [
        row
        if known is None
        else row | {"numerator": round(row["outturn"] / per * known), "denominator": known}
        for row, known in zip(rows, every, strict=True)
    ]


@pytest.fixture
def published_rows(strategic_plan):
    """The published figures of one measure and period, as OUTTURNS and by area."""

    def read(name, measure, period):
        with (PUBLISHED / name).open(encoding="utf-8") as file:
            found = [
                row
                for row in csv.DictReader(file)
                if (row["measure"], row["period"], row["breakdown"]) == (measure, period, "")
            ]
        areas = {strategic_plan.area, *strategic_plan.comparator_sets[0].areas}
        return [
            {
                "measure_id": measure,
                "period_id": parse_period(row["period"]).id,
                "area": row["area"],
                "outturn": float(row["outturn"]),
                "numerator": float(row["numerator"]) if row["numerator"] else None,
                "denominator": float(row["denominator"]) if row["denominator"] else None,
                "provenance": "published",
            }
            for row in found
            if row["area"] in areas and row["outturn"]
        ]

    return read


@pytest.mark.parametrize(
    ("name", "measure", "period", "quarter", "rank", "by_pairs", "by_bootstrap"),
    [
        (
            "ohid-fingertips.csv",
            "resident_physical_activity",
            "Nov 2017 to Oct 2018",
            "2019-20-Q2",
            (15, 32),
            (3, 27),
            (6, 25),
        ),
        (
            "mhclg-homelessness.csv",
            "homelessness_prevented",
            "Q3 2019/20",
            "2019-20-Q3",
            (17, 26),
            (9, 23),
            (12, 21),
        ),
    ],
)
def test_ranks_of_published_figures_lie_as_far_as_tests_of_pairs_say(
    strategic_plan,
    make_outturns,
    published_rows,
    name,
    measure,
    period,
    quarter,
    rank,
    by_pairs,
    by_bootstrap,
):
    """Held against statsmodels, area by area, and against drawing every figure again by chance."""
    rows = published_rows(name, measure, period)
    frame = benchmark(strategic_plan, make_outturns(*rows), period_of_id(quarter))
    row = frame[frame["comparators"] == "london_boroughs"].to_dict("records")[0]
    assert (row["rank"], row["areas"]) == rank
    assert (row["rank_low"], row["rank_high"]) == by_pairs
    assert (row["standing"], row["rank_unknown"]) == ("", "")

    planned = strategic_plan.measures_by_id[measure]
    told = planned.sample_size / planned.design_effect
    cases = np.array([told or each["denominator"] for each in rows])
    shares = np.array([each["outturn"] / 100 for each in rows])
    own = [each["area"] for each in rows].index(strategic_plan.area)
    differ = [
        proportions_ztest([share * n, shares[own] * cases[own]], [n, cases[own]])[1] < 0.05
        for share, n in zip(shares, cases, strict=True)
    ]
    assert by_pairs == (
        1 + np.sum(differ & (shares > shares[own])),
        len(rows) - np.sum(differ & (shares < shares[own])),
    )
    drawn = np.random.default_rng(11).binomial(cases.astype(int), shares, (20_000, len(rows)))
    again = drawn / cases
    redrawn = 1 + (again > again[:, [own]]).sum(axis=1)
    assert tuple(np.percentile(redrawn, [2.5, 97.5]).round()) == by_bootstrap
    assert by_pairs[0] <= by_bootstrap[0] <= by_bootstrap[1] <= by_pairs[1]


AREAS = 32


def intervals_of_all(shares, cases):
    """The interval of every area among the others; shares: repetitions × areas."""
    own = shares.ravel()
    group = np.repeat(np.arange(own.size), AREAS)
    others = np.repeat(shares, AREAS, axis=0).ravel()
    apart = np.tile(np.arange(AREAS), own.size) != group % AREAS
    figures = {
        "outturn": 100 * own,
        "numerator": own * cases,
        "denominator": np.full(own.size, float(cases)),
    }
    others_figures = {
        "outturn": 100 * others[apart],
        "numerator": others[apart] * cases,
        "denominator": np.full(apart.sum(), float(cases)),
        "group": group[apart],
    }
    table = {
        "unit": np.full(own.size, "percent", dtype=object),
        "polarity": np.full(own.size, "higher", dtype=object),
        "sample_size": np.zeros(own.size, dtype=int),
        "not_by_chance": np.full(own.size, "", dtype=object),
        "rolling_months": np.zeros(own.size, dtype=int),
        "design_effect": np.ones(own.size),
        "usual_denominator": np.zeros(own.size, dtype=int),
    }
    better = np.sign(others[apart] - own[group[apart]])
    found = rank_intervals(figures, others_figures, table, better)
    return (found[side].reshape(shares.shape) for side in ("low", "high"))


@pytest.mark.parametrize("spread", [0.02, 0.04, 0.08, 0.15])
@pytest.mark.parametrize("cases", [100, 500])
def test_the_true_rank_lies_within_19_times_in_20_however_alike_areas_are(spread, cases):
    """Simulated, over all areas; redrawing figures by chance would hold it less often."""
    generator = np.random.default_rng(34)
    truth = 0.6 + spread * norm.ppf((np.arange(AREAS) + 0.5) / AREAS)
    true_ranks = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
    shares = generator.binomial(cases, np.clip(truth, 0.01, 0.99), (60, AREAS)) / cases
    low, high = intervals_of_all(shares, cases)
    held = (low <= true_ranks) & (true_ranks <= high)
    assert held.mean() > 0.95
    assert held.mean(axis=0).min() > 0.85  # also of the area for which it is worst

    if spread == 0.02 and cases == 100:
        again = generator.binomial(cases, shares[None], (400, *shares.shape)) / cases
        redrawn = 1 + (again[..., None, :] > again[..., :, None]).sum(axis=-1)
        first, last = np.percentile(redrawn, [2.5, 97.5], axis=0)
        assert ((first <= true_ranks) & (true_ranks <= last)).mean() < 0.9


def test_the_interval_is_all_areas_but_those_clearly_better_or_worse(row_of, make_measure, figures):
    rows = figures([50.0, 90.0, 55.0, 52.0, 48.0, 45.0, 10.0])
    row = row_of(make_measure(), with_cases(rows, 100))
    assert (row["rank"], row["rank_low"], row["rank_high"]) == (4, 2, 6)
    row = row_of(make_measure(polarity=Polarity.LOWER), with_cases(rows, 100))
    assert (row["rank"], row["rank_low"], row["rank_high"]) == (4, 2, 6)
    row = row_of(make_measure(), with_cases(rows, 100_000))
    assert (row["rank"], row["rank_low"], row["rank_high"]) == (4, 4, 4)


def test_rates_are_held_apart_by_the_exact_test_of_counts(row_of, make_measure, figures):
    events = [100, 150, 130, 128, 72, 70, 60]
    rows = [
        row | {"numerator": count, "denominator": 25_000}
        for row, count in zip(figures([count * 4.0 for count in events]), events, strict=True)
    ]
    measure = make_measure(unit=Unit.RATE_PER_100000, polarity=Polarity.LOWER)
    row = row_of(measure, rows)
    differ = [binomtest(count, count + 100, 0.5).pvalue < 0.05 for count in events[1:]]
    better = sum(d for d, count in zip(differ, events[1:], strict=True) if count < 100)
    worse = sum(d for d, count in zip(differ, events[1:], strict=True) if count > 100)
    assert 0 < better + worse < len(events) - 1
    assert (row["rank_low"], row["rank_high"]) == (1 + better, len(events) - worse)


def test_a_survey_is_taken_to_have_asked_as_many_everywhere(row_of, make_measure, figures):
    rows = figures([50.0, 90.0, 55.0, 52.0, 48.0, 45.0, 10.0])
    row = row_of(make_measure(sample_size=100), rows)
    assert (row["rank_low"], row["rank_high"], row["rank_unknown"]) == (2, 6, "")


def test_how_many_cases_are_usual_for_the_council_says_nothing_of_other_areas(
    row_of, make_measure, figures
):
    rows = figures([50.0, 90.0, 55.0, 52.0, 48.0, 45.0, 10.0])
    measure = make_measure(usual_denominator=100)
    row = row_of(measure, rows)
    assert (row["rank"], row["rank_low"], row["rank_high"], row["standing"]) == (4, 0, 0, "")
    assert row["rank_unknown"] == (
        "How far chance moves this rank is not known: "
        "the number of cases behind the figures of other areas is not known."
    )
    known = with_cases(rows, [None, 100, 100, 100, None, 100, 100])
    row = row_of(measure, known)
    assert (row["rank_low"], row["rank_high"]) == (2, 6)
    without_extremes = with_cases(rows, [None, None, 100, 100, 100, 100, None])
    row = row_of(measure, without_extremes)
    assert (row["rank_low"], row["rank_high"]) == (1, 7)


def test_the_number_of_children_in_care_of_other_boroughs_is_not_made_up(
    strategic_plan, make_outturns, published_rows
):
    rows = published_rows("dfe-lait.csv", "stable_placements", "2018/19")
    frame = benchmark(strategic_plan, make_outturns(*rows), Q2)
    row = frame[frame["comparators"] == "london_boroughs"].to_dict("records")[0]
    assert (row["rank"], row["areas"]) == (8, 32)
    assert (row["rank_low"], row["rank_high"], row["standing"]) == (0, 0, "")


def test_an_area_of_unknown_cases_is_not_told_apart(row_of, make_measure, figures):
    rows = figures([50.0, 90.0, 55.0, 52.0, 48.0, 45.0, 10.0])
    row = row_of(make_measure(), with_cases(rows, [100, None, 100, 100, 100, 100, 100]))
    assert (row["rank_low"], row["rank_high"]) == (1, 6)


@pytest.mark.parametrize(
    ("changes", "cases", "why"),
    [
        ({}, None, "the number of cases behind the percentage is not known."),
        (
            {},
            [100, None, None, None, None],
            "the number of cases behind the figures of other areas is not known.",
        ),
        ({"not_by_chance": "Waste is weighed."}, 100, "waste is weighed."),
        (
            {
                "polarity": Polarity.RANGE,
                "aims": {"2019/20": Aim(year="2019/20", target=40.0, target_upper=45.0)},
            },
            100,
            "areas are ranked by how near they are to a range.",
        ),
        ({"unit": Unit.DAYS}, 100, "an average of days, returned without how single cases spread"),
    ],
)
def test_where_chance_cannot_be_worked_out_the_reason_is_said(
    row_of, make_measure, figures, changes, cases, why
):
    rows = with_cases(figures([50.0, 90.0, 55.0, 52.0, 48.0]), cases)
    row = row_of(make_measure(**changes), rows)
    assert row["rank"] > 0
    assert (row["rank_low"], row["rank_high"], row["standing"]) == (0, 0, "")
    assert row["rank_unknown"].startswith(f"How far chance moves this rank is not known: {why}")


def test_what_is_not_ranked_has_no_interval_and_no_reason_for_it(row_of, make_measure, figures):
    row = row_of(make_measure(), with_cases(figures([50.0, 90.0, 55.0]), 100))
    assert (row["rank"], row["rank_low"], row["rank_high"], row["rank_unknown"]) == (0, 0, 0, "")


@pytest.mark.parametrize(
    ("low", "high", "areas", "standing"),
    [
        (1, 8, 32, "best_quarter"),
        (1, 9, 32, "better_half"),
        (2, 16, 32, "better_half"),
        (2, 17, 32, ""),
        (16, 32, 32, ""),
        (17, 32, 32, "weaker_half"),
        (24, 32, 32, "weaker_half"),
        (25, 32, 32, "worst_quarter"),
        (1, 6, 26, "best_quarter"),
        (1, 7, 26, "better_half"),
        (21, 26, 26, "worst_quarter"),
        (3, 3, 5, ""),
        (0, 0, 32, ""),
    ],
)
def test_a_part_of_the_ranking_is_named_only_where_all_that_chance_allows_lies_in_it(
    low, high, areas, standing
):
    assert standings(np.array([low]), np.array([high]), np.array([areas]))[0] == standing


@pytest.mark.parametrize(
    ("period", "old", "years"),
    [("2016-17-Q2", False, 3), ("2016-17-Q1", True, 3), ("2018-19-Q3", False, 0)],
)
def test_nothing_is_ranked_by_figures_of_more_than_three_years_before_the_quarter(
    row_of, make_measure, figures, period, old, years
):
    rows = figures([60.0, 50, 70, 40, 40], period=period)
    row = row_of(make_measure(), rows + figures({"County": 55.0}, period=period))
    assert (row["old"], row["years_old"]) == (old, years)
    assert (row["rank"] == 0) == old
    assert row["gap"] == 5.0
    label = period_of_id(period).label
    too_old = f"The figures of {label} are too old to compare areas by today."
    assert row["benchmark_reason"] == (too_old if old else "")


def test_the_areas_of_a_comparison_that_is_too_old_are_not_ranked(
    make_plan, make_measure, make_outturns, figures, county
):
    plan = make_plan(make_measure(), comparator_sets=(county,))
    outturns = make_outturns(*figures([60.0, 50, 70, 40, 40]))
    areas = benchmark_areas(plan, outturns, "reviews", Q2.id, "county", ranked=False)
    assert len(areas) == 5
    assert not areas["rank"].any()
