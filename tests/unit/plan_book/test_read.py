"""A workbook read back: what it would change, and every fault of it by sheet and cell."""

from pathlib import Path

import pytest

from kpis.errors import UnreadableReturn
from kpis.plan.files import read_plan_files
from kpis.plan_book.building import as_in_a_workbook
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.plan_book.read import read_plan_workbook
from kpis.plan_book.sheets import SHEETS
from kpis.plan_book.write import plan_workbook
from kpis.use_cases.plans.workbook import PlanProposed, check_plan_workbook
from tests.shares import share
from tests.unit.plan_book.edited_book import Book

AIMS, MEASURES = "Aims by year", "Measures"


def told(proposed: PlanProposed) -> list[str]:
    assert proposed.changes == ()
    return [str(each) for each in proposed.faults]


def test_a_workbook_that_nobody_edited_says_what_the_files_say(folder):
    tables = read_plan_files(folder).tables
    workbook = plan_workbook(tables)
    read = read_plan_workbook(workbook, folder)
    assert read.faults == ()
    assert read.tables == as_in_a_workbook(tables)
    assert check_plan_workbook(workbook, folder).changes == ()


def test_a_plan_of_the_projects_is_carried_whole(folder):
    tables = read_plan_files(folder).tables
    assert as_in_a_workbook(tables) == tables


def test_a_changed_target_is_told_with_its_cell(book, proposed):
    cell = book.at(AIMS, "Target", "bins_on_time", "2023/24")
    was, cell.value = cell.value, 97.5
    (change,) = proposed(book).changes
    assert (change.sheet, change.cell) == (AIMS, cell.coordinate)
    assert (change.about, change.key) == ("bins_on_time 2023/24", "Target")
    assert str(change).endswith(f"Target: {was:g} before, 97.5 now")


def test_rows_that_come_and_go_are_told_whole(book, proposed):
    book["Measures and themes"].delete_rows(book.row("Measures and themes", "bins_on_time"))
    row = book.add("Breaks", "bins_on_time", "2023-M08", "A new contract")
    changes = {change.about: change for change in proposed(book).changes}
    gone = changes["bins_on_time HOME"]
    assert (gone.cell, gone.after) == ("", "none")
    assert gone.before.startswith("theme HOME, basis assigned, reason A street")
    came = changes["bins_on_time 2023-M08"]
    assert (came.cell, came.before) == (f"A{row}", "none")
    assert came.after == "period 2023-M08, reason A new contract"


def test_rows_sorted_otherwise_and_columns_moved_change_nothing(book, proposed):
    page = book[AIMS]
    values = [[cell.value for cell in line] for line in page.iter_rows(min_row=FIRST_ROW)]
    values = sorted((line for line in values if line[0]), key=lambda line: line[1], reverse=True)
    for number, line in enumerate(values, FIRST_ROW):
        for place, value in enumerate(line, 1):
            page.cell(number, place).value = value
    last = page.max_column
    for number in range(HEADER_ROW, page.max_row + 1):
        first, other = page.cell(number, 1), page.cell(number, last)
        first.value, other.value = other.value, first.value
    assert proposed(book).changes == ()


def test_outcomes_in_another_order_are_told(book, proposed):
    page = book["Outcomes"]
    for place in range(1, page.max_column + 1):
        first, second = page.cell(FIRST_ROW, place), page.cell(FIRST_ROW + 1, place)
        first.value, second.value = second.value, first.value
    (change,) = proposed(book).changes
    assert (change.sheet, change.key) == ("Outcomes", "order")
    assert change.before != change.after


@pytest.mark.parametrize("sheet", share((sheet.name for sheet in SHEETS), 4))
def test_a_deleted_sheet_is_told_once_and_nothing_that_follows_from_it(book, proposed, sheet):
    """Every fourth sheet; `make soak` deletes each of them."""
    del book.book[sheet]
    assert told(proposed(book)) == [
        f"{sheet}: The sheet is missing. Export the plan again, and copy your changes into that."
    ]


def test_a_renamed_column_is_told_and_not_what_its_cells_lack(book, proposed):
    place = book.column(MEASURES, "Owner")
    header = book[MEASURES].cell(HEADER_ROW, place)
    header.value = "Who"
    assert told(proposed(book)) == [
        f'{MEASURES}, {header.coordinate}: "Who" is no column of this sheet.',
        f"{MEASURES}, A{HEADER_ROW}: Owner: The column is missing: renamed, deleted, or "
        "newer than the workbook. Export the plan again, and copy your changes into that.",
    ]


def test_two_measures_with_one_id_are_told_where_the_second_stands(book, proposed):
    row = book.row(MEASURES, "frogs")
    book[MEASURES].cell(row, 1).value = "bins_on_time"
    faults = told(proposed(book))
    assert (
        f"{MEASURES}, A{row}: Id: bins_on_time is the id of another measure too. Ids are unique."
        in faults
    )


