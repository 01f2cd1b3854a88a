"""Files as systems lay them out, read as a mapping says: each figure, in its place."""

from typing import Any

import pytest

from kpis.errors import MappingError, UnreadableReturn
from kpis.readers import read_return
from kpis.readers.mapping import apply
from kpis.readers.mapping.column_mapping import Outturns
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells


@pytest.fixture
def read():
    """read(content, sheet="", **choices): the return of a file with what a person chose for it."""

    def with_mapping(content, sheet="", **choices):
        (preview,) = (each for each in sheet_cells("q2", content) if each.name == sheet)
        return read_return("q2", content, mapping_of(preview, **choices))

    return with_mapping


def values_of(raw, *names):
    return raw.rows[list(names)].values.tolist()


NATIONAL = [
    ["Table P1 - Households whose duty ended\nEngland, April to June 2019"],
    [],
    ["", "", "", "Households whose duty ended1,2", "", "Secured accommodation", ""],
    ["", "", "", "", "", "In all", "Stayed"],
    ["E92", "ENGLAND", "", 34290, "", 19440, 6840],
    [],
    ["E01", "Here", "London", 107, "", 36, 30],
    ["E02", "There", "London", "..", "", "..", ".."],
    ["E03", "Nowhere", "London", 0, "", 0, 0],
    ["", "", "", 400, "", 40, ""],
    ["", "Total", "", 107, "", 36, 30],
    ["Notes:"],
    ["1 ", "Households owed a duty"],
]
OF_NATIONAL: dict[str, Any] = {
    "header_row": 3,
    "header_rows": 2,
    "columns": {2: "area", 4: "denominator", 6: "numerator"},
    "fixed": {"measure": "4.4", "period": "2019-20-Q1"},
    "outturns": Outturns.FROM_PARTS,
    "marks": {"..": "[x]"},
}


def test_a_national_table_gives_the_share_it_does_not_print(read, workbook):
    def merge(book):
        book["P1"].merge_cells("F3:G3")

    content = workbook({"Contents": [["P1"]], "P1": NATIONAL}, edit=merge)
    raw = read(content, "P1", **OF_NATIONAL)
    assert values_of(raw, "area", "outturn", "numerator", "denominator", "outturn_cell") == [
        ["ENGLAND", "56.6929133858268", "19440", "34290", "F5"],
        ["Here", "33.6448598130841", "36", "107", "F7"],
        ["There", "[x]", "", "", "F8"],
        ["Nowhere", "[z]", "0", "0", "F9"],
    ]
    assert set(raw.rows["measure"]) == {"4.4"}
    assert set(raw.rows["period"]) == {"2019-20-Q1"}
    assert raw.notes == (
        "The mapping itself says the period, 2019-20-Q1: check that it still holds.",
        "Outturns are worked out: the numerator as a percentage of the denominator.",
        "Row 11 a total: not read, since its parts are.",
        "Row 10 with figures but no area: not read.",
        "Rows 12 to 13 without a figure: read as headings or notes.",
        "Figures are read from sheet 'P1' alone, as was pointed out. This sheet is not read: "
        "'Contents'.",
    )
    assert raw.cell(1, "denominator") == "D7"
    assert raw.cell(1, "period") == "F7"  # it stands in no cell of its own


ACTIVITIES = [["Activity", "Status", "Percent done"], ["A1.2", "On track", 40]]
TIDY = [["Measure", "Period", "Outturn"], ["5.2", "2019/20", 20.3]]


def test_beside_a_mapped_table_activities_are_read_and_other_sheets_told(workbook):
    def hide(book):
        book["Old"].sheet_state = "hidden"

    sheets = {
        "Contents": [["P1"]],
        "P1": NATIONAL,
        "Ours": TIDY,
        "Old": TIDY,
        "Empty": [],
        "Notes": [["Read this first"]],
        "What we did": ACTIVITIES,
    }
    content = workbook(sheets, edit=hide)
    preview = next(each for each in sheet_cells("q2", content) if each.name == "P1")
    raw = read_return("q2", content, mapping_of(preview, **OF_NATIONAL))
    assert set(raw.rows["sheet"]) == {"P1"}
    assert raw.activities[["sheet", "activity", "status"]].values.tolist() == [
        ["What we did", "A1.2", "On track"]
    ]
    assert [table.sheet for table in raw.tables] == ["P1", "What we did"]
    assert raw.notes[-2:] == (
        "Sheet 'Ours' has a table of figures, and only the one pointed out is read: send the "
        "sheet as a file of its own.",
        "Figures are read from sheet 'P1' alone, as was pointed out. These sheets are not read: "
        "'Contents', 'Old' (hidden).",
    )


