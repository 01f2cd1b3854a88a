"""Rules that give cells another look by their value are followed as Excel follows them."""

import pytest

from kpis.readers.files.seen.looks_by_value import LookByValue


def rule(kind: str, operator: str, *formulas: str, ranges: str = "C2:C9") -> LookByValue:
    made = LookByValue(ranges, "0", kind, operator)
    for formula in formulas:
        made = made.with_formula(formula)
    return made


@pytest.mark.parametrize(
    ("operator", "formulas", "hidden", "seen"),
    [
        ("equal", ["5"], [5], [4.99, 5.01]),
        ("notEqual", ["5"], [4, 6], [5]),
        ("lessThan", ["5"], [4.9, -1], [5]),
        ("lessThanOrEqual", ["5.0"], [5], [5.1]),
        ("greaterThan", ["-1"], [0], [-1]),
        ("greaterThanOrEqual", ["5"], [5], [4.9]),
        ("between", ["4", "0"], [0, 4], [-1, 4.1]),
        ("notBetween", ["0", "4"], [-1, 4.1], [0, 4]),
    ],
)
def test_a_comparison_with_numbers_holds_for_its_values_alone(operator, formulas, hidden, seen):
    made = rule("cellIs", operator, *formulas)
    assert made.is_whole
    assert [made.holds(value) for value in hidden] == [True] * len(hidden)
    assert [made.holds(value) for value in seen] == [False] * len(seen)


@pytest.mark.parametrize("formula", ["C2<5", "$C2 < 5", "c$2<5", "$C$2<5.0"])
def test_a_formula_about_the_cell_itself_is_a_comparison(formula):
    made = rule("expression", "", formula)
    assert (made.is_whole, made.holds(4), made.holds(5)) == (True, True, False)


@pytest.mark.parametrize(
    ("kind", "operator", "formula"),
    [
        ("expression", "", "B2<5"),
        ("expression", "", "0"),
        ("expression", "", "AND(C2<5,C2>0)"),
        ("cellIs", "lessThan", "$E$1"),
        ("cellIs", "", "5"),
        ("containsText", "containsText", "C2=5"),
        ("between", "between", "5"),
    ],
)
def test_what_is_no_comparison_of_the_cell_with_a_number_is_not_followed(kind, operator, formula):
    assert not rule(kind, operator, formula).is_whole
