"""Which aim holds for a measure in a quarter."""

import numpy as np
import pytest

from kpis.analysis.figures.aims import aims, aims_in_force
from kpis.analysis.figures.quarters import quarter_id, quarter_number, quarter_numbers
from kpis.model import Aim, AimsOf, Basis, Suspension
from kpis.periods import period_of_id, quarter


def of(table, measure_id, quarter_id):
    rows = table[(table["measure_id"] == measure_id) & (table["quarter_id"] == quarter_id)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_measure_has_a_row_for_every_quarter_of_the_plan(make_plan, make_measure):
    table = aims(make_plan(make_measure("a"), make_measure("b")))
    assert len(table) == 2 * 12
    assert table["quarter_id"].iloc[[0, 11]].tolist() == ["2019-20-Q1", "2021-22-Q4"]
    assert table["measure_id"].tolist() == ["a"] * 12 + ["b"] * 12


def test_each_financial_year_has_its_own_aim(make_plan, make_measure):
    measure = make_measure(
        aims={
            "2019/20": Aim(year="2019/20", target=20.0, minimum_expectation=18.0),
            "2020/21": Aim(year="2020/21", target=22.0, minimum_expectation=20.0),
        }
    )
    table = aims(make_plan(measure))
    assert of(table, "reviews", "2019-20-Q4")["target"] == 20
    assert of(table, "reviews", "2020-21-Q1")["target"] == 22
    assert of(table, "reviews", "2020-21-Q1")["minimum_expectation"] == 20
    assert np.isnan(of(table, "reviews", "2021-22-Q1")["target"])


def lagged(make_measure, **more):
    aims = {
        "2018/19": Aim(year="2018/19", target=18.0, target_profile=(3.0, 6.0, 12.0, 18.0)),
        "2019/20": Aim(year="2019/20", target=19.0),
    }
    return make_measure(aims=aims, arrears=3, **more)


@pytest.mark.parametrize(
    ("reported_in", "target", "year"),
    [
        ("2018-19-Q4", 3.0, "2018-19"),  # of Q1 2018/19
        ("2019-20-Q2", 12.0, "2018-19"),  # of Q3
        ("2019-20-Q3", 18.0, "2018-19"),  # of Q4
        ("2019-20-Q4", 19.0, "2019-20"),  # of Q1 2019/20
        ("2020-21-Q3", 19.0, "2019-20"),
        ("2020-21-Q4", np.nan, "2020-21"),
        ("2018-19-Q3", np.nan, "2017-18"),
    ],
)
def test_a_figure_reported_late_keeps_the_aim_of_its_own_quarter_and_year(
    make_plan, make_measure, reported_in, target, year
):
    row = of(aims(make_plan(lagged(make_measure))), "reviews", reported_in)
    assert (row["target"], row["aims_of"]) == (pytest.approx(target, nan_ok=True), year)


@pytest.mark.parametrize(
    ("reported_in", "target", "year"),
    [
        ("2018-19-Q1", 3.0, "2018-19"),
        ("2018-19-Q4", 18.0, "2018-19"),
        ("2019-20-Q1", 19.0, "2019-20"),
        ("2020-21-Q1", np.nan, "2020-21"),
    ],
)
def test_a_measure_may_be_held_against_the_aim_of_the_year_of_its_report(
    make_plan, make_measure, reported_in, target, year
):
    measure = lagged(make_measure, aims_of=AimsOf.REPORTING_YEAR)
    row = of(aims(make_plan(measure)), "reviews", reported_in)
    assert (row["target"], row["aims_of"]) == (pytest.approx(target, nan_ok=True), year)


def test_the_table_reaches_as_far_as_figures_are_reported_late(make_plan, make_measure):
    aims_of_years = {"2022/23": Aim(year="2022/23", target=1.0)}
    quarters = aims(make_plan(make_measure(aims=aims_of_years, arrears=6)))["quarter_id"]
    assert quarters.iloc[-1] == "2024-25-Q4"


def test_a_profile_gives_each_quarter_its_own_target(make_plan, make_measure):
    aim = Aim(
        year="2019/20",
        target=100.0,
        minimum_expectation=80.0,
        target_profile=(20.0, 45.0, 70.0, 100.0),
        minimum_profile=(15.0, 35.0, 55.0, 80.0),
    )
    table = aims(make_plan(make_measure(basis=Basis.YEAR_TO_DATE, aims={"2019/20": aim})))
    of_year = table[table["quarter_id"].str.startswith("2019-20")]
    assert of_year["target"].tolist() == [20, 45, 70, 100]
    assert of_year["minimum_expectation"].tolist() == [15, 35, 55, 80]


def test_bounds_of_a_range_and_what_is_illustrative_are_carried_along(make_plan, make_measure):
    aim = Aim(
        year="2019/20",
        target=8.0,
        minimum_expectation=6.0,
        target_upper=14.0,
        minimum_expectation_upper=17.0,
        illustrative=True,
        not_comparable="New definition",
    )
    row = of(aims(make_plan(make_measure(aims={"2019/20": aim}))), "reviews", "2019-20-Q1")
    assert (row["target_upper"], row["minimum_expectation_upper"]) == (14, 17)
    assert row["target_illustrative"]
    assert row["not_comparable"] == "New definition"


@pytest.mark.parametrize(
    ("quarter_id", "expected"),
    [
        ("2020-21-Q1", ""),
        ("2020-21-Q2", "Cyber attack"),
        ("2020-21-Q3", "Cyber attack"),
        ("2020-21-Q4", ""),
    ],
)
def test_a_suspension_holds_from_its_first_to_its_last_quarter(
    make_plan, make_measure, quarter_id, expected
):
    suspension = Suspension(since="2020-21-Q2", until="2020-21-Q3", reason="Cyber attack")
    table = aims(make_plan(make_measure(suspensions=(suspension,))))
    assert of(table, "reviews", quarter_id)["suspended"] == expected


def test_an_open_suspension_holds_to_the_end_of_the_plan(make_plan, make_measure):
    suspension = Suspension(since="2020-21-Q2", until="", reason="Cyber attack")
    table = aims(make_plan(make_measure(suspensions=(suspension,))))
    assert (table["suspended"] == "Cyber attack").sum() == 7


def test_the_table_reaches_as_far_as_any_aim_or_suspension(make_plan, make_measure):
    measure = make_measure(
        aims={"2017/18": Aim(year="2017/18", target=1.0)},
        suspensions=(Suspension(since="2022-23-Q1", until="2022-23-Q2", reason="Pause"),),
    )
    quarters = aims(make_plan(measure))["quarter_id"]
    assert quarters.iloc[[0, -1]].tolist() == ["2017-18-Q1", "2022-23-Q4"]
    assert len(quarters) == 6 * 4


def test_aims_are_found_by_measure_and_quarter_and_are_blank_where_nothing_is_set(
    make_plan, make_measure
):
    plan = make_plan(make_measure("a", target=1.0, minimum=None), make_measure("b", target=2.0))
    quarters = np.array(
        [
            quarter_number(quarter(2020, 3)),
            quarter_number(quarter(2018, 4)),
            quarter_number(quarter(2022, 1)),
            quarter_number(quarter(2020, 3)),
        ]
    )
    in_force = aims_in_force(plan, np.array([1, 1, 0, -1]), quarters)
    assert in_force["target"][0] == 2.0
    assert np.isnan(in_force["target"][1:]).all()
    assert in_force["suspended"].tolist() == [""] * 4
    assert in_force["target_illustrative"].tolist() == [False] * 4


@pytest.mark.parametrize("year", [1999, 2018, 2019])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_numbers_of_quarters_run_on_and_lead_back_to_their_quarter(year, number):
    period = quarter(year, number)
    assert quarter_id(quarter_number(period)) == period.id
    assert quarter_number(period.shift(1)) == quarter_number(period) + 1


def test_any_period_is_placed_in_the_quarter_of_its_last_day():
    periods = [period_of_id(i) for i in ("2019-M09", "2018-19-AY", "2019-CY", "2019-20-Q2")]
    last_days = np.array([period.end for period in periods], dtype="datetime64[us]")
    assert quarter_numbers(last_days).tolist() == [quarter_number(period) for period in periods]
    expected = ["2019-20-Q2", "2019-20-Q2", "2019-20-Q3", "2019-20-Q2"]
    assert [quarter_id(n) for n in quarter_numbers(last_days).tolist()] == expected