def test_only_the_rows_asked_for_are_read_and_the_others_are_told(read, workbook):
    raw = read(workbook({"P1": NATIONAL}), "P1", **OF_NATIONAL | {"rows": {2: " here"}})
    assert values_of(raw, "area", "outturn_cell") == [["Here", "F7"]]
    assert "Only rows with ' here' in column B are read: 1 of 8." in raw.notes


def test_a_year_and_a_month_in_two_columns_are_one_period(read, old_workbook):
    table = [
        ["", "Title:", "Delayed days"],
        ["", "Provider level"],
        ["", "", "", "Days", "", "", "Beds"],
        ["", "Year", "Period", "NHS", "Social care", "", "Social care"],
        [],
        ["", "2019-20", "August", 55, 54, "", 17.9],
        ["", "2019-20", "January", 60, 58, "", 18.5],
        ["", "Notes:"],
    ]
    raw = read(
        old_workbook(table),
        "Return",
        header_row=3,
        header_rows=2,
        columns={2: "year", 3: "month", 7: "outturn"},
        fixed={"measure": "3.2", "area": "England"},
    )
    assert values_of(raw, "period", "period_cell", "area", "outturn", "outturn_cell") == [
        ["August 2019-20", "C6", "England", "17.9", "G6"],
        ["January 2019-20", "C7", "England", "18.5", "G7"],
    ]


@pytest.mark.parametrize(
    ("word", "part", "period"),
    [
        *(("quarter", "2", "Quarter 2 2019/20"), ("quarter", "Q2", "Q2 2019/20")),
        *(("month", "9", "Month 9 2019/20"), ("month", "12", "Month 12 2019/20")),
        *(("month", "13", "13"), ("quarter", "Q2 2018/19", "Q2 2018/19 beside 2019/20")),
    ],
)
def test_a_part_of_the_year_may_be_a_number(read, text, word, part, period):
    content = text([["When", "Year", "How many"], [part, "2019/20", "7"]])
    columns = {1: word, 2: "year", 3: "outturn"}
    raw = read(content, header_row=1, columns=columns, fixed={"measure": "5.2"})
    assert raw.rows["period"].tolist() == [period]


@pytest.mark.parametrize(
    ("heading", "period"), [("Financial year", "Jan FY 2019"), ("Year", "Jan 2019")]
)
def test_the_header_of_a_column_of_years_says_which_they_are(read, text, heading, period):
    content = text([["When", heading, "How many"], ["Jan", "2019", "7"]])
    columns = {1: "month", 2: "year", 3: "outturn"}
    raw = read(content, header_row=1, columns=columns, fixed={"measure": "8.1"})
    assert raw.rows["period"].tolist() == [period]


def test_a_survey_with_decimal_commas_days_and_shares_is_read(read, text):
    content = text(
        [
            ["Date", "Survey", "Borough", "Measure", "Proportion", "Force", "", ""],
            ["31/12/2014", "S", "Here", '"Good job" local', "0,56", "0,67", "", ""],
            ["31/12/2014", "S", "Here", "Listens", "0,6", "0,67", "", ""],
            ["30/6/2015", "S", "There", "Listens", "0,07", "0,67", "", ""],
        ]
    )
    raw = read(
        content,
        header_row=1,
        columns={1: "period", 3: "area", 5: "outturn"},
        rows={4: "listens"},
        fixed={"measure": "7.5"},
        outturns=Outturns.SHARES,
    )
    assert values_of(raw, "period", "area", "outturn", "outturn_kind", "outturn_cell") == [
        ["31/12/2014", "Here", "0.6", "percent", "E3"],
        ["30/6/2015", "There", "0.07", "percent", "E4"],
    ]
    assert "The file has decimal commas: 0,6 is read as 0.6." in raw.notes


