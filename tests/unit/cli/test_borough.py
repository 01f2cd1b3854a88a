"""`kpis borough`: facts as the plan has them, official figures as the store has them."""

import pytest

from kpis.model import Provenance
from kpis.store import Store
from tests.borough_files import plan_with_borough


def test_facts_stand_by_topic_as_the_plan_has_them(kpis, strategic_plan):
    document = kpis("borough", "--period", "2019-20-Q2", "--json").document
    borough = strategic_plan.borough
    assert [each["title"] for each in document["topics"]] == [each.title for each in borough.topics]
    for topic in document["topics"]:
        own = [each for each in borough.facts if each.topic == topic["title"]]
        assert [each["text"] for each in topic["facts"]] == [each.text for each in own]
        assert [each["year"] or "" for each in topic["facts"]] == [each.year for each in own]
    assert document["spending"] == document["challenges"] == document["delivers"] == []
    assert document["to_be_added"] == [*borough.to_be_added]


def test_official_figures_end_with_the_quarter_and_are_published_ones(kpis, first_figures):
    stored = Store(first_figures).outturns()
    published = stored[
        (stored["provenance"] == Provenance.PUBLISHED.value) & (stored["breakdown"] == "")
    ]
    held = {
        (row.measure_id, row.period_id, row.area): row.outturn
        for row in published.itertuples(index=False)
    }
    compared = 0
    for period, until in (("2019-20-Q2", "2019-09-30"), ("2021-22-Q4", "2022-03-31")):
        document = kpis("borough", "--period", period, "--json").document
        for topic in document["topics"]:
            for each in topic["official"]:
                ends = dict(zip(published["period_id"], published["period_end"], strict=True))
                measure = each["measure"]["id"]
                rows = [*each["history"], *each["areas"]]
                assert each["latest"] == each["history"][-1]
                for row in rows:
                    assert str(ends[row["period"]])[:10] <= until
                    figure = held[measure, row["period"], row["area"]]
                    assert row["outturn"] == pytest.approx(figure, abs=0.51)
                    compared += 1
    assert compared > 200


def test_a_count_of_other_areas_is_not_set_beside_that_of_the_council(kpis):
    document = kpis("borough", "--period", "2019-20-Q2", "--json").document
    official = {
        each["measure"]["id"]: each for topic in document["topics"] for each in topic["official"]
    }
    assert official["affordable_homes"]["areas"] == []
    assert official["affordable_homes"]["of_fact"] is True
    assert [each["area"] for each in official["recycling"]["areas"]] == ["London", "England"]
    assert official["recycling"]["of_fact"] is False


def test_a_plan_that_fills_everything_is_told_whole(kpis, tmp_path):
    plan = plan_with_borough(tmp_path / "plan")
    asked = ("borough", "--plan", plan, "--period", "2023-24-Q1")
    document = kpis(*asked, "--json").document
    assert [each["amount"] for each in document["spending"]] == [1250000, 5000000, -20000]
    assert document["contacts"][0]["links"][2] == "www.northmere.example/meetings"
    told = kpis(*asked).out
    for words in (
        "Three ponds and one mere (2022; Northmere Together, “About Northmere”)",
        "The mere is rising: By a hand's breadth every year.",
        "2023/24  gross revenue  1        1,250,000",
        "The plan left these headings to be filled later: Our partners",
    ):
        assert words in told


def test_a_plan_that_says_nothing_says_so(kpis):
    told = kpis("borough", "--plan", "tests/fictional_plan", "--period", "2023-24-Q1").out
    assert told == "The plan states no facts of the borough.\n"
