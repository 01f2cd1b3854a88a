"""What people and programs do to a plan's workbook: every fault by sheet and cell, at once, and
nothing written.
"""

import io
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kpis.errors import UnreadableReturn
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.use_cases.plans.workbook import export_plan, import_plan_workbook
from tests.plans_in_a_chain import two_plans
from tests.unit.plan_book.conftest import BEFORE_ITS_YEARS, PLANS
from tests.unit.plan_book.edited_book import Book

AIMS, MEASURES, THEMES = "Aims by year", "Measures", "Measures and themes"
BINS = ("bins_on_time", "2023/24")


def typed(sheet: str, header: str, lead: tuple[str, ...], value: object, number_format: str = ""):
    """Somebody types something into a cell, or Excel makes something else of what is typed."""

    def edit(book: Book):
        cell = book.at(sheet, header, *lead)
        cell.value = value
        if number_format:
            cell.number_format = number_format
        return sheet, cell.coordinate

    return edit


def renamed(sheet: str, header: str, name: object):
    def edit(book: Book):
        cell = book[sheet].cell(HEADER_ROW, book.column(sheet, header))
        cell.value = name
        return sheet, cell.coordinate

    return edit


def added(sheet: str, *values: object, at: str = "A"):
    def edit(book: Book):
        return sheet, f"{at}{book.add(sheet, *values)}"

    return edit


def a_sheet_deleted(book: Book):
    del book.book["Outcomes"]
    return "Outcomes", ""


def a_sheet_hidden(book: Book):
    book["Outcomes"].sheet_state = "hidden"
    return "Outcomes", ""


def a_sheet_very_hidden(book: Book):
    book["Outcomes"].sheet_state = "veryHidden"
    return "Outcomes", ""


def a_sheet_renamed(book: Book):
    book[AIMS].title = "Targets"
    return AIMS, ""


def an_upright_sheet_renamed(book: Book):
    book["Calendar rule"].title = "Dates"
    return "Calendar rule", ""


def a_sheet_copied(book: Book):
    book.book.copy_worksheet(book[MEASURES]).title = "Measures (2)"
    return "Measures (2)", ""


def a_sheet_copied_by_libreoffice(book: Book):
    book.book.copy_worksheet(book[MEASURES]).title = "Measures_2"
    return "Measures_2", ""


def a_sheet_of_another_export(book: Book):
    other = openpyxl.load_workbook(io.BytesIO(export_plan(PLANS["strategic"])))["Outcomes"]
    page = book["Outcomes"]
    for row in other.iter_rows(max_row=1):
        for cell in row:
            page[cell.coordinate].value = cell.value
    return "Outcomes", ""


def an_outcome_gone(book: Book):
    book["Outcomes"].delete_rows(FIRST_ROW)
    return MEASURES, book.at(MEASURES, "Outcome", "bins_on_time").coordinate


def two_measures_with_one_id(book: Book):
    row = book.row(MEASURES, "frogs")
    book[MEASURES].cell(row, 1).value = "bins_on_time"
    return MEASURES, f"A{row}"


def a_row_twice(book: Book):
    row = book.row(AIMS, *BINS)
    page = book[AIMS]
    page.append([cell.value for cell in page[row]])
    return AIMS, f"A{page.max_row}"


def cells_merged_downwards(book: Book):
    cell = book.at(AIMS, "Target", *BINS)
    below = cell.offset(row=1).coordinate
    book[AIMS].merge_cells(f"{cell.coordinate}:{below}")
    return AIMS, cell.coordinate


def cells_merged_sideways(book: Book):
    cell = book.at(AIMS, "Target", *BINS)
    book[AIMS].merge_cells(f"{cell.coordinate}:{cell.offset(column=1).coordinate}")
    return AIMS, cell.coordinate


def a_row_struck_through(book: Book):
    row = book.row(AIMS, *BINS)
    for cell in book[AIMS][row]:
        cell.font = Font(strike=True, color="FF0000")
    return AIMS, f"A{row}"


def a_column_without_a_header(book: Book):
    page = book[AIMS]
    row = book.row(AIMS, *BINS)
    cell = page.cell(row, page.max_column + 2)
    cell.value = "to be discussed"
    return AIMS, cell.coordinate


def a_column_inserted(book: Book):
    page = book[AIMS]
    place = page.max_column + 1
    page.cell(HEADER_ROW, place).value = "Agreed?"
    return AIMS, page.cell(HEADER_ROW, place).coordinate


def a_column_deleted(book: Book):
    page = book[AIMS]
    page.delete_cols(book.column(AIMS, "Target"))
    return AIMS, f"A{HEADER_ROW}"


def a_column_twice(book: Book):
    page = book[AIMS]
    place = page.max_column + 1
    page.cell(HEADER_ROW, place).value = "Target"
    return AIMS, page.cell(HEADER_ROW, place).coordinate


