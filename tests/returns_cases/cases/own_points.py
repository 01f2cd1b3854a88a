"""A point before three digits: a decimal one, or the mark of thousands of another country."""

from tests.returns_cases.case import Q2, Case, accepts, asks
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document, seen
from tests.returns_cases.makers.texts import table

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
YEAR = ["5.3", "2018/19"]
EITHER = asks("12,345 for 2018/19;12.345 for 2018/19")
COUNT = asks("12,345 for Q2 2019/20")


def case(file: str, about: str, make, expected, right=None) -> Case:
    return Case(f"point_{file}", about, make, right or {}, expected, "unit")


CASES = [
    case("tonnes.csv", "12.345 tonnes", lambda: table(HEADER, [*YEAR, "12.345"]), EITHER),
    case("tonnes.xlsx", "The same as a number", lambda: book(HEADER, [*YEAR, 12.345]), EITHER),
    case("tonnes.xls", "In an old workbook", lambda: old_book(HEADER, [*YEAR, 12.345]), EITHER),
    case(
        "tonnes.ods",
        "In an open document",
        lambda: document(HEADER, [*YEAR, seen("12.345", "float", "12.345")]),
        EITHER,
    ),
    case(
        "tonnes_wide.csv",
        "In a wide table",
        lambda: table(["Code", "2018/19"], ["5.3", "12.345"]),
        EITHER,
    ),
    case(
        "tonnes_marked.csv",
        "With a marker and below another figure",
        lambda: table(HEADER, ["6.2", QUARTER, 45], [*YEAR, "[p] 12.345"]),
        EITHER,
        {("6.2", Q2): 45},
    ),
    case(
        "thousand.csv",
        "12.000 tonnes",
        lambda: table(HEADER, [*YEAR, "12.000"]),
        asks("12,000 for 2018/19"),
    ),
    case(
        "count.csv",
        "12.345 of what is counted",
        lambda: table(HEADER, ["6.2", QUARTER, "12.345"]),
        COUNT,
    ),
    case(
        "count.xlsx", "The same as a number", lambda: book(HEADER, ["6.2", QUARTER, 12.345]), COUNT
    ),
    case(
        "count_in_thousands.csv",
        "Below (000s): only the unit is asked",
        lambda: table(["Code", "Period", "Outturn (000s)"], ["6.2", QUARTER, "12.345"]),
        asks("Times 1,000 12,345"),
    ),
    case(
        "numerator.csv",
        "A numerator and a denominator",
        lambda: table(
            [*HEADER, "Numerator", "Denominator"], ["4.4", QUARTER, "50", "12.345", "24.690"]
        ),
        asks("numerator;denominator"),
    ),
    case(
        "with_its_unit.csv",
        "12.345 tonnes, with the word",
        lambda: table(HEADER, [*YEAR, "12.345 tonnes"]),
        EITHER,
    ),
    case(
        "percentage.csv",
        "45.123 %, which cannot be 45,123 %",
        lambda: table(HEADER, ["4.4", QUARTER, "45.123"]),
        accepts(),
        {("4.4", Q2): 45.1},
    ),
    case(
        "beyond_its_maximum.csv",
        "9.463 days for each employee, which cannot be 9,463",
        lambda: table(HEADER, ["11.2", QUARTER, "9.463"]),
        accepts(),
        {("11.2", Q2): 9.5},
    ),
    case(
        "beds.csv",
        "12.345 beds a day, alone in its file",
        lambda: table(HEADER, ["3.2", "Sep 2019", "12.345"]),
        asks("12,345"),
    ),
    case(
        "beds_among_decimals.csv",
        "12.345 beds a day beside 12.5: decimal points",
        lambda: table(HEADER, ["3.2", "Aug 2019", "12.5"], ["3.2", "Sep 2019", "12.345"]),
        accepts() | asks("12,345"),  # asked where the figures before are of another size
        {("3.2", "2019-M08"): 12.5, ("3.2", "2019-M09"): 12.345},
    ),
]
