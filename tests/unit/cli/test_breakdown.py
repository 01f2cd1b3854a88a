"""`kpis breakdown` hands out what the public may see, and nothing that was withheld."""

import pandas as pd
import pytest

from kpis.store import Store


@pytest.fixture(scope="module")
def small(first_figures):
    """Every returned count of the plan's wards that is small: (measure, period, ward)."""
    stored = Store(first_figures).outturns()
    wards = stored[stored["breakdown"] == "Ward"]
    count = wards["numerator"].fillna(wards["outturn"])
    return wards[count.between(1, 4)]


def test_no_small_count_of_a_ward_is_handed_out(kpis, small):
    for measure_id in ("workpath_sustained_jobs", "direct_payments"):
        rows = pd.DataFrame(kpis("breakdown", measure_id, "--json").document["groups"])
        key = ["period", "category"]
        hidden = rows[rows["marker"] == "c"].set_index(key)
        expected = small[small["measure_id"] == measure_id]
        assert len(expected)
        assert set(zip(expected["period_id"], expected["category"], strict=True)) <= set(
            hidden.index
        )
        figures = ["outturn", "numerator", "denominator", "interval_low", "interval_high"]
        assert hidden[figures].isna().all(axis=None)


def test_the_gap_between_groups_comes_with_its_interval(kpis):
    document = kpis("breakdown", "3.3", "--json").document
    latest = [row for row in document["gaps"] if row["breakdown"] == "Age group"][-1]
    assert (latest["best"], latest["worst"]) == ("18 to 64", "85 and over")
    assert 0 < latest["gap_low"] < latest["gap"] < latest["gap_high"]
    assert document["gap_reason"] == ""


def test_a_count_has_groups_and_a_reason_for_no_gap(kpis):
    document = kpis("breakdown", "1.5", "--json").document
    assert document["gaps"] == []
    assert "bigger groups will have more" in document["gap_reason"]


def test_people_get_a_table_the_gap_in_words_and_of_a_measure_without_groups_that_it_has_none(kpis):
    shown = kpis("breakdown", "direct_payments").out
    assert "Q2 2019/20  Age group  18 to 64" in shown
    assert "[c]" in shown
    assert "Age group: The gap between the best and the worst of 4 groups shown was" in shown
    assert "No figures by group are known." in kpis("breakdown", "recycling").out
    assert kpis("breakdown", "recycling", "--json").document["groups"] == []
