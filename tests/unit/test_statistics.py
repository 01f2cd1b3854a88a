"""The modified z-score, against the arithmetic of the standard library."""

import math
from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpis.statistics import (
    FAR,
    centre_and_scale_of_groups,
    centre_and_scale_of_rows,
    is_far,
)

VALUES = st.floats(-1e6, 1e6) | st.just(math.nan)


def plainly(values):
    """Median and 1.4826 times the median absolute deviation of what is known."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return math.nan, math.nan
    centre = median(known)
    return centre, 1.4826 * median(abs(value - centre) for value in known)


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n))))
def test_rows_and_groups_have_the_same_centre_and_scale_to_the_last_bit(rows):
    width = len(rows[0]) if rows else 1
    values = np.array(rows, dtype="float64").reshape(len(rows), width)
    expected = np.array([plainly(row) for row in rows]).reshape(len(rows), 2)
    of_rows = centre_and_scale_of_rows(values)
    of_groups = centre_and_scale_of_groups(values.ravel(), np.repeat(np.arange(len(rows)), width))
    for at in (0, 1):
        np.testing.assert_array_equal(of_rows[at], expected[:, at])
        np.testing.assert_array_equal(of_groups[at].reshape(len(rows), width)[:, 0], of_rows[at])


def test_a_value_is_far_beyond_three_and_a_half_scales_and_not_at_them():
    values = np.array([FAR * 2, np.nextafter(FAR * 2, 99), -8.0, math.nan])
    assert is_far(values, np.zeros(4), np.full(4, 2.0)).tolist() == [False, True, True, False]
    assert not is_far(np.array([9.0]), np.array([math.nan]), np.array([math.nan])).any()
