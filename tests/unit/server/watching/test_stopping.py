"""A server that is asked to stop says so first, and ends when nobody is left or time is up."""

import pytest

from kpis.server.watching import stopping
from kpis.server.watching.alive import Ready
from kpis.server.watching.stopping import Stopping, drain_seconds


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 100.0

    monkeypatch.setattr(stopping, "monotonic", lambda: Clock.now)
    monkeypatch.setenv("KPIS_DRAIN_SECONDS", "10")
    return Clock


def test_it_says_no_to_what_spreads_visits_before_it_ends(asked, clock):
    ready = Ready(lambda: "")
    leaving = Stopping(lambda: setattr(ready, "stops", True), lambda: 1)
    assert asked(ready, "/ready").status == 200
    assert leaving.begins()
    told = asked(ready, "/ready")
    assert (told.status, told.body) == (503, b'{"ready": false, "because": "stopping"}')
    assert not leaving.is_over()


def test_it_ends_when_its_time_is_up_whoever_is_here(clock):
    leaving = Stopping(lambda: None, lambda: 1)
    assert not leaving.is_over()
    leaving.begins()
    clock.now += 9.9
    assert not leaving.is_over()
    clock.now += 0.1
    assert leaving.is_over()


def test_with_nobody_here_it_ends_once_others_had_time_to_ask(clock):
    leaving = Stopping(lambda: None, lambda: 0)
    leaving.begins()
    clock.now += 4.9
    assert not leaving.is_over()
    clock.now += 0.1
    assert leaving.is_over()


def test_asked_a_second_time_it_ends_at_once(clock):
    leaving = Stopping(lambda: None, lambda: 1)
    assert leaving.begins()
    assert not leaving.begins()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("", 0), ("15", 15), ("0.5", 0.5), ("-1", 0), ("soon", 0), ("100000", 3_600)],
)
def test_how_long_visits_have_is_what_is_set(monkeypatch, said, seconds):
    monkeypatch.setenv("KPIS_DRAIN_SECONDS", said)
    assert drain_seconds() == seconds
    assert Stopping(lambda: None, lambda: 1).begins() is (seconds > 0)
