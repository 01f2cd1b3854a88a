"""Which quarter pages open on."""

from datetime import datetime

import pytest

from kpis.analysis.report.first_quarter import first_quarter, quarters_of_plan
from kpis.analysis.report.performance import performance
from kpis.frames import OUTTURNS
from kpis.model import Frequency, Suspension
from kpis.periods import quarter

LATER = datetime(2023, 1, 1)


@pytest.fixture
def four(make_plan, make_measure):
    """Four quarterly measures, a yearly one, one with a part among the four."""
    return make_plan(
        make_measure("a"),
        make_measure("b"),
        make_measure("c"),
        make_measure("whole"),
        make_measure("d", part_of="whole"),
        make_measure("yearly", frequency=Frequency.YEAR),
    )


def test_the_quarters_of_a_plan_are_those_of_its_years(four):
    quarters = quarters_of_plan(four)
    assert len(quarters) == 12
    assert (quarters[0], quarters[-1]) == (quarter(2019, 1), quarter(2021, 4))


def test_without_figures_it_is_the_first_quarter_of_the_plan(four):
    assert first_quarter(four, OUTTURNS.empty(), LATER) == quarter(2019, 1)


@pytest.mark.parametrize(
    ("returned", "expected"), [("ab", quarter(2019, 2)), ("abc", quarter(2019, 3))]
)
def test_more_than_half_of_what_was_due_must_have_come_in(four, make_outturns, returned, expected):
    outturns = make_outturns(
        *((measure, "2019-20-Q2", 91.0) for measure in "abcd"),
        *((measure, "2019-20-Q3", 91.0) for measure in returned),
    )
    assert first_quarter(four, outturns, LATER) == expected


def test_a_report_that_was_worked_out_already_is_not_worked_out_again(
    four, make_outturns, monkeypatch
):
    outturns = make_outturns(*((measure, "2019-20-Q2", 91.0) for measure in "abcd"))
    quarters = [quarter(2018, 3), quarter(2018, 4), *quarters_of_plan(four)]
    performed = performance(four, outturns, quarters, LATER)
    monkeypatch.delattr("kpis.analysis.report.first_quarter.performance")
    assert first_quarter(four, outturns, LATER, performed=performed) == quarter(2019, 2)


def test_a_measure_that_is_not_due_does_not_count_and_one_that_is_does(four, make_outturns):
    outturns = make_outturns(
        *((measure, "2019-20-Q3", 91.0) for measure in "abc"),
        *((measure, "2019-20-Q4", 91.0) for measure in "ab"),
        ("yearly", "2019-20", 91.0),
    )
    assert first_quarter(four, outturns, LATER) == quarter(2019, 4)


def test_a_return_without_a_figure_is_a_return(four, make_outturns):
    outturns = make_outturns(
        *(
            {"measure_id": m, "period_id": "2019-20-Q2", "outturn": None, "marker": "x"}
            for m in "abc"
        )
    )
    assert first_quarter(four, outturns, LATER) == quarter(2019, 2)


def test_figures_of_years_after_the_plan_do_not_carry_it_away(four, make_outturns):
    outturns = make_outturns(
        *((measure, "2021-22-Q4", 91.0) for measure in "abcd"),
        *((measure, "2022-23-Q1", 91.0) for measure in "abcd"),
    )
    assert first_quarter(four, outturns, LATER) == quarter(2021, 4)


def test_a_suspended_measure_is_not_missed(make_plan, make_measure, make_outturns):
    pause = (Suspension(since="2020-21-Q1", until="", reason="Pause"),)
    plan = make_plan(
        make_measure("a"),
        make_measure("b", suspensions=pause),
        make_measure("c", suspensions=pause),
    )
    outturns = make_outturns(("a", "2020-21-Q1", 91.0))
    assert first_quarter(plan, outturns, LATER) == quarter(2020, 1)
