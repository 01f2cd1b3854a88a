"""What changed since an earlier report: no less, and nothing that was so then."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.performance import performance
from kpis.analysis.report.since_then import changed_ratings, progressed, restated
from kpis.frames import ACTIVITIES, ACTIVITY_PERFORMANCE, PERFORMANCE
from kpis.model import Activity
from kpis.periods import quarter

Q1, Q2 = quarter(2019, 1), quarter(2019, 2)
NOW = datetime(2019, 11, 15)


@pytest.fixture
def reports(make_plan, make_outturns):
    """reports(measures, rows): the rows of Q1's and of Q2's report, and OUTTURNS."""

    def make(measures, rows):
        plan, outturns = make_plan(*measures), make_outturns(*rows)
        found = performance(plan, outturns, [Q1, Q2], NOW)
        return *(
            PERFORMANCE.rows(found[found["quarter_id"] == each.id]) for each in (Q1, Q2)
        ), outturns

    return make


def test_a_rating_that_is_another_one_is_told_with_both_and_one_that_stayed_is_not(
    reports, make_measure
):
    measures = [make_measure("a"), make_measure("b", number=2, code="1.2")]
    rows = [("a", "2019-20-Q1", 96.0), ("a", "2019-20-Q2", 80.0)]
    rows += [("b", "2019-20-Q1", 96.0), ("b", "2019-20-Q2", 99.0)]
    then, now, _ = reports(measures, rows)
    (change,) = changed_ratings(then, now)
    assert (change.then.latest_rag, change.now.latest_rag) == ("green", "red")
    assert (change.then.latest_outturn, change.now.latest_outturn) == (96.0, 80.0)
    assert change.better is False
    assert [each.better for each in changed_ratings(now, then)] == [True]


def test_a_first_rating_is_told_and_is_neither_better_nor_worse(reports, make_measure):
    then, now, _ = reports([make_measure("a")], [("a", "2019-20-Q2", 80.0)])
    (change,) = changed_ratings(then, now)
    assert change.now.latest_rag == "red"
    assert change.better is None


def test_a_rating_carried_forward_is_no_change(reports, make_measure):
    then, now, _ = reports([make_measure("a")], [("a", "2019-20-Q1", 80.0)])
    assert now[0].carried_forward
    assert changed_ratings(then, now) == ()


def test_a_measure_the_earlier_report_did_not_have_has_not_changed(reports, make_measure):
    _, now, _ = reports([make_measure("a")], [("a", "2019-20-Q2", 80.0)])
    assert changed_ratings((), now) == ()


def known(outturn, period_id="2019-20-Q1", **more):
    return {"measure_id": "a", "period_id": period_id, "outturn": outturn} | more


def test_a_figure_is_restated_that_was_another_one_then(make_outturns):
    then = make_outturns(known(80.0), known(70.0, "2018-19-Q4"))
    now = make_outturns(known(81.0), known(70.0, "2018-19-Q4"), known(60.0, "2019-20-Q2"))
    (change,) = restated(then, now)
    assert (change.now.period_id, change.before, change.now.outturn) == ("2019-20-Q1", 80.0, 81.0)


def test_a_figure_that_is_the_same_and_no_longer_provisional_is_not_restated(make_outturns):
    then, now = make_outturns(known(80.0, marker="p")), make_outturns(known(80.0, revisions=2))
    assert restated(then, now) == ()


def test_a_figure_taken_back_is_restated_and_one_that_never_was_there_is_not(make_outturns):
    then, gone = make_outturns(known(80.0)), make_outturns(known(float("nan"), marker="x"))
    (change,) = restated(then, gone)
    assert change.before == 80.0
    assert change.now.outturn != change.now.outturn
    assert restated(gone, gone) == ()


def test_figures_of_groups_and_areas_are_each_their_own(make_outturns):
    then = make_outturns(known(80.0), known(50.0, breakdown="Ward", category="Bow"))
    now = make_outturns(known(80.0), known(55.0, breakdown="Ward", category="Bow"))
    (change,) = restated(then, now)
    assert (change.now.category, change.before) == ("Bow", 50.0)


def activity(code, quarter_id, status="on_track", expected="2020-03-31", revised=None, **more):
    return {
        "activity_code": code,
        "quarter_id": quarter_id,
        "status": status,
        "percent_done": float("nan"),
        "expected_on": pd.Timestamp(expected),
        "revised_on": pd.NaT if revised is None else pd.Timestamp(revised),
        "comment": "",
        "sheet": "",
        "cell": "",
        "submission_id": "s1",
        "provenance": "return",
        "known_at": pd.Timestamp("2019-10-20"),
    } | more


@pytest.fixture
def standing(make_plan, make_measure):
    """standing(*rows): ACTIVITY_PERFORMANCE of Q1 and of Q2 as rows."""
    listed = tuple(
        Activity(code=f"A1.{number}", outcome=1, number=number, title=f"Act {number}")
        for number in (1, 2)
    )
    plan = make_plan(make_measure(), activities=listed)

    def make(*rows):
        frame = ACTIVITIES.conform(pd.DataFrame(rows))
        return [
            ACTIVITY_PERFORMANCE.rows(activity_performance(plan, frame, each)) for each in (Q1, Q2)
        ]

    return make


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({"status": "delayed"}, True),
        ({"revised": "2020-06-30"}, True),
        ({"expected": "2019-08-31"}, True),  # which is overdue by the end of the quarter
        ({"comment": "Other words", "percent_done": 60.0}, False),
        ({}, False),
    ],
)
def test_an_activity_is_told_whose_status_date_or_delay_is_another(standing, later, told):
    then, now = standing(activity("A1.1", Q1.id), activity("A1.1", Q2.id, **later))
    assert [each.now.activity_code for each in progressed(then, now)] == (["A1.1"] if told else [])


def test_what_was_not_returned_again_has_not_changed_but_may_have_become_overdue(standing):
    then, now = standing(activity("A1.1", Q1.id), activity("A1.2", Q1.id, expected="2019-09-29"))
    (change,) = progressed(then, now)
    assert change.now.activity_code == "A1.2"
    assert change.now.overdue
    assert not change.then.overdue


def test_one_that_the_earlier_report_did_not_have_is_news(standing):
    _, now = standing(activity("A1.1", Q2.id))
    assert [each.then for each in progressed((), now)] == [None, None]
