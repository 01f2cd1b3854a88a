"""One figure and its marker: is it a figure, and can its measure have it?"""

import pytest

from kpis.readers.raw import CellKind


@pytest.mark.parametrize("name", ["outturn", "numerator", "denominator", "period", "returned_on"])
def test_an_error_cell_is_told_where_it_stands(check, row, name):
    cells = {"period": "C2", "outturn": "G2", "numerator": "H2", "denominator": "I2"}
    error_row = {name: "#DIV/0!", f"{name}_kind": CellKind.ERROR}
    issues = check.issues(row(**error_row), provenance="illustrative")
    assert ("error", "error-cell", cells.get(name, "L2")) in issues
    assert len(issues) == 1


@pytest.mark.parametrize("name", ["outturn", "numerator", "denominator", "period", "returned_on"])
def test_a_formula_without_its_result_is_told(check, row, name):
    cells = {name: "=B2/C2", f"{name}_kind": CellKind.NO_VALUE}
    issues = check.issues(row(**cells), provenance="illustrative")
    assert [code for _, code, _ in issues] == ["formula-not-calculated"]


def test_an_outturn_in_words_is_told_with_what_to_type(check, row):
    checked = check(row(outturn="n/a"))
    issue = checked.errors[0]
    assert issue.as_dict() == {
        "severity": "error",
        "code": "outturn-not-a-number",
        "sheet": "Q2",
        "cell": "G2",
        "measure": "1.2",
        "found": "n/a",
        "message": (
            "Q2!G2: the outturn for 1.2 Repairs is 'n/a', which is not a number that can be taken. "
            "Type [x] if the figure is not available or [z] if it does not apply, and say why in "
            "the commentary."
        ),
    }
    assert checked.rows.empty


@pytest.mark.parametrize(
    "cells",
    [{"commentary": "Late."}, {"numerator": "23"}, {"marker": "[p]"}, {"denominator": "100"}],
)
def test_a_row_with_entries_but_no_outturn_is_an_error(check, row, cells):
    checked = check(row(outturn="", **cells))
    assert [(i.code, i.cell) for i in checked.errors] == [("outturn-missing", "G2")]


def test_a_missing_outturn_is_not_worked_out_but_told(check, row):
    checked = check(row(outturn="", numerator="23", denominator="99"))
    assert "give 23.2%" in checked.errors[0].message
    assert checked.rows.empty


def test_a_marker_beside_no_figure_is_a_missing_outturn(check, row):
    assert [i.code for i in check(row(outturn="[p]")).errors] == ["outturn-missing"]


@pytest.mark.parametrize("marker", ["[c]", "[x]", "[z]"])
def test_a_marker_may_stand_in_the_place_of_a_figure(check, row, marker):
    for cells in ({"outturn": marker}, {"outturn": "", "marker": marker}):
        checked = check(row(commentary="Why.", **cells))
        assert checked.ok
        assert checked.rows["marker"].tolist() == [marker.strip("[]")]
        assert checked.rows["outturn"].isna().all()


@pytest.mark.parametrize("typed", ["[p]", "p", "Provisional", "(P)"])
def test_a_marker_is_stored_as_its_letter(check, row, typed):
    checked = check(row(marker=typed))
    assert checked.rows["marker"].tolist() == ["p"]
    assert checked.rows["outturn"].tolist() == [92.1]


def test_a_marker_typed_beside_the_outturn_counts_like_one_in_its_column(check, row):
    assert check(row(outturn="[r] 92.1")).rows["marker"].tolist() == ["r"]
    assert check.issues(row(outturn="[r] 92.1", marker="r")) == []


def test_two_different_markers_contradict_each_other(check, row):
    checked = check(row(outturn="[r] 92.1", marker="p"))
    assert [(i.code, i.cell) for i in checked.errors] == [("marker-contradiction", "J2")]


