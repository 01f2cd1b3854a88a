"""A survey as one thing: its results beside the wave before, its waves, how sure they are."""

from dataclasses import replace
from datetime import datetime
from math import isnan, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.analysis.direction.significance import significance_tests
from kpis.analysis.figures.columns import columns_of
from kpis.analysis.report.performance import performance
from kpis.analysis.report.survey import (
    change_told_apart,
    changes_tested,
    margin,
    survey_results,
    survey_waves,
)
from kpis.analysis.series.measure_series import series
from kpis.frames import SURVEY_RESULTS, SURVEY_WAVES
from kpis.model import Aim, Frequency, SeriesBreak, Survey, SurveyWave
from kpis.periods import quarter

W18, W19, W20 = "2018-02-to-2018-03", "2019-02-to-2019-03", "2020-02-to-2020-03"
OF_2019 = quarter(2019, 1)  # whose report has the wave of 2019
SHARES = st.floats(0.01, 0.99)
PEOPLE = st.integers(30, 5000)
EFFECTS = st.floats(1, 3)


@pytest.fixture
def survey() -> Survey:
    return Survey(
        id="asks",
        title="Anytown Asks",
        about="Many are asked.",
        wave_start_month=2,
        wave_months=2,
        arrears=1,
        sample_size=1100,
        design_effect=1.5,
        design_effect_source="Assumed.",
        source="Anytown Asks",
        directorate="Place",
        owner="Head of Asking",
    )


@pytest.fixture
def ask(make_measure, survey):
    """ask(id): a question of the survey, put to all unless told."""

    def make(measure_id, **changes):
        values = {
            "survey": survey.id,
            "frequency": Frequency.SURVEY_WAVE,
            "wave_start_month": 2,
            "wave_months": 2,
            "arrears": 1,
            "sample_size": survey.sample_size,
            "design_effect": survey.design_effect,
            "decimals": 0,
            "target": 60.0,
            "minimum": 50.0,
        }
        return make_measure(measure_id, **values | changes)

    return make


@pytest.fixture
def seen(make_plan, make_outturns, survey):
    """seen(measures, figures): plan, PERFORMANCE of the quarters up to one, and that quarter.

    figures: (measure id, wave, outturn, people or None).
    """

    def call(measures, figures, at=OF_2019, survey=survey):
        plan = make_plan(*measures, surveys=(survey,))
        outturns = make_outturns(
            *(
                {"measure_id": m, "period_id": p, "outturn": o, "denominator": n}
                for m, p, o, n in figures
            )
        )
        quarters = [at.shift(-back) for back in range(12, -1, -1)]
        return plan, performance(plan, outturns, quarters, datetime(2021, 1, 1)), at

    return call


def result_of(survey, plan, performed, _at):
    (row,) = SURVEY_RESULTS.rows(survey_results(plan, survey, performed))
    return row


@given(share=SHARES, people=PEOPLE, effect=EFFECTS)
def test_the_margin_is_the_formula_of_a_share_with_a_design_effect(share, people, effect):
    plain = 1.959963984540054 * sqrt(share * (1 - share) / (people / effect)) * 100
    assert margin(share, people, effect) == pytest.approx(plain)


def test_the_margin_of_the_councils_survey_near_half_is_3_6_points():
    # 1.96 × √(1.5 × 0.5 × 0.5 / 1100) = 0.0362, by hand
    assert margin(0.5, 1100, 1.5) == pytest.approx(3.62, abs=0.005)
    assert margin(0.5, 1100) == pytest.approx(2.95, abs=0.005)
    assert isnan(margin(0.5, float("nan"), 1.5))
    assert isnan(margin(0.5, 0, 1.5))


@given(share=SHARES, people=PEOPLE, before=PEOPLE, effect=EFFECTS)
def test_two_waves_are_told_apart_from_where_the_test_tells_them_apart(
    share, people, before, effect
):
    """Of two results near each other; the test itself pools their shares."""
    pair: dict[Any, Any] = {
        "outturn": share * 100,
        "before_outturn": share * 100,
        "numerator": np.nan,
        "before_numerator": np.nan,
        "denominator": float(people),
        "before_denominator": float(before),
        "unit": "percent",
        "sample_size": 1,
        "design_effect": effect,
        "not_by_chance": "",
        "rolling_months": 0,
        "before_months": 12,
    }
    tested = significance_tests(
        {
            name: np.array([value], dtype=object if isinstance(value, str) else None)
            for name, value in pair.items()
        }
    )
    assert change_told_apart(share, people, before, effect) == pytest.approx(tested["margin"][0])


