"""Cells that are struck through as a whole: their sender took back what stands in them."""

from tests.returns_cases.case import Q2, Case, accepts, asks, refuses
from tests.returns_cases.makers.books import Plain, Xml, book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import Cell, document, struck

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
HOUSEHOLDS = {("6.2", Q2): 45}
ASKED = asks("struck through")


def case(file: str, about: str, make, right=None, expected=ASKED, **more) -> Case:
    return Case(file, about, make, right or {}, expected, "shown", either=HOUSEHOLDS, **more)


def runs(*texts: str, spans: str = "") -> Cell:
    return Cell(
        f'<table:table-cell office:value-type="string"><text:p>{"".join(texts)}'
        f'<text:span text:style-name="struck">{spans}</text:span></text:p></table:table-cell>'
    )


CASES = [
    case(
        "struck_figure.xlsx",
        "A figure struck through as a whole",
        lambda: book(HEADER, ["6.2", QUARTER, 45], struck=["C2"]),
    ),
    case(
        "struck_figure.xls",
        "The same in an old workbook",
        lambda: old_book(HEADER, ["6.2", QUARTER, 45], struck=["C2"]),
    ),
    case(
        "struck_figure.ods",
        "The same in an open document",
        lambda: document(HEADER, ["6.2", QUARTER, struck(45)]),
    ),
    case(
        "struck_text.xlsx",
        "A figure kept as a text, struck through",
        lambda: book(HEADER, ["6.2", QUARTER, "45"], struck=["C2"]),
    ),
    case(
        "struck_run.xlsx",
        "A text of one run that is struck through",
        lambda: Plain(
            [
                HEADER,
                [
                    "6.2",
                    QUARTER,
                    Xml('<c r="$" t="inlineStr"><is><r><rPr><strike/></rPr><t>45</t></r></is></c>'),
                ],
            ]
        ).bytes(),
    ),
    case(
        "struck_span.ods",
        "A text of which all is struck through",
        lambda: document(HEADER, ["6.2", QUARTER, runs(spans="45")]),
    ),
    case(
        "struck_beside_its_correction.ods",
        "45 and, struck through, 50 behind it: no 4550",
        lambda: document(HEADER, ["6.2", QUARTER, runs("45", spans="50")]),
        HOUSEHOLDS,
        refuses(),
    ),
    case(
        "struck_row.xlsx",
        "A whole row struck through, and another below",
        lambda: book(
            HEADER,
            ["6.2", "Q1 2019/20", 45],
            ["6.2", QUARTER, 47],
            struck=["A2", "B2", "C2"],
        ),
        {("6.2", Q2): 47},
    ),
    case(
        "struck_code.xlsx",
        "Only the measure is struck through",
        lambda: book(HEADER, ["6.2", QUARTER, 45], struck=["A2"]),
    ),
    case(
        "struck_header.xlsx",
        "The header Outturn is struck through",
        lambda: book(HEADER, ["6.2", QUARTER, 45], struck=["C1"]),
    ),
    case(
        "struck_period.xlsx",
        "The first of two columns of periods is struck through",
        lambda: book(["Code", "Q1 2019/20", QUARTER], ["6.2", 41, 45], struck=["B1"]),
        HOUSEHOLDS,
    ),
    case(
        "struck_and_typed_again.xlsx",
        "A row struck through, and the same row once more with another figure",
        lambda: book(HEADER, ["6.2", QUARTER, 50], ["6.2", QUARTER, 45], struck=["A2", "B2", "C2"]),
        HOUSEHOLDS,
    ),
    case(
        "struck_below_two_headers.xls",
        "A struck figure below two rows of headers in an old workbook",
        lambda: old_book(["Code", "2019/20", ""], ["", "Q1", "Q2"], ["6.2", 41, 45], struck=["B3"]),
        HOUSEHOLDS,
    ),
    case(
        "struck_measure_of_two_rows.xlsx",
        "A measure struck through that is merged over two rows",
        lambda: book(
            HEADER,
            ["6.2", "Q1 2019/20", 41],
            [None, QUARTER, 45],
            ["11.2", QUARTER, 9.5],
            merged=["A2:A3"],
            struck=["A2"],
        ),
        {("11.2", Q2): 9.5},
        asks("and 1 more"),
    ),
    case(
        "struck_year.xlsx",
        "A year struck through over its quarters",
        lambda: book(
            ["Code", "2018/19", None, "2019/20", None],
            [None, "Q1", "Q2", "Q1", "Q2"],
            ["6.2", 40, 42, None, 45],
            struck=["B1"],
        ),
        HOUSEHOLDS,
        asks("Q1 2018/19;Q2 2018/19"),
    ),
    case(
        "struck_marker.xlsx",
        "[p] struck through in a column of markers",
        lambda: book([*HEADER, "Marker"], ["6.2", QUARTER, 45, "[p]"], struck=["D2"]),
    ),
    Case(
        "nothing_struck.xlsx",
        "A struck commentary strikes no figure",
        lambda: book([*HEADER, "Commentary"], ["6.2", QUARTER, 45, "To be written"], struck=["D2"]),
        HOUSEHOLDS,
        accepts(),
        "shown",
    ),
]
