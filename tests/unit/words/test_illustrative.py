"""How much is illustrative, in words."""

import pytest

from kpis.words.illustrative import Share, illustrative_words


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (
            [Share(26, 26, "target"), Share(19, 26, "figure")],
            "all targets and 19 of the 26 figures are illustrative",
        ),
        (
            [Share(2, 2, "target"), Share(0, 2, "figure")],
            "both targets are illustrative",
        ),
        ([Share(1, 26, "figure")], "1 of the 26 figures is illustrative"),
        (
            [Share(1, 1, "target"), Share(1, 1, "figure")],
            "the target and the figure are illustrative",
        ),
        ([Share(1, 1, "figure")], "the figure is illustrative"),
        ([Share(3, 73, "status", "statuses")], "3 of the 73 statuses are illustrative"),
        ([Share(1_200, 18_920, "figure")], "1,200 of the 18,920 figures are illustrative"),
        ([Share(0, 26, "target"), Share(0, 26, "figure")], ""),
        ([Share(0, 0, "figure")], ""),
        ([], ""),
    ],
)
def test_as_much_as_is_illustrative_is_named_and_no_more(shares, words):
    assert illustrative_words(shares) == words


def test_where_they_stand_and_what_they_are_can_be_said():
    found = illustrative_words([Share(1, 3, "finding")], what="about illustrative figures")
    assert found == "1 of the 3 findings is about illustrative figures"
    figures = illustrative_words([Share(3, 3, "figure")], "shown here")
    assert figures == "all figures shown here are illustrative"
