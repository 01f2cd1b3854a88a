"""A part of a year and a year, in two columns, become one text; what is in doubt stays in it."""

import pytest

from kpis.readers.tables.year_and_part import from_first_to_last, joined


@pytest.mark.parametrize(
    ("part", "year", "word", "year_word", "text"),
    [
        ("Q2", "2019/20", "quarter", "financial year", "Q2 2019/20"),
        ("2", "2019/20", "quarter", "financial year", "Quarter 2 2019/20"),
        ("Jan", "2019/20", "month", "financial year", "Jan 2019/20"),
        ("", "2019/20", "quarter", "financial year", "2019/20"),
        ("", "2019", "quarter", "financial year", "2019"),
        ("Q2", "", "quarter", "year", "Q2"),
        # The number of a month is plain in a calendar year alone.
        ("1", "2019", "month", "year", "January 2019"),
        ("1", "2019/20", "month", "year", "Month 1 2019/20"),
        ("07", "2019/20", "month", "financial year", "Month 07 2019/20"),
        ("12", "2019-20", "month", "fy", "Month 12 2019-20"),
        ("7", "2019/20", "period", "financial year", "Period 7 2019/20"),
        # One number names a financial year by its start or by its end.
        ("Jan", "2019", "month", "financial year", "Jan FY 2019"),
        ("Q2", "2019", "quarter", "fy", "Q2 FY 2019"),
        ("1", "2019", "month", "financial year", "Month 1 FY 2019"),
        ("Jan", "2019", "month", "year", "Jan 2019"),
    ],
)
def test_part_and_year_are_read_as_one_text(part, year, word, year_word, text):
    assert joined(part, year, word, year_word) == text


@pytest.mark.parametrize(
    ("part", "year"),
    [
        *(("Q2 2019/20", "2019/20"), ("Q2 2019/20", "2019-2020"), ("Q2 2019/20", "2019")),
        *(("Q4 2018/19", "2019"), ("Q2 2019/20", "2020"), ("Sep 2019", "2019/20")),
        *(("Mar 2020", "2019/20"), ("2019-09-30", "2019/20"), ("30/09/2019", "2019/20")),
        *(("Week 23", "2018/19"), ("Q2 2019/20", "this year"), ("2019/20", "2019/20")),
    ],
)
def test_a_part_that_names_its_year_stands_alone_where_the_two_agree(part, year):
    assert joined(part, year, "quarter", "year") == part


@pytest.mark.parametrize(
    ("part", "year"),
    [
        *(("Q2 2019/20", "2018/19"), ("Q2 2019/20", "2018"), ("Sep 2019", "2018/19")),
        *(("Mar 2020", "2020/21"), ("2019-09-30", "2018-19"), ("30/09/2019", "2020/21")),
        *(("Jul-Sep 2019", "FY 2018/19"), ("2018/19", "2019/20"), ("Q1 2019/20", "2018/2019")),
    ],
)
def test_where_they_contradict_each_other_both_are_kept_for_validation_to_tell(part, year):
    assert joined(part, year, "quarter", "year") == f"{part} beside {year}"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2019-07-01", "2019-09-30", "01/07/2019 to 30/09/2019"),
        ("1/7/2019", "30.09.19", "1/7/2019 to 30/09/19"),
        ("", "2019-09-30", "2019-09-30"),
        ("July", "2019-09-30", "2019-09-30"),
        ("2019-07-01", "Q2 2019/20", "Q2 2019/20"),
    ],
)
def test_a_first_and_a_last_day_are_read_as_one_text(first, last, text):
    assert from_first_to_last(first, last) == text
