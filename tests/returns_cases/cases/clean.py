"""Thirty ordinary returns in known shapes. Of none of them anything is asked."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from kpis.model import Plan, Unit
from kpis.periods import period_of_id
from kpis.plan.load import load_plan
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.template import template_workbook
from kpis.template.rows import due_from, template_rows
from tests.returns_cases.case import Q1, Q2, YEAR, Case, Figures, Row, accepts
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import table

TIDY = ["Code", "Period", "Outturn", "Commentary"]
QUARTER = "Q2 2019/20"
ROWS: list[list[Any]] = [
    ["4.4", QUARTER, 56.3, "On course."],
    ["6.2", QUARTER, 45, "On course."],
    ["11.2", QUARTER, 9.1, "Flu."],
]
SEEN: Figures = {
    ("4.4", Q2): Row(56.3, "On course."),
    ("6.2", Q2): Row(45, "On course."),
    ("11.2", Q2): Row(9.1, "Flu."),
}


@cache
def the_plan() -> Plan:
    return load_plan(Path(__file__).parents[3] / "data/plans/2019-22")


def _figure(unit: Unit, maximum: float | None) -> float:
    return 62.5 if unit is Unit.PERCENT else min(12.0, maximum or 12.0)


def filled(
    quarter: str,
    directorate: str = "",
    more: Callable[[Any, dict[str, int], int], None] | None = None,
) -> Callable[[], bytes]:
    """The template of a quarter with a figure and a commentary in every row.

    more: called for each row with the sheet, its columns by header and the row's number.
    """

    def make() -> bytes:
        plan = the_plan()
        content = template_workbook(plan, period_of_id(quarter), directorate=directorate)
        made = openpyxl.load_workbook(io.BytesIO(content))
        sheet = made["Return"]
        header = next(
            cells for cells in sheet.iter_rows() if any(cell.value == "Outturn" for cell in cells)
        )
        columns = {str(cell.value): cell.column for cell in header if cell.value}
        measures = {measure.code: measure for measure in plan.measures}
        for number in range(header[0].row + 1, sheet.max_row + 1):
            measure = measures.get(str(sheet.cell(number, columns["Code"]).value))
            if measure is not None:
                figure = _figure(measure.unit, measure.maximum)
                sheet.cell(number, columns["Outturn"]).value = figure
                sheet.cell(number, columns["Commentary"]).value = "On course."
                if more:
                    more(sheet, columns, number)
        file = io.BytesIO()
        made.save(file)
        return file.getvalue()

    return make


def _seen_in_template(quarter: str, directorate: str = "") -> Figures:
    plan, when = the_plan(), period_of_id(quarter)
    rows = template_rows(plan, when, due_from(plan, when, directorate, ""), None)
    return {
        (row.measure.code, row.period.id): Row(
            _figure(row.measure.unit, row.measure.maximum), "On course."
        )
        for row in rows
    }


def _with_parts(sheet: Any, columns: dict[str, int], number: int) -> None:
    if sheet.cell(number, columns["Outturn"]).value == 62.5:
        sheet.cell(number, columns["Numerator"]).value = 50
        sheet.cell(number, columns["Denominator"]).value = 80


def _provisional(sheet: Any, columns: dict[str, int], number: int) -> None:
    sheet.cell(number, columns["Marker"]).value = "[p]"


def clean(
    file: str,
    about: str,
    make: Callable[[], bytes],
    right: Figures | Callable[[], Figures] = SEEN,
    mapping: ColumnMapping | None = None,
) -> Case:
    return Case(
        file, about, make, right() if callable(right) else right, accepts(), "clean", mapping
    )


def wide(*header: Any, rows: Sequence[Sequence[Any]], above: Sequence[Any] = (), **how: Any):
    lines = [list(above)] if above else []
    return lambda: book(*lines, list(header), *rows, **how)


TWO_QUARTERS = {("4.4", Q1): 55.2, ("4.4", Q2): 56.3, ("6.2", Q1): 41, ("6.2", Q2): 45}
TWO_LINES = [["4.4", 55.2, 56.3], ["6.2", 41, 45]]
DIRECTORATE = "Housing and Regeneration"

CASES = [
    clean("clean_template_q1.xlsx", "The template of Q1", filled(Q1), _seen_in_template(Q1)),
    clean("clean_template_q2.xlsx", "The template of Q2", filled(Q2), _seen_in_template(Q2)),
    clean(
        "clean_template_q4.xlsx",
        "The template of Q4, with yearly measures",
        filled("2019-20-Q4"),
        _seen_in_template("2019-20-Q4"),
    ),
    clean(
        "clean_template_parts.xlsx",
        "The template with numerators and denominators",
        filled("2019-20-Q3", more=_with_parts),
        _seen_in_template("2019-20-Q3"),
    ),
    clean(
        "clean_template_provisional.xlsx",
        "The template with every figure marked as provisional",
        filled("2020-21-Q3", more=_provisional),
        _seen_in_template("2020-21-Q3"),
    ),
    clean("clean_tidy.xlsx", "Code, period, outturn, commentary", lambda: book(TIDY, *ROWS)),
    clean("clean_tidy.csv", "The same as a CSV", lambda: table(TIDY, *ROWS)),
    clean(
        "clean_semicolons.csv",
        "The same with semicolons and decimal commas",
        lambda: table(
            TIDY,
            *([*row[:2], str(row[2]).replace(".", ","), row[3]] for row in ROWS),
            separator=";",
        ),
    ),
    clean("clean_tabs.txt", "The same with tabs", lambda: table(TIDY, *ROWS, separator="\t")),
    clean(
        "clean_bom.csv",
        "The same as Excel's CSV UTF-8",
        lambda: table(TIDY, *ROWS, encoding="utf-8-sig"),
    ),
    clean("clean_tidy.ods", "The same as an open document", lambda: document(TIDY, *ROWS)),
    clean("clean_tidy.xls", "The same as an old workbook", lambda: old_book(TIDY, *ROWS)),
    clean(
        "clean_titles.xlsx",
        "Code beside the plan's own title",
        lambda: book(
            ["Code", "Measure", "Period", "Outturn"],
            ["4.4", "Households prevented from becoming homeless", QUARTER, 56.3],
            ["5.2", "Level of recycling", "2019/20", 24],
        ),
        {("4.4", Q2): 56.3, ("5.2", YEAR): 24},
    ),
    clean(
        "clean_title_alone.csv",
        "The plan's own title in place of a code, quoted where it has a comma",
        lambda: table(
            ["Measure", "Reporting period", "Outturn"],
            [
                "Young people who are in education, employment or training",
                "2019/20",
                91.2,
            ],
        ),
        {("1.1", YEAR): 91.2},
    ),
    clean(
        "clean_short_titles.csv",
        "Short titles of the plan",
        lambda: table(
            ["Measure", "Period", "Outturn"],
            ["Homelessness prevented", QUARTER, 56.3],
            ["Staff sickness", QUARTER, 9.1],
        ),
        {("4.4", Q2): 56.3, ("11.2", Q2): 9.1},
    ),
    clean(
        "clean_wide.xlsx",
        "A column for each quarter",
        wide("Code", "Q1 2019/20", QUARTER, rows=TWO_LINES),
        TWO_QUARTERS,
    ),
    clean(
        "clean_wide_merged_year.xlsx",
        "2019/20 merged over the quarters",
        wide("Code", "Q1", "Q2", above=[None, "2019/20"], rows=TWO_LINES, merged=["B1:C1"]),
        TWO_QUARTERS,
    ),
    clean(
        "clean_wide_months.csv",
        "A column for each month of a monthly measure",
        lambda: table(["Code", "Apr-19", "May-19", "Jun-19"], ["8.1", 94, 101, 88]),
        {("8.1", f"2019-M0{month}"): value for month, value in ((4, 94), (5, 101), (6, 88))},
    ),
    clean(
        "clean_percent_format.xlsx",
        "Percentages as Excel keeps them: 0.563 shown as 56.3%",
        lambda: book(
            TIDY,
            ["4.4", QUARTER, 0.563],
            ["1.4", QUARTER, 1],
            formats={"C2": "0.0%", "C3": "0%"},
        ),
        {("4.4", Q2): 56.3, ("1.4", Q2): 100},
    ),
    clean(
        "clean_thousands_format.xlsx",
        "1,234 by its format",
        lambda: book(
            TIDY,
            ["6.2", QUARTER, 1234],
            ["11.2", QUARTER, 9.1],
            formats={"C2": "#,##0", "C3": "0.0"},
        ),
        {("6.2", Q2): 1234, ("11.2", Q2): 9.1},
    ),
    clean(
        "clean_quoted_thousands.csv",
        "1,234 in quotation marks",
        lambda: table(TIDY, ["6.2", QUARTER, "1,234", ""], ["4.4", QUARTER, "56.3%", ""]),
        {("6.2", Q2): 1234, ("4.4", Q2): 56.3},
    ),
    clean(
        "clean_last_days.xlsx",
        "Periods by their last day",
        lambda: book(
            ["Code", "Period end", "Outturn"],
            ["6.2", datetime(2019, 9, 30), 45],
            ["8.1", datetime(2019, 8, 31), 94],
            formats={"B2": "dd/mm/yyyy", "B3": "dd/mm/yyyy"},
        ),
        {("6.2", Q2): 45, ("8.1", "2019-M08"): 94},
    ),
    clean(
        "clean_year_and_quarter.csv",
        "Year and quarter in two columns",
        lambda: table(["Code", "Year", "Quarter", "Outturn"], ["6.2", "2019/20", "Q2", 45]),
        {("6.2", Q2): 45},
    ),
    clean(
        "clean_areas.csv",
        "The council beside those it is compared with",
        lambda: table(
            ["Code", "Period", "Area", "Outturn"],
            ["6.2", QUARTER, "Tower Hamlets", 45],
            ["6.2", QUARTER, "London", 61],
        ),
        {("6.2", Q2): 45, ("6.2", Q2, "London"): 61},
    ),
    clean(
        "clean_breakdown.csv",
        "A figure by sex beside that of all",
        lambda: table(
            ["Code", "Period", "Breakdown", "Category", "Outturn"],
            ["6.2", QUARTER, "", "", 45],
            ["6.2", QUARTER, "Sex", "Women", 25],
            ["6.2", QUARTER, "Sex", "Men", 20],
        ),
        {("6.2", Q2): 45, ("6.2", Q2, "Women"): 25, ("6.2", Q2, "Men"): 20},
    ),
    clean(
        "clean_markers.csv",
        "Markers in place of a figure and beside one",
        lambda: table(
            ["Code", "Period", "Outturn", "Marker", "Commentary"],
            ["6.2", QUARTER, "[x]", "", "System change."],
            ["4.4", QUARTER, 56.3, "[p]", "First figure."],
        ),
        {("6.2", Q2): "[x]", ("4.4", Q2): 56.3},
    ),
    clean(
        "clean_parts.csv",
        "Numerator and denominator beside the outturn",
        lambda: table(
            ["Code", "Period", "Numerator", "Denominator", "Outturn"],
            ["1.4", QUARTER, 50, 80, 62.5],
        ),
        {("1.4", Q2): Row(62.5, None, 50, 80)},
    ),
    clean(
        "clean_scorecard.xlsx",
        "A title above, target and status beside, a note below, a sheet of lists",
        lambda: book(
            ["Housing scorecard"],
            [],
            ["Code", "Measure", "Period", "Target", "Outturn", "RAG", "Commentary"],
            ["6.2", "Homeless households rehoused", QUARTER, 50, 45, "Red", "On course."],
            [],
            ["Source: housing system"],
            after={"Lists": [["RAG"], ["Red"], ["Green"]]},
        ),
        {("6.2", Q2): Row(45, "On course.")},
    ),
    clean(
        "clean_returned_on.csv",
        "History with the days of return",
        lambda: table(
            ["Code", "Period", "Outturn", "Returned on"],
            ["6.2", "Q1 2019/20", 41, date(2019, 7, 20)],
            ["6.2", QUARTER, 45, date(2019, 10, 22)],
        ),
        {("6.2", Q1): 41, ("6.2", Q2): 45},
    ),
    clean(
        "clean_mapped.csv",
        "A layout of its own, mapped once",
        lambda: table(["Where", "How many"], ["Tower Hamlets", 45]),
        {("6.2", Q2): 45},
        ColumnMapping(
            sheet="",
            header_row=1,
            columns={1: "area", 2: "outturn"},
            headers=("Where", "How many"),
            fixed={"measure": "6.2", "period": QUARTER},
        ),
    ),
]