def test_a_share_that_could_mean_two_numbers_is_asked_about(read, text):
    content = text([["Area", "Share"], ["Here", "0,56"], ["There", "1,234"]], ";")
    raw = read(
        content,
        header_row=1,
        columns={1: "area", 2: "outturn"},
        fixed={"measure": "5.2", "period": "2019/20"},
        outturns=Outturns.SHARES,
    )
    assert values_of(raw, "outturn", "outturn_kind") == [["0.56", "percent"], ["1,234", "either"]]


@pytest.mark.parametrize(
    ("typed", "outturn", "kind"),
    [
        (".56", ".56", "percent"),
        ("0.56", "0.56", "percent"),
        ("-.05", "-0.05", "percent"),
        ("+.56", "56%", "text"),
        (".56 [p]", "56% [p]", "text"),
        ("[r] 0.5625", "[r] 56.25%", "text"),
        ("0.56¹", "56%¹", "text"),
        ("56%", "56%", "text"),
        ("[x]", "[x]", "text"),
        (".", ".", "text"),
    ],
)
def test_a_share_is_a_share_however_it_is_written(read, text, typed, outturn, kind):
    raw = read(
        text([["Area", "Share"], ["Here", typed]], "\t"),
        header_row=1,
        columns={1: "area", 2: "outturn"},
        fixed={"measure": "5.2", "period": "2019/20"},
        outturns=Outturns.SHARES,
    )
    ((found, of_kind),) = values_of(raw, "outturn", "outturn_kind")
    assert (found.replace("0.56", ".56"), of_kind) == (outturn.replace("0.56", ".56"), kind)


WELL_BEING = [
    ["", "", "Satisfaction", "", "", "Anxiety", ""],
    ["Code", "Area", "2017/18", "2018/19", "", "2017/18", "2018/19"],
    ["E01", "Here", 7.5, "x", "", 3.1, 3.2],
    ["E02", "There", 7.6, 7.7, "", 3.3, ""],
]


def test_one_of_several_headings_above_the_same_years_is_read(read, workbook):
    raw = read(
        workbook({"Scores": WELL_BEING}),
        "Scores",
        header_row=1,
        header_rows=2,
        columns={2: "area", 6: "period:", 7: "period:2018/19"},
        fixed={"measure": "3.5"},
        marks={"x": "[c]"},
    )
    assert values_of(raw, "area", "period", "period_cell", "outturn", "outturn_cell") == [
        ["Here", "2017/18", "F2", "3.1", "F3"],
        ["Here", "2018/19", "G3", "3.2", "G3"],
        ["There", "2017/18", "F2", "3.3", "F4"],
    ]


def test_a_sign_in_place_of_a_figure_is_the_marker_it_stands_for(read, workbook):
    raw = read(
        workbook({"Scores": WELL_BEING}),
        "Scores",
        header_row=2,
        columns={2: "area", 4: "period:"},
        fixed={"measure": "3.5"},
        marks={"X": "[c]"},
    )
    assert raw.rows["outturn"].tolist() == ["[c]", "7.7"]


def test_a_year_above_several_columns_heads_each_of_them(read, workbook):
    bands = [
        ["", "2017/18", "", "2018/19", ""],
        ["Area", "Low", "High", "Low", "High"],
        ["Here", 1, 2, 3, 4],
    ]
    raw = read(
        workbook({"Bands": bands}),
        "Bands",
        header_row=1,
        header_rows=2,
        columns={1: "area", 3: "period:", 5: "period:"},
        fixed={"measure": "3.5"},
    )
    assert values_of(raw, "period", "period_cell", "outturn") == [
        *(["2017/18", "B1", "2"], ["2018/19", "D1", "4"]),
    ]


