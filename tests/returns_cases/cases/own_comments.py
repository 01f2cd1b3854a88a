"""Comments on cells: they are told, and asked about where they say a scale or another figure."""

from openpyxl.comments import Comment

from tests.returns_cases.case import Q1, Q2, Case, accepts, asks
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.open_documents import document, noted

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
HOUSEHOLDS = {("6.2", Q2): 45}


def case(file, about, make, right=HOUSEHOLDS, expected=None, **more) -> Case:
    return Case(file, about, make, right, expected or accepts("a comment"), "shown", **more)


def commented(**said: str):
    """Puts comments on the cells of a sheet."""

    def edit(sheet) -> None:
        for place, text in said.items():
            sheet[place].comment = Comment(text, "J Smith")

    return edit


def with_comment(**said: str):
    return lambda: book(HEADER, ["6.2", QUARTER, 45], edit=commented(**said))


CASES = [
    case(
        "comment_provisional.xlsx",
        "A comment says that the figure is provisional",
        with_comment(C2="provisional"),
        expected=accepts("'provisional';type [p]"),
    ),
    case(
        "comment_estimate.xlsm",
        "A comment says that the figure is an estimate",
        with_comment(C2="Estimate only"),
        right={},
        expected=asks("the comment 'Estimate only';no outturn"),
    ),
    case(
        "comment_target.xlsx",
        "A comment says in a sentence that the figure is the target",
        with_comment(C2="This is the target, the actual is 41"),
        right={},
        expected=asks("the comment 'This is the target"),
    ),
    case(
        "comment_forecasts.xlsx",
        "A comment on the header says that the figures below are forecasts",
        with_comment(C1="Figures are year-end forecasts"),
        right={},
        expected=asks("the comment 'Figures are"),
    ),
    case(
        "comment_against_target.xlsx",
        "A comment has the word target in it and says nothing of the kind",
        with_comment(C2="Below target; not an estimate"),
        expected=accepts("Below target"),
    ),
    case(
        "comment_on_a_title.xlsx",
        "A comment on the title above the table",
        lambda: book(
            ["Housing return"],
            [],
            HEADER,
            ["6.2", QUARTER, 45],
            edit=commented(A1="Not signed off"),
        ),
        expected=accepts("Return!A1;not signed off"),
    ),
    case(
        "comment_on_a_period.xlsx",
        "A comment on the header of a quarter, and one on its figure",
        lambda: book(
            ["Code", "Q1 2019/20", QUARTER],
            ["6.2", 41, 45],
            edit=commented(C1="To August only", C2="Revised"),
        ),
        {("6.2", Q1): 41, ("6.2", Q2): 45},
        accepts("to August only;type [r]"),
    ),
    case(
        "comment_on_nothing.xlsx",
        "A comment on an empty cell says why there is no figure",
        lambda: book(
            HEADER,
            ["6.2", QUARTER, None],
            ["11.2", QUARTER, 9.5],
            edit=commented(C2="Awaiting data from the depot"),
        ),
        {("11.2", Q2): 9.5},
        accepts("awaiting data from the depot"),
    ),
    case(
        "comment_and_marker.xlsx",
        "A comment says what the marker says",
        lambda: book(
            [*HEADER, "Marker"], ["6.2", QUARTER, 45, "[p]"], edit=commented(C2="Provisional")
        ),
        expected=accepts("says so already"),
    ),
    case(
        "comment_on_merged.xlsx",
        "A comment on a measure of two rows",
        lambda: book(
            HEADER,
            ["6.2", "Q1 2019/20", 41],
            [None, QUARTER, 45],
            merged=["A2:A3"],
            edit=commented(A2="Both provisional"),
        ),
        {("6.2", Q1): 41, ("6.2", Q2): 45},
    ),
    case(
        "comment_in_thousands.xlsx",
        "A comment on the header says that figures are in thousands",
        with_comment(C1="All figures in thousands"),
        {},
        asks("in thousands"),
        either={("6.2", Q2): 45, ("6.2", "2019-20-Q2", "x"): 45_000},
    ),
    case(
        "comment_on_one_in_thousands.xlsx",
        "A comment on one figure says that it is in thousands",
        lambda: book(
            HEADER,
            ["6.2", "Q1 2019/20", 41],
            ["6.2", QUARTER, 45],
            edit=commented(C3="in thousands"),
        ),
        {("6.2", Q1): 41},
        asks("in thousands"),
        either=HOUSEHOLDS,
    ),
    case(
        "comment_on_targets_in_thousands.xlsx",
        "A comment says so of the targets beside",
        lambda: book(
            [*HEADER, "Target"], ["6.2", QUARTER, 45, 50], edit=commented(D1="In thousands")
        ),
    ),
    case(
        "comment_provisional.ods",
        "A comment in an open document",
        lambda: document(HEADER, ["6.2", QUARTER, noted(45, "provisional")]),
        expected=accepts("'provisional';type [p]"),
    ),
    case(
        "comment_on_a_header.ods",
        "A comment on a header of an open document",
        lambda: document(["Code", "Period", noted("Outturn", "See note")], ["6.2", QUARTER, 45]),
    ),
    case(
        "comment_on_nothing.ods",
        "A comment on an empty cell of an open document",
        lambda: document(HEADER, ["6.2", QUARTER, noted(None, "Awaited")], ["11.2", QUARTER, 9.5]),
        {("11.2", Q2): 9.5},
        accepts("'Awaited'"),
    ),
    case(
        "comment_in_thousands.ods",
        "A comment of an open document says thousands",
        lambda: document(HEADER, ["6.2", QUARTER, noted(45, "in thousands")]),
        {},
        asks("in thousands"),
        either=HOUSEHOLDS,
    ),
]
