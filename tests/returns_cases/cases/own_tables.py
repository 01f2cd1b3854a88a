"""Further tables in which more than one header row says what a column holds."""

from tests.returns_cases.case import Q1, Q2, YEAR, Case, Row, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import lines

RIGHTLY = accepts() | asks() | refuses()
NOTHING = asks() | refuses() | reads()
HEADER = ["Code", "Period", "Outturn"]
TWO = {("4.4", Q1): 41.2, ("4.4", Q2): 42.3}
FIRST = ["6.2", "Q1 2019/20", 45]


def table(*rows, **how):
    return lambda: book(*rows, **how)


def opened(*rows):
    return lambda: document(*rows)


YEARS = [
    Case(
        f"year_above_each_of_two_tables{ending}",
        "A year alone above each of two tables with the same header of quarters",
        make(
            [first],
            ["Code", "Q1", "Q2"],
            ["6.2", 41, 45],
            [],
            [second],
            ["Code", "Q1", "Q2"],
            ["6.2", 31, 35],
        ),
        {
            **{("6.2", f"{of_first}-Q{number}"): 37 + 4 * number for number in (1, 2)},
            **{("6.2", f"{of_second}-Q{number}"): 27 + 4 * number for number in (1, 2)},
        },
        accepts(),
        "headers",
        never="the header once more",
    )
    for ending, make, first, of_first, second, of_second in (
        (".xlsx", table, "2019/20", "2019-20", "2018/19", "2018-19"),
        (".ods", opened, "2018/19", "2018-19", "2019/20", "2019-20"),
    )
]

