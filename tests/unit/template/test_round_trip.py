"""A template goes out, is filled in, saved by whatever program, and comes back as it was typed."""

import io
import shutil
import subprocess
from datetime import datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpis.errors import ReturnRefused
from kpis.frames import OUTTURNS
from kpis.model import Provenance, Unit, local_administrator
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.readers import read_return
from kpis.store import Store
from kpis.template import template_workbook
from kpis.template.input_rules import LONGEST_TEXT
from kpis.use_cases.check import check_return
from kpis.use_cases.submit import submit_return
from kpis.validation import CheckContext, check_rows
from kpis.validation.rules.text import LONGEST_COMMENTARY
from tests.shares import share

Q2 = quarter(2019, 2)
BEFORE_CLOSING = datetime(2019, 10, 25)
FIGURES = ("outturn", "numerator", "denominator", "marker", "commentary")


@pytest.fixture(scope="module")
def template(strategic_plan) -> bytes:
    return template_workbook(strategic_plan, Q2)


@pytest.fixture(scope="module")
def checked(strategic_plan):
    """checked(content): the return after every check, with nothing stored before."""

    def check(content: bytes, name: str = "return.xlsx"):
        context = CheckContext(
            now=BEFORE_CLOSING, provenance=Provenance.RETURN, stored=OUTTURNS.empty()
        )
        return check_rows(read_return(name, content), strategic_plan, context)

    return check


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled(template: bytes, entries: dict[tuple[str, str], dict]) -> bytes:
    """The template with these cells of the sheet Return filled in.

    entries: {(code, period): {header: value}}.
    """
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["Return"]
    columns: dict[Any, Any] = {cell.value: cell.column for cell in sheet[5]}
    for row in range(6, sheet.max_row + 1):
        key: Any = (sheet.cell(row, 1).value, sheet.cell(row, columns["Reporting period"]).value)
        for header, value in entries.get(key, {}).items():
            cell = sheet.cell(row, columns[header], value)
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


@pytest.fixture(scope="module")
def everything(strategic_plan, template) -> tuple[bytes, dict]:
    """The template with every outturn filled in, and what was typed by measure and period."""
    typed, entries = {}, {}
    for number, (measure, period) in enumerate(due_in(strategic_plan, Q2)):
        figure = float(number + 1)
        if measure.unit is not Unit.COUNT:
            figure += 0.1 + number / 1000
        typed[measure.id, period.id] = figure
        entries[measure.code, period.label] = {
            "Outturn": figure,
            "Marker": "[p]" if number % 5 == 0 else None,
            "Commentary": f"=Because of “{number}”, & <more>\nnext" if number % 7 == 0 else None,
        }
    return filled(template, entries), typed


def figures_of(rows: pd.DataFrame) -> dict:
    return dict(
        zip(zip(rows["measure_id"], rows["period_id"], strict=True), rows["outturn"], strict=True)
    )


def test_an_untouched_template_has_no_errors_and_returns_nothing(strategic_plan, checked):
    for number in (1, 2, 3, 4):
        result = checked(template_workbook(strategic_plan, quarter(2019, number)))
        assert result.errors == ()
        assert [issue.code for issue in result.issues] == ["nothing-returned"]
        assert result.rows.empty
        assert result.activities.empty


def test_an_untouched_template_is_not_stored(tmp_path, fictional_plan):
    store = Store(tmp_path / "kpis.duckdb", timeout=5)
    store.prepare()
    content = template_workbook(fictional_plan, quarter(2023, 1))
    assert check_return(
        store, fictional_plan, "t.xlsx", content, actor=local_administrator("")
    ).checked.ok
    with pytest.raises(ReturnRefused, match=r"t\.xlsx returns nothing"):
        submit_return(
            store, fictional_plan, "t.xlsx", content, actor=local_administrator("Officer")
        )
    assert store.submissions().empty


def test_every_figure_typed_is_taken_as_it_was_typed(everything, checked):
    content, typed = everything
    result = checked(content)
    assert result.errors == ()
    assert figures_of(result.rows) == typed
    issues = {issue.code for issue in result.warnings}
    assert issues <= {"text-like-formula", "far-from-series", "percent-as-fraction"}


def test_text_that_looks_like_a_formula_comes_back_as_text(everything, checked):
    commentary = checked(everything[0]).rows["commentary"]
    assert (commentary.str.startswith("=Because of “")).sum() > 3
    assert "=Because of “7”, & <more>\nnext" in set(commentary)


def issues_of(result) -> list[dict]:
    """The issues, without what the reader of another form notes about that form."""
    return [issue.as_dict() for issue in result.issues if issue.code != "file-note"]


def resaved_by_openpyxl(content: bytes) -> bytes:
    return saved(openpyxl.load_workbook(io.BytesIO(content)))


