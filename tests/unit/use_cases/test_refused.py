"""What is refused is on record, and nobody fills the record with it."""

import json

import pytest

from kpis.errors import AccessRefused
from kpis.model import DASHBOARD, About, Act, Actor, somebody
from kpis.often import Often
from kpis.use_cases.allow import AN_HOUR, allow
from kpis.words.acts import about


def test_who_asks_again_and_again_fills_no_store_and_is_counted(store, monkeypatch):
    now = 0.0
    monkeypatch.setattr("kpis.often.monotonic", lambda: now)
    flooding, another = (somebody(address=each) for each in ("192.0.2.1", "192.0.2.2"))

    def asks(actor: Actor, times: int) -> None:
        for _ in range(times):
            with pytest.raises(AccessRefused):
                allow(store, actor, Act.PUBLISH, About(words="Q3 2019/20"))

    asks(flooding, AN_HOUR + 7)
    assert [each.refused for each in store.audit_entries()].count(True) == AN_HOUR
    asks(another, 1)
    told = json.loads(store.audit_entries()[-1].particulars)
    assert told == {"about": "Q3 2019/20", "counted": 7}
    counted = "Q3 2019/20 (and 7 more refused acts before, not written down one by one)"
    assert about("publish", "", told) == counted
    asks(another, 1)
    assert json.loads(store.audit_entries()[-1].particulars) == {"about": "Q3 2019/20"}
    now = 3600.0
    asks(flooding, 1)
    assert [each.refused for each in store.audit_entries()].count(True) == AN_HOUR + 3
    assert store.audit_faults() == []


def test_many_who_ask_again_and_again_fill_no_store_either(store, monkeypatch):
    monkeypatch.setattr("kpis.use_cases.allow._of_all", Often(5, 3600))
    for number in range(9):
        with pytest.raises(AccessRefused):
            allow(store, somebody(address=f"192.0.2.{number}"), Act.PUBLISH)
    assert [each.refused for each in store.audit_entries()].count(True) == 5


def test_who_is_unknown_keeps_nobody_known_from_being_written_down(store, monkeypatch):
    monkeypatch.setattr("kpis.use_cases.allow._of_all", Often(5, 3600))
    known = Actor(post="Head of Parks", person="P-1", origin=DASHBOARD)
    for actor in (*(somebody(address=f"192.0.2.{number}") for number in range(9)), known):
        with pytest.raises(AccessRefused):
            allow(store, actor, Act.PUBLISH)
    assert store.audit_entries()[-1].person == "P-1"
