"""Workbooks after public reports of what people really upload, and of what readers made of it."""

from datetime import datetime
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.returns_cases.case import Q1, Case, Row, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import (
    EMPTY_FILL,
    STRICT,
    STRICT_OFFICE,
    Plain,
    Xml,
    book,
    packed,
)
from tests.returns_cases.makers.open_documents import document, line

HEADER = ["measure", "period", "outturn", "commentary"]
LEARNERS: list[Any] = ["1.4", "Q1 2019/20", 81.5]
COMMENTED: list[list[Any]] = [HEADER, [*LEARNERS, "ok"]]
SEEN = {("1.4", Q1): 81.5}
SEEN_COMMENTED = {("1.4", Q1): Row(81.5, "ok")}


def plain(*more, **how):
    """The commented row in a workbook put together part by part; `how`: attributes of Plain."""

    def make() -> bytes:
        made = Plain([*COMMENTED, *more])
        for name, value in how.items():
            setattr(made, name, value)
        return made.bytes()

    return make


def prefixed() -> bytes:
    """Every element with the prefix x:, as some libraries write them."""
    parts = Plain(COMMENTED).parts()
    for name, content in parts.items():
        if name.startswith("xl/") and name.endswith(".xml"):
            text = str(content).replace("<", "<x:").replace("<x:/", "</x:")
            parts[name] = text.replace("xmlns=", "xmlns:x=")
    return packed(parts)


def _from_1904(sheet) -> None:
    sheet.parent.epoch = CALENDAR_MAC_1904


