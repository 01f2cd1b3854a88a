"""Further headers with the word for the outturn beside words that make it another figure."""

from datetime import datetime
from functools import partial

from tests.returns_cases.case import Q1, Q2, YEAR, Case, Row, accepts, asks, refuses
from tests.returns_cases.cases.everyday_headers import under
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines

NOTHING = asks() | refuses()
RIGHTLY = accepts() | asks() | refuses()


def other_figure(name: str, header: str, value: float = 56, code: str = "4.4") -> Case:
    return Case(
        f"header_{name}.xlsx",
        f"The only column with the word is headed {header}",
        under(header, value, code),
        {},
        NOTHING,
        "headers",
    )


ANOTHER_FIGURE = [
    other_figure(name, header)
    for name, header in (
        ("london", "London outturn"),
        ("predicted", "Predicted year-end outturn"),
        ("gap", "Outturn gap to London"),
        ("spend", "Actual spend"),
        ("count_of", "Count of Outturn"),
        ("lower_limit", "Outturn (lower confidence limit)"),
        ("percent_of_target", "Actual as % of target"),
        ("change", "Change in outturn"),
        ("best", "Best-quartile outturn"),
        ("expected", "Expected actual"),
        ("women", "Outturn - women"),
        ("rag", "Outturn RAG score"),
        ("benchmark", "Nearest neighbours' actual"),
        ("draft_target", "Target/actual"),
    )
]

ANOTHER_PERIOD = [
    other_figure("year_before", "2018/19 outturn"),
    other_figure("outturn_last_year", "Outturn last year"),
    other_figure("previous", "Previous outturn"),
    other_figure("one_month", "September outturn"),
    other_figure("half_year", "Outturn (Apr-Sep)", 90, "6.2"),
    other_figure("to_date", "Outturn to date", 90, "6.2"),
    other_figure("cumulative", "Cumulative actual", 90, "6.2"),
    other_figure("full_year", "Full-year outturn", 180, "6.2"),
    other_figure("rolling", "Actual (rolling 12 months)"),
    Case(
        "header_same_quarter.xlsx",
        "Outturn Q2 2019/20 beside Q2 2019/20: the row's own period",
        under("Outturn Q2 2019/20", 56),
        {("4.4", Q2): 56},
        accepts(),
        "headers",
    ),
    Case(
        "header_ytd_for_ytd.xlsx",
        "Actual (YTD) for a measure of the year to date",
        under("Actual (YTD)", 90, "1.3"),
        {("1.3", Q2): 90},
        accepts() | asks("YTD"),
        "headers",
    ),
    Case(
        "wide_same_quarter_last_year.csv",
        "Q2 2019/20 and Q2 2019/20 (last year) side by side",
        lambda: lines("Code,Q2 2019/20,Q2 2019/20 (last year)", "4.4,42.3,40.1"),
        {("4.4", Q2): 42.3, ("4.4", "2018-19-Q2"): 40.1},
        RIGHTLY,
        "headers",
    ),
    Case(
        "wide_forecast.csv",
        "Q1 2019/20 and Q2 2019/20 forecast",
        lambda: lines("Code,Q1 2019/20,Q2 2019/20 forecast", "4.4,41.2,42.3"),
        {("4.4", Q1): 41.2},
        RIGHTLY,
        "headers",
    ),
    Case(
        "wide_target_beside.csv",
        "Q1 2019/20 target beside Q1 2019/20 actual",
        lambda: lines("Code,Q1 2019/20 target,Q1 2019/20 actual", "4.4,50,41.2"),
        {("4.4", Q1): 41.2},
        RIGHTLY,
        "headers",
    ),
]

BESIDE_DAYS = [
    Case(
        f"header_{name}_beside_day.csv",
        f"The column is headed {header}, and the period is given as 30/09/2019",
        partial(lines, f"Code,Period,{header}", "6.2,30/09/2019,45"),
        {},
        NOTHING,
        "headers",
    )
    for name, header in (
        ("q1", "Outturn Q1"),
        ("yearly", "Yearly actual"),
        ("half_year", "Outturn (Apr-Sep)"),
        ("year_before", "2018/19 outturn"),
        ("one_month", "June outturn"),
    )
] + [
    Case(
        "header_half_year_beside_day.xlsx",
        "The column is headed Outturn (Apr-Sep), and the period is a day, 30 September 2019",
        lambda: book(
            ["Code", "Period end", "Outturn (Apr-Sep)"],
            ["6.2", datetime(2019, 9, 30), 90],
            formats={"B2": "dd/mm/yyyy"},
        ),
        {},
        NOTHING,
        "headers",
    )
]


