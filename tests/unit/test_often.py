"""Who does something too often has to wait, and nobody else has."""

from kpis import often as module
from kpis.often import Often


def test_who_does_something_too_often_waits_and_nobody_else(monkeypatch):
    now = 0.0
    monkeypatch.setattr(module, "monotonic", lambda: now)
    often = Often(3)
    assert [often.allows("one") for _ in range(4)] == [True, True, True, False]
    assert often.allows("another")
    now = 59.9
    assert not often.allows("one")
    now = 60.0
    assert [often.allows("one") for _ in range(4)] == [True, True, True, False]


def test_only_so_many_are_counted_at_once(monkeypatch):
    monkeypatch.setattr(module, "COUNTED", 2)
    often = Often(1)
    for who in ("one", "two", "three"):
        assert often.allows(who)
    assert not often.allows("three")
    assert often.allows("one")  # forgotten
