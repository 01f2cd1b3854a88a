"""CSV as programs really save it: encodings, separators, ragged rows, quotation marks."""

import codecs
import csv
import time

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return

ROWS = [["Code", "Period", "Outturn", "Commentary"], ["5.2", "2018/19", "23", "Café, £5 – better"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_and_separator_gives_the_same_text(text, separator, encoding):
    raw = read_return("q2.csv", text(ROWS, separator, encoding))
    (row,) = raw.rows.to_dict("records")
    assert (row["measure"], row["period"], row["outturn"]) == ("5.2", "2018/19", "23")
    assert row["commentary"] == "Café, £5 – better"


def test_big_endian_utf_16_is_read_by_its_mark(text):
    content = codecs.BOM_UTF16_BE + text(ROWS, encoding="utf-16-be")
    assert read_return("q2.csv", content).rows["commentary"].tolist() == ["Café, £5 – better"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_lost_its_mark_is_read_and_told(text, separator, encoding):
    raw = read_return("q2.csv", text(ROWS, separator, encoding))
    assert raw.rows["outturn"].tolist() == ["23"]
    assert raw.rows["commentary"].tolist() == ["Café, £5 – better"]
    (note,) = raw.notes
    assert "in UTF-16 without the mark that says so" in note


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_that_is_cut_says_how_to_save_it(text, encoding):
    with pytest.raises(UnreadableReturn, match="choose Save As, CSV UTF-8"):
        read_return("q2.csv", text(ROWS, "\t", encoding)[:-1])


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16"])
def test_a_mark_says_how_many_bytes_a_letter_takes(text, encoding):
    assert read_return("q2.csv", text(ROWS, "\t", encoding)).rows["outturn"].tolist() == ["23"]


def test_an_encoding_that_had_to_be_assumed_is_told(text):
    assert read_return("q2.csv", text(ROWS)).notes == ()
    (note,) = read_return("q2.csv", text(ROWS, encoding="cp1252")).notes
    assert "read as Windows-1252" in note


def test_every_cell_is_text_or_empty(text):
    rows = [["Code", "Period", "Outturn", "Numerator"], ["5.2", "30/09/2019", "=1+1", ""]]
    (row,) = read_return("q2.csv", text(rows)).rows.to_dict("records")
    assert (row["outturn"], row["outturn_kind"]) == ("=1+1", "text")
    assert (row["period"], row["period_kind"]) == ("30/09/2019", "text")
    assert (row["numerator"], row["numerator_kind"]) == ("", "empty")


def test_addresses_are_letters_and_rows_as_a_spreadsheet_shows_them(text):
    raw = read_return("q2.csv", text([["Our return"], [], *ROWS]))
    assert raw.rows["outturn_cell"].tolist() == ["C4"]
    assert raw.rows["sheet"].tolist() == [""]
    assert raw.cell(0, "commentary") == "D4"


def test_a_line_break_inside_a_cell_does_not_move_the_rows_below(text):
    rows = [*ROWS[:1], ["5.2", "2018/19", "23", "one\ntwo\nthree"], ["1.3", "2018/19", "4", ""]]
    raw = read_return("q2.csv", text(rows))
    assert raw.rows["row"].tolist() == [2, 3]
    assert raw.rows["commentary"].tolist() == ["one\ntwo\nthree", ""]


def test_ragged_rows_are_kept_as_they_are():
    raw = read_return("q2.csv", b"Code,Period,Outturn,Commentary\n5.2,2018/19,23\n1.3,x,4,y,z\n")
    assert raw.rows["outturn"].tolist() == ["23", "4"]
    assert raw.rows["commentary"].tolist() == ["", "y"]


def test_a_separator_stated_for_excel_is_believed_and_is_no_row():
    raw = read_return("q2.csv", b"sep=;\r\nCode;Period;Outturn\r\n5.2;2018/19;a,b\r\n")
    assert raw.rows["outturn"].tolist() == ["a,b"]
    assert raw.rows["row"].tolist() == [2]


def test_decimal_commas_do_not_pass_for_separators():
    lines = "".join(f"5.2;2018/19;{number},5;nothing, really\n" for number in range(30))
    raw = read_return("q2.csv", f"Code;Period;Outturn;Commentary\n{lines}".encode())
    assert raw.rows["outturn"].tolist()[:2] == ["0.5", "1.5"]


def test_a_title_full_of_commas_does_not_choose_the_separator():
    content = (
        b"Measure, period and outturn, as asked, by all\nMeasure;Area;Q2 2019/20\n5.2;Here;7\n"
    )
    raw = read_return("q2.csv", content)
    assert raw.rows["outturn"].tolist() == ["7"]


def test_a_quotation_mark_left_open_is_told_with_its_row():
    content = (
        b'Code,Period,Outturn,Commentary\n5.2,2018/19,23,fine\n1.3,2018/19,4,"better\n2.1,x,5,\n'
    )
    with pytest.raises(UnreadableReturn, match="in row 3 is never closed"):
        read_return("q2.csv", content)


def test_a_quotation_mark_left_open_in_a_long_file_is_told_too():
    lines = "2.1,2018/19,5,quite as expected\n" * 10_000
    content = f'Code,Period,Outturn,Commentary\n1.3,2018/19,4,"better\n{lines}'.encode()
    with pytest.raises(UnreadableReturn, match="in row 2 is never closed"):
        read_return("q2.csv", content)


def test_a_quotation_mark_left_open_is_told_though_another_seems_to_close_it():
    content = b'Code,Period,Outturn,Commentary\n5.2,x,1,"better\n1.3,x,2,"fine, really"\n'
    with pytest.raises(UnreadableReturn, match="in row 2 is never closed"):
        read_return("q2.csv", content)


def test_a_quotation_mark_left_open_below_harmless_ones_is_told_too():
    content = b'Code,Period,Outturn,Commentary\n5.2,x,1,"so" it goes\n1.3,x,2,"better\n2.1,x,3,\n'
    with pytest.raises(UnreadableReturn, match="in row 3 is never closed"):
        read_return("q2.csv", content)


def test_a_quotation_mark_left_open_in_the_last_line_swallows_nothing():
    content = b'Code,Period,Outturn,Commentary\n5.2,x,1,"better'
    assert read_return("q2.csv", content).rows["commentary"].tolist() == ["better"]


def test_quotation_marks_inside_words_are_kept():
    content = b'Code,Period,Outturn,Comment\n5.2,x,3,a 5" pipe\n1.3,x,4,"so" it goes\n2.1,x,5,\n'
    commentary = read_return("q2.csv", content).rows["commentary"].tolist()
    assert commentary == ['a 5" pipe', "so it goes", ""]


@pytest.mark.parametrize("limit", [131_072, 10_000_000])
def test_a_cell_longer_than_a_report_is_told_with_its_row(limit):
    content = b"Code,Period,Outturn\n5.2,x," + b"9" * 200_000
    before = csv.field_size_limit(limit)  # another library of the process may have moved it
    try:
        with pytest.raises(UnreadableReturn, match="Row 2 has a cell of more than 131,072 char"):
            read_return("q2.csv", content)
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\xff\xfeC",  # half a letter
        b"Code\x00,Period",
    ],
)
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(UnreadableReturn, match="neither a workbook nor a text"):
        read_return("q2.csv", content)


def test_hyphens_that_word_leaves_behind_do_not_make_a_text_unreadable(text):
    rows = [*ROWS[:1], ["5.2", "2018/19", "23", "long\x1eterm plans of the usual kind"]]
    assert read_return("q2.csv", text(rows)).rows["outturn"].tolist() == ["23"]


BLANK_LINES = {
    "blank lines": b"\n" * 10_000_000,
    "lines of blank cells": b",,\n" * 3_000_000,
}


@pytest.mark.parametrize("blank", BLANK_LINES.values(), ids=BLANK_LINES.keys())
def test_ten_megabytes_of_nothing_below_a_table_do_not_keep_anybody_waiting(blank):
    begun = time.process_time()
    raw = read_return("q2.csv", b"Code,Period,Outturn\n5.2,2018/19,23\n" + blank)
    assert raw.rows["outturn_cell"].tolist() == ["C2"]
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("blank", BLANK_LINES.values(), ids=BLANK_LINES.keys())
def test_ten_megabytes_of_nothing_within_a_table_are_refused_at_once(blank):
    table = b"Code,Period,Outturn\n5.2,2018/19,23\n"
    begun = time.process_time()
    with pytest.raises(UnreadableReturn, match="more than 300,000 lines: leave out the blank"):
        read_return("q2.csv", table + blank + b"1.3,2018/19,5\n")
    assert time.process_time() - begun < 15


def test_a_blank_line_or_cell_at_the_end_takes_nothing_away(text):
    rows = [*ROWS, ["1.3", "2018/19", "4", ""], ["", "", "", ""], []]
    for separator in ",;\t|":
        raw = read_return("q2.csv", text(rows, separator))
        assert raw.rows["outturn"].tolist() == ["23", "4"]


@pytest.mark.parametrize("last", [",", ";", " ;", "a\t", "|"])
def test_a_last_cell_that_ends_in_another_separator_is_kept(last):
    content = f"Code;Period;Outturn\n5.2;x;y{last}|"
    raw = read_return("q2.csv", content.encode())
    assert raw.rows["outturn"].tolist() == [f"y{last}|".rstrip() if ";" not in last else "y"]


def test_a_row_far_wider_than_any_table_is_refused_unless_what_is_beyond_is_empty(text):
    wide = ["5.2", "Q2 2019/20", "4", *[""] * 2_000]
    assert len(read_return("r.csv", text([["Code", "Period", "Outturn"], wide])).rows) == 1
    wide[-1] = "x"
    with pytest.raises(UnreadableReturn, match="Row 2 has more than 1,000 cells"):
        read_return("r.csv", text([["Code", "Period", "Outturn"], wide]))
