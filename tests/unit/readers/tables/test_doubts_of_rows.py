"""What rows leave in doubt: cut figures, numbered rows, periods beside each other."""

import pytest

from kpis.readers import read_return


def doubts(*lines):
    raw = read_return("return.csv", "\n".join(lines).encode())
    return [(each.code, each.cell, each.rows) for each in raw.doubts]


COMMENTED = "Code,Period,Outturn,Commentary"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (COMMENTED, "6.2,Q2 2019/20,1,234"),
        (COMMENTED, "4.4,Q2 2019/20,56,4"),
        (COMMENTED, "4.4,Q2 2019/20,56,4%"),
        (COMMENTED, "11.3,Q2 2019/20,-1,234.50"),
        (COMMENTED, "11.3,Q2 2019/20,£1,234"),
        ("Code,Period,Outturn,Unit", "6.2,Q2 2019/20,1,234"),
        ("Code,Period,Outturn,Status", "6.2,Q2 2019/20,1,234"),
        ("Code,Period,Outturn,Target,Commentary", "6.2,Q2 2019/20,1,234,1300"),
        ("Code,Period,Numerator,Outturn,Commentary", "4.4,Q2 2019/20,1,234,50"),
    ],
)
def test_digits_alone_where_words_belong_may_be_the_rest_of_a_figure(header, row):
    assert doubts(header, row) == [("cut-figure", doubts(header, row)[0][1], (2,))]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (COMMENTED, "6.2,Q2 2019/20,1234,fine"),
        (COMMENTED, "6.2,Q2 2019/20,1234,5"),  # no figure that a comma cut has four digits
        (COMMENTED, "4.4,Q2 2019/20,56.4,12"),
        (COMMENTED, "6.2,Q2 2019/20,45,"),
        (COMMENTED, "6.2,Q2 2019/20,45,12 fewer"),
        ("Code,Period,Outturn,Target", "6.2,Q2 2019/20,45,50"),
        ("Code,Period,Outturn,RAG", "6.2,Q2 2019/20,45,2"),  # a score
        ("Code,Period,Outturn,Rank", "6.2,Q2 2019/20,45,12"),
    ],
)
def test_numbers_where_they_belong_are_not_asked_about(header, row):
    assert doubts(header, row) == []


def test_all_cut_figures_of_a_table_are_one_question():
    rows = ["6.2,Q2 2019/20,1,234", "4.4,Q2 2019/20,56.3,fine", "6.2,Q1 2019/20,2,345"]
    assert doubts(COMMENTED, *rows) == [("cut-figure", "C2", (2, 4))]


@pytest.mark.parametrize("header", ["No.", "ID", "Id", "No"])
def test_a_number_beside_words_that_nobody_asked_for_may_be_that_of_a_row(header):
    found = doubts(f"{header},Task,Period,Outturn", "1.1,Empty the bins,2019/20,45")
    assert found == [("header-meaning", "A1", (2,))]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("No.,Period,Outturn", "1.1,2019/20,45"),
        ("No.,Rank 2,Period,Outturn", "1.1,12,2019/20,45"),
        ("Code,Task,Period,Outturn", "1.1,Empty the bins,2019/20,45"),
        ("No.,Indicator,Task,Period,Outturn", "1.1,Recycling,Empty the bins,2019/20,45"),
        ("ID,Task,Period,Outturn", "recycling_level,Empty the bins,2019/20,45"),
    ],
)
def test_codes_without_words_beside_them_are_codes(header, row):
    assert doubts(header, row) == []


