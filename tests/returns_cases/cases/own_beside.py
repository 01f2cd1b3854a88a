"""Columns that no field has, and what they say of the figures beside them."""

from functools import partial

from tests.returns_cases.case import Q1, Q2, Case, accepts, asks
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.open_documents import document
from tests.returns_cases.makers.texts import lines

FIGURES = "Code,Measure,Period,Outturn"
ONLINE = "9.1,Satisfied with online service,Q2 2019/20"
DRUGS = "7.4,Drug treatment completed,Q2 2019/20"

HEADLESS = ["Code", "Period", "Outturn"], ["7.4", "Q2 2019/20", 82.5, "checked"]


def beside(name, about, *rows, right=None, expected=None) -> Case:
    return Case(
        f"beside_{name}.csv",
        about,
        partial(lines, *rows),
        right or {},
        expected or asks("Are these figures outturns?"),
        "identity",
    )


def said(name, header, text, figure="80", line=DRUGS, **options) -> Case:
    return beside(
        name,
        f"The column {header} says {text}",
        f"{FIGURES},{header}",
        f"{line},{figure},{text}",
        **options,
    )


OTHER_FIGURES = [
    said("type_target", "Type", "Target"),
    said("status_forecast", "Status", "Forecast"),
    said("actual_or_forecast", "Actual or forecast", "Forecast"),
    said("scenario_budget", "Scenario", "Budget"),
    said("statistic_numerator", "Statistic", "Numerator"),
    said("value_type_count", "Value type", "Count"),
    said("basis_year_to_date", "Basis", "Year to date", expected=asks("of each period alone")),
    said("flag_estimated", "Estimated?", "Y"),
    said("comparator_row", "Series", "London average"),
    beside(
        "targets_and_actuals",
        "A row of targets and a row of actuals",
        "Code,Measure,Period,Type,Outturn",
        "9.1,Satisfied with online service,Q2 2019/20,Target,80",
        "9.1,Satisfied with online service,Q2 2019/20,Actual,76.4",
        right={("9.1", Q2): 76.4},
    ),
    Case(
        "beside_series_of_a_wide_table.xlsx",
        "Targets and actuals in turn, quarters across",
        partial(
            book,
            ["Code", "Measure", "Series", "Q1 2019/20", "Q2 2019/20"],
            ["9.1", "Satisfied with online service", "Target", 80, 80],
            ["9.1", "Satisfied with online service", "Actual", 75.1, 76.4],
        ),
        {("9.1", Q1): 75.1, ("9.1", Q2): 76.4},
        asks("Target"),
        "identity",
    ),
]

OF_A_PART = [
    said(name, header, text, "76.4", ONLINE, expected=asks("as a whole|own area|area"))
    for name, header, text in (
        ("provider", "Provider", "Riverside Trust"),
        ("partner", "Partner", "Riverside"),
        ("reporting_body", "Reporting body", "Riverside"),
        ("channel", "Channel", "Web chat"),
        ("grade", "Grade", "PO1"),
        ("strand", "Strand", "Race"),
        ("disabled", "Disabled", "Yes"),
        ("ccg", "CCG", "Riverside"),
    )
]

# What people keep beside their figures and what says nothing against them.
NOTHING_SAID = [
    said(name, header, text, "76.4", ONLINE, right={("9.1", Q2): 76.4}, expected=accepts())
    for name, header, text in (
        ("type_percentage", "Type", "Percentage"),
        ("type_actual", "Type", "Actual"),
        ("status_final", "Status", "Final"),
        ("frequency", "Frequency", "Quarterly"),
        ("target_kind", "Target type", "Minimum"),
        ("priority", "Priority", "National"),
        ("rag", "RAG", "Forecast"),
        ("not_estimated", "Estimated?", "N"),
    )
] + [
    beside(
        "count_of_a_count",
        "The word is the unit of the measure",
        f"{FIGURES},Value type",
        "1.3,New enterprises supported,Q2 2019/20,40,Number",
        right={("1.3", Q2): 40},
        expected=accepts(),
    )
]

HEADED = [
    Case(
        "heading_of_forecasts.xlsx",
        "A title says that the figures are forecasts",
        partial(
            book,
            ["Forecasts"],
            ["Code", "Measure", "Q1 2019/20", "Q2 2019/20"],
            ["9.1", "Satisfied with online service", 80, 80],
        ),
        {},
        asks("Forecasts"),
        "headers",
    ),
    Case(
        "sheet_of_a_trajectory.xlsx",
        "The sheet is called Trajectory",
        partial(
            book,
            ["Code", "Measure", "Q1 2019/20", "Q2 2019/20"],
            ["9.1", "Satisfied with online service", 80, 80],
            sheet="Trajectory",
        ),
        {},
        asks("Trajectory"),
        "headers",
    ),
    beside(
        "unit_of_measure_shortened",
        "A column UoM says percent of a count",
        "Code,Measure,UoM,Period,Outturn",
        "1.3,New enterprises supported,%,Q2 2019/20,40",
        expected=asks("%"),
    ),
]

COUNTED = [
    beside(
        f"number_for_a_share_{at}",
        "The title counts what the measure is a share of",
        FIGURES,
        f"{line},80",
        expected=asks("Number"),
    )
    for at, line in enumerate(
        (
            "7.4,Number of drug users successfully completing treatment,Q2 2019/20",
            "9.1,Number satisfied with online service,Q2 2019/20",
        )
    )
]

OF_NO_HEADER = [
    Case(
        f"headless_{name}",
        f"A column without a header says {text}",
        make,
        {("7.4", "2019-20-Q2"): 82.5} if expected is None else {},
        expected or asks("the column 'D' says;Are these figures outturns?"),
        "identity",
    )
    for name, text, make, expected in (
        *(
            (
                f"{text.strip('().')}.xlsx",
                text,
                partial(book, *HEADLESS, ["9.1", "Q2 2019/20", 80, text]),
                None,
            )
            for text in ("forecast", "est.", "(target)", "England")
        ),
        (
            "last_year.ods",
            "Last year",
            partial(document, *HEADLESS, ["9.1", "Q2 2019/20", 80, "Last year"]),
            None,
        ),
        (
            "to_date.xlsx",
            "cumulative",
            partial(book, ["Code", "Period", "Outturn"], ["6.2", "Q2 2019/20", 85, "cumulative"]),
            asks("the column 'D' says 'cumulative'"),
        ),
        (
            "thousands.xlsx",
            "000s",
            partial(book, ["Code", "Period", "Outturn"], ["6.2", "Q2 2019/20", 12, "000s"]),
            asks("Times 1,000 12,000 for Q2 2019/20"),
        ),
    )
]

CASES = [*OF_NO_HEADER, *COUNTED, *HEADED, *OTHER_FIGURES, *OF_A_PART, *NOTHING_SAID]
