"""A workbook that was exported before a release added a sheet or a column."""

import pytest

from kpis.plan_book.layout import HEADER_ROW
from kpis.use_cases.plans.workbook import check_plan_workbook, export_plan, import_plan_workbook
from tests.unit.plan_book.conftest import BEFORE_ITS_YEARS, PLANS
from tests.unit.plan_book.edited_book import Book

PARTNERSHIP = ("Executive group", "Partners", "Boards", "Business of boards", "Commitments")
BOROUGH = (
    *("Topics", "Facts", "Key challenges", "What we deliver", "Spending", "How to get involved"),
    "Left to be added",
)
LATER = (
    *(*PARTNERSHIP, *BOROUGH, "Meetings", "Surveys", "Survey waves", "Publication"),
    "From the plan before",
)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The workbook of the plan that uses everything, made once."""
    return export_plan(PLANS["whole"])


def before_there_were(book: Book, *sheets: str) -> Book:
    """The workbook as a release made it that did not know these sheets."""
    guide = book["Guide"]
    for name in sheets:
        del book.book[name]
        guide.delete_rows(next(row[0].row for row in guide if row[0].value == name))
    return book


def without_column(book: Book, sheet: str, header: str) -> Book:
    book[sheet].delete_cols(book.column(sheet, header))
    return book


def test_sheets_it_never_had_are_no_fault_where_the_plan_says_nothing_of_them(book, proposed):
    said = proposed(before_there_were(book, *LATER))
    assert (said.faults, said.changes, said.notes) == ((), (), ())


def test_a_sheet_that_somebody_deleted_is_a_fault_even_if_it_was_empty(book, proposed):
    del book.book["Facts"]
    (fault,) = proposed(book).faults
    assert str(fault).startswith("Facts: The sheet is missing. Export the plan again")


@pytest.mark.parametrize("sheet", ["Boards", "Executive group", "Surveys", "Facts"])
def test_a_sheet_it_never_had_is_a_fault_where_the_plan_has_rows_for_it(opened, whole, sheet):
    plan = PLANS["whole"]
    book = before_there_were(Book(opened(whole)), sheet)
    fault = str(check_plan_workbook(book.content, plan).faults[0])
    assert fault.startswith(
        f"{sheet}: The workbook was exported before there was this sheet, of which the plan has "
    )
    assert fault.endswith(" by now. Export the plan again, and copy your changes into that.")


def test_a_column_it_never_had_is_no_fault_where_no_file_says_anything_of_it(book, proposed):
    without_column(book, "Aims by year", "Proposed")
    without_column(book, "Priorities", "About")
    said = proposed(book)
    assert (said.faults, said.changes) == ((), ())


def test_a_column_it_never_had_is_a_fault_where_a_file_says_something_of_it(book, proposed):
    without_column(book, "Aims by year", "Set by")
    (fault,) = proposed(book).faults
    assert (fault.sheet, fault.cell, fault.key) == ("Aims by year", f"A{HEADER_ROW}", "Set by")
    assert fault.message.startswith("The column is missing: renamed, deleted, or newer than the")


def test_a_row_of_keys_it_never_had_is_no_fault_where_no_file_says_anything_of_it(book, proposed):
    book["Plan"].delete_rows(book.key("Plan", "Previous").row)
    said = proposed(book)
    assert (said.faults, said.changes) == ((), ())


def test_a_new_plan_is_made_of_a_workbook_that_never_had_what_came_later(book, tmp_path):
    older = before_there_were(book, *LATER)
    said = import_plan_workbook(older.content, tmp_path / "new", BEFORE_ITS_YEARS)
    assert said.faults == ()
    assert check_plan_workbook(older.content, tmp_path / "new", BEFORE_ITS_YEARS).changes == ()
