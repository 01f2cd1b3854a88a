"""Labels beside the ends of lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.charts.labels import spread


def test_labels_that_do_not_touch_stay_where_they_are():
    assert spread([1.0, 5.0, 9.0], 2.0, 0.0, 10.0) == [1.0, 5.0, 9.0]


def test_two_labels_at_one_height_are_pushed_apart_evenly():
    assert spread([5.0, 5.0], 2.0, 0.0, 10.0) == [4.0, 6.0]


def test_labels_come_back_in_the_order_given():
    assert spread([9.0, 1.0], 2.0, 0.0, 10.0) == [9.0, 1.0]


def test_labels_at_the_edge_are_moved_inside():
    assert spread([10.0, 10.0], 2.0, 0.0, 10.0) == [8.0, 10.0]


def test_no_labels_need_no_places():
    assert spread([], 1.0, 0.0, 1.0) == []


@given(st.lists(st.floats(0, 100), max_size=8), st.floats(0.5, 10))
def test_labels_never_overlap_and_keep_the_order_of_their_lines(wanted, apart):
    places = spread(wanted, apart, 0.0, 100.0)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for lower, upper in pairwise(places[index] for index in order):
        assert upper - lower >= apart - 1e-6
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in places)


def test_more_labels_than_there_is_room_for_start_at_the_bottom():
    assert spread([0.0] * 3, 1.0, 0.0, 1.0) == pytest.approx([0.0, 1.0, 2.0])