TWO_HEADER_ROWS = [
    Case(
        "years_over_target_outturn.xlsx",
        "Years merged over Target and Outturn, for a yearly measure",
        table(
            ["Code", "2018/19", None, "2019/20"],
            [None, "Target", "Outturn", "Target", "Outturn"],
            ["5.2", 25, 23, 26, 24],
            merged=["A1:A2", "B1:C1", "D1:E1"],
        ),
        {("5.2", "2018-19"): 23, ("5.2", YEAR): 24},
        RIGHTLY,
        "headers",
        never="the header once more",
    ),
    Case(
        "actual_target_variance_rag.xlsx",
        "Actual, Target, Variance, RAG under merged quarters",
        table(
            ["Code", "Q1 2019/20", None, None, None, "Q2 2019/20"],
            [None, *["Actual", "Target", "Variance", "RAG"] * 2],
            ["4.4", 41.2, 50, -8.8, "R", 42.3, 50, -7.7, "R"],
            merged=["A1:A2", "B1:E1", "F1:I1"],
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "quarter_in_every_cell.csv",
        "The quarter stands over both Target and Actual, as a CSV has it",
        lambda: lines(
            "Code,Q1 2019/20,Q1 2019/20,Q2 2019/20,Q2 2019/20",
            ",Target,Actual,Target,Actual",
            "4.4,50,41.2,50,42.3",
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "quarter_over_the_first_only.csv",
        "The quarter stands over Target alone, as a workbook saved as CSV has it",
        lambda: lines(
            "Code,Q1 2019/20,,Q2 2019/20,", ",Target,Actual,Target,Actual", "4.4,50,41.2,50,42.3"
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "quarter_centred_over_three.xlsx",
        "The quarter is centred over three columns without a merge",
        table(
            ["Code", None, "Q1 2019/20", None, None, "Q2 2019/20"],
            [None, "Target", "Actual", "RAG", "Target", "Actual", "RAG"],
            ["4.4", 50, 41.2, "R", 50, 42.3, "R"],
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "year_quarter_target_actual.xlsx",
        "Three header rows: year, quarter, Target and Actual",
        table(
            ["Code", "2019/20"],
            [None, "Q1", None, "Q2"],
            [None, "Target", "Actual", "Target", "Actual"],
            ["4.4", 50, 41.2, 50, 42.3],
            merged=["A1:A3", "B1:E1", "B2:C2", "D2:E2"],
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "months_over_plan_actual.xlsx",
        "Months merged over Plan and Actual, for a monthly measure",
        table(
            ["Code", "Apr 2019", None, "May 2019"],
            ["Code", "Plan", "Actual", "Plan", "Actual"],
            ["8.1", 100, 94, 100, 101],
            merged=["B1:C1", "D1:E1"],
        ),
        {("8.1", "2019-M04"): 94, ("8.1", "2019-M05"): 101},
        RIGHTLY,
        "headers",
    ),
    Case(
        "last_year_this_year_under_quarter.xlsx",
        "2018/19, 2019/20 and Target under Q2",
        table(
            ["Code", "Q2"],
            [None, "2018/19", "2019/20", "Target"],
            ["4.4", 40.1, 42.3, 50],
            merged=["A1:A2", "B1:D1"],
        ),
        {("4.4", "2018-19-Q2"): 40.1, ("4.4", Q2): 42.3},
        RIGHTLY,
        "headers",
    ),
    Case(
        "target_actual.ods",
        "Target and Actual under quarters that span, in an open document",
        lambda: document(
            ["Code", "Q1 2019/20", None, "Q2 2019/20", None],
            [None, "Target", "Actual", "Target", "Actual"],
            ["4.4", 50, 41.2, 50, 42.3],
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
]

SECOND_TABLES = [
    Case(
        "targets_beside.xlsx",
        "A table of targets beside that of outturns, after a blank column",
        table(
            [*HEADER, None, "Code", "Period", "Target"],
            [*FIRST, None, "6.2", "Q2 2019/20", 60],
        ),
        {("6.2", Q1): 45},
        RIGHTLY,
        "headers",
    ),
    Case(
        "header_on_every_page.xlsx",
        "The same header again, as printed pages have it",
        table(HEADER, FIRST, HEADER, ["6.2", "Q2 2019/20", 46]),
        {("6.2", Q1): 45, ("6.2", Q2): 46},
        accepts(),
        "headers",
    ),
    Case(
        "second_wide_block_of_another_year.xlsx",
        "A block of 2018/19 and below it one of 2019/20",
        table(
            ["Code", "Q1 2018/19", "Q2 2018/19"],
            ["4.4", 31.2, 32.3],
            [],
            ["Code", "Q1 2019/20", "Q2 2019/20"],
            ["4.4", 41.2, 42.3],
        ),
        TWO | {("4.4", "2018-19-Q1"): 31.2, ("4.4", "2018-19-Q2"): 32.3},
        RIGHTLY,
        "headers",
    ),
    Case(
        "second_table_of_numerators.xlsx",
        "Below the outturns a table of numerators in the same column",
        table(
            HEADER,
            ["1.4", "Q1 2019/20", 62.5],
            [],
            ["Code", "Period", "Numerator"],
            ["1.4", "Q2 2019/20", 50],
        ),
        {("1.4", Q1): 62.5},
        RIGHTLY,
        "headers",
    ),
    Case(
        "targets_below_in_capitals.csv",
        "CODE, PERIOD, TARGET directly below, without a blank row",
        lambda: lines(
            "Code,Period,Outturn", "6.2,Q1 2019/20,45", "CODE,PERIOD,TARGET", "6.2,Q2 2019/20,60"
        ),
        {("6.2", Q1): 45},
        RIGHTLY,
        "headers",
    ),
    Case(
        "second_table_with_a_column_more.xlsx",
        "The second table has the title between code and period",
        table(
            [*HEADER, "Commentary"],
            [*FIRST, "fine"],
            [],
            ["Code", "Measure", "Period", "Outturn"],
            ["4.4", "Homelessness prevented", "Q2 2019/20", 42.3],
        ),
        {("6.2", Q1): Row(45, "fine"), ("4.4", Q2): Row(42.3, "")},
        RIGHTLY,
        "headers",
    ),
    Case(
        "second_table_of_forecasts.xlsx",
        "The second table is headed Forecast outturn",
        table(HEADER, FIRST, [], ["Code", "Period", "Forecast outturn"], ["6.2", "Q2 2019/20", 60]),
        {("6.2", Q1): 45},
        RIGHTLY,
        "headers",
    ),
    Case(
        "second_sheet_of_targets.xlsx",
        "A second sheet named Targets with the headers of the first",
        table(HEADER, FIRST, after={"Targets": [HEADER, ["6.2", "Q2 2019/20", 60]]}),
        {("6.2", Q1): 45},
        RIGHTLY,
        "headers",
    ),
    Case(
        "london_below.xlsx",
        "Below one's own figures a heading London and the same header",
        table(["Tower Hamlets"], HEADER, FIRST, [], ["London"], HEADER, ["6.2", "Q2 2019/20", 60]),
        {("6.2", Q1): 45, ("6.2", Q2, "London"): 60},
        RIGHTLY,
        "headers",
    ),
]


def headed(word: str):
    """A heading merged above two quarters."""
    return table(
        [None, word], ["Code", "Q1 2019/20", "Q2 2019/20"], ["4.4", 50, 51], merged=["B1:C1"]
    )


HEADINGS_ABOVE = [
    Case(
        f"heading_above_{name}.xlsx",
        f"{word} merged above the quarters",
        headed(word),
        {},
        NOTHING,
        "headers",
    )
    for name, word in (
        ("forecast", "Forecast"),
        ("london", "London average"),
        ("rank", "Rank among London boroughs"),
        ("numerators", "Numerator"),
        ("last_year", "Variance to last year"),
    )
] + [
    Case(
        "actual_block_and_target_block.xlsx",
        "Actual merged over Q1 and Q2, and then Target over Q1 and Q2",
        table(
            [None, "Actual", None, "Target"],
            ["Code", *["Q1 2019/20", "Q2 2019/20"] * 2],
            ["4.4", 41.2, 42.3, 50, 51],
            merged=["B1:C1", "D1:E1"],
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "target_block_first.csv",
        "The same with the targets first, without merges",
        lambda: lines(
            ",Target,,Actual,",
            "Code,Q1 2019/20,Q2 2019/20,Q1 2019/20,Q2 2019/20",
            "4.4,50,51,41.2,42.3",
        ),
        TWO,
        RIGHTLY,
        "headers",
    ),
    Case(
        "title_says_targets.xlsx",
        "The title above the table says Targets for 2019/20",
        table(["Targets for 2019/20"], [], ["Code", "Q1 2019/20", "Q2 2019/20"], ["4.4", 50, 51]),
        {},
        NOTHING,
        "headers",
    ),
]

HEADINGS_WITHIN = [
    Case(
        f"heading_within_{name}.xlsx",
        f"{words!r} alone in a row, and the rows below it; then the actual figures",
        table(
            ["Code", "Q1 2019/20", "Q2 2019/20"],
            [words],
            ["1.4", 50, 51],
            ["Actuals"],
            ["4.4", 41.2, 42.3],
        ),
        TWO,
        asks(words),
        "headers",
    )
    for name, words in (
        ("targets", "Targets"),
        ("forecasts", "Forecasts for the year"),
        ("london", "London averages"),
        ("last_year", "Previous year"),
        ("rank", "Rank"),
    )
] + [
    Case(
        "title_london_and_period.xlsx",
        "The title above the table says London averages, and of which quarter",
        table(
            ["London averages, Q2 2019/20"],
            [],
            ["Code", "Period", "Outturn"],
            ["4.4", "Q2 2019/20", 50],
        ),
        {},
        asks("London averages"),
        "headers",
    ),
    Case(
        "heading_within_of_services.xlsx",
        "Headings of services between the rows ask nothing",
        table(
            ["Code", "Q1 2019/20", "Q2 2019/20"],
            ["Housing options"],
            ["4.4", 41.2, 42.3],
            ["Plan and performance"],
        ),
        TWO,
        accepts(),
        "headers",
    ),
]

CASES = [*YEARS, *TWO_HEADER_ROWS, *SECOND_TABLES, *HEADINGS_ABOVE, *HEADINGS_WITHIN]
