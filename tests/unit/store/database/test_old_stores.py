"""Stores of every earlier version, opened by today's program: nothing is lost or told otherwise."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kpis.store import Store, audit
from kpis.store.database import schema
from kpis.store.database.migrations import LATEST, WITH_JOURNAL
from kpis.store.rebuilding.rebuild import rebuild
from tests.old_stores import COMMITS, all_is_there, expected_of, old_store, tables_in, version_in


def told(frame: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    rows = frame[columns].astype(object)
    return sorted(map(tuple, rows.where(rows.notna(), None).to_numpy().tolist()), key=str)


def expected_rows(told_then: dict[str, Any]) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, told_then["rows"]), key=str)


@pytest.fixture(params=COMMITS)
def old(request, tmp_path) -> Path:
    return old_store(request.param, tmp_path)


def test_every_version_but_todays_has_a_store():
    assert set(COMMITS) == set(range(1, LATEST)), "keep a small store of the version before"


def test_whoever_opens_it_loses_nothing(old):
    before, said = tables_in(old), expected_of(old)
    assert version_in(before) == said["version"]
    store = Store(old)

    standing = store.outturns()  # as a page does, which brings it up to date

    assert not old.with_name("kpis.duckdb.wal").exists()
    all_is_there(before, tables_in(old))
    columns = said["standing"]["columns"]
    assert told(standing, columns) == expected_rows(said["standing"])
    for number, then in said["releases"].items():
        assert told(store.outturns(release=int(number)), columns) == expected_rows(then), number
    assert set(map(str, store.releases()["number"])) == set(said["releases"])
    assert store.audit_faults() == []
    for sha256 in store.submissions()["sha256"]:
        store.file(sha256)


@pytest.mark.parametrize("version", [1, WITH_JOURNAL - 1])
def test_made_again_from_the_journal_it_then_begins_it_is_the_same(tmp_path, version):
    path = old_store(version, tmp_path)
    Store(path).prepare()
    made = rebuild(path, tmp_path / "again.duckdb", timeout=10)
    assert made.compared
    assert made.differing == ()


def test_what_its_program_had_only_in_the_log_is_not_lost(tmp_path):
    """As after a power cut: the log beside the file has what the file has not."""
    path = old_store(5, tmp_path)
    note = "UPDATE schema_version SET applied_at = '2020-02-02' WHERE version = 5"
    with duckdb.connect(path) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute(note)
        connection.execute("INSERT INTO plan_content VALUES ('ab', 'of the log')")
    assert path.with_name("kpis.duckdb.wal").stat().st_size
    before = tables_in(path)
    assert ("ab", "of the log") in before["plan_content"][1]
    Store(path).prepare()
    all_is_there(before, tables_in(path))


class Stopped(BaseException):
    """As if the process ended here."""


@pytest.mark.parametrize("version", [1, 10])
def test_a_step_that_fails_leaves_it_as_it_was(tmp_path, monkeypatch, version):
    path = old_store(version, tmp_path)
    before = tables_in(path)

    def fails(*_: object, **__: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(audit, "note", fails)
        with pytest.raises(Stopped):
            Store(path).prepare()
    assert tables_in(path) == before
    Store(path).prepare()
    all_is_there(before, tables_in(path))


def test_its_log_is_worked_into_the_file_before_and_after(tmp_path, monkeypatch):
    """So no log ever holds a change of tables beside other changes."""
    path = old_store(10, tmp_path)
    log, seen = path.with_name("kpis.duckdb.wal"), []
    take_steps = schema._take_steps

    def look(*given: Any) -> None:
        seen.append(log.stat().st_size if log.exists() else 0)
        take_steps(*given)

    with duckdb.connect(path) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute("INSERT INTO plan_content VALUES ('ab', 'of the log')")
    monkeypatch.setattr(schema, "_take_steps", look)
    # Opened apart: the databases that `opened` gives are of one engine, which would keep this.
    with duckdb.connect(path) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        schema.bring_up_to_date(connection, path, datetime(2026, 12, 1))
        seen.append(log.stat().st_size if log.exists() else 0)
    assert seen == [0, 0]
