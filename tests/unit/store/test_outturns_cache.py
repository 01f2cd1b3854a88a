"""The figures as they stand are read once for each version of the store."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pandas as pd
import pytest

from kpis.store import Store, outturns_cache


@pytest.fixture
def reads(monkeypatch):
    """How often the store was read for its figures."""
    from kpis.store import queries

    seen: list[None] = []
    original = queries.outturns

    def counting(connection, as_at, **wanted):
        seen.append(None)
        return original(connection, as_at, **wanted)

    monkeypatch.setattr(queries, "outturns", counting)
    return seen


def test_the_store_is_not_read_again_until_somebody_writes(store, submit, reads):
    submit({"outturn": 1.0})
    first = store.outturns()
    pd.testing.assert_frame_equal(Store(store.path).outturns(), first)
    assert len(reads) == 1
    submit({"outturn": 2.0})
    assert store.outturns()["outturn"].tolist() == [2.0]
    assert len(reads) == 2


def test_another_path_to_the_same_store_is_not_read_again(store, submit, reads, monkeypatch):
    submit({"outturn": 1.0})
    store.outturns()
    monkeypatch.chdir(store.path.parent)
    assert Store(store.path.relative_to(store.path.parent)).outturns()["outturn"].tolist() == [1.0]
    assert len(reads) == 1


def test_what_a_caller_does_to_its_frame_is_its_own_affair(store, submit):
    submit({"outturn": 1.0})
    mine = store.outturns()
    mine.loc[0, "outturn"] = 99.0
    mine["more"] = "x"
    assert store.outturns()["outturn"].tolist() == [1.0]
    assert "more" not in store.outturns()


def test_very_many_figures_are_not_kept(store, submit, reads, monkeypatch):
    monkeypatch.setattr(outturns_cache, "MOST_BYTES", 1)
    submit({"outturn": 1.0}, {"measure_id": "air", "outturn": 2.0})
    assert len(store.outturns()) == len(store.outturns()) == 2
    assert len(reads) == 2


def test_of_a_store_that_is_gone_the_figures_read_last_stay_until_it_is_back(store, submit):
    submit({"outturn": 1.0})
    store.outturns()
    away = store.path.rename(store.path.with_name("away.duckdb"))
    assert store.outturns()["outturn"].tolist() == [1.0]
    away.rename(store.path)
    submit({"outturn": 2.0})
    assert store.outturns()["outturn"].tolist() == [2.0]


def test_who_asks_while_they_are_read_ahead_waits_and_takes_what_was_read(
    store, submit, reads, monkeypatch
):
    from kpis.store import queries

    submit({"outturn": 1.0})
    begun, asked, counting = Event(), Event(), queries.outturns

    def slowly(connection, as_at, **wanted):
        begun.set()
        asked.wait(timeout=60)
        return counting(connection, as_at, **wanted)

    monkeypatch.setattr(queries, "outturns", slowly)
    store.read_ahead()
    assert begun.wait(timeout=60)
    with ThreadPoolExecutor() as others:
        waiting = others.submit(store.outturns)
        asked.set()
        assert waiting.result(timeout=60)["outturn"].tolist() == [1.0]
    assert len(reads) == 1


def test_a_store_that_cannot_be_read_ahead_is_told_of_to_whoever_asks(tmp_path):
    from kpis.errors import StoreError

    absent = Store(tmp_path / "absent.duckdb")
    absent.read_ahead()
    with pytest.raises(StoreError, match="There is no store"):
        absent.outturns()