def test_a_result_stands_beside_the_wave_before_as_its_report_has_both(ask, seen, survey):
    figures = [("safe", W18, 60.4, 1155), ("safe", W19, 58.2, 1067)]
    plan, performed, at = seen([ask("safe")], figures)
    row = result_of(survey, plan, performed, at)
    of_report = performed[performed["quarter_id"] == OF_2019.id].iloc[0]
    of_before = performed[performed["quarter_id"] == "2018-19-Q1"].iloc[0]
    assert (row.quarter_id, row.period_id, row.before_period_id) == ("2019-20-Q1", W19, W18)
    assert (row.outturn, row.before_outturn) == (58.2, 60.4)
    assert row.change == -2.0  # of 58 and 60, as shown
    assert (row.interval_low, row.interval_high) == (
        of_report["interval_low"],
        of_report["interval_high"],
    )
    assert (row.before_low, row.before_high) == (
        of_before["interval_low"],
        of_before["interval_high"],
    )
    assert row.direction == of_report["direction_previous"] == "no_clear_change"
    assert row.direction_reason == of_report["direction_previous_reason"]
    assert row.rag == of_report["rag"]
    assert (row.people, row.people_returned) == (1067.0, True)


def test_a_result_is_rated_by_the_aims_of_its_own_year(ask, seen, survey):
    asked = ask("safe", aims={"2018/19": Aim(year="2018/19", target=60, minimum_expectation=50)})
    row = result_of(survey, *seen([asked], [("safe", W19, 58.2, 1067)]))
    assert (row.rag, row.target, row.minimum_expectation) == ("amber", 60.0, 50.0)


def test_a_figure_without_its_own_base_is_of_as_many_as_usual(ask, seen, survey):
    row = result_of(survey, *seen([ask("safe")], [("safe", W19, 58, None)]))
    assert (row.people, row.people_returned) == (1100.0, False)
    row = result_of(survey, *seen([ask("safe", sample_size=0)], [("safe", W19, 58, None)]))
    assert isnan(row.people)


def test_a_change_over_which_the_method_changed_is_not_compared(ask, seen, survey):
    changed = (SeriesBreak(period=W19, reason="Asked by telephone."),)
    figures = [("safe", W18, 40, 1100), ("safe", W19, 70, 1100)]
    row = result_of(survey, *seen([ask("safe", breaks=changed)], figures))
    assert row.break_reason == "Asked by telephone"
    assert row.direction == ""
    assert row.before_outturn == 40  # shown, and not compared


def test_a_break_before_both_waves_or_after_them_keeps_nothing_apart(ask, seen, survey):
    figures = [("safe", W18, 40, 1100), ("safe", W19, 70, 1100)]
    for period in (W18, W20):
        changed = (SeriesBreak(period=period, reason="Asked by telephone."),)
        row = result_of(survey, *seen([ask("safe", breaks=changed)], figures))
        assert row.break_reason == ""
        assert row.direction == "improving"


def test_a_question_without_a_figure_keeps_its_row_with_nothing_in_it(ask, seen, survey):
    plan, performed, _ = seen([ask("safe"), ask("new", code="1.2")], [("safe", W19, 58, 1067)])
    safe, new = SURVEY_RESULTS.rows(survey_results(plan, survey, performed))
    assert (new.measure_id, new.code, new.title) == ("new", "1.2", "Title of new")
    assert isnan(new.outturn)
    assert (new.period_id, new.quarter_id, new.before_period_id, new.rag) == ("", "", "", "")
    assert (safe.before_period_id, isnan(safe.change)) == ("", True)


def test_measures_of_no_survey_or_of_another_are_not_in_it(ask, make_measure, seen, survey):
    measures = [ask("safe"), make_measure("bins", code="1.2"), ask("x", code="1.3", survey="else")]
    plan, performed, _ = seen(measures, [("safe", W19, 58, 1067), ("x", W19, 58, 1067)])
    assert list(survey_results(plan, survey, performed)["measure_id"]) == ["safe"]


def waves_of(survey, plan, performed, at):
    return SURVEY_WAVES.rows(survey_waves(plan, survey, performed, at))


def test_waves_say_how_many_answered_and_how_sure_that_is(ask, seen, survey):
    measures = [ask("a"), ask("b", code="1.2"), ask("some", code="1.3", sample_size=140)]
    figures = [
        *(("a", W18, 50, 1000), ("b", W18, 50, None)),
        *(("a", W19, 50, 1050), ("b", W19, 50, 1150), ("some", W19, 50, 126)),
    ]
    late, early = waves_of(survey, *seen(measures, figures))
    assert (late.period_id, late.quarter_id, early.period_id) == (W19, "2019-20-Q1", W18)
    assert (late.due, late.returned, early.returned) == (3, 3, 2)
    assert (late.people_low, late.people_high) == (1050, 1150)  # those of all, not of a group
    assert (late.people, early.people) == (1100, 1000)
    assert late.margin == pytest.approx(196 * sqrt(1.5 * 0.25 / 1100), rel=1e-4)


