"""What each kind of cell becomes, and what a sheet hides."""

import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl.chart import LineChart
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kpis.errors import UnreadableReturn
from kpis.readers import read_return

HEADER = ["Code", "Period", "Outturn", "Numerator", "Commentary"]


@pytest.fixture
def read(workbook):
    """read(outturn, number_format): text and kind of an outturn written so."""

    def outturn(value, number_format: str = "") -> tuple[str, str]:
        def form(book):
            if number_format:
                book.active["C2"].number_format = number_format

        raw = read_return("q2.xlsx", workbook([HEADER, ["5.2", "2018/19", value]], edit=form))
        (row,) = raw.rows.to_dict("records")
        return row["outturn"], row["outturn_kind"]

    return outturn


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (23, "23"),
        (23.0, "23"),
        (23.4, "23.4"),
        (1234567.89, "1234567.89"),
        (1e-7, "0.0000001"),
        (-1.5e22, "-15000000000000000000000"),
        (0, "0"),
    ],
)
def test_a_number_is_written_as_its_shortest_decimal(read, value, text):
    assert read(value) == (text, "number")


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.0%;[Red]-0.0%", '0 "of all" %'])
def test_a_number_shown_as_a_percentage_is_told_apart(read, number_format):
    assert read(0.234, number_format) == ("0.234", "percent")


@pytest.mark.parametrize("number_format", ["0.00", '0.0"%"', r"0.0\%", "0_%", "#,##0"])
def test_a_percent_sign_that_only_stands_beside_the_number_makes_no_percentage(read, number_format):
    assert read(23.4, number_format) == ("23.4", "number")


def test_text_that_looks_like_a_number_stays_text(read):
    assert read("23%") == ("23%", "text")
    assert read("  1,234 ") == ("1,234", "text")


def test_truths_dates_times_and_errors_keep_their_kinds(read):
    assert read(True) == ("TRUE", "boolean")
    assert read(dt.date(2019, 9, 30)) == ("2019-09-30", "date")
    assert read(dt.datetime(2019, 9, 30, 17, 45)) == ("2019-09-30 17:45:00", "date")
    assert read(dt.time(17, 45)) == ("17:45:00", "text")
    assert read("#DIV/0!") == ("#DIV/0!", "error")


def test_characters_that_excel_writes_in_code_are_decoded(read):
    assert read("two_x000D_\nlines") == ("two\r\nlines", "text")


def test_both_calendars_give_the_day_people_see(workbook):
    def of_macintosh(book):
        book.epoch = CALENDAR_MAC_1904

    rows = [HEADER, ["5.2", dt.date(2019, 9, 30), 23]]
    for edit in (None, of_macintosh):
        raw = read_return("q2.xlsx", workbook(rows, edit=edit))
        assert raw.rows["period"].tolist() == ["2019-09-30"]
        assert raw.rows["period_kind"].tolist() == ["date"]


def formula_cell(address: str, inside: str, kind: str = "") -> str:
    return f'<c r="{address}"{kind}>{inside}</c>'


@pytest.fixture
def read_xml(workbook_of_xml):
    """read_xml(cell): the outturn of a sheet whose cell C2 is this XML."""

    def read(cell: str):
        words = zip("ABC", ("Code", "Period", "Outturn"), strict=True)
        heading = "".join(
            formula_cell(f"{letter}1", f"<is><t>{word}</t></is>", ' t="inlineStr"')
            for letter, word in words
        )
        key = formula_cell("A2", "<is><t>5.2</t></is>", ' t="inlineStr"') + formula_cell(
            "B2", "<is><t>2018/19</t></is>", ' t="inlineStr"'
        )
        xml = f'<row r="1">{heading}</row><row r="2">{key}{cell}</row>'
        (row,) = read_return("q2.xlsx", workbook_of_xml(xml)).rows.to_dict("records")
        return row["outturn"], row["outturn_kind"]

    return read


@pytest.fixture
def rewritten(archive):
    """rewritten(content, {member: (pattern, text)}, more): with members added and written anew."""

    def make(content: bytes, changes: dict[str, tuple[str, str]], more: dict[str, str]) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            members = {name: old.read(name).decode() for name in old.namelist()}
        for name, (pattern, text) in changes.items():
            members[name] = re.sub(pattern, text, members[name])
        return archive(members | more)

    return make


def test_a_formula_gives_the_value_it_had_when_the_file_was_saved(read_xml):
    assert read_xml('<c r="C2"><f>20+3</f><v>23</v></c>') == ("23", "number")


def test_a_number_keeps_every_digit_the_file_has(read_xml):
    assert read_xml('<c r="C2"><v>0.30000000000000004</v></c>') == ("0.30000000000000004", "number")


def test_a_formula_that_was_never_calculated_is_told_from_a_blank(read_xml):
    assert read_xml('<c r="C2"><f>20+3</f></c>') == ("=20+3", "no_value")


def test_a_formula_that_gave_an_empty_text_is_empty(read_xml):
    assert read_xml('<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>') == ("", "empty")


def test_a_formula_that_failed_is_an_error(read_xml):
    assert read_xml('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>') == ("#DIV/0!", "error")


def test_a_formula_shared_with_a_cell_above_is_told_as_one(read_xml):
    assert read_xml('<c r="C2"><f t="shared" si="0"/></c>') == ("=", "no_value")


