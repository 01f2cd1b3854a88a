"""Which report a board had at its last meeting, on the days about it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Board
from kpis.periods import quarter
from kpis.plan.calendar import dates_of
from kpis.plan.load import load_plan
from kpis.plan.partnership.meetings import meetings_about
from tests.unit.plan.conftest import FICTIONAL

PLAN = load_plan(FICTIONAL)  # published 60 days after a quarter; Q3 2023/24 on 5 March 2024
Q2, Q3, Q4 = quarter(2023, 2), quarter(2023, 3), quarter(2023, 4)


def about(of, *days):
    board = Board(id="B", title="Board", meetings=tuple(sorted(date(*day) for day in days)))
    return meetings_about(PLAN, board, of)


def test_a_meeting_on_the_day_of_publication_receives_the_report_and_is_the_next():
    found = about(Q3, (2024, 3, 5), (2024, 1, 10))
    assert (found.last, found.next) == (date(2024, 1, 10), date(2024, 3, 5))


def test_a_meeting_the_day_before_is_the_last_one_and_had_the_report_before():
    found = about(Q3, (2024, 3, 4))
    assert (found.last, found.next) == (date(2024, 3, 4), None)
    assert (found.report_then, found.known_by) == (Q2, date(2024, 3, 4))


def test_who_met_before_a_report_came_out_had_the_one_before_that():
    published = dates_of(PLAN, Q2).published
    on_the_day = about(Q3, (published.year, published.month, published.day))
    assert on_the_day.report_then == Q2
    day_before = date.fromordinal(published.toordinal() - 1)
    earlier = about(Q3, (day_before.year, day_before.month, day_before.day))
    assert earlier.report_then == quarter(2023, 1)
    assert earlier.known_by == day_before


def test_without_dates_it_is_the_quarter_before_as_known_when_that_was_published():
    found = about(Q3)
    assert (found.last, found.next, found.report_then) == (None, None, Q2)
    assert found.known_by == dates_of(PLAN, Q2).published


def test_a_meeting_long_before_any_report_had_none_so_that_the_quarter_before_is_taken():
    found = about(Q3, (2001, 1, 1))
    assert (found.last, found.report_then) == (date(2001, 1, 1), Q2)


@pytest.mark.parametrize("of", [Q3, Q4])
@given(
    days=st.lists(st.dates(date(2022, 1, 1), date(2025, 12, 31)), max_size=12, unique=True),
)
def test_the_report_then_was_out_by_the_meeting_and_the_one_after_it_was_not(of, days):
    board = Board(id="B", title="Board", meetings=tuple(sorted(days)))
    found = meetings_about(PLAN, board, of)
    published = dates_of(PLAN, of).published
    assert found.report_then < of
    before = [day for day in days if day < published]
    assert found.last == (max(before) if before else None)
    assert found.next == min((day for day in days if day >= published), default=None)
    if found.last is not None and found.known_by == found.last:
        assert dates_of(PLAN, found.report_then).published <= found.last
        following = found.report_then.shift(1)
        assert following == of or dates_of(PLAN, following).published > found.last
