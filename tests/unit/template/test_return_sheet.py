"""The sheet a service fills in: what stands in it and what it accepts."""

import dataclasses
import re
import subprocess
import sys
from math import isnan, nan

import pytest

from kpis.analysis.figures.rate_return import limits_of_red
from kpis.errors import UsageError
from kpis.frames import OUTTURNS
from kpis.model import Unit
from kpis.periods import quarter
from kpis.plan.calendar import due_in
from kpis.template import template_workbook

Q4 = quarter(2023, 4)
FILLED_IN = ("Outturn", "Numerator", "Denominator", "Marker", "Commentary")


@pytest.fixture(scope="module")
def rule_of(columns):
    """rule_of(sheet, row, header): the one rule of what the cell accepts."""

    def find(sheet, row: int, header: str):
        cell = sheet.cell(row, columns[header]).coordinate
        (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
        return rule

    return find


def test_there_is_one_row_for_each_figure_due_in_the_quarter(template, rows_of, fictional_plan):
    due = due_in(fictional_plan, Q4)
    assert due
    assert [
        (line["Code"], line["Measure"], line["Reporting period"], line["Definition"], line["Owner"])
        for line in rows_of(template)
    ] == [
        (measure.code, measure.title, period.label, measure.definition, measure.owner)
        for measure, period in due
    ]


def test_a_monthly_measure_has_a_row_for_each_month_of_the_quarter(template, rows_of):
    periods = [line["Reporting period"] for line in rows_of(template) if line["Code"] == "1.1"]
    assert periods == ["Jan 2024", "Feb 2024", "Mar 2024"]


def test_a_total_of_the_year_so_far_is_asked_for_as_one(strategic_plan, real_templates, rows_of):
    units = {line["Code"]: line["Unit"] for line in rows_of(real_templates[2])}
    assert units["1.3"] == "enterprises, since April"
    assert units["3.3"] == strategic_plan.measures_by_id["direct_payments"].unit_label


def test_what_is_to_be_filled_in_is_empty_and_all_it_takes_is_unlocked(sheet, due, columns):
    for row, measure in due:
        for header in FILLED_IN:
            cell = sheet.cell(row, columns[header])
            is_needed = measure.numerator or header not in ("Numerator", "Denominator")
            assert cell.value is None
            assert cell.protection.locked == (not is_needed)


def test_all_else_is_locked_without_a_password(sheet, due, columns):
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    last = due[-1][0]
    unlocked = {
        cell.column
        for line in sheet.iter_rows(max_row=last)
        for cell in line
        if not cell.protection.locked
    }
    assert unlocked == {columns[header] for header in FILLED_IN}
    # Rows grow with a long commentary, and columns may be made wider.
    assert not sheet.protection.formatRows
    assert not sheet.protection.formatColumns


def test_an_outturn_accepts_what_its_unit_and_measure_can_have(
    strategic_plan, real_templates, opened, rule_of
):
    units = set()
    for number, content in real_templates.items():
        sheet = opened(content)["Return"]
        for row, (measure, _) in enumerate(due_in(strategic_plan, quarter(2019, number)), 6):
            rule = rule_of(sheet, row, "Outturn")
            units.add(measure.unit)
            assert rule.type == ("whole" if measure.unit is Unit.COUNT else "decimal")
            highest = 100 if measure.unit is Unit.PERCENT else measure.maximum
            if measure.unit is Unit.INDEX:
                assert (rule.operator, float(rule.formula1)) == ("lessThanOrEqual", highest)
            elif highest is None:
                assert (rule.operator, rule.formula1) == ("greaterThanOrEqual", "0")
            else:
                assert rule.operator == "between"
                assert (rule.formula1, float(rule.formula2)) == ("0", highest)
            assert rule.allowBlank
            assert rule.showErrorMessage
            assert rule.showInputMessage
    assert units >= {Unit.PERCENT, Unit.COUNT, Unit.INDEX, Unit.TONNES, Unit.AVERAGE}


def test_markers_are_chosen_from_a_list_and_explained(sheet, due, rule_of):
    for row, _ in due:
        rule = rule_of(sheet, row, "Marker")
        assert (rule.type, rule.formula1) == ("list", '"[p],[r],[c],[x],[z]"')
        assert not rule.showDropDown  # which would hide the arrow
        assert "[p] provisional" in rule.prompt


def test_numerator_and_denominator_say_what_they_count(sheet, due, rule_of):
    shares = [(row, measure) for row, measure in due if measure.numerator]
    assert shares
    for row, measure in shares:
        for header, words in (
            ("Numerator", measure.numerator),
            ("Denominator", measure.denominator),
        ):
            rule = rule_of(sheet, row, header)
            assert rule.prompt.startswith(words)
            assert (rule.operator, rule.formula1) == ("greaterThanOrEqual", "0")


def test_a_commentary_may_be_as_long_as_its_message_says(sheet, due, rule_of):
    rule = rule_of(sheet, due[0][0], "Commentary")
    assert (rule.type, rule.operator, rule.formula1) == ("textLength", "lessThanOrEqual", "4000")
    assert "4,000" in rule.prompt


def test_messages_fit_what_spreadsheet_programs_show(strategic_plan, opened):
    """Excel takes a workbook for damaged when a prompt is longer than this."""
    long = dataclasses.replace(
        strategic_plan,
        measures=tuple(
            dataclasses.replace(m, numerator=m.numerator and "Those counted, " * 40)
            for m in strategic_plan.measures
        ),
    )
    for sheet in opened(template_workbook(long, quarter(2019, 4))):
        for rule in sheet.data_validations.dataValidation:
            assert 0 < len(rule.prompt) <= 255
            assert 0 < len(rule.error) <= 225
            assert len(rule.promptTitle) <= 32
            assert len(rule.errorTitle) <= 32
            assert len(rule.formula1) <= 255


def test_no_cell_has_two_rules(real_templates, opened):
    for sheet in opened(real_templates[4]):
        cells = [
            cell
            for rule in sheet.data_validations.dataValidation
            for ranges in rule.sqref.ranges
            for row in ranges.rows
            for cell in row
        ]
        assert len(cells) == len(set(cells))


def test_figures_are_shown_with_the_decimals_of_their_measure(sheet, due, columns):
    for row, measure in due:
        expected = "#,##0." + "0" * measure.decimals if measure.decimals else "#,##0"
        for header in ("Outturn", "Target", "Minimum expectation"):
            assert sheet.cell(row, columns[header]).number_format == expected


def test_the_last_four_outturns_stand_beside_each_period_oldest_first(
    fictional_plan, rows_of, outturn, outturns
):
    figures = [
        *(outturn("planning_days", f"2022-23-Q{number}", 50 + number) for number in (1, 2, 3, 4)),
        outturn("planning_days", "2023-24-Q1", 54.25, marker="p"),
        outturn("planning_days", "2023-24-Q2", float("nan"), marker="x"),
        outturn("planning_days", "2023-24-Q4", 99),  # of this very quarter
        outturn("planning_days", "2023-24-Q1", 1, area="Southmere"),
        outturn("planning_days", "2023-24-Q1", 2, breakdown="Ward", category="North"),
    ]
    made = template_workbook(fictional_plan, Q4, outturns=outturns(figures))
    (line,) = [line for line in rows_of(made) if line["Code"] == "1.2"]
    assert [line[f"{count} before"] for count in ("Four", "Three", "Two", "One")] == [
        "Q3 2022/23\n53.0",
        "Q4 2022/23\n54.0",
        "Q1 2023/24\n54.3 [p]",
        "Q2 2023/24\n[x]",
    ]


def test_fewer_outturns_stand_nearest_to_the_target(fictional_plan, rows_of, outturn, outturns):
    figures = outturns([outturn("planning_days", "2023-24-Q3", 51)])
    made = template_workbook(fictional_plan, Q4, outturns=figures)
    (line,) = [line for line in rows_of(made) if line["Code"] == "1.2"]
    assert (line["Two before"], line["One before"]) == (None, "Q3 2023/24\n51.0")


def test_figures_that_are_illustrative_are_told_from_those_returned(
    fictional_plan, opened, columns, rows_of, outturn, outturns
):
    figures = outturns(
        [
            outturn("planning_days", "2023-24-Q2", 51, provenance="illustrative"),
            outturn("planning_days", "2023-24-Q3", 52),
        ]
    )
    made = template_workbook(fictional_plan, Q4, outturns=figures)
    sheet = opened(made)["Return"]
    (row,) = [line["row"] for line in rows_of(made) if line["Code"] == "1.2"]
    italic = [sheet.cell(row, columns[f"{n} before"]).font.italic for n in ("Two", "One")]
    assert italic == [True, False]
    assert "italics are illustrative" in sheet["A3"].value


def test_an_aim_that_is_illustrative_is_told_from_one_that_is_set(
    fictional_plan, opened, columns, rows_of
):
    def with_aims(illustrative: bool):
        measures = (
            dataclasses.replace(
                measure,
                aims={
                    year: dataclasses.replace(aim, illustrative=illustrative)
                    for year, aim in measure.aims.items()
                },
            )
            for measure in fictional_plan.measures
        )
        made = template_workbook(dataclasses.replace(fictional_plan, measures=tuple(measures)), Q4)
        (row,) = [line["row"] for line in rows_of(made) if line["Code"] == "1.2"]
        sheet = opened(made)["Return"]
        return sheet.cell(row, columns["Target"]).font.italic, "italics" in sheet["A3"].value

    assert with_aims(True) == (True, True)
    assert with_aims(False) == (False, False)


def test_targets_are_those_of_the_quarter_in_which_figures_are_reported(
    strategic_plan, real_templates, rows_of
):
    lines = {}
    for number in (1, 4):
        lines[number] = {line["Code"]: line for line in rows_of(real_templates[number])}
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


def test_there_is_room_for_corrections_below_the_last_row(sheet, due, columns, rule_of):
    first = due[-1][0] + 3
    for row in range(first, first + 6):
        unlocked = {cell.column for cell in sheet[row] if not cell.protection.locked}
        assert unlocked == {columns[header] for header in ("Code", "Reporting period", *FILLED_IN)}
        # "5.2" and "Apr 2019" stay what was typed, and do not become a number and a date.
        assert sheet.cell(row, columns["Code"]).number_format == "@"
        assert sheet.cell(row, columns["Reporting period"]).number_format == "@"
        assert "Q1 2019/20" in rule_of(sheet, row, "Reporting period").prompt


def test_a_directorate_or_a_post_gets_its_own_measures_only(fictional_plan, rows_of, opened):
    for name in ("directorate", "owner"):
        due = due_in(fictional_plan, Q4)
        whose = getattr(due[0][0], name)
        made = template_workbook(fictional_plan, Q4, **{name: whose.lower()})
        own = {m.code for m, _ in due if getattr(m, name) == whose}
        assert {line["Code"] for line in rows_of(made)} == own
        assert whose in opened(made)["Return"]["A2"].value  # as the plan writes it


def test_who_has_nothing_due_is_told_who_has(fictional_plan):
    with pytest.raises(UsageError, match=r"Nothing is due from 'Cats' in Q4 2023/24.*Streets"):
        template_workbook(fictional_plan, Q4, directorate="Cats")
    with pytest.raises(UsageError, match=r"Nothing is due from 'Cat' in Q4 2023/24"):
        template_workbook(fictional_plan, Q4, owner="Cat")


def test_a_post_that_is_nearly_right_is_asked_about(strategic_plan):
    with pytest.raises(UsageError, match="Did you mean 'Head of Waste and Recycling'"):
        template_workbook(strategic_plan, quarter(2019, 1), owner="Head of Waste & Recycling")
    with pytest.raises(UsageError, match=r"in Q1 2019/20\.$"):  # the plan knows that post
        template_workbook(strategic_plan, quarter(2019, 1), owner="Head of Waste and Recycling")
    with pytest.raises(UsageError, match="No measure of the plan is theirs"):
        template_workbook(strategic_plan, quarter(2019, 1), owner="Xyzzy")


def test_a_quarter_with_nothing_due_makes_no_template(fictional_plan):
    with pytest.raises(UsageError, match="Nothing is due"):
        template_workbook(dataclasses.replace(fictional_plan, measures=()), Q4)


def test_a_commentary_is_asked_for_where_a_figure_is_red(
    strategic_plan, real_templates, opened, rows_of
):
    """As spreadsheet programs work the rules out: moved from their first cell to each other."""
    formulas, made = {}, real_templates[2]
    for cells in opened(made)["Return"].conditional_formatting:
        (rule,) = cells.rules
        (formula,) = rule.formula
        (part,) = cells.sqref.ranges
        for row in range(part.min_row, part.max_row + 1):
            assert row not in formulas
            formulas[row] = re.sub(rf"(\$[A-Z]){part.min_row}\b", rf"\g<1>{row}", formula)
    due = due_in(strategic_plan, quarter(2019, 2))
    not_red = limits_of_red(strategic_plan, due, OUTTURNS.empty())
    lines = {(line["Code"], line["Reporting period"]): line["row"] for line in rows_of(made)}
    expected = {}
    for measure, period in due:
        ends = not_red.get((measure.id, period.id), (nan, nan))
        figure = f"ROUND($K{{row}},{measure.decimals})"
        missed = [
            f"{figure}{way}{end:.15g}"
            for end, way in zip(ends, "<>", strict=True)
            if not isnan(end)
        ]
        if missed:
            row = lines[measure.code, period.label]
            words = f"AND(ISNUMBER($K{{row}}),LEN($O{{row}})=0,OR({','.join(missed)}))"
            expected[row] = words.replace("{row}", str(row))
    assert formulas == expected
    assert {"<", ">"} <= {sign for formula in formulas.values() for sign in "<>" if sign in formula}


def test_making_nothing_imports_nothing_that_makes_workbooks():
    loaded = subprocess.run(
        [sys.executable, "-c", "import kpis.template, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "openpyxl" not in loaded
