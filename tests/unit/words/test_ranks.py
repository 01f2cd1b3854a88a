"""Ranks in words."""

import pytest

from kpis.words.ranks import ordinal, rank_of, rank_range, standing_words


@pytest.mark.parametrize(
    ("place", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")],
)
def test_a_place_has_its_ending(place, words):
    assert ordinal(place) == words


def test_a_shared_figure_is_a_joint_rank():
    assert rank_of(8, 32, 0) == "8th of 32"
    assert rank_of(8, 32, 3) == "joint 8th of 32"


def test_what_chance_allows_is_one_place_a_range_or_not_known():
    assert rank_range(4, 25) == "4th to 25th"
    assert rank_range(29, 29) == "29th"
    assert rank_range(0, 0) == ""


@pytest.mark.parametrize(
    ("standing", "areas", "polarity", "words"),
    [
        ("worst_quarter", 32, "higher", "among the eight lowest"),
        ("worst_quarter", 32, "lower", "among the eight highest"),
        ("best_quarter", 32, "higher", "among the eight highest"),
        ("best_quarter", 32, "lower", "among the eight lowest"),
        ("best_quarter", 150, "higher", "among the 37 highest"),
        ("worst_quarter", 5, "higher", "the lowest"),
        ("better_half", 32, "lower", "in the better half"),
        ("weaker_half", 32, "higher", "in the weaker half"),
        ("", 32, "higher", ""),
    ],
)
def test_a_certain_place_is_named_by_the_end_of_the_scale_and_not_by_a_quarter(
    standing, areas, polarity, words
):
    assert standing_words(standing, areas, polarity) == words