def units(name: str, about: str, *rows: str, right=(), expected=NOTHING) -> Case:
    return Case(f"unit_{name}.csv", about, lambda: lines(*rows), dict(right), expected, "headers")


ANOTHER_UNIT = [
    units(
        "weeks",
        "Outturn (weeks) for a measure in days",
        "Code,Period,Outturn (weeks)",
        "11.2,Q2 2019/20,7",
        right={("11.2", Q2): 49}.items(),
        expected=RIGHTLY,
    ),
    units(
        "pounds",
        "Outturn £000 for a count",
        "Code,Period,Outturn £000",
        "6.2,Q2 2019/20,12",
    ),
    units(
        "per_thousand",
        "Outturn (per 1,000) for a rate per 100,000",
        'Code,Period,"Outturn (per 1,000)"',
        "7.2,2019,3.1",
        right={("7.2", "2019"): 310}.items(),
        expected=RIGHTLY,
    ),
    units(
        "millions_outside_brackets",
        "Outturn in millions",
        "Code,Period,Outturn in millions",
        "6.2,Q2 2019/20,0.012",
        right={("6.2", Q2): 12000}.items(),
        expected=RIGHTLY,
    ),
    units(
        "its_own",
        "Outturn (%) for percentages",
        "Code,Period,Outturn (%)",
        "4.4,Q2 2019/20,56.3",
        right={("4.4", Q2): 56.3}.items(),
        expected=accepts(),
    ),
    units(
        "its_own_word",
        "Outturn (tonnes) for tonnes",
        "Code,Period,Outturn (tonnes)",
        "5.3,2019/20,24000",
        right={("5.3", YEAR): 24000}.items(),
        expected=accepts() | asks("tonnes"),
    ),
    units(
        "percent_for_count",
        "Outturn (%) for a count of households",
        "Code,Period,Outturn (%)",
        "6.2,Q2 2019/20,45",
    ),
    units(
        "column_number",
        "A column Unit of measure says Number, for a percentage",
        "Code,Period,Outturn,Unit of measure",
        "1.4,Q2 2019/20,46,Number",
    ),
    units(
        "column_agrees",
        "A column Unit says %, number, days",
        "Code,Period,Outturn,Unit",
        "1.4,Q2 2019/20,46,%",
        "6.2,Q2 2019/20,45,Number",
        "11.2,Q2 2019/20,9.1,Days",
        right={("1.4", Q2): 46, ("6.2", Q2): 45, ("11.2", Q2): 9.1}.items(),
        expected=accepts(),
    ),
    units(
        "column_scale",
        "A column Scale says Thousands",
        "Code,Period,Outturn,Scale",
        "6.2,Q2 2019/20,12,Thousands",
        right={("6.2", Q2): 12000}.items(),
        expected=RIGHTLY,
    ),
    units(
        "wide_thousands",
        "Q2 2019/20 (000s)",
        "Code,Q2 2019/20 (000s)",
        "6.2,12",
        right={("6.2", Q2): 12000}.items(),
        expected=RIGHTLY,
    ),
    Case(
        "unit_title_says_thousands.xlsx",
        "The title above the table says: all figures in thousands",
        lambda: book(
            ["All figures in thousands"],
            [],
            ["Code", "Period", "Outturn"],
            ["6.2", "Q2 2019/20", 12],
        ),
        {("6.2", Q2): 12000},
        RIGHTLY,
        "headers",
    ),
    Case(
        "unit_row_below_header.xlsx",
        "A row of units below the header says 000s",
        lambda: book(
            ["Code", "Period", "Outturn"], [None, None, "000s"], ["6.2", "Q2 2019/20", 12]
        ),
        {("6.2", Q2): 12000},
        RIGHTLY,
        "headers",
    ),
    Case(
        "number_and_rate_columns.csv",
        "Number, Denominator and Rate for a percentage",
        lambda: lines("Code,Period,Number,Denominator,Rate", "1.4,Q2 2019/20,46,80,57.5"),
        {("1.4", Q2): Row(57.5, None, 46, 80)},
        RIGHTLY,
        "headers",
    ),
]

CASES = [*ANOTHER_FIGURE, *ANOTHER_PERIOD, *BESIDE_DAYS, *ANOTHER_UNIT]
