"""What a quarter's report can hold: nothing later, whatever is known by now."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.figures.horizon import (
    activities_until,
    annotations_until,
    last_reported,
    outturns_until,
    periods_until,
)
from kpis.analysis.report.performance import performance
from kpis.frames import ACTIVITIES, ANNOTATIONS, PERFORMANCE
from kpis.model import Frequency
from kpis.periods import quarter
from tests.unit.analysis.at_random import QUARTERS, figures_of, plans

Q1, Q2, Q3 = (quarter(2019, number) for number in (1, 2, 3))


@pytest.fixture
def plan(make_plan, make_measure):
    return make_plan(
        make_measure("months", frequency=Frequency.MONTH),
        make_measure("lagged", frequency=Frequency.YEAR, arrears=3),
    )


def ids_of(frame):
    return frame["period_id"].tolist()


def test_a_month_of_the_quarter_is_in_and_the_next_one_is_not(plan, make_outturns):
    outturns = make_outturns(("months", "2019-M09", 1.0), ("months", "2019-M10", 2.0))
    assert ids_of(outturns_until(plan, outturns, Q2)) == ["2019-M09"]


def test_a_figure_in_arrears_is_in_from_the_quarter_that_reports_it(plan, make_outturns):
    outturns = make_outturns(("lagged", "2018-19", 1.0))
    assert ids_of(outturns_until(plan, outturns, Q2)) == []
    assert ids_of(outturns_until(plan, outturns, Q3)) == ["2018-19"]


def test_other_areas_and_groups_are_cut_off_alike_and_unknown_measures_left_out(
    plan, make_outturns
):
    rows = [
        {"measure_id": "months", "period_id": period_id, "outturn": 1.0} | place
        for period_id in ("2019-M09", "2019-M10")
        for place in ({"area": "London"}, {"breakdown": "Ward", "category": "East"})
    ]
    outturns = make_outturns(*rows, ("gone", "2019-M01", 1.0))
    assert ids_of(outturns_until(plan, outturns, Q2)) == ["2019-M09", "2019-M09"]


def test_frames_of_one_measure_are_cut_off_by_the_same_rule(plan, make_outturns):
    lagged = plan.measures_by_id["lagged"]
    frame = make_outturns(("lagged", "2017-18", 1.0), ("lagged", "2018-19", 1.0))
    assert ids_of(periods_until(frame, lagged, Q2)) == ["2017-18"]
    assert ids_of(periods_until(frame, lagged, Q3)) == ["2017-18", "2018-19"]
    assert ids_of(periods_until(frame, lagged, None)) == ["2017-18", "2018-19"]
    assert ids_of(periods_until(frame.iloc[:0], lagged, Q2)) == []


def test_a_note_on_a_later_period_is_cut_off_with_its_figure(plan):
    def pinned(*pairs):
        blank = {"kind": "note", "text": "x", "noted_by": "P", "noted_at": pd.Timestamp("2026")}
        rows = [
            {"measure_id": measure_id, "period_id": period_id, "number": number} | blank
            for number, (measure_id, period_id) in enumerate(pairs)
        ]
        return ANNOTATIONS.conform(pd.DataFrame(rows))

    notes = pinned(("lagged", "2018-19"), ("months", "2019-M09"), ("gone", "2019-M01"))
    assert ids_of(annotations_until(plan, notes, Q2)) == ["2019-M09"]
    assert annotations_until(plan, ANNOTATIONS.empty(), Q2).equals(ANNOTATIONS.empty())


def test_what_is_returned_of_activities_for_a_later_quarter_is_cut_off():
    blank = {"str": "", "float64": np.nan, "datetime64[us]": pd.NaT}
    values = {name: blank[kind] for name, kind in ACTIVITIES.columns.items()}
    frame = pd.DataFrame([values | {"quarter_id": each.id} for each in (Q1, Q2, Q3)])
    kept = activities_until(ACTIVITIES.conform(frame), Q2)
    assert kept["quarter_id"].tolist() == [Q1.id, Q2.id]


def test_the_last_report_is_the_one_that_can_hold_all_figures(plan, make_outturns):
    outturns = make_outturns(("lagged", "2018-19", 1.0), ("months", "2019-M09", 1.0))
    assert last_reported(plan, outturns, Q1) == Q3
    assert last_reported(plan, outturns, quarter(2020, 1)) == quarter(2020, 1)
    assert last_reported(plan, outturns.iloc[:0], Q1) == Q1


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_report_says_the_same_without_what_comes_later(
    data, make_measure, make_plan, make_outturns, mid_november
):
    plan = data.draw(plans(make_measure, make_plan))
    outturns = make_outturns(*data.draw(figures_of(plan)))
    shown = data.draw(st.sampled_from(QUARTERS))
    with_all = performance(plan, outturns, [shown], mid_november)
    without = performance(plan, outturns_until(plan, outturns, shown), [shown], mid_november)
    for name in PERFORMANCE.columns:
        np.testing.assert_array_equal(with_all[name], without[name], err_msg=name)
