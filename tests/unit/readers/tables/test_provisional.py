"""Notes that say figures are provisional mark them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.readers import read_return
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import table

WIDE = ["Code", "Q1 2019/20", "Q2 2019/20"]


def markers(content, name="return.xlsx"):
    return read_return(name, content).rows["marker"].tolist()


def below(note):
    return markers(book(WIDE, ["6.2", 41, 45], ["4.4", 51, "[x]"], [note]))


@pytest.mark.parametrize(
    "note",
    [
        "Figures are provisional",
        "All figures are provisional.",
        "Please note that these figures are still provisional",
        "Note: data are provisional until the audit is done",
        "Provisional",
        "Provisional data",
        "Status: provisional",
    ],
)
def test_a_note_on_all_figures_marks_those_without_a_marker(note):
    assert below(note) == ["[p]", "[p]", "[p]", ""]
    content = table([note, "", ""], ["Code", "Period", "Outturn"], ["6.2", "Q2 2019/20", 45])
    assert markers(content, "return.csv") == ["[p]"]


@pytest.mark.parametrize(
    "note", ["Q2 figures are provisional", "Figures for Q2 2019/20 are provisional"]
)
def test_a_note_on_a_quarter_marks_its_figures(note):
    assert below(note) == ["", "[p]", "", ""]


def test_a_footnote_marks_what_has_its_mark():
    content = book(["Code", "Q1 2019/20", "Q2 2019/20*"], ["6.2", 41, 45], ["* provisional"])
    assert markers(content) == ["", "[p]"]


@pytest.mark.parametrize(
    "note",
    [
        "[p] provisional",
        "(p) = provisional",
        "p provisional",
        "* provisional",  # nothing has the star
        "Some figures are provisional",
        "Housing figures are provisional",
        "Figures are provisional where marked",
        "Figures are not provisional",
        "Targets are provisional",
        "Provisional outturns are replaced in Q3",
    ],
)
def test_a_note_on_something_else_marks_nothing(note):
    assert below(note) == ["", "", "", ""]


def test_a_heading_between_rows_is_about_no_other_rows():
    content = book(WIDE, ["6.2", 41, 45], ["Provisional"], ["4.4", 51, 52])
    assert markers(content) == [""] * 4


def test_it_is_told():
    raw = read_return("return.xlsx", book(WIDE, ["6.2", 41, 45], ["Figures are provisional"]))
    assert raw.notes == (
        "Return!A3: 'Figures are provisional' is heeded, and 2 figures are marked [p].",
    )


@given(own=st.lists(st.sampled_from(["", "[r]", "[e]", "[p]"]), min_size=1, max_size=5))
def test_a_marker_of_ones_own_stays(own):
    rows = [["6.2", f"Q{n % 4 + 1} 2019/20", 45 + n, each] for n, each in enumerate(own)]
    content = table(["Code", "Period", "Outturn", "Marker"], *rows, ["Figures are provisional"])
    assert markers(content, "return.csv") == [each or "[p]" for each in own]


@pytest.mark.parametrize(
    ("header", "said", "expected"),
    [
        ("Status", ("Provisional", "Final"), ["[p]", ""]),
        ("Data status", ("final", "provisional"), ["", "[p]"]),
        ("Provisional?", ("Y", "N"), ["[p]", ""]),
        ("Status", ("Provisional", "On track"), ["", ""]),  # of something else
        ("Status", ("Green", "Red"), ["", ""]),
        ("Provisional?", ("Maybe", "Y"), ["", ""]),
    ],
)
def test_a_column_that_says_so_of_each_row_marks_it(header, said, expected):
    rows = [["6.2", "Q2 2019/20", 45, said[0]], ["4.4", "Q2 2019/20", 52, said[1]]]
    raw = read_return("return.csv", table(["Code", "Period", "Outturn", header], *rows))
    assert raw.rows["marker"].tolist() == expected
    if "[p]" in expected:
        assert raw.tables[0].unknown == ()
