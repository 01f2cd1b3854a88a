"""How wide columns are."""

import pytest

from kpis.exports.office.column_widths import SAFETY, column_widths
from kpis.exports.office.text_size import lines_of, width_of

SIZE, INSET = 10, 6


def lines(texts: list[str], width: float) -> int:
    return max(lines_of(text, SIZE, (width - INSET) * SAFETY, bold=True) for text in texts)


def test_a_table_with_room_has_every_text_on_one_line_and_is_no_wider_than_that():
    columns = [["Measure", "Recycling rate"], ["Outturn", "62.5%"]]
    widths = column_widths(columns, 800, SIZE, INSET)
    assert [lines(texts, width) for texts, width in zip(columns, widths, strict=True)] == [1, 1]
    assert sum(widths) < 200


def test_long_texts_take_about_as_many_lines_as_each_other():
    long, longer = "some words " * 20, "some words " * 60
    widths = column_widths([["Name"], [long], [longer]], 800, SIZE, INSET)
    assert sum(widths) == pytest.approx(800, abs=1)
    first, second = lines([long], widths[1]), lines([longer], widths[2])
    assert abs(first - second) <= 1


def test_no_column_is_narrower_than_its_longest_word_where_there_is_room():
    columns = [["expectation"], ["some words " * 90]]
    narrow, _ = column_widths(columns, 400, SIZE, INSET)
    assert narrow >= width_of("expectation", SIZE, bold=True) + INSET


def test_short_texts_stay_on_one_line_beside_a_long_one():
    columns = [["Minimum expectation"], ["some words " * 90]]
    widths = column_widths(columns, 300, SIZE, INSET)
    assert lines(columns[0], widths[0]) == 1


def test_words_too_long_for_the_page_share_it():
    widths = column_widths([["x" * 300], ["y" * 300], ["z"]], 300, SIZE, INSET)
    assert sum(widths) <= 300 + 1e-6
    assert min(widths) > 0
