"""What stands in the workbook of a plan, and what helps whoever fills it in."""

import pytest

from kpis.errors import PlanError, UsageError
from kpis.model import Polarity
from kpis.plan import schema
from kpis.plan.files import read_plan_files
from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW, MEANING_ROW
from kpis.plan_book.offers import LISTS
from kpis.plan_book.sheets import SHEETS
from kpis.plan_book.write import plan_workbook
from kpis.use_cases.plans.workbook import export_plan

# Lists and tables that stand on a sheet of their own, by the model they are a key of.
ON_OTHER_SHEETS = {
    schema.PlanFile: {
        *("priorities", "area_names", "comparator_sets"),
        *("rating", "first_figures", "agreed"),
        "principles",
    },
    schema.BoroughFile: {
        *("topics", "facts", "challenges", "delivers", "spending", "contacts"),
    },
    schema.MeasureFile: {
        *("themes", "published", "breaks", "baselines", "suspensions"),
        *("rating", "every_year", "years", "parts"),
    },
    schema.PartEntry: {"rating", "every_year", "years"},
    schema.AimEntry: {"earlier"},
    schema.RatingEntry: {"names"},
    schema.PublicationFile: {"publisher", "contact", "accessibility", "licence"},  # keys of these
}


@pytest.fixture(scope="module")
def workbook(opened, exported):
    """The workbook of the smallest plan. Only to be read."""
    return opened(exported)


def headers(page) -> list[str]:
    return [cell.value for cell in page[HEADER_ROW] if cell.value]


def rows(page) -> list[dict]:
    lines = page.iter_rows(min_row=FIRST_ROW, values_only=True)
    return [dict(zip(headers(page), line, strict=False)) for line in lines if line[0] is not None]


def test_every_key_of_a_plans_files_has_its_column():
    for sheet in SHEETS:
        told = {column.path[0] for column in sheet.columns if len(column.path) == 1}
        keys = {each.alias or name for name, each in sheet.model.model_fields.items()}
        assert told == keys - ON_OTHER_SHEETS.get(sheet.model, set())


def test_every_kind_of_thing_stands_on_a_sheet_with_a_row_for_each(folder, opened):
    book = opened(export_plan(folder))
    tables = read_plan_files(folder).tables
    measures = [table for file, table in tables.items() if file.startswith("measures/")]
    assert len(rows(book["Measures"])) == len(measures)
    assert len(rows(book["Priorities"])) == len(tables["plan.toml"]["priorities"])
    assert len(rows(book["Outcomes"])) == len(tables["outcomes.toml"]["outcomes"])
    assert len(rows(book["Themes and boards"])) == len(tables["themes.toml"]["themes"])
    assert len(rows(book["Activities"])) == len(tables["activities.toml"]["activities"])
    assert len(rows(book["Calendar"])) == len(tables["calendar.toml"].get("quarters", {}))
    parts = [part for table in measures for part in table.get("parts", [])]
    assert [row["Id *"] for row in rows(book["Parts"])] == [part["id"] for part in parts]
    years = sum(len(table.get("years", {})) for table in [*measures, *parts])
    named = [row for row in rows(book["Aims by year"]) if row["Year *"] != "every year"]
    assert len(named) == years


def test_figures_are_numbers_and_days_are_days(workbook, fictional):
    aims = {(r["Measure or part *"], r["Year *"]): r for r in rows(workbook["Aims by year"])}
    table = read_plan_files(fictional).tables["measures/bins_on_time.toml"]
    year, aim = next(iter(table["years"].items()))
    assert aims["bins_on_time", year]["Target"] == aim["target"]
    measure = next(r for r in rows(workbook["Measures"]) if r["Id *"] == "bins_on_time")
    assert measure["Reviewed on *"].date() == table["reviewed_on"]
    assert measure["Outcome *"] == table["outcome"]


def test_an_enumeration_has_a_drop_down_and_every_column_says_what_it_is_for(workbook):
    page = workbook["Measures"]
    place = headers(page).index("Polarity *") + 1
    cell = page.cell(FIRST_ROW, place).coordinate
    (rule,) = (each for each in page.data_validations.dataValidation if cell in each.sqref)
    assert rule.type == "list"
    assert rule.formula1 == f'"{",".join(Polarity)}"'
    assert page.cell(MEANING_ROW, place).value == "which way is better"
    assert rule.prompt == "Which way is better."
    for column in range(1, len(headers(page)) + 1):
        assert page.cell(MEANING_ROW, column).value


def rule_of(page, header: str):
    """The drop-down or message of the cells below a header."""
    cell = page.cell(FIRST_ROW, headers(page).index(header) + 1).coordinate
    (rule,) = (each for each in page.data_validations.dataValidation if cell in each.sqref)
    return rule


