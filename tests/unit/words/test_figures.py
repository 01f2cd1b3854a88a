"""Figures as readers see them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.formulas import without_formulas
from kpis.model import Marker, Unit
from kpis.rounding import round_figure
from kpis.words.figures import MINUS, difference, figure, figure_with_unit, with_marker
from kpis.words.statuses import marker_meaning


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (23.4, "percent", 1, "23.4%"),
        (23.45, "percent", 1, "23.5%"),
        (23.0, "percent", 1, "23.0%"),
        (1234.0, "count", 0, "1,234"),
        (1234.5, "count", 0, "1,235"),
        (8.44, "days", 1, "8.4"),
        (-4.0, "index", 0, "−4"),
        (-0.04, "percent", 1, "0.0%"),
        (3_100_000.0, "pounds", 0, "£3.1m"),
        (3_123_456.0, "pounds", 0, "£3,123,456"),
        (999_900.0, "pounds", 0, "£999,900"),
        (-2_500_000.0, "pounds", 0, "−£2.5m"),
        (385.0, "rate_per_100000", 0, "385"),
        (math.nan, "percent", 1, ""),
    ],
)
def test_a_figure_is_written_with_the_sign_of_its_unit(value, unit, decimals, shown):
    assert figure(value, unit, decimals) == shown


@pytest.mark.parametrize(
    ("unit", "label", "shown"),
    [
        ("percent", "% of learners", "12.0%"),
        ("pounds", "pounds", "£12.0"),
        ("days", "days per employee", "12.0 days per employee"),
        ("count", "", "12.0"),
    ],
)
def test_running_text_names_what_is_counted_unless_the_figure_says_it(unit, label, shown):
    assert figure_with_unit(12.0, unit, 1, label) == shown


def test_a_missing_figure_has_no_unit_either():
    assert figure_with_unit(math.nan, "days", 1, "days per employee") == ""


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (1.24, "percent", 1, "+1.2\u00a0points"),
        (-1.0, "percent", 1, "−1.0\u00a0point"),
        (0.04, "percent", 1, "no difference"),
        (-34.0, "count", 0, "−34"),
        (2_000_000.0, "pounds", 0, "+£2.0m"),
        (math.nan, "count", 0, ""),
    ],
)
def test_a_difference_carries_its_sign_and_per_cents_differ_by_points(value, unit, decimals, shown):
    assert difference(value, unit, decimals) == shown


def test_a_marker_follows_its_figure_and_stands_alone_without_one():
    assert with_marker("23.4%", "p") == "23.4%\u00a0[p]"
    assert with_marker("", "x") == "[x]"
    assert with_marker("23.4%", "") == "23.4%"
    assert with_marker("", "") == ""


def test_a_figure_that_was_corrected_carries_both_markers():
    assert with_marker("23.4%", "pr") == "23.4%\u00a0[p]\u00a0[r]"
    assert with_marker("", "xr") == "[x]\u00a0[r]"
    assert marker_meaning("pr") == f"{marker_meaning('p')}; {marker_meaning('r')}"


def test_every_marker_has_a_meaning():
    assert all(marker_meaning(marker.value) for marker in Marker)
    assert marker_meaning("") == ""


@given(
    value=st.floats(-1e9, 1e9),
    unit=st.sampled_from([unit.value for unit in Unit]),
    decimals=st.integers(0, 3),
)
def test_the_written_figure_reads_back_as_the_rounded_one(value, unit, decimals):
    """What the colour is decided on is what the reader sees."""
    written = figure(value, unit, decimals)
    plain = written.replace(MINUS, "-").translate(str.maketrans("", "", ",%£"))
    read = float(plain.removesuffix("m")) * (1_000_000 if plain.endswith("m") else 1)
    assert read == pytest.approx(round_figure(value, decimals), rel=1e-12, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n@a", "＝1", "\tx"]
)
def test_a_text_that_a_spreadsheet_would_work_out_gets_a_quote_before_it(text):
    assert without_formulas(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'=1", "1-2", "On course.", "\u22124"])
def test_other_texts_stay_as_they_are(text):
    assert without_formulas(text) == text
