"""One figure, two rows: the same figure is taken once, different ones not at all."""

import pytest

from kpis.validation.issues.cross_row import DuplicateRow, RepeatedRow


def test_the_same_figure_twice_is_taken_once_with_a_warning(check, row):
    checked = check(row(commentary="First."), row(commentary="Second."))
    issue = next(i for i in checked.issues if i.code == "duplicate-row")
    assert (issue.severity, issue.cell) == ("warning", "G3")
    assert "Q2!G2" in issue.message
    assert checked.rows["commentary"].tolist() == ["First."]


def test_two_figures_for_one_key_are_both_left_out(check, row):
    checked = check(row(), row(outturn="91"), row(measure="1.11", outturn="12"))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.found, issue.measure) == (
        *("duplicate-row", "G3"),
        *("91", "1.2"),
    )
    assert "'92.1' in Q2!G2" in issue.message
    assert checked.rows["measure_id"].tolist() == ["turnover"]


@pytest.mark.parametrize(
    ("first_place", "which"),
    [("Q2!D14", "figure"), ("Q2!D13", "row"), ("Q1!D14", "row"), ("D14", "row")],
)
def test_where_one_row_holds_both_it_is_not_the_row_that_is_deleted(first_place, which):
    found = {"sheet": "Q2", "cell": "G14", "found": "9", "period": "Q2 2019/20"}
    where = found | {"first_place": first_place, "first_found": "8"}
    assert DuplicateRow(**where).message.endswith(f"Delete the {which} that is wrong.")
    assert RepeatedRow(**where).message.endswith(f"Delete the second {which}.")


def test_of_three_rows_each_further_one_is_told(check, row):
    checked = check(row(), row(), row(outturn="91"))
    issues = [(i.severity, i.cell) for i in checked.issues if i.code == "duplicate-row"]
    assert issues == [("warning", "G3"), ("error", "G4")]
    assert checked.rows.empty


@pytest.mark.parametrize(
    "cells",
    [
        {"numerator": "1", "denominator": "3"},
        {"marker": "p"},
        {"outturn": "n/a"},
        {"outturn": "92.2"},
    ],
)
def test_a_difference_in_any_figure_or_marker_is_an_error(check, row, cells):
    severities = [
        i.severity for i in check(row(), row(**cells)).issues if i.code == "duplicate-row"
    ]
    assert severities == ["error"]


@pytest.mark.parametrize("cells", [{"outturn": "92.10"}, {"outturn": "92.1%"}])
def test_the_same_figure_written_otherwise_is_the_same(check, row, cells):
    assert check.issues(row(), row(**cells)) == [("warning", "duplicate-row", "G3")]


def test_the_same_key_written_otherwise_is_the_same(check, row):
    other = row(measure="repairs", period="Jul to Sep 2019", area="riverton", outturn="91")
    assert check.issues(row(), other) == [("error", "duplicate-row", "G3")]


@pytest.mark.parametrize(
    "cells",
    [{"area": "Hackney"}, {"measure": "1.11"}, {"breakdown": "Sex", "category": "Women"}],
)
def test_another_key_is_no_duplicate(check, row, cells):
    assert check.issues(row(outturn="12"), row(**({"outturn": "13"} | cells))) == []


def test_a_place_in_another_sheet_is_named_with_it(check, row):
    checked = check(row(sheet="North"), row(sheet="South", outturn="1"))
    issue = checked.errors[0]
    assert (issue.sheet, issue.cell) == ("South", "G3")
    assert "North!G2" in issue.message


def test_in_history_another_day_of_return_makes_a_revision(check, row):
    rows = [
        row(returned_on="2019-10-08"),
        row(returned_on="2019-10-15", outturn="91"),
        row(outturn="90"),
    ]
    checked = check(*rows, provenance="illustrative")
    assert checked.ok
    assert len(checked.rows) == 3


def test_in_history_the_same_day_twice_is_a_duplicate(check, row):
    rows = [row(returned_on="2019-10-08"), row(returned_on="08/10/2019", outturn="91")]
    issues = check.issues(*rows, provenance="published")
    assert issues == [("error", "duplicate-row", "G3")]
