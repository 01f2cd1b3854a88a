"""Further figures whose format shows them otherwise, and shares of one for percentages."""

from openpyxl.styles import Font, PatternFill

from tests.returns_cases.case import Q2, Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import old_book
from tests.returns_cases.makers.open_documents import document, seen, white

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"
TOLD = accepts() | asks() | refuses()
ASKED = asks() | refuses()


def old(value: float, look: str, code: str = "4.4"):
    return lambda: old_book(HEADER, [code, QUARTER, value], formats={"C2": look})


PERCENT = [
    Case(
        "percent_957.xls",
        "95.7% in an old workbook",
        old(0.957, "0.0%"),
        {("4.4", Q2): 95.7},
        TOLD,
        "shown",
    ),
    Case(
        "percent_100.xls",
        "100% in an old workbook",
        old(1, "0%"),
        {("4.4", Q2): 100},
        TOLD,
        "shown",
    ),
    Case(
        "percent_of_a_count.xls",
        "45% where a number of households is asked for",
        old(0.45, "0%", "6.2"),
        {},
        ASKED,
        "shown",
    ),
    Case(
        "percent_rounded.xls",
        "0.5678 shown as 57% in an old workbook",
        old(0.5678, "0%"),
        {("4.4", Q2): 57},
        ASKED,
        "shown",
    ),
    Case(
        "percent_sign_only.xls",
        "56.3 with a format that only writes the sign, in an old workbook",
        old(56.3, '0.0"%"'),
        {("4.4", Q2): 56.3},
        accepts() | asks(),
        "shown",
    ),
    Case(
        "percent_on_one_only.xls",
        "56.3% by its format, and 0.91 without one below, in an old workbook",
        lambda: old_book(
            HEADER, ["4.4", QUARTER, 0.563], ["1.4", QUARTER, 0.91], formats={"C2": "0.0%"}
        ),
        {("4.4", Q2): 56.3},
        ASKED | reads("0.91"),
        "shown",
    ),
    Case(
        "suppressed.xls",
        "3 shown as [c] in an old workbook",
        old(3, '"[c]"', "6.2"),
        {("6.2", Q2): "[c]"},
        TOLD,
        "shown",
    ),
    Case(
        "fewer_decimals.xls",
        "9.46 shown as 9 in an old workbook, published as 9.5",
        old(9.46, "0", "11.2"),
        {("11.2", Q2): 9},
        ASKED,
        "shown",
    ),
    Case(
        "power.xls",
        "1234 shown as 1.2E+03 in an old workbook",
        old(1234, "0.0E+00", "10.2"),
        {("10.2", Q2): 1234},
        ASKED,
        "shown",
    ),
    Case(
        "same_decimals.xls",
        "9.46 shown as 9.5 in an old workbook",
        old(9.46, "0.0", "11.2"),
        {("11.2", Q2): 9.5},
        accepts(),
        "shown",
    ),
    Case(
        "percent_563.ods",
        "56.3% in an open document beside 91.2 without a sign",
        lambda: document(
            HEADER, ["4.4", QUARTER, seen("56.3%", "percentage", "0.563")], ["1.4", QUARTER, 91.2]
        ),
        {("4.4", Q2): 56.3, ("1.4", Q2): 91.2},
        TOLD,
        "shown",
    ),
    Case(
        "percent_rounded.ods",
        "0.5678 shown as 57%",
        lambda: document(HEADER, ["4.4", QUARTER, seen("57%", "percentage", "0.5678")]),
        {("4.4", Q2): 57},
        ASKED,
        "shown",
    ),
    Case(
        "percent_sign_only.xlsx",
        "56.3 with a format that only writes the sign",
        lambda: book(HEADER, ["4.4", QUARTER, 56.3], formats={"C2": '0.0"%"'}),
        {("4.4", Q2): 56.3},
        accepts() | asks(),
        "shown",
    ),
    Case(
        "percent_on_one_only.xlsx",
        "56.3% by its format, and 0.91 without one below",
        lambda: book(
            HEADER, ["4.4", QUARTER, 0.563], ["1.4", QUARTER, 0.91], formats={"C2": "0.0%"}
        ),
        {("4.4", Q2): 56.3},
        ASKED | reads("0.91"),
        "shown",
    ),
    Case(
        "percent_of_a_count.xlsx",
        "45% where a number of households is asked for",
        lambda: book(HEADER, ["6.2", QUARTER, 0.45], formats={"C2": "0%"}),
        {},
        ASKED,
        "shown",
    ),
]


