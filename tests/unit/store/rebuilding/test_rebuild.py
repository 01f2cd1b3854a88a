"""A store made again from its journal and files equals its database, and what is wrong is told."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.errors import JournalBroken, StoreError, UsageError
from kpis.model import About, Act, Actor, Holding, MailAbout, Role, local_administrator
from kpis.store import Store
from kpis.store.database.connect import opened
from kpis.store.journal import added_rows
from kpis.store.rebuilding.rebuild import Rebuilt, rebuild
from tests.processes.worker import submit
from tests.whole import fill

HEAD = local_administrator("Head")
ANN = Actor(post="Ranger", address="192.0.2.7", holdings=(Holding(role=Role.CONTRIBUTOR),))
LOGIN = "ann@x.example"

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["submit", "withdraw", "approve", "release", "give", "erase", "refuse", "subscribe"]
        ),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=15,
)


def do(store: Store, act: str, number: int) -> None:
    ids = store.submissions()["submission_id"].tolist()
    match act:
        case "submit":
            submit(store, "return", number)
        case "withdraw" if ids:
            store.withdraw(ids[number % len(ids)], by="Head", why="Wrong")
        case "approve" if ids:
            store.approve(ids[number % len(ids)], by="Head")
        case "release":
            store.publish("2023-24-Q4", by="Head", reason="Corrected")
        case "give":
            store.give_access(LOGIN, Holding(role=Role.PUBLISHER), name=f"Ann {number}", by=HEAD)
        case "erase":
            store.erase_name(LOGIN, by=HEAD)
        case "refuse":
            store.refuse(Act.PUBLISH, About(words=f"release {number}"), by=ANN)
        case "subscribe":
            store.subscribe("Head", f"head{number}@x.example", MailAbout.EVERYTHING, by=HEAD)


def attempt(store: Store, acts: list[tuple[str, int]]) -> None:
    """Do these acts; what the store does not allow is left."""
    for act, number in acts:
        try:
            do(store, act, number)
        except (StoreError, UsageError):
            continue


def again(store: Store, name: str = "again") -> Rebuilt:
    return rebuild(store.path, store.path.with_name(f"{name}.duckdb"), 5)


@pytest.fixture
def filled(tmp_path) -> Store:
    store = Store(tmp_path / "kpis.duckdb", timeout=5)
    store.prepare()
    attempt(store, [("submit", 1), ("submit", 2), ("approve", 0), ("release", 0), ("give", 1)])
    return store


@settings(max_examples=settings.default.max_examples // 10)
@given(ACTS)
def test_whatever_is_done_a_store_made_again_is_equal(acts):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kpis.duckdb", timeout=5)
        store.prepare()
        attempt(store, acts)
        done = again(store)
        assert done.differing == ()
        assert done.chain.is_sure
        once_more = Store(done.path)
        submit(once_more, "after", 1)  # its journal goes on
        assert again(once_more, "twice").differing == ()


def test_the_store_of_a_whole_plan_is_equal_also_where_rows_are_in_files(tmp_path, monkeypatch):
    monkeypatch.setattr(added_rows, "MANY", 20)
    store = Store(tmp_path / "kpis.duckdb")
    fill(store)
    done = again(store)
    assert done.differing == ()
    assert {each.table for each in done.compared or () if each.rows_here} >= {"revision", "audit"}
    assert done.files == len(set(store.submissions()["sha256"]))


def test_a_database_that_is_gone_is_made_again(filled):
    figures = filled.outturns()
    filled.path.unlink()
    done = again(filled)
    assert done.compared is None
    assert "is not there now" in done.why_not
    assert not done.chain.is_sure
    assert Store(done.path).outturns().equals(figures)


def test_a_row_that_was_changed_in_the_database_is_told(filled):
    with opened(filled.path, writing=True) as connection:
        connection.execute("UPDATE revision SET outturn = 99 WHERE number = 1")
    (table,) = again(filled).differing
    assert (table.table, table.only_here, table.only_there) == ("revision", 1, 1)
    assert [row["outturn"] for _, row in table.examples] == [99.0, 1.0]


def entry(store: Store, number: int) -> Path:
    (path,) = store.path.with_suffix(".journal").glob(f"0*/{number:08d}-*.json")
    return path


def refused(store: Store, sentence: str) -> None:
    with pytest.raises(JournalBroken, match=sentence):
        again(store)
    assert not store.path.with_name("again.duckdb").exists()


def test_an_entry_that_is_missing_is_told(filled):
    entry(filled, 3).unlink()
    refused(filled, "Entry 3 of the journal is missing")


def test_an_entry_that_was_changed_is_told(filled):
    path = entry(filled, 3)
    path.write_bytes(path.read_bytes().replace(b"return-2.csv", b"return-9.csv"))
    refused(filled, "Entry 3 of the journal is not as it was written")


def test_a_kept_file_that_is_missing_is_told(filled):
    shutil.rmtree(filled.path.with_suffix(".files"))
    refused(filled, "is missing")


def test_a_store_without_a_journal_is_told(filled):
    shutil.rmtree(filled.path.with_suffix(".journal"))
    refused(filled, "There is no journal in")


def test_nothing_is_made_where_something_is(filled):
    filled.path.with_name("again.duckdb").write_bytes(b"something else")
    with pytest.raises(UsageError, match="is there already"):
        again(filled)


def test_a_journal_that_began_anew_is_enough(filled):
    shutil.rmtree(filled.path.with_suffix(".journal"))
    attempt(filled, [("submit", 3), ("withdraw", 0)])
    assert again(filled).differing == ()
