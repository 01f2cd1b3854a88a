"""How activities stand in a quarter, by example and worked out a second time in plain Python."""

from dataclasses import replace
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given, settings

from kpis.analysis.report.activities import activity_performance, count_activities
from kpis.errors import FrameError
from kpis.frames import ACTIVITIES, ACTIVITY_COUNTS, ACTIVITY_PERFORMANCE
from kpis.model import Activity, ActivityStatus
from kpis.periods import quarter

Q1, Q2, Q3 = (quarter(2019, number) for number in (1, 2, 3))
CODES = ("A1.1", "A1.2", "A2.1")


@pytest.fixture(scope="module")
def small_plan(fictional_plan):
    return replace(
        fictional_plan,
        activities=tuple(
            Activity(
                code=code, outcome=int(code[1]), number=int(code[-1]), title=f"Title of {code}"
            )
            for code in CODES
        ),
    )


def returned(code, of, status, *, expected=None, revised=None, percent=float("nan"), comment=""):
    return {
        "activity_code": code,
        "quarter_id": of.id,
        "status": status,
        "percent_done": percent,
        "expected_on": expected,
        "revised_on": revised,
        "comment": comment,
        "sheet": "",
        "cell": "B2",
        "submission_id": "s1",
        "provenance": "return",
        "known_at": datetime(2020, 1, 10),
    }


def frame(*rows):
    return ACTIVITIES.conform(pd.DataFrame(rows)) if rows else ACTIVITIES.empty()


@pytest.fixture
def of(small_plan):
    """of(row, ..., at=Q2): the plan's activities by code."""

    def make(*rows, at=Q2):
        report = activity_performance(small_plan, frame(*rows), at)
        return ACTIVITY_PERFORMANCE.check(report).set_index("activity_code")

    return make


def test_every_activity_of_the_plan_has_a_row_in_plan_order_also_when_nothing_was_told(of):
    report = of()
    assert report.index.tolist() == list(CODES)
    assert report["status"].tolist() == [""] * 3
    assert report["rag_reason"].unique().tolist() == ["Nothing has been returned for it yet."]
    assert not report["carried"].any()
    assert not report["overdue"].any()


@pytest.mark.parametrize(
    ("status", "rag"),
    [
        *(("completed", "green"), ("on_track", "green"), ("at_risk", "amber"), ("delayed", "red")),
        *(("not_started", ""), ("stopped", "")),
    ],
)
def test_the_colour_follows_from_the_status(of, status, rag):
    assert of(returned("A1.1", Q2, status))["rag"]["A1.1"] == rag


@pytest.mark.parametrize(
    ("status", "expected", "revised", "overdue"),
    [
        ("on_track", datetime(2019, 9, 29), None, True),
        ("on_track", datetime(2019, 9, 30), None, False),
        ("at_risk", datetime(2019, 9, 29), None, True),
        ("not_started", datetime(2019, 9, 29), None, True),
        ("delayed", datetime(2019, 9, 29), datetime(2020, 1, 1), False),
        ("on_track", datetime(2020, 1, 1), datetime(2019, 9, 29), True),
        ("completed", datetime(2019, 9, 29), None, False),
        ("stopped", datetime(2019, 9, 29), None, False),
        ("on_track", None, None, False),
    ],
)
def test_overdue_is_what_was_due_before_the_last_day_and_has_not_ended(
    of, status, expected, revised, overdue
):
    row = of(returned("A1.1", Q2, status, expected=expected, revised=revised)).loc["A1.1"]
    assert row["overdue"] == overdue
    if overdue:
        assert row["rag"] == "red"


def test_what_was_not_told_for_the_quarter_is_carried_from_the_last_time(of):
    report = of(returned("A1.1", Q1, "delayed"), returned("A1.1", Q2, "on_track"), at=Q3)
    assert report.loc["A1.1", ["status", "told_in", "carried"]].tolist() == [
        *("on_track", "2019-20-Q2", True)
    ]
    assert not of(returned("A1.1", Q2, "on_track"))["carried"]["A1.1"]


def test_an_activity_becomes_overdue_in_a_later_quarter_without_a_word(of):
    row = returned("A1.1", Q1, "on_track", expected=datetime(2019, 8, 1))
    assert of(row, at=Q1)["rag"]["A1.1"] == "green"
    assert of(row, at=Q2)["rag"]["A1.1"] == "red"


def test_what_is_told_for_a_later_quarter_is_not_known_yet(of):
    assert of(returned("A1.1", Q3, "completed"))["status"]["A1.1"] == ""


