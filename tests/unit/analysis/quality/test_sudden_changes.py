"""What is found along a series: gaps, sudden changes, repeated figures."""

from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.model import Basis, Frequency, SeriesBreak, Suspension, Unit
from kpis.periods import quarter
from tests.unit.analysis.quality.rows import STEADY, quarters


def test_a_gap_names_what_is_missing_and_the_figures_on_both_sides(findings):
    (row,) = findings("gap-in-series", *quarters(81.0, "gap", "gap", 84.5)).itertuples()
    assert row.period_id == "2014-15-Q2"
    assert row.sentence == (
        "Nothing was returned for Q2 2014/15 and Q3 2014/15, between 81.0% in Q1 2014/15 and "
        "84.5% in Q4 2014/15."
    )


def test_a_figure_withheld_is_no_gap(findings):
    rows = quarters(81.0, None, 84.5)
    rows[1]["marker"] = "x"
    assert findings("gap-in-series", *rows).empty


def test_periods_in_which_collection_was_suspended_are_no_gap(findings):
    paused = Suspension(since="2014-15-Q2", until="2014-15-Q3", reason="Paused")
    rows = quarters(81.0, "gap", "gap", 84.5)
    assert findings("gap-in-series", *rows, suspensions=(paused,)).empty
    shorter = Suspension(since="2014-15-Q2", until="2014-15-Q2", reason="Paused")
    (row,) = findings("gap-in-series", *rows, suspensions=(shorter,)).itertuples()
    assert row.period_id == "2014-15-Q3"


def test_only_the_councils_own_whole_figures_are_looked_at(findings):
    rows = quarters(81.0, "gap", 84.5)
    assert findings("gap-in-series", *[row | {"area": "Elsewhere"} for row in rows]).empty
    of_women = {"breakdown": "Sex", "category": "Women"}
    assert findings("gap-in-series", *[row | of_women for row in rows]).empty


def test_a_survey_of_another_length_is_no_part_of_the_series(findings):
    wave = {"measure_id": "reviews", "outturn": 60.0}
    rows = [
        wave | {"period_id": "2010-04-to-2013-03"},
        wave | {"period_id": "2016-02-to-2016-03"},
        wave | {"period_id": "2017-02-to-2017-03"},
    ]
    survey = {"frequency": Frequency.SURVEY_WAVE, "wave_start_month": 2, "wave_months": 2}
    assert findings("gap-in-series", *rows, **survey).empty
    (row,) = findings(
        "gap-in-series", *rows, wave | {"period_id": "2019-02-to-2019-03"}, **survey
    ).itertuples()
    assert row.period_id == "2018-02-to-2018-03"


# Sudden changes


def test_a_sudden_change_is_told_with_the_figures_and_what_is_usual(findings):
    (row,) = findings("sudden-change", *quarters(*STEADY, 84.0)).itertuples()
    assert row.period_id == "2016-17-Q3"
    assert row.sentence.startswith(
        "70.4% in Q2 2016/17 became 84.0% in Q3 2016/17 (+13.6\xa0points)"
    )
    assert "usually lie between" in row.sentence


def test_a_figure_that_jumps_and_falls_back_is_one_finding(findings):
    (row,) = findings("sudden-change", *quarters(*STEADY, 84.0, 70.3)).itertuples()
    assert row.period_id == "2016-17-Q3"
    assert "and back to 70.3% in Q4 2016/17" in row.sentence


def test_fewer_than_eight_changes_are_not_judged(findings):
    assert findings("sudden-change", *quarters(*STEADY[:7], 99.0)).empty
    assert len(findings("sudden-change", *quarters(*STEADY[:8], 99.0))) == 1


def test_a_flat_series_is_allowed_a_few_units_of_its_last_decimal(findings):
    flat = [50.0] * 9
    assert findings("sudden-change", *quarters(*flat, 50.3)).empty  # 3 units, the limit is 3.5
    assert len(findings("sudden-change", *quarters(*flat, 50.4))) == 1


def test_a_change_across_a_break_is_not_judged(findings):
    rows = quarters(*STEADY, 84.0)
    before_break = SeriesBreak(period="2016-17-Q3", reason="Redefined")
    before = SeriesBreak(period="2016-17-Q2", reason="Redefined")
    assert findings("sudden-change", *rows, breaks=(before_break,)).empty
    assert len(findings("sudden-change", *rows, breaks=(before,))) == 1


