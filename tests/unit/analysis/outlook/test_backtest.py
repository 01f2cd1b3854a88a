"""How outlooks are held against what came: the two numbers README gives, worked out by hand."""

import pandas as pd
import pytest

from tests.benchmarks.backtest import COLUMNS, FIGURES, backtest, scores


def test_coverage_and_skill_are_what_they_say():
    tested = pd.DataFrame(
        [
            ("yearly", "a", "North", "q", "p", "m", 10.0, 8.0, 12.0, 12.0, 14.0),  # at the bound
            ("yearly", "a", "South", "q", "p", "m", 10.0, 8.0, 12.0, 13.0, 9.0),
            ("yearly", "a", "South", "q", "p", "m", 10.0, 8.0, 12.0, 11.0, float("nan")),
        ],
        columns=[*COLUMNS, *FIGURES],
    )
    (score,) = scores(tested, "measure_id").itertuples()
    assert (score.outlooks, score.areas) == (3, 2)
    assert score.coverage == pytest.approx(2 / 3)
    # Errors of 2 and 3 against 2 and 4; where last year has no figure nothing is compared.
    assert score.skill == pytest.approx(1 - 5 / 6)


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
