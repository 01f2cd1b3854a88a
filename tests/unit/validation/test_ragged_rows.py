"""Rows of a CSV with more or fewer cells than the header: told and not taken, never guessed."""

from datetime import datetime

import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.validation import CheckContext, check_rows

HEADER = "Measure,Period,Outturn,Numerator,Denominator,Commentary"


@pytest.fixture
def checked(strategic_plan):
    context = CheckContext(
        now=datetime(2019, 10, 20), provenance=Provenance.RETURN, stored=OUTTURNS.empty()
    )

    def check(*lines):
        raw = read_return("return.csv", "\n".join(lines).encode())
        return check_rows(raw, strategic_plan, context)

    return check


def told(checked):
    return [(i.cell, i.found) for i in checked.errors if i.code == "cells-beside-header"]


@pytest.mark.parametrize(
    ("header", "row", "cell"),
    [
        # A thousands separator that was not put in quotation marks.
        ("Measure,Period,Outturn", "1.5,Q2 2019/20,1,234", "D2"),
        # A comma in a text moves what follows it: the target would be taken for the outturn.
        ("Measure,Lead officer,Period,Target,Outturn", "6.2,Lee, Ann,Q2 2019/20,50,45", "F2"),
        # A comma in a commentary would cut it.
        (HEADER, "6.2,Q2 2019/20,45,,,Fewer offers, two blocks late", "G2"),
        ("Code;Q1 2019/20;Q2 2019/20", "1.5;1;234;5", "D2"),
    ],
)
def test_a_row_with_more_cells_than_the_header_is_told_and_not_taken(checked, header, row, cell):
    found = checked(header, row)
    separator = ";" if ";" in header else ","
    assert told(found) == [(cell, ", ".join(part.strip() for part in row.split(separator)))]
    assert found.rows.empty
    (issue,) = [i for i in found.errors if i.code == "cells-beside-header"]
    assert "in quotation marks." in issue.message


def test_a_row_with_fewer_cells_is_told_with_the_first_that_is_missing(checked):
    found = checked(HEADER, "1.4,Q2 2019/20,88.5,,,", "6.2,Q2 2019/20,45")
    assert told(found) == [("D3", "6.2, Q2 2019/20, 45")]
    assert found.rows["measure_id"].tolist() == ["adult_learners_completing"]


@pytest.mark.parametrize(
    "rows",
    [
        ["6.2,Q2 2019/20,45,,,,,,"],  # blank cells beyond the header say nothing
        ["6.2,Q2 2019/20,45,,,,  , "],
        ["6.2,Q2 2019/20,45,,,"],
        ['6.2,Q2 2019/20,"1,045",,,"Fewer offers, two blocks late"'],
        ["6.2,Q2 2019/20,45,,,", ",,,,,", "", "   "],
        ["6.2,Q2 2019/20,45,,,\r"],
    ],
)
def test_blank_cells_and_quoted_commas_are_no_fault(checked, rows):
    found = checked(HEADER, *rows)
    assert told(found) == []
    assert len(found.rows) == 1


def test_titles_and_notes_may_be_as_long_as_they_are(checked):
    found = checked(
        "Return for Q2, of Housing, with notes",
        "",
        HEADER,
        "6.2,Q2 2019/20,45,,,",
        "Note: figures, where known, are those of the end of September",
    )
    assert told(found) == []
    assert found.rows["outturn"].tolist() == [45]


def test_a_header_that_ends_in_blank_cells_is_as_wide_as_its_words(checked):
    found = checked(f"{HEADER},,", "6.2,Q2 2019/20,45,,,late,,", "6.3,2018/19,614,,,,,")
    assert told(found) == []
    found = checked(f"{HEADER},,", "6.2,Q2 2019/20,45,,,late,,lost")
    assert told(found) == [("G2", "6.2, Q2 2019/20, 45, , , late, , lost")]


def test_a_row_of_activities_with_a_comma_too_many_is_told(checked):
    header = "Activity,Lead,Period,Status,Percent done"
    good = "A1.1,Head of A,Q2 2019/20,On target,40"
    found = checked(header, good, "A1.2,Lee, Ann,Q2 2019/20,On target,40")
    assert told(found) == [("F3", "A1.2, Lee, Ann, Q2 2019/20, On target, 40")]
    assert told(checked(header, good, good.replace("A1.1", "A1.2"))) == []


def test_a_row_moved_into_a_blank_last_cell_is_told(checked):
    header = "Measure,Lead officer,Period,Target,Outturn,Commentary"
    good = "1.4,Head of A,Q2 2019/20,80,88.5,fine"
    found = checked(header, good, "6.2,Head of A, acting,Q2 2019/20,50,45,")
    assert [cell for cell, _ in told(found)] == ["G3"]
    assert found.rows["measure_id"].tolist() == ["adult_learners_completing"]
