"""What takes long at the store is told by its name and sizes, and by nothing that stands in it."""

import threading

import pytest

from kpis.model import Act, Provenance
from kpis.store import Incoming, Store
from kpis.store.database import connect, uses
from kpis.store.database.uses import listen, slow_ms, stop_listening, tell_slow


@pytest.fixture
def listening(monkeypatch):
    """Every use of the store, as it is told; all that take a millisecond are slow."""
    monkeypatch.setenv("KPIS_SLOW_MS", "0.001")
    told: list[uses.Use] = []
    listen(told.append)
    listen(tell_slow)
    yield told
    stop_listening(told.append)
    stop_listening(tell_slow)


def test_a_read_is_told_by_the_name_and_the_sizes_of_what_was_asked(store, listening, caplog):
    store.prepare()
    caplog.clear()
    store.find_submissions("Jane Doe", measure_ids={"recycling", "homes"})
    (record,) = caplog.records
    assert record.fields["asked"] == "Store.find_submissions"
    assert record.fields["sizes"] == {"measure_ids": "2"}
    assert record.fields["writing"] is False
    assert "Jane Doe" not in caplog.text
    assert "recycling" not in caplog.text


def test_a_return_is_told_by_its_rows_and_bytes(store, listening, caplog, figures):
    store.prepare()
    caplog.clear()
    rows = figures({"outturn": 12.5}, {"measure_id": "homes", "outturn": 90})
    store.submit(
        Incoming(
            rows=rows,
            file_name="secret.csv",
            content=b"12 bytes, so",
            provenance=Provenance.RETURN,
            by="Head of Waste",
        )
    )
    record = caplog.records[-1]
    assert record.fields["asked"] == "Store.submit"
    assert record.fields["sizes"]["rows"] == "2 rows"
    assert record.fields["sizes"]["content"] == "12 bytes"
    assert record.fields["writing"] is True
    assert "secret.csv" not in caplog.text
    assert "Head of Waste" not in caplog.text


def test_what_a_method_holds_open_for_others_is_told_as_its_own(store, listening, caplog):
    store.prepare()
    caplog.clear()
    with store.plan_changed(Act.CHANGE_PLAN, "retire recycling", ["a", "b"], by="Head"):
        pass
    assert caplog.records[-1].fields["asked"] == "Store.plan_changed"
    assert caplog.records[-1].fields["sizes"] == {"changes": "2"}


def test_waiting_for_the_turn_and_the_use_itself_are_told_apart(store, listening, monkeypatch):
    store.prepare()
    has_it, may_end = threading.Event(), threading.Event()

    def writes():
        with connect.opened(store.path, writing=True):
            has_it.set()
            may_end.wait(60)

    def clock():  # ten seconds pass between the reader's call and its turn
        reads = threading.current_thread() is threading.main_thread()
        if reads and not may_end.is_set():
            may_end.set()
            return 0.0
        return 10.0

    writer = threading.Thread(target=writes)
    writer.start()
    assert has_it.wait(60)
    del listening[:]
    monkeypatch.setattr(uses, "perf_counter", clock)
    store.has_submissions()
    writer.join()
    waits = max(listening, key=lambda use: use.waited)
    assert (waits.waited, waits.ran) == (10, 0)


def test_a_turn_that_never_comes_is_all_waiting(store, listening, monkeypatch):
    store.prepare()
    del listening[:]
    monkeypatch.setattr(uses, "perf_counter", iter([3.0, 5.0]).__next__)
    with connect.in_turn(store.path, 1), pytest.raises(Exception, match="in use"):
        Store(store.path, timeout=0.05).has_submissions()
    (use,) = listening
    assert (use.came, use.waited, use.ran) == (0, 2, 0)


def test_what_is_fast_is_told_nobody(store, listening, caplog, monkeypatch):
    monkeypatch.setenv("KPIS_SLOW_MS", "60000")
    store.prepare()
    store.has_submissions()
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("said", "slow"),
    [("", 500), ("200", 200), ("0.5", 0.5), ("0", float("inf")), ("-1", float("inf")), ("x", 500)],
)
def test_what_is_slow_is_said_in_milliseconds(monkeypatch, said, slow):
    monkeypatch.setenv("KPIS_SLOW_MS", said)
    assert slow_ms() == slow
