"""Decimal commas: believed where a file shows them, asked about where a cell could mean two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers import read_return
from kpis.readers.files.grid import Cell
from kpis.readers.raw import CellKind
from kpis.readers.tables.decimal_commas import decimal_commas

HEADER = ["Code", "Period", "Outturn", "Numerator"]


@pytest.fixture
def read(text):
    """read(figures): (texts, kinds, notes) of a CSV with these outturns."""

    def figures(outturns):
        raw = read_return("q2.csv", text([HEADER, *(["5.2", "x", each] for each in outturns)], ";"))
        return raw.rows["outturn"].tolist(), raw.rows["outturn_kind"].tolist(), raw.notes

    return figures


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("23,4", "23.4"), ("0,567", "0.567"), ("23,4567", "23.4567"), ("1.234,5", "1234.5")),
        *(("1 234,56", "1234.56"), ("1.234.567,8", "1234567.8"), ("12345,678", "12345.678")),
        *(("-3,2", "-3.2"), ("92,1%", "92.1%"), ("£3,50", "£3.50"), ("(1,5)", "(1.5)")),
    ],
)
def test_a_comma_that_can_only_stand_before_decimals_is_read_so_and_told(read, typed, meant):
    texts, kinds, notes = read([typed, "7"])
    assert texts == [meant, "7"]
    assert kinds == ["text", "text"]
    assert notes == (f"The file has decimal commas: {typed} is read as {meant}.",)


@pytest.mark.parametrize("typed", ["1,234", "12,500", "1,234,567", "1.234", "234", "1,234.5"])
def test_without_such_a_comma_nothing_is_changed(read, typed):
    assert read([typed, "7"]) == ([typed, "7"], ["text", "text"], ())


@pytest.mark.parametrize("either", ["1,234", "1.234", "12,500", "-1,234", "1,234%"])
def test_beside_such_a_comma_a_figure_that_could_mean_two_is_asked_about(read, either):
    texts, kinds, _ = read(["23,4", either])
    assert texts == ["23.4", either]
    assert kinds == ["text", "either"]


@pytest.mark.parametrize("pointed", ["23.4", "0.5", ".5", "1,234.5", "1,234,567", "12.3456"])
def test_a_file_that_shows_both_is_left_for_validation_to_refuse(read, pointed):
    assert read(["23,4", pointed, "1,234"]) == (["23,4", pointed, "1,234"], ["text"] * 3, ())


def test_the_evidence_may_stand_in_another_column(text):
    rows = [HEADER, ["5.2", "x", "1,234", "0,5"], ["1.3", "x", "5", ""]]
    raw = read_return("q2.csv", text(rows, ";"))
    assert raw.rows["outturn_kind"].tolist() == ["either", "text"]
    assert raw.rows["numerator"].tolist() == ["0.5", ""]


def test_a_workbook_whose_numbers_have_decimals_is_left_alone(workbook):
    raw = read_return("q2.xlsx", workbook([HEADER, ["5.2", "x", 23.4], ["1.3", "x", "23,4"]]))
    assert raw.rows["outturn"].tolist() == ["23.4", "23,4"]


def test_a_workbook_of_texts_with_decimal_commas_is_read_with_them(workbook):
    raw = read_return("q2.xlsx", workbook([HEADER, ["5.2", "x", 23], ["1.3", "x", "23,4"]]))
    assert raw.rows["outturn"].tolist() == ["23", "23.4"]


def test_other_columns_keep_their_commas(text):
    rows = [["Code", "Period", "Outturn", "Commentary"], ["5.2", "x", "23,4", "of 1,5 million"]]
    raw = read_return("q2.csv", text(rows, ";"))
    assert raw.rows["commentary"].tolist() == ["of 1,5 million"]


number = st.integers(0, 10**7)


@given(st.lists(st.tuples(number, st.integers(0, 999_999)), min_size=1, max_size=6))
def test_no_figure_is_ever_read_as_another(numbers):
    """Written by somebody with decimal commas, every figure comes back, is asked about or kept."""
    cells = [
        Cell(f"{whole},{str(part).rstrip('0')}" if part else str(whole), CellKind.TEXT)
        for whole, part in numbers
    ]
    commas = decimal_commas(cells)
    for cell in cells:
        settled = commas.settled(cell)
        if settled.text != cell.text:
            assert float(settled.text) == float(cell.text.replace(",", "."))
        elif "," in cell.text and commas.shown:
            assert settled.kind == CellKind.EITHER
