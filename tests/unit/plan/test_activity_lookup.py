"""The activity a text means: by code, by title, or by both in one cell."""

import pytest

from kpis.plan.activity_lookup import ActivityLookup


@pytest.fixture(scope="module")
def lookup(strategic_plan):
    return ActivityLookup(strategic_plan)


@pytest.mark.parametrize(
    "text",
    [
        *("A1.2", "a1.2", " A1.2 ", "1.2", "A 1.2", "A1.2.", "A1.2: Develop action plans"),
        *("A1.2 – Develop plans", "1.2 Develop action plans"),
    ],
)
def test_a_code_is_found_however_it_is_written(lookup, text):
    assert lookup.find(text).code == "A1.2"


def test_every_activity_is_found_by_its_code_and_by_its_title(lookup, strategic_plan):
    for activity in strategic_plan.activities:
        assert lookup.find(activity.code) == activity
        assert lookup.find(activity.title.upper().replace(" ", "  ")) == activity


@pytest.mark.parametrize("text", ["P7", "p 7", " P7. ", "P7: Understanding", "P7 – Brexit"])
def test_a_commitment_is_found_by_its_code_however_it_is_written(lookup, text):
    assert lookup.find(text).code == "P7"


def test_every_commitment_is_found_by_its_code_and_by_its_title(lookup, strategic_plan):
    for commitment in strategic_plan.partnership.commitments:
        for text in (commitment.code, commitment.title.upper()):
            assert lookup.find(text).code == commitment.code


@pytest.mark.parametrize(
    "text",
    ["", "7", "P", "P11", "P7b", "PP7", "P1.2", "P1-2", "A99.1", "1.22", "A1", "Develop", "A1.2b"],
)
def test_nothing_else_is_guessed(lookup, text):
    assert lookup.find(text) is None


def test_a_misspelt_beginning_of_a_title_has_its_nearest(lookup):
    assert lookup.nearest("Agree common expectatins with key").startswith("A1.1 Agree common")
    assert lookup.nearest("A1.33").startswith("A1.3 ")
    assert lookup.nearest("quite another thing") == ""
