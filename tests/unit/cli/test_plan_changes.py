"""`kpis plan changes`: what the plan changed of the one before it."""

from pathlib import Path

import pytest

from kpis.analysis.report.plan_to_plan import plan_to_plan
from kpis.narrative.plan_to_plan import plan_to_plan_sentence
from kpis.plan.load import load_plan
from tests.empty_plan import make_empty_plan
from tests.whole import BEFORE, WHOLE

SENTENCE = plan_to_plan_sentence(plan_to_plan(load_plan(WHOLE), load_plan(BEFORE)))


def test_it_begins_with_the_sentence_of_the_page(kpis):
    ran = kpis("plan", "changes", "--plan", WHOLE)
    assert ran.code == 0
    first, *lines = ran.out.splitlines()
    assert first == SENTENCE
    assert (
        "Split: 3.1 People seen within four weeks -> 3.1 Young people seen within four weeks and "
        "3.2 Adults seen within four weeks. Two services answer for it since April 2024."
    ) in lines
    assert "New: A4.1 Plant a hedge around each school" in lines


def test_the_document_says_the_same_with_figures(kpis):
    document = kpis("plan", "changes", "--json", "--plan", WHOLE).document
    assert document["sentence"] == SENTENCE
    assert (document["plan"]["id"], document["before"]["id"]) == ("2024-27", "2023-26")
    assert [each["kind"] for each in document["measures_changed"]] == [
        *("continued_with_break", "split", "merged", "replaced", "dropped", "added", "renamed")
    ]
    bins = document["targets"][0]
    assert (bins["id"], bins["before"]["id"]) == ("bins_in_time", "bins_on_time")
    assert [each["target"] for each in bins["years"]] == [97, 98, 98.5, 99]
    assert [each["proposed"] for each in bins["years"]] == [False, False, False, True]
    assert bins["years"][1]["earlier"] == [
        {
            "asked": "target 98.2%, minimum expectation 97.0%",
            "changed_on": "2024-10-15",
            "changed_by": "Cabinet",
            "reason": "The east of the town came to the rounds in September.",
        }
    ]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_first_plan_says_so(kpis, as_json):
    ran = kpis("plan", "changes", *(["--json"] if as_json else []), "--plan", BEFORE)
    assert ran.code == 0
    assert "is the first plan here" in ran.out
    if as_json:
        assert (ran.document["before"], ran.document["measures_changed"]) == (None, [])


def test_an_empty_plan_says_so_too(kpis, tmp_path: Path):
    ran = kpis("plan", "changes", "--plan", make_empty_plan(tmp_path / "plan"))
    assert ran.code == 0
    assert "is the first plan here" in ran.out
    assert "holds no measure yet" in ran.err
