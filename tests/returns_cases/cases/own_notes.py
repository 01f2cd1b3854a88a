"""Notes around a table that make its figures others, or those of the year so far."""

from tests.returns_cases.case import Q1, Q2, Case, accepts, asks
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import table

QUARTER = "Q2 2019/20"
HEADER = ["Code", "Period", "Outturn"]
WIDE = ["Code", "Q1 2019/20", QUARTER]
ROW = ["6.2", 41, 45]
FIRST, BOTH = {("6.2", Q1): 41}, {("6.2", Q1): 41, ("6.2", Q2): 45}


def case(name: str, about: str, make, right=None, expected=None) -> Case:
    asked = expected or asks("no outturns")
    return Case(f"note_{name}", about, make, right or {}, asked, "headers", either=BOTH)


def clean(name: str, note: str) -> Case:
    return Case(
        f"note_that_is_none_{name}.xlsx",
        f"A note that says nothing of the kind: {note}",
        lambda: book(WIDE, ROW, [note]),
        BOTH,
        accepts(),
        "headers",
    )


CASES = [
    case(
        "behind_a_star.xlsx",
        "A star behind the second quarter, explained as a forecast below",
        lambda: book(["Code", "Q1 2019/20", "Q2 2019/20*"], ROW, ["* forecast"]),
        FIRST,
        asks("45 for Q2 2019/20"),
    ),
    case(
        "behind_a_dagger.csv",
        "The same with a dagger",
        lambda: table(["Code", "Q1 2019/20", "Q2 2019/20 †"], ROW, ["† year-end estimate", "", ""]),
        FIRST,
    ),
    case(
        "behind_a_raised_digit.ods",
        "A raised 1 behind Outturn, explained as a projection",
        lambda: document(["Code", "Period", "Outturn¹"], ["6.2", QUARTER, 45], ["¹ Projected"]),
    ),
    case(
        "behind_a_measure.xlsx",
        "A star behind one of two measures",
        lambda: book(
            ["Measure", QUARTER],
            ["Homeless households rehoused*", 45],
            ["Staff sickness", 9.5],
            ["*London average"],
        ),
        {("11.2", Q2): 9.5},
    ),
    case(
        "of_one_quarter.xls",
        "A note that the figures of one quarter are forecasts",
        lambda: old_book(WIDE, ROW, ["Note: Q2 figures are forecasts", "", ""]),
        FIRST,
    ),
    case(
        "of_all.csv",
        "A note that all figures are estimated, below a tidy table",
        lambda: table(HEADER, ["6.2", QUARTER, 45], ["All figures are estimated", "", ""]),
    ),
    case(
        "above.xlsx",
        "A sentence above the table, too long for a heading",
        lambda: book(["Please note that all of the figures are still forecasts"], WIDE, ROW),
    ),
    case(
        "of_a_look.xlsx",
        "A note on figures in italics, which are not told apart here",
        lambda: book(WIDE, ROW, ["Figures in italics are forecasts"]),
    ),
    case(
        "year_so_far.xlsx",
        "A note that figures are cumulative: one measure counts so, the other does not",
        lambda: book(WIDE, ["1.3", 18, 38], ROW, ["Figures are cumulative"]),
        {("1.3", Q1): 18, ("1.3", Q2): 38, ("6.2", Q1): 41},
        asks("year so far"),
    ),
    case(
        "year_so_far_beside.csv",
        "The same beside a single figure",
        lambda: table(
            [*HEADER, "Notes"],
            ["6.2", QUARTER, 86, "Figure is year to date"],
            ["11.2", QUARTER, 9.5, "Rising"],
        ),
        {("11.2", Q2): 9.5},
        asks("year so far"),
    ),
    Case(
        "note_on_a_target.xlsx",
        "A star behind Target alone, explained as an estimate",
        lambda: book(["Code", "Target*", *WIDE[1:]], ["6.2", 50, 41, 45], ["* estimate"]),
        BOTH,
        accepts(),
        "headers",
    ),
    *(
        clean(name, note)
        for name, note in (
            ("against_targets", "Figures are reported against targets"),
            ("target", "Source: housing system. Target set by Cabinet"),
            ("not_estimates", "Figures are not estimates"),
            ("targets", "Targets are estimated"),
            ("excludes", "* excludes estimated cases"),
            ("not_cumulative", "Figures are not cumulative"),
            ("next_quarter", "Forecast for Q3 is 50"),
        )
    ),
]
