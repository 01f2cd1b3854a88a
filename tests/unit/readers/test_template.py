"""The template a service fills in: what stands in it, what it accepts, and that it comes back."""

import csv
import dataclasses
import io
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest

from kpis.errors import UsageError
from kpis.frames import OUTTURNS
from kpis.periods import period_of_id, quarter
from kpis.plan.calendar import due_in
from kpis.readers import read_return
from kpis.readers.raw import FIELDS
from kpis.readers.template import template_workbook
from kpis.readers.template.columns import COLUMNS, TEMPLATE_HEADERS

Q4 = quarter(2023, 4)
FILLED_IN = ("Outturn", "Numerator", "Denominator", "Marker", "Commentary")


def outturn(measure_id: str, period_id: str, figure: float, **more) -> dict:
    period = period_of_id(period_id)
    return {
        "measure_id": measure_id,
        "period_id": period_id,
        "area": "Northmere",
        "breakdown": "",
        "category": "",
        "frequency": period.frequency.value,
        "period_start": pd.Timestamp(period.start),
        "period_end": pd.Timestamp(period.end),
        "outturn": figure,
        "numerator": float("nan"),
        "denominator": float("nan"),
        "marker": "",
        "commentary": "",
        "sheet": "",
        "cell": "",
        "provenance": "return",
        "submission_id": "s1",
        "known_at": pd.Timestamp("2024-01-01"),
        "first_known_at": pd.Timestamp("2024-01-01"),
        "revisions": 1,
    } | more


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(content: bytes) -> list[dict]:
    """The rows of the sheet Return by header, each with the number of its row."""
    sheet = opened(content)["Return"]
    lines = list(sheet.iter_rows(min_row=5))
    headers = [cell.value for cell in lines[0]]
    return [
        dict(zip(headers, (cell.value for cell in line), strict=True)) | {"row": line[0].row}
        for line in lines[1:]
    ]


def columns_by_header() -> dict[str, int]:
    return {column.header: place for place, column in enumerate(COLUMNS, 1)}


@pytest.fixture(scope="module")
def template(fictional_plan) -> bytes:
    return template_workbook(fictional_plan, Q4)


@pytest.fixture
def filled(template):
    """filled({(code, period): {header: value}}): the template with these cells filled in."""

    def fill(values: dict) -> bytes:
        book = opened(template)
        sheet = book["Return"]
        for line in rows_of(template):
            for header, value in values.get((line["Code"], line["Reporting period"]), {}).items():
                sheet.cell(line["row"], columns_by_header()[header], value)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return fill


def test_there_is_one_row_for_each_figure_due_in_the_quarter(template, fictional_plan):
    due = due_in(fictional_plan, Q4)
    assert due
    assert [
        (line["Code"], line["Measure"], line["Reporting period"]) for line in rows_of(template)
    ] == [(measure.code, measure.title, period.label) for measure, period in due]


def test_a_total_of_the_year_so_far_is_asked_for_as_one(strategic_plan):
    made = template_workbook(strategic_plan, quarter(2019, 2))
    units = {line["Code"]: line["Unit"] for line in rows_of(made)}
    assert units["1.3"] == "enterprises, since April"
    assert units["3.3"] == strategic_plan.measures_by_id["direct_payments"].unit_label


def test_every_template_of_a_real_plan_comes_back_as_the_layout_template(strategic_plan):
    for number in (1, 2, 3, 4):
        raw = read_return("t.xlsx", template_workbook(strategic_plan, quarter(2019, number)))
        (table,) = raw.tables
        assert table.layout == "template"
        assert raw.rows.empty
        assert (raw.passed_over, raw.notes) == ((), ())
        assert (table.unknown, table.duplicates) == ((), ())
        assert set(FIELDS) - set(table.columns) == {
            *("area", "breakdown", "category", "returned_on")
        }


