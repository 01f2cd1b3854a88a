"""Mails that go by themselves while the dashboard's server runs."""

import logging
from datetime import datetime
from itertools import count
from threading import Event, Thread
from time import monotonic

import pytest

from kpis.model import MailAbout, MailState, local_administrator
from kpis.server.clocks import mails
from kpis.server.clocks.mails import keep_sending, send_due
from kpis.store import Store
from tests import three_releases

CLERK = local_administrator("Clerk")


@pytest.fixture
def shown(tmp_path, monkeypatch) -> Store:
    """The store that pages show: nobody has a mail to get in it yet."""
    for name in ("KPIS_MAIL", "KPIS_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    store = Store(tmp_path / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    monkeypatch.setenv("KPIS_STORE", str(store.path))
    return store


def test_what_is_due_goes_by_itself(shown, fictional_plan, monkeypatch):
    monkeypatch.setenv("KPIS_PLAN", "tests/fictional_plan")
    shown.subscribe(
        "Chair", "chair@c.example", MailAbout.EVERYTHING, by=CLERK, now=datetime(2023, 7, 1)
    )
    three_releases.first_release(shown, fictional_plan)
    stopped = Event()
    thread = Thread(target=keep_sending, args=(stopped, 0.05), daemon=True)
    thread.start()
    try:
        latest = monotonic() + 60
        while shown.mails()[0].state is not MailState.WRITTEN and monotonic() < latest:
            stopped.wait(0.05)
    finally:
        stopped.set()
        thread.join(60)
    assert shown.mails()[0].state is MailState.WRITTEN
    assert not thread.is_alive()


def test_before_there_is_a_store_there_is_nothing_to_send(monkeypatch, tmp_path):
    monkeypatch.setenv("KPIS_STORE", str(tmp_path / "kpis.duckdb"))
    assert send_due().tried == ()
    assert list(tmp_path.iterdir()) == []


def test_settings_that_cannot_be_used_are_told_once(shown, caplog, monkeypatch):
    shown.path.with_name("mail.toml").write_text("host = 1")
    stopped, tries, enough = Event(), count(1), Event()

    def counted(*, at_once):
        if next(tries) == 3:  # two are told of, or not
            enough.set()
        return send_due(at_once=at_once)

    monkeypatch.setattr(mails, "send_due", counted)
    with caplog.at_level(logging.WARNING):
        thread = Thread(target=keep_sending, args=(stopped, 0.01), daemon=True)
        thread.start()
        assert enough.wait(60)
        stopped.set()
        thread.join(60)
    (told,) = [each.getMessage() for each in caplog.records if each.name == mails.log.name]
    assert told.startswith(f"No mail is sent: {shown.path.parent}")
