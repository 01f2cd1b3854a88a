"""Where a table starts and which layout it has, in sheets as people lay them out."""

import datetime as dt

import pytest

from kpis.readers import read_return

TIDY = ["Code", "Period", "Outturn"]


@pytest.fixture
def table(text):
    """table(rows): the one table found in a CSV of these rows."""

    def only_table(rows):
        (table,) = read_return("q2.csv", text(rows)).tables
        return table

    return only_table


@pytest.fixture
def reason(text):
    """reason(rows): why no table was found in a CSV of these rows."""

    def reason_of(rows) -> str:
        raw = read_return("q2.csv", text(rows))
        assert raw.tables == ()
        assert raw.rows.empty
        return raw.passed_over[0].reason

    return reason_of


def test_a_table_starts_where_its_header_is(table):
    title_block = [["Place directorate"], [], ["Return for Q2 2019/20"], ["", "Please check"]]
    table_found = table([*title_block, ["", "", *TIDY], ["", "", "5.2", "x", "1"]])
    assert (table_found.layout, table_found.header_row) == ("tidy", 5)
    assert table_found.columns == {"measure": "C", "period": "D", "outturn": "E"}
    assert table_found.headers == {"measure": "Code", "period": "Period", "outturn": "Outturn"}


def test_a_header_below_a_long_title_block_is_found(table):
    assert table([*([f"Line {number}"] for number in range(70)), TIDY]).header_row == 71


def test_columns_may_stand_in_any_order(table):
    table_found = table([["Outturn", "Commentary", "Measure", "Period"]])
    assert table_found.columns == {"outturn": "A", "commentary": "B", "measure": "C", "period": "D"}


def test_one_column_for_each_period_makes_a_wide_table(table):
    table_found = table([["Code", "Measure", "Q1 2019/20", "Q2 2019/20"], ["5.2", "x", "1", "2"]])
    assert table_found.layout == "wide"
    assert table_found.columns == {"measure": "A", "measure_also": "B"}


@pytest.mark.parametrize(
    "period",
    [
        *("Q2 2019/20", "2019-20 Q2", "Jul-Sep 2019", "Sep-19", "2019/20", "2019", "30/09/2019"),
        *("Q2 2019/20 outturn", "Actual 2019/20", "Outturn: Q2 2019/20", "2018/19 (academic)"),
        # In doubt, but periods: validation says what to write.
        *("Q2 2019", "2009-10", "Q2", "Survey 2019"),
    ],
)
def test_headers_that_mean_a_period_make_a_column_of_figures(text, period):
    raw = read_return("q2.csv", text([["Code", period], ["5.2", "23"]]))
    assert raw.tables[0].layout == "wide"
    assert raw.rows["outturn"].tolist() == ["23"]
    assert raw.rows["period_cell"].tolist() == ["B1"]


def test_words_beside_a_period_are_left_out_of_it(text):
    raw = read_return("q2.csv", text([["Code", "Outturn - Q2 2019/20"], ["5.2", "23"]]))
    assert raw.rows["period"].tolist() == ["Q2 2019/20"]


@pytest.mark.parametrize(
    ("header", "period"),
    [
        *(("Q2 2019/20¹", "Q2 2019/20"), ("Q2 2019/20 (1)", "Q2 2019/20")),
        *(("Q2 2019/20 [note 1]", "Q2 2019/20"), ("2019/20*", "2019/20")),
        *(("Outturn Q2 2019/20 (%)", "Q2 2019/20"), ("As at 30/09/2019", "As at 30/09/2019")),
        *(("Q2 2019/20\n(Jul-Sep) [p]", "Q2 2019/20"), ("Sep-19 (number)¹,²", "Sep-19")),
    ],
)
def test_footnotes_units_and_months_beside_a_period_are_left_out_of_it(text, header, period):
    raw = read_return("q2.csv", text([["Code", header], ["5.2", "23"]]))
    assert raw.rows["period"].tolist() == [period]
    assert raw.rows["marker"].tolist() == ["[p]" if "[p]" in header else ""]


@pytest.mark.parametrize(
    "header",
    [
        *("Q2 2019/20 (Jul-Sep)", "Jul-Sep 2019 (Q2 2019/20)", "Quarter 2 (2019/20)"),
        *("Quarter ending 30 June 2019", "2nd quarter 2019/20", "Year to 31 March 2019"),
    ],
)
def test_a_header_that_says_its_period_in_two_ways_or_in_words_is_one_of_figures(text, header):
    raw = read_return("q2.csv", text([["Code", header], ["5.2", "23"]]))
    assert raw.rows["period"].tolist() == [header]
    assert raw.rows["outturn"].tolist() == ["23"]


