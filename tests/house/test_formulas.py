"""Whatever a return or a plan holds, nothing the project writes runs it as a formula.

Every module that writes a file for spreadsheets has its case here; one that is new makes the
first test fail until it has one too.
"""

import csv
import io
import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from kpis.errors import UsageError
from kpis.exports.csv_files import (
    audit_csv,
    breakdown_csv,
    changes_csv,
    history_csv,
    issues_csv,
    quality_csv,
)
from kpis.exports.marked_copy import marked_copy
from kpis.exports.plain_workbook import PlainSheet
from kpis.frames import BREAKDOWN, CHANGES, QUALITY, SERIES, TEXT
from kpis.periods import quarter
from kpis.plan.files import read_plan_files
from kpis.plan_book.write import plan_workbook
from kpis.readers.files.opened_file import OpenedFile
from kpis.template import template_workbook
from kpis.use_cases.mending import mended_return
from kpis.validation.issues.identity import UnknownMeasure

ROOT = Path(__file__).parents[2]
WRITES = re.compile(r"\.to_csv\(|csv\.writer\(|\bWorkbook\(\)|new_package\(\n|to_excel\(")
WRITERS = {
    "exports/csv_files.py",
    "exports/mended_copy.py",
    "exports/plain_workbook.py",
    "plan_book/write.py",
    "template/__init__.py",
}
# Cuts a text anew to be read, and hands nothing out.
READS = {"readers/files/quoting.py"}
# Open data are for programs, to which a quote before a text is a wrong text. What is given out says
# so, and people have the workbook. docs/decisions/0073-*.md
AS_IT_IS = {"exports/open_data/table_files.py"}
TYPED = ("=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "=HYPERLINK(1)")


def test_every_module_that_writes_for_spreadsheets_is_tried_here():
    found = {
        str(path.relative_to(ROOT / "kpis"))
        for path in (ROOT / "kpis").rglob("*.py")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }
    assert found - READS - AS_IT_IS == WRITERS


def filled(frame, text: str) -> pd.DataFrame:
    """One row of a contract with that text in each of its columns for text."""
    row = {name: [text] if kind == TEXT else [None] for name, kind in frame.columns.items()}
    flags = {name: [False] for name, kind in frame.columns.items() if kind == "bool"}
    whole = {name: [1] for name, kind in frame.columns.items() if kind == "int64"}
    return frame.conform(pd.DataFrame(row | flags | whole))


def issue(text: str) -> UnknownMeasure:
    given = dict.fromkeys(("sheet", "cell", "measure", "found", "title"), text)
    return UnknownMeasure(**given, choices=())


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize(
    "write",
    [
        lambda text, measure: history_csv(filled(SERIES, text), measure),
        lambda text, measure: breakdown_csv(filled(BREAKDOWN, text), measure),
        lambda text, _: quality_csv(filled(QUALITY, text)),
        lambda text, _: changes_csv(filled(CHANGES, text)),
        lambda text, _: issues_csv([issue(text).as_dict()]),
        lambda text, _: audit_csv([{"by": text, "about": text}]),
    ],
    ids=["history", "groups", "quality", "changes", "issues", "audit"],
)
def test_no_cell_of_a_csv_begins_like_a_formula(strategic_plan, write, text):
    measure = replace(strategic_plan.measures[0], code=text, title=text, unit_label=text)
    rows = list(csv.reader(io.StringIO(write(text, measure).decode("utf-8-sig"), newline="")))
    assert any(text in cell for row in rows[1:] for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def formulas_in(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or (str(cell.value)[:1] in tuple("=+-@") and not cell.quotePrefix)
        if isinstance(cell.value, str)
    ]


@pytest.mark.parametrize("text", TYPED)
def test_no_text_of_a_plan_is_a_formula_in_a_template(fictional_plan, text):
    measures = tuple(
        replace(each, title=text, definition=text, unit_label=text, source=text, owner=text)
        for each in fictional_plan.measures
    )
    plan = replace(fictional_plan, measures=measures, council=text, title=text)
    assert formulas_in(template_workbook(plan, quarter(2023, 1))) == []


def test_no_text_of_a_plan_is_a_formula_in_its_workbook():
    """Each of them in each column of the measures: a workbook costs half a second."""
    tables = read_plan_files(ROOT / "tests/fictional_plan").tables
    texts = cycle(TYPED)
    of_plan = {"council": next(texts), "title": next(texts), "comparators": [*TYPED]}
    files = [file for file in tables if file.startswith("measures/")]
    assert len(files) >= len(TYPED)
    measures = {
        file: tables[file] | {"title": text, "definition": text, "owner": text}
        for file, text in zip(files, texts, strict=False)
    }
    plan = tables | {"plan.toml": tables["plan.toml"] | of_plan} | measures
    assert formulas_in(plan_workbook(plan)) == []


@pytest.mark.parametrize("text", TYPED)
def test_nothing_of_a_return_is_a_formula_in_its_marked_copy(text):
    sheets = [PlainSheet("", [["measure", text], [text, text]])]
    _, copy = marked_copy(f"{text}.csv", b"", [issue(text).as_dict()], sheets=sheets)
    assert formulas_in(copy) == []


@pytest.mark.parametrize("text", TYPED)
def test_what_looks_like_a_formula_is_not_typed_into_a_return(text):
    file = OpenedFile(b"measure,period,outturn\n6.2,Q2 2019/20,5\n")
    with pytest.raises(UsageError, match="formula"):
        mended_return(file, {("", "C2"): text})
