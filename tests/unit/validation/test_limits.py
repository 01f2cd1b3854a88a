"""Files made to be slow: the check ends early, says so, and takes nothing of them."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.validation import CheckContext, period_column
from kpis.validation import check as module
from kpis.validation.areas import NearestArea
from kpis.validation.issues.base import LONGEST_FOUND
from kpis.validation.rules.structure import duplicate_columns
from kpis.validation.understand import understand_return

IN_OCTOBER = datetime(2019, 10, 20)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(module, "MOST_ISSUES", 3)


def test_a_check_ends_after_so_many_issues_and_takes_no_row(check, row, few):
    rows = [row(category=f"Ward {n}", breakdown="Ward", outturn="x") for n in range(4)]
    checked = check(*rows, row())
    assert [issue.code for issue in checked.issues] == [
        "too-many-issues",
        *["outturn-not-a-number"] * 3,
    ]
    assert "ended after 3 issues" in checked.issues[0].message
    assert checked.rows.empty
    assert checked.quarters == ()
    assert not checked.ok


def test_warnings_alone_end_a_check_too(check, row, few):
    rows = [row(category=f"Ward {n}", breakdown="Ward", commentary="=x") for n in range(4)]
    assert check(*rows).issues[0].code == "too-many-issues"


def test_issues_of_cross_row_rules_count_with_the_others(check, row, few):
    rows = [row(commentary="=x"), row(), row(), row()]  # one like a formula, three repeated
    assert check(*rows).issues[0].code == "too-many-issues"


def test_as_many_issues_as_are_listed_do_not_end_it(check, row, few):
    rows = [row(category=f"Ward {n}", breakdown="Ward", outturn="x") for n in range(3)]
    checked = check(*rows, row())
    assert [issue.code for issue in checked.issues] == ["outturn-not-a-number"] * 3
    assert len(checked.rows) == 1


def test_the_limit_is_beyond_what_a_person_would_mend():
    assert module.MOST_ISSUES >= 10_000


@pytest.mark.parametrize("text", ["9," * 50_000 + "x", "(" * 100_000, "[" * 100_000, "9" * 5_000])
def test_a_text_far_too_long_for_a_figure_is_refused_at_once(check, row, text):
    issues = check(row(outturn=text), row(numerator=text, category="A", breakdown="B")).errors
    assert [issue.code for issue in issues] == ["outturn-not-a-number", "ratio-not-a-number"]
    assert all(len(issue.message) < 4 * LONGEST_FOUND for issue in issues)


def test_a_name_far_too_long_for_an_area_is_compared_with_none():
    areas = NearestArea(["Hackney", "Newham"])
    assert areas.nearest("Hackny") == "Hackney"
    assert areas.nearest("Hackney" * 50_000) == ""


def test_many_misspelt_areas_are_each_told_where_they_first_stand(check, row):
    names = ["Hackny", "Newhan", "Hackny", "Hackneyy"]
    issues = [
        issue
        for issue in check(*(row(area=name) for name in names)).issues
        if issue.code == "unknown-area"
    ]
    assert np.array_equal([issue.cell for issue in issues], ["D2", "D3", "D5"])


def test_periods_are_looked_at_until_so_many_are_refused_that_the_check_ends(
    check, row, few, monkeypatch
):
    monkeypatch.setattr(period_column, "MOST_REFUSED", 4)
    rows = [row(period=f"in year {number}") for number in range(9)]
    assert check(*rows).issues[0].code == "too-many-issues"


def test_beside_many_unknown_measures_only_the_first_periods_are_judged(check, row, monkeypatch):
    monkeypatch.setattr(period_column, "MOST_BESIDE_UNKNOWN", 2)
    rows = [row(measure="none", period=f"in year {number}") for number in range(4)]
    issues = [issue.code for issue in check(*rows).errors]
    assert sorted(issues) == ["unknown-measure"] + ["unknown-period"] * 2


def test_the_limits_are_such_that_a_period_not_looked_at_is_never_told_of():
    assert period_column.MOST_REFUSED >= module.MOST_ISSUES


def test_below_many_doubled_columns_no_row_is_taken_and_each_is_told_of_once(
    check, row, raw_return
):
    raw = raw_return(row(), row(measure="1.11", outturn="12"))
    twice = tuple(("Q1", "B1", f"C{number}") for number in range(1, 6))
    checked = check(raw=replace(raw, tables=(replace(raw.tables[0], duplicates=twice),)))
    assert [issue.code for issue in checked.errors] == ["duplicate-column"] * 5
    assert checked.rows.empty


def test_positions_of_rows_are_not_repeated_for_every_doubled_column(check, row, raw_return, plan):
    """A thousand columns times a hundred thousand rows would fill the memory."""
    raw = raw_return(row(), row())
    twice = (("Q1", "B1", "C1"), ("Q1", "B1", "D1"))
    raw = replace(raw, tables=(replace(raw.tables[0], duplicates=twice),))
    context = CheckContext(now=IN_OCTOBER, provenance=Provenance.RETURN, stored=OUTTURNS.empty())
    row_issues = list(duplicate_columns(understand_return(raw, plan, context)))
    assert [each.left_out for each in row_issues] == [(0, 1), ()]
