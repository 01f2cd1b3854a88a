"""Opening the store for a moment: who waits for whom, for how long, and what stays behind."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from kpis.errors import StoreBusy, StoreError
from kpis.model import Provenance
from kpis.store import Incoming, Store
from kpis.store.database import connect
from kpis.store.database.connect import opened, transaction
from kpis.store.database.write_queue import NotYet, turn

ROOT = Path(__file__).parents[4]
PATIENCE = 60.0  # seconds for what comes at once on a quiet machine


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "any.duckdb"
    with opened(made, writing=True) as connection:
        connection.execute("CREATE TABLE number AS SELECT 1 AS value")
    return made


def numbers(path: Path, timeout: float = PATIENCE) -> list[int]:
    with opened(path, writing=False, timeout=timeout) as connection:
        return [value for (value,) in connection.execute("FROM number ORDER BY ALL").fetchall()]


def add(path: Path, value: int, timeout: float = PATIENCE) -> None:
    with opened(path, writing=True, timeout=timeout) as connection, transaction(connection):
        connection.execute("INSERT INTO number VALUES (?)", [value])


def test_several_readers_are_in_at_once(path):
    with ExitStack() as readers:
        connections = [
            readers.enter_context(opened(path, writing=False, timeout=PATIENCE)) for _ in range(4)
        ]
        assert {each.execute("FROM number").fetchall()[0] for each in connections} == {(1,)}
    add(path, 2)
    assert numbers(path) == [1, 2]


def test_a_reader_leaving_does_not_let_a_writer_in_beside_another(path):
    with opened(path, writing=False):
        assert numbers(path) == [1]
        with pytest.raises(StoreBusy):
            add(path, 2, timeout=0.05)


def until_a_writer_waits(path: Path) -> None:
    """Until the queue is a writer's: from then on whoever comes is behind it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with turn(path, writing=False):
                pass
        except NotYet:
            return
        time.sleep(0.005)
    pytest.fail("no writer came")


def test_a_writer_waits_until_the_reader_has_finished(path):
    with ThreadPoolExecutor() as pool:
        with opened(path, writing=False) as reading:
            writer = pool.submit(add, path, 2)
            until_a_writer_waits(path)
            assert not writer.done()
            assert reading.execute("FROM number").fetchall() == [(1,)]
        writer.result(timeout=PATIENCE)
    assert numbers(path) == [1, 2]


def test_readers_queue_behind_a_waiting_writer(path):
    """Otherwise readers that come and go would keep a writer out for ever."""
    with ThreadPoolExecutor() as pool:
        with opened(path, writing=False):
            writer = pool.submit(add, path, 2)
            until_a_writer_waits(path)
            reader = pool.submit(numbers, path)
            with pytest.raises(StoreBusy):
                numbers(path, timeout=0.05)
            assert not reader.done()
        assert reader.result(timeout=PATIENCE) == [1, 2]
        writer.result(timeout=PATIENCE)


@pytest.mark.parametrize("writing", [True, False])
def test_whoever_waits_too_long_is_told_so_plainly(path, writing, monkeypatch):
    now = began = 1_000.0  # a clock of the test's own, which goes on by what is waited

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    with opened(path, writing=True):
        monkeypatch.setattr(connect, "time", SimpleNamespace(monotonic=lambda: now, sleep=sleep))
        with pytest.raises(StoreBusy) as raised, opened(path, writing=writing, timeout=0.2):
            pytest.fail("two are in at once")
    assert 0.2 - connect.LONGEST_PAUSE < now - began <= 0.2
    message = str(raised.value)
    assert message == (
        f"The store {path} is in use by another program that did not finish within "
        "0.2 seconds. Nothing was changed. Try again in a minute."
    )
    assert raised.value.exit_code == 15


def test_one_store_does_not_wait_for_another(path, tmp_path):
    other = tmp_path / "other.duckdb"
    with opened(path, writing=True), opened(other, writing=True, timeout=PATIENCE):
        pass