@pytest.mark.parametrize("rewrite", ["openpyxl", "shared strings", "ods"])
def test_saved_again_by_another_route_it_reads_the_same(
    everything, checked, template, rewrite, with_shared_strings, as_ods
):
    again = {
        "openpyxl": resaved_by_openpyxl,
        "shared strings": with_shared_strings,
        "ods": as_ods,
    }[rewrite]
    content, typed = everything
    rewritten = again(content)
    assert rewritten != content
    before, after = checked(content), checked(rewritten)
    assert figures_of(after.rows) == typed
    assert after.rows[[*FIGURES]].equals(before.rows[[*FIGURES]])
    assert issues_of(after) == issues_of(before)
    assert issues_of(checked(again(template))) == issues_of(checked(template))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
@pytest.mark.parametrize("form", share(["xlsx", "ods"], 2))
def test_opened_and_saved_by_libreoffice_it_reads_the_same(
    everything, checked, template, tmp_path, form
):
    def again(content: bytes) -> bytes:
        (tmp_path / "in.xlsx").write_bytes(content)
        folder = tmp_path / form
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run(
            [*command, str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=600
        )
        return (folder / f"in.{form}").read_bytes()

    content, typed = everything
    before, after = checked(content), checked(again(content))
    assert figures_of(after.rows) == typed
    assert after.rows[[*FIGURES]].equals(before.rows[[*FIGURES]])
    assert issues_of(after) == issues_of(before)
    assert issues_of(checked(again(template))) == issues_of(checked(template))


def test_the_cell_takes_as_long_a_commentary_as_the_check(template, checked):
    content = filled(
        template, {("1.4", Q2.label): {"Outturn": 88.5, "Commentary": "x" * LONGEST_TEXT}}
    )
    assert checked(content).errors == ()
    assert LONGEST_TEXT == LONGEST_COMMENTARY


def test_a_figure_of_an_earlier_period_is_corrected_below_the_last_row(template, checked):
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["Return"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("To correct a figure"))
    sheet.cell(row + 1, 1, "1.4")
    sheet.cell(row + 1, 3, "Q1 2019/20")
    sheet.cell(row + 1, 11, 88.5)
    rows = checked(saved(book)).rows
    assert figures_of(rows) == {("adult_learners_completing", "2019-20-Q1"): 88.5}
    assert rows["cell"].tolist() == [f"K{row + 1}"]


def test_a_template_of_one_post_does_not_ask_for_the_measures_of_others(strategic_plan, checked):
    post = "Head of Employment and Skills"
    content = template_workbook(strategic_plan, Q2, owner=post)
    codes = [m.code for m, _ in due_in(strategic_plan, Q2) if m.owner == post]
    result = checked(filled(content, {(codes[0], Q2.label): {"Outturn": 5}}))
    assert [i.measure for i in result.issues if i.code == "missing-due"] == codes[1:]


def test_activities_come_back_beside_the_figures(template, checked):
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["Activities"]
    sheet["E5"], sheet["F5"], sheet["I5"] = "On track", 40, "-see the board paper"
    result = checked(saved(book))
    assert result.errors == ()
    assert result.rows.empty
    assert result.activities["activity_code"].tolist() == ["A1.1"]
    assert result.activities["quarter_id"].tolist() == [Q2.id]
    assert result.activities["comment"].tolist() == ["-see the board paper"]


# Spreadsheet programs keep fifteen digits of a figure, and XML has no control characters.
TYPED = st.integers(0, 10**15 - 1).flatmap(
    lambda digits: st.integers(0, 8).map(lambda places: digits / 10**places)
)
WRITTEN = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="_"),
    min_size=1,
    max_size=60,
).filter(str.strip)


@settings(max_examples=6)
@given(figure=TYPED, numerator=TYPED, commentary=WRITTEN)
@example(figure=0.1, numerator=0.0, commentary="=1+1")
@example(figure=23.45, numerator=1e15 - 1, commentary="@SUM(A1)")
def test_whatever_is_typed_is_what_is_read(small, figure, numerator, commentary):
    content = filled(
        small(),
        {
            ("1.4", Q2.label): {
                "Outturn": figure,
                "Numerator": numerator,
                "Commentary": commentary,
            }
        },
    )
    rows = read_return("return.xlsx", content).rows
    assert float(rows["outturn"].iloc[0]) == figure
    assert float(rows["numerator"].iloc[0]) == numerator
    assert rows["commentary"].tolist() == [commentary.strip()]


@pytest.fixture(scope="module")
def small(strategic_plan):
    """small(): a template of one measure, which is soon filled in."""
    content = template_workbook(strategic_plan, Q2, owner="Head of Idea Store Learning")
    return lambda: content
