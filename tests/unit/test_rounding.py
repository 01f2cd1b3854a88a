"""The rounding of every figure shown and rated, against the decimal arithmetic of the standard
library."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.rounding import round_figure, round_half_up

# What can be typed into a return: up to twelve digits, with up to six decimals.
typed_figures = st.builds(
    lambda whole, decimals: Decimal(whole).scaleb(-decimals),
    st.integers(-(10**12), 10**12),
    st.integers(0, 6),
)


def by_decimal(value: float, decimals: int) -> float:
    return float(
        Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    )


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),
        (-0.5, 0, -1.0),
        (-2.5, 0, -3.0),
        (0.285, 2, 0.29),
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (94.95, 1, 95.0),
        (94.949999, 1, 94.9),
        (0.15, 1, 0.2),
        (0.49999999, 0, 0.0),
        (1234567.5, 0, 1234568.0),
        (33.333333333333336, 1, 33.3),
    ],
)
def test_halves_of_the_typed_decimal_go_away_from_zero(value, decimals, expected):
    assert round_figure(value, decimals) == expected


@settings(deadline=None)
@given(typed_figures, st.integers(0, 4))
def test_it_agrees_with_decimal_rounding_of_what_was_typed(typed, decimals):
    assert round_figure(float(typed), decimals) == by_decimal(float(typed), decimals)


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_every_exact_half_is_rounded_as_in_a_printed_table(steps, decimals):
    half = float((Decimal(steps) + Decimal("0.5")).scaleb(-decimals))
    assert round_figure(half, decimals) == by_decimal(half, decimals)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_worked_out_from_its_counts_is_rounded_like_the_exact_share(part, whole):
    exact = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert round_figure(100 * part / whole, 1) == float(exact)


@settings(deadline=None)
@given(typed_figures, st.integers(0, 4))
def test_rounding_twice_changes_nothing(typed, decimals):
    once = round_figure(float(typed), decimals)
    assert round_figure(once, decimals) == once


def test_what_rounds_to_nothing_has_no_minus_sign():
    assert str(round_figure(-0.04, 1)) == "0.0"


def test_each_row_has_its_own_decimals_and_the_index_is_kept():
    figures = pd.Series([1.25, 1.25, np.nan], index=["a", "b", "c"], name="outturn")
    rounded = round_half_up(figures, pd.Series([1, 0, 2], index=["a", "b", "c"]))
    assert rounded.name == "outturn"
    assert rounded.index.tolist() == ["a", "b", "c"]
    assert rounded.tolist()[:2] == [1.3, 1.0]
    assert np.isnan(rounded["c"])


def test_an_array_comes_back_as_an_array():
    assert round_half_up(np.array([0.5, 1.5]), 0).tolist() == [1.0, 2.0]


def test_no_figures_give_no_figures():
    assert round_half_up(np.array([]), 1).tolist() == []