@pytest.mark.parametrize(
    ("cells", "cell"), [({"marker": "e"}, "J2"), ({"outturn": "[low] 92.1"}, "G2")]
)
def test_an_unknown_marker_lists_those_in_use(check, row, cells, cell):
    checked = check(row(**cells))
    assert [(i.code, i.cell) for i in checked.errors] == [("unknown-marker", cell)]
    assert "[p], [r], [c], [x] or [z]" in checked.errors[0].message


@pytest.mark.parametrize("marker", ["c", "x", "z"])
def test_a_marker_for_no_figure_beside_a_figure_is_an_error(check, row, marker):
    for cells in ({"marker": marker}, {"outturn": f"92.1 [{marker}]"}):
        checked = check(row(**cells))
        assert [(i.code, i.cell) for i in checked.errors] == [("marker-with-figure", "G2")]


@pytest.mark.parametrize(("marker", "codes"), [("c", 1), ("x", 1), ("z", 0)])
def test_numerator_and_denominator_give_a_hidden_figure_away(check, row, marker, codes):
    cells = {"outturn": f"[{marker}]", "denominator": "9"}
    assert check(row(**cells)).ok
    checked = check(row(numerator="4", **cells))
    assert [i.code for i in checked.errors] == ["marker-with-figure"] * codes


@pytest.mark.parametrize(
    ("measure", "outturn", "fits"),
    [
        ("1.2", "0", True),
        ("1.2", "-0.1", False),
        ("1.2", "100", True),
        ("1.2", "100.1", False),
        ("1.11", "40", True),
        ("1.11", "40.1", False),
        ("1.12", "250", True),
        ("1.12", "250.1", False),
        ("1.3", "0", True),
        ("1.3", "-1", False),
        ("1.3", "99999", True),
        ("1.13", "500", True),
        ("1.13", "501", False),
        ("1.3", "12.5", False),
        ("1.3", "12.0", True),
        ("1.8", "-5", True),
        ("1.8", "(£1.2k)", True),
        ("1.10", "-0.1", False),
        ("1.15", "-0.1", False),
        ("1.15", "12.5", True),
    ],
)
def test_an_outturn_is_one_its_unit_and_measure_can_have(check, row, measure, outturn, fits):
    checked = check(row(measure=measure, outturn=outturn))
    assert [(i.code, i.cell) for i in checked.errors] == ([] if fits else [("out-of-range", "G2")])


@pytest.mark.parametrize(
    ("measure", "outturn", "words"),
    [
        ("1.2", "100.1", "cannot be above 100.0%"),
        ("1.2", "-0.1", "cannot be below 0"),
        ("1.3", "12.5", "Type a whole number"),
        ("1.13", "501", "cannot be above 500"),
    ],
)
def test_a_figure_out_of_range_says_what_the_limit_is(check, row, measure, outturn, words):
    assert words in check(row(measure=measure, outturn=outturn)).errors[0].message


def test_an_index_may_be_below_zero(check):
    assert check({"measure": "1.9", "period": "H1 2019/20", "outturn": "−12"}).ok


@pytest.mark.parametrize("outturn", ["501", "12.5"])
def test_in_history_size_and_wholeness_hold_for_the_plans_own_area_only(check, row, outturn):
    cells = {"measure": "1.13", "outturn": outturn}
    assert check(row(area="England", **cells), provenance="published").ok
    assert not check(row(area="England", **cells)).ok
    assert not check(row(**cells), provenance="published").ok


def test_a_percent_sign_or_format_says_what_a_percentage_is(check, row):
    typed = {"outturn": "92.1%"}
    formatted = {"outturn": "0.921", "outturn_kind": CellKind.PERCENT}
    for cells in (typed, formatted):
        checked = check(row(**cells))
        assert checked.rows["outturn"].tolist() == [92.1]
        assert checked.ok


def test_what_was_found_in_a_percent_cell_is_what_a_person_sees(check, row):
    issue = check(row(outturn="1.01", outturn_kind=CellKind.PERCENT)).errors[0]
    assert issue.found == "101%"
