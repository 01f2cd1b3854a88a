"""Texts around a table that say a scale are told from those that do not."""

import pytest

from kpis.readers import read_return
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.raw import ScaleSaid
from kpis.readers.tables.doubts.scales import scale_in
from kpis.readers.tables.doubts.unit_words import unit_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("All figures in thousands", "thousands"),
        ("All figures are in £000s unless stated", "£000s"),
        ("£000", "£000"),
        ("£'000", "£'000"),
        ("£m", "£m"),
        ("£ million", "£ million"),
        ("Spend, £k", "£k"),
        ("000s", "000s"),
        ("000's", "000's"),
        ("'000", "'000"),
        ("values in millions", "millions"),
        ("Households (thousands)", "thousands"),
        ("Households, thousands", "thousands"),
        ("Thousands", "Thousands"),
        ("Emissions in kilotonnes", "kilotonnes"),
        ("Units = 000", "000"),
        ("All numbers ×1000", "1000s"),
        ("x 1,000", "1000s"),
        ("Multiply by 1,000,000", "1000000s"),
        ("Figures are in 1,000s", "1000s"),
        ("Numbers (k)", "k"),
        ("Thousand households", "Thousand"),
        ("In ten thousands", "ten thousands"),
        ("All figures are year to date", "year to date"),
        ("Figures are cumulative.", "cumulative"),
        ("Council emissions (thousand tonnes)", "thousand tonnes"),
        ("Unit: 000 tonnes CO2e", "000 tonnes CO2e"),
        ("Waste, million of tonnes", "million of tonnes"),
        ("Homelessness - thousands helped", ""),
        ("Sold 1, 000 homes", ""),
        ("Cumulative figures", "Cumulative"),
        ("All year-to-date totals.", "year-to-date"),
        ("Cumulative figures are on the next sheet", ""),
        ("Figures are not cumulative", ""),
        ("Cumulative effects on homes", ""),
        ("2 x 10,000 homes", ""),
        ("21,000s", ""),
        ("Rate per 1,000", ""),
        ("Rates per 1,000, by ward", ""),
        ("Rate per thousand", ""),
        ("Thousands of visits saved", ""),
        ("A saving of £2m and £3 million", ""),
        ("10,000 homes", ""),
        ("Report 000", ""),
        ("Housing return", ""),
        ("In the main", ""),
        ("x" * 301 + " in thousands", ""),
    ],
)
def test_the_words_of_a_scale_are_found(text, words):
    assert scale_in(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rates per 1,000", "per 1000"),
        ("Rates per 10 000 residents", "per 10000"),
        ("Per 100k", "per 100k"),
        ("Rate per hundred thousand", "per 100000"),
        ("Crimes per Million", "per 1000000"),
        ("Emissions (kt)", "kt"),
        ("CO2, kilotonnes", "kilotonnes"),
        ("All figures are percentages", "percentages"),
        ("NB: values shown are in %", "%"),
        ("Figures are percentages unless stated", ""),
        ("Figures are not percentages", ""),
        ("Saved 3 kt of carbon", ""),
        ("Saved 3kt of carbon", ""),
        ("Cost per 1", ""),
        ("Staff per 1,0000", ""),
        ("per 1,000" + "x" * 300, ""),
    ],
)
def test_the_words_of_other_units_are_found(text, words):
    assert unit_in(text) == words


def scales(content: str, mapping: ColumnMapping | None = None) -> tuple[ScaleSaid, ...]:
    return read_return("q2.csv", content.encode(), mapping).tables[0].scales


HEADER = "Code,Period,Outturn\n"
ROW = "6.2,Q2 2019/20,12\n"


def test_what_is_said_between_rows_holds_down_to_the_next_heading():
    (said,) = scales(f"{HEADER}{ROW}In thousands,,\n{ROW}Homes,,\n{ROW}")
    assert said[:2] == ("thousands", "In thousands")
    assert (said.cell, said.first, said.last) == ("A3", 3, 5)


@pytest.mark.parametrize(
    "content", [f"In thousands,,\n{HEADER}{ROW}", f"{HEADER}{ROW}In thousands,,\n"]
)
def test_what_is_said_above_or_below_holds_for_all_rows(content):
    (said,) = scales(content)
    assert said.first < 2 < 3 < said.last


def test_a_header_that_is_not_of_the_outturn_says_nothing_of_it():
    assert scales(f"Code,Period,Outturn,Budget (£000s)\n{ROW.strip()},5\n") == ()


def test_of_a_mapped_column_its_own_header_is_heeded():
    mapping = ColumnMapping(
        sheet="",
        headers=("Code", "Period", "Value (000s)"),
        header_row=1,
        columns={1: "measure", 2: "period", 4: "outturn"},
    )
    content = "Code,Period,Budget (£000s),Value (000s)\n6.2,Q2 2019/20,5,12\n"
    assert [(each.words, each.cell) for each in scales(content, mapping)] == [("000s", "D1")]
