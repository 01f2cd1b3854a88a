"""How outlooks are held against what came: the numbers README gives, worked out by hand."""

import pandas as pd
import pytest

from kpis.model import Basis, Unit
from tests.benchmarks.backtest import COLUMNS, FIGURES, backtest, scores

NAN = float("nan")


def test_coverage_and_skill_are_what_they_say():
    tested = pd.DataFrame(
        [
            (
                "yearly",
                "a",
                "North",
                "q",
                "p",
                "m",
                10.0,
                8.0,
                12.0,
                12.0,
                14.0,
                11.5,
            ),  # at the bound
            ("yearly", "a", "South", "q", "p", "m", 10.0, 8.0, 12.0, 13.0, 9.0, 12.5),
            ("yearly", "a", "South", "q", "p", "m", 10.0, 8.0, 12.0, 11.0, NAN, NAN),
        ],
        columns=[*COLUMNS, *FIGURES],
    )
    (score,) = scores(tested, "measure_id").itertuples()
    assert (score.outlooks, score.areas) == (3, 2)
    assert score.coverage == pytest.approx(2 / 3)
    # Errors of 2 and 3 against 2 and 4; where last year has no figure nothing is compared.
    assert score.skill == pytest.approx(1 - 5 / 6)
    assert score.skill_to_date == pytest.approx(1 - 5 / 1)


def test_what_is_no_total_to_date_has_no_skill_against_last_years_rest():
    tested = pd.DataFrame(
        [("yearly", "a", "North", "q", "p", "m", 10.0, 8.0, 12.0, 12.0, 14.0, NAN)],
        columns=[*COLUMNS, *FIGURES],
    )
    found = scores(tested, "measure_id")
    assert found["skill"].tolist() == [0]
    assert found["skill_to_date"].isna().all()


def test_a_total_to_date_is_also_held_against_its_own_start_and_last_years_rest(
    make_measure, make_plan, make_outturns
):
    totals = {2015: (10, 20, 30, 40), 2016: (12, 22, 32, 44), 2017: (11, 20, 31, 41)}
    totals |= {2018: (10, 21, 30, 42), 2019: (15, 27, 40, 50)}
    rows = [
        {"measure_id": "reviews", "period_id": f"{year}-{year % 100 + 1}-Q{number}"}
        | {"outturn": float(total), "provenance": "published"}
        for year, of_year in totals.items()
        for number, total in enumerate(of_year, 1)
    ]
    measure = make_measure(unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, decimals=0)
    results = backtest(make_plan(measure), make_outturns(*rows))
    this_year = results[results["period_id"] == "2019-20-Q4"].set_index("quarter_id")
    assert this_year["last_year"].tolist() == [42.0] * 3
    # 15 so far and the 32 that came after the first quarter of 2018/19, and so on.
    assert this_year["so_far_and_last_rest"].to_dict() == {
        "2019-20-Q1": 15 + 32,
        "2019-20-Q2": 27 + 21,
        "2019-20-Q3": 40 + 12,
    }


def test_each_area_is_a_series_of_its_own_seen_from_every_report(
    make_measure, make_plan, make_outturns, ending
):
    percents = (88.0, 91.0, 90.0, 92.5, 89.0, 93.0, 91.5, 94.0, 92.0, 93.5)
    rows = [
        {"measure_id": "reviews", "period_id": period_id, "outturn": figure - less}
        | {"area": area, "provenance": "published"}
        for area, less in (("Anytown", 0), ("Elsewhere", 30))
        for period_id, figure in ending("2019-20-Q4", percents).items()
    ]
    results = backtest(make_plan(make_measure()), make_outturns(*rows))
    # Of ten figures the last is foreseen from its ninth, and from its eighth.
    assert results["area"].tolist() == ["Anytown"] * 2 + ["Elsewhere"] * 2
    assert results["quarter_id"].tolist() == ["2019-20-Q2", "2019-20-Q3"] * 2
    assert results["came"].tolist() == [93.5, 93.5, 63.5, 63.5]
    assert results["last_year"].tolist() == [93.0, 93.0, 63.0, 63.0]
    assert (results["outlook"] < 95).all()
