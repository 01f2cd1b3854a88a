"""A published report, colour by colour, from the plan's folder alone."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from kpis.analysis.figures.rate_return import limits_of_red, rate_return
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.frames import PERFORMANCE, SERIES
from kpis.model import RATED, Provenance, RagRule
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.store import Store
from kpis.use_cases.first_figures import load_first_figures
from kpis.words.figures import figure
from kpis.words.ratings import held_against

FOLDER = Path(__file__).parents[3] / "rating_plan"
QUARTER = quarter(2024, 2)
LATER = datetime(2024, 12, 1)
COLOURS = {status.value for status in RATED}


@pytest.fixture(scope="module")
def outturns(rating_plan, tmp_path_factory) -> pd.DataFrame:
    store = Store(tmp_path_factory.mktemp("rated") / "kpis.duckdb")
    load_first_figures(store, rating_plan)
    return store.outturns()


@pytest.fixture(scope="module")
def rows(rating_plan, outturns):
    frame = performance(rating_plan, outturns, [QUARTER], LATER)
    return {row.code: row for row in PERFORMANCE.rows(frame)}


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    with open(FOLDER / "published_report.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_published_report_comes_out_colour_by_colour(rows, published):
    found = [
        (row.code, row.title, f"{row.outturn:.{row.decimals}f}", row.rag, row.rating_name)
        for row in rows.values()
    ]
    assert found == [tuple(line.values()) for line in published]
    assert sum(line["rating"] in COLOURS for line in published) >= 37


def test_a_figure_that_does_not_compare_has_no_name_of_a_colour(rating_plan, outturns):
    whole = {measure.code: measure for measure in rating_plan.measures}["1.1"]
    counted = {"not_comparable": "Counted otherwise."}
    aims = {year: replace(aim, **counted) for year, aim in whole.aims.items()}
    others = [each for each in rating_plan.measures if each.id != whole.id]
    plan = replace(rating_plan, measures=(replace(whole, aims=aims), *others))
    row = next(
        row
        for row in PERFORMANCE.rows(performance(plan, outturns, [QUARTER], LATER))
        if row.code == "1.1"
    )
    assert (row.rag, row.rating_name, row.latest_rating_name) == ("not_comparable", "", "")


def test_every_rule_gives_a_colour_in_it(rows):
    assert {row.rule for row in rows.values() if row.rag in COLOURS} == set(RagRule)
    assert min(Counter(row.rag for row in rows.values() if row.rag in COLOURS).values()) > 5


def test_the_same_colours_come_of_the_single_figures_of_a_return(rating_plan, rows, outturns):
    own = outturns[(outturns["area"] == rating_plan.area)].reset_index(drop=True)
    now = own[own["period_id"] == QUARTER.id].reset_index(drop=True)
    before = outturns[outturns["period_id"] != QUARTER.id]
    others = outturns[(outturns["area"] != rating_plan.area)]
    stored = pd.concat([before, others], ignore_index=True).drop_duplicates()
    rag = rate_return(rating_plan, now, stored=stored, provenance=Provenance.PUBLISHED)
    found = dict(zip(now["measure_id"], rag, strict=True))
    assert found == {row.measure_id: row.rag for row in rows.values()}


def test_the_same_colours_stand_in_the_series_of_each_measure(rating_plan, rows, outturns):
    for row in rows.values():
        measure = rating_plan.measures_by_id[row.measure_id]
        own = [
            each
            for each in SERIES.rows(series(rating_plan, measure, outturns))
            if each.period_id == QUARTER.id
        ]
        assert [each.rag for each in own] == [row.rag]
        for name in ("rule", "reference_of"):
            assert getattr(own[0], name) == getattr(row, name)


def test_a_later_quarter_carries_each_colour_forward(rating_plan, rows, outturns):
    frame = performance(rating_plan, outturns, [QUARTER.shift(1)], LATER)
    later = {row.code: row for row in PERFORMANCE.rows(frame)}
    assert {code: row.latest_rag for code, row in later.items()} == {
        code: row.rag for code, row in rows.items()
    }
    for code, row in later.items():
        assert row.carried_forward
        assert row.latest_reference_of == rows[code].reference_of
        assert row.latest_rating_name == rows[code].rating_name


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("4.1", "the baseline of 23.4%"),
        ("4.4", "50% in Q1 2024/25"),
        ("4.6", "12.0 in Q2 2023/24"),
        ("4.9", "55.1% in England"),
        ("4.14", "3rd of 8 market towns"),
        ("1.1", ""),
    ],
)
def test_what_a_figure_was_held_against_is_told_in_words(rows, code, words):
    assert held_against(rows[code], rows[code]) == words


@pytest.mark.parametrize(
    ("code", "green", "amber"),
    [
        ("1.1", "97.1%", "93.1%"),  # 1% off 98 is 97.02, and 97.1 the least published above it
        ("1.3", "60", "63"),
        ("2.3", "258", "233"),
        ("2.4", "258", "232"),
        ("3.5", "45%", "40%"),
        ("4.10", "52.0%", "48.0%"),
    ],
)
def test_limits_are_the_least_published_figures_of_their_colour(rows, code, green, amber):
    row = rows[code]
    told = [figure(limit, row.unit, row.decimals) for limit in (row.green_limit, row.amber_limit)]
    assert told == [green, amber]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("4.7", "No figure of Q1 2024/25 is known to hold it against"),
        (
            "4.8",
            "Not comparable with Q1 2024/25: Lessons of private pools are counted too",
        ),
        ("4.12", "No figure of England for Q2 2024/25 is known to hold it against"),
        ("4.16", "Nobody knows how many swans are best"),
    ],
)
def test_what_cannot_be_rated_says_why(rows, code, reason):
    assert rows[code].rag_reason == reason


def test_a_rule_that_needs_no_aims_rates_figures_of_the_plans_years_alone(rating_plan, outturns):
    measure = rating_plan.measures_by_id["cars_idle"]
    before = [
        row.rag
        for row in SERIES.rows(series(rating_plan, measure, outturns))
        if row.returned and row.year < rating_plan.first_year
    ]
    assert before == ["no_target"]
    frame = performance(rating_plan, outturns, [QUARTER.year_before()], LATER)
    row = next(row for row in PERFORMANCE.rows(frame) if row.measure_id == measure.id)
    assert row.rag_reason == "Thornwick Forward 2024-26 rates no figures of 2023/24 by this rule"


def test_nothing_is_held_against_a_figure_that_was_not_known(rating_plan, outturns):
    known = outturns[(outturns["area"] == rating_plan.area) | (outturns["period_id"] != QUARTER.id)]
    frame = performance(rating_plan, known, [QUARTER], LATER)
    rag = {row.code: row.rag for row in PERFORMANCE.rows(frame)}
    for code in ("4.9", "4.10", "4.11", "4.13", "4.14", "4.15"):
        assert rag[code] == "no_target"
    assert rag["4.3"] == "green"


def test_too_few_areas_make_no_rank(rating_plan, outturns):
    few = outturns[~outturns["area"].isin(["Ashby", "Belford", "Corsham", "Denby"])]
    frame = performance(rating_plan, few, [QUARTER], LATER)
    row = next(row for row in PERFORMANCE.rows(frame) if row.code == "4.13")
    assert row.rag == "no_target"
    assert row.rag_reason == (
        "Fewer than 5 of the market towns have a figure for Q2 2024/25 to hold it against"
    )


def test_published_and_illustrative_figures_are_not_held_against_each_other(rating_plan, outturns):
    mixed = outturns.copy()
    earlier = mixed["period_id"] != QUARTER.id
    mixed.loc[earlier, "provenance"] = Provenance.ILLUSTRATIVE.value
    frame = performance(rating_plan, mixed, [QUARTER], LATER)
    row = next(row for row in PERFORMANCE.rows(frame) if row.code == "4.4")
    assert (row.rag, row.rag_reason) == (
        "not_comparable",
        "Not comparable with Q1 2024/25: one of the two figures is illustrative, the other "
        "published",
    )


@pytest.mark.parametrize(("end", "beyond"), [(0, -1), (1, 1)], ids=["least", "most"])
def test_what_will_be_red_is_known_before_the_figure_as_it_is_rated_then(
    rating_plan, outturns, end, beyond
):
    limits = limits_of_red(rating_plan, due_in(rating_plan, QUARTER), outturns)
    own = outturns[(outturns["area"] == rating_plan.area) & (outturns["breakdown"] == "")]
    rules = set()
    for (measure_id, period_id), ends in limits.items():
        measure = rating_plan.measures_by_id[measure_id]
        row = own[(own["measure_id"] == measure_id) & (own["period_id"] == period_id)]
        if pd.isna(ends[end]) or row.empty:
            continue
        rules.add(rating_plan.rule_of(measure).rule)
        for steps, is_red in ((0, False), (beyond, True)):
            figure = round(ends[end] + steps * 10**-measure.decimals, measure.decimals)
            (rag,) = rate_return(
                rating_plan,
                row.assign(outturn=figure),
                stored=outturns,
                provenance=Provenance.PUBLISHED,
            )
            assert (rag == "red") == is_red, (measure_id, ends, figure, rag)
    assert {RagRule.TOLERANCE, RagRule.BANDS, RagRule.TREND} <= rules
    assert RagRule.RANK not in rules
    if end == 0:
        assert rules == set(RagRule) - {RagRule.RANK}


def test_what_depends_on_others_or_on_improving_is_not_said_before_the_figure_comes(
    rating_plan, outturns
):
    due = due_in(rating_plan, QUARTER)
    known = limits_of_red(rating_plan, due, outturns)
    unknown = limits_of_red(rating_plan, due, outturns.iloc[:0])
    lost = {rating_plan.rule_of(rating_plan.measures_by_id[each]).rule for each, _ in known} - {
        rating_plan.rule_of(rating_plan.measures_by_id[each]).rule for each, _ in unknown
    }
    assert {RagRule.TREND, RagRule.COMPARATOR} <= lost
    assert all(
        rating_plan.rule_of(rating_plan.measures_by_id[each]).improving is None for each, _ in known
    )
