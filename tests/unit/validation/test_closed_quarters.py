"""A quarter that has closed: figures are still taken, never unnoticed.

Q2 2019/20 ends on 30 September 2019; 42 days later is Monday 11 November, the day it closes.
"""

from datetime import datetime

import pytest

CLOSING_DAY, DAY_AFTER = datetime(2019, 11, 11, 23, 0), datetime(2019, 11, 12)


def test_on_its_closing_day_a_quarter_is_still_open(check, row):
    assert check.issues(row(), now=CLOSING_DAY) == []
    assert check.issues(row(), now=DAY_AFTER) == [("warning", "closed-period", "G2")]


def test_a_restatement_shows_both_figures_and_asks_why(check, row, stored):
    checked = check(row(), now=DAY_AFTER, stored=stored(("repairs", "2019-20-Q2", 90.0)))
    issue = checked.warnings[0]
    assert (issue.code, issue.cell, issue.measure, issue.found) == (
        *("closed-period", "G2"),
        *("1.2", "92.1"),
    )
    assert issue.message == (
        "Q2!G2: this restates a closed quarter: 1.2 Repairs is '92.1' here and 90.0% so far. "
        "Q2 2019/20 closed on 11 November 2019. Say why in the commentary."
    )
    assert checked.ok
    assert len(checked.rows) == 1


@pytest.mark.parametrize(
    ("before", "outturn", "words"),
    [
        (92.14, "92.1", "is '92.1' here and 92.14% so far"),
        (92.1, "92.12", "is '92.12' here and 92.10% so far"),
        (92.0, "92.1", "is '92.1' here and 92.0% so far"),
    ],
)
def test_a_restatement_below_the_published_decimals_shows_the_stored_figure_in_full(
    check, row, stored, before, outturn, words
):
    checked = check(
        row(outturn=outturn), now=DAY_AFTER, stored=stored(("repairs", "2019-20-Q2", before))
    )
    assert words in checked.warnings[0].message


def test_a_restatement_of_a_group_does_not_tell_the_figure_before(check, row, stored):
    """It may be a small count, and whoever has a file may have it checked."""
    group = {"breakdown": "Ward", "category": "Bow East"}
    figures = stored({"measure_id": "repairs", "period_id": "2019-20-Q2", "outturn": 90.0} | group)
    checked = check(row(**group), now=DAY_AFTER, stored=figures)
    assert "is '92.1' here and another figure so far." in checked.warnings[0].message


def test_a_restatement_with_a_commentary_is_asked_whether_it_says_why(check, row, stored):
    figures = stored(("repairs", "2019-20-Q2", 90.0))
    checked = check(row(commentary="A late count."), now=DAY_AFTER, stored=figures)
    assert "Check that the commentary says why." in checked.warnings[0].message


@pytest.mark.parametrize(
    ("figure", "row_given", "restates"),
    [
        ({"outturn": 92.1}, {}, 0),
        ({"outturn": 92.2}, {}, 1),
        ({"outturn": 92.1, "marker": "p"}, {}, 1),
        ({"outturn": 92.1, "marker": "p"}, {"marker": "p"}, 0),
        ({"outturn": float("nan"), "marker": "x"}, {}, 1),
        ({"outturn": float("nan"), "marker": "x"}, {"outturn": "[x]"}, 0),
        ({"outturn": 92.1}, {"outturn": "[x]"}, 1),
    ],
)
def test_only_what_changes_a_stored_figure_or_marker_restates_it(
    check, row, stored, figure, row_given, restates
):
    figures = stored({"measure_id": "repairs", "period_id": "2019-20-Q2"} | figure)
    codes = [code for _, code, _ in check.issues(row(**row_given), now=DAY_AFTER, stored=figures)]
    assert codes == ["closed-period"] * restates


def test_late_figures_are_told_once_for_each_quarter(check, row):
    rows = [
        row(),
        row(measure="1.11", outturn="12"),
        row(period="Q1 2019/20"),
        row(area="Hackney"),
    ]
    checked = check(*rows, now=DAY_AFTER)
    issues = [(i.cell, i.quarter, i.count) for i in checked.issues if i.code == "closed-period"]
    assert issues == [("G2", "Q2 2019/20", 2), ("G4", "Q1 2019/20", 1)]
    assert len(checked.rows) == 4


def test_a_late_comparator_is_nobodys_fault(check, row):
    assert check.issues(row(area="Hackney"), now=DAY_AFTER) == []


def test_an_illustrative_figure_is_none_to_restate(check, row, stored):
    illustrative = stored(
        {"measure_id": "repairs", "period_id": "2019-20-Q2", "outturn": 90.0}
        | {"provenance": "illustrative"}
    )
    issue = check(row(), now=DAY_AFTER, stored=illustrative).warnings[0]
    assert (issue.code, issue.count) == ("closed-period", 1)


def test_the_quarter_a_figure_is_reported_in_is_the_one_that_closes(check):
    annual = {"measure": "1.1", "period": "2018/19", "outturn": "24"}  # reported in Q3 2019/20
    assert check.issues(annual, now=DAY_AFTER) == []
    late = check.issues(annual, now=datetime(2020, 2, 12))
    assert late == [("warning", "closed-period", "G2")]


def test_a_restatement_of_another_key_is_none(check, row, stored):
    others = stored(
        {"measure_id": "repairs", "period_id": "2019-20-Q2", "area": "Hackney", "outturn": 1.0},
        {"measure_id": "repairs", "period_id": "2019-20-Q1", "outturn": 1.0},
        {"measure_id": "repairs", "period_id": "2019-20-Q2", "outturn": 1.0}
        | {"breakdown": "Sex", "category": "Women"},
    )
    issue = check(row(), now=DAY_AFTER, stored=others).warnings[0]
    assert (issue.code, issue.count) == ("closed-period", 1)


@pytest.mark.parametrize("provenance", ["published", "illustrative"])
def test_history_is_of_closed_quarters_by_nature(check, row, stored, provenance):
    figures = stored(("repairs", "2019-20-Q2", 90.0))
    assert check.issues(row(), now=DAY_AFTER, stored=figures, provenance=provenance) == []