def looks(
    name: str, value: float, look: str, right, about: str, code: str = "6.2", expected=TOLD
) -> Case:
    return Case(
        f"look_{name}.xlsx",
        about,
        lambda: book(HEADER, [code, QUARTER, value], formats={"C2": look}),
        right,
        expected,
        "shown",
    )


LOOKS = [
    looks("nothing", 3, ";;;", {}, "A format that shows nothing", expected=ASKED | reads()),
    looks("thousands", 12000, "0,", {}, "12000 shown as 12", expected=ASKED),
    looks("k", 1.2, '0.0"k"', {("6.2", Q2): 1200}, "1.2 shown as 1.2k"),
    looks("dash", 0, '0;-0;"-"', {("6.2", Q2): 0}, "0 shown as a dash"),
    looks("not_available", 0, '0;-0;"n/a"', {}, "0 shown as n/a", expected=ASKED),
    looks(
        "fewer_decimals",
        9.46,
        "0",
        {("11.2", Q2): 9},
        "9.46 shown as 9, published as 9.5",
        "11.2",
        ASKED,
    ),
    looks(
        "same_decimals", 9.46, "0.0", {("11.2", Q2): 9.5}, "9.46 shown as 9.5", "11.2", accepts()
    ),
    looks(
        "more_decimals", 9.5, "0.00", {("11.2", Q2): 9.5}, "9.5 shown as 9.50", "11.2", accepts()
    ),
    looks(
        "minus_hidden", -12, "0;0", {("11.3", "2019-20-H1"): 12}, "-12 shown as 12", "11.3", ASKED
    ),
    looks("suppressed_below_ten", 7, '[<10]"[c]";#,##0', {("6.2", Q2): "[c]"}, "7 shown as [c]"),
    looks("power", 1234, "0.0E+00", {("10.2", Q2): 1234}, "1234 as 1.2E+03", "10.2", ASKED),
    looks("power_in_full", 45, "0.0E+00", {("6.2", Q2): 45}, "45 as 4.5E+01", expected=accepts()),
    looks("date", 45, "dd/mm/yyyy", {}, "45 shown as 14/02/1900", expected=ASKED),
    looks("half", 0.5, "# ?/?", {}, "0.5 shown as 1/2", "4.4", ASKED),
]


def _white(sheet, ground: str = "") -> None:
    _coloured(sheet, "FFFFFFFF", ground)


def _coloured(sheet, letters: str, ground: str) -> None:
    sheet["C2"].font = Font(color=letters)
    if ground:
        sheet["C2"].fill = PatternFill("solid", fgColor=ground)


def unseen(file: str, about: str, make, held: float = 45) -> Case:
    """Nothing is seen of the figure of 6.2; that of 11.2 is 9.5."""
    either = {("6.2", Q2): held}
    asked = asks("not shown at all")
    return Case(file, about, make, {("11.2", Q2): 9.5}, asked, "shown", either=either)