def a_key_twice(book: Book):
    row = book["Plan"].max_row + 1
    book["Plan"].cell(row, 1).value, book["Plan"].cell(row, 2).value = "Title", "Another"
    return "Plan", f"A{row}"


def a_key_renamed(book: Book):
    name = book.key("Plan", "Council").offset(column=-1)
    name.value = "Authority"
    return "Plan", name.coordinate


def a_row_of_keys_deleted(book: Book):
    book["Plan"].delete_rows(book.key("Plan", "Council").row)
    return "Plan", ""


def a_figure_hidden_by_its_format(book: Book):
    cell = book.at(AIMS, "Target", *BINS)
    cell.number_format = ";;;"
    return AIMS, cell.coordinate


def a_figure_shown_otherwise(book: Book):
    cell = book.at(AIMS, "Target", *BINS)
    cell.value, cell.number_format = 97.5, "0"
    return AIMS, cell.coordinate


def headers_deleted(book: Book):
    book["Breaks"].delete_rows(1, HEADER_ROW)
    return "Breaks", ""


BAD = {
    "a deleted sheet": (a_sheet_deleted, "The sheet is missing."),
    "a hidden sheet": (a_sheet_hidden, "The sheet is hidden. Show it"),
    "a very hidden sheet": (a_sheet_very_hidden, "The sheet is hidden. Show it"),
    "a renamed sheet": (a_sheet_renamed, '"Targets" looks like it: give it its name.'),
    "a renamed upright sheet": (an_upright_sheet_renamed, '"Dates" looks like it'),
    "a sheet copied": (a_sheet_copied, "It is a copy of Measures, and only one can hold."),
    "a sheet copied in LibreOffice": (a_sheet_copied_by_libreoffice, "It is a copy of Measures"),
    "a sheet of another workbook": (a_sheet_of_another_export, "The sheet is of another export"),
    "headers deleted": (headers_deleted, "Its headers are not there."),
    "a renamed column": (renamed(MEASURES, "Owner", "Who"), '"Who" is no column of this sheet.'),
    "a column inserted": (a_column_inserted, '"Agreed?" is no column of this sheet.'),
    "a column without a header": (a_column_without_a_header, '"to be discussed" stands in a'),
    "a column deleted": (a_column_deleted, "The column is missing: renamed, deleted, or newer"),
    "a column twice": (a_column_twice, "The column is there twice."),
    "a key twice": (a_key_twice, "The row is there twice."),
    "a key renamed": (a_key_renamed, '"Authority" is no key of this sheet.'),
    "a row of keys deleted": (a_row_of_keys_deleted, "The row is missing"),
    "two measures with one id": (two_measures_with_one_id, "is the id of another measure too."),
    "an outcome gone": (an_outcome_gone, "1 is not in Outcomes"),
    "a row copied": (a_row_twice, "There is a row for bins_on_time 2023/24 already."),
    "an id in capitals": (
        typed(AIMS, "Measure or part", BINS, "Bins_On_Time"),
        "Bins_On_Time is the id of no measure or part; perhaps bins_on_time is meant.",
    ),
    "an id with blanks in it": (
        typed(THEMES, "Measure", ("bins_on_time",), "bins on time"),
        "bins on time is the id of no measure; perhaps bins_on_time is meant.",
    ),
    "an id in capitals of a new measure": (
        typed(MEASURES, "Id", ("frogs",), "Frogs"),
        "must be small letters, figures and underscores",
    ),
    "an id that is an address": (typed(MEASURES, "Id", ("frogs",), "../frogs"), "small letters"),
    "an id that is a formula without a value": (
        typed(AIMS, "Measure or part", BINS, "=A1"),
        "holds a formula that gives nothing",
    ),
    "a theme in other letters": (
        typed(THEMES, "Theme", ("bins_on_time",), "home"),
        '"home" is not in Themes and boards',
    ),
    "a comment row": (added(MEASURES, "Still to be agreed:"), "must be small letters"),
    "a heading among outcomes": (added("Outcomes", "Housing"), "must be a whole number"),
    "a row without its measure": (
        added(AIMS, None, "2024/25", "Cabinet", at="A"),
        "is missing. Add it.",
    ),
    "an aim before the plan": (
        added(AIMS, "frogs", "2019/20", "Cabinet", None, None, 4, at="C"),
        "2019/20 is before the plan",
    ),
    "a target as text": (typed(AIMS, "Target", BINS, "97.5"), "must be a number, as a number"),
    "a target with its unit": (typed(AIMS, "Target", BINS, "97.5%"), "without a unit"),
    "a target in words": (typed(AIMS, "Target", BINS, "tbc"), "must be a number"),
    "a target as a percentage": (typed(AIMS, "Target", BINS, 0.975, "0.0%"), "is a percentage."),
    "a target that became a date": (
        typed(AIMS, "Target", BINS, date(2019, 5, 2), "d-mmm"),
        "must be a number",
    ),
    "a target that is true": (typed(AIMS, "Target", BINS, True), "must be a number"),
    "a target that is an error": (typed(AIMS, "Target", BINS, "#DIV/0!"), "gives nothing"),
    "a formula without a value": (typed(AIMS, "Target", BINS, "=F7*1.05"), "gives nothing"),
    "a target that cannot be seen": (a_figure_hidden_by_its_format, "its format or colour hides"),
    "a target shown otherwise": (a_figure_shown_otherwise, "shows 98 and holds 97.5"),
    "a year that became a date": (
        typed(AIMS, "Year", BINS, datetime(2023, 4, 1), "yyyy-mm-dd"),
        "has become a date.",
    ),
    "a year in full": (typed(AIMS, "Year", BINS, "2023/2024"), "2023/2024"),
    "a year as a number": (typed(AIMS, "Year", BINS, 2023), "2023"),
    "a period that became a month": (
        added("Breaks", "frogs", datetime(2024, 10, 1), "A new pond", at="C"),
        "has become a date.",
    ),
    "a fraction of a decimal": (typed(MEASURES, "Decimals", ("frogs",), 1.5), "a whole number"),
    "a day in words": (typed(MEASURES, "Reviewed on", ("frogs",), "May 2023"), "must be a day"),
    "a day as people write it": (
        typed(MEASURES, "Reviewed on", ("frogs",), "01/05/2023"),
        "must be a day, such as 2026-04-01",
    ),
    "a word that is not offered": (typed(MEASURES, "Polarity", ("frogs",), "up"), "must be one of"),
    "a title emptied": (typed(MEASURES, "Title", ("frogs",), None), "is missing. Add it."),
    "a title of blanks": (typed(MEASURES, "Title", ("frogs",), "   "), "is missing. Add it."),
    "cells merged downwards": (cells_merged_downwards, "The cell is merged with others."),
    "cells merged sideways": (cells_merged_sideways, "The cell is merged with others."),
    "a row struck through": (a_row_struck_through, "is struck through. Delete the row"),
}


