"""Texts around a table that say its figures are in thousands or millions."""

from tests.returns_cases.case import Q1, Q2, Case, accepts, asks
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import lines, table

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
ROW = ["6.2", QUARTER, 12]
HOUSEHOLDS = {("6.2", Q2): 12}
TIMES_1000 = asks("Times 1,000 12,000 for Q2 2019/20")


def case(file: str, about: str, make, expected=TIMES_1000, right=None) -> Case:
    return Case(file, about, make, right or {}, expected, "unit", either=HOUSEHOLDS)


CASES = [
    case(
        "scale_above.xlsx",
        "Above the table: figures in thousands",
        lambda: book(["Housing return"], ["Figures in thousands"], HEADER, ROW),
    ),
    case(
        "scale_above_and_commas.csv",
        "The same in a CSV whose title has the cells of its header",
        lambda: lines(
            "Return (figures in 000s),,", ",,", "Code,Period,Outturn", f"6.2,{QUARTER},12"
        ),
    ),
    case(
        "scale_below.xlsx",
        "A note below the table: figures are in 000s",
        lambda: book(HEADER, ROW, [], ["Note: figures are in 000s"]),
    ),
    case(
        "scale_below.ods",
        "The same in an open document",
        lambda: document(HEADER, ROW, ["All values in thousands"]),
    ),
    case(
        "scale_below.csv",
        "The same in a CSV",
        lambda: table(HEADER, ROW, ["All values in '000", "", ""]),
    ),
    case(
        "scale_over_the_column.xls",
        "'000s over the column of outturns in an old workbook",
        lambda: old_book(["", "", "'000s"], HEADER, ROW),
    ),
    case(
        "scale_of_the_sheet.xlsx",
        "The name of the sheet says it",
        lambda: book(HEADER, ROW, sheet="Figures (000s)"),
    ),
    case(
        "scale_over_quarters.xlsx",
        "A merged year over its quarters says it",
        lambda: book(
            ["Code", "2019/20 (000s)", None], [None, "Q1", "Q2"], ["6.2", 11, 12], merged=["B1:C1"]
        ),
        asks("Times 1,000 11,000 for Q1 2019/20"),
    ),
    case(
        "scale_over_a_wide_table.xlsx",
        "In millions, above a column for each quarter",
        lambda: book(["All figures in millions"], ["Code", "Q1 2019/20", QUARTER], ["6.2", 1, 1.2]),
        asks("Times 1,000,000 1,000,000 for Q1 2019/20"),
    ),
    case(
        "scale_of_money.xlsx",
        "£000s above a number of households: no other scale of it",
        lambda: book(["£000s"], HEADER, ROW),
        asks("£000s"),
    ),
    case(
        "scale_of_tonnes.xlsx",
        "In kilotonnes, above tonnes",
        lambda: book(["Emissions in kilotonnes"], HEADER, ["5.3", "2018/19", 18]),
        asks("Times 1,000 18,000 for 2018/19"),
    ),
    case(
        "scale_within.xlsx",
        "In thousands from a heading on, down to the next",
        lambda: book(
            HEADER,
            ["6.2", "Q1 2019/20", 41],
            ["Housing, in thousands"],
            ROW,
            ["People"],
            ["11.2", QUARTER, 9.5],
        ),
        TIMES_1000,
        {("6.2", Q1): 41, ("11.2", Q2): 9.5},
    ),
    case(
        "scale_of_the_measures.xlsx",
        "The header of the measures says it",
        lambda: book(["Measure (figures in thousands)", QUARTER], ["6.2", 12]),
    ),
    case(
        "scale_of_a_measure.xlsx",
        "The title beside a code says it",
        lambda: book(
            ["Code", "Measure", "Period", "Outturn"],
            ["6.2", "Homeless households rehoused (000s)", QUARTER, 12],
            ["11.2", "Staff sickness", QUARTER, 9.5],
        ),
        right={("11.2", Q2): 9.5},
    ),
    case(
        "scale_in_the_commentary.xlsx",
        "The commentary of a figure says it and nothing else",
        lambda: book([*HEADER, "Commentary"], [*ROW, "Figures are in thousands."]),
    ),
    case(
        "scale_in_a_note.csv",
        "A column of notes says it of one row",
        lambda: table([*HEADER, "Notes"], [*ROW, "in 000s"], ["11.2", QUARTER, 9.5, "Rising"]),
        right={("11.2", Q2): 9.5},
    ),
    case(
        "unit_of_thousand_tonnes.xlsx",
        "A title whose brackets name thousands of something",
        lambda: book(["Council emissions (thousand tonnes)"], HEADER, ["5.3", "2018/19", 18]),
        asks("Times 1,000 18,000 for 2018/19"),
    ),
    case(
        "unit_of_kilotonnes.csv",
        "A title with kt in it, above tonnes and households",
        lambda: table(["Emissions (kt)", "", ""], HEADER, ["5.3", "2018/19", 18], ROW),
        asks("Times 1,000 18,000 for 2018/19"),
        HOUSEHOLDS,
    ),
    case(
        "unit_of_percentages.xlsx",
        "A note that all figures are percentages, below households and a percentage",
        lambda: book(
            HEADER, ROW, ["4.4", QUARTER, 38.5], [], ["Note that all figures are percentages"]
        ),
        asks("6.2 Homeless households rehoused is in 'households'"),
        {("4.4", Q2): 38.5},
    ),
    case(
        "unit_of_fewer_people.xlsx",
        "A rate per 10,000 above one per 100,000",
        lambda: book(["Rates per 10,000 population"], HEADER, ["7.2", "2018", 24]),
        asks("Times 10 240 for 2018"),
    ),
    case(
        "unit_of_fewer_people_below.ods",
        "The same in words, in a note below",
        lambda: document(HEADER, ["7.2", "2018", 24], ["Rate per thousand aged 10 to 17"]),
        asks("Times 100 2,400 for 2018"),
    ),
    Case(
        "unit_of_as_many_people.xlsx",
        "A title with the rate of the measure itself",
        lambda: book(["First-time entrants per 100,000"], HEADER, ["7.2", "2018", 240], ROW),
        {("7.2", "2018-CY"): 240, **HOUSEHOLDS},
        accepts(),
        "unit",
    ),
    Case(
        "no_scale_in_words.xlsx",
        "A commentary with numbers in words",
        lambda: book([*HEADER, "Commentary"], [*ROW, "Visits rose in thousands of homes by June"]),
        HOUSEHOLDS,
        accepts(),
        "unit",
    ),
    Case(
        "no_scale.xlsx",
        "Titles with numbers that are no scale",
        lambda: book(
            ["Rates per 1,000, savings of £2m of a £3 million budget"],
            ["Report 000 of 2019"],
            HEADER,
            ROW,
        ),
        HOUSEHOLDS,
        accepts(),
        "unit",
    ),
]
