"""Figures of the year so far and of each period alone, and years beside quarters.

1.3 counts from April; 6.2 is of each quarter alone, 5.5 of each half-year, 1.1 of each year.
"""

from functools import partial

from tests.returns_cases.case import Q1, Q2, Q4, YEAR, Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import table

QUARTER = "Q2 2019/20"
WIDE = ["Code", "Q1 2019/20", QUARTER]
TIDY = ["Code", "Period", "Outturn"]
SO_FAR, ALONE = {("1.3", Q2): 38}, {("6.2", Q2): 45}
BOTH = SO_FAR | ALONE
FIRST = {("1.3", Q1): 18, ("6.2", Q1): 41}


def case(name, about, make, right, expected, **more) -> Case:
    return Case(f"basis_{name}", about, make, right, expected, "headers", **more)


def columns(name: str, header: str) -> Case:
    """A single column of the year so far: taken for a measure that counts so, else asked about."""
    return case(
        f"column_{name}.csv",
        f"A column headed {header}",
        partial(table, ["Code", header], ["1.3", 38], ["6.2", 86]),
        SO_FAR,
        asks("year so far|half-year"),
        either={("6.2", Q2): 86},
    )


SINGLE = [
    columns(name, header)
    for name, header in (
        ("cumulative", "Q2 2019/20 (cumulative)"),
        ("ytd_after", "Q2 2019/20 YTD"),
        ("ytd_before", "YTD Q2 2019/20"),
        ("in_words", "Year to date Q2 2019/20"),
        ("cumulative_to", "Cumulative to Q2 2019/20"),
        ("cum", "Q2 2019/20 (cum)"),
        ("months", "Apr-Sep 2019"),
        ("months_in_words", "April to September 2019"),
        ("months_and_word", "Apr-Sep 2019 (cumulative)"),
        ("quarters", "Q1-Q2 2019/20"),
        ("quarters_plus", "Q1+Q2 2019/20"),
        ("half", "H1 2019/20"),
    )
]

SIDE_BY_SIDE = [
    case(
        "periods_beside.csv",
        "Q2 and Q2 YTD side by side",
        lambda: table([*WIDE, f"{QUARTER} YTD"], ["1.3", 18, 20, 38], ["6.2", 41, 45, 86]),
        FIRST | BOTH,
        accepts("year so far"),
    ),
    case(
        "parts_below.xlsx",
        "In quarter and Cumulative below merged quarters",
        lambda: book(
            ["Code", "Q1 2019/20", "", QUARTER, ""],
            ["", "In quarter", "Cumulative", "In quarter", "Cumulative"],
            ["1.3", 18, 18, 20, 38],
            ["6.2", 41, 41, 45, 86],
            merged=["B1:C1", "D1:E1"],
        ),
        FIRST | BOTH,
        accepts(),
    ),
    case(
        "parts_and_targets.ods",
        "Target, Actual, YTD target and YTD actual below a quarter",
        lambda: document(
            ["Code", QUARTER, "", "", ""],
            ["", "Target", "Actual", "YTD target", "YTD actual"],
            ["1.3", 25, 20, 40, 38],
            ["6.2", 40, 45, 80, 86],
        ),
        BOTH,
        accepts(),
    ),
    case(
        "tidy_columns.xls",
        "Two columns of one row: Quarter actual and YTD actual",
        lambda: old_book(
            ["Code", "Period", "Quarter actual", "YTD actual"],
            ["1.3", QUARTER, 20, 38],
            ["6.2", QUARTER, 45, 86],
        ),
        BOTH,
        accepts(),
    ),
    case(
        "tidy_bare_ytd.csv",
        "Outturn and, bare, YTD",
        lambda: table([*TIDY, "YTD"], ["1.3", QUARTER, 20, 38], ["6.2", QUARTER, 45, 86]),
        BOTH,
        accepts(),
    ),
    case(
        "tidy_some_blank.csv",
        "Two columns of which one is filled in",
        lambda: table([*TIDY, "YTD"], ["1.3", QUARTER, "", 38], ["6.2", QUARTER, 45, ""]),
        BOTH,
        accepts(),
    ),
    case(
        "two_rows.csv",
        "A row of each basis, told apart by a column",
        lambda: table(
            [*TIDY, "Basis"],
            ["1.3", QUARTER, 20, "In quarter"],
            ["1.3", QUARTER, 38, "Cumulative"],
            ["6.2", QUARTER, 45, "In quarter"],
            ["6.2", QUARTER, 86, "Cumulative"],
        ),
        BOTH,
        accepts(),
    ),
    case(
        "two_periods.csv",
        "A row of each basis, told apart by the period",
        lambda: table(
            TIDY,
            ["1.3", QUARTER, 20],
            ["1.3", f"{QUARTER} YTD", 38],
            ["6.2", QUARTER, 45],
            ["6.2", f"YTD {QUARTER}", 86],
        ),
        BOTH,
        accepts(),
    ),
    case(
        "months_beside.csv",
        "The quarter and the months since April, each in a row",
        lambda: table(TIDY, ["1.3", QUARTER, 20], ["1.3", "Apr-Sep 2019", 38]),
        SO_FAR,
        accepts(),
    ),
    case(
        "bare_ytd.csv",
        "Two quarters and a column YTD without its period",
        lambda: table([*WIDE, "YTD"], ["1.3", 18, 20, 38], ["6.2", 41, 45, 86]),
        FIRST | ALONE,
        asks("each quarter alone"),
        either={("1.3", Q2): 20},
    ),
]


