"""Which tables are of activities, which rows were filled in, and where each cell stands."""

from datetime import date

import pytest

from kpis.readers import read_return
from kpis.readers.raw import ACTIVITY_FIELDS, ACTIVITY_FIELDS_WITH_KIND, RAW_ACTIVITIES

HEADER = ["Activity", "Status", "Percent done", "Expected date", "Revised date", "Comment"]
DONE = ["A1.1", "Completed", "100", "2019-09-30", "", "All of it"]


@pytest.fixture
def read(text):
    """read(table): the RawReturn of a CSV."""
    return lambda table: read_return("q2.csv", text(table))


@pytest.fixture
def rows(read):
    return lambda table: read(table).activities.to_dict("records")


def test_there_is_a_column_for_every_field_its_kind_and_the_place_of_the_period():
    kinds = (f"{name}_kind" for name in ACTIVITY_FIELDS_WITH_KIND)
    expected = ["sheet", "row", *ACTIVITY_FIELDS, *kinds, "period_cell"]
    assert list(RAW_ACTIVITIES.columns) == expected


def test_a_row_carries_its_fields_kinds_and_addresses(read):
    raw = read([HEADER, DONE])
    (row,) = RAW_ACTIVITIES.check(raw.activities).to_dict("records")
    assert row["activity"] == "A1.1"
    assert (row["status"], row["percent_done"], row["comment"]) == (
        "Completed",
        "100",
        "All of it",
    )
    assert (row["expected_on"], row["expected_on_kind"]) == ("2019-09-30", "text")
    assert (row["revised_on"], row["revised_on_kind"]) == ("", "empty")
    (table,) = raw.tables
    assert (table.layout, table.header_row) == ("activities", 1)
    assert table.columns["status"] == "B"
    assert raw.rows.empty
    assert not raw.passed_over


@pytest.mark.parametrize(
    "header",
    [
        ["Action", "Progress", "% complete", "Due", "Revised due date", "Update"],
        [
            "Activity code",
            "Delivery status",
            "Progress (%)",
            "Completion date",
            "New date",
            "Notes",
        ],
        ["Code", "Status", "Percentage complete", "Deadline", "Forecast", "Comments"],
        ["Ref", "Current status", "Done", "By when", "Revised", "Progress update"],
        ["ACTION REF", "status", "%", "Target date", "Revised\ndeadline", "Commentary"],
        ["Activity", "Status", "Per cent complete", "Planned end date", "Forecast date", "Reason"],
    ],
)
def test_header_words_that_people_use_are_understood(read, header):
    raw = read([header, DONE])
    assert list(raw.tables[0].columns) == [
        *("activity", "status", "percent_done", "expected_on", "revised_on", "comment")
    ]
    assert not raw.tables[0].unknown


def test_a_code_is_surer_than_a_title_and_a_row_number_is_neither(read):
    raw = read([["No", "Activity", "Code", "Status"], ["1", "Dig ponds", "A1.1", "On track"]])
    (row,) = raw.activities.to_dict("records")
    assert (row["activity"], row["activity_also"]) == ("A1.1", "Dig ponds")


def test_an_untouched_row_is_not_returned(rows):
    table = [
        HEADER,
        ["A1.1"],
        ["A1.2", "", "", "2019-12-31"],
        DONE,
        ["A1.3", "", "", "", "", "Why"],
    ]
    assert [row["row"] for row in rows(table)] == [4, 5]


def test_words_of_an_earlier_quarter_and_of_people_are_passed_over_in_silence(read):
    header = [
        "Activity",
        "Status last quarter",
        "Status",
        "RAG",
        "Owner",
        "Previous comment",
        "Xyz",
    ]
    raw = read([header, ["A1.1", "Delayed", "On track", "G", "Me", "Old", "?"]])
    assert raw.activities["status"].tolist() == ["On track"]
    assert raw.tables[0].unknown == (("Xyz", "G1"),)


def test_two_columns_that_say_the_same_are_told(read):
    raw = read([["Activity", "Status", "Status"], ["A1.1", "On track", "Delayed"]])
    assert raw.tables[0].duplicates == (("Status", "B1", "C1"),)


