"""The file, its sheets, its tables and their columns."""

from dataclasses import replace
from typing import Any

import pytest

from kpis.model import Provenance
from kpis.readers.raw import SheetPassedOver, TableFound


def table(**more):
    cells: dict[str, Any] = {"layout": "tidy", "header_row": 1, "headers": {}}
    return TableFound(**({"sheet": "Q2", "columns": {"outturn": "G"}} | cells | more))


def test_a_file_without_a_table_gives_one_error_and_no_rows(check, raw_return):
    checked = check(raw=raw_return(tables=()))
    assert [issue.code for issue in checked.issues] == ["no-table-found"]
    assert "'q2.xlsx'" in checked.issues[0].message
    assert checked.rows.empty
    assert not checked.ok


def test_a_table_without_a_figure_is_an_error(check):
    checked = check(raw=check.raw_return())
    assert [issue.code for issue in checked.errors] == ["nothing-returned"]


def test_a_sheet_that_was_not_read_is_named_with_the_reason(check, row):
    passed = (SheetPassedOver(sheet="Old", reason="no row has the headers of a return."),)
    checked = check(row(), passed_over=passed)
    assert [(i.severity, i.code, i.sheet) for i in checked.issues] == [
        ("warning", "sheet-not-read", "Old")
    ]
    assert checked.issues[0].message == (
        "Old: this sheet was not read: no row has the headers of a return. If it holds figures, "
        "give it the headers of the template."
    )
    assert checked.ok


@pytest.mark.parametrize(
    ("sheet", "reason", "message"),
    [
        ("", "no row of it has headers", "the file was not read: no row of it has headers. If it"),
        ("Q1", "it is hidden; show it if it matters", "Q1: this sheet was not read: it is hidden;"),
    ],
)
def test_a_csv_is_no_sheet_and_a_reason_that_says_what_to_do_is_enough(
    check, row, sheet, reason, message
):
    passed = (SheetPassedOver(sheet=sheet, reason=reason),)
    (issue,) = (i for i in check(row(), passed_over=passed).issues if i.code == "sheet-not-read")
    assert issue.message.startswith(message)
    assert ("template" in issue.message) == (";" not in reason)


def test_what_the_reader_noticed_is_passed_on(check, row):
    checked = check(row(), notes=("Rows 4 to 6 are hidden and were read like the others.",))
    assert [issue.code for issue in checked.warnings] == ["file-note"]
    assert checked.issues[0].message == "Rows 4 to 6 are hidden and were read like the others."


def test_two_columns_of_one_meaning_leave_out_every_row_of_their_sheet(check, row):
    duplicated = table(duplicates=(("Outturn", "G1", "M1"),))
    checked = check(
        row(),
        row(period="Q1 2019/20", sheet="Q1"),
        tables=(duplicated, table(sheet="Q1")),
    )
    issue = checked.errors[0]
    assert (issue.code, issue.sheet, issue.cell, issue.found) == (
        *("duplicate-column", "Q2", "M1"),
        "Outturn",
    )
    assert "G1" in issue.message
    assert checked.rows["sheet"].tolist() == ["Q1"]


@pytest.mark.parametrize(
    ("header", "nearest"),
    [("Outurn", "Outturn"), ("Commentry", "Commentary"), ("Weather", None), ("Quarter", None)],
)
def test_an_unknown_column_is_left_aside_with_the_nearest_header(check, row, header, nearest):
    checked = check(row(), tables=(table(unknown=((header, "M1"),)),))
    issue = checked.warnings[0]
    assert (issue.code, issue.cell, issue.found) == ("unknown-column", "M1", header)
    assert (f"Did you mean '{nearest}'?" in issue.message) == (nearest is not None)
    assert len(checked.rows) == 1


def test_official_statistics_are_no_return_but_are_read_as_what_they_are(check, row):
    attributed = table(attribution=(("publisher", "M1"), ("licence", "N1")))
    checked = check(row(), tables=(attributed,))
    (issue,) = checked.errors
    assert (issue.code, issue.cell, issue.found) == ("official-statistics", "M1", "publisher")
    assert checked.rows.empty
    assert check(row(), tables=(attributed,), provenance=Provenance.PUBLISHED).ok


def test_a_row_left_empty_is_told_and_left_aside(check, row):
    checked = check(row(), {"measure": "1.3", "period": "Q2 2019/20"})
    empty = [issue for issue in checked.issues if issue.code == "outturn-missing"]
    assert [(i.severity, i.cell, i.measure) for i in empty] == [("warning", "G3", "1.3")]
    assert len(checked.rows) == 1
    assert checked.ok


def test_an_empty_row_that_names_no_measure_is_passed_over(check, row):
    checked = check.issues(row(), {"measure": "Total", "period": "Q2 2019/20"})
    assert checked == []


def test_a_sheet_without_a_table_of_its_own_is_no_fault(check, row, raw_return):
    raw = raw_return(row())
    checked = check(raw=replace(raw, tables=(table(sheet="Other"),)))
    assert len(checked.rows) == 1


def test_a_template_nobody_filled_in_has_no_error_and_says_that_nothing_is_returned(check):
    checked = check(raw=check.raw_return(tables=(table(layout="template"),)))
    assert [(issue.severity, issue.code) for issue in checked.issues] == [
        ("warning", "nothing-returned")
    ]
    assert checked.ok
    assert checked.rows.empty
