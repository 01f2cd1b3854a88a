"""An .ods file is read as its cells were shown."""

import pytest

from kpis.readers import read_return
from kpis.readers.files.seen.ods_seen import ods_seen

HEADERS = ["Code", "Period", "Outturn"]
RAISED = (
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
    "</style:style>"
)


def text(content: str) -> str:
    of_text = '<table:table-cell office:value-type="string">'
    return f"{of_text}<text:p>{content}</text:p></table:table-cell>"


def number(value: str, shown: str | None, kind: str = "float", more: str = "") -> str:
    inner = "" if shown is None else f"<text:p>{shown}</text:p>"
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}>'
        f"{inner}</table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(*outturns: str, columns: str = "", more: str = "") -> str:
    rows = [row(text("5.2"), text("2018/19"), each, more=more) for each in outturns]
    header = row(*map(text, HEADERS))
    return f'<table:table table:name="Return">{columns}{header}{"".join(rows)}</table:table>'


@pytest.mark.parametrize(
    ("cell", "outturn", "kind", "shown"),
    [
        (number("0.9567", "95.7%", "percentage"), "0.9567", "percent", "95.7%"),
        (number("0.957", "95.7%", "percentage"), "0.957", "percent", ""),
        (number("1", "100%", "percentage"), "1", "percent", ""),
        (number("1.02", "102.00%", "percentage"), "1.02", "percent", ""),
        (number("0.957", "95,7 %", "percentage"), "0.957", "percent", ""),
        (number("0.957", None, "percentage"), "0.957", "percent", ""),
        (number("45", "45"), "45", "number", ""),
        (number("1234", "1,234"), "1234", "number", ""),
        (number("1234.5", "1.234,5"), "1234.5", "number", ""),
        (number("81.4999", "81"), "81.4999", "number", "81"),
        (number("3", "[c]"), "3", "number", "[c]"),
        (number("3", ""), "3", "number", " "),
        (number("1234567", "1,235"), "1234567", "number", "1,235"),
        (number("45", "£45", "currency"), "45", "number", "£45"),
        (number("0", "#DIV/0!", more=' table:formula="of:=1/0"'), "#DIV/0!", "error", ""),
        (number("0", "Err:502"), "Err:502", "error", ""),
        (number("0", "#N/A"), "#N/A", "error", ""),
        ('<table:table-cell table:formula="of:=1+1"/>', "=1+1", "no_value", ""),
        (text('45<text:span text:style-name="T1">1</text:span>'), "45¹", "text", ""),
        (text('5.6 <text:span text:style-name="T1">2</text:span>'), "5.6 ²", "text", ""),
        (text('45<text:span text:style-name="T9">1</text:span>'), "451", "text", ""),
    ],
)
def test_a_cell_is_read_as_it_was_shown(spreadsheet_ods, cell, outturn, kind, shown):
    raw = read_return("q2.ods", spreadsheet_ods(RAISED + table(cell)))
    assert raw.rows["outturn"].tolist() == [outturn]
    assert raw.rows["outturn_kind"].tolist() == [kind]
    assert raw.tables[0].shown.get("C2", "") == shown
    assert raw.notes == ()


STRUCK = (
    '<style:style style:name="ce1" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
    '<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce2">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'style:text-line-through-type="single"/></style:style>'
)
_FIRST = '<table:table-column table:number-columns-repeated="2"/>'


@pytest.mark.parametrize(
    ("columns", "of_row", "cell", "struck"),
    [
        ("", "", number("45", "45", more=' table:style-name="ce1"'), {"C2"}),
        ("", "", number("45", "45", more=' table:style-name="ce2"'), {"C2"}),
        ("", "", number("45", "45", more=' table:style-name="ce3"'), set()),
        ("", "", number("45", "45", more=' table:style-name="unknown"'), set()),
        ("", "ce1", number("45", "45", more=' table:style-name="ce3"'), {"A2", "B2"}),
        (
            f'{_FIRST}<table:table-column table:default-cell-style-name="ce1"/>',
            "",
            number("45", "45"),
            {"C1", "C2"},
        ),
        ("", "", text('<text:span text:style-name="T2">45</text:span>'), {"C2"}),
        ("", "", text('45<text:span text:style-name="T2">50</text:span>'), set()),
    ],
)
def test_a_cell_that_is_struck_through_is_told(spreadsheet_ods, columns, of_row, cell, struck):
    more = f' table:default-cell-style-name="{of_row}"' if of_row else ""
    content = spreadsheet_ods(STRUCK + table(cell, columns=columns, more=more))
    assert read_return("q2.ods", content).tables[0].struck == struck


