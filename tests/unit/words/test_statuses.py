"""Words for states, directions and the rule in force."""

from dataclasses import replace

import pytest

from kpis.model import RATED, Direction, RagStatus
from kpis.words.lists import counted, listed
from kpis.words.statuses import (
    DIRECTION_SIGNS,
    DIRECTION_WORDS,
    STATUS_SIGNS,
    STATUS_WORDS,
    UNRATED,
    UNRATED_MEANINGS,
    rag_rule_sentence,
    rating_meanings,
)


def test_every_state_has_a_word_a_sign_and_a_meaning_of_its_own():
    assert set(STATUS_WORDS) == set(STATUS_SIGNS) == set(RagStatus)
    assert len(set(STATUS_WORDS.values())) == len(set(STATUS_SIGNS.values())) == len(RagStatus)
    assert set(UNRATED_MEANINGS) | set(RATED) == set(RagStatus)


def test_every_state_is_counted_but_that_of_a_measure_with_parts():
    assert {*RATED, *UNRATED} == set(RagStatus) - {RagStatus.SEE_PARTS}


def test_every_direction_has_a_word_and_a_sign_of_its_own():
    assert set(DIRECTION_WORDS) == set(DIRECTION_SIGNS) == set(Direction)
    assert len(set(DIRECTION_SIGNS.values())) == len(Direction)


def test_the_rule_in_force_is_told_in_a_sentence(strategic_plan, fictional_plan):
    assert "minimum expectation met, target not" in rag_rule_sentence(strategic_plan)
    tolerance = replace(fictional_plan, tolerance_percent=5.0)
    assert "within 5% of the target" in rag_rule_sentence(tolerance)
    assert "minimum expectation" not in rag_rule_sentence(tolerance)
    assert set(rating_meanings(tolerance)) == set(RATED)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_as_people_list_them(words, sentence):
    assert listed(words) == sentence


def test_counts_agree_with_their_noun():
    assert [counted(number, "measure") for number in (0, 1, 2)] == [
        "no measures",
        "1 measure",
        "2 measures",
    ]
    assert counted(2, "activity", "activities") == "2 activities"
