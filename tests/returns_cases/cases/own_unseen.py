"""Cells in which nothing is seen, days that are seen in part, and words struck through."""

from datetime import datetime

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from tests.returns_cases.case import Q1, Q2, Case, Row, accepts, asks, refuses
from tests.returns_cases.cases.own_comments import HEADER, HOUSEHOLDS, QUARTER, case
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import Cell, document, seen, struck, white

EXPLAINED = [*HEADER, "Commentary"]
ACTIVITIES = ["Activity", "Period", "Status", "Comment"]


def unseen(file, about, make, right=None, words="not shown at all") -> Case:
    return Case(file, about, make, right or {}, asks(words), "shown", either=HOUSEHOLDS)


def looks(*places: str, ground: str = "", **letters):
    """Gives cells of a sheet these letters, and a ground."""

    def edit(sheet) -> None:
        for place in places:
            sheet[place].font = Font(**letters)
            if ground:
                sheet[place].fill = PatternFill("solid", fgColor=ground)

    return edit


def day(value: str, shown: str) -> Cell:
    return seen(shown, "date", more=f' office:date-value="{value}"')


def with_look(*places: str, **more):
    return lambda: book(HEADER, ["6.2", QUARTER, 45], edit=looks(*places, **more))


def crossed(*texts: str, struck_first: bool = True) -> CellRichText:
    """A text of two runs of which one is struck through."""
    line = InlineFont(strike=True)
    first, second = texts
    return (
        CellRichText(TextBlock(line, first), second)
        if struck_first
        else CellRichText(first, TextBlock(line, second))
    )


UNSEEN = [
    unseen(
        "unseen_by_theme.xlsx", "White as the theme has it", with_look("C2", color=Color(theme=0))
    ),
    unseen(
        "unseen_nearly.xlsx", "A white that is not quite white", with_look("C2", color="FFFEFEFE")
    ),
    unseen(
        "unseen_nearly_by_theme.xlsx",
        "The theme's white, 5 percent darker",
        with_look("C2", color=Color(theme=0, tint=-0.05)),
    ),
    unseen(
        "unseen_green.xlsm", "Green on green", with_look("C2", color="FF00B050", ground="FF00B050")
    ),
    case(
        "seen_grey.xlsx",
        "Grey letters are seen",
        with_look("C2", color="FFA6A6A6"),
        expected=accepts(),
    ),
    case(
        "seen_white_on_navy.xlsx",
        "White headers on navy are seen",
        with_look("A1", "B1", "C1", color="FFFFFFFF", ground="FF002060"),
        expected=accepts(),
    ),
    unseen(
        "unseen_period.xlsx",
        "A period in white letters",
        with_look("B2", color="FFFFFFFF"),
        words="the period",
    ),
    unseen(
        "unseen_header.xlsx",
        "The header Outturn in white letters",
        with_look("C1", color="FFFFFFFF"),
        words="the header",
    ),
    unseen(
        "unseen_quarter.xlsx",
        "A quarter in white letters above its figures",
        lambda: book(
            ["Code", "Q1 2019/20", QUARTER], ["6.2", 41, 45], edit=looks("C1", color="FFFFFFFF")
        ),
        {("6.2", Q1): 41},
    ),
    case(
        "unseen_code.xlsx",
        "A code in white letters beside its title",
        lambda: book(
            ["Code", "Title", "Period", "Outturn"],
            ["6.2", "Homeless households rehoused", QUARTER, 45],
            edit=looks("A2", color="FFFFFFFF"),
        ),
        expected=accepts("the measure;not seen in its cell"),
    ),
    unseen(
        "unseen_row.xlsx",
        "A row in white letters, and another",
        lambda: book(
            HEADER,
            ["6.2", QUARTER, 45],
            ["11.2", QUARTER, 9.5],
            edit=looks("A2", "B2", "C2", color="FFFFFFFF"),
        ),
        {("11.2", Q2): 9.5},
    ),
    case(
        "unseen_commentary.xlsx",
        "A commentary in white letters",
        lambda: book(
            EXPLAINED, ["6.2", QUARTER, 45, "Fewer asked."], edit=looks("D2", color="FFFFFFFF")
        ),
        {("6.2", Q2): Row(45, "Fewer asked.")},
        accepts("the commentary;not seen"),
    ),
    case(
        "unseen_commentary.xls",
        "The same in an old workbook",
        lambda: old_book(EXPLAINED, ["6.2", QUARTER, 45, "Fewer asked."], white=["D2"]),
        {("6.2", Q2): Row(45, "Fewer asked.")},
        accepts("the commentary;not seen"),
    ),
    unseen(
        "unseen_text.ods",
        "A figure kept as a text in white letters",
        lambda: document(HEADER, ["6.2", QUARTER, white("45")]),
    ),
    unseen(
        "unseen_text.xls",
        "The same in an old workbook",
        lambda: old_book(HEADER, ["6.2", QUARTER, "45"], white=["C2"]),
    ),
    unseen(
        "unseen_numerator.xlsx",
        "A numerator in white letters",
        lambda: book(
            [*HEADER, "Numerator", "Denominator"],
            ["4.4", QUARTER, 50, 10, 20],
            edit=looks("D2", color="FFFFFFFF"),
        ),
    ),
    unseen(
        "unseen_white_format.xlsx",
        "A format that writes in white",
        lambda: book(HEADER, ["6.2", QUARTER, 45], formats={"C2": "[White]0"}),
    ),
    unseen(
        "unseen_white_nought.xls",
        "A format that writes noughts in white",
        lambda: old_book(
            HEADER, ["6.2", QUARTER, 0], ["11.2", QUARTER, 9.5], formats={"C2": "0;-0;[White]0"}
        ),
        {("11.2", Q2): 9.5},
    ),
    case(
        "seen_white_below_nought.xlsx",
        "A format that writes in white below nought alone",
        lambda: book(HEADER, ["6.2", QUARTER, 45], formats={"C2": "0;[White]-0"}),
        expected=accepts(),
    ),
    unseen(
        "unseen_percentage.ods",
        "A nought of percent that is not shown",
        lambda: document(
            HEADER,
            ["1.4", QUARTER, seen("0%", "percentage", "0")],
            ["11.2", QUARTER, 9.5],
            noughts=False,
        ),
        {("11.2", Q2): 9.5},
    ),
    unseen(
        "unseen_nought_of_a_quarter.xls",
        "A nought below one of two quarters",
        lambda: old_book(["Code", "Q1 2019/20", QUARTER], ["11.2", 0, 9.5], noughts=False),
        {("11.2", Q2): 9.5},
    ),
]