def coloured(name: str, of_text: str = "", of_cell: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{more}>'
        f"<style:text-properties {of_text}/><style:table-cell-properties {of_cell}/></style:style>"
    )


WHITE = 'fo:color="#ffffff"'
COLOURED = (
    coloured("white", WHITE)
    + coloured("on white", WHITE, 'fo:background-color="#FFFFFF"')
    + coloured("on red", WHITE, 'fo:background-color="#c00000"')
    + coloured("child", "", 'fo:background-color="transparent"', ' style:parent-style-name="white"')
    + coloured("black", "", 'fo:background-color="#000000"')
    + coloured("own", 'style:use-window-font-color="true"', "", ' style:parent-style-name="white"')
    + '<number:number-style style:name="N1"><style:text-properties fo:color="#ffffff"/>'
    "</number:number-style>"
    '<style:style style:name="red" style:family="text"><style:text-properties '
    'fo:color="#c00000"/></style:style>'
)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("white", " "),
        ("on white", " "),
        ("on red", ""),
        ("child", " "),
        ("black", " "),
        ("own", ""),
        ("unknown", ""),
    ],
)
def test_letters_of_the_colour_of_their_ground_are_not_seen(spreadsheet_ods, style, shown):
    cell = number("45", "45", more=f' table:style-name="{style}"')
    raw = read_return("q2.ods", spreadsheet_ods(COLOURED + table(cell)))
    assert raw.tables[0].shown.get("C2", "") == shown


def test_a_run_in_a_colour_of_its_own_is_seen_in_a_white_cell(spreadsheet_ods):
    cell = text('<text:span text:style-name="red">45</text:span>')
    cell = cell.replace("<table:table-cell", '<table:table-cell table:style-name="white"')
    raw = read_return("q2.ods", spreadsheet_ods(COLOURED + table(cell)))
    assert raw.tables[0].shown == {}


def settings(of_view: str = "", of_sheet: str = "", of_document: str = "") -> str:
    def item(said: str) -> str:
        name = 'config:name="ShowZeroValues" config:type="boolean"'
        return f"<config:config-item {name}>{said}</config:config-item>" if said else ""

    tables = (
        '<config:config-item-map-named config:name="Tables"><config:config-item-map-entry '
        f'config:name="Return">{item(of_sheet)}</config:config-item-map-entry>'
        "</config:config-item-map-named>"
    )
    views = (
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{tables}{item(of_view)}</config:config-item-map-entry></config:config-item-map-indexed>"
    )
    return (
        '<office:document-settings xmlns:office="o" xmlns:config="c"><office:settings>'
        f'<config:config-item-set config:name="ooo:view-settings">{views}'
        "</config:config-item-set><config:config-item-set config:name="
        f'"ooo:configuration-settings">{item(of_document)}</config:config-item-set>'
        "</office:settings></office:document-settings>"
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"of_view": "false"}, {"C2": " "}),
        ({"of_view": "true"}, {}),
        ({"of_document": "false"}, {"C2": " "}),
        ({"of_document": "false", "of_view": "true"}, {}),
        ({"of_view": "true", "of_sheet": "false"}, {"C2": " "}),
        ({"of_view": "false", "of_sheet": "true"}, {}),
        ({}, {}),
    ],
)
def test_noughts_that_the_settings_hide_are_not_seen(spreadsheet_ods, said, shown):
    tables = table(number("0", "0"), number("45", "45"))
    raw = read_return("q2.ods", spreadsheet_ods(tables, {"settings.xml": settings(**said)}))
    assert raw.tables[0].shown == shown