def _hidden_row_and_sheet(sheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.parent["Old figures"].sheet_state = "hidden"
    sheet.parent.active = sheet.parent.index(sheet)


def _far_below(sheet) -> None:
    sheet["A1048576"].number_format = "0.0"


def _protected(sheet) -> None:
    sheet.protection.sheet = True


CASES = [
    Case(
        "20b_code_as_number.xlsx",
        "Codes held as numbers: 1.4, 10.2, 11",
        lambda: book(
            HEADER, [1.4, "Q1 2019/20", 81.5], [10.2, "Q1 2019/20", 4], [11, "Q1 2019/20", 4]
        ),
        {("1.4", Q1): 81.5, ("10.2", Q1): 4},
        reads("'11'") | asks("11"),
        "identity",
    ),
    Case(
        "21_formula_no_result.xlsx",
        "A formula without a stored result",
        lambda: book(["measure", "period", "outturn"], ["1.4", "Q1 2019/20", "=D2/E2", 3, 4]),
        {},
        refuses("=D2/E2"),
        "shown",
    ),
    Case(
        "22_error_cell.xlsx",
        "An error cell: #DIV/0!",
        lambda: Plain(
            [HEADER, ["1.4", "Q1 2019/20", Xml('<c r="$" t="e"><f>1/0</f><v>#DIV/0!</v></c>')]]
        ).bytes(),
        {},
        refuses("#DIV/0!"),
        "shown",
    ),
    Case(
        "28_serial_date.xlsx",
        "A date that lost its format: 43646 under period end",
        lambda: book(["measure", "period end", "outturn"], ["3.2", 43646, 5.1]),
        {("3.2", "2019-M06"): 5.1},
        asks("30 June 2019|Jun 2019") | refuses("30 June 2019|Jun 2019"),
        "periods",
    ),
    Case(
        "27_dates_1904.xlsx",
        "A workbook whose days count from 1904",
        lambda: book(
            ["measure", "period end", "outturn"],
            ["3.2", datetime(2019, 6, 30), 5.1],
            formats={"B2": "dd/mm/yyyy"},
            edit=_from_1904,
        ),
        {("3.2", "2019-M06"): 5.1},
        accepts(),
        "periods",
    ),
    Case(
        "23_percent_format_mixed.xlsx",
        "One cell of 81.5% by its format, one plain 62",
        lambda: book(
            ["measure", "period", "outturn", "commentary"],
            ["1.4", "Q1 2019/20", 0.815],
            ["4.4", "Q1 2019/20", 62],
            formats={"C2": "0.0%"},
        ),
        {("1.4", Q1): 81.5, ("4.4", Q1): 62},
        accepts(),
        "shown",
    ),
    Case(
        "24_format_hides_value.xlsx",
        "1234567 shown as 1,235 (thousands), 81.4999999 shown as 81",
        lambda: book(
            ["measure", "period", "outturn", "commentary"],
            ["1.3", "Q1 2019/20", 1234567],
            ["1.4", "Q1 2019/20", 81.4999999],
            formats={"C2": "#,##0,", "C3": "0"},
        ),
        {("1.4", Q1): 81},
        asks("81") | refuses("81"),
        "shown",
    ),
    Case(
        "25_hidden_row_and_sheet.xlsx",
        "Row 3 is hidden, and so is the first sheet",
        lambda: book(
            ["measure", "period", "outturn", "commentary"],
            ["1.4", "Q1 2019/20", 81.5],
            ["1.4", "Q4 2018/19", 70],
            ["4.4", "Q1 2019/20", 62],
            before={
                "Old figures": [
                    ["measure", "period", "outturn", "commentary"],
                    ["1.4", "Q1 2018/19", 11.1],
                ]
            },
            edit=_hidden_row_and_sheet,
        ),
        {("1.4", Q1): 81.5, ("1.4", "2018-19-Q4"): 70, ("4.4", Q1): 62},
        accepts("row 3 hidden;Old figures") | asks("hidden"),
        "shown",
    ),
    Case(
        "40_zip_in_zip.zip",
        "A return in a compressed folder",
        lambda: packed({"return.xlsx": book(HEADER, LEARNERS)}),
        SEEN,
        refuses("compressed folder") | accepts(),
        "words",
    ),
    Case(
        "26_merged_two_header_rows.xlsx",
        "2019/20 and 2018/19, each merged over Q1 and Q2",
        lambda: book(
            [None, None, "2019/20", None, "2018/19"],
            ["measure", "title", "Q1", "Q2", "Q1", "Q2"],
            ["1.4", "Learners", 81.5, 82.5, 80.1, 80.2],
            merged=["C1:D1", "E1:F1"],
        ),
        {
            ("1.4", "2019-20-Q1"): 81.5,
            ("1.4", "2019-20-Q2"): 82.5,
            ("1.4", "2018-19-Q1"): 80.1,
            ("1.4", "2018-19-Q2"): 80.2,
        },
        accepts() | asks("Learners"),
        "headers",
    ),
    Case(
        "29_strict_ooxml.xlsx",
        "Strict Open XML, as Excel offers it",
        lambda: Plain(COMMENTED, main=STRICT, office=STRICT_OFFICE).bytes(),
        SEEN_COMMENTED,
        accepts() | refuses("Strict Open XML"),
        "words",
    ),
    Case(
        "30_inline_strings.xlsx",
        "Texts kept in the cells",
        plain(inline=True),
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "31_empty_shared_string.xlsx",
        "Cells that point at no shared text",
        plain([Xml('<c r="$" t="s"><v></v></c>'), Xml('<c r="$" t="s"><v/></c>')]),
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "32_namespace_prefix.xlsx",
        "Every element with the prefix x:",
        prefixed,
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "33_empty_fill.xlsx",
        "An empty fill in the styles, which Excel opens",
        plain(styles=EMPTY_FILL),
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "34_no_styles.xlsx",
        "No styles part",
        plain(styles=""),
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "34b_odd_sheet_file_name.xlsx",
        "The sheet's part is called sheet.xml",
        plain(sheet_file="sheet.xml"),
        SEEN_COMMENTED,
        accepts(),
        "shown",
    ),
    Case(
        "35_styled_cell_far_below.xlsx",
        "One formatted cell in row 1,048,576",
        lambda: book(HEADER, LEARNERS, edit=_far_below),
        SEEN,
        accepts(),
        "shown",
    ),
    Case(
        "36_total_and_note_rows.xlsx",
        "A total and a source below the table",
        lambda: book(
            HEADER,
            ["1.3", "Q1 2019/20", 10],
            ["10.2", "Q1 2019/20", 12],
            ["Total", None, 22],
            [],
            ["Source: team records, extracted 03/07/2019"],
        ),
        {("1.3", Q1): 10, ("10.2", Q1): 12},
        accepts("total"),
        "headers",
    ),
    Case(
        "37_two_tables_side_by_side.xlsx",
        "Two tables beside each other",
        lambda: book(
            ["measure", "period", "outturn", None, "measure", "period", "outturn"],
            [*LEARNERS, None, "4.4", "Q1 2019/20", 62],
        ),
        {("1.4", Q1): 81.5, ("4.4", Q1): 62},
        accepts() | refuses("E1|C1") | asks(),
        "headers",
    ),
    Case(
        "38_numbers_export.xlsx",
        "Apple Numbers: an Export Summary first, Table 1 above the header",
        lambda: book(
            ["Table 1"],
            HEADER,
            LEARNERS,
            before={
                "Export Summary": [
                    [
                        "This document was exported from Numbers. Each table was converted to "
                        "an Excel worksheet."
                    ],
                    [],
                    ["Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name"],
                    ["Sheet 1", "Table 1", "Return"],
                ]
            },
        ),
        SEEN,
        accepts(),
        "headers",
    ),
    Case(
        "39a_html.xls",
        "A web page that is called .xls",
        lambda: (
            b"<html><body><table><tr><td>measure</td><td>period</td><td>outturn</td></tr><tr>"
            b"<td>1.4</td><td>Q1 2019/20</td><td>81.5</td></tr></table></body></html>"
        ),
        SEEN,
        accepts() | refuses("web page"),
        "words",
    ),
    Case(
        "39b_tabs.xls",
        "A text with tabs that is called .xls",
        lambda: b"measure\tperiod\toutturn\n1.4\tQ1 2019/20\t81.5\n",
        SEEN,
        accepts(),
        "words",
    ),
    Case(
        "41_escaped_return.xlsx",
        "A carriage return written as _x000D_",
        lambda: Plain([HEADER, [*LEARNERS, "First_x000D_\nsecond"]]).bytes(),
        SEEN,
        accepts(),
        "shown",
        never="_x000D_",
    ),
    Case(
        "42_protected_sheet.xlsx",
        "A protected sheet",
        lambda: book(HEADER, LEARNERS, edit=_protected),
        SEEN,
        accepts(),
        "shown",
    ),
    Case(
        "46a_ods_repeated_rows.ods",
        "Equal rows kept once with a count",
        lambda: document(
            HEADER[:3],
            ["3.2", "Apr 2019", 5.0],
            line(*LEARNERS, times=2),
            ["4.4", "Q1 2019/20", 35.0],
        ),
        {("3.2", "2019-M04"): 5, ("1.4", Q1): 81.5, ("4.4", Q1): 35},
        accepts(),
        "shown",
    ),
    Case(
        "46b_ods_million_empty_rows.ods",
        "A million empty rows below",
        lambda: document(
            HEADER[:3],
            LEARNERS,
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        ),
        SEEN,
        accepts(),
        "shown",
    ),
    Case(
        "49_rows_after_a_gap.xlsx",
        "A row after 600 empty ones",
        lambda: book(HEADER, LEARNERS, *[[]] * 600, ["4.4", "Q1 2019/20", 35]),
        {("1.4", Q1): 81.5, ("4.4", Q1): 35},
        accepts(),
        "headers",
    ),
]
