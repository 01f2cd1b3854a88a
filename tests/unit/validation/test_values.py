"""What people type as a figure: understood exactly, or refused with advice; never guessed."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Unit
from kpis.readers.raw import CellKind
from kpis.validation import values
from kpis.validation.figure_text.expected import NUMERATOR_OR_DENOMINATOR, outturn_in
from kpis.validation.figure_text.markers import read_marker
from kpis.validation.values import Problem, as_shown, plainly

BEHIND = None  # in place of a unit: a numerator or denominator


def read_figure(text, kind, unit):
    expected = NUMERATOR_OR_DENOMINATOR if unit is BEHIND else outturn_in(unit)
    return values.read_figure(text, kind, expected)


NOT_A_NUMBER, UNKNOWN_MARKER = Problem.NOT_A_NUMBER, Problem.UNKNOWN_MARKER


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("23.4", Unit.PERCENT, 23.4),
        ("23%", Unit.PERCENT, 23.0),
        ("23.45 %", Unit.PERCENT, 23.45),
        ("23 per cent", Unit.PERCENT, 23.0),
        ("0.23%", Unit.PERCENT, 0.23),
        ("1,234", Unit.COUNT, 1234.0),
        ("1,234,567.5", Unit.TONNES, 1234567.5),
        ("1 234", Unit.COUNT, 1234.0),
        ("1\u00a0234", Unit.COUNT, 1234.0),
        ("1\u202f234 567", Unit.COUNT, 1234567.0),
        ("£3.1m", Unit.POUNDS, 3_100_000.0),
        ("£ 3.1 million", Unit.POUNDS, 3_100_000.0),
        ("£1.2k", Unit.POUNDS, 1200.0),
        ("£2bn", Unit.POUNDS, 2e9),
        ("3.1m", Unit.POUNDS, 3_100_000.0),
        ("£1.2k", BEHIND, 1200.0),
        ("-£5", Unit.POUNDS, -5.0),
        ("£-5", Unit.POUNDS, -5.0),
        ("(12)", Unit.INDEX, -12.0),
        ("(1,200)", Unit.POUNDS, -1200.0),
        ("£(1,234)", Unit.POUNDS, -1234.0),
        ("£ (1,234.50)", Unit.POUNDS, -1234.5),
        ("(£1,234)", Unit.POUNDS, -1234.0),
        ("£(1.2k)", Unit.POUNDS, -1200.0),
        ("£(1 234)", BEHIND, -1234.0),
        ("(2.5)%", Unit.PERCENT, -2.5),
        ("(2.5%)", Unit.PERCENT, -2.5),
        ("\u22125", Unit.INDEX, -5.0),
        ("\u20135", Unit.INDEX, -5.0),
        ("+5", Unit.INDEX, 5.0),
        (".5", Unit.AVERAGE, 0.5),
        ("007", Unit.COUNT, 7.0),
        ("-0", Unit.COUNT, 0.0),
    ],
)
def test_a_figure_as_people_type_it_is_understood(text, unit, value):
    read = read_figure(text, CellKind.TEXT, unit)
    assert (read.value, read.problem, read.marker) == (value, None, "")


def test_zero_is_never_negative_zero():
    assert math.copysign(1, read_figure("-0", CellKind.TEXT, Unit.COUNT).value) == 1


@pytest.mark.parametrize(
    ("text", "value", "marker"),
    [
        ("[p] 23.4", 23.4, "p"),
        ("23.4 [r]", 23.4, "r"),
        ("23.4[P]", 23.4, "p"),
        ("[p] 23%", 23.0, "p"),
        ("[c] 12", 12.0, "c"),
    ],
)
def test_a_marker_may_stand_beside_a_figure(text, value, marker):
    read = read_figure(text, CellKind.TEXT, Unit.PERCENT)
    assert (read.value, read.marker, read.problem) == (value, marker, None)


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("[c]", "c"),
        ("[x]", "x"),
        ("[ Z ]", "z"),
        ("<5", "c"),
        ("< 10", "c"),
        ("fewer than 5", "c"),
        ("[c] <5", "c"),
    ],
)
def test_a_marker_or_a_suppressed_count_stands_for_no_figure(text, marker):
    read = read_figure(text, CellKind.TEXT, Unit.COUNT)
    assert math.isnan(read.value)
    assert (read.marker, read.problem) == (marker, None)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("n/a", "[x]"),
        ("N/A", "[z]"),
        *((dash, "Type 0 if the figure is nought, [x] if") for dash in "-\u2010\u2013\u2014\u2212"),
        *((dash, "or [z] if it does not apply") for dash in ("--", "£-", "- %", "£ \u2013", "---")),
        ("not available", "[x]"),
        ("..", "[x]"),
        ("TBC", "when it is known"),
        ("to follow", "when it is known"),
        ("Not yet available", "return the figure when it is known"),
        ("nya", "return the figure when it is known"),
        ("5 or fewer", "Type [c] alone"),
        ("up to 5", "Type [c] alone"),
        ("1-4", "Type the figure itself, or [c] alone"),
        ("55% to 57%", "Type the figure itself, or [c] alone"),
        ("141/250", "Work the division out"),
        ("141 out of 250", "Work the division out"),
        ("nil", "Type 0"),
        ("Zero", "Type 0"),
        ("none", "Type 0 if that is the figure, or [x]"),
        ("NULL", "Type 0 if that is the figure, or [x]"),
        ("81.5 (provisional)", "Type 81.5 [p]."),
        ("81.5 provisional", "Type 81.5 [p]."),
        ("1,234 (R)", "Type 1,234 [r]."),
        ("1,234 (revised)", "Type 1,234 [r]."),
        ("5(p)", "Type 5 [p]."),
        ("5 p", "number alone"),
        ("*", "[c]"),
        ("c", "[c] alone"),
        *((sign, "[z] alone if no figure can apply") for sign in ("z", "Z", "(z)", "[z", "'z'")),
        *((sign, "[x] alone if the figure is not avail") for sign in ("x", "X", "(x)", "x]", ":")),
        *((sign, "rounds to 0, elsewhere [low]") for sign in ("~", "low", "Low", "(~)", "'~'")),
        ("p", "23.4 [p]"),
        ("(R)", "23.4 [r]"),
        ("<5%", "[c]"),
        ("[p] <5", "[c]"),
        ("1.234,5", "comma"),
        ("92,1", "comma"),
        ("12,34", "comma"),
        ("1,23,456", "comma"),
        ("1e5", "without an E"),
        ("1E+05", "without an E"),
        ("23 days", "number alone"),
        ("23 no", "number alone"),
        ("approx 23", "number alone"),
        ("~23", "number alone"),
        ("12..3", "figure alone"),
        ("1.2.3", "figure alone"),
        ("twelve", "figure alone"),
        ("5.", "number alone"),
        ("nan", "figure alone"),
        ("inf", "figure alone"),
        ("(5", "number alone"),
        ("5)", "number alone"),
        ("(-5)", "number alone"),
        ("\u202e54", "An invisible character stands before 54. Clear the cell"),
        ("\u200b45", "An invisible character stands before 45. Clear the cell"),
        ("45\ufeff", "An invisible character stands after 45. Clear the cell"),
        ("4\u20605", "An invisible character stands in 45. Clear the cell"),
        ("\x071,234", "An invisible character stands before 1,234. Clear the cell"),
        ("\u00ad5", "A soft hyphen stands in it"),
        ("4\u00ad5", "A soft hyphen stands in it"),
        *((text, "Brackets around a number say") for text in ("(5", "5)", "(-5)", "(1,234", "£5)")),
        ("--5", "number alone"),
        ("####", "too narrow"),
        ("1_000", "figure alone"),
        ("\uff11\uff12", "figure alone"),
        ("9" * 16, "larger than any figure"),
        ("9" * 400, "larger than any figure"),
        ("see commentary", "figure alone"),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_advice(text, advice):
    read = read_figure(text, CellKind.TEXT, Unit.COUNT)
    assert read.problem is NOT_A_NUMBER
    assert advice in read.advice
    assert math.isnan(read.value)


IN_DAYS, IN_HOMES = (Unit.DAYS, "days per employee"), (Unit.COUNT, "homes")
OF_RESIDENTS, OF_YOUNG = (Unit.PERCENT, "% of residents"), (Unit.COUNT, "children and young people")
PER_100000 = (Unit.RATE_PER_100000, "per 100,000 aged 10 to 17")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("7.9 days", IN_DAYS, 7.9),
        ("7.9days", IN_DAYS, 7.9),
        ("1 Day", IN_DAYS, 1),
        ("7.9 days per employee", IN_DAYS, 7.9),
        ("1,234 homes", IN_HOMES, 1_234),
        ("1 home", IN_HOMES, 1),
        ("(12) homes", IN_HOMES, -12),
        ("45% of residents", OF_RESIDENTS, 45),
        ("45 pct", OF_RESIDENTS, 45),
        ("12 children and young people", OF_YOUNG, 12),
        ("250.4 per 100,000", PER_100000, 250.4),
        ("12 tonnes", (Unit.TONNES, "tonnes CO2e"), 12),
        ("12.5 tonnes CO2e", (Unit.TONNES, "tonnes CO2e"), 12.5),
        ("23 points", (Unit.INDEX, "points (-100 to 100)"), 23),
        ("£3,100 pounds", (Unit.POUNDS, "pounds"), 3_100),
        ("12 beds a day", (Unit.AVERAGE, "beds a day"), 12),
    ],
)
def test_the_words_of_the_measures_own_unit_may_stand_behind_its_figure(text, unit, value):
    read = values.read_figure(text, CellKind.TEXT, outturn_in(*unit))
    assert (read.value, read.problem) == (value, None)
    marked = values.read_figure(f"[p] {text}", CellKind.TEXT, outturn_in(*unit))
    assert (marked.value, marked.marker) == (value, "p")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("7.9 hours", IN_DAYS),
        ("7.9 working days", IN_DAYS),
        ("7.9 days lost", IN_DAYS),
        ("7.9 days (est.)", IN_DAYS),
        ("about 7.9 days", IN_DAYS),
        ("7 to 9 days", IN_DAYS),
        ("7-9 days", IN_DAYS),
        ("1.2k days", IN_DAYS),
        ("7.9% days", IN_DAYS),
        ("12 thousand homes", IN_HOMES),
        ("12 of 40 homes", IN_HOMES),
        ("45 residents", OF_RESIDENTS),
        ("45 of residents", OF_RESIDENTS),
        ("45% of adults", OF_RESIDENTS),
        ("0.45 proportion", OF_RESIDENTS),
        ("12 children", OF_YOUNG),
        ("250 per 1,000", PER_100000),
        ("12 kilotonnes", (Unit.TONNES, "tonnes CO2e")),
        ("23 percentage points", OF_RESIDENTS),
    ],
)
def test_other_words_behind_a_figure_are_refused(text, unit):
    read = values.read_figure(text, CellKind.TEXT, outturn_in(*unit))
    assert read.problem is NOT_A_NUMBER
    assert math.isnan(read.value)


@pytest.mark.parametrize(
    ("text", "unit", "advice"),
    [
        ("23%", Unit.COUNT, "not a percentage"),
        ("23%", BEHIND, "not a percentage"),
        ("£5", Unit.COUNT, "not an amount of money"),
        ("£5", Unit.PERCENT, "not an amount of money"),
        ("1.2k", Unit.COUNT, "in full"),
        ("5m", Unit.DAYS, "in full"),
        ("£5%", Unit.POUNDS, "not a percentage"),
        ("£(1,234)", Unit.COUNT, "without a £ sign. Its brackets say that it is below 0"),
        ("(£1,234)", Unit.DAYS, "without a £ sign. Its brackets say that it is below 0"),
        ("(12)%", Unit.COUNT, "without a % sign. Its brackets say that it is below 0"),
        ("£(£5)", Unit.POUNDS, "number alone"),
        ("(5%)%", Unit.PERCENT, "number alone"),
        ("5k%", Unit.PERCENT, "number alone"),
    ],
)
def test_the_sign_of_another_unit_is_refused(text, unit, advice):
    read = read_figure(text, CellKind.TEXT, unit)
    assert read.problem is NOT_A_NUMBER
    assert advice in read.advice


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("n/a", "leave the cell empty"),
        ("many", "leave the cell empty"),
        ("5 or fewer", "leave the cell empty"),
        ("1-4", "leave the cell empty"),
        ("z", "leave the cell empty"),
        ("-", "Type 0 if the figure is nought, or leave the cell empty"),
        ("nil", "Type 0"),
    ],
)
def test_a_numerator_that_is_not_asked_for_may_stay_empty(text, advice):
    assert advice in read_figure(text, CellKind.TEXT, BEHIND).advice


@pytest.mark.parametrize(
    ("text", "value"), [("23%", 23.0), ("£3m", 3e6), ("1.2k", 1200.0), ("0.5", 0.5)]
)
def test_beside_an_unknown_measure_no_sign_is_held_against_a_figure(text, value):
    read = values.read_figure(text, CellKind.TEXT, outturn_in(None))
    assert (read.value, read.problem) == (value, None)


@pytest.mark.parametrize("text", ["[q]", "[low]", "23 [e]", "[p][r] 5", "[]"])
def test_an_unknown_marker_lists_those_in_use(text):
    read = read_figure(text, CellKind.TEXT, Unit.COUNT)
    assert read.problem is UNKNOWN_MARKER
    assert read.advice == "Use one of [p], [r], [c], [x] or [z]."


@pytest.mark.parametrize("text", ["#DIV/0!", "#N/A", "#ref!", "#NAME?", "#VALUE!"])
def test_an_error_of_excel_is_one_also_as_text(text):
    assert read_figure(text, CellKind.TEXT, Unit.COUNT).problem is Problem.ERROR_CELL
    assert read_figure(text, CellKind.ERROR, Unit.COUNT).problem is Problem.ERROR_CELL


@pytest.mark.parametrize(
    ("text", "kind"), [("=B2/C2", CellKind.TEXT), ("=B2/C2", CellKind.NO_VALUE)]
)
def test_a_formula_without_a_result_is_told(text, kind):
    assert read_figure(text, kind, Unit.COUNT).problem is Problem.NOT_CALCULATED


def test_a_comma_that_could_stand_before_decimals_or_thousands_is_asked_about():
    read = read_figure("1,234", CellKind.EITHER, Unit.COUNT)
    assert read.problem is Problem.NOT_A_NUMBER
    assert "it could be 1234 or 1,234" in read.advice
    assert "Type 1234 for the one and 1,2340 for the other." in read.advice


def test_a_date_or_a_yes_in_place_of_a_figure_is_refused():
    assert "date" in read_figure("2019-02-05", CellKind.DATE, Unit.COUNT).advice
    assert read_figure("TRUE", CellKind.BOOLEAN, Unit.COUNT).problem is NOT_A_NUMBER


def test_an_empty_cell_is_neither_a_figure_nor_a_problem():
    read = read_figure("", CellKind.EMPTY, Unit.COUNT)
    assert math.isnan(read.value)
    assert (read.marker, read.problem) == ("", None)


@pytest.mark.parametrize(("text", "value"), [("0.23", 23.0), ("0.234", 23.4), ("1", 100.0)])
def test_a_number_in_a_percent_formatted_cell_is_percent_points(text, value):
    read = read_figure(text, CellKind.PERCENT, Unit.PERCENT)
    assert read.value == value
    assert read.percent_sign


def test_a_percent_formatted_cell_is_no_count():
    assert "not a percentage" in read_figure("0.23", CellKind.PERCENT, Unit.COUNT).advice


def test_a_number_cell_may_hold_an_exponent_because_excel_wrote_it():
    assert read_figure("1e-05", CellKind.NUMBER, Unit.AVERAGE).value == 0.00001
    assert read_figure("1e-05", CellKind.PERCENT, Unit.PERCENT).value == 0.001


digits = st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,12})?", fullmatch=True)


@given(digits, st.sampled_from(["", "-", "\u2212", "+"]))
def test_every_decimal_is_the_one_that_stood_in_the_cell(text, sign):
    read = read_figure(sign + text, CellKind.TEXT, Unit.INDEX)
    expected = -Decimal(text) if sign in ("-", "\u2212") else Decimal(text)
    assert read.value == float(expected)


@given(digits)
def test_every_percent_cell_is_a_hundred_times_the_decimal_in_it(text):
    expected = float(Decimal(text).scaleb(2))
    assert read_figure(text, CellKind.PERCENT, Unit.PERCENT).value == expected


@given(st.integers(0, 10**14))
def test_thousands_may_be_divided_by_commas_or_blanks(number):
    for text in (f"{number:,}", f"{number:,}".replace(",", " ")):
        assert read_figure(text, CellKind.TEXT, Unit.COUNT).value == number


@given(st.text(max_size=30), st.sampled_from([*Unit, BEHIND]))
def test_no_text_fails_and_a_figure_is_always_finite(text, unit):
    read = read_figure(text, CellKind.TEXT, unit)
    assert math.isnan(read.value) or math.isfinite(read.value)
    assert (read.problem is None) == (read.advice == "")
    if read.problem:
        assert math.isnan(read.value)


@given(st.text(alphabet="0123456789.,- %£kmE()[]pxc<", max_size=12))
def test_an_accepted_text_of_figure_signs_holds_that_figure(text):
    """A second reading: without blanks, commas and signs the digits are those of the value."""
    read = read_figure(text, CellKind.TEXT, Unit.PERCENT)
    if read.problem is None and not math.isnan(read.value):
        digits = "".join(sign for sign in text if sign in "0123456789.")
        assert abs(read.value) == float(Decimal(digits))


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        *(("[p]", "p"), ("p", "p"), ("(R)", "r"), ("Provisional", "p"), ("[revised]", "r")),
        *(("suppressed", "c"), ("Not  available", "x"), ("not applicable", "z")),
        *(("", ""), ("q", ""), ("[pr]", ""), ("n/a", "")),
    ],
)
def test_a_marker_is_its_letter_or_its_word(text, letter):
    assert read_marker(text) == letter


@pytest.mark.parametrize("text", ["inf", "-inf"])
def test_a_percent_cell_with_more_than_any_number_is_refused_as_too_large(text):
    read = read_figure(text, CellKind.PERCENT, Unit.PERCENT)
    assert read == read_figure(text, CellKind.NUMBER, Unit.PERCENT)
    assert read.problem is NOT_A_NUMBER
    assert as_shown(text, CellKind.PERCENT) == f"{text}%"


def test_what_a_person_sees_in_a_percent_cell_has_its_sign():
    assert as_shown("0.23", CellKind.PERCENT) == "23%"
    assert as_shown("0.2345", CellKind.PERCENT) == "23.45%"
    assert as_shown("0.23", CellKind.NUMBER) == "0.23"


@pytest.mark.parametrize(("value", "shown"), [(23.0, "23"), (0.1 + 0.2, "0.3"), (100.0, "100")])
def test_a_figure_is_written_with_the_decimals_it_has(value, shown):
    assert plainly(value) == shown
