"""Files with history: when figures were returned, and what is not asked of them."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.readers.raw import CellKind


def test_an_ordinary_return_leaves_days_of_return_aside_and_says_so_once(check, row):
    rows = [row(), row(measure="1.11", outturn="12", returned_on="soon")]
    checked = check(*rows, row(measure="1.12", outturn="12", returned_on="2019-10-01"))
    issues = [(i.severity, i.cell) for i in checked.issues if i.code == "returned-on-ignored"]
    assert issues == [("warning", "L3")]
    assert checked.rows["returned_on"].isna().all()


def test_it_says_so_once_for_each_sheet(check, row):
    rows = [row(sheet=sheet, returned_on="2019-10-01") for sheet in ("A", "B")]
    issues = [issue.sheet for issue in check(*rows).issues if issue.code == "returned-on-ignored"]
    assert issues == ["A", "B"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2019-10-08", CellKind.TEXT),
        ("2019-10-08", CellKind.DATE),
        ("2019-10-08T00:00:00", CellKind.TEXT),
        ("08/10/2019", CellKind.TEXT),
        ("8 Oct 2019", CellKind.TEXT),
        ("8 October  2019", CellKind.TEXT),
        ("2019-10-08T01:00:00+01:00", CellKind.TEXT),
    ],
)
def test_history_says_when_it_was_returned(check, row, typed, kind):
    checked = check(row(returned_on=typed, returned_on_kind=kind), provenance="published")
    assert checked.rows["returned_on"].tolist() == [pd.Timestamp(2019, 10, 8)]
    assert checked.ok


def test_history_without_a_day_of_return_has_none(check, row):
    checked = check(row(), provenance="published")
    assert checked.rows["returned_on"].isna().all()
    assert checked.ok


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("last week", "it is not a day"),
        ("2019-02-30", "it is not a day"),
        ("2019-10-21", "it has not come yet"),
        ("2019-09-29", "the period had not ended then"),
    ],
)
def test_a_day_of_return_that_cannot_be_is_an_error(check, row, typed, reason):
    checked = check(row(returned_on=typed), provenance="illustrative")
    assert [(i.code, i.cell) for i in checked.errors] == [("returned-on-invalid", "L2")]
    assert reason in checked.errors[0].message
    assert checked.rows.empty


@pytest.mark.parametrize("typed", ["2019-09-30", "2019-10-20"])
def test_the_last_day_of_the_period_and_today_are_days_of_return(check, row, typed):
    assert check(row(returned_on=typed), provenance="published").ok


def test_now_is_to_the_minute(check, row):
    typed = row(returned_on="2019-10-20T12:00:00")
    assert check(typed, provenance="published", now=datetime(2019, 10, 20, 12, 0)).ok
    assert not check(typed, provenance="published", now=datetime(2019, 10, 20, 11, 59)).ok