OUT_OF_SIGHT = [
    Case(
        "look_white.xlsx",
        "A figure in white letters on white ground",
        lambda: book(HEADER, ["6.2", QUARTER, 45], ["11.2", QUARTER, 9.5], edit=_white),
        {("11.2", Q2): 9.5},
        asks("not shown at all"),
        "shown",
        either={("6.2", Q2): 45},
    ),
    Case(
        "look_white_on_red.xlsx",
        "White letters on red ground, as a traffic light has them",
        lambda: book(HEADER, ["6.2", QUARTER, 45], edit=lambda sheet: _white(sheet, "FFC00000")),
        {("6.2", Q2): 45},
        accepts(),
        "shown",
    ),
    Case(
        "look_noughts_hidden.xlsx",
        "A sheet that shows nothing for nought",
        lambda: book(
            HEADER,
            ["6.2", QUARTER, 0],
            ["11.2", QUARTER, 9.5],
            edit=lambda sheet: setattr(sheet.sheet_view, "showZeros", False),
        ),
        {("11.2", Q2): 9.5},
        asks("not shown at all"),
        "shown",
        either={("6.2", Q2): 0},
    ),
    unseen(
        "look_white.ods",
        "White letters in an open document",
        lambda: document(HEADER, ["6.2", QUARTER, white(45)], ["11.2", QUARTER, 9.5]),
    ),
    unseen(
        "look_white.xls",
        "White letters in an old workbook",
        lambda: old_book(HEADER, ["6.2", QUARTER, 45], ["11.2", QUARTER, 9.5], white=["C2"]),
    ),
    unseen(
        "look_black_bar.xlsx",
        "A figure under a black bar",
        lambda: book(
            HEADER,
            ["6.2", QUARTER, 45],
            ["11.2", QUARTER, 9.5],
            edit=lambda sheet: setattr(
                sheet["C2"], "fill", PatternFill("solid", fgColor="FF000000")
            ),
        ),
    ),
    unseen(
        "look_red_on_red.xlsx",
        "A figure in the red of its ground",
        lambda: book(
            HEADER,
            ["6.2", QUARTER, 45],
            ["11.2", QUARTER, 9.5],
            edit=lambda sheet: _coloured(sheet, "FFC00000", "FFC00000"),
        ),
    ),
    unseen(
        "look_noughts_hidden.ods",
        "An open document that shows nothing for nought",
        lambda: document(HEADER, ["6.2", QUARTER, 0], ["11.2", QUARTER, 9.5], noughts=False),
        0,
    ),
    unseen(
        "look_noughts_hidden.xls",
        "An old workbook that shows nothing for nought",
        lambda: old_book(HEADER, ["6.2", QUARTER, 0], ["11.2", QUARTER, 9.5], noughts=False),
        0,
    ),
    Case(
        "look_year_alone.ods",
        "1 April shown as its year alone: whose year that is, nobody says",
        lambda: document(
            HEADER, ["5.2", seen("2019", "date", more=' office:date-value="2019-04-01"'), 23]
        ),
        {},
        asks("2019/20;2018/19"),
        "shown",
    ),
]


def shares(name: str, about: str, *values, right, expected) -> Case:
    codes = ("4.4", "1.4", "2.2")
    return Case(
        f"shares_{name}.xlsx",
        about,
        lambda: book(
            HEADER, *([code, QUARTER, value] for code, value in zip(codes, values, strict=False))
        ),
        right,
        expected,
        "shown",
    )


SHARES = [
    shares("one", "0.56 alone", 0.56, right={("4.4", Q2): 56}, expected=accepts() | ASKED),
    shares("exactly_one", "1 alone", 1, right={("4.4", Q2): 1}, expected=accepts() | ASKED),
    shares(
        "one_among_percent",
        "0.56 beside 91.2 and 62",
        0.56,
        91.2,
        62,
        right={("4.4", Q2): 56, ("1.4", Q2): 91.2, ("2.2", Q2): 62},
        expected=accepts() | ASKED,
    ),
    shares(
        "with_sign",
        "0.56% as a text: less than one in a hundred",
        "0.56%",
        right={("4.4", Q2): 0.56},
        expected=accepts() | asks(),
    ),
    shares(
        "one_among_shares",
        "0.91, 0.87 and 1",
        0.91,
        0.87,
        1,
        right={("4.4", Q2): 91, ("1.4", Q2): 87, ("2.2", Q2): 100},
        expected=accepts() | ASKED,
    ),
]

CASES = [*PERCENT, *LOOKS, *OUT_OF_SIGHT, *SHARES]
