"""Official figures are published ones alone, and other areas stand beside them by period."""

import math

import pytest

from kpis.analysis.series.official import official_figures
from kpis.model import Unit


@pytest.fixture
def official(make_plan, make_measure, make_outturns):
    """official(rows, unit): of a plan that is compared with Westshire and the Realm."""

    def call(*rows, unit=Unit.PERCENT):
        measure = make_measure(unit=unit)
        plan = make_plan(measure, comparators=("Westshire", "Realm"))
        given = [{"measure_id": "reviews", "provenance": "published", **dict(row)} for row in rows]
        return official_figures(plan, measure, make_outturns(*given))

    return call


def row(period, outturn, area="Anytown", **more):
    return {"period_id": period, "outturn": outturn, "area": area, **more}


def values(rows):
    return [(each.area, each.period_id, each.outturn) for each in rows]


def test_what_is_returned_or_made_up_is_left_out(official):
    found = official(
        row("2019-20-Q1", 91.0),
        row("2019-20-Q2", 92.0, provenance="return"),
        row("2019-20-Q3", 93.0, provenance="illustrative"),
    )
    assert values(found.own) == [("Anytown", "2019-20-Q1", 91.0)]


def test_without_a_published_figure_of_the_own_area_there_is_nothing(official):
    assert official() is None
    assert official(row("2019-20-Q1", 50.0, area="Realm")) is None
    assert official(row("2019-20-Q1", math.nan, marker="x"), row("2019-20-Q1", 5, "Realm")) is None
    assert official(row("2019-20-Q1", 91.0, provenance="return")) is None


def test_the_latest_is_the_last_that_has_a_figure(official):
    found = official(row("2019-20-Q1", 91.0), row("2019-20-Q2", math.nan, marker="x"))
    assert found.latest.period_id == "2019-20-Q1"


def test_groups_are_no_figures_of_the_whole(official):
    found = official(
        row("2019-20-Q1", 91.0), row("2019-20-Q2", 30.0, breakdown="Sex", category="Women")
    )
    assert values(found.own) == [("Anytown", "2019-20-Q1", 91.0)]


def test_other_areas_are_of_the_same_period_or_the_last_before_it_in_the_plans_order(official):
    found = official(
        row("2019-20-Q2", 91.0),
        row("2019-20-Q1", 70.0, "Realm"),
        row("2019-20-Q3", 72.0, "Realm"),
        row("2019-20-Q1", 80.0, "Westshire"),
        row("2019-20-Q2", 81.0, "Westshire"),
        row("2019-20-Q2", 60.0, "Elsewhere"),
    )
    assert values(found.compared) == [
        ("Westshire", "2019-20-Q2", 81.0),
        ("Realm", "2019-20-Q1", 70.0),
    ]


@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.POUNDS])
def test_counts_of_other_areas_are_left_out_since_they_follow_from_size(official, unit):
    found = official(row("2019-20-Q2", 91.0), row("2019-20-Q2", 70.0, "Realm"), unit=unit)
    assert found.compared == ()