def said(name: str, header: str, text: str, right: dict) -> Case:
    """A column that says a basis, beside 38 for 1.3 and 45 for 6.2."""
    return case(
        f"said_{name}.csv",
        f"The column {header} says {text}",
        partial(table, [*TIDY, header], ["1.3", QUARTER, 38, text], ["6.2", QUARTER, 45, text]),
        right,
        accepts() if right == BOTH else asks("year so far|each period alone"),
        either=BOTH,
    )


SAID = [
    said("cumulative", "Basis", "Cumulative", SO_FAR),
    said("ytd", "Basis", "YTD", SO_FAR),
    said("year_to_date", "Type of figure", "Year to date", SO_FAR),
    said("yes", "Cumulative?", "Yes", SO_FAR),
    said("in_quarter", "Basis", "In quarter", ALONE),
    said("quarter", "Basis", "Quarter", ALONE),
    said("discrete", "Value type", "Discrete", ALONE),
    said("no", "Cumulative", "No", ALONE),
    said("frequency", "Frequency", "Quarterly", BOTH),
    said("snapshot", "Basis", "Snapshot", BOTH),
    said("sum", "Calculation", "Sum", BOTH),
]

YEARS = [
    case(
        "year_beside_quarters.xlsx",
        "2018/19 Outturn beside quarters; one measure is of years",
        lambda: book(
            ["Code", "2018/19 Outturn", "Q1 2019/20", QUARTER],
            ["6.2", 150, 41, 45],
            ["1.1", 95, "", ""],
        ),
        {("6.2", Q1): 41, ("6.2", Q2): 45, ("1.1", "2018-19"): 95},
        asks("leave this column out;Q4 2018/19"),
        never="Write the period as",
        either={("6.2", "2018-19-Q4"): 150},
    ),
    case(
        "full_year_beside_quarters.csv",
        "Four quarters and the full year",
        lambda: table(
            ["Code", *(f"Q{n} 2019/20" for n in (1, 2, 3, 4)), "2019/20 Full year"],
            ["6.2", 41, 45, 40, 44, 170],
        ),
        {("6.2", f"2019-20-Q{n}"): value for n, value in enumerate((41, 45, 40, 44), 1)},
        asks("leave this column out"),
        either={("6.2", Q4): 170},
    ),
    case(
        "year_of_year_to_date.csv",
        "The year as the period of a measure that counts from April",
        lambda: table(TIDY, ["1.3", "2018/19", 120]),
        {},
        asks("Q4 2018/19"),
        either={("1.3", "2018-19-Q4"): 120},
    ),
    case(
        "year_of_a_quarter.csv",
        "The year as the period of a measure of each quarter, and no quarters",
        lambda: table(TIDY, ["6.2", "2018/19", 160]),
        {},
        refuses("returned for a quarter"),
    ),
    case(
        "nine_months.csv",
        "Nine months of a measure that counts from April, in three spellings",
        lambda: table(
            TIDY,
            ["1.3", "Apr-Dec 2018", 80],
            ["1.5", "Q1-Q3 2018/19", 70],
            ["4.3", "April 2018 to December 2018", 60],
        ),
        {(code, "2018-19-Q3"): value for code, value in (("1.3", 80), ("1.5", 70), ("4.3", 60))},
        accepts(),
    ),
    case(
        "half_of_a_half_year.csv",
        "The same of a measure of half-years, to date or not: the first half",
        lambda: table(
            TIDY, ["5.5", "H1 2019/20", 900], ["1.1", f"{YEAR.replace('-', '/')} YTD", 95]
        ),
        {("5.5", "2019-20-H1"): 900, ("1.1", YEAR): 95},
        reads(),
    ),
]

