"""Returns name a measure by id, by code or by title, as people type them."""

import pytest

from kpis.plan.lookup import MeasureLookup, folded


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
    ],
)
def test_a_measure_is_found_by_id_code_or_title_however_it_is_typed(lookup, text, measure_id):
    assert lookup.find(text).id == measure_id


@pytest.mark.parametrize("text", ["", " ", "5.20", "52", "Level of recyclin", "recycling rate"])
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


@pytest.mark.parametrize("text", ["", "zzz", "Number of lamp posts painted green"])
def test_nothing_is_suggested_where_nothing_is_near(lookup, text):
    assert lookup.nearest(text) == ""


def test_folding_twice_changes_nothing_more(strategic_plan):
    for measure in strategic_plan.measures:
        assert folded(folded(measure.title)) == folded(measure.title)


def test_a_text_far_too_long_for_a_title_is_near_none(strategic_plan):
    assert MeasureLookup(strategic_plan).nearest("Level of recyclin" + " " * 10_000) == ""