@pytest.mark.parametrize(
    ("heading", "quarter"),
    [
        ("Activities: return for Q2 2019/20", "Q2 2019/20"),
        ("2019/20 Q2 update", "2019/20 Q2"),
        ("Quarter 2 2019-20", "Quarter 2 2019-20"),
        ("From Q1 2019/20 to Q2 2019/20", ""),
        ("Activities of the plan 2019/20", ""),
    ],
)
def test_the_quarter_may_stand_in_a_heading_above_the_table(rows, heading, quarter):
    (row,) = rows([[heading], ["Please return by Friday"], HEADER, DONE])
    assert row["period"] == quarter
    assert row["period_cell"] == ("A1" if quarter else "")


def test_a_period_column_goes_before_the_heading_and_the_heading_fills_its_gaps(rows):
    first, second = rows(
        [
            ["Q2 2019/20"],
            ["Activity", "Quarter", "Status"],
            ["A1.1", "Q1 2019/20", "On track"],
            ["A1.2", "", "On track"],
        ]
    )
    assert (first["period"], first["period_cell"]) == ("Q1 2019/20", "B3")
    assert (second["period"], second["period_cell"]) == ("Q2 2019/20", "A1")


def test_the_name_of_a_sheet_may_say_the_quarter(workbook):
    raw = read_return("q2.xlsx", workbook({"Q2 2019-20": [HEADER, DONE]}))
    assert raw.activities["period"].tolist() == ["Q2 2019-20"]


def test_a_workbook_may_hold_figures_and_activities(workbook):
    figures = [["Code", "Period", "Outturn"], ["5.2", "Q2 2019/20", 23.4]]
    activities = [
        ["Activities for Q2 2019/20"],
        HEADER,
        ["A1.1", "On track", 40, date(2019, 12, 31), None, "Going well"],
    ]
    raw = read_return("q2.xlsx", workbook({"Return": figures, "Activities": activities}))
    assert raw.rows["outturn"].tolist() == ["23.4"]
    (row,) = raw.activities.to_dict("records")
    assert (row["sheet"], row["row"]) == ("Activities", 3)
    assert (row["percent_done"], row["percent_done_kind"]) == ("40", "number")
    assert (row["expected_on"], row["expected_on_kind"]) == ("2019-12-31", "date")
    assert [table.layout for table in raw.tables] == ["tidy", "activities"]


@pytest.mark.parametrize(
    "table",
    [
        [["Code", "Status", "Period", "Outturn"], ["5.2", "Green", "Q2 2019/20", "23"]],
        [["Ref", "Status", "Due date", "Period", "Actual"], ["5.2", "x", "y", "Q2 2019/20", "23"]],
        [["Code", "Status", "Due date", "Q1 2019/20", "Q2 2019/20"], ["5.2", "x", "y", "1", "2"]],
    ],
)
def test_a_table_of_figures_with_a_status_stays_one_of_figures(read, table):
    raw = read(table)
    assert raw.activities.empty
    assert len(raw.rows) >= 1


def test_a_table_of_activities_without_a_status_is_told_of(read):
    raw = read([["Activity", "Expected date", "Comment"], ["A1.1", "2019-12-31", "Soon"]])
    (passed,) = raw.passed_over
    assert "activities table" in passed.reason
    assert "head it Status" in passed.reason


def test_a_merged_activity_names_each_of_its_rows(workbook):
    def merge(book):
        book["Return"].merge_cells("A2:A3")

    table = [["Activity", "Period", "Status"], ["A1.1", "Q1 2019/20", "On track"]]
    content = workbook([*table, [None, "Q2 2019/20", "Completed"]], edit=merge)
    raw = read_return("q2.xlsx", content)
    assert raw.activities["activity"].tolist() == ["A1.1", "A1.1"]


def test_a_file_without_activities_has_an_empty_frame(read):
    raw = read([["Code", "Period", "Outturn"], ["5.2", "Q2 2019/20", "1"]])
    assert RAW_ACTIVITIES.check(raw.activities).empty
    assert set(ACTIVITY_FIELDS) <= set(raw.activities.columns)
