"""Returns name a measure by id, by code or by title, as people type them."""

from dataclasses import replace

import pytest

from kpis.plan.lookup import MeasureLookup
from kpis.plan.names.folding import folded


@pytest.fixture(scope="module")
def lookup(strategic_plan) -> MeasureLookup:
    return MeasureLookup(strategic_plan)


@pytest.mark.parametrize(
    ("text", "measure_id"),
    [
        ("recycling", "recycling"),
        ("5.2", "recycling"),
        (" 5.2 ", "recycling"),
        ("Level of recycling", "recycling"),
        ("LEVEL  OF\tRECYCLING", "recycling"),
        ("level of recycling", "recycling"),  # a no-break space, as pasted from Word
        ("10.1", "asb_response"),
        ("4.1", "workpath_equality"),
        ("4.1a", "workpath_women"),
        ("4.1A", "workpath_women"),
        ("Residents’ self-reported level of health", "resident_health"),
        ("Residents' self-reported level of health", "resident_health"),
        ("Residents‘ self–reported level of health", "resident_health"),
        ("WORKPATH_BAME", "workpath_bame"),
        ("Clean streets", "public_realm_cleanliness"),
        ("workpath: women", "workpath_women"),
        ("5.2 Level of recycling", "recycling"),
        ("5.2: Recycling", "recycling"),
        ("(5.2) Recycling", "recycling"),
        ("Recycling (5.2)", "recycling"),
        ("Level of recycling - 5.2", "recycling"),
        ("4.1a WorkPath: women", "workpath_women"),
        ("5.2 Level of recyling", "recycling"),
        ("KPI 5.2 Level of recycling", "recycling"),
        ("Measure 5.2: Recycling", "recycling"),
        ("Indicator no. 5.2 - Recycling", "recycling"),
        *(
            (text, "recycling")
            for text in (
                *("KPI 5.2", "kpi5.2", "KPI-5.2", "KPI: 5.2", "PI 5.2", "Measure 5.2"),
                *("Performance measure 5.2", "Indicator 5.2", "KPI no. 5.2", "Ref 5.2", "Ref. 5.2"),
                *("No. 5.2", "#5.2", "# 5.2", "5.2.", "5.2 -", "5.2 –", "5.2:", "5.2)", "(5.2)"),
                *("[5.2]", "5.2*", "KPI 5.2.", "Strategic measure 5.2"),
            )
        ),
    ],
)
def test_a_measure_is_found_by_id_code_or_title_however_it_is_typed(lookup, text, measure_id):
    assert lookup.find(text).id == measure_id


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "5.20", "52", "Level of recyclin", "recycling rate", "5.2 %", "5.2 45"),
        *("5.2 Calls answered", "5.2 Staff turnover", "5.22 Recycling", "5.2.1 Recycling"),
        *("M5.2", "Outcome 5.2", "SP 5.2", "KPI 5.22", "KPI 5.2.1", "KPI", "KPI 5", "5.2 - 5.3"),
        *(
            "KPI 5.2 Staff turnover",
            "5.2 per 5.2",
            "-5.2",
            "5.2%",
            "£5.2",
            "version 5.2",
            "KPIs 5,2",
        ),
    ],
)
def test_nothing_is_guessed(lookup, text):
    assert lookup.find(text) is None


def test_every_measure_is_found_by_each_of_its_names(strategic_plan, lookup):
    for measure in strategic_plan.measures:
        for name in (measure.id, measure.code, measure.title, measure.title.upper()):
            assert lookup.find(name) is measure


def test_the_nearest_measure_is_suggested_by_code_and_title(lookup):
    assert lookup.nearest("Level of recyclng") == "5.2 Level of recycling"
    assert lookup.nearest("recyling") == "5.2 Level of recycling"
    assert lookup.nearest("Council staff turn-over") == "11.1 Council staff turnover rate"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Recyling rate", ["5.2"]),
        ("5.2 Staff turnover", ["5.2", "11.1"]),
        ("KPI 5.2", ["5.2"]),
        ("5.20", ["5.2"]),
        ("5,2", ["5.2"]),
        ("52", ["5.2"]),
        ("2020-02-05", ["5.2"]),  # what Excel makes of 5.2 where the point stands in dates
        ("Staff", ["11.1", "11.2"]),
        ("9.9", []),
        ("2020-13-45", []),
        ("SW08", []),
        ("Count", []),
    ],
)
def test_the_measures_that_may_be_meant_are_named(lookup, text, codes):
    assert [measure.code for measure in lookup.near(text)] == codes


def test_never_more_than_three_are_named(strategic_plan, lookup):
    for measure in strategic_plan.measures:
        for word in measure.title.split():
            assert len(lookup.near(word)) <= 3


def test_a_short_title_that_two_measures_share_names_none(strategic_plan):
    one, other, *more = strategic_plan.measures
    alike = tuple(replace(measure, short_title="Both") for measure in (one, other))
    shared = MeasureLookup(replace(strategic_plan, measures=(*alike, *more)))
    assert shared.find("Both") is None
    assert shared.find(one.title) is not None


@pytest.mark.parametrize("text", ["", "zzz", "Number of lamp posts painted green"])
def test_nothing_is_suggested_where_nothing_is_near(lookup, text):
    assert lookup.nearest(text) == ""


def test_folding_twice_changes_nothing_more(strategic_plan):
    for measure in strategic_plan.measures:
        assert folded(folded(measure.title)) == folded(measure.title)


def test_a_text_far_too_long_for_a_title_is_near_none(strategic_plan):
    assert MeasureLookup(strategic_plan).nearest("Level of recyclin" + " " * 10_000) == ""
