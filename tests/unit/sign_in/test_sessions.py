"""Sessions end: after so long, without a click, and when somebody signs out."""

from datetime import datetime, timedelta

import pytest

from kpis.model import SessionState
from kpis.sign_in import sessions as module
from kpis.sign_in.sessions import Sessions

BEGAN = datetime(2026, 11, 30, 9, 0)
LONGEST, IDLE = timedelta(hours=8), timedelta(minutes=30)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(LONGEST, IDLE)


def click(sessions: Sessions, after: timedelta, session: str = "one") -> SessionState:
    return sessions.click(session, BEGAN, BEGAN + after)


def test_a_session_lasts_as_long_as_there_is_a_click_before_it_is_idle(sessions):
    for step in range(15):
        assert click(sessions, step * (IDLE - MOMENT)) is SessionState.OPEN


def test_without_a_click_it_is_over_and_stays_so(sessions):
    assert click(sessions, timedelta()) is SessionState.OPEN
    assert click(sessions, IDLE) is SessionState.IDLE
    assert click(sessions, IDLE + MOMENT) is SessionState.IDLE


def test_to_look_at_it_is_no_click(sessions):
    for step in range(1, 4):
        at = BEGAN + step * IDLE / 3
        assert sessions.state("one", BEGAN, at) is (
            SessionState.OPEN if step < 3 else SessionState.IDLE
        )


def test_it_is_over_after_its_longest_whatever_is_clicked(sessions):
    for step in range(17):
        state = click(sessions, step * (IDLE - MOMENT))
    assert state is SessionState.TOO_LONG or click(sessions, LONGEST) is SessionState.TOO_LONG
    assert click(Sessions(LONGEST, LONGEST), LONGEST - MOMENT) is SessionState.OPEN
    assert click(Sessions(LONGEST, LONGEST), LONGEST) is SessionState.TOO_LONG


def test_signed_out_it_is_over_for_every_copy(sessions):
    assert click(sessions, timedelta()) is SessionState.OPEN
    sessions.end("one", BEGAN + MOMENT)
    assert click(sessions, 2 * MOMENT) is SessionState.SIGNED_OUT
    assert click(sessions, 2 * MOMENT, "two") is SessionState.OPEN


def test_a_server_that_has_just_started_lets_nobody_in_who_may_have_been_idle():
    assert click(Sessions(LONGEST, IDLE), IDLE - MOMENT) is SessionState.OPEN
    assert click(Sessions(LONGEST, IDLE), IDLE) is SessionState.IDLE


def test_what_is_over_is_forgotten_and_does_not_come_to_life(sessions, monkeypatch):
    monkeypatch.setattr(module, "LOOK_AT", 10)
    for each in range(30):
        sessions.click(f"s{each}", BEGAN, BEGAN)
    sessions.end("s0", BEGAN)
    late = BEGAN + LONGEST
    sessions.click("late", late, late)
    assert set(sessions._last) == {"late"}
    assert sessions.state("s0", BEGAN, late) is SessionState.TOO_LONG