def test_a_path_is_the_same_store_however_it_is_written(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.duckdb").symlink_to(path)
    with opened(path, writing=True):
        for other in (Path("any.duckdb"), tmp_path / "link.duckdb"):
            with pytest.raises(StoreBusy):
                numbers(other, timeout=0.05)


def test_a_name_with_quotes_and_blanks_is_only_a_name(tmp_path):
    path = tmp_path / 'the council\'s "own"; store.duckdb'
    with opened(path, writing=True) as connection:
        connection.execute("CREATE TABLE number AS SELECT 7 AS value")
    assert numbers(path) == [7]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("writing", [True, False])
def test_nothing_is_left_open_behind_a_block_that_failed(path, writing):
    def fail() -> None:
        with opened(path, writing=writing) as connection:
            connection.execute("FROM number")  # a result nobody fetches
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    own = [Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd")]
    assert not [each for each in own if path.name in str(each.resolve())]
    add(path, 2)


def test_a_statement_that_fails_takes_its_transaction_back(path):
    def fail() -> None:
        with opened(path, writing=True) as connection, transaction(connection):
            connection.execute("INSERT INTO number VALUES (2)")
            connection.execute("INSERT INTO nowhere VALUES (2)")

    with pytest.raises(StoreError, match=r"refused what was asked of it.*nowhere") as raised:
        fail()
    assert isinstance(raised.value.__cause__, duckdb.CatalogException)
    assert numbers(path) == [1]


def test_the_log_of_a_writer_is_worked_off_when_it_leaves(path):
    add(path, 2)
    assert not path.with_name(f"{path.name}.wal").exists()


def test_an_engine_that_cannot_let_go_is_replaced(path):
    """So that the process does not refuse its own store from then on."""
    with opened(path, writing=True) as connection:
        (name,) = connection.execute("SELECT current_database()").fetchall()[0]
        connection.execute("USE memory")
        connection.execute(f"DETACH {name}")
    add(path, 2)
    assert numbers(path) == [1, 2]


def test_threads_reading_and_writing_all_get_their_turn(path):
    def work(number: int) -> None:
        add(path, number)
        assert number in numbers(path)

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(work, range(2, 14)))
    assert numbers(path) == list(range(1, 14))


def test_every_method_of_the_store_leaves_it_free_for_others(store, figures):
    rows = figures({"outturn": 1.0})
    made = store.submit(
        Incoming(
            rows=rows, file_name="a.csv", content=b"a", provenance=Provenance.RETURN, by="Officer"
        )
    ).submission
    store.outturns(datetime(2019, 1, 1))
    store.revisions("recycling")
    store.submissions()
    store.submission(made.id)
    store.preview(rows, file_name="a.csv", sha256=made.sha256, provenance=Provenance.RETURN)
    store.withdraw(made.id, by="Officer", why="Done")
    store.audit()
    store.prepare()
    assert [engine.attached for engine in connect._engines] == [{}]
    with duckdb.connect(str(store.path)) as other:
        assert other.execute("SELECT count(*) FROM revision").fetchall() == [(1,)]


def test_the_version_changes_with_every_write_and_with_nothing_else(store, figures):
    seen = [store.version()]

    def submit(outturn: float) -> str:
        return store.submit(
            Incoming(
                rows=figures({"outturn": outturn}),
                file_name="a.csv",
                content=str(outturn).encode(),
                provenance=Provenance.RETURN,
                by="Officer",
            )
        ).submission.id

    made = submit(1.0)
    seen.append(store.version())
    submit(2.0)
    seen.append(store.version())
    store.withdraw(made, by="Officer", why="Wrong")
    seen.append(store.version())
    assert len(set(seen)) == 4
    store.outturns()
    store.submissions()
    store.prepare()
    assert store.version() == seen[-1]


def test_the_version_of_a_store_that_is_not_there_is_none(tmp_path):
    absent = Store(tmp_path / "absent.duckdb")
    assert absent.version() == "-_-"
    assert not absent.exists()
    absent.prepare()
    assert absent.exists()
    assert absent.version() != "-_-"


IN_A_PROCESS_OF_ITS_OWN = """
import sys
from pathlib import Path
import duckdb
from kpis.store.database.connect import opened
with opened(Path(sys.argv[1]), writing=True) as connection:
    connection.execute("INSERT INTO number SELECT range FROM range(2, 300_000)")
with opened(Path(sys.argv[1]), writing=False) as connection:
    threads = connection.execute("SELECT current_setting('threads')").fetchall()[0][0]
    found = connection.execute("SELECT count(*), sum(value) FROM number").fetchall()[0]
print(threads == duckdb.execute("SELECT current_setting('threads')").fetchall()[0][0], *found)
"""


def test_a_store_works_with_as_many_threads_as_the_database_takes_by_itself(path):
    """The other tests give it one, see tests/conftest.py; users do not."""
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["True", "299999", str(sum(range(1, 300_000)))]
