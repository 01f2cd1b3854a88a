"""A long CSV is read as the ordinary reader reads it, or left to it."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpis.errors import UnreadableReturn
from kpis.readers import read_return, reading
from kpis.readers.files import guard
from kpis.readers.tables.long_csv import read_long_text

HEADER = ("measure", "period", "area", "outturn", "numerator", "marker", "commentary", "note")
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"),
    max_size=8,
)
# Unicode's rarer blanks are trimmed alike by both; a lone surrogate is no text.
RECORDS = st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=12)


def as_csv(records) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([HEADER, *records])
    return text.getvalue().encode()


def with_long_from(size: int, content: bytes):
    before, reading.LONG = reading.LONG, size
    try:
        return read_return("r.csv", content)
    finally:
        reading.LONG = before


@settings(max_examples=40)
@given(RECORDS)
@example([["", "*:", "0", "", "", "", "", ""]])
@example([["Total housing", "", "", "5", "", "", "", ""]])
def test_both_readers_give_the_same_rows(records):
    content = as_csv(records)
    ordinary, long = with_long_from(10**9, content), with_long_from(0, content)
    pd.testing.assert_frame_equal(long.rows, ordinary.rows)
    assert (long.tables, long.notes) == (ordinary.tables, ordinary.notes)


def test_a_plain_file_is_taken_with_addresses_as_people_count():
    rows_and_table = read_long_text(as_csv([["5.2", "2018/19", "", " 23 ", "", "", "", ""]] * 2))
    assert rows_and_table is not None
    rows, table = rows_and_table
    assert table.layout == "tidy"
    assert rows["outturn"].tolist() == ["23", "23"]
    assert rows["outturn_cell"].tolist() == ["D2", "D3"]
    assert rows["outturn_kind"].tolist() == ["text", "text"]
    assert rows["numerator_kind"].tolist() == ["empty", "empty"]


@pytest.mark.parametrize(
    "content",
    [
        as_csv([["Totals below", "", "", "", "", "", "", ""]]),
        as_csv([]) + b"5.2,2018/19,,23\n",
        as_csv([["5.2", "2018/19", "", "23", "", "", "", ""]]).replace(b",", b";"),
        as_csv([["5.2", "2018/19", "", "23", "", "", "", ""]]).decode().encode("utf-16"),
        b"measure;what\nno;table\n",
        b"",
    ],
    ids=["a note", "a short record", "semicolons", "utf-16", "no table", "empty"],
)
def test_what_is_not_plain_is_left_to_the_ordinary_reader(content):
    assert read_long_text(content) is None


def test_a_very_long_file_that_is_not_plain_is_refused_with_what_it_must_be(monkeypatch):
    monkeypatch.setattr(guard, "MAX_FILE", 1_000)
    monkeypatch.setattr(reading, "MAX_FILE", 1_000)
    monkeypatch.setattr(reading, "LONG", 500)
    plain = as_csv([["5.2", "2018/19", "", "23", "", "", "", ""]] * 100)
    assert len(read_return("r.csv", plain).rows) == 100
    with pytest.raises(UnreadableReturn, match="must be plain: one header row"):
        read_return("r.csv", plain + b"5.2,2018/19\n")
