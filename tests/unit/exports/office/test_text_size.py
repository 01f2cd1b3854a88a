"""How much room texts take, and what of them an Office file can hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.exports.office.text_size import lines_of, width_of
from kpis.exports.office.texts import shortened, sound


def test_a_width_is_the_sum_of_the_widths_in_the_font():
    assert width_of("Wil", 10) == pytest.approx((944 + 222 + 222) / 100)
    assert width_of("Wil", 10, bold=True) == pytest.approx((944 + 278 + 278) / 100)


def test_an_accent_takes_no_room_and_a_wide_script_takes_whole_squares():
    assert width_of("é", 10) == width_of("e", 10) == width_of("e\u0301", 10)
    assert width_of("中", 10) == 10


def test_a_line_is_broken_between_words_and_a_long_word_within():
    assert lines_of("one two", 10, width_of("one two", 10)) == 1
    assert lines_of("one two", 10, width_of("one two", 10) - 1) == 2
    assert lines_of("x" * 30, 10, width_of("x" * 10, 10)) == 3
    assert lines_of("one\n\ntwo", 10, 1000) == 3
    assert lines_of("", 10, 1000) == 1


@settings(max_examples=30)
@given(st.text(max_size=80), st.floats(20, 200))
def test_more_room_never_takes_more_lines(text, room):
    assert lines_of(text, 12, room * 1.5) <= lines_of(text, 12, room)


@settings(max_examples=30)
@given(st.text(max_size=60), st.integers(2, 40))
def test_a_shortened_text_is_as_short_as_asked_and_ends_in_dots(text, most):
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


def test_a_text_is_cut_between_words():
    assert shortened("one two three four", 15) == "one two three…"


def test_what_xml_cannot_hold_is_shown_to_be_lost():
    assert sound("a\x00b\ud800c\td\n") == "a\ufffdb\ufffdc\td\n"


def test_lines_end_in_one_way():
    assert sound("a\r\nb\rc\nd") == "a\nb\nc\nd"