def test_a_column_for_each_measure_gives_the_figures_of_each(read, text):
    content = text(
        [["Our figures"], ["Month", "Recycling", "", "Jobs"], ["Sep-19", "21", "", "1,204"]], ";"
    )
    columns = {1: "period", 2: "measure:5.2", 4: "measure:1.5"}
    raw = read(content, header_row=2, columns=columns)
    assert values_of(raw, "measure", "period", "outturn", "outturn_cell") == [
        *(["5.2", "Sep-19", "21", "B3"], ["1.5", "Sep-19", "1,204", "D3"]),
    ]


def test_a_row_with_a_commentary_alone_is_kept_for_validation_to_ask(read, text):
    content = text([["Indicator group", "As of", "No.", "Why"], ["5.2", "2019/20", "", "late"]])
    columns = {1: "measure", 2: "period", 3: "outturn", 4: "commentary"}
    raw = read(content, header_row=1, columns=columns)
    assert values_of(raw, "outturn", "commentary") == [["", "late"]]


def test_the_separator_is_the_one_that_uncovers_the_mapped_header(text):
    table = [["Who", "How much"], *[["5.2", "many, many, many, many"]] * 5, ["5.2", "23,4"]]
    content = text(table, ";").replace(b'"', b"")
    (preview,) = sheet_cells("q2", text(table[:1], ";") + b"5.2;1\n")
    mapping = mapping_of(
        preview, header_row=1, columns={1: "measure", 2: "outturn"}, fixed={"period": "2019/20"}
    )
    raw = read_return("q2", content, mapping)
    assert raw.rows["outturn"].tolist()[-1] == "23.4"


def test_a_mapping_is_used_again_where_the_header_has_moved_or_the_sheet_been_renamed(workbook):
    (preview,) = sheet_cells("q1", workbook({"P1": NATIONAL}))
    mapping = mapping_of(preview, **OF_NATIONAL)
    later = workbook({"Cover": [["x"]], "P1 (Q2)": [["More"], ["titles"], *NATIONAL]})
    raw = read_return("q2", later, mapping)
    assert raw.tables[0].sheet == "P1 (Q2)"
    assert raw.tables[0].header_row == 6
    assert raw.rows["outturn_cell"].tolist() == ["F7", "F9", "F10", "F11"]


def test_a_mapping_that_does_not_fit_is_told_with_a_header_it_looked_for(workbook, text):
    (preview,) = sheet_cells("q1", workbook({"P1": NATIONAL}))
    mapping = mapping_of(preview, **OF_NATIONAL)
    sentence = r"In sheet 'P1' the headers .* \('Households whose duty ended1,2' above column D\)"
    for content in (workbook({"P1": NATIONAL[4:]}), workbook({"P2": [["a"]]}), text([["a", "b"]])):
        with pytest.raises(MappingError, match=sentence):
            read_return("q2", content, mapping)


def test_hidden_rows_are_read_like_the_others_and_told(workbook):
    def hide(book):
        book["P1"].row_dimensions[7].hidden = True

    content = workbook({"P1": NATIONAL}, edit=hide)
    (preview,) = sheet_cells("q1", content)
    raw = read_return("q2", content, mapping_of(preview, **OF_NATIONAL))
    assert raw.notes[-1] == "Row 7 hidden: read like the others."
    assert "F7" in raw.rows["outturn_cell"].tolist()


def test_a_table_without_a_figure_gives_no_rows(read, text):
    raw = read(
        text([["Area", "Share"]]),
        header_row=1,
        columns={1: "area", 2: "outturn"},
        fixed={"measure": "5.2", "period": "2019/20"},
    )
    assert raw.rows.empty
    assert len(raw.tables) == 1


def test_more_rows_than_any_return_has_are_refused_and_fewer_can_be_asked_for(read, monkeypatch):
    monkeypatch.setattr(apply, "MOST_CELLS", 1_000)
    content = b"Area,Share\n" + b"There,5\n" * 1_000 + b"Here,7\n"
    choices = {
        "header_row": 1,
        "columns": {1: "area", 2: "outturn"},
        "fixed": {"measure": "5.2", "period": "2019/20"},
    }
    with pytest.raises(UnreadableReturn, match="name the rows that belong to the return"):
        read(content, **choices)
    assert read(content, **choices, rows={1: "Here"}).rows["outturn_cell"].tolist() == ["B1002"]
