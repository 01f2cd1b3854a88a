"""What is said of a figure by a rule that is about more than target and minimum expectation."""

import pytest

from kpis.narrative import verdict
from kpis.narrative.measure import measure_sentences
from tests.unit.narrative.rows import made_row

nan = float("nan")
NO_AIMS = {"target": nan, "minimum_expectation": nan, "variance": nan}


def told(**columns):
    row = made_row(**{"minimum_expectation": nan} | columns)
    level = [claim.text for claim in measure_sentences(row) if claim.kind == "level"]
    return verdict(row), " ".join(level[1:]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("columns", "said", "sentences"),
    [
        (
            {"rule": "tolerance", "rag": "green", "outturn": 79.5, "variance": -0.5}
            | {"green_limit": 79.2, "amber_limit": 76.0},
            "Green. Near its target.",
            "That is 0.5 points below the target of 80.0%. Green is from 79.2%.",
        ),
        (
            {"rule": "bands", "rag": "green", "outturn": 70.0, "variance": -10.0}
            | {"green_limit": 70.0, "amber_limit": 60.0},
            "Green. Within its limit for green.",
            "That is 10.0 points below the target of 80.0%. Green is from 70.0%.",
        ),
        (
            {"rule": "bands", "rag": "amber", "outturn": 81.2, "variance": 1.2}
            | {"green_limit": 85.0, "amber_limit": 75.0},
            "Amber. Short of its limit for green.",
            "That is 1.2 points above the target of 80.0%. Green is from 85.0%, and amber from "
            "75.0%.",
        ),
        (
            {"rule": "tolerance", "rag": "amber", "outturn": 60.0, "variance": -20.0}
            | {"green_limit": 72.0, "amber_limit": 72.0}
            | {"reference": 55.0, "reference_of": "Q3 2018/19"},
            "Amber. Short of its target.",
            "That is 20.0 points below the target of 80.0%. It counts as amber, for it is better "
            "than 55.0% in Q3 2018/19.",
        ),
        (
            {"rule": "tolerance", "rag": "green", "outturn": 60.0, "variance": -20.0}
            | {"green_limit": 80.0, "amber_limit": 76.0}
            | {"reference": 55.0, "reference_of": "Q3 2018/19"},
            "Green. Better than its figure for Q3 2018/19 (55.0%).",
            "That is 20.0 points below the target of 80.0%. It counts as green, for it is better "
            "than 55.0% in Q3 2018/19.",
        ),
        (
            NO_AIMS
            | {"rule": "comparator", "rag": "green", "reference": 81.2}
            | {"reference_of": "England", "green_limit": 81.2, "amber_limit": 81.2},
            "Green. Level with England (81.2%).",
            "That is level with England (81.2%).",
        ),
        (
            NO_AIMS
            | {"rule": "comparator", "rag": "red", "reference": 82.0}
            | {"reference_of": "England", "green_limit": 82.0, "amber_limit": 82.0},
            "Red. Short of England (82.0%).",
            "That is 0.8 points below England (82.0%).",
        ),
        (
            NO_AIMS
            | {"rule": "trend", "rag": "green", "polarity": "lower", "reference": 90.0}
            | {"reference_of": "Q2 2019/20", "green_limit": 89.9, "amber_limit": 89.9},
            "Green. Better than its figure for Q2 2019/20 (90.0%).",
            "That is 8.8 points below its figure for Q2 2019/20 (90.0%) (lower is better).",
        ),
        (
            NO_AIMS
            | {"rule": "rank", "rag": "amber", "reference": 9.0}
            | {"reference_of": "33 London boroughs"},
            "Amber. Short of what its rule asks.",
            "That is 9th of 33 London boroughs.",
        ),
        (
            NO_AIMS | {"rule": "bands", "rag": "red", "green_limit": 90.0, "amber_limit": 85.0},
            "Red. Short of what its rule asks.",
            "Green is from 90.0%, and amber from 85.0%.",
        ),
        (
            NO_AIMS
            | {"rule": "trend", "rag": "no_target"}
            | {"rag_reason": "No figure of Q2 2019/20 is known to hold it against"},
            "No rating: no figure of Q2 2019/20 is known to hold it against.",
            "It is not rated, for no figure of Q2 2019/20 is known to hold it against.",
        ),
    ],
)
def test_a_figure_is_told_of_by_the_rule_that_rates_it(columns, said, sentences):
    assert told(**columns) == (said, sentences)


def test_a_year_that_ended_green_without_its_target_did_not_meet_it():
    columns = {"rule": "tolerance", "frequency": "year", "period_id": "2018-19", "rag": "green"}
    near = made_row(**columns, variance=-0.5, green_limit=79.2)
    met = made_row(**columns, variance=0.5, green_limit=79.2)
    assert "missed its 2018/19 target" in verdict(near)
    assert "met its 2018/19 target" in verdict(met)


def test_where_there_is_no_target_no_year_ends_with_one():
    columns = NO_AIMS | {"rule": "trend", "reference": 80.0, "reference_of": "2017/18"}
    row = made_row(**columns, frequency="year", period_id="2018-19", rag="green")
    assert "target" not in verdict(row)
