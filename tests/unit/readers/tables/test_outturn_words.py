"""What a header says beside the word for the outturn, and what only a person can say of it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kpis.readers.tables.headers import find_fields
from kpis.readers.tables.outturn_words import HeaderSays, heads_other_figures, what_it_says


@pytest.mark.parametrize(
    "header",
    [
        *("Outturn", "Actual", "ACTUALS:", "Result", "Value", "Actual outturn", "The outturn"),
        *("Outturn¹", "Outturn1,2", "Outturn [note 1]", "Outturn (1)", "Your outturn*"),
        *("Final outturn", "Outturn (final)", "Outturn - confirmed", "Audited outturn"),
    ],
)
def test_a_known_word_for_the_outturn_says_nothing_more(header):
    assert what_it_says(header) == HeaderSays()


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        *(("Outturn (%)", "%"), ("Outturn %", "%"), ("Outturn (000s)", "000s"), ("No.", "no")),
        *(("Outturn (number)", "number"), ("Outturn (kilotonnes)", "kilotonnes"), ("%", "%")),
        *(("Outturn (households)", "households"), ("Outturn % of residents", "% of residents")),
        *(("Outturn £000s", "£ 000s"), ("Outturn (£m)", "£m"), ("Outturn hours", "hours")),
        *(("Percentage", "percentage"), ("Rate", "rate"), ("Q2 2019/20 (number)", "number")),
        *(("Outturn per 1,000", "per 1000"), ("Outturn (hours per week)", "hours per week")),
    ],
)
def test_a_unit_is_handed_on_to_be_compared(header, unit):
    says = what_it_says(header)
    assert (says.unit, says.other) == (unit, "")


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        *(("Outturn Q1", ("q1",)), ("Q2 outturn", ("q2",)), ("Outturn 2018/19", ("2018/19",))),
        *(("Outturn Q2 2018/19", ("q2 2018/19",)), ("Outturn (Q1)", ("q1",))),
        *(("July outturn", ("july",)), ("Outturn (Jul-Sep)", ("jul-sep",))),
        ("Outturn 2018/19 (academic)", ("2018/19 academic",)),
        *(("Actual for Sep-19", ("sep-19",)), ("Outturn Q2 (2019/20)", ("q2 2019/20",))),
    ],
)
def test_a_period_is_handed_on_to_be_compared(header, periods):
    says = what_it_says(header)
    assert (says.periods, says.other) == (periods, "")


@pytest.mark.parametrize(
    ("header", "months"),
    [
        ("Outturn for the quarter", 3),
        ("Monthly outturn", 1),
        ("Annual outturn", 12),
        ("Year-end outturn", 12),
        ("Full-year outturn", 12),
    ],
)
def test_the_length_of_a_period_is_handed_on(header, months):
    assert what_it_says(header) == HeaderSays(months=months)


@pytest.mark.parametrize(
    "header", ["Actual (YTD)", "Outturn YTD", "Year to date outturn", "Cumulative outturn"]
)
def test_figures_to_date_are_said_to_be_so(header):
    says = what_it_says(header)
    assert says.to_date
    assert not says.other


def test_a_marker_in_the_header_is_no_other_word():
    assert what_it_says("Outturn (provisional)") == HeaderSays(marker="[p]")
    assert what_it_says("Revised outturn") == HeaderSays(marker="[r]")


OTHER_FIGURES = [
    *("London outturn", "Planned outturn", "Predicted outturn", "Estimated year-end outturn"),
    *(
        "Outturn rank",
        "Outturn gap to London",
        "Actual vs plan",
        "Actual spend",
        "Count of Outturn",
    ),
    *("Outturn (London)", "Outturn (planned)", "Outturn (rank)", "National outturn", "Outturn LY"),
    *("Outturn in same month of 2018", "Draft outturn", "Actual staff", "Outturn per head"),
    *("Outturn quartile", "Outturn against budget", "Sum of actual", "Modelled outturn"),
]


@pytest.mark.parametrize("header", OTHER_FIGURES)
def test_a_word_that_nobody_permitted_leaves_the_outturn_in_doubt(header):
    found = find_fields({1: "Code", 2: "Period", 3: header})
    assert found.columns["outturn"] == 3
    assert found.in_doubt or what_it_says(header).unit == "per head"  # which is compared


@pytest.mark.parametrize("header", [*OTHER_FIGURES, "Forecast outturn", "Target outturn"])
def test_a_better_column_leaves_it_aside(header):
    found = find_fields({1: "Code", 2: header, 3: "Outturn"})
    assert found.columns["outturn"] == 3
    assert (found.in_doubt, found.rivals, found.duplicates) == (False, (), ())


@given(st.text(alphabet="bcdghjlqwxz", min_size=4, max_size=9))
def test_no_word_at_all_is_taken_beside_the_outturn_unasked(word):
    found = find_fields({1: "Code", 2: "Period", 3: f"{word} outturn"})
    assert found.in_doubt


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(("Outturn numerator", "numerator"), ("Actual denominator", "denominator")),
        *(("Numerator of the outturn", "numerator"), ("Outturn commentary", "commentary")),
    ],
)
def test_the_numerator_of_the_outturn_is_the_numerator(header, field):
    assert find_fields({1: header}).columns == {field: 1}


@pytest.mark.parametrize(
    ("headers", "taken", "rivals"),
    [
        (("Value", "Percentage"), 0, (1,)),
        (("Percentage", "Figure"), 1, (0,)),
        (("Outturn (number)", "Outturn (%)"), 1, (0,)),
        (("Q2 outturn", "Percentage"), 1, (0,)),
        (("Outturn Q1", "Outturn Q2"), 0, (1,)),
        (("Planned outturn", "Outturn rank", "London outturn"), 0, (1, 2)),
        (("Outturn", "Percentage"), 0, ()),
        (("Outturn", "Value"), 0, ()),
    ],
)
def test_two_columns_that_may_each_be_the_outturn_are_rivals(headers, taken, rivals):
    found = find_fields(dict(enumerate(headers)))
    assert (found.columns["outturn"], found.rivals) == (taken, rivals)
    assert not found.duplicates


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        *(("Planned figures", True), ("London", True), ("London average", True)),
        *(("London comparison", True), ("Statistical neighbours", True), ("Comparators", True)),
        *(("Estimated outturns", True), ("National figures", True)),
        *(("All figures are medians", True), ("These figures are ours", False)),
        *(("London Borough of Riverton", False), ("Service plan", False), ("Housing", False)),
        *(("Outturns", False), ("", False)),
    ],
)
def test_a_heading_may_say_that_figures_are_others(heading, other):
    assert heads_other_figures(heading) is other
