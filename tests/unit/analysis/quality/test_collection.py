"""What is found of collection: quiet, late, provisional, unexplained, to be reviewed."""

from datetime import date, timedelta

import pytest

from kpis.model import Polarity, Suspension
from tests.unit.analysis.quality.rows import Q2_DUE, at, quarters


@pytest.mark.parametrize(
    ("day", "overdue", "stale"),
    [
        (Q2_DUE, 0, 0),
        (Q2_DUE + timedelta(days=1), 1, 0),
        (date(2020, 1, 20), 1, 0),  # the due date of Q3, a Monday after a Saturday
        (date(2020, 1, 21), 0, 1),
    ],
)
def test_one_missing_return_is_overdue_and_two_in_a_row_are_a_measure_gone_quiet(
    findings, day, overdue, stale
):
    rows = quarters(93.0, first=(2019, 1))
    assert len(findings("return-overdue", *rows, as_at=at(day))) == overdue
    assert len(findings("stale-measure", *rows, as_at=at(day))) == stale


def test_a_quiet_measure_is_told_with_its_last_figure(findings):
    rows = quarters(93.0, first=(2019, 1))
    (row,) = findings("stale-measure", *rows, as_at=at(date(2020, 2, 1))).itertuples()
    assert row.sentence == (
        "Nothing since 93.0% for Q1 2019/20: 2 returns are missing, the last due on "
        "20 January 2020."
    )
    (row,) = findings("stale-measure", as_at=at(date(2020, 2, 1))).itertuples()
    assert row.sentence.startswith("Nothing was ever returned: 3 returns are missing")


def test_nothing_is_quiet_that_is_suspended(findings):
    paused = Suspension(since="2019-20-Q2", until="", reason="Paused")
    rows = quarters(93.0, first=(2019, 1))
    as_at = at(date(2021, 1, 1))
    assert findings("stale-measure", *rows, as_at=as_at, suspensions=(paused,)).empty


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1)])
def test_a_return_after_its_due_date_came_late(findings, days, count):
    known_at = at(Q2_DUE + timedelta(days=days))
    rows = quarters(93.0, first=(2019, 2), known_at=known_at)
    frame = findings("returned-late", *rows, as_at=at(date(2019, 12, 1)))
    assert len(frame) == count
    if count:
        assert frame["sentence"].iloc[0] == (
            "Q2 2019/20 was due on 18 October 2019 and came on 19 October 2019, 1 day late."
        )


@pytest.mark.parametrize(("day", "count"), [(date(2019, 11, 29), 0), (date(2019, 12, 3), 1)])
def test_a_provisional_figure_is_to_be_confirmed_once_its_quarter_is_published(
    findings, day, count
):
    rows = quarters(93.0, first=(2019, 2), marker="p")  # published on Friday 29 November
    assert len(findings("provisional-not-confirmed", *rows, as_at=at(day))) == count


@pytest.mark.parametrize(
    ("outturn", "commentary", "count"),
    [(89.9, "", 1), (89.9, "Staff were ill.", 0), (90.0, "", 0)],
)
def test_a_red_figure_asks_for_commentary(findings, outturn, commentary, count):
    rows = quarters(outturn, first=(2019, 2), commentary=commentary)
    frame = findings("red-without-commentary", *rows, as_at=at(Q2_DUE), target=95.0, minimum=90.0)
    assert len(frame) == count
    if count:
        assert (
            "89.9% for Q2 2019/20 is red against a minimum expectation of 90.0%"
            in (frame["sentence"].iloc[0])
        )


def test_a_red_figure_outside_a_range_names_both_bounds(findings, make_plan, make_measure):
    measure = make_measure(polarity=Polarity.RANGE)
    aims = {
        year: aim.__class__(year=year, target=8.0, target_upper=14.0)
        for year, aim in measure.aims.items()
    }
    plan = make_plan(make_measure(polarity=Polarity.RANGE, aims=aims))
    rows = quarters(20.0, first=(2019, 2))
    (row,) = findings("red-without-commentary", *rows, as_at=at(Q2_DUE), plan=plan).itertuples()
    assert "is red against a target of 8.0% to 14.0%" in row.sentence


@pytest.mark.parametrize(("due", "count"), [(date(2019, 4, 2), 0), (date(2019, 4, 1), 1)])
def test_a_definition_is_overdue_for_review_from_the_day_after(findings, due, count):
    frame = findings("review-overdue", next_review=due, reviewed_on=date(2018, 4, 1))
    assert len(frame) == count
    if count:
        assert frame["sentence"].iloc[0] == (
            "The definition was to be reviewed by 1 April 2019; it was last reviewed on "
            "1 April 2018."
        )
