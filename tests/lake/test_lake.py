"""A store that several machines use: the whole round, whose turn it is, and what goes wrong."""

import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from kpis.errors import StoreBusy, StoreError
from kpis.frames import RETURN_ROWS
from kpis.model import Provenance
from kpis.store import Incoming, Store
from kpis.store.database.connect import opened, transaction
from kpis.store.database.lake import catalogue, extensions
from kpis.store.database.lake.conflict import Conflict
from tests.lake import lakes
from tests.lake.servers import PASSWORD
from tests.ports import free_port

ROOT = Path(__file__).parents[2]


def returned(outturn: float, content: bytes = b"", **said: object) -> Incoming:
    row = {
        "measure_id": "recycling",
        "period_id": "2019-20-Q1",
        "area": "Northmere",
        "breakdown": "",
        "category": "",
        "frequency": "quarter",
        "period_start": datetime(2019, 4, 1),
        "period_end": datetime(2019, 6, 30),
        "outturn": outturn,
        "numerator": float("nan"),
        "denominator": float("nan"),
        "marker": "",
        "commentary": "",
        "sheet": "Return",
        "cell": "D14",
        "returned_on": pd.NaT,
    }
    return Incoming(
        rows=RETURN_ROWS.conform(pd.DataFrame([row | said])),
        file_name="return.csv",
        content=content or f"outturn,{outturn}".encode(),
        provenance=Provenance.RETURN,
        by="Performance Officer",
    )


def figures(store: Store) -> list[float]:
    return store.outturns()["outturn"].tolist()


def test_a_return_goes_the_whole_round(lake):
    made = lake.submit(returned(81.0)).submission
    assert figures(lake) == [81.0]
    assert lake.file(made.sha256) == b"outturn,81.0"
    lake.approve(made.id, by="Head of Performance")
    assert lake.approved_outturns()["outturn"].tolist() == [81.0]
    lake.withdraw(made.id, by="Performance Officer", why="Wrong quarter")
    assert figures(lake) == []
    assert lake.submissions()["submission_id"].tolist() == [made.id]
    assert lake.audit_faults() == []


def test_data_in_a_bucket_are_as_good_as_in_a_folder(postgres, bucket, tmp_path, monkeypatch):
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    with lakes.new_lake(postgres, tmp_path, f"s3://{bucket.name}/{tmp_path.name}") as path:
        store = Store(path)
        store.prepare()
        many = pd.concat([returned(n, period_id=f"P{n}").rows for n in range(40)])
        incoming = returned(1.0, b"forty figures")
        made = store.submit(
            Incoming(**vars(incoming) | {"rows": RETURN_ROWS.conform(many)})
        ).submission
        lakes.close(path)
        assert sorted(figures(store)) == [float(n) for n in range(40)]
        assert store.file(made.sha256) == b"forty figures"
        assert not list(tmp_path.rglob("*.parquet"))


IN_A_PROCESS_OF_ITS_OWN = """
import sys
from kpis.default_paths import store_path
from kpis.store import Store
store = Store(store_path())
for made in store.submissions()["submission_id"]:
    store.withdraw(made, by="Another machine", why="Wrong")
    print(made)
"""


def test_what_another_process_writes_is_seen(lake):
    made = lake.submit(returned(81.0)).submission
    before = lake.version()
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == [made.id]
    catalogue.forget_version(lake.path)
    assert lake.version() != before
    assert figures(lake) == []


def test_the_version_changes_with_every_write_and_with_nothing_else(lake):
    seen = [lake.version()]
    made = lake.submit(returned(81.0)).submission
    seen.append(lake.version())
    lake.withdraw(made.id, by="Officer", why="Wrong")
    seen.append(lake.version())
    assert len(set(seen)) == 3
    lake.prepare()
    lake.outturns()
    catalogue.forget_version(lake.path)
    assert lake.version() == seen[-1]


def test_whoever_waits_too_long_for_the_turn_is_told_so(lake):
    with catalogue.in_turn(lake.path, 5):
        store = Store(lake.path, timeout=0.2)
        with pytest.raises(StoreBusy, match="in use by another program"):
            store.submit(returned(81.0))
    assert store.submit(returned(81.0)).submission.id


def test_another_machine_waits_for_the_turn_too(lake):
    """Another machine is another connection to Postgres."""
    with catalogue.connection_to(lake.path) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [catalogue._TURN])
        with pytest.raises(StoreBusy):
            Store(lake.path, timeout=0.2).submit(returned(81.0))
    assert lake.submit(returned(81.0)).submission.id


def test_a_reader_sees_one_state_however_long_it_takes(lake):
    lake.submit(returned(81.0))
    with opened(lake.path, writing=False) as reading:
        ask = "SELECT count(*) FROM submission"
        assert reading.execute(ask).fetchall() == [(1,)]
        lake.submit(returned(82.0))
        assert reading.execute(ask).fetchall() == [(1,)]
    assert len(lake.submissions()) == 2


