"""Two figures beside each other that hardly any series has may be one that was cut."""

import pytest

from kpis.readers import read_return

QUARTERS = ("Q1 2018/19", "Q2 2018/19", "Q3 2018/19")


def asked(*rows: str, header: str = ",".join(("Code", *QUARTERS))) -> list[tuple[str, str]]:
    content = "\n".join([header, *rows]).encode()
    return [(doubt.cell, doubt.found) for doubt in read_return("q2.csv", content).doubts]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("6.2,1,234,", "1,234"),
        ("6.2,12,100,", "12,100"),
        ("6.2,12,095,", "12,095"),
        ("6.2,45,07,", "45,07"),
        ("6.2,1,234.5,", "1,234.5"),
        ("6.2,£1,234,", "£1,234"),
        ("6.2,-1,234,", "-1,234"),
        ("6.2,13,100,", ""),
        ("6.2,120,345,", ""),
        ("6.2,0,234,", ""),
        ("6.2,45,00,", ""),
        ("6.2,1.5,234,", ""),
        ("6.2,1,1234,", ""),
        ("6.2,45,7,", ""),
    ],
)
def test_a_jump_that_no_series_makes_may_be_a_cut(row, found):
    assert asked(row, "4.4,56.3,57.1,") == ([("B2", found)] if found else [])


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("6.2,50,100,51", "50,100"),
        ("6.2,51,100,51", ""),
        ("6.2,56,4,57", "56,4"),
        ("6.2,20,5,5", ""),
        ("6.2,25,5,5", "25,5"),
    ],
)
def test_a_row_with_more_figures_than_any_other_is_looked_at_twice(row, found):
    assert asked(row, "4.4,56.3,57.1,") == ([("B2", found)] if found else [])
    assert asked(row, "4.4,56.3,57.1,57.5") == []


@pytest.mark.parametrize("row", ["6.2,50,100,51", "6.2,56,4,57", "6.2,12,95,"])
def test_the_only_row_has_no_more_figures_than_others(row):
    assert asked(row) == []


def test_one_question_is_asked_of_all_rows():
    assert asked("6.2,1,234,", "10.2,7,890,") == [("B2", "1,234")]


def test_thousands_are_named_before_decimals():
    assert asked("6.2,45,1,234", "4.4,56.3,57.1,", header=",".join(("Code", *QUARTERS))) == [
        ("C2", "1,234")
    ]


def test_what_stands_beside_a_figure_below_its_quarter_is_none_of_the_series():
    rows = ("Code,Q1 2018/19,,Q2 2018/19,", ",Actual,Target,Actual,Target", "6.2,5,120,7,130")
    assert asked(*rows[1:], header=rows[0]) == []