@pytest.mark.parametrize(
    ("header", "marker"),
    [
        *(("2019/20 [p]", "[p]"), ("2019/20 (p)", "[p]"), ("2019/20 (provisional)", "[p]")),
        *(("2019/20 revised", "[r]"), ("2019/20 - Revised", "[r]"), ("2019/20 (1) [r]", "[r]")),
    ],
)
def test_a_marker_in_the_header_is_of_the_figures_below_it(text, header, marker):
    rows = [
        ["Code", "2018/19", header],
        ["5.2", "21", "23"],
        ["1.3", "4", "[c]"],
        ["7.2", "", "<5"],
    ]
    raw = read_return("q2.csv", text(rows))
    assert raw.rows["marker"].tolist() == ["", marker, "", "", ""]
    assert set(raw.rows["period"]) == {"2018/19", "2019/20"}


def test_a_marker_beside_the_figure_comes_before_that_of_the_header(text):
    rows = [["Code", "2019/20 [p]", "Marker"], ["5.2", "21", "[r]"], ["1.3", "[r] 4", ""]]
    assert read_return("q2.csv", text(rows)).rows["marker"].tolist() == ["[r]", ""]


@pytest.mark.parametrize("header", ["Q2 2019/20 (Apr-Jun)", "Q2 2019/20 (plan)", "Q2 to Q3"])
def test_a_header_that_may_mean_another_period_is_told_and_not_read(table, header):
    table_found = table([["Code", "Q1 2019/20", header], ["5.2", "23", "46"]])
    assert [words for words, _ in table_found.unknown] == [header]


def test_a_target_of_a_period_is_no_column_of_figures(table, text):
    rows = [
        ["Code", "Q2 2019/20", "Target Q2 2019/20", "2019/20 target"],
        ["5.2", "23", "24", "25"],
    ]
    assert read_return("q2.csv", text(rows)).rows["outturn"].tolist() == ["23"]
    assert table(rows).unknown == ()


def test_date_cells_head_periods_in_a_wide_workbook(workbook):
    rows = [["Code", dt.date(2019, 6, 30), dt.date(2019, 9, 30)], ["5.2", 22, 23]]
    raw = read_return("q2.xlsx", workbook(rows))
    assert raw.rows["period"].tolist() == ["2019-06-30", "2019-09-30"]
    assert raw.rows["period_kind"].tolist() == ["date", "date"]


def test_a_figure_that_is_no_year_heads_no_period(workbook):
    raw = read_return("q2.xlsx", workbook([["Code", 2019, True], ["7.2", 240, 230]]))
    assert raw.rows["outturn"].tolist() == ["240"]


def test_a_year_as_a_number_heads_a_period(workbook):
    raw = read_return("q2.xlsx", workbook([["Code", 2018, 2019], ["7.2", 240, 230]]))
    assert raw.rows["period"].tolist() == ["2018", "2019"]
    assert raw.rows["period_kind"].tolist() == ["number", "number"]


def test_an_outturn_column_with_its_period_makes_a_table_tidy_whatever_stands_beside(table):
    table_found = table([[*TIDY, "Q1 2019/20"], ["5.2", "Q2 2019/20", "23", "22"]])
    assert table_found.layout == "tidy"
    assert table_found.unknown == (("Q1 2019/20", "D1"),)


QUARTERS = ["Q1", "Q2", "Q3"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Measure", "2019/20", "", ""], ["", "", *QUARTERS]],
        [["", "", "2019/20", "", ""], ["Code", "Measure", *QUARTERS]],
    ],
    ids=["measure named above", "measure named below"],
)
def test_years_above_their_quarters_are_read_together(text, rows):
    raw = read_return("q2.csv", text([*rows, ["5.2", "Recycling", "21", "22", "23"]]))
    assert raw.rows["period"].tolist() == ["Q1 2019/20", "Q2 2019/20", "Q3 2019/20"]
    assert raw.rows["outturn"].tolist() == ["21", "22", "23"]
    assert raw.rows["period_cell"].tolist() == ["C2", "D2", "E2"]
    assert raw.tables[0].header_row == 2
    assert raw.tables[0].columns == {"measure": "A", "measure_also": "B"}


@pytest.mark.parametrize(
    ("year", "months", "periods"),
    [
        ("2019/20", ["Apr", "May", "Mar"], ["Apr 2019/20", "May 2019/20", "Mar 2019/20"]),
        ("2019", ["January", "Sept."], ["January 2019", "Sept. 2019"]),
    ],
)
def test_months_below_a_year_are_read_together(text, year, months, periods):
    figures = [str(number) for number in range(len(months))]
    rows = [["", "", year], ["Code", "", *months], ["5.2", "", *figures]]
    raw = read_return("q2.csv", text(rows))
    assert raw.rows["period"].tolist() == periods
    assert raw.rows["outturn"].tolist() == figures


def test_months_beside_blank_columns_are_read(text):
    rows = [["Code", "", "Apr-19", "", "May-19", ""], ["5.2", "", "7", "", "8", ""]]
    raw = read_return("q2.csv", text(rows))
    assert raw.rows["outturn_cell"].tolist() == ["C2", "E2"]


def test_a_column_headed_beside_the_years_is_told_where_its_header_is(table):
    rows = [["Code", "2019/20", "", "Sign-off"], ["", "Q1", "Q2", ""], ["5.2", "1", "2", "yes"]]
    assert table(rows).unknown == (("Sign-off", "D1"),)