def test_what_is_filled_in_is_read_back_and_nothing_else(filled):
    raw = read_return(
        "t.xlsx",
        filled(
            {
                ("1.1", "Jan 2024"): {"Outturn": 97.5, "Numerator": 975, "Denominator": 1000},
                ("1.1", "Feb 2024"): {"Marker": "[x]"},
                ("1.1", "Mar 2024"): {"Commentary": "The lorry was away"},
            }
        ),
    )
    assert raw.rows["period"].tolist() == ["Jan 2024", "Feb 2024", "Mar 2024"]
    assert raw.rows["measure"].unique().tolist() == ["1.1"]
    assert raw.rows["outturn"].tolist() == ["97.5", "", ""]
    assert raw.rows["numerator"].tolist() == ["975", "", ""]
    assert raw.rows["marker"].tolist() == ["", "[x]", ""]
    assert raw.rows["commentary"].tolist() == ["", "", "The lorry was away"]


def test_a_template_saved_as_csv_is_still_the_template(filled):
    sheet = opened(filled({("1.1", "Jan 2024"): {"Outturn": 97.5}}))["Return"]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(sheet.iter_rows(values_only=True))
    raw = read_return("t.csv", file.getvalue().encode())
    assert raw.tables[0].layout == "template"
    assert raw.rows["outturn"].tolist() == ["97.5"]


def test_a_table_that_lacks_a_column_of_the_template_is_tidy(text):
    for missing in TEMPLATE_HEADERS:
        header = [word for word in TEMPLATE_HEADERS if word != missing]
        layouts = [table.layout for table in read_return("t.csv", text([header])).tables]
        assert layouts in ([], ["tidy"])


