"""The template of a tiny plan, what stands in it, and ways to fill it in and save it again."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from html import escape

import openpyxl
import pandas as pd
import pytest

from kpis.analysis.figures.rate_return import limits_of_red
from kpis.frames import ACTIVITIES, OUTTURNS
from kpis.periods import ReportingPeriod, period_of_id, quarter
from kpis.plan.calendar import due_in
from kpis.template import template_workbook
from kpis.template.columns import COLUMNS

Q4 = quarter(2023, 4)
FIRST_ROW = 6


@pytest.fixture(scope="session")
def opened() -> Callable:
    """opened(content): the workbook as openpyxl reads it."""

    def open_workbook(content: bytes) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(content))

    return open_workbook


@pytest.fixture(scope="session")
def saved() -> Callable:
    """saved(workbook): its bytes."""

    def save(book: openpyxl.Workbook) -> bytes:
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return save


@pytest.fixture(scope="session")
def columns() -> dict[str, int]:
    """The number of each column of the sheet Return by its header."""
    return {column.header: place for place, column in enumerate(COLUMNS, 1)}


@pytest.fixture(scope="session")
def rows_of(opened, columns) -> Callable:
    """rows_of(content): the measures of the sheet Return by header, each with its row."""

    def find(content: bytes) -> list[dict]:
        sheet = opened(content)["Return"]
        lines = []
        for line in sheet.iter_rows(min_row=FIRST_ROW, max_col=len(columns)):
            if line[0].value is None:
                break
            values = (cell.value for cell in line)
            lines.append(dict(zip(columns, values, strict=True)) | {"row": line[0].row})
        return lines

    return find


@pytest.fixture(scope="session")
def template(fictional_plan) -> bytes:
    return template_workbook(fictional_plan, Q4)


@pytest.fixture(scope="session")
def real_templates(strategic_plan) -> dict[int, bytes]:
    """The templates of the four quarters of 2019/20."""

    def made(when: ReportingPeriod) -> bytes:
        not_red = limits_of_red(strategic_plan, due_in(strategic_plan, when), OUTTURNS.empty())
        return template_workbook(strategic_plan, when, not_red=not_red)

    return {number: made(quarter(2019, number)) for number in (1, 2, 3, 4)}


@pytest.fixture(scope="session")
def fill(opened, saved, rows_of, columns) -> Callable:
    """fill(content, {(code, period): {header: value}}): the template with these cells filled in."""

    def fill_in(content: bytes, values: dict) -> bytes:
        book = opened(content)
        for line in rows_of(content):
            for header, value in values.get((line["Code"], line["Reporting period"]), {}).items():
                cell = book["Return"].cell(line["row"], columns[header], value)
                if isinstance(value, str):
                    cell.data_type = "s"
        return saved(book)

    return fill_in


@pytest.fixture(scope="session")
def outturn() -> Callable:
    """outturn(measure_id, period_id, figure, ...): a row of OUTTURNS."""

    def make(measure_id: str, period_id: str, figure: float, **more) -> dict:
        period = period_of_id(period_id)
        texts = dict.fromkeys(
            ("breakdown", "category", "marker", "commentary", "sheet", "cell"), ""
        )
        return {
            "measure_id": measure_id,
            "period_id": period_id,
            "area": "Northmere",
            "frequency": period.frequency.value,
            "period_start": pd.Timestamp(period.start),
            "period_end": pd.Timestamp(period.end),
            "outturn": figure,
            "numerator": float("nan"),
            "denominator": float("nan"),
            "provenance": "return",
            "submission_id": "s1",
            "known_at": pd.Timestamp("2024-01-01"),
            "first_known_at": pd.Timestamp("2024-01-01"),
            "revisions": 1,
        } | (texts | more)

    return make


@pytest.fixture(scope="session")
def outturns() -> Callable:
    """outturns([row, ...]): OUTTURNS of these rows."""

    def make(rows: list[dict]) -> pd.DataFrame:
        return OUTTURNS.conform(pd.DataFrame(rows))

    return make


@pytest.fixture(scope="session")
def activities() -> Callable:
    """activities({"activity_code": ..., ...}, ...): ACTIVITIES of these, the rest left out."""

    def make(*rows: dict) -> pd.DataFrame:
        usual = {
            "quarter_id": "2023-24-Q3",
            "status": "on_track",
            "percent_done": float("nan"),
            "expected_on": pd.NaT,
            "revised_on": pd.NaT,
            "comment": "",
            "sheet": "",
            "cell": "",
            "submission_id": "s1",
            "provenance": "return",
            "known_at": pd.Timestamp("2024-01-20"),
        }
        return ACTIVITIES.conform(pd.DataFrame([usual | row for row in rows]))

    return make


@pytest.fixture(scope="session")
def hostile_plan(fictional_plan):
    """A plan whose every text begins as a formula does, or holds what XML and printers mind."""
    titles = ["=1+1", "+44", "-5 & under", "@SUM(A1)", "#N/A", "<b>\x07 & more"]
    measures = tuple(
        dataclasses.replace(
            measure,
            title=titles[number % len(titles)],
            definition='=HYPERLINK("http://example.org")',
            numerator=measure.numerator and "=cmd|' /C calc'!A0",
            unit_label="@" + measure.unit_label,
            owner="-Head of @Streets",
            directorate="=Streets",
        )
        for number, measure in enumerate(fictional_plan.measures)
    )
    activity_titles = (dataclasses.replace(a, title="=A1") for a in fictional_plan.activities)
    return dataclasses.replace(
        fictional_plan,
        council="=Northmere",
        title="=2023 & 2025",
        measures=measures,
        activities=tuple(activity_titles),
    )


@pytest.fixture(scope="session")
def with_shared_strings() -> Callable:
    """with_shared_strings(content): the same workbook with its texts in a table of their own,
    flags as words and empty cells at the end of rows, as LibreOffice and Excel write it."""

    def rewrite(content: bytes) -> bytes:
        strings: list[str] = []

        def shared(match: re.Match) -> str:
            strings.append(f"<si>{match[2]}</si>")
            return f"<c{match[1].replace('inlineStr', 's')}><v>{len(strings) - 1}</v></c>"

        members = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                members[name] = archive.read(name).decode()
        for name, text in members.items():
            if name.startswith("xl/worksheets/"):
                text = re.sub(r"<c([^>]*)><is>(.*?)</is></c>", shared, text, flags=re.DOTALL)
                text = re.sub(r'(allowBlank|showErrorMessage)="1"', r'\1="true"', text)
                members[name] = re.sub(r"<v */>", "", text)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        members["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{main}" count="{len(strings)}" uniqueCount="{len(strings)}">'
            f"{''.join(strings)}</sst>"
        )
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{relations}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in members.items():
                archive.writestr(name, text)
        return file.getvalue()

    return rewrite


@pytest.fixture(scope="session")
def as_ods(opened, spreadsheet_ods) -> Callable:
    """as_ods(content): the values of every sheet as an OpenDocument spreadsheet."""

    def cell(value) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            return (
                f'<table:table-cell office:value-type="float" office:value="{value!r}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        if not isinstance(value, str):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}">'
                f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
            )
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    def rewrite(content: bytes) -> bytes:
        tables = []
        for sheet in opened(content):
            rows = (
                f"<table:table-row>{''.join(map(cell, values))}</table:table-row>"
                for values in sheet.iter_rows(values_only=True)
            )
            tables.append(f'<table:table table:name="{sheet.title}">{"".join(rows)}</table:table>')
        return spreadsheet_ods("".join(tables))

    return rewrite


@pytest.fixture(scope="module")
def sheet(template, opened):
    return opened(template)["Return"]


@pytest.fixture(scope="module")
def due(template, rows_of, fictional_plan):
    """The measures of the rows, each with the number of its row."""
    pairs = zip(rows_of(template), due_in(fictional_plan, Q4), strict=True)
    return [(line["row"], measure) for line, (measure, _) in pairs]
