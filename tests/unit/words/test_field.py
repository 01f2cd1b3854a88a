"""Words of the field are explained where they are met, in words that need no explaining."""

import pytest

from kpis.words.field import MEANINGS, met_in
from tests.readability import rare_words

FEW_WORDS = 16


@pytest.mark.parametrize(("word", "meaning"), MEANINGS.items())
def test_a_meaning_is_short_and_in_everyday_words(word, meaning):
    assert len(meaning.split()) <= FEW_WORDS
    assert not meaning.endswith(".")
    assert rare_words(meaning, "anti-social", "ethnic") == set()
    assert word.lower() not in meaning.lower().split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Level of 16-17 year-olds in EET", ["EET"]),
        ("The outturn, its Variance and other outturns", ["outturn", "variance"]),
        ("People supported through reablement services (ASCOF 2B)", ["reablement", "ASCOF"]),
        ("Direct payments", ["direct payment"]),
        ("Meeting a beet seller", []),
        ("Those NEET, not EET", ["NEET", "EET"]),
        ("", []),
    ],
)
def test_words_are_found_as_they_are_written_once_each(text, words):
    assert [word for word, _ in met_in(text, text)] == words
    assert all(meaning == MEANINGS[word] for word, meaning in met_in(text))