def day(value: str, shown: str) -> str:
    of_day = f'<table:table-cell office:value-type="date" office:date-value="{value}">'
    return f"{of_day}<text:p>{shown}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("value", "shown", "period", "kind"),
    [
        ("2019-07-01", "2019", "2019", "text"),
        ("2019-07-01T00:00:00", "2019", "2019", "text"),
        ("2019-07-01", "Jul-19", "2019-07-01", "month"),
        ("2019-07-01", "July 2019", "2019-07-01", "month"),
        ("2019-09-30", "Sept 19", "2019-09-30", "month"),
        ("2019-07-01", "07/2019", "2019-07-01", "month"),
        ("2019-07-01", "2019-07", "2019-07-01", "month"),
        ("2019-07-01", "01/07/2019", "2019-07-01", "date"),
        ("2019-07-01", "1 Jul", "2019-07-01", "date"),
        ("2026-01-20", "Jan-20", "2026-01-20", "date"),
        ("2019-07-01", "Q3 2019", "2019-07-01", "date"),
        ("2019-07-01", "Mon 19", "2019-07-01", "date"),
    ],
)
def test_a_date_is_as_long_as_it_was_shown(spreadsheet_ods, value, shown, period, kind):
    rows = row(text("5.2"), day(value, shown), number("45", "45"))
    header = row(*map(text, HEADERS))
    content = spreadsheet_ods(f'<table:table table:name="Return">{header}{rows}</table:table>')
    raw = read_return("q2.ods", content)
    assert raw.rows["period"].tolist() == [period]
    assert raw.rows["period_kind"].tolist() == [kind]


def test_struck_digits_look_so(spreadsheet_ods):
    cell = text('45<text:span text:style-name="T2">50</text:span>')
    raw = read_return("q2.ods", spreadsheet_ods(STRUCK + table(cell)))
    assert raw.rows["outturn"].tolist() == ["455̶0̶"]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_are_told(spreadsheet_ods, visibility):
    content = spreadsheet_ods(table(number("45", "45"), more=f' table:visibility="{visibility}"'))
    assert read_return("q2.ods", content).notes == (
        "Sheet 'Return': row 2 hidden: read like the others.",
    )


def test_a_hidden_column_of_outturns_is_in_doubt(spreadsheet_ods):
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    raw = read_return("q2.ods", spreadsheet_ods(table(number("45", "45"), columns=columns)))
    assert [(doubt.code, doubt.column) for doubt in raw.doubts] == [("hidden-column", "C")]


def with_comment(said: str, author: str = "J Smith") -> str:
    return (
        '<table:table-cell office:value-type="float" office:value="45"><office:annotation>'
        f"<dc:creator>{author}</dc:creator><dc:date>2019-10-07T10:00:00</dc:date>{said}"
        "</office:annotation><text:p>45</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("said", "author", "comments"),
    [
        ("<text:p>see below</text:p>", "J Smith", {"C2": "see below"}),
        ("<text:p>prov</text:p><text:p>isional</text:p>", "", {"C2": "prov isional"}),
        (
            "<text:p>an <text:span>estimate</text:span><text:s/>of<text:tab/>it</text:p>",
            "J",
            {"C2": "an estimate of it"},
        ),
        (
            "<text:list><text:list-item><text:p>late</text:p></text:list-item></text:list>",
            "J",
            {"C2": "late"},
        ),
        ("<text:p>Type the figure alone</text:p>", "Check of the return", {}),
        ("<text:p> </text:p>", "J Smith", {}),
    ],
)
def test_a_comment_on_a_cell_is_told_and_no_part_of_what_it_shows(
    spreadsheet_ods, said, author, comments
):
    cell = with_comment(said, author)
    found = read_return("q2.ods", spreadsheet_ods(table(cell))).tables[0]
    assert (found.shown, found.comments) == ({}, comments)


def test_each_comment_is_of_its_own_cell(spreadsheet_ods):
    cells = (with_comment(f"<text:p>{said}</text:p>") for said in ("one", "two"))
    found = read_return("q2.ods", spreadsheet_ods(table(*cells, number("46", "46")))).tables[0]
    assert found.comments == {"C2": "one", "C3": "two"}


def test_what_is_no_archive_shows_nothing():
    assert ods_seen(b"nothing of the kind") == {}
