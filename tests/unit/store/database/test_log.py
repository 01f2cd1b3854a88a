"""The log beside the store: one that is none is told, and never taken for an empty one."""

import os
import shutil

import duckdb
import pytest

from kpis.errors import StoreError
from kpis.store.database.connect import opened
from kpis.store.database.log import BEGINS, log_of


@pytest.fixture
def logged(tmp_path):
    """A database whose writer died: one row is in the file, another in the log alone."""
    path, copy = tmp_path / "live.duckdb", tmp_path / "any.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE number AS SELECT 1 AS value")
        connection.execute("CHECKPOINT")
        connection.execute("INSERT INTO number VALUES (2)")
        shutil.copy(path, copy)
        shutil.copy(log_of(path), log_of(copy))
    return copy


def numbers(path, *, writing: bool) -> list[int]:
    with opened(path, writing=writing) as connection:
        return [value for (value,) in connection.execute("FROM number ORDER BY ALL").fetchall()]


def test_what_is_in_the_log_alone_is_read_from_it(logged):
    assert log_of(logged).read_bytes().startswith(BEGINS)
    assert numbers(logged, writing=False) == [1, 2]
    assert numbers(logged, writing=True) == [1, 2]
    assert not log_of(logged).exists()


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("damage", [b"d\x01b and so on", b"A letter, not a log.", b"\x00\x01 none"])
def test_a_log_that_is_none_is_told_and_left_alone(logged, writing, damage):
    log_of(logged).write_bytes(damage)
    with pytest.raises(StoreError, match=r"The log .*any\.duckdb\.wal is damaged, and what was"):
        numbers(logged, writing=writing)
    assert log_of(logged).read_bytes() == damage
    log_of(logged).unlink()
    assert numbers(logged, writing=writing) == [1]


@pytest.mark.parametrize("left", [0, 1, 2, 3, 20])
def test_a_log_that_a_dying_writer_only_began_is_no_fault(logged, left):
    log_of(logged).write_bytes(log_of(logged).read_bytes()[:left])
    assert numbers(logged, writing=False) == [1]
    assert numbers(logged, writing=True) == [1]


def test_a_log_that_the_system_made_room_for_and_never_filled_is_no_fault(logged):
    log_of(logged).write_bytes(bytes(4096))
    assert numbers(logged, writing=True) == [1]


def test_random_bytes_are_told(logged):
    log_of(logged).write_bytes(b"\x7f" + os.urandom(5000))
    with pytest.raises(StoreError, match="is damaged, and what was stored last may be in it"):
        numbers(logged, writing=True)
