"""What a number looks like in its cell, by the formats people use."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers.files.cell_text import number_text
from kpis.readers.files.seen.number_formats import (
    NOTHING_SHOWN,
    hides_texts,
    is_percentage,
    shown_as,
    shown_otherwise,
    shows_year,
)

ACCOUNTING = '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        # What stands for the figure, or hides it.
        ("3", '[<5]"[c]";0', "[c]"),
        ("7", '[<5]"[c]";0', "7"),
        ("5", '[<=5]"*";[>100]"many";0', "*"),
        ("101", '[<=5]"*";[>100]"many";0', "many"),
        ("3", '[=0]"nil";[<5]"low";0', "low"),
        ("-2", '[>100]"a";"b";0', "b"),
        ("3", ";;;", ""),
        ("0", "0;-0;;@", ""),
        ("45", '"[x]"', "[x]"),
        ("45", "[White]0", ""),
        ("0", "0;-0;[white]0", ""),
        ("45", "0;-0;[White]0", "45"),
        ("45", "[Color2]0", ""),
        ("45", "[Color 2]0", ""),
        ("45", "[Color22]0", "45"),
        ("0", ACCOUNTING, "-"),
        # Thousands and millions.
        ("1234567", "#,##0,", "1,235"),
        ("1234567", "0.0,,", "1.2"),
        ("1234567", '0.0,,"m"', "1.2m"),
        ("499", "0,", "0"),
        ("1234567", '#,##0,"k"', "1,235k"),
        # Fewer decimals than there are.
        ("81.4999999", "0", "81"),
        ("81.5", "0", "82"),
        ("-81.5", "0", "-82"),
        ("0.9567", "0%", "96%"),
        ("0.9567", "0.0%", "95.7%"),
        ("57.699999999999996", "0.00", "57.70"),
        # Words and signs beside the number.
        ("81", '0 "households"', "81 households"),
        ("57.7", '0.0"%"', "57.7%"),
        ("57.7", r"0.0\%", "57.7%"),
        ("5", 'General"%"', "5%"),
        ("1234.5", "£#,##0", "£1,235"),
        ("1234.5", "[$£-809]#,##0.00", "£1,234.50"),
        ("1234.5", "[$£]#,##0.00", "£1,234.50"),
        ("-5", "0;(0)", "(5)"),
        ("-45", "#,##0;[Red]-#,##0", "-45"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("123", r"0\.0", "12.3"),
        ("5", "0000,000", "0,000,005"),
        ("0.5", "#.##", ".5"),
        # What is not known.
        ("43646", "dd/mm/yyyy", None),
        ("43646", "[$-F800]dddd, mmmm dd, yyyy", None),
        ("0.5", "# ?/?", None),
        ("13250", "0.00E+00", "1.33E+04"),
        ("9.996", "0.00E+00", "1.00E+01"),
        ("-0.00012", "0.0E-0", "-1.2E-4"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("0", "0.00E+00", "0.00E+00"),
        ("5", '0.00E+00;"-"', None),
        ("-5", "[<0]0;0", None),
        ("1.5", "[h]:mm", None),
        ("5", "General", None),
        ("inf", "0", None),
        ("1234567890123", 'General" kg"', None),
    ],
)
def test_a_number_is_shown_as_its_format_says(number, number_format, shown):
    assert shown_as(number, number_format) == shown


@pytest.mark.parametrize(
    ("number", "number_format"),
    [
        ("81.5", "General"),
        ("81.5", "0.0"),
        ("81", "0.0"),
        ("81.5", "0.00"),
        ("1234567", "#,##0"),
        ("0.957", "0.0%"),
        ("1", "0%"),
        ("57.699999999999996", "0.0"),
        ("-45", "#,##0;[Red]-#,##0"),
        ("1234.5", ACCOUNTING),
        ("12", "@"),
        ("0", "#,##0.##"),
        ("43646", "dd/mm/yyyy"),
    ],
)
def test_a_number_shown_in_full_is_nothing_to_note(number, number_format):
    assert shown_otherwise(number, number_format) == ""


def test_a_number_that_is_hidden_is_noted_as_nothing_shown():
    assert shown_otherwise("3", ";;;") == NOTHING_SHOWN


@pytest.mark.parametrize(
    ("number_format", "hides"),
    [(";;;", True), ("0;-0;0;", True), ("0;-0;;@", False), (";;", False), ('0;0;0;"a;b"', False)],
)
def test_a_format_may_hide_texts_too(number_format, hides):
    assert hides_texts(number_format) is hides


@pytest.mark.parametrize(
    ("number_format", "percent"),
    [("0%", True), ("0.0 %", True), ('0"%"', False), (r"0\%", False), ("[Red]0%", True)],
)
def test_a_format_multiplies_by_a_hundred_or_only_writes_the_sign(number_format, percent):
    assert is_percentage(number_format) is percent


NUMBERS = st.decimals(-10_000_000, 10_000_000, places=4).map(lambda each: number_text(float(each)))


@given(
    number=NUMBERS,
    places=st.integers(0, 4),
    thousands=st.booleans(),
    percent=st.booleans(),
    scaling=st.integers(0, 2),
    before=st.sampled_from(["", "£", '"c. "', "[Red]", "_-"]),
)
def test_rendering_agrees_with_rounding_by_hand(
    number, places, thousands, percent, scaling, before
):
    number_format = (
        f"{before}{'#,##0' if thousands else '0'}"
        + (f".{'0' * places}" if places else "")
        + "," * scaling
        + "%" * percent
    )
    value = abs(Decimal(number)).scaleb(2 * percent - 3 * scaling)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = format(rounded, f"{',' if thousands else ''}.{places}f")
    sign = "-" if Decimal(number) < 0 else ""
    written = {"£": "£", '"c. "': "c. "}.get(before, "")
    inner = f"{written}{digits}{'%' * percent}"
    shown = shown_as(number, number_format)
    assert shown is not None
    assert shown.replace(" ", "") == f"{sign}{inner}".replace(" ", "")


@given(number=NUMBERS, number_format=st.text(alphabet='0#?.,;%"[]<>=5c-_*\\@ Gmyd/E+', max_size=12))
def test_any_format_gives_a_text_or_says_nothing(number, number_format):
    shown = shown_as(number, number_format)
    assert shown is None or shown == shown.strip()
    assert isinstance(shown_otherwise(number, number_format), str)


@pytest.mark.parametrize(
    ("number_format", "year"),
    [
        *(("yyyy", True), ("[$-809]yyyy", True), ("yy", True), ("YYYY;@", True)),
        *(("mmm-yy", False), ("dd/mm/yyyy", False), ("General", False), ("0", False)),
    ],
)
def test_a_format_may_show_the_year_of_a_date_alone(number_format, year):
    assert shows_year(number_format) is year