@pytest.mark.parametrize(
    ("sheet", "header", "lead", "typed", "message"),
    [
        (AIMS, "Target", ("bins_on_time", "2023/24"), "97", "must be a number"),
        (AIMS, "Target", ("bins_on_time", "2023/24"), "=1/0", "formula"),
        (MEASURES, "Polarity", ("frogs",), "up", "must be one of higher, lower, range or neutral"),
        (MEASURES, "Decimals", ("frogs",), 1.5, "must be a whole number"),
        (MEASURES, "Decimals", ("frogs",), 9, "must be at most 4; found 9"),
        (MEASURES, "Reviewed on", ("frogs",), "soon", "must be a day, such as 2026-04-01"),
        (MEASURES, "Adds up", ("frogs",), "perhaps", "must be yes or no"),
        (MEASURES, "Title", ("frogs",), None, "is missing. Add it."),
        (MEASURES, "Outcome", ("frogs",), 9, "9 is not in Outcomes"),
        (MEASURES, "Id", ("frogs",), "../frogs", "must be small letters"),
    ],
)
def test_what_a_cell_cannot_hold_is_told_with_its_address(
    book, proposed, sheet, header, lead, typed, message
):
    cell = book.at(sheet, header, *lead)
    cell.value = typed
    where = f"{sheet}, {cell.coordinate}: {header}: "
    assert [each for each in told(proposed(book)) if each.startswith(where) and message in each]


def test_a_percentage_is_refused_as_a_target_for_it_would_be_a_hundredth(book, proposed):
    cell = book.at(AIMS, "Target", "bins_on_time", "2023/24")
    cell.value, cell.number_format = 0.97, "0%"
    (fault,) = told(proposed(book))
    assert fault.startswith(f"{AIMS}, {cell.coordinate}: Target: is a percentage.")


def test_a_period_that_excel_made_a_date_is_refused(book, proposed, opened):
    from datetime import date

    row = book.add("Breaks", "bins_on_time", date(2019, 10, 1), "A new contract")
    book["Breaks"].cell(row, 2).number_format = "yyyy-mm"
    (fault,) = told(proposed(book))
    assert fault.startswith(f"Breaks, C{row}: Period: has become a date.")


def test_an_outcome_that_is_gone_is_told_where_it_is_missed(book, proposed):
    page = book["Outcomes"]
    number = page.cell(FIRST_ROW, 1).value
    page.delete_rows(FIRST_ROW)
    faults = told(proposed(book))
    assert (
        f"Outcomes, A{FIRST_ROW}: outcomes: The numbers do not run on from 1: {number} missing."
        in faults
    )
    assert [
        each for each in faults if each.startswith(f"{MEASURES}, ") and "not in Outcomes" in each
    ]


def test_a_new_aim_before_the_plan_is_refused_and_an_old_one_is_history(book, proposed, fictional):
    first = read_plan_files(fictional).tables["plan.toml"]["first_year"]
    assert first == "2023/24"
    row = book.add(AIMS, "bins_on_time", "2022/23", "Cabinet", None, None, 90)
    assert told(proposed(book)) == [
        f"{AIMS}, C{row}: Year: 2022/23 is before the plan, which begins in 2023/24. "
        "Remove the row."
    ]


def test_every_fault_is_told_at_once(book, proposed):
    del book.book["Calendar rule"]
    book.at(AIMS, "Target", "bins_on_time", "2023/24").value = "many"
    book.at(MEASURES, "Polarity", "frogs").value = "up"
    book[MEASURES].cell(HEADER_ROW, book.column(MEASURES, "Source")).value = "From"
    row = book.add("Parts", "no_such_measure", "a_part", "a", "A", "A", None, "A")
    faults = " ".join(told(proposed(book)))
    for words in ("Calendar rule", '"many"', '"up"', '"From"', f"Parts, A{row}"):
        assert words in faults


def test_a_year_twice_is_told(book, proposed):
    row = book.add(AIMS, "bins_on_time", "2023/24")
    assert told(proposed(book)) == [
        f"{AIMS}, A{row}: Measure or part: There is a row for bins_on_time 2023/24 already. "
        "Each has one."
    ]


@pytest.mark.parametrize("content", [b"id,title\n1,2\n", b"", bytes(range(256))])
def test_what_is_no_workbook_is_refused(content, fictional):
    with pytest.raises(UnreadableReturn):
        check_plan_workbook(content, fictional)


def test_a_workbook_of_other_sheets_lacks_all_of_the_plans(opened, fictional):
    import openpyxl

    book = Book(openpyxl.Workbook())
    faults = check_plan_workbook(book.content, fictional).faults
    assert [each.sheet for each in faults] == [sheet.name for sheet in SHEETS]


@pytest.mark.parametrize("many", [1_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_thousands_of_faulty_measures_are_told_one_by_one(book, proposed, many):
    page = book[MEASURES]
    values = [cell.value for cell in page[book.row(MEASURES, "frogs")]]
    for number in range(many):
        page.append([f"frogs_{number}", *values[1:]])
    alike = "is the same as frogs: title. Returns could not tell them apart."
    faults = [each for each in proposed(book).faults if each.message == alike]
    assert len({each.cell for each in faults}) == many


def test_where_there_is_no_plan_everything_is_new(tmp_path: Path, book):
    proposed = check_plan_workbook(book.content, tmp_path / "new")
    assert proposed.faults == ()
    assert {change.before for change in proposed.changes} == {"none"}