@pytest.fixture
def own(tmp_path, fictional) -> Path:
    return Path(shutil.copytree(fictional, tmp_path / "plan"))


@pytest.mark.parametrize("kind", BAD)
def test_a_fault_is_told_with_its_sheet_and_cell_and_nothing_is_written(book, own, kind, bytes_of):
    edit, message = BAD[kind]
    sheet, cell = edit(book)
    before = bytes_of(own)
    proposed = import_plan_workbook(book.content, own, BEFORE_ITS_YEARS)
    told = [(each.sheet, each.cell, str(each)) for each in proposed.faults]
    assert [words for at, where, words in told if (at, where) == (sheet, cell) and message in words]
    assert (proposed.changes, proposed.files) == ((), [])
    assert bytes_of(own) == before


def test_faults_of_all_kinds_are_told_at_once(book, own, bytes_of):
    together = (
        *("a hidden sheet", "a sheet copied", "a column inserted", "a renamed column"),
        *(
            "a comment row",
            "a target as text",
            "a fraction of a decimal",
            "a theme in other letters",
        ),
        *(
            "cells merged sideways",
            "a word that is not offered",
            "a key twice",
            "an id in capitals",
        ),
    )
    places = {kind: BAD[kind][0](book) for kind in together}
    before = bytes_of(own)
    faults = import_plan_workbook(book.content, own, BEFORE_ITS_YEARS).faults
    for kind, (sheet, cell) in places.items():
        assert [f for f in faults if (f.sheet, f.cell) == (sheet, cell)], kind
    assert bytes_of(own) == before


def test_a_missing_sheet_of_measures_is_no_fault_of_what_speaks_of_measures(tmp_path):
    """Nor is what became of every measure asked for; what is wrong besides is told."""
    _, after = two_plans(tmp_path)
    book = Book(openpyxl.load_workbook(io.BytesIO(export_plan(after))))
    del book.book["Measures"]
    book.at("From the plan before", "Kind", "dropped").value = "vanished"
    told = import_plan_workbook(book.content, after, BEFORE_ITS_YEARS).faults
    assert [(each.sheet, each.key) for each in told] == [
        ("Measures", ""),
        ("From the plan before", "Kind"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty: give the plan's workbook, saved as .xlsx."),
        (b"a,b\n1,2\n", "The file is no workbook: give the .xlsx that was exported."),
        (b"%PDF-1.4", "The file is a PDF: give the plan's workbook, saved as .xlsx."),
        (b"PK\x05\x06" + bytes(18), "an empty compressed folder: give the plan's workbook"),
    ],
)
def test_what_is_no_workbook_is_told_in_words_of_a_plan(own, content, words, bytes_of):
    before = bytes_of(own)
    with pytest.raises(UnreadableReturn) as refused:
        import_plan_workbook(content, own, BEFORE_ITS_YEARS)
    assert words in str(refused.value)
    assert bytes_of(own) == before