@pytest.mark.parametrize(
    ("value", "about_calculation", "more", "kind"),
    [
        ("0", '<calcPr calcId="124519" fullCalcOnLoad="1"/>', {}, "no_value"),
        ("0", "<calcPr fullCalcOnLoad='true'/>", {}, "no_value"),
        ("23", '<calcPr calcId="124519" fullCalcOnLoad="1"/>', {}, "number"),
        ("0", '<calcPr calcId="124519" fullCalcOnLoad="0"/>', {}, "number"),
        ("0", '<calcPr calcId="124519"/>', {}, "number"),
        ("0", '<calcPr fullCalcOnLoad="1"/>', {"xl/calcChain.xml": "<calcChain/>"}, "number"),
    ],
)
def test_a_zero_in_place_of_what_a_formula_comes_to_is_no_value(
    workbook, rewritten, value, about_calculation, more, kind
):
    content = workbook([HEADER, ["5.2", "2018/19", "=20+3"]])
    written = rewritten(
        content,
        {
            "xl/workbook.xml": (r"<calcPr[^>]*/>", about_calculation),
            "xl/worksheets/sheet1.xml": (r"<v ?/>|<v></v>", f"<v>{value}</v>"),
        },
        more,
    )
    assert read_return("q2.xlsx", written).rows["outturn_kind"].tolist() == [kind]


def test_formulas_of_one_sheet_are_not_looked_for_in_another(workbook):
    sheets = {
        "One": [HEADER, ["5.2", "2018/19", "=1+1"]],
        "Two": [HEADER, ["5.2", "2018/19", None, 4]],
    }
    raw = read_return("q2.xlsx", workbook(sheets))
    assert raw.rows["outturn"].tolist() == ["=1+1", ""]
    assert raw.rows["outturn_kind"].tolist() == ["no_value", "empty"]


def test_blank_rows_and_columns_do_not_shift_addresses(workbook):
    rows = [[], [None, None, "Title"], [], *([None, *row] for row in (HEADER, ["5.2", "x", 23]))]
    raw = read_return("q2.xlsx", workbook(rows))
    assert raw.rows["outturn_cell"].tolist() == ["D5"]
    assert raw.tables[0].header_row == 4


def test_hidden_rows_are_read_and_told(workbook):
    def hide(book):
        for number in (3, 4, 6):
            book.active.row_dimensions[number].hidden = True

    rows = [HEADER, *(["5.2", "2018/19", figure] for figure in range(6))]
    raw = read_return("q2.xlsx", workbook(rows, edit=hide))
    assert len(raw.rows) == 6
    assert raw.notes == ("Sheet 'Return': rows 3 to 4 and 6 hidden: read like the others.",)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read_and_are_told(workbook, state):
    def hide(book):
        book["Last year"].sheet_state = state

    filled = [HEADER, ["5.2", "2018/19", 23]]
    raw = read_return("q2.xlsx", workbook({"Now": filled, "Last year": filled}, edit=hide))
    assert raw.rows["sheet"].tolist() == ["Now"]
    assert [(each.sheet, "hidden" in each.reason) for each in raw.passed_over] == [
        ("Last year", True)
    ]


def test_charts_are_no_sheets_with_figures(workbook):
    def add_chart(book):
        chart = LineChart()
        book.create_chartsheet("Trend").add_chart(chart)

    raw = read_return("q2.xlsx", workbook([HEADER, ["5.2", "2018/19", 23]], edit=add_chart))
    assert [table.sheet for table in raw.tables] == ["Return"]
    assert raw.passed_over == ()


def test_broken_pictures_and_notes_beside_sound_figures_are_no_trouble(workbook, archive):
    content = workbook([HEADER, ["5.2", "2018/19", 23]])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    broken = archive(
        members
        | {
            "xl/worksheets/_rels/sheet1.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="a" Type="{relations}/drawing" Target="../drawings/no.xml"/>'
                f'<Relationship Id="b" Type="{relations}/comments" Target="../comments1.xml"/>'
                "</Relationships>"
            ),
            "xl/comments1.xml": "<comments><commentList><comment ref='A1:XFD1048576'/>",
        }
    )
    assert read_return("q2.xlsx", broken).rows["outturn"].tolist() == ["23"]


def test_an_old_comment_on_a_far_cell_is_harmless(workbook):
    def comment(book):
        book.active["XFD1048576"].comment = Comment("look here", "someone")

    raw = read_return("q2.xlsx", workbook([HEADER, ["5.2", "2018/19", 23]], edit=comment))
    assert raw.rows["outturn"].tolist() == ["23"]


@pytest.mark.parametrize("cell", ["A100001", "ALM1"])
def test_a_mark_far_from_any_table_is_refused_with_its_address(workbook, cell):
    def mark(book):
        book.active[cell] = "x"

    with pytest.raises(UnreadableReturn, match=f"something in cell {cell}, far beyond"):
        read_return("q2.xlsx", workbook([HEADER, ["5.2", "2018/19", 23]], edit=mark))


def test_a_workbook_with_nothing_in_it_has_no_table(workbook):
    raw = read_return("q2.xlsx", workbook([[]]))
    assert (raw.tables, raw.passed_over, len(raw.rows)) == ((), (), 0)