def lose_the_turn(store: Store) -> None:
    """As when this machine is cut off: Postgres ends its session, and the turn with it."""
    with catalogue.connection_to(store.path) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks "
            "WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )


def test_a_holder_that_lost_the_turn_commits_nothing_beside_the_next(lake):
    """The rule that there is one of each number holds without the lock."""

    def add(number: int) -> None:
        with opened(lake.path, writing=True) as connection, transaction(connection, lake.path):
            connection.execute("SELECT max(number) FROM submission").fetchall()
            if number == 1:
                lose_the_turn(lake)
                other.start()
                other.join(60)
            connection.execute("INSERT INTO mail_of_withdrawal VALUES (7)")

    done = []
    other = threading.Thread(target=lambda: done.append(second_writer(lake)))
    with pytest.raises(Conflict, match="Nothing of this was kept"):
        add(1)
    assert done == [0]
    with opened(lake.path, writing=False) as reading:
        assert reading.execute("FROM mail_of_withdrawal").fetchall() == [(7,)]


def test_an_act_whose_turn_was_lost_is_begun_again_and_reads_anew(lake, monkeypatch):
    """Its number was taken by the other meanwhile: it gets the next."""
    from kpis.store import write

    submit, lost = write.submit, []

    def submit_slowly(*given):
        stored = submit(*given)
        if not lost:
            lost.append(lake.path)
            lose_the_turn(lake)
            subprocess.run([sys.executable, "-c", SECOND_SUBMISSION], check=True, cwd=ROOT)
        return stored

    monkeypatch.setattr(write, "submit", submit_slowly)
    lake.submit(returned(81.0))
    with opened(lake.path, writing=False) as reading:
        numbers = reading.execute("SELECT number FROM submission ORDER BY number").fetchall()
        assert numbers == [(1,), (2,)]
    assert lake.audit_faults() == []


SECOND_SUBMISSION = """
from kpis.default_paths import store_path
from kpis.store import Store
from tests.lake.test_lake import returned
Store(store_path()).submit(returned(82.0))
"""
SECOND_WRITER = """
from kpis.default_paths import store_path
from kpis.store.database.connect import opened, transaction
with opened(store_path(), writing=True) as connection, transaction(connection, store_path()):
    connection.execute("INSERT INTO mail_of_withdrawal VALUES (7)")
"""


def second_writer(store: Store) -> int:
    return subprocess.run([sys.executable, "-c", SECOND_WRITER], check=True, cwd=ROOT).returncode


def test_after_postgres_ended_every_connection_the_next_question_is_answered(lake):
    lake.submit(returned(81.0))
    with catalogue.connection_to(lake.path) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    catalogue.forget_version(lake.path)
    assert lake.version()
    assert len(lake.submissions()) == 1
    assert lake.submit(returned(82.0)).submission.id
    assert lake.withdraw(lake.submissions()["submission_id"][0], by="Officer", why="Wrong")


def test_a_postgres_that_is_not_there_is_told_without_a_secret(lake, monkeypatch):
    lakes.close(lake.path)
    monkeypatch.setenv(
        "KPIS_STORE", f"ducklake:postgres:dbname=kpis host=127.0.0.1 port={free_port()}"
    )
    from kpis.default_paths import store_path

    for ask in (Store(store_path()).exists, Store(store_path()).outturns):
        with pytest.raises(StoreError, match="cannot be reached") as raised:
            ask()
        assert PASSWORD not in str(raised.value)


def test_readers_of_pages_are_not_told_where_a_lake_is(lake, caplog):
    from kpis.ui.kit.sentence import sentence_of

    error = catalogue.unreachable(lake.path, OSError("connection to server at 127.0.0.1 failed"))
    told = (
        "The catalogue of the store cannot be reached. Nothing was changed. Try again in a minute."
    )
    assert sentence_of(error) == told
    assert "127.0.0.1" in caplog.text  # the log has all of it
    assert lake.trouble() == ""


def test_an_extension_that_is_not_installed_says_how_to_install_it(lake):
    with (
        opened(lake.path, writing=False) as connection,
        pytest.raises(StoreError, match=r"pip install '\.\[lake\]'"),
    ):
        extensions.load(connection, "sqlite_scanner")


def test_a_lake_attached_from_another_place_of_its_data_is_refused(lake, monkeypatch, tmp_path):
    lakes.close(lake.path)
    monkeypatch.setenv("KPIS_STORE_DATA", str(tmp_path / "elsewhere"))
    with pytest.raises(StoreError, match="KPIS_STORE_DATA"):
        lake.outturns()


def test_kpis_answers_of_a_lake_named_by_its_address(lake):
    made = lake.submit(returned(81.0)).submission
    done = subprocess.run(
        [sys.executable, "-m", "kpis", "submissions", "--store", os.environ["KPIS_STORE"],
         "--plan", str(ROOT / "tests/fictional_plan")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )  # fmt: skip
    assert made.id in done.stdout, done.stderr
    assert PASSWORD not in done.stdout + done.stderr