@pytest.mark.parametrize(
    ("header", "period", "beside", "differ"),
    [
        ("Period end", "Q1 2019/20", "30/09/2019", True),
        ("Period end", "Q2 2019/20", "30/09/2019", False),
        ("Period end", "Q2 2019/20", "30 September 2019", False),
        ("Period ending", "Q2 2019/20", "29/09/2019", False),
        ("Period end", "Q2 2019/20", "06/10/2019", False),  # fourteen weeks
        ("Period end", "Q2 2019/20", "31/10/2019", True),
        ("Quarter end", "Q2 2019/20", "Jun 2019", True),
        ("Quarter start", "Q2 2019/20", "01/07/2019", False),
        ("Quarter start", "Q2 2019/20", "01/10/2019", True),
        ("Month", "Q2 2019/20", "Oct 2019", True),
        ("Month", "Q2 2019/20", "Aug 2019", False),
        ("Period end", "2019/20", "31/03/2020", False),
        ("Period end", "2019/20", "31/08/2020", False),  # an academic year
        ("Period end", "2018/19", "31/03/2020", True),
        ("Date", "Q2 2019/20", "11/10/2019", False),
        ("As at", "Q2 2019/20", "11/10/2019", False),
        ("Year end", "Q1 2019/20", "31/03/2020", False),
        ("Period end", "Q2 2019/20", "soon", False),
        ("Period end", "", "30/09/2019", False),
    ],
)
def test_a_period_is_held_against_what_is_said_beside_it(header, period, beside, differ):
    own = "Quarter" if header == "Period" else "Period"
    found = doubts(f"Code,{own},{header},Outturn", f"6.2,{period},{beside},45")
    assert found == ([("periods-differ", "B2", (2,))] if differ else [])


WIDE, FIGURES = "Code,Q1 2019/20,Q2 2019/20,Q1 2020/21", "6.2,41,45,47"


@pytest.mark.parametrize(
    ("note", "rows", "first"),
    [
        ("Q2 figures are estimates", (2,), "45 for Q2 2019/20"),
        ("Quarter 1 data are estimated", (2,), "41 for Q1 2019/20 and 1 more"),
        ("Q4 figures are forecasts", (2,), "41 for Q1 2019/20 and 2 more"),
        ("Forecast figures only", (2,), "41 for Q1 2019/20 and 2 more"),
    ],
)
def test_a_note_is_about_the_quarter_that_it_names_or_about_all(note, rows, first):
    (doubt,) = read_return("return.csv", f"{WIDE}\n{FIGURES}\n{note},,,\n".encode()).doubts
    assert (doubt.code, doubt.rows, doubt.choices[0].stores) == ("header-meaning", rows, first)


def test_a_footnote_whose_mark_stands_nowhere_says_nothing():
    assert doubts(WIDE, FIGURES, "* forecast,,,") == []
    assert doubts(WIDE.replace("Q2 2019/20", "Q2 2019/20**"), FIGURES, "* forecast,,,") == []


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        (
            ("Code,Period,Outturn,,Target", "6.2,Q2 2019/20,45,checked,50"),
            ("Column D ('checked' in row 2) without a header: not read.",),
        ),
        (
            (",Code,,Q2 2019/20", "1,6.2,x,45", "2,11.2,y,9.5"),
            ("Columns A ('1' in row 2) and C ('x' in row 2) without a header: not read.",),
        ),
        ((",Code,2019/20,", ",,Q1,Q2", ",6.2,45,47"), ()),
        (("Code,Period,Outturn", "6.2,Q2 2019/20,1,234"), ()),
        (("Code,Period,Outturn,", "6.2,Q2 2019/20,45,", "Note: a note,,,beside"), ()),
    ],
)
def test_what_stands_below_no_header_is_told(lines, notes):
    found = read_return("return.csv", "\n".join(lines).encode()).notes
    assert tuple(note for note in found if "without a header" in note) == notes


@pytest.mark.parametrize(
    ("header", "note", "asked"),
    [
        ("Q2 2019/20 [1]", "[1] Forecast", True),
        ("Q2 2019/20 (1)", "(1) Forecast", True),
        ("Q2 2019/20²", "2 Forecast", True),
        ("Q2 2019/20²", "² Forecast", True),
        ("Q2 2019/20 (note 2)", "Note 2: estimated", True),
        ("Q2 2019/20²", "1 Forecast", False),
        ("Q2 2019/20 (1)", "1. Forecasts are made in May", False),
        ("Q2 2019/20", "1 Forecast", False),
    ],
)
def test_a_footnote_is_found_by_its_number(header, note, asked):
    raw = read_return("return.csv", f"Code,Q1 2019/20,{header}\n6.2,41,45\n{note},,\n".encode())
    assert [doubt.column for doubt in raw.doubts] == (["C"] if asked else [])