def test_a_change_from_illustrative_to_official_figures_is_not_judged(findings):
    rows = [row | {"provenance": "illustrative"} for row in quarters(*STEADY, 84.0)]
    (row,) = findings("sudden-change", *rows).itertuples()
    assert row.illustrative
    rows[-1]["provenance"] = "published"
    assert findings("sudden-change", *rows).empty


def test_year_to_date_figures_are_held_against_the_same_period_a_year_before(findings):
    to_date = {"basis": Basis.YEAR_TO_DATE, "unit": Unit.COUNT, "decimals": 0}
    years = [quarter_of * step for step in range(10, 14) for quarter_of in (1, 2, 3, 4)]
    assert findings("sudden-change", *quarters(*years), **to_date).empty
    years[-1] = 400
    (row,) = findings("sudden-change", *quarters(*years), **to_date).itertuples()
    assert row.sentence.startswith("48 in Q4 2016/17 became 400 in Q4 2017/18 (+352)")


FIGURES = st.lists(st.integers(0, 60) | st.just("gap"), min_size=9, max_size=40)


@settings(max_examples=30)
@given(figures=FIGURES)
def test_sudden_changes_are_those_a_person_would_find_with_the_rule(findings, figures):
    rows = quarters(*figures)
    frame = findings("sudden-change", *rows, unit=Unit.COUNT, decimals=0)
    assert set(frame["period_id"]) == _sudden_by_hand(figures)


def _sudden_by_hand(figures):
    """The rule in plain Python: one change after the other, in whole numbers."""
    start = quarter(2014, 1)
    change = {
        step: now - before
        for step, (before, now) in enumerate(pairwise(figures), start=1)
        if "gap" not in (before, now)
    }
    if len(change) < 8:
        return set()
    middle = median(change.values())
    spread = max(1.4826 * median(abs(each - middle) for each in change.values()), 1)
    far = {step for step, each in change.items() if abs(each - middle) > 3.5 * spread}
    falls_back = {step for step in far if step - 1 in far and change[step] * change[step - 1] < 0}
    return {start.shift(step).id for step in far - falls_back}


# The same figure again and again


@pytest.mark.parametrize(("times", "count"), [(3, 0), (4, 1), (7, 1)])
def test_four_of_the_same_in_a_row_are_told_once(findings, times, count):
    frame = findings("repeated-figure", *quarters(61.0, *[62.4] * times, 63.0))
    assert len(frame) == count
    if count:
        assert frame["sentence"].iloc[0].startswith(f"62.4% was returned {times} times in a row")


@pytest.mark.parametrize(
    ("outturn", "changes", "count"),
    [
        (62.0, {"decimals": 0}, 0),  # two digits repeat by chance
        (100.0, {}, 0),  # a ceiling
        (0.0, {}, 0),
        (9.9, {}, 0),
        (10.0, {}, 1),
        (99.0, {"unit": Unit.COUNT, "decimals": 0}, 0),
        (100.0, {"unit": Unit.COUNT, "decimals": 0}, 1),
        (-12.5, {"unit": Unit.INDEX}, 1),
    ],
)
def test_figures_that_repeat_by_chance_are_passed_over(findings, outturn, changes, count):
    assert len(findings("repeated-figure", *quarters(*[outturn] * 4), **changes)) == count


def test_the_same_figure_on_both_sides_of_a_gap_is_no_run(findings):
    assert findings("repeated-figure", *quarters(62.4, 62.4, "gap", 62.4, 62.4)).empty


def test_figures_are_compared_as_they_are_shown(findings):
    assert len(findings("repeated-figure", *quarters(62.41, 62.43, 62.38, 62.4))) == 1


def test_the_last_figure_of_one_measure_does_not_run_on_in_the_next(
    findings, make_plan, make_measure
):
    plan = make_plan(make_measure("a"), make_measure("b", code="1.2"))
    two = quarters(62.4, 62.4, first=(2014, 1), measure_id="a")
    rows = [*two, *quarters(62.4, 62.4, first=(2014, 3), measure_id="b")]
    assert findings("repeated-figure", *rows, plan=plan).empty
