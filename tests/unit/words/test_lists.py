"""Lists within a sentence."""

import pytest

from kpis.words.lists import counted, cut, listed, with_article


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
    ],
)
def test_the_last_of_a_list_follows_and(words, sentence):
    assert listed(words) == sentence


def test_the_last_of_a_choice_follows_or():
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("abcd", "abcd"), ("abcde", "abc…")])
def test_a_text_is_cut_where_it_is_longer_and_seen_to_be(text, shown):
    assert cut(text, 4) == shown


@pytest.mark.parametrize(
    ("count", "words"), [(0, "no acts"), (1, "1 act"), (999, "999 acts"), (1000, "1,000 acts")]
)
def test_thousands_are_counted_with_a_separator(count, words):
    assert counted(count, "act") == words


def test_a_name_gets_an_article_unless_it_begins_with_one():
    assert with_article("Harbour Plan") == "the Harbour Plan"
    assert with_article("The Harbour Compact") == "The Harbour Compact"
    assert with_article("Theatre Plan") == "the Theatre Plan"
