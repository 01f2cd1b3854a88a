"""Letters of the colour of their ground cannot be seen, whatever the colours are called."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kpis.readers.files.seen.colours import (
    BLACK,
    WHITE,
    by_number,
    by_parts,
    by_theme,
    ground,
    one_sees_nothing,
)

parts = st.integers(0, 255)


@pytest.mark.parametrize(
    ("letters", "of_ground", "unseen"),
    [
        ("FFFFFF", "FFFFFF", True),
        ("FFFFFF", "EFEFEF", True),
        ("FFFFFF", "EEEEEE", False),
        ("FFFFFF", "FFFFEF", True),
        ("FFFFFF", "FFFFEE", False),
        ("C00000", "C00000", True),
        ("number 22", "number 22", True),
        ("number 22", "number 23", False),
        ("number 22", WHITE, False),
        ("FFFFFF", "", False),
    ],
)
def test_colours_next_to_each_other_are_the_same_to_everybody(letters, of_ground, unseen):
    assert one_sees_nothing(letters, of_ground) is unseen


@given(st.tuples(parts, parts, parts))
def test_every_colour_is_unseen_on_itself_and_seen_on_white_or_black(each):
    colour = bytes(each).hex().upper()
    assert one_sees_nothing(colour, colour)
    assert not (one_sees_nothing(colour, WHITE) and one_sees_nothing(colour, BLACK))


@pytest.mark.parametrize(
    ("number", "tint", "colour"),
    [
        (0, 0, WHITE),
        (1, 0, BLACK),
        (0, -0.05, "F2F2F2"),
        (0, -1, BLACK),
        (1, 0.5, "808080"),
        (1, 1, WHITE),
        (4, 0, "theme 4 0"),
    ],
)
def test_white_and_black_of_a_theme_are_known_in_every_shade(number, tint, colour):
    assert by_theme(number, tint) == colour


@pytest.mark.parametrize(
    ("number", "colour"),
    [(0, BLACK), (1, WHITE), (8, BLACK), (9, WHITE), (64, BLACK), (65, WHITE), (0x7FFF, BLACK)],
)
def test_the_numbers_of_white_and_black_are_known(number, colour):
    assert by_number(number) == colour


def test_a_workbook_may_have_other_colours_in_the_place_of_the_usual_ones():
    assert by_number(9, {9: "FF0000"}) == by_number(1, {9: "FF0000"}) == "FF0000"
    assert by_number(2, {9: "FF0000"}) == by_number(10) == "number 10"


def test_how_a_colour_is_written_does_not_matter():
    assert by_parts("#ffffff") == by_parts("FFffffff") == WHITE


def test_a_ground_of_two_colours_is_none():
    assert [ground(pattern, BLACK) for pattern in (0, 1, 2)] == [WHITE, BLACK, ""]
