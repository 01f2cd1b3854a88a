"""Marked copies of what is no workbook of today: built anew from the cells, never a formula."""

import pytest

from kpis.errors import UsageError
from kpis.exports import marked_copy as module
from kpis.exports.marked_copy import marked_copy
from kpis.exports.plain_workbook import MOST_CELLS, PlainSheet
from tests.unit.exports.marking import issue, parts, reload


def test_a_csv_comes_back_as_a_workbook_of_texts_as_they_stood():
    rows = [
        ["measure", "outturn", "commentary"],
        ["007", "1e5", "=HYPERLINK(1)"],
        ["", "-4", "\x0b"],
    ]
    name, content = marked_copy(
        "depot: return.csv", b"", [issue("B2", sheet="")], sheets=[PlainSheet("", rows)]
    )
    book = reload(content)
    assert name == "depot: return (marked).xlsx"
    assert book.sheetnames == ["Issues", "depot  return"]
    sheet = book["depot  return"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)] == rows[:2]
    assert {cell.data_type for row in sheet.iter_rows(max_row=2) for cell in row} == {"s"}
    assert sheet["C2"].quotePrefix, "editing the cell does not make it a formula"
    assert sheet["B2"].comment.text == "Error: This is not a number."
    assert book["Issues"]["C5"].hyperlink.location == "'depot  return'!B2"


def test_an_old_workbook_comes_back_with_its_cells_and_is_told_so():
    sheets = [
        PlainSheet("Q1/Q2", [["Code", 12.5]]),
        PlainSheet("q1:q2", []),
        PlainSheet("History", []),
    ]
    note = "Only the cells could be read."
    _, content = marked_copy(
        "r.xls", b"", [issue("B1", sheet="Q1/Q2")], sheets=sheets, notes=[note]
    )
    book = reload(content)
    assert book.sheetnames == ["Issues", "Q1 Q2", "q1 q2 (2)", "History (2)"]
    assert book["Issues"]["A3"].value == note
    assert book["Q1 Q2"]["B1"].value == 12.5
    assert book["Q1 Q2"]["B1"].fill.fill_type == "solid"


def test_what_was_typed_never_becomes_a_formula_in_the_list():
    typed = "=cmd|' /C calc'!A0"
    typed_issue = issue("A1", sheet="", found=typed, measure="@SUM(A1)", message=typed)
    _, content = marked_copy("=1+1.csv", b"", [typed_issue], sheets=[PlainSheet("", [[typed]])])
    for sheet in reload(content):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert not any(b"<f" in part for name, part in parts(content).items() if "sheet" in name)


def test_so_many_issues_that_comments_would_slow_excel_down_are_still_all_marked(monkeypatch):
    monkeypatch.setattr(module, "MOST_COMMENTS", 3)
    rows = [["x"]] * 5
    issues = [issue(f"A{number}", sheet="") for number in range(1, 6)]
    _, content = marked_copy("r.csv", b"", issues, sheets=[PlainSheet("", rows)])
    book = reload(content)
    assert [bool(row[0].comment) for row in book["r"].iter_rows()] == [True] * 3 + [False] * 2
    assert all(row[0].fill.fill_type for row in book["r"].iter_rows())
    assert "Only the first 3 cells have a comment" in book["Issues"]["A3"].value


def test_more_cells_than_a_workbook_has_room_for_are_refused_in_a_sentence():
    wide = [PlainSheet("", [[""] * (MOST_CELLS + 1)])]
    with pytest.raises(UsageError, match="too many to be handed back"):
        marked_copy("r.csv", b"", [], sheets=wide)
