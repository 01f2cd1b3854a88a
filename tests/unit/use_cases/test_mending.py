"""Cells typed right before a file is stored: nothing else changes, and what was there is kept."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from kpis.errors import UnreadableReturn, UsageError
from kpis.model import local_administrator
from kpis.readers.files.opened_file import OpenedFile
from kpis.store import MendedCell
from kpis.use_cases.check import check_return
from kpis.use_cases.mending import joined, mended_return, texts_of
from kpis.use_cases.submit import submit_return

HEADER = ["Code", "Period", "Outturn", "Commentary"]
CSV = b'code;period;outturn\r\n6.2;Q2 2019/20;4o5\r\n1.3;"Q2 2019/20";7\r\n'


def workbook(cells: dict[str, float | str | None]) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Q2"
    sheet.append(HEADER)
    sheet.append(["6.2", "Q2 2019/20", "4o5", "As counted"])
    for address, value in cells.items():
        sheet[address] = value
    sheet["C2"].font = Font(bold=True)
    sheet["F9"] = "=SUM(1,2)"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def mended(content: bytes, typed: dict[tuple[str, str], str]):
    return mended_return(OpenedFile(content), typed)


def test_a_cell_of_a_workbook_holds_what_was_typed_and_the_others_what_they_held():
    content, cells = mended(workbook({}), {("Q2", "C2"): "405"})
    before = load_workbook(BytesIO(workbook({})))["Q2"]
    after = load_workbook(BytesIO(content))["Q2"]
    differ = {
        cell.coordinate
        for row in before.iter_rows()
        for cell in row
        if after[cell.coordinate].value != cell.value
    }
    assert differ == {"C2"}
    assert (after["C2"].value, after["C2"].font.bold) == ("405", True)
    assert cells == (MendedCell(sheet="Q2", cell="C2", before="4o5", after="405"),)


def test_an_empty_cell_can_be_filled_and_a_full_one_emptied():
    content, cells = mended(workbook({"D2": None}), {("Q2", "D2"): "Late", ("Q2", "C2"): ""})
    after = load_workbook(BytesIO(content))["Q2"]
    assert (after["D2"].value, after["C2"].value) == ("Late", None)
    assert [each.before for each in cells] == ["", "4o5"]


@pytest.mark.parametrize("text", ["-5", "<5", "a & b", "0042", "23%", "line\nline"])
def test_what_is_typed_stands_as_it_was_typed(text):
    content, _ = mended(workbook({"C2": 0.5}), {("Q2", "C2"): text})
    cell = load_workbook(BytesIO(content))["Q2"]["C2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_percent_format_makes_no_other_figure_of_what_is_typed(store, strategic_plan):
    made = Workbook()
    made.active.append(HEADER)
    made.active.append(["4.4", "Q2 2019/20", 1.95, ""])
    made.active["C2"].number_format = "0.0%"
    file = BytesIO()
    made.save(file)
    content, _ = mended(file.getvalue(), {("Sheet", "C2"): "95.5"})
    (figure,) = check_return(
        store, strategic_plan, "q2.xlsx", content, actor=local_administrator("")
    ).checked.rows["outturn"]
    assert figure == 95.5


def test_a_cell_of_a_csv_is_typed_anew_in_any_separator():
    content, _ = mended(CSV, {("", "C2"): "1,405"})
    assert content.decode("utf-8-sig").splitlines() == [
        "code,period,outturn",
        '6.2,Q2 2019/20,"1,405"',
        "1.3,Q2 2019/20,7",
    ]


def test_what_a_person_sees_in_a_cell_is_offered_to_be_typed_over():
    texts = texts_of(OpenedFile(CSV), [("", "C2"), ("", "C99"), ("Other", "A1")])
    assert texts == {("", "C2"): "4o5", ("", "C99"): "", ("Other", "A1"): ""}


def test_a_cell_mended_twice_is_told_from_what_was_sent_to_what_stands():
    def cell(before: str, after: str) -> MendedCell:
        return MendedCell(sheet="", cell="C2", before=before, after=after)

    assert joined((cell("4o5", "40"),), (cell("40", "405"),)) == (cell("4o5", "405"),)
    assert joined((cell("4o5", "40"),), (cell("40", "4o5"),)) == ()


def test_a_cell_that_cannot_be_is_refused_in_words():
    with pytest.raises(UsageError, match="no cell"):
        mended(workbook({}), {("Q2", "Outturn"): "5"})
    with pytest.raises(UsageError, match="no sheet 'Q9'"):
        mended(workbook({}), {("Q9", "C2"): "5"})
    with pytest.raises(UsageError, match="more than 500 characters"):
        mended(CSV, {("", "C2"): "5" * 501})
    with pytest.raises(UsageError, match="begins like a formula"):
        mended(CSV, {("", "C2"): "=1+1"})


def test_the_file_as_sent_and_what_was_typed_are_kept_with_the_submission(store, strategic_plan):
    content, cells = mended(CSV, {("", "C2"): "405"})
    done = submit_return(
        store,
        strategic_plan,
        "q2.csv",
        content,
        actor=local_administrator("Head"),
        original=CSV,
        mended=cells,
    )
    kept = store.mended([done.submission.id])[done.submission.id]
    assert kept.cells == cells
    assert store.file(kept.original) == CSV
    assert store.file(done.submission.sha256) == content


def test_a_workbook_that_is_only_read_cannot_be_mended_here():
    compound_file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises((UsageError, UnreadableReturn)):
        mended(compound_file, {("Sheet", "C2"): "5"})
