"""What is told of every shipped measure in every quarter: nothing that its own figures gainsay.

Intervals are worked out here once more, by their printed formulas, from what was returned.
"""

from math import sqrt

import pytest
from scipy.stats import chi2

from kpis.analysis.figures.rows import reported_by
from kpis.analysis.spc import measure_spc, spc_summary
from kpis.frames import MEASURE_SPC, SPC_SUMMARY
from kpis.model import Basis, ChartKind, Polarity, Unit
from kpis.periods import period_of_id, quarter
from kpis.rounding import round_figure
from kpis.store import Store

QUARTERS = [quarter(2016, 1).shift(ahead) for ahead in range(40)]
Z = 1.959963984540054


@pytest.fixture(scope="module")
def outturns(first_figures, strategic_plan):
    rows = Store(first_figures).outturns()
    return rows[(rows["area"] == strategic_plan.area) & (rows["breakdown"] == "")]


@pytest.fixture(scope="module")
def charts(strategic_plan, outturns):
    """By quarter, every point and what is told of the latest ones."""
    told = {}
    for each in QUARTERS:
        reported = reported_by(strategic_plan, outturns, each)
        spc = measure_spc(strategic_plan, reported)
        summary = spc_summary(strategic_plan, reported, spc=spc)
        told[each.id] = (MEASURE_SPC.rows(spc), SPC_SUMMARY.rows(summary))
    return told


def interval(measure, row, value):
    """The 95 % interval of a figure as shown; None where chance is not known to move it."""
    if measure.not_by_chance or measure.unit not in (Unit.PERCENT, Unit.COUNT):
        return None
    if measure.unit is Unit.COUNT:
        if value < 0 or value != int(value):
            return None
        low = chi2.ppf(0.025, 2 * value) / 2 if value else 0.0
        return low, chi2.ppf(0.975, 2 * value + 2) / 2
    n = measure.sample_size or row.denominator
    if row.denominator > 0:
        n = row.denominator
    if not n > 0:
        return None
    p = row.outturn / 100 if measure.sample_size else row.numerator / n
    middle, half = 2 * n * p + Z**2, Z * sqrt(Z**2 + 4 * n * p * (1 - p))
    whole = 2 * (n + Z**2)
    return 100 * (middle - half) / whole, 100 * (middle + half) / whole


def test_no_signal_is_told_where_a_figures_own_interval_holds_the_centre(
    charts, strategic_plan, outturns
):
    returned = {(row.measure_id, row.period_id): row for row in outturns.itertuples()}
    tested = 0
    for points, _ in charts.values():
        for point in points:
            measure = strategic_plan.measures_by_id[point.measure_id]
            row = returned[point.measure_id, point.period_id]
            if not point.limits_shown or point.chart == ChartKind.G:
                continue
            limits = interval(measure, row, point.value)
            if limits is None:
                continue
            low, high, centre = (
                round_figure(each, measure.decimals) for each in (*limits, point.mean)
            )
            tested += 1
            # Byar's limits, which the product uses from 10 events on, differ in the last unit.
            if low + 1 <= centre <= high - 1 or (
                measure.unit is Unit.PERCENT and low <= centre <= high
            ):
                assert not point.special_cause_flag, (point.measure_id, point.period_id)
    assert tested > 1_000


def test_no_target_is_called_out_of_reach_in_a_year_in_which_it_was_met(charts, strategic_plan):
    for points, summaries in charts.values():
        for summary in summaries:
            measure = strategic_plan.measures_by_id[summary.measure_id]
            if measure.basis is not Basis.PERIOD or not summary.assurance.startswith("consistent"):
                continue
            own = [point for point in points if point.measure_id == measure.id]
            year = period_of_id(own[-1].period_id).financial_year
            target = round_figure(summary.spc_target, measure.decimals)
            for point in own:
                if period_of_id(point.period_id).financial_year == year:
                    better = round_figure(point.value, measure.decimals) - target
                    met = better <= 0 if measure.polarity is Polarity.LOWER else better >= 0
                    assert met == (summary.assurance == "consistent_pass"), measure.code


def test_states_rolling_figures_and_figures_that_follow_each_other_get_no_xmr_chart(
    charts, strategic_plan
):
    for points, summaries in charts.values():
        assert not [p for p in points if strategic_plan.measures_by_id[p.measure_id].rolling_months]
        for summary in summaries:
            measure = strategic_plan.measures_by_id[summary.measure_id]
            assert bool(summary.spc_chart) == bool(summary.variation) == (not summary.spc_reason)
            assert bool(summary.spc_chart) == bool(summary.spc_chart_reason)
            if measure.stock and summary.spc_chart:
                assert "residual" in summary.spc_chart


def test_the_strategic_plans_measures_have_the_charts_that_fit(charts):
    _, summaries = charts[quarter(2019, 2).id]
    kinds = {row.measure_id: row.spc_chart for row in summaries if row.spc_chart}
    assert sorted(name for name, kind in kinds.items() if kind == ChartKind.RESIDUAL) == [
        "adult_learners_completing",
        "affordable_homes",
        "direct_payments",
        "early_help_benefit",
        "public_realm_cleanliness",
        "youth_service_outcomes",
    ]
    assert sorted(name for name, kind in kinds.items() if kind == ChartKind.SEASONAL_RESIDUAL) == [
        "better_off_after_advice",
        "delayed_discharges_social_care",
        "hate_crime",
        "new_enterprises",
        "online_satisfaction",
        "workpath_bame",
        "workpath_partnership",
        "workpath_sustained_jobs",
        "workpath_women",
    ]
    assert [name for name, kind in kinds.items() if "residual" not in kind] == [
        "reablement_no_return"
    ]
    assert kinds["reablement_no_return"] == ChartKind.P_PRIME