@pytest.mark.parametrize(
    ("sheet", "header", "on", "column"),
    [
        ("Outcomes", "Priority *", "Priorities", "A"),
        ("Measures", "Outcome *", "Outcomes", "A"),
        ("Measures", "Whole", "Measures", "A"),
        ("Activities", "Outcome *", "Outcomes", "A"),
        ("Measures and themes", "Theme *", "Themes and boards", "A"),
        ("Breaks", "Measure *", "Measures", "A"),
    ],
)
def test_an_id_is_chosen_among_those_of_its_sheet_as_rows_are_added(
    workbook, sheet, header, on, column
):
    rule = rule_of(workbook[sheet], header)
    assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", "warning", True)
    cells = f"'{on}'!${column}${FIRST_ROW}"
    assert rule.formula1.startswith(f"OFFSET({cells},0,0,MAX(1,COUNTA({cells}:")


@pytest.mark.parametrize(
    ("sheet", "header", "offered"),
    [
        ("Aims by year", "Measure or part *", ["bins_on_time", "frogs"]),
        ("Aims by year", "Year *", ["2023/24", "2024/25", "2025/26", "every year"]),
        ("Aims by year", "Set by", ["Cabinet, March 2023", "Cabinet, March 2024"]),
        ("Measures", "Owner *", ["Head of Bins", "Ranger"]),
        ("Measures", "Retired", ["2023-24-Q1", "2025-26-Q4"]),
        ("Activities", "Directorate", ["Streets"]),
    ],
)
def test_what_is_in_use_is_offered_and_something_new_is_taken(workbook, sheet, header, offered):
    rule = rule_of(workbook[sheet], header)
    assert (rule.type, rule.showErrorMessage) == ("list", False)
    name, cells = rule.formula1.split("!")
    assert name == f"'{LISTS}'"
    values = [row[0].value for row in workbook[LISTS][cells.replace("$", "")]]
    assert set(offered) <= set(values)
    assert [each for each in values if each in offered] == offered


def test_beside_every_id_stands_what_it_is_called(folder, opened):
    book = opened(export_plan(folder))
    tables = read_plan_files(folder).tables
    titles = {file[9:-5]: table.get("title") for file, table in tables.items()}
    titles |= {part["id"]: part["title"] for t in tables.values() for part in t.get("parts", [])}
    aims = rows(book["Aims by year"])
    assert aims
    for row in aims:
        assert row["Measure or part: title"] == titles[row["Measure or part *"]]
    outcomes = {each["number"]: each["title"] for each in tables["outcomes.toml"]["outcomes"]}
    for row in rows(book["Measures"]):
        assert row["Outcome: title"] == outcomes[row["Outcome *"]]


def test_every_sheet_says_how_to_change_it_and_keeps_its_headers_in_sight_and_on_paper(workbook):
    for sheet in SHEETS:
        page = workbook[sheet.name]
        assert [page["A2"].value, page["A3"].value] == [sheet.about, sheet.how]
        assert sheet.how.endswith(".")
        assert page.freeze_panes.endswith(str(FIRST_ROW))
        assert page.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
        assert page.page_setup.orientation == "landscape"


def test_a_row_added_below_has_the_format_of_those_above(workbook):
    page = workbook["Aims by year"]
    year = page.column_dimensions["C"]
    assert year.number_format == "@"
    assert page.column_dimensions["B"].fill != year.fill


def test_a_plan_of_more_than_can_be_read_back_is_not_written(fictional, monkeypatch):
    monkeypatch.setattr("kpis.plan_book.write.MOST_CELLS", 100)
    with pytest.raises(UsageError, match="fills more than 100 cells"):
        export_plan(fictional)


def test_messages_are_no_longer_than_excel_takes(workbook):
    for page in workbook:
        for rule in page.data_validations.dataValidation:
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 225
            assert len(rule.promptTitle) <= 32
            assert len(rule.formula1 or "") <= 255
            assert rule.showInputMessage


def test_the_first_sheet_names_all_others(workbook):
    told = [row[0].value for row in workbook.worksheets[0].iter_rows(max_col=1)]
    assert told[-len(SHEETS) :] == [sheet.name for sheet in SHEETS]
    assert workbook.sheetnames[1:] == [*told[-len(SHEETS) :], LISTS]


def test_a_text_no_cell_has_room_for_is_named(fictional):
    tables = read_plan_files(fictional).tables
    tables["measures/frogs.toml"]["definition"] = "x" * 32_767
    plan_workbook(tables)
    tables["measures/frogs.toml"]["definition"] += "x"
    with pytest.raises(UsageError, match=r"measures/frogs\.toml: definition: It is too long"):
        plan_workbook(tables)


def test_a_plan_with_faults_is_not_written(tmp_path):
    with pytest.raises(PlanError, match="Mend the files first"):
        export_plan(tmp_path / "none")
