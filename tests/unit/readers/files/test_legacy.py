"""Old and open workbooks: what is seen of them, what is said of the rest, and that they may die."""

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files import read_apart

ROWS = [["Code", "Period", "Outturn"], ["5.2", "2018/19", 23.4], ["1.3", "Q2 2019/20", 41]]


def table(rows: str, name: str = "Return", style: str = "") -> str:
    return f'<table:table table:name="{name}"{style}>{rows}</table:table>'


def cells(*texts: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )


def row(content: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{content}</table:table-row>'


def number(value: float) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def test_an_old_xls_gives_texts_and_numbers_with_their_addresses(old_workbook):
    raw = read_return("q2.xls", old_workbook([["Title"], [], *ROWS]))
    assert raw.rows["measure"].tolist() == ["5.2", "1.3"]
    assert raw.rows["outturn"].tolist() == ["23.4", "41"]
    assert raw.rows["outturn_kind"].tolist() == ["number", "number"]
    assert raw.rows["outturn_cell"].tolist() == ["C4", "C5"]
    assert raw.tables[0].sheet == "Return"


def test_an_ods_gives_texts_numbers_dates_and_truths(spreadsheet_ods):
    day = '<table:table-cell office:value-type="date" office:date-value="2019-09-30"/>'
    true = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    raw = read_return(
        "q2.ods",
        spreadsheet_ods(
            table(
                row(cells("Code", "Period", "Outturn", "Numerator"))
                + row(cells("5.2") + day + number(23.4) + true)
            )
        ),
    )
    (first,) = raw.rows.to_dict("records")
    assert (first["period"], first["period_kind"]) == ("2019-09-30", "date")
    assert (first["outturn"], first["outturn_kind"]) == ("23.4", "number")
    assert (first["numerator"], first["numerator_kind"]) == ("TRUE", "boolean")


def test_a_blank_margin_does_not_shift_addresses(spreadsheet_ods):
    raw = read_return(
        "q2.ods",
        spreadsheet_ods(
            table(
                row("<table:table-cell/>", repeated=3)
                + row("<table:table-cell/>" + cells("Code", "Period", "Outturn"))
                + row("<table:table-cell/>" + cells("5.2", "2018/19") + number(23))
            )
        ),
    )
    assert raw.rows["outturn_cell"].tolist() == ["D5"]
    assert raw.tables[0].columns["measure"] == "B"


def test_a_cell_in_the_last_row_and_column_ends_in_a_sentence(spreadsheet_ods):
    far = spreadsheet_ods(
        table(
            row("<table:table-cell/>", repeated=1_048_575)
            + row('<table:table-cell table:number-columns-repeated="16383"/>' + cells("x"))
        )
    )
    with pytest.raises(UnreadableReturn, match="cell XFD1048576, far beyond any table"):
        read_return("far.ods", far)


def test_a_sheet_without_a_cell_is_no_trouble(spreadsheet_ods):
    filled = row(cells("Code", "Period", "Outturn")) + row(cells("5.2", "2018/19", "23"))
    raw = read_return("q2.ods", spreadsheet_ods(table("", "Empty") + table(filled)))
    assert raw.rows["outturn"].tolist() == ["23"]
    assert raw.passed_over == ()


def test_a_reader_that_takes_too_long_is_ended(monkeypatch, spreadsheet_ods):
    monkeypatch.setattr(read_apart, "PATIENCE", 0.001)
    with pytest.raises(UnreadableReturn, match="takes too long"):
        read_return("q2.ods", spreadsheet_ods(table(row(cells("Code")))))


def test_a_reader_that_needs_too_much_memory_is_ended(monkeypatch, spreadsheet_ods):
    monkeypatch.setattr(read_apart, "MAX_MEMORY", 70_000_000)
    wide = row('<table:table-cell table:number-columns-repeated="900"/>' + cells("x"))
    many = row("<table:table-cell/>", repeated=90_000)
    with pytest.raises(UnreadableReturn, match="too much memory"):
        read_return("q2.ods", spreadsheet_ods(table(row(cells("x")) + many + wide)))


def test_more_cells_than_a_return_has_are_refused(spreadsheet_ods):
    many = row(cells(*"abcdefghij"), repeated=10_001)
    with pytest.raises(UnreadableReturn, match="more than 100,000 cells"):
        read_return("q2.ods", spreadsheet_ods(table(many)))


def test_an_old_file_that_only_pretends_to_be_a_workbook_is_damaged(ole2):
    with pytest.raises(UnreadableReturn, match="damaged or not what it seems"):
        read_return("q2.xls", ole2({"Workbook": b"nothing of the kind"}))


def test_an_xlsb_that_holds_nothing_is_damaged(archive):
    with pytest.raises(UnreadableReturn, match="damaged"):
        read_return("q2.xlsb", archive({"[Content_Types].xml": "", "xl/workbook.bin": b"\0"}))


ONE_ROW = [["Code", "Period", "Outturn"], ["5.2", "2018/19", 23.5]]


@pytest.mark.parametrize("stream", ["Workbook", "WORKBOOK", "workbook", "Book", "BOOK", "book"])
def test_the_stream_of_an_xls_may_be_called_so_in_any_case(old_workbook, stream):
    assert read_return("q2.xls", old_workbook(ONE_ROW, stream)).rows["outturn"].tolist() == ["23.5"]


@pytest.mark.parametrize(
    "kinds",
    [
        ["worksheet"],
        ["worksheet", "chartsheet"],
        ["chartsheet", "worksheet"],
        ["worksheet", "dialogsheet"],
        ["chartsheet", "worksheet", "chartsheet"],
    ],
)
def test_a_sheet_that_is_a_chart_costs_no_table_beside_it(binary_workbook, kinds):
    raw = read_return("q2.xlsb", binary_workbook(ONE_ROW, kinds))
    assert raw.rows["outturn"].tolist() == ["23.5"]
    assert raw.passed_over == ()