def test_only_the_cells_to_be_filled_in_are_unlocked_and_there_is_no_password(template):
    sheet = opened(template)["Return"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {
        cell.column for line in sheet.iter_rows() for cell in line if not cell.protection.locked
    }
    assert unlocked == {columns_by_header()[header] for header in FILLED_IN}


def test_counts_are_asked_only_of_measures_that_are_a_share(template, fictional_plan):
    sheet = opened(template)["Return"]
    for line, (measure, _) in zip(rows_of(template), due_in(fictional_plan, Q4), strict=True):
        cell = sheet.cell(line["row"], columns_by_header()["Numerator"])
        assert cell.protection.locked == (not measure.numerator)


def validation_of(sheet, row: int, header: str):
    cell = sheet.cell(row, columns_by_header()[header]).coordinate
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return rule


def test_cells_accept_what_belongs_in_them(template, fictional_plan):
    sheet = opened(template)["Return"]
    for line, (measure, _) in zip(rows_of(template), due_in(fictional_plan, Q4), strict=True):
        rule = validation_of(sheet, line["row"], "Outturn")
        assert (rule.type, rule.formula1) == ("decimal", "0")
        assert rule.formula2 == ("100" if measure.unit == "percent" else "1000000000000")
        assert rule.showErrorMessage
        assert rule.showInputMessage
        assert validation_of(sheet, line["row"], "Marker").formula1 == '"[p],[r],[c],[x],[z]"'
        assert validation_of(sheet, line["row"], "Commentary").type == "textLength"


def test_messages_fit_what_spreadsheet_programs_show(strategic_plan):
    """Excel takes a workbook for damaged when a prompt is longer than this."""
    sheet = opened(template_workbook(strategic_plan, quarter(2019, 4)))["Return"]
    for rule in sheet.data_validations.dataValidation:
        assert len(rule.prompt) <= 255
        assert len(rule.error) <= 225
        assert len(rule.promptTitle) <= 32
        assert len(rule.formula1) <= 255


def test_figures_are_shown_with_the_decimals_of_their_measure(template, fictional_plan):
    sheet = opened(template)["Return"]
    for line, (measure, _) in zip(rows_of(template), due_in(fictional_plan, Q4), strict=True):
        shown = sheet.cell(line["row"], columns_by_header()["Outturn"]).number_format
        assert shown == ("#,##0." + "0" * measure.decimals if measure.decimals else "#,##0")


def test_the_last_four_outturns_stand_beside_each_period_oldest_first(fictional_plan):
    figures = [
        *(outturn("planning_days", f"2022-23-Q{number}", 50 + number) for number in (1, 2, 3, 4)),
        outturn("planning_days", "2023-24-Q1", 54.25, marker="p"),
        outturn("planning_days", "2023-24-Q2", float("nan"), marker="x"),
        outturn("planning_days", "2023-24-Q4", 99),  # of this very quarter
        outturn("planning_days", "2023-24-Q1", 1, area="Southmere"),
        outturn("planning_days", "2023-24-Q1", 2, breakdown="Ward", category="North"),
    ]
    made = template_workbook(fictional_plan, Q4, outturns=OUTTURNS.conform(pd.DataFrame(figures)))
    (line,) = [line for line in rows_of(made) if line["Code"] == "1.2"]
    assert [line[f"{count} before"] for count in ("Four", "Three", "Two", "One")] == [
        "Q3 2022/23:\n53.0",
        "Q4 2022/23:\n54.0",
        "Q1 2023/24:\n54.3 [p]",
        "Q2 2023/24:\n[x]",
    ]


def test_fewer_outturns_stand_nearest_to_the_target(fictional_plan):
    figures = OUTTURNS.conform(pd.DataFrame([outturn("planning_days", "2023-24-Q3", 51)]))
    made = template_workbook(fictional_plan, Q4, outturns=figures)
    (line,) = [line for line in rows_of(made) if line["Code"] == "1.2"]
    assert (line["Two before"], line["One before"]) == (None, "Q3 2023/24:\n51.0")


def test_targets_are_those_of_the_quarter_in_which_figures_are_reported(strategic_plan):
    lines = {}
    for number in (1, 4):
        made = template_workbook(strategic_plan, quarter(2019, number))
        lines[number] = {line["Code"]: line for line in rows_of(made)}
    for code, measure in ((m.code, m) for m in strategic_plan.counted):
        aim = measure.aims.get("2019/20")
        for number, by_code in lines.items():
            if code in by_code and aim and aim.target_profile and not measure.data_only:
                assert by_code[code]["Target"] == aim.target_profile[number - 1]
                assert by_code[code]["Minimum expectation"] == aim.minimum_profile[number - 1]
    assert lines[4]["11.1"]["Target"] == "8.0 to 14.0"
    assert lines[4]["11.1"]["Minimum expectation"] == "6.0 to 17.0"
    assert lines[4]["8.1"]["Target"] == "data only"
    assert lines[4]["8.1"]["Minimum expectation"] is None


def test_a_directorate_gets_its_own_measures_only(fictional_plan):
    made = template_workbook(fictional_plan, Q4, directorate="streets")
    own = {m.code for m, _ in due_in(fictional_plan, Q4) if m.directorate == "Streets"}
    assert {line["Code"] for line in rows_of(made)} == own
    assert "streets" in opened(made)["Return"]["A2"].value


def test_a_directorate_with_nothing_due_is_told_who_has(fictional_plan):
    with pytest.raises(UsageError, match=r"Nothing is due from 'Cats' in Q4 2023/24.*Streets"):
        template_workbook(fictional_plan, Q4, directorate="Cats")


def test_a_quarter_with_nothing_due_makes_no_template(fictional_plan):
    with pytest.raises(UsageError, match="Nothing is due"):
        template_workbook(dataclasses.replace(fictional_plan, measures=()), Q4)


def test_it_prints_with_its_headers_on_every_page_and_keeps_them_in_sight(template):
    sheet = opened(template)["Return"]
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_the_guidance_says_when_how_and_what_each_measure_counts(template, fictional_plan):
    book = opened(template)
    assert book.sheetnames == ["Return", "Guidance"]
    words = "\n".join(
        str(value)
        for line in book["Guidance"].iter_rows(values_only=True)
        for value in line
        if value
    )
    assert "Send the workbook back by" in words
    for marker in ("[p]", "[r]", "[c]", "[x]", "[z]"):
        assert marker in words
    for measure, _ in due_in(fictional_plan, Q4):
        assert measure.definition in words


def test_making_nothing_imports_nothing_that_makes_workbooks():
    loaded = subprocess.run(
        [sys.executable, "-c", "import kpis.readers.template, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "openpyxl" not in loaded
