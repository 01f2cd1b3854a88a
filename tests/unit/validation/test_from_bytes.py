"""From the bytes of a file to issues at cells: readers and rules together, on the real plan."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.periods import period_of_id
from kpis.readers import read_return
from kpis.readers.mapping.column_mapping import Outturns
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.template import template_workbook
from kpis.validation import CheckContext, check_rows

DATA = Path(__file__).parents[3] / "data"
HISTORY = sorted([*DATA.glob("published/*.csv"), *DATA.glob("illustrative/*.csv")])
BEFORE_CLOSING = datetime(2019, 10, 25)


@pytest.fixture
def check_bytes(strategic_plan):
    def check(name, content, provenance=Provenance.RETURN, now=BEFORE_CLOSING, mapping=None):
        context = CheckContext(now=now, provenance=provenance, stored=OUTTURNS.empty())
        return check_rows(read_return(name, content, mapping), strategic_plan, context)

    return check


@pytest.fixture
def template(strategic_plan):
    """Our template for Q2 2019/20, and a way to fill it in: (code, header, what to type)."""
    content = template_workbook(strategic_plan, period_of_id("2019-20-Q2"))

    def fill_in(*entries, formats=()):
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Code")
        columns = {cell.value: cell.column_letter for cell in header}
        rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=header[0].row + 1)}
        addresses = []
        for code, column, value in entries:
            addresses.append(f"{columns[column]}{rows[code]}")
            sheet[addresses[-1]] = value
        for place, number_format in formats:
            sheet[addresses[place]].number_format = number_format
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue(), addresses

    return fill_in


def test_a_template_with_mistakes_is_told_cell_by_cell(check_bytes, template):
    content, cells = template(
        *[("1.4", "Outturn", "88,5"), ("1.5", "Outturn", -3), ("2.2", "Outturn", 101.5)],
        *[("2.4", "Outturn", "n/a"), ("3.3", "Outturn", "=1/0"), ("4.4", "Outturn", 50)],
        *[("4.4", "Numerator", 5), ("4.4", "Denominator", 3), ("7.4", "Marker", "maybe")],
    )
    checked = check_bytes("q2.xlsx", content)
    issues = {(issue.code, issue.cell) for issue in checked.errors}
    assert issues == {
        ("outturn-not-a-number", cells[0]),
        ("out-of-range", cells[1]),
        ("out-of-range", cells[2]),
        ("outturn-not-a-number", cells[3]),
        ("formula-not-calculated", cells[4]),
        ("numerator-above-denominator", cells[6]),
        ("unknown-marker", cells[8]),
        ("outturn-missing", cells[8].replace("N", "K")),
    }
    assert checked.rows.empty


def test_a_percent_formatted_cell_is_read_as_a_person_sees_it(check_bytes, template):
    content, _ = template(("1.4", "Outturn", 0.885), formats=[(0, "0.0%")])
    checked = check_bytes("q2.xlsx", content)
    assert checked.rows["outturn"].tolist() == [88.5]
    assert checked.ok


def test_a_number_below_1_in_a_plain_cell_is_asked_about(check_bytes, template):
    content, cells = template(("1.4", "Outturn", 0.885))
    issue = next(i for i in check_bytes("q2.xlsx", content).issues if i.cell == cells[0])
    assert (issue.code, issue.severity) == ("fraction-or-percentage", "question")


def test_in_a_template_only_the_directorates_that_returned_are_asked_for_the_rest(
    check_bytes, template, strategic_plan
):
    content, _ = template(("11.1", "Outturn", 12))
    checked = check_bytes("q2.xlsx", content)
    issues = {issue.measure for issue in checked.issues if issue.code == "missing-due"}
    directorates = {m.directorate for m in strategic_plan.measures if m.code in issues}
    turnover = strategic_plan.measures_by_id["staff_turnover"]
    assert directorates == {turnover.directorate}
    assert "11.1" not in issues


def test_a_tidy_csv_is_told_line_by_line(check_bytes):
    content = (
        b"KPI ref,Quarter,Actual,Comments,Weather\n"
        b"1.4,Q2 2019/20,88.5,,\n"
        b"1.4,Q2 2019/20,88.6,,\n"
        b"Level of recyclin,2017/18,26,,\n"
        b"5.2,Q2 2019/20,26,,\n"
        b"2.2,Q2 2019/20,#N/A,,\n"
        b"1.5,Q4 2029/30,5,=cmd|' /C calc'!A0,\n"
    )
    checked = check_bytes("q2.csv", content)
    assert [(i.code, i.cell) for i in checked.issues if i.code != "missing-due"] == [
        ("unknown-column", "E1"),
        ("duplicate-row", "C3"),
        ("unknown-measure", "A4"),
        ("wrong-frequency-period", "B5"),
        ("error-cell", "C6"),
        ("future-period", "B7"),
        ("text-like-formula", "D7"),
    ]
    assert "Did you mean 5.2 Level of recycling?" in checked.issues[2].message


def test_a_wide_csv_is_told_figure_by_figure(check_bytes):
    content = b"Code,Q1 2019/20,Q2 2019/20\n1.4,88.5,n/a\n5.2,26,\n1.5,5,12\n"
    checked = check_bytes("wide.csv", content, now=datetime(2019, 7, 30))
    issues = [(i.code, i.cell) for i in checked.errors]
    assert issues == [
        ("future-period", "C2"),
        ("outturn-not-a-number", "C2"),
        ("wrong-frequency-period", "B3"),
        ("future-period", "C4"),
    ]
    assert checked.rows["cell"].tolist() == ["B2", "B4"]


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.name)
def test_the_figures_the_project_brings_are_sound(check_bytes, path):
    content, provenance = path.read_bytes(), Provenance(path.parent.name)
    checked = check_bytes(path.name, content, provenance, now=datetime(2026, 11, 20))
    assert checked.errors == ()
    assert len(checked.rows) + len(checked.activities) == content.count(b"\n") - 1
    assert {issue.code for issue in checked.warnings} <= {"far-from-series"}
    assert len(checked.warnings) <= len(checked.rows) / 200


def test_a_survey_of_shares_with_decimal_commas_lands_as_percentages(check_bytes):
    content = (
        b'Date,Borough,Question,Share\n30/6/2018,Tower Hamlets,Safer,"0,56"\n'
        b'30/9/2018,Tower Hamlets,Safer,"0,6"\n30/9/2018,Tower Hamlets,Other,"0,1"\n'
    )
    (preview,) = sheet_cells("survey.csv", content)
    mapping = mapping_of(
        preview,
        header_row=1,
        columns={1: "period", 2: "area", 4: "outturn"},
        rows={3: "Safer"},
        fixed={"measure": "7.5"},
        outturns=Outturns.SHARES,
    )
    checked = check_bytes("survey.csv", content, mapping=mapping)
    assert checked.ok
    assert checked.rows[["period_id", "outturn", "cell"]].values.tolist() == [
        ["2018-19-Q1", 56.0, "D2"],
        ["2018-19-Q2", 60.0, "D3"],
    ]


def test_a_figure_that_could_mean_two_numbers_is_asked_about_at_its_cell(check_bytes):
    content = b"Code;Period;Outturn\n3.2;Sep-19;6,4\n1.5;Q2 2019/20;1,204\n"
    (issue,) = check_bytes("place.csv", content).errors
    assert (issue.cell, issue.found) == ("C3", "1,204")
    assert "could be 1204 or 1,204" in issue.message