def test_dates_hold_until_they_are_told_otherwise_and_percentages_and_comments_do_not(of):
    first = returned(
        *("A1.1", Q1, "on_track"), expected=datetime(2020, 1, 31), percent=40.0, comment="Begun"
    )
    second = returned("A1.1", Q2, "delayed", revised=datetime(2020, 3, 1))
    row = of(first, second).loc["A1.1"]
    assert row["expected_on"] == datetime(2020, 1, 31)
    assert row["slipped_days"] == 30
    assert row["due_on"] == datetime(2020, 3, 1)
    assert pd.isna(row["percent_done"])
    assert row["comment"] == ""


def test_slip_is_blank_without_both_dates_and_negative_when_earlier(of):
    report = of(
        returned("A1.1", Q2, "delayed", revised=datetime(2020, 3, 1)),
        returned(
            "A1.2", Q2, "on_track", expected=datetime(2020, 3, 31), revised=datetime(2020, 3, 1)
        ),
    )
    assert pd.isna(report["slipped_days"]["A1.1"])
    assert report["slipped_days"]["A1.2"] == -30


def test_an_activity_the_plan_does_not_have_is_passed_over(of):
    assert of(returned("A9.9", Q2, "delayed")).index.tolist() == list(CODES)


def test_a_frame_that_breaks_its_contract_is_refused(small_plan):
    with pytest.raises(FrameError):
        activity_performance(small_plan, pd.DataFrame({"activity_code": ["A1.1"]}), Q2)


def test_counts_add_up_for_the_whole_and_for_each_outcome(small_plan):
    rows = frame(
        returned("A1.1", Q1, "on_track", expected=datetime(2019, 7, 1)),
        returned("A1.2", Q2, "at_risk"),
    )
    report = activity_performance(small_plan, rows, Q2)
    (whole,) = ACTIVITY_COUNTS.check(count_activities(report)).to_dict("records")
    assert whole == {
        "group": "all",
        "activities": 3,
        "green": 0,
        "amber": 1,
        "red": 1,
        "not_rated": 1,
        "overdue": 1,
        "carried": 1,
        "never_told": 1,
    }
    each = count_activities(report, by_outcome=True)
    assert each["group"].tolist() == ["1", "2"]
    assert each["activities"].tolist() == [2, 1]


def test_a_plan_without_activities_counts_none(small_plan):
    report = activity_performance(replace(small_plan, activities=()), frame(), Q2)
    assert count_activities(report)["activities"].tolist() == [0]
    assert count_activities(report, by_outcome=True).empty


DAYS = st.none() | st.integers(0, 400).map(lambda n: datetime(2019, 4, 1) + timedelta(n))
TOLD = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from((Q1, Q2, Q3)),
    st.sampled_from(list(ActivityStatus)),
    *(DAYS, DAYS),
)


@settings(max_examples=30)
@given(
    st.lists(TOLD, max_size=9, unique_by=lambda row: (row[0], row[1])),
    st.sampled_from((Q1, Q2, Q3)),
)
def test_a_second_route_gives_the_same(small_plan, rows, at):
    given_rows = [
        returned(code, of, status.value, expected=expected, revised=revised)
        for code, of, status, expected, revised in rows
    ]
    report = activity_performance(small_plan, frame(*given_rows), at)
    for code, row in report.set_index("activity_code").iterrows():
        expected = by_hand([each for each in rows if each[0] == code], at)
        shown = {name: None if pd.isna(row[name]) else row[name] for name in expected}
        assert shown == expected


def by_hand(rows, at):
    """One activity's status, dates, slip and colour, told in order."""
    status, told_in, expected, revised = "", "", None, None
    for _, of, status_returned, first, second in sorted(rows, key=lambda row: row[1]):
        if of > at:
            break
        status, told_in = status_returned.value, of.id
        expected, revised = first or expected, second or revised
    due = revised or expected
    late = bool(status) and status not in ("completed", "stopped") and due is not None
    late = late and due.date() < at.end
    colours = {"completed": "green", "on_track": "green", "at_risk": "amber", "delayed": "red"}
    return {
        "status": status,
        "told_in": told_in,
        "carried": bool(told_in) and told_in != at.id,
        "expected_on": expected,
        "revised_on": revised,
        "slipped_days": (revised - expected).days if revised and expected else None,
        "overdue": late,
        "rag": "red" if late else colours.get(status, ""),
    }