def test_years_merged_over_their_quarters_are_read_together(workbook):
    def merge(book):
        for block in ("A1:A2", "B1:D1", "E1:F1", "G1:G2"):
            book.active.merge_cells(block)

    years = ["Code", "2018/19", None, None, "2019/20", None, "Commentary"]
    quarters = [None, "Q2", "Q3", "Q4", "Q1", "Q2", None]
    raw = read_return(
        "q2.xlsx", workbook([years, quarters, ["5.2", 1, 2, 3, 4, 5, "why"]], edit=merge)
    )
    assert raw.rows["period"].tolist() == [
        *("Q2 2018/19", "Q3 2018/19", "Q4 2018/19"),
        *("Q1 2019/20", "Q2 2019/20"),
    ]
    assert raw.rows["commentary"].tolist() == ["", "", "", "", "why"]


def test_a_period_that_heads_two_columns_is_told_as_a_duplicate(table):
    table_found = table([["Code", "2018/19", "2019/20", "2018/19"], ["5.2", "1", "2", "3"]])
    assert table_found.duplicates == (("2018/19", "B1", "D1"),)


def test_a_field_that_heads_two_columns_is_told_as_a_duplicate(table):
    table_found = table([["Code", "Period", "Outturn", "Actual"]])
    assert table_found.columns["outturn"] == "C"
    assert table_found.duplicates == (("Actual", "C1", "D1"),)


def test_columns_that_a_wide_table_cannot_place_are_told(table):
    table_found = table([["Code", "Q1 2019/20", "Q2 2019/20", "Numerator", "Sign-off"]])
    assert table_found.unknown == (("Numerator", "D1"), ("Sign-off", "E1"))


def test_a_year_alone_serves_as_the_period(table):
    assert table([["Code", "Year", "Outturn"]]).columns["period"] == "B"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Code", "Period", "Target"]],
            "row 1 looks like its header but has no column for the outturn (head it Outturn)",
        ),
        (
            [["Title"], ["Code", "Outturn"]],
            "row 2 looks like its header but has no column for "
            "the reporting period (head it Period)",
        ),
        (
            [["Period", "Outturn"]],
            "row 1 looks like its header but has no column for "
            "the measure (head it Measure or Code)",
        ),
        (
            [["Ours"], ["", "Q1 2019/20", "Q2 2019/20"]],
            "row 2 has a column for each period but none headed Measure or Code",
        ),
        ([["Milk", "Bread"], ["2", "1"]], "no row of it has the headers of a return"),
    ],
)
def test_a_sheet_without_a_table_says_what_it_lacks(reason, rows, expected):
    assert reason(rows) == expected


def test_every_sheet_with_a_table_is_read_and_the_others_are_told(workbook):
    sheets = {
        "Guidance": [["How to fill in this return"]],
        "People": [TIDY, ["1.1", "2018/19", 91]],
        "Working": [["Some sums", 4]],
        "Place": [["Code", "Q2 2019/20"], ["5.1", 93]],
        "Empty": [[]],
    }
    raw = read_return("q2.xlsx", workbook(sheets))
    assert [(table.sheet, table.layout) for table in raw.tables] == [
        ("People", "tidy"),
        ("Place", "wide"),
    ]
    assert raw.rows["sheet"].tolist() == ["People", "Place"]
    assert [each.sheet for each in raw.passed_over] == ["Working"]


@pytest.mark.parametrize(
    "words",
    [
        *("(last year)", "last year", "(previous year)", "prior year", "(same quarter last year)"),
        *("[last yr]", "(a year ago)", "(year before)", "PY", "(in last financial year)"),
    ],
)
def test_a_period_that_is_headed_once_more_as_last_years_is_asked_about(text, words):
    header = f"Q2 2019/20 {words}"
    grid = [["Code", "Q2 2019/20", header], ["4.4", "42.3", "40.1"]]
    (doubt,) = read_return("q2.csv", text(grid)).doubts
    assert (doubt.found, doubt.column, doubt.rows) == (header, "C", (2,))
    assert [choice.stores for choice in doubt.choices] == ["40.1 for Q2 2018/19", ""]


@pytest.mark.parametrize(
    "header",
    [
        *("Q2 2018/19 (last year)", "Last year", "Q1 2019/20 last year", "Q2 2019/20 forecast"),
        *("Q2 2019/20 target", "Change since last year"),
    ],
)
def test_other_columns_for_comparison_are_not(text, header):
    grid = [["Code", "Q2 2019/20", header], ["4.4", "42.3", "40.1"]]
    assert read_return("q2.csv", text(grid)).doubts == ()


def test_a_table_without_an_outturn_names_the_counts_that_are_none(text):
    header = ["Code", "Period", "Outturn numerator", "Denominator"]
    raw = read_return("q2.csv", text([header, ["1.4", "Q2 2019/20", "20", "40"]]))
    assert raw.tables == ()
    (passed,) = raw.passed_over
    assert passed.reason == (
        "row 1 has no column for the outturn, only 'Outturn numerator' and 'Denominator'; "
        "add one headed Outturn, with the figure itself"
    )
