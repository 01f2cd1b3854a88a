"""Addresses of cells: read, written, and put in the order a person meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.cell_addresses import (
    SHEET_COLUMNS,
    SHEET_ROWS,
    Place,
    column_of,
    letters_in,
    letters_of,
    place_of,
    place_on_sheet,
    reading_order,
    runs_of,
)

NO_ADDRESS = ["", "14", "D", "Sheet", "d14", "D0", "D014", "D14 ", "D-1", "ABCD1", "D" + "1" * 5000]


@pytest.mark.parametrize(
    ("address", "place"),
    [("A1", (1, 1)), ("D14", (14, 4)), ("Z9", (9, 26)), ("AB10", (10, 28)), ("$D$14", (14, 4))],
)
def test_an_address_is_a_row_and_a_column(address, place):
    assert place_of(address) == place


@given(st.integers(1, 999_999_999), st.integers(1, 18_278))
def test_a_place_is_found_again_by_its_address(row, column):
    assert place_of(Place(row, column).address) == Place(row, column)
    assert column_of(letters_of(column)) == column
    assert letters_in(Place(row, column).address) == letters_of(column)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_anything_else_is_no_address(text):
    assert place_of(text) is None


def test_nine_comes_before_ten_and_what_is_no_address_last():
    cells = ["", "D10", "A12000000", "Sheet", "D9", "AA9"]
    assert sorted(cells, key=reading_order) == ["D9", "AA9", "D10", "A12000000", "", "Sheet"]


def test_a_place_on_a_sheet_lies_within_what_a_sheet_has():
    assert place_on_sheet("XFD1048576") == (SHEET_ROWS, SHEET_COLUMNS)
    assert place_on_sheet("XFE1") is place_on_sheet("A1048577") is place_on_sheet("none") is None


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [((), []), ((4,), [(4, 4)]), ((4, 5, 6, 9), [(4, 6), (9, 9)]), ((1, 3), [(1, 1), (3, 3)])],
)
def test_rising_numbers_fall_into_unbroken_runs(numbers, runs):
    assert runs_of(numbers) == runs
