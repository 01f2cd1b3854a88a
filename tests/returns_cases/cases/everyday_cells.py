"""Cells that show something else than they hold, and texts whose cells have moved."""

from tests.returns_cases.case import Q2, Case, Row, accepts, asks, refuses
from tests.returns_cases.makers.books import Plain, Runs, book, with_part
from tests.returns_cases.makers.open_documents import document, locked, seen
from tests.returns_cases.makers.texts import lines

HEADER = ["Code", "Period", "Outturn"]
QUARTER = "Q2 2019/20"


def _hidden_column(sheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def _cells_of_links() -> str:
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<cell r="{letter}{row}"><v>1</v></cell>' for letter in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 3001)
    )
    return (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<externalBook><sheetDataSet><sheetData sheetId="0">{rows}</sheetData></sheetDataSet>'
        "</externalBook></externalLink>"
    )


CASES = [
    Case(
        "csv_unquoted_thousands.csv",
        "1,234 without quotation marks in a comma-separated file",
        lambda: lines("Code,Period,Outturn", "6.2,Q2 2019/20,1,234", "1.3,Q2 2019/20,56"),
        {("6.2", Q2): 1234, ("1.3", Q2): 56},
        accepts() | refuses("4 cells"),
        "rows",
    ),
    Case(
        "csv_comma_in_a_name_shifts_row.csv",
        "A comma in the column Lead officer moves the target under Outturn",
        lambda: lines(
            "Code,Period,Lead officer,Target,Outturn,Commentary",
            "6.2,Q2 2019/20,Head of Housing, North,50,45,fine",
        ),
        {("6.2", Q2): 45},
        accepts() | refuses("7 cells"),
        "rows",
    ),
    Case(
        "csv_commentary_cut_at_comma.csv",
        "A comma in a commentary without quotation marks",
        lambda: lines(
            "Code,Period,Outturn,Commentary",
            "6.2,Q2 2019/20,45,Down on last quarter, but improving since August",
        ),
        {("6.2", Q2): Row(45, "Down on last quarter, but improving since August")},
        accepts() | refuses("5 cells"),
        "rows",
    ),
    Case(
        "superscript_footnote_in_figure.xlsx",
        "Figures with a footnote mark above the line: a person reads 45 and 5.6",
        lambda: Plain(
            [HEADER, ["6.2", QUARTER, Runs("45", "1")], ["4.4", QUARTER, Runs("5.6", "2")]]
        ).bytes(),
        {("6.2", Q2): 45, ("4.4", Q2): 5.6},
        accepts() | asks("45") | refuses("45"),
        "shown",
    ),
    Case(
        "format_shows_suppressed.xlsx",
        "The number format shows [c] while the cell holds 3",
        lambda: book(HEADER, ["6.2", QUARTER, 3], formats={"C2": '[<5]"[c]";0'}),
        {("6.2", Q2): "[c]"},
        accepts() | asks("[c]"),
        "shown",
    ),
    Case(
        "hidden_column_read.xlsx",
        "The column Outturn is hidden; the visible one is headed Latest",
        lambda: book([*HEADER, "Latest"], ["6.2", QUARTER, 99, 45], edit=_hidden_column),
        {},
        asks("hidden") | refuses("hidden"),
        "shown",
    ),
    Case(
        "percent_format.ods",
        "Cells of percentages: 95.7% (0.9567), 100%, 102%",
        lambda: document(
            HEADER,
            ["4.4", QUARTER, seen("95.7%", "percentage", "0.9567")],
            ["1.4", QUARTER, seen("100%", "percentage", "1")],
            ["11.1", QUARTER, seen("102%", "percentage", "1.02")],
        ),
        {("4.4", Q2): 95.67, ("1.4", Q2): 100, ("11.1", Q2): 102},
        accepts() | asks("%") | refuses("102|%"),
        "shown",
    ),
    Case(
        "error_as_zero.ods",
        "An error cell written as value 0 with the text #DIV/0!, by older writers",
        lambda: document(
            HEADER,
            ["6.2", QUARTER, seen("#DIV/0!", "float", "0", ' table:formula="of:=1/0"')],
            ["1.3", QUARTER, 7],
        ),
        {("1.3", Q2): 7},
        refuses("#DIV/0!"),
        "shown",
    ),
    Case(
        "one_for_hundred_percent.xlsx",
        "A column of fractions without a format: 0.95, 1, 1.02",
        lambda: book(HEADER, ["4.4", QUARTER, 0.95], ["1.4", QUARTER, 1], ["2.2", QUARTER, 1.02]),
        {("4.4", Q2): 95, ("1.4", Q2): 100, ("2.2", Q2): 102},
        accepts("95") | asks("0.95"),
        "shown",
    ),
    Case(
        "less_than_50.csv",
        "<50, less than 50 and under 100 in place of figures",
        lambda: lines(
            "Code,Period,Outturn",
            "4.4,Q2 2019/20,<50",
            "1.4,Q2 2019/20,less than 50",
            "6.2,Q2 2019/20,under 100",
        ),
        {},
        # Once for a column: the first of them, and how many more there are.
        asks("<50;2 more cells") | refuses("<50;less than 50;under 100"),
        "words",
        either={(code, Q2): "[c]" for code in ("4.4", "1.4", "6.2")},
    ),
    Case(
        "shorthand_z_x.csv",
        "z and x in place of figures, UK shorthand without brackets",
        lambda: lines("Code,Period,Outturn", "6.2,Q2 2019/20,z", "1.3,Q2 2019/20,x"),
        {},
        refuses("[z];[x]"),
        "words",
    ),
    Case(
        "html_with_style.xls",
        "A web page saved as .xls that begins with <style>",
        lambda: (
            b"<style>td{}</style><table><tr><td>Code</td><td>Period</td><td>Outturn</td></tr>"
            b"<tr><td>6.2</td><td>Q2 2019/20</td><td>45</td></tr></table>"
        ),
        {("6.2", Q2): 45},
        accepts() | refuses("web page"),
        "words",
    ),
    Case(
        "sylk.slk",
        "SYLK, as Excel and old systems export it",
        lambda: lines(
            "ID;PWXL;N;E",
            'C;Y1;X1;K"Code"',
            'C;X2;K"Period"',
            'C;X3;K"Outturn"',
            'C;Y2;X1;K"6.2"',
            'C;X2;K"Q2 2019/20"',
            "C;X3;K45",
            "E",
            end="\r\n",
        ),
        {("6.2", Q2): 45},
        accepts() | refuses("Excel;.xlsx"),
        "words",
        never="no row of it has the headers",
    ),
    Case(
        "locked.ods",
        "An .ods locked with a password",
        locked,
        {},
        refuses("password"),
        "words",
        never="damaged",
    ),
    Case(
        "cache_of_links.xlsx",
        "One row of figures; the workbook caches cells of a linked workbook",
        lambda: with_part(
            book(HEADER, ["6.2", QUARTER, 45]),
            "xl/externalLinks/externalLink1.xml",
            _cells_of_links(),
        ),
        {("6.2", Q2): 45},
        accepts() | refuses("link"),
        "words",
        never="formats, drawings or validation rules",
    ),
]
