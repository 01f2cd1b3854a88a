"""The whole report against the same report worked out by another route."""

from datetime import datetime
from math import isnan

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.model import Unit
from kpis.periods import quarter
from tests.unit.analysis.at_random import QUARTERS, figures_of, plans
from tests.unit.analysis.second_route import (
    DIRECTIONS,
    EITHER,
    FIGURES,
    P_VALUES,
    aim_of,
    periods_reported_with,
    second_route,
)


def assert_routes_agree(plan, rows, outturns, quarters, as_at):
    report = performance(plan, outturns, quarters, as_at)
    for reported in quarters:
        expected = second_route(plan, rows, reported, as_at)
        of_quarter = report[report["quarter_id"] == reported.id].set_index("measure_id")
        for measure_id, by_hand in expected.items():
            row = of_quarter.loc[measure_id]
            if by_hand["direction_long"] == EITHER:
                by_hand["direction_long"] = row["direction_long"]
            got = {name: row[name] for name in by_hand}
            got |= {
                name: None if isnan(got[name]) else pytest.approx(got[name], abs=1e-9)
                for name in (*FIGURES, *P_VALUES)
            }
            assert by_hand == got, (reported.id, measure_id)
    return report


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_both_routes_agree_for_plans_and_figures_at_random(
    data, make_measure, make_plan, make_outturns
):
    plan = data.draw(plans(make_measure, make_plan))
    rows = data.draw(figures_of(plan))
    quarters = data.draw(st.lists(st.sampled_from(QUARTERS), min_size=1, max_size=3, unique=True))
    as_at = data.draw(st.datetimes(datetime(2019, 7, 10), datetime(2020, 6, 1)))
    assert_routes_agree(plan, rows, make_outturns(*rows), quarters, as_at)


@pytest.fixture(scope="module")
def strategic_figures(strategic_plan):
    """Figures for every measure and part from Q1 2016/17 to Q3 2021/22, on both sides of aims."""
    rows = {}
    for place, measure in enumerate(strategic_plan.counted):
        for step in range(24):
            reported = quarter(2016, 1).shift(step)
            target, minimum, *_ = aim_of(measure, reported)
            base = next(x for x in (target, minimum, 50.0) if x is not None)
            for period in periods_reported_with(measure, reported):
                if (place + step) % 11 == 0:
                    continue
                swing = ((place * 5 + step * 3) % 9 - 4) * 10.0**-measure.decimals
                drift = place % 4 * step * 10.0**-measure.decimals / 4
                outturn = round(base + (swing * (1 + step % 4) + drift) * (1 + base // 25), 3)
                if measure.unit is Unit.COUNT:
                    outturn = float(max(round(outturn), 0))
                scale = {Unit.PERCENT: 100.0, Unit.RATE_PER_100000: 100_000.0}.get(measure.unit)
                cases = 200.0 + 10 * place if scale == 100 else 2_000_000.0
                counted = place % 2 == 1 and scale is not None
                rows[measure.id, period.id] = {
                    "measure_id": measure.id,
                    "period_id": period.id,
                    "area": strategic_plan.area,
                    "outturn": None if (place + step) % 13 == 0 else outturn,
                    "numerator": float(round(outturn * cases / scale)) if counted else None,
                    "denominator": cases if counted else None,
                    "marker": "x" if (place + step) % 13 == 0 else "",
                    "provenance": ("return", "published", "illustrative")[(place + step // 14) % 3],
                }
    return list(rows.values())


def test_both_routes_agree_for_the_whole_strategic_plan(
    strategic_plan, strategic_figures, make_outturns
):
    quarters = [quarter(2018, 3).shift(ahead) for ahead in range(12)]
    report = assert_routes_agree(
        strategic_plan,
        strategic_figures,
        make_outturns(*strategic_figures),
        quarters,
        datetime(2021, 10, 25),
    )
    seen = set(report["rag"])
    assert {"green", "amber", "red", "data_only", "not_due", "late", "not_available"} <= seen
    surveys = {f"Wilson score with a design effect of {effect}" for effect in ("1.5", "2")}
    about = {"Wilson score, taking the figure as one of about 100 cases"}
    about |= {"Byar's method, taking the figure as one of about 25,000 people"}
    methods = {"Wilson score", "Byar's method", ""} | surveys
    assert methods <= set(report["interval_method"]) <= methods | about
    told = {name: set(report[name]) for name in DIRECTIONS}
    for name in ("direction_previous", "direction_year"):
        assert told[name] == {"improving", "worsening", "no_clear_change", "not_tested", ""}
    # Figures drawn at random seldom have a steady slope.
    assert {"no_clear_change", ""} < told["direction_long"]


def test_the_series_of_the_strategic_plan_shows_the_colours_of_its_reports(
    strategic_plan, strategic_figures, make_outturns
):
    outturns = make_outturns(*strategic_figures)
    quarters = [quarter(2019, 1).shift(ahead) for ahead in range(11)]
    report = performance(strategic_plan, outturns, quarters, datetime(2022, 3, 1))
    report = report[report["returned_on"].notna()].set_index(["measure_id", "period_id"])
    compared = 0
    for measure in strategic_plan.counted:
        trend = series(strategic_plan, measure, outturns).set_index(["measure_id", "period_id"])
        both = trend.index.intersection(report.index)
        assert trend.loc[both, "rag"].tolist() == report.loc[both, "rag"].tolist()
        compared += len(both)
    assert compared > 200