OF_LENGTHS = [
    case(
        f"beside_{alone.replace(' ', '_').lower()}.xlsx",
        f"{alone} and {so_far} side by side, and no column called outturn",
        partial(
            book,
            ["Code", "Period", alone, so_far],
            ["1.3", QUARTER, 20, 38],
            ["6.2", QUARTER, 45, 86],
        ),
        BOTH,
        accepts("'86' is of the year so far;'20' may be of its period alone"),
    )
    for alone, so_far in (
        ("In quarter", "Cumulative"),
        ("This quarter", "Year to date"),
        ("Quarterly", "YTD"),
    )
]

OTHERS = [
    case(
        "to_date_beside.xlsx",
        "Actual in quarter beside Actual to date",
        lambda: book(
            ["Code", "Period", "Actual in quarter", "Actual to date"],
            ["1.3", QUARTER, 20, 38],
            ["6.2", QUARTER, 45, 86],
        ),
        BOTH,
        accepts(),
    ),
    case(
        "ytd_alone.csv",
        "YTD is the only column of figures",
        lambda: table(
            ["Code", "Period", "YTD", "Full year forecast"],
            ["1.3", QUARTER, 38, 80],
            ["6.2", QUARTER, 86, 180],
        ),
        SO_FAR,
        asks("year so far"),
    ),
    case(
        "sheet.xlsx",
        "The sheet is called YTD",
        lambda: book(TIDY, ["1.3", QUARTER, 38], ["6.2", QUARTER, 86], sheet="YTD"),
        SO_FAR,
        asks("year so far"),
    ),
    case(
        "title.xlsx",
        "A title says that all is cumulative",
        lambda: book(
            ["Cumulative performance, Q2 2019/20"], TIDY, ["1.3", QUARTER, 38], ["6.2", QUARTER, 86]
        ),
        SO_FAR,
        asks("year so far"),
    ),
    case(
        "title_of_a_target.xlsx",
        "A title that speaks of a target of the year to date",
        lambda: book(["Against year to date target"], TIDY, ["6.2", QUARTER, 45]),
        ALONE,
        accepts(),
    ),
    case(
        "ytd_and_month.csv",
        "Spellings of the year so far with its last month or in brackets",
        lambda: table(
            TIDY,
            ["1.3", "YTD Sep 2019", 38],
            ["1.5", "Cumulative Apr - Sep 2019", 20],
            ["4.3", "Year to date (Q2 2019/20)", 9],
        ),
        {("1.3", Q2): 38, ("1.5", Q2): 20, ("4.3", Q2): 9},
        accepts(),
    ),
    case(
        "rolling.csv",
        "A column Basis says Rolling 12 months and Annualised",
        lambda: table(
            [*TIDY, "Basis"],
            ["4.4", QUARTER, 38, "Rolling 12 months"],
            ["6.2", QUARTER, 45, "Annualised"],
        ),
        {},
        asks("Are these figures outturns?"),
    ),
    case(
        "counts_in_thousands.xlsx",
        "Num (000s), Den (000s) and % below a quarter",
        lambda: book(
            ["Code", QUARTER, "", ""], ["", "Num (000s)", "Den (000s)", "%"], ["4.4", 45, 90, 50]
        ),
        {},
        asks("numerators;denominators"),
    ),
    case(
        "note_on_numerators.xlsx",
        "A note that numerators are in thousands, and there are none",
        lambda: book(TIDY, ["6.2", QUARTER, 45], ["Numerators are in thousands"]),
        ALONE,
        accepts(),
    ),
    case(
        "provisional_and_final.csv",
        "A provisional and a final outturn side by side",
        lambda: table(
            ["Code", "Period", "Outturn (provisional)", "Outturn (final)"], ["6.2", QUARTER, 44, 45]
        ),
        {},
        asks("may each hold the outturn"),
        either=ALONE,
    ),
    case(
        "months_of_another_year.xlsx",
        "A title whose months are of another year",
        lambda: book(["Quarter 2 (July - September 2018)"], TIDY, ["6.2", QUARTER, 45]),
        {},
        asks("Which period is right"),
        either=ALONE,
    ),
]

CASES = [*SINGLE, *SIDE_BY_SIDE, *SAID, *YEARS, *OF_LENGTHS, *OTHERS]
