"""Further cells that show something else than they hold."""

from functools import partial

from tests.returns_cases.case import Q1, Q2, Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import Plain, Runs, Xml, book, packed
from tests.returns_cases.makers.old_books import Formula, old_book
from tests.returns_cases.makers.open_documents import Cell, document, footnote, line, seen

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
TOLD = accepts() | asks() | refuses()
ASKED = asks() | refuses()
HOUSEHOLDS = {("6.2", Q2): 45}


def plain(*rows) -> bytes:
    return Plain([HEADER, *rows]).bytes()


def runs(*texts: str, look: str = "<b/>") -> Xml:
    """A text in the cell itself, each second run with this look."""
    made = "".join(
        f"<r>{f'<rPr>{look}</rPr>' if number % 2 else ''}<t>{text}</t></r>"
        for number, text in enumerate(texts)
    )
    return Xml(f'<c r="$" t="inlineStr"><is>{made}</is></c>')


ABOVE = '<vertAlign val="superscript"/>'
MARKED = [
    Case(
        "footnote_in_the_cell.xlsx",
        "A footnote mark in a text that is kept in the cell",
        lambda: plain(["6.2", QUARTER, runs("45", "1", look=ABOVE)]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "footnote.ods",
        "A footnote mark above the line in an open document",
        lambda: document(HEADER, ["6.2", QUARTER, footnote("45", "1")]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "footnote_character.xlsx",
        "A footnote mark that is a character of its own: 45¹",
        lambda: book(HEADER, ["6.2", QUARTER, "45¹"]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "footnote_on_a_code.xlsx",
        "A footnote mark on the code: 6.2 and a small 1",
        lambda: plain([Runs("6.2", "1"), QUARTER, 45]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "footnote_on_a_period.xlsx",
        "A footnote mark on the period",
        lambda: plain(["6.2", Runs(QUARTER, "1"), 45]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "footnote_first.xlsx",
        "The mark before the figure",
        lambda: plain(["6.2", QUARTER, runs("", "1", "45", look=ABOVE)]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "two_bold_runs.xlsx",
        "45 in two runs of which one is bold: no doubt",
        lambda: plain(["6.2", QUARTER, runs("4", "5")]),
        HOUSEHOLDS,
        accepts(),
        "shown",
    ),
    Case(
        "struck_through.xlsx",
        "50 struck through and 45 beside it",
        lambda: plain(["6.2", QUARTER, runs("", "50", "45", look="<strike/>")]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
    Case(
        "below_the_line.xlsx",
        "A mark below the line",
        lambda: plain(["6.2", QUARTER, Runs("45", "", "2")]),
        HOUSEHOLDS,
        TOLD,
        "shown",
    ),
]


def _hide(*, column: str = "", row: int = 0, width: bool = False):
    def edit(sheet) -> None:
        if column and width:
            sheet.column_dimensions[column].width = 0.6  # letters: no digit is seen in it
        elif column:
            sheet.column_dimensions[column].hidden = True
        if row:
            sheet.row_dimensions[row].hidden = True

    return edit


HIDDEN = [
    Case(
        "hidden_row.xls",
        "A hidden row in an old workbook",
        lambda: old_book(HEADER, ["6.2", "Q1 2019/20", 41], ["6.2", QUARTER, 45], hidden_rows=[2]),
        {("6.2", Q1): 41, ("6.2", Q2): 45},
        accepts("hidden") | asks("hidden"),
        "shown",
    ),
    Case(
        "hidden_row.ods",
        "A hidden row in an open document",
        lambda: document(HEADER, line("6.2", "Q1 2019/20", 41, hidden=True), ["6.2", QUARTER, 45]),
        {("6.2", Q1): 41, ("6.2", Q2): 45},
        accepts("hidden") | asks("hidden"),
        "shown",
    ),
    Case(
        "hidden_column.ods",
        "The column Outturn is hidden; Value is shown",
        lambda: document([*HEADER, "Value"], ["6.2", QUARTER, 99, 45], hidden_columns=[3]),
        HOUSEHOLDS,
        accepts() | asks("hidden") | refuses("hidden"),
        "shown",
    ),
    Case(
        "hidden_column.xls",
        "The column Outturn is hidden; Value is shown",
        lambda: old_book([*HEADER, "Value"], ["6.2", QUARTER, 99, 45], hidden_columns=[3]),
        HOUSEHOLDS,
        accepts() | asks("hidden") | refuses("hidden"),
        "shown",
    ),
    Case(
        "hidden_period_column.xlsx",
        "The column of periods is hidden; a title says Q1",
        lambda: book(
            ["Return for Q1 2019/20"], HEADER, ["6.2", QUARTER, 45], edit=_hide(column="B")
        ),
        {("6.2", Q1): 45},
        asks("hidden") | refuses("hidden"),
        "shown",
    ),
    Case(
        "column_of_no_width.xlsx",
        "The column Outturn has no width; Value is shown",
        lambda: book(
            [*HEADER, "Value"], ["6.2", QUARTER, 99, 45], edit=_hide(column="C", width=True)
        ),
        HOUSEHOLDS,
        accepts() | asks("hidden|width") | refuses("hidden|width"),
        "shown",
    ),
    Case(
        "hidden_header_row.xlsx",
        "The header row is hidden; the row above says Target",
        lambda: book(["Code", "Period", "Target"], HEADER, ["6.2", QUARTER, 50], edit=_hide(row=2)),
        {},
        ASKED,
        "shown",
    ),
]


def waiting(value: str) -> bytes:
    """A formula of a file that asks to be worked out when it is opened."""
    parts = Plain(
        [HEADER, ["6.2", QUARTER, Xml(f'<c r="$"><f>40+5</f><v>{value}</v></c>')]]
    ).parts()
    order = '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    of_book = str(parts["xl/workbook.xml"]).replace("</workbook>", order)
    return packed(parts | {"xl/workbook.xml": of_book})


ERRORS = [
    Case(
        "formula_with_a_zero_in_its_place.xlsx",
        "A formula that no program worked out, with 0 for its value",
        lambda: waiting("0"),
        {},
        refuses("=40+5"),
        "shown",
    ),
    Case(
        "formula_with_its_value.xlsx",
        "A formula with its value, to be worked out again",
        lambda: waiting("45"),
        HOUSEHOLDS,
        accepts(),
        "shown",
    ),
    Case(
        "formulas_nobody_worked_out.xls",
        "Formulas of a program that only writes them, 0 in the place of their results",
        lambda: old_book(HEADER, ["6.2", "Q1 2019/20", Formula(0)], ["6.2", QUARTER, Formula(0)]),
        {},
        refuses("no result|not calculated|result"),
        "shown",
    ),
    Case(
        "formulas_with_their_results.xls",
        "Formulas with their results, of which one is 0",
        lambda: old_book(HEADER, ["6.2", "Q1 2019/20", Formula(0)], ["6.2", QUARTER, Formula(45)]),
        {("6.2", Q1): 0, ("6.2", Q2): 45},
        accepts(),
        "shown",
    ),
    Case(
        "error_502.ods",
        "Err:502 written as 0",
        lambda: document(HEADER, ["6.2", QUARTER, seen("Err:502", "float", "0")]),
        {},
        refuses("Err:502"),
        "shown",
    ),
    Case(
        "error_as_text.ods",
        "#N/A as a text",
        lambda: document(HEADER, ["6.2", QUARTER, "#N/A"]),
        {},
        refuses("#N/A"),
        "shown",
    ),
    Case(
        "shown_otherwise.ods",
        "45 shown, 54 held",
        lambda: document(HEADER, ["6.2", QUARTER, seen("45", "float", "54")]),
        HOUSEHOLDS,
        ASKED,
        "shown",
    ),
    Case(
        "shown_empty.ods",
        "A cell that holds 45 and shows nothing",
        lambda: document(
            HEADER,
            [
                "6.2",
                QUARTER,
                Cell(
                    '<table:table-cell office:value-type="float" office:value="45">'
                    "<text:p></text:p></table:table-cell>"
                ),
            ],
        ),
        HOUSEHOLDS,
        TOLD | reads(),
        "shown",
    ),
    Case(
        "number_as_text.xlsx",
        "45 kept as a text",
        lambda: book(HEADER, ["6.2", QUARTER, "45"]),
        HOUSEHOLDS,
        accepts(),
        "shown",
    ),
    Case(
        "true.xlsx",
        "TRUE in place of a figure",
        lambda: book(HEADER, ["6.2", QUARTER, True]),
        {},
        refuses("TRUE"),
        "shown",
    ),
]


def _one_cell(code: str, cell: str) -> bytes:
    return f"Code,Period,Outturn\n{code},{QUARTER},{cell}\n".encode()


IN_ITS_UNIT = [
    Case(
        f"in_its_unit_{name}.csv",
        f"{cell} for {code}",
        partial(_one_cell, code, cell),
        {(code, Q2): figure} if figure else {},
        accepts() if figure else ASKED,
        "shown",
    )
    for name, code, cell, figure in (
        ("days", "11.2", "7.9 days", 7.9),
        ("days_in_full", "11.2", "7.9 days per employee", 7.9),
        ("one_household", "6.2", "1 household", 1),
        ("share", "1.4", "46%", 46),
        ("hours", "11.2", "60 hours", None),
        ("working_days", "11.2", "7.9 working days", None),
        ("weeks", "11.2", "1.1 weeks", None),
        ("people", "6.2", "45 people", None),
        ("thousands", "6.2", "45 thousand households", None),
    )
]


CASES = [*MARKED, *HIDDEN, *ERRORS, *IN_ITS_UNIT]
