"""Rows of a CSV that have another number of cells than the header, and those that only seem so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers.tables.ragged_rows import ragged_rows

HEADER = ["Code", "Owner", "Target", "Outturn", "Note"]
GOOD = ["1.1", "Head of A", "50", "45", "fine"]


def found(*rows, header=HEADER):
    """The numbers of the rows that are told."""
    records = [header, *rows]
    return [each.row for each in ragged_rows(records, [1], range(2, len(records) + 1))]


@pytest.mark.parametrize(
    "row",
    [
        ["1.1", "Head of A", " acting", "50", "45", "fine"],
        ["1.1", "Head of A", "50", "1", "234", "fine"],
        ["1.1", "Head of A", "50", "45"],
        ["1.1", "Head of A", " acting", "50", "45", ""],  # the note was blank
        ["1.1", "Head of A", " acting", "50", "45", "", ""],
        ["1.1", "Head of A", "50", "1", "234", ""],
    ],
)
def test_a_row_whose_cells_may_stand_under_the_wrong_header_is_told(row):
    assert found(GOOD, row, GOOD) == [3]
    assert found(row) == [2]


@pytest.mark.parametrize(
    "row",
    [
        GOOD,
        ["1.1", "Head of A", "50", "45", ""],
        ["1.1", "Head of A", "50", "45", "", ""],
        ["1.1", "Head of A", "50", "45", "", "", "", ""],
    ],
)
def test_blank_cells_beyond_a_blank_last_one_say_nothing(row):
    assert found(GOOD, row) == []


FIGURES = ["Code", "Period", "Target", "Outturn"]


@pytest.mark.parametrize(
    "row",
    [
        ["6.2", "Q2 2019/20", "50.0", "45", ""],
        ["6.2", "Q2 2019/20", "50.0", "45", "", "", ""],
        ["6.2", "Q2 2019/20", "", "45", " "],
        ["6.2", "Q2 2019/20", "£50.0", "45%", ""],
    ],
)
def test_blank_surplus_of_a_row_like_the_others_says_nothing(row):
    good = ["4.4", "Q2 2019/20", "60", "56.3"]
    assert found(good, row, header=FIGURES) == []
    assert found(good, row, good, row, header=FIGURES) == []


@pytest.mark.parametrize(
    "row",
    [
        ["6.2", "Q2 2019/20", "1", "234", ""],  # a target of 1,234 and no outturn
        ["6.2", "Q2 2019/20", "56", "4", "", ""],  # a target of 56,4
        ["6.2", "July", " to September 2019", "45.0", ""],
        ["6.2", "July", "September", "45.0", ""],  # unlike the targets of the others
        ["Rehoused", "within a year", "Q2 2019/20", "50.5", ""],
    ],
)
def test_blank_surplus_of_a_row_unlike_the_others_or_cut_is_told(row):
    assert found(["4.4", "Q2 2019/20", "60.0", "56.3"], row, header=FIGURES) == [3]


def test_a_row_with_blank_surplus_and_no_other_to_hold_it_against_is_told():
    assert found(["6.2", "Q2 2019/20", "50.5", "45", ""], header=FIGURES) == [2]


def test_a_program_may_end_every_row_with_a_separator():
    ended = [*GOOD, ""]
    assert found(*[ended] * 3) == []
    assert found(*[ended] * 3, header=[*HEADER, ""]) == []
    moved = ["1.1", "Head of A", " acting", "50", "45", ""]
    assert found(*[ended] * 3, moved) == [5]
    assert found(*[ended] * 3, [*moved, ""]) == [5]
    assert found(*[moved] * 3) == [2, 3, 4]
    assert found(*[["1.1", "Head of A", "50", "1", "234", ""]] * 3) == [2, 3, 4]


def test_cells_beside_each_other_in_a_program_of_that_kind_may_be_numbers():
    rows = [["1.1", "Head of A", "50", number, "fine", ""] for number in ("45", "450", "4500")]
    assert found(*rows) == []


@given(st.lists(st.lists(st.text("ab ", max_size=2), min_size=5, max_size=5), max_size=6))
def test_rows_as_long_as_the_header_are_never_told(rows):
    assert found(*rows) == []


@given(st.integers(0, 4), st.lists(st.sampled_from("abc"), min_size=5, max_size=5))
def test_a_cell_cut_in_two_is_always_told_beside_rows_that_are_whole(place, row):
    cut = [*row[:place], row[place], " more", *row[place + 1 :]]
    assert found(GOOD, cut, GOOD) == [3]
    assert found(GOOD, [*cut, ""], GOOD) == [3]