DAYS = [
    Case(
        "day_as_year.xlsx",
        "31 March shown as its year alone",
        lambda: book(HEADER, ["5.2", datetime(2019, 3, 31), 23], formats={"B2": "yyyy"}),
        {},
        asks("could be of"),
        "period",
    ),
    Case(
        "day_as_year_header.ods",
        "Two days shown as years above their figures",
        lambda: document(
            ["Code", day("2018-04-01", "2018"), day("2019-04-01", "2019")], ["5.2", 22, 23]
        ),
        {},
        asks("could be of"),
        "period",
    ),
    Case(
        "day_as_month.ods",
        "1 September shown as its month, of a measure of months",
        lambda: document(HEADER, ["3.2", day("2019-09-01", "Sep-19"), 4.4]),
        {("3.2", "2019-M09"): 4.4},
        accepts(),
        "period",
    ),
    Case(
        "day_as_month_of_a_quarter.ods",
        "The last day of a quarter shown as its month",
        lambda: document(HEADER, ["6.2", day("2019-09-30", "Sep 2019"), 45]),
        {},
        refuses("is a month"),
        "period",
        either=HOUSEHOLDS,
    ),
    Case(
        "day_as_months_header.ods",
        "First days shown as months above their figures",
        lambda: document(
            ["Code", *(day(f"2019-0{m}-01", f"0{m}/2019") for m in (7, 8, 9))],
            ["3.2", 4.1, 4.2, 4.4],
        ),
        {("3.2", f"2019-M0{m}"): v for m, v in ((7, 4.1), (8, 4.2), (9, 4.4))},
        accepts(),
        "period",
    ),
]

STRUCK = [
    case(
        "struck_commentary.ods",
        "A commentary struck through in an open document",
        lambda: document(EXPLAINED, ["6.2", QUARTER, 45, struck("To be written")]),
        {("6.2", Q2): Row(45, "To be written")},
        accepts("the commentary;struck through"),
    ),
    case(
        "struck_commentary.xls",
        "The same in an old workbook",
        lambda: old_book(EXPLAINED, ["6.2", QUARTER, 45, "To be written"], struck=["D2"]),
        {("6.2", Q2): Row(45, "To be written")},
        accepts("the commentary;struck through"),
    ),
    case(
        "struck_words.xlsx",
        "A commentary of which some words are struck through",
        lambda: book(
            EXPLAINED, ["6.2", QUARTER, 45, crossed("Fine. ", "Not.", struck_first=False)]
        ),
        expected=accepts("has words struck through"),
    ),
    case(
        "struck_activity.xls",
        "An activity whose status is struck through",
        lambda: old_book(ACTIVITIES, ["A1.1", QUARTER, "On track", "x"], struck=["C2"]),
        {},
        asks("the status;struck through"),
    ),
    case(
        "struck_activity.ods",
        "An activity struck through from end to end, and another",
        lambda: document(
            ACTIVITIES,
            [struck(each) for each in ("A1.1", QUARTER, "On track", "x")],
            ["A1.2", QUARTER, "Delayed", "y"],
        ),
        {},
        asks("the name 'A1.1'"),
    ),
    case(
        "struck_status_corrected.xlsx",
        "A status struck through with another beside it",
        lambda: book(ACTIVITIES, ["A1.1", QUARTER, crossed("On track", "Delayed"), "x"]),
        {},
        refuses("Type one of"),
    ),
    case(
        "struck_quarter_of_activities.xlsx",
        "The quarter above activities is struck through",
        lambda: book(
            ["Quarter", QUARTER],
            ["Activity", "Status", "Comment"],
            ["A1.1", "On track", "x"],
            ["A1.2", "Delayed", "y"],
            struck=["B1"],
        ),
        {},
        asks("the quarter"),
    ),
    case(
        "struck_day_of_an_activity.xlsx",
        "An expected day struck through beside a revised one",
        lambda: book(
            ["Activity", "Period", "Status", "Expected date", "Revised date", "Comment"],
            ["A1.1", QUARTER, "Delayed", "31/03/2020", "30/06/2020", "late"],
            struck=["D2"],
        ),
        {},
        accepts("the expected date;struck through"),
    ),
]

CASES = [*UNSEEN, *DAYS, *STRUCK]
