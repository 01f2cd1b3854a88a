"""Rating rows as they come in a return."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.analysis.figures.rows import rate_rows
from kpis.analysis.report.performance import performance
from kpis.frames import RETURN_ROWS
from kpis.model import Aim, AimsOf, Frequency, Polarity, QuarterValue, RagRule, Suspension
from kpis.periods import quarter


@pytest.fixture
def return_rows(make_outturns):
    """RETURN_ROWS of the same shorthand as outturns."""

    def make(*rows):
        return RETURN_ROWS.conform(make_outturns(*rows).assign(returned_on=pd.NaT))

    return make


def test_a_row_has_the_colour_of_its_quarter(make_plan, make_measure, return_rows):
    rows = return_rows(
        ("reviews", "2019-20-Q1", 95.0),
        ("reviews", "2019-20-Q2", 90.0),
        ("reviews", "2019-20-Q3", 89.94),
        ("reviews", "2018-19-Q4", 89.94),
        ("reviews", "2023-24-Q4", 89.94),
    )
    rated = rate_rows(make_plan(make_measure()), rows)
    assert rated.tolist() == ["green", "amber", "red", "no_target", "no_target"]
    assert (rated.name, str(rated.dtype)) == ("rag", "str")


@pytest.mark.parametrize(
    ("aims_of", "rated"),
    [
        (AimsOf.OWN_PERIOD, ["no_target", "green"]),
        (AimsOf.REPORTING_YEAR, ["green", "red"]),
    ],
)
def test_the_aim_is_that_of_the_figures_own_year_unless_the_measure_says_otherwise(
    make_plan, make_measure, return_rows, aims_of, rated
):
    aims = {
        "2019/20": Aim(year="2019/20", target=20.0),
        "2020/21": Aim(year="2020/21", target=30.0),
    }
    yearly = make_measure(frequency=Frequency.YEAR, arrears=3, aims=aims, aims_of=aims_of)
    rows = return_rows(("reviews", "2018-19", 25.0), ("reviews", "2019-20", 25.0))
    assert rate_rows(make_plan(yearly), rows).tolist() == rated


def test_only_whole_figures_of_the_plans_own_area_are_rated(make_plan, make_measure, return_rows):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 1.0}
    rows = return_rows(
        row,
        row | {"area": "England"},
        row | {"breakdown": "Sex", "category": "Women"},
        row | {"measure_id": "unknown"},
    )
    rated = rate_rows(make_plan(make_measure()), rows)
    assert rated.tolist() == ["red", "", "", ""]


def test_reasons_for_no_colour_are_told_apart(make_plan, make_measure, return_rows):
    plan = make_plan(
        make_measure("none", target=None),
        make_measure("neutral", target=None, polarity=Polarity.NEUTRAL),
        make_measure(
            "new", aims={"2019/20": Aim(year="2019/20", target=1.0, not_comparable="New form")}
        ),
        make_measure("paused", suspensions=(Suspension(since="2019-20-Q2", until="", reason="x"),)),
        make_measure("gone"),
        make_measure("whole"),
        make_measure("part", part_of="whole"),
    )
    rows = return_rows(
        *(
            (measure.id, "2019-20-Q2", None if measure.id == "gone" else 96.0)
            for measure in plan.measures
        )
    )
    assert rate_rows(plan, rows).tolist() == [
        "no_target",
        "data_only",
        "not_comparable",
        "suspended",
        "not_available",
        "",
        "green",
    ]


@pytest.mark.parametrize(
    ("how", "expected"),
    [(QuarterValue.MEAN, "green"), (QuarterValue.LAST, "green"), (QuarterValue.SUM, "")],
)
def test_a_month_is_rated_unless_its_quarter_is_a_sum(
    make_plan, make_measure, return_rows, how, expected
):
    plan = make_plan(make_measure(frequency=Frequency.MONTH, quarter_value=how))
    assert rate_rows(plan, return_rows(("reviews", "2019-M08", 96.0))).tolist() == [expected]


def test_the_rule_of_the_plan_is_used(make_plan, make_measure, return_rows):
    plan = make_plan(make_measure(minimum=None), rag_rule=RagRule.TOLERANCE, tolerance_percent=10.0)
    assert rate_rows(plan, return_rows(("reviews", "2019-20-Q2", 86.0))).tolist() == ["amber"]


def test_the_index_is_kept_and_no_rows_give_none(make_plan, make_measure, return_rows):
    plan = make_plan(make_measure())
    rows = return_rows(("reviews", "2019-20-Q2", 96.0)).set_index(pd.Index([7]))
    assert rate_rows(plan, rows).to_dict() == {7: "green"}
    assert rate_rows(plan, RETURN_ROWS.empty()).tolist() == []


def test_rows_and_report_agree_about_everything_returned_for_the_strategic_plan(
    strategic_plan, make_outturns
):
    quarters = [quarter(2019, 1).shift(ahead) for ahead in range(12)]
    later = datetime(2022, 7, 1)
    due = performance(strategic_plan, make_outturns(), quarters, later)
    due = due[due["period_id"].ne("") & due["frequency"].ne("month")]
    outturns = make_outturns(
        *(
            {
                "measure_id": row.measure_id,
                "period_id": row.period_id,
                "area": strategic_plan.area,
                "outturn": float(7 * place % 120),
            }
            for place, row in enumerate(due.itertuples())
        )
    )
    report = performance(strategic_plan, outturns, quarters, later).loc[due.index]
    assert report["rag"].tolist() == rate_rows(strategic_plan, outturns).tolist()
    assert {"green", "amber", "red", "data_only", "suspended"} <= set(report["rag"])