# What looks odd and is as good as anything else.


def a_blank_around_an_id(book: Book) -> None:
    book.at(AIMS, "Measure or part", *BINS).value = " bins_on_time\u00a0 "


def rows_below_a_gap(book: Book) -> None:
    page, row = book[AIMS], book.row(AIMS, *BINS)
    page.insert_rows(row, 12)


def rows_filtered_out(book: Book) -> None:
    page = book[AIMS]
    page.auto_filter.ref = f"A{HEADER_ROW}:F{page.max_row}"
    page.row_dimensions[book.row(AIMS, *BINS)].hidden = True


def columns_hidden(book: Book) -> None:
    book[AIMS].column_dimensions["F"].hidden = True


def sheets_protected(book: Book) -> None:
    for page in book.book:
        page.protection.sheet = True
        page.protection.set_password("locked")


def sheets_in_another_order(book: Book) -> None:
    book.book.move_sheet(MEASURES, offset=-5)


def names_in_capitals(book: Book) -> None:
    book[MEASURES].title = "Between"  # no two sheets may have one name but for capitals
    book["Between"].title = "MEASURES"
    renamed(AIMS, "Target", "TARGET")(book)


def a_sheet_of_their_own(book: Book) -> None:
    book.book.create_sheet("My notes")["A1"].value = "Ask Housing"


def guide_and_lists_deleted(book: Book) -> None:
    del book.book["Guide"]
    del book.book["Lists"]


def titles_for_reading_deleted(book: Book) -> None:
    book[AIMS].delete_cols(book.column(AIMS, "Measure or part: title"))


def red_ink(book: Book) -> None:
    for cell in book[AIMS][book.row(AIMS, *BINS)]:
        cell.font = Font(color="FF0000")


def comments(book: Book) -> None:
    book.at(AIMS, "Target", *BINS).comment = Comment("Should be 99?", "Somebody")


ODD = {
    "blanks around an id": (a_blank_around_an_id, ""),
    "rows below a gap": (rows_below_a_gap, ""),
    "rows filtered out": (rows_filtered_out, "Rows that are hidden or filtered out hold"),
    "columns hidden": (columns_hidden, ""),
    "sheets protected": (sheets_protected, ""),
    "sheets in another order": (sheets_in_another_order, ""),
    "names in capitals": (names_in_capitals, ""),
    "a sheet of their own": (a_sheet_of_their_own, "My notes: It is no sheet of a plan"),
    "guide and lists deleted": (guide_and_lists_deleted, ""),
    "titles for reading deleted": (titles_for_reading_deleted, ""),
    "red ink": (red_ink, ""),
    "comments on cells": (comments, "Comments on cells are not kept: "),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_changes_nothing_is_no_fault_and_what_is_not_kept_is_told(book, proposed, kind):
    edit, note = ODD[kind]
    edit(book)
    said = proposed(book)
    assert (said.faults, said.changes) == ((), ())
    assert [str(each) for each in said.notes if note and note in str(each)] == [
        str(each) for each in said.notes
    ]
    assert bool(said.notes) == bool(note)


def test_what_is_typed_into_grey_cells_is_told_and_not_read(book, proposed):
    row = book.row(AIMS, *BINS)
    cell = book[AIMS].cell(row, book.column(AIMS, "Measure or part: title"))
    assert cell.value == "Bins collected on the day they are due"
    cell.value = "Bins emptied"
    said = proposed(book)
    assert (said.faults, said.changes) == ((), ())
    (note,) = said.notes
    assert (note.sheet, note.cell) == (AIMS, cell.coordinate)
    assert note.message.startswith('"Bins emptied" stands beside bins_on_time, which is called ')


def test_a_row_that_is_given_another_id_is_told_by_the_title_that_stays(book, proposed):
    row = book.add("Breaks", "frogs", "2024-25", "A new pond")
    book["Breaks"].cell(row, book.column("Breaks", "Measure: title")).value = "Bins collected"
    (note,) = proposed(book).notes
    assert note.message.startswith('"Bins collected" stands beside frogs')


def test_a_title_that_is_changed_on_its_own_sheet_need_not_be_changed_beside_ids(book, proposed):
    book.at(MEASURES, "Title", "bins_on_time").value = "Bins emptied on their day"
    said = proposed(book)
    assert said.notes == ()
    assert [each.key for each in said.changes] == ["Title"]
