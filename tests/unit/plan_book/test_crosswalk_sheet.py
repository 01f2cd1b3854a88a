"""The crosswalk of a plan that follows another has its sheet, and comes back from it."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest

from kpis.plan.check import check_plan
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.use_cases.plans.workbook import export_plan, import_plan_workbook


@pytest.fixture
def following(fictional, tmp_path) -> Path:
    """A plan that follows the fictional one, with a crosswalk that has comments."""
    shutil.copytree(fictional, tmp_path / "before")
    folder = tmp_path / "after"
    shutil.copytree(fictional, folder)
    plan = (folder / "plan.toml").read_text("utf-8")
    plan = plan.replace('first_year = "2023/24"', 'first_year = "2024/25"\nprevious = "../before"')
    (folder / "plan.toml").write_text(plan.replace('id = "2023-25"', 'id = "2024-26"'), "utf-8")
    for file in (folder / "measures").glob("*.toml"):
        text = file.read_text("utf-8").replace("2024/25", "2025/26").replace("2023/24", "2024/25")
        file.write_text(text, "utf-8")
    (folder / "measures/frogs.toml").rename(folder / "measures/newts.toml")
    (folder / "crosswalk.toml").write_text(
        '# Agreed with the ranger.\n[[changes]]\nkind = "replaced"  # not dropped\n'
        'from = ["frogs"]\nto = ["newts"]\nreason = "Newts are rarer."\n',
        "utf-8",
    )
    assert check_plan(folder) == []
    return folder


def _saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


def test_a_plan_that_follows_another_and_its_crosswalk_come_back_the_same(following):
    before = _bytes_of(following)
    assert import_plan_workbook(export_plan(following), following).changes == ()
    assert _bytes_of(following) == before


def test_a_change_typed_below_an_empty_crosswalk_is_written_into_it(following, opened):
    (following / "measures/newts.toml").rename(following / "measures/frogs.toml")
    (following / "crosswalk.toml").write_text("# What became of what.\nchanges = []\n", "utf-8")
    page, column = _sheet(book := opened(export_plan(following)))
    for header, value in (
        ("Kind *", "continued_with_break"),
        ("From", "frogs"),
        ("To", "frogs"),
        ("Reason", "Counted at night now."),
    ):
        page.cell(FIRST_ROW, column[header], value)
    (told,) = import_plan_workbook(_saved(book), following).changes
    assert (told.sheet, told.about, told.before) == ("From the plan before", "frogs", "none")
    assert (following / "crosswalk.toml").read_text("utf-8") == (
        "# What became of what.\n\n[[changes]]\n"
        'kind = "continued_with_break"\nreason = "Counted at night now."\n'
        'from = ["frogs"]\nto = ["frogs"]\n'
    )


def test_an_agreement_is_typed_on_the_sheet_of_the_plan(following, opened):
    book = opened(export_plan(following))
    page = book["Plan"]
    rows = {row[0].value: row[1] for row in page.iter_rows(min_row=FIRST_ROW)}
    for key, value in (("by", "Full Council"), ("on", date(2024, 3, 20)), ("reason", "Minute 7")):
        rows[f"Agreed: {key}"].value = value
    assert import_plan_workbook(_saved(book), following).faults == ()
    assert (
        (following / "plan.toml")
        .read_text("utf-8")
        .endswith('[agreed]\nby = "Full Council"\non = 2024-03-20\nreason = "Minute 7"\n')
    )


def test_faults_of_a_crosswalk_are_told_by_sheet_and_cell(following, opened):
    page, column = _sheet(book := opened(export_plan(following)))
    page.cell(FIRST_ROW, column["From"], "frgs")
    told = [str(each) for each in import_plan_workbook(_saved(book), following).faults]
    cell = page.cell(FIRST_ROW, column["From"]).coordinate
    assert told[0] == (
        f'From the plan before, {cell}: From: "frgs" is no measure of the plan before, '
        '"../before". Did you mean frogs?'
    )


def _sheet(book):
    """The sheet of the crosswalk, and its columns by header."""
    page = book["From the plan before"]
    return page, {cell.value: cell.column for cell in page[HEADER_ROW] if cell.value}
