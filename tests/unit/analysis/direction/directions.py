"""What tests of directions of travel share: the periods compared, and both directions of a row."""

from kpis.periods import quarter

Q2 = quarter(2019, 2)
NOW, BEFORE, YEAR_AGO = "2019-20-Q2", "2019-20-Q1", "2018-19-Q2"


def previous(row):
    return row["direction_previous"], row["direction_previous_reason"]


def a_year_ago(row):
    return row["direction_year"], row["direction_year_reason"]
