"""Two figures of which one restates the other never look alike where they are not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Unit
from kpis.rounding import round_figure
from kpis.words.figures import MINUS
from kpis.words.report.restated import (
    NOT_SEEN,
    both_written,
    change_between,
    decimals_apart,
    hides_a_change,
    percentage_between,
)

POINTS, POINT = "\N{NO-BREAK SPACE}points", "\N{NO-BREAK SPACE}point"


@pytest.mark.parametrize(
    ("before", "after", "unit", "decimals", "written", "change", "share"),
    [
        (23, 23.4, "percent", 0, ("23.0%", "23.4%"), f"+0.4{POINTS}, {NOT_SEEN}", "+1.7%"),
        (23.4, 23, "percent", 0, ("23.4%", "23.0%"), f"−0.4{POINTS}, {NOT_SEEN}", "−1.7%"),
        (23, 24.4, "percent", 0, ("23%", "24%"), f"+1{POINT}", "+4.3%"),
        (23.44, 23.36, "percent", 1, ("23.44%", "23.36%"), f"−0.08{POINTS}, {NOT_SEEN}", "−0.3%"),
        (23, 23.001, "percent", 1, ("23.000%", "23.001%"), f"+0.001{POINTS}, {NOT_SEEN}", "under"),
        (7.9, 7.9, "days", 1, ("7.9", "7.9"), "no difference", "0.0%"),
        (7.94, 7.9, "days", 1, ("7.94", "7.90"), f"−0.04, {NOT_SEEN}", "−0.5%"),
        (0, 5, "count", 0, ("0", "5"), "+5", ""),
        (-10, -5, "count", 0, ("−10", "−5"), "+5", "+50.0%"),
        (-10, -15, "count", 0, ("−10", "−15"), "−5", "−50.0%"),
        (100, 50, "count", 0, ("100", "50"), "−50", "−50.0%"),
        (math.nan, 5, "count", 0, ("", "5"), "", ""),
        (5, math.nan, "count", 0, ("5", ""), "", ""),
    ],
)
def test_a_change_is_told_with_the_figures_as_they_are_written(
    before, after, unit, decimals, written, change, share
):
    assert both_written(before, after, unit, decimals) == written
    assert change_between(before, after, unit, decimals) == change
    assert percentage_between(before, after, decimals).startswith(share)
    assert bool(share) == bool(percentage_between(before, after, decimals))


def number(written: str) -> float:
    plain = written.replace(MINUS, "-").translate(str.maketrans("", "", ",%£"))
    return float(plain.removesuffix("m")) * (1_000_000 if plain.endswith("m") else 1)


typed = st.decimals(-10_000, 10_000, places=3).map(float)


@given(typed, typed, st.integers(0, 3), st.sampled_from([unit.value for unit in Unit]))
def test_different_figures_look_different_and_the_change_is_theirs(before, after, decimals, unit):
    old, new = both_written(before, after, unit, decimals)
    change = change_between(before, after, unit, decimals)
    assert (old == new) == (before == after) == (change == "no difference")
    if before != after:
        told = number(change.replace(NOT_SEEN, "").replace("point", "").strip(" ,s\xa0+"))
        assert told == pytest.approx(number(new) - number(old), abs=1e-6)


@given(typed, typed, st.integers(0, 3))
def test_published_decimals_are_kept_where_they_tell_figures_apart(before, after, decimals):
    looks_alike = round_figure(before, decimals) == round_figure(after, decimals)
    assert hides_a_change(before, after, decimals) == (looks_alike and before != after)
    if not hides_a_change(before, after, decimals):
        assert decimals_apart(before, after, decimals) == decimals
