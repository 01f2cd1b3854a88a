"""Notes around a table that make its figures others, or those of the year so far."""

from functools import partial

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


def below(name: str, note: str) -> Case:
    return case(f"below_{name}.xlsx", f"Below: {note}", lambda: book(WIDE, ROW, [], [note]))


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
    *(
        below(name, note)
        for name, note in (
            ("these", "Note: these are targets, not outturns"),
            ("the_above", "NB the above are year end estimates"),
            ("all", "All forecasts"),
            ("only", "N.B. Forecast figures only"),
            ("been", "These figures have been estimated"),
            ("profile", "Data shown is the profile"),
            ("equals", "Figures above = target"),
            ("last_year", "Figures are based on last year's"),
            ("annualised", "Figures have been annualised"),
        )
    ),
    *(
        case(
            f"alone_in_commentary_{at}.csv",
            f"A commentary that says {note} and nothing else",
            partial(
                table,
                [*HEADER, "Notes"],
                ["6.2", QUARTER, 45, note],
                ["11.2", QUARTER, 9.5, "Rising; an estimate was too low"],
            ),
            {("11.2", Q2): 9.5},
            asks("the commentary;They are outturns 45 for Q2 2019/20"),
        )
        for at, note in enumerate(("Forecast", "This is the target, not the outturn"))
    ),
    case(
        "cumulative_figures.xlsx",
        "Cumulative figures, alone below",
        lambda: book(HEADER, ["6.2", QUARTER, 86], [], ["Cumulative figures"]),
        expected=asks("year so far"),
    ),
    case(
        "of_women.xlsx",
        "A note that figures are of women only",
        lambda: book(WIDE, ROW, ["Figures are for women only"]),
        expected=asks("of a part alone"),
    ),
    case(
        "of_a_ward.csv",
        "The same of a ward, above the table",
        lambda: table(["Data relate to Bow East ward alone", "", ""], WIDE, ROW),
        expected=asks("of a part alone"),
    ),
    case(
        "of_another_area.ods",
        "A note below that figures are of England",
        lambda: document(WIDE, ROW, ["NB: figures cover England"]),
        expected=asks(
            "is said of figures;They are of England 41 for Q1 2019/20 and 1 more figure, England"
        ),
    ),
    Case(
        "note_of_another_area_above.xlsx",
        "London in a sentence above, asked about once",
        lambda: book(["Figures are for London"], [], WIDE, ROW),
        {},
        asks("They are of London 41 for Q1 2019/20 and 1 more figure, London"),
        "headers",
        never="no outturns",
        either=BOTH,
    ),
    Case(
        "heading_of_another_area.xlsx",
        "London alone above a second table: whose figures they are is asked, and nothing else",
        lambda: book(HEADER, ["6.2", QUARTER, 45], [], ["London"], HEADER, ["1.4", QUARTER, 80]),
        {("6.2", Q2): 45},
        asks("They are of London 80 for Q2 2019/20, London"),
        "headers",
        never="no outturns",
    ),
    case(
        "of_another_period.xlsx",
        "A note below that figures are of another year",
        lambda: book(WIDE, ROW, [], ["All figures shown relate to 2018/19"]),
        expected=asks("is said of figures of Q1 2019/20 and 1 more"),
    ),
    Case(
        "note_of_the_same_period.xlsx",
        "A note below that figures are of the period that their rows say, and of the whole council",
        lambda: book(
            HEADER, ["6.2", QUARTER, 45], ["Data are for Q2 2019/20"], ["Figures cover all wards"]
        ),
        {("6.2", Q2): 45},
        accepts(),
        "headers",
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
            ("not_targets", "These are not targets"),
            ("revised", "Figures for last year have been revised"),
            ("inside", "Data is for internal use only"),
            ("targets_below", "Targets"),
            ("of_which", "These include estimated cases"),
        )
    ),
]
