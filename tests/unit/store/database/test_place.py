"""A store that goes away: nothing is made in its place, what was read stays, and it may return."""

import sys

import pytest

from kpis.errors import StoreError, StoreGone
from kpis.store import Store, files
from kpis.store.database import place
from kpis.store.database.write_queue import turn
from tests.rights import without_rights

GONE = r"There was a store at .*kpis\.duckdb, and it is not there now.* Put it back, and all goes"


@pytest.fixture
def filled(store, submit):
    """A store with a figure in it, which this process has read."""
    submit({"outturn": 1.0})
    assert store.outturns()["outturn"].tolist() == [1.0]
    assert len(store.submissions()) == 1
    return store


@pytest.fixture
def away(filled, tmp_path):
    """The same, moved away."""
    filled.path.rename(tmp_path / "elsewhere.duckdb")
    return filled


@pytest.mark.parametrize("by_its_sign_alone", [False, True])
def test_where_a_store_is_gone_none_is_made_by_itself(away, monkeypatch, by_its_sign_alone):
    """Neither by the process that has met it nor by one that starts now."""
    if by_its_sign_alone:
        monkeypatch.setattr(place, "_met", {})
    assert away.is_gone()
    for act in (away.prepare, lambda: away.submit_first([])):
        with pytest.raises(StoreGone, match=GONE):
            act()
    assert not away.exists()


def test_where_a_new_one_is_wanted_it_is_made(away):
    away.prepare(anew=True)
    assert away.outturns().empty
    assert not away.is_gone()


def test_nothing_that_is_sent_to_a_store_that_is_gone_is_taken(away, submit):
    before = sorted(files.folder_of(away.path).rglob("*"))
    with pytest.raises(StoreGone, match=GONE):
        submit({"outturn": 2.0}, content=b"another")
    assert sorted(files.folder_of(away.path).rglob("*")) == before
    assert not away.exists()


def test_what_was_read_of_it_stays_readable_and_the_rest_says_why_not(away):
    assert away.outturns()["outturn"].tolist() == [1.0]
    assert len(away.submissions()) == 1
    with pytest.raises(StoreGone, match=GONE):
        away.revisions("recycling")


def test_once_it_is_back_all_goes_on_by_itself(away, submit, tmp_path):
    (tmp_path / "elsewhere.duckdb").rename(away.path)
    assert not away.is_gone()
    assert len(away.revisions("recycling")) == 1
    submit({"outturn": 2.0}, content=b"another")
    assert away.outturns()["outturn"].tolist() == [2.0]


def test_a_place_where_no_store_ever_was_has_lost_none(tmp_path):
    absent = Store(tmp_path / "kpis.duckdb")
    assert not absent.is_gone()
    with turn(absent.path, writing=True):
        pass  # a first start that failed
    assert not absent.is_gone()
    absent.prepare()
    assert place.queue_of(absent.path).read_bytes() == place.SIGN


def test_a_store_of_before_there_was_a_sign_has_it_from_the_next_write_on(store, submit):
    place.queue_of(store.path).unlink(missing_ok=True)
    store.outturns()
    assert not place.queue_of(store.path).exists()
    submit({"outturn": 1.0})
    assert place.queue_of(store.path).read_bytes() == place.SIGN


def test_a_full_disk_leaves_the_sign_for_the_next_write(store, submit, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        submit({"outturn": 1.0})
    assert place.queue_of(store.path).read_bytes() == b""
    submit({"outturn": 2.0}, content=b"another")
    assert place.queue_of(store.path).read_bytes() == place.SIGN


@pytest.mark.skipif(sys.platform == "win32", reason="there folders have other rights")
def test_a_folder_that_may_not_be_entered_is_told_as_that_and_not_as_a_store_that_is_gone(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    store = Store(folder / "kpis.duckdb")
    with without_rights(folder, 0o000):
        for act in (store.exists, store.prepare, store.outturns):
            with pytest.raises(StoreError, match="this user may not read and write it, or not in"):
                act()