def test_interviews_that_the_plan_knows_come_before_what_was_returned(ask, seen, survey):
    told = replace(survey, waves=(SurveyWave(period=W19, interviews=900, note="Snow."),))
    (wave,) = waves_of(told, *seen([ask("a")], [("a", W19, 50, 1050)], survey=told))
    assert (wave.interviews, wave.people, wave.note) == (900, 900, "Snow.")
    assert wave.margin == pytest.approx(196 * sqrt(1.5 * 0.25 / 900), rel=1e-4)


def test_a_wave_of_which_nothing_came_has_no_margin(ask, seen, survey):
    told = replace(survey, waves=(SurveyWave(period=W18, note="Not held."),))
    _, wave = waves_of(told, *seen([ask("a")], [("a", W19, 50, 1050)], survey=told))
    assert (wave.period_id, wave.returned, wave.note) == (W18, 0, "Not held.")
    assert isnan(wave.people)
    assert isnan(wave.margin)


def test_a_wave_is_none_before_the_quarter_that_reports_it(ask, seen, survey):
    told = replace(survey, waves=(SurveyWave(period=W20, break_reason="By telephone."),))
    figures = [("a", W19, 50, 1050)]
    for at, waves in ((quarter(2019, 4), [W19]), (quarter(2020, 1), [W20, W19])):
        seen_then = seen([ask("a")], figures, at=at, survey=told)
        assert [each.period_id for each in waves_of(told, *seen_then)] == waves


def test_a_wave_with_a_design_effect_of_its_own_is_as_sure_as_that(ask, seen, survey):
    of_2018 = SurveyWave(period=W18, design_effect=2.0, design_effect_source="Known.")
    told = replace(survey, waves=(of_2018,))
    figures = [("a", W18, 50, 1000), ("a", W19, 55, 1200)]
    plan, performed, at = seen([ask("a", waves=(of_2018,))], figures, survey=told)
    late, early = waves_of(told, plan, performed, at)
    assert (late.design_effect, early.design_effect) == (1.5, 2.0)
    assert early.margin == pytest.approx(196 * sqrt(2 * 0.25 / 1000), rel=1e-4)
    row = result_of(told, plan, performed, at)
    for low, high, share, number in (
        (row.interval_low, row.interval_high, 0.55, 1200 / 1.5),
        (row.before_low, row.before_high, 0.50, 1000 / 2.0),
    ):
        z = 1.959964
        middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
        half = sqrt(share * (1 - share) / number + z**2 / (4 * number**2)) * z
        half /= 1 + z**2 / number
        assert (low, high) == pytest.approx((100 * (middle - half), 100 * (middle + half)))
    # By hand: the pooled share of 800 and 500 people, and the smallest change it tells apart.
    pooled = (0.55 * 800 + 0.50 * 500) / 1300
    apart = 196 * sqrt(pooled * (1 - pooled) * (1 / 800 + 1 / 500))
    assert row.direction == "no_clear_change"
    assert "people and design effects of 2 and 1.5" in row.direction_reason
    assert f"±{apart:.1f} points" in row.direction_reason


def test_the_trend_draws_each_wave_with_its_own_design_effect(ask, make_plan, make_outturns):
    of_2018 = SurveyWave(period=W18, design_effect=2.0, design_effect_source="Known.")
    measure = ask("a", waves=(of_2018,))
    rows = [
        {"measure_id": "a", "period_id": wave, "outturn": 50, "denominator": 1000}
        for wave in (W18, W19)
    ]
    drawn = series(make_plan(measure), measure, make_outturns(*rows))
    wide = (drawn["interval_high"] - drawn["interval_low"]).tolist()
    assert wide[0] / wide[1] == pytest.approx(sqrt(2 / 1.5), rel=0.01)
    assert drawn["interval_method"].str.contains("2$|1.5$").all()


def test_tests_are_counted_over_all_measures_of_the_report(ask, make_measure, seen, survey):
    measures = [ask("a"), ask("b", code="1.2"), make_measure("bins", code="1.3")]
    figures: list[Any] = [("a", W18, 50, 1000), ("a", W19, 52, 1000), ("b", W19, 50, 1000)]
    figures += [("bins", "2018-19-Q4", 90.0, None), ("bins", "2019-20-Q1", 91.0, None)]
    _, performed, _ = seen(measures, figures)
    tested = performed[performed["quarter_id"] == OF_2019.id]["direction_previous_p"].notna().sum()
    assert changes_tested(performed, OF_2019.id) == tested == 1  # of b nothing is known before


def test_the_columns_keep_the_contract(ask, seen, survey):
    plan, performed, at = seen([ask("a")], [])
    assert SURVEY_RESULTS.check(survey_results(plan, survey, performed)).shape[0] == 1
    assert SURVEY_WAVES.check(survey_waves(plan, survey, performed, at)).empty
    assert columns_of(survey_results(plan, survey, performed), {"code": "str"})
