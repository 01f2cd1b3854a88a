"""While the server runs, what is approved for a time is published when it has come."""

from datetime import datetime, timedelta
from itertools import count
from threading import Event
from time import monotonic, sleep

import pytest

from kpis.server.clocks.due_releases import EVERY, DueReleases
from kpis.store import Scheduling, Store
from tests.processes.worker import submit

NOON = datetime(2024, 7, 1, 12)
DUE = NOON + timedelta(hours=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store in which a release is approved for one o'clock. Only to be copied."""
    store = Store(tmp_path_factory.mktemp("due") / "kpis.duckdb")
    store.prepare(NOON)
    store.approve(submit(store, "Ranger", 1), by="Head", now=NOON)
    store.schedule("2023-24-Q4", Scheduling(due_at=DUE), by="Head", now=NOON)
    return store.path


@pytest.fixture
def path(made, tmp_path):
    copied = tmp_path / "kpis.duckdb"
    copied.write_bytes(made.read_bytes())
    return copied


def test_it_is_looked_more_often_than_once_a_minute():
    assert EVERY <= 30


def test_what_is_due_is_published_once_and_nothing_before(path):
    clock = [DUE - timedelta(seconds=1)]
    due = DueReleases(path, now=lambda: clock[0])
    assert due.look() == ()
    clock[0] = DUE
    (made,) = due.look()
    assert (made.number, made.published_at) == (1, DUE)
    assert due.look() == ()


def test_what_is_taken_back_meanwhile_is_not_published(path):
    clock = [NOON]
    due = DueReleases(path, now=lambda: clock[0])
    due.look()
    Store(path).send_back("2023-24-Q4", by="Head", why="Wrong")
    clock[0] = DUE
    assert due.look() == ()


def test_what_fell_due_while_nothing_ran_is_published_at_the_start_and_the_thread_ends(path):
    due = DueReleases(path, every=0.02)
    due.start()
    latest = monotonic() + 60
    while Store(path).releases().empty and monotonic() < latest:
        sleep(0.02)
    due.stop()
    due._thread.join(60)
    assert not due._thread.is_alive()
    assert Store(path).release(1).published_at == DUE


def test_a_store_that_cannot_be_read_is_told_once_and_tried_again(tmp_path, caplog, monkeypatch):
    path = tmp_path / "kpis.duckdb"
    path.write_text("no store", encoding="utf-8")
    tries, enough = count(1), Event()
    look = DueReleases.look

    def counted(due):
        if next(tries) == 3:  # two are told of, or not
            enough.set()
        return look(due)

    monkeypatch.setattr(DueReleases, "look", counted)
    due = DueReleases(path, every=0.01)
    due.start()
    assert enough.wait(60)
    due.stop()
    assert len([each for each in caplog.records if each.levelname == "WARNING"]) == 1


def test_where_there_is_no_store_yet_there_is_nothing_to_do(tmp_path):
    due = DueReleases(tmp_path / "none.duckdb")
    assert due.look() == ()
    due.stop()  # also before it was started
