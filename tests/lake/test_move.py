"""A store moved from a file to a lake and back: all of it, and nothing where it was stopped."""

import hashlib

import pytest

from kpis.errors import NotAllowed, StoreError
from kpis.store import Store
from kpis.store.database.connect import opened
from kpis.store.moving import move as moving
from kpis.store.moving.move import move
from kpis.store.moving.tables import state_of, tables_of
from kpis.store.objects import kept_beside
from tests.lake import lakes
from tests.lake.test_lake import returned


def content_of(path):
    """Of each table its state, and of each kept file its hash."""
    with opened(path, writing=False) as connection:
        tables = {name: state_of(connection, name) for name in tables_of(connection)}
    kept = kept_beside(path, "files")
    return tables, {name: hashlib.sha256(kept.get(name)).hexdigest() for name in kept.names()}


@pytest.fixture
def store(tmp_path):
    """A store in a file, with some in every table that a return fills."""
    made = Store(tmp_path / "house" / "kpis.duckdb")
    made.prepare()
    first = made.submit(returned(81.0)).submission
    made.approve(first.id, by="Head of Performance")
    second = made.submit(returned(82.5, b"another")).submission
    made.withdraw(second.id, by="Officer", why="It's the wrong quarter")
    return made


@pytest.fixture(params=[pytest.param("folder", marks=pytest.mark.soak), "bucket"])
def place(request, postgres, tmp_path, monkeypatch):
    """The address of a lake where nothing is."""
    data = ""
    if request.param == "bucket":
        bucket = request.getfixturevalue("bucket")
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        data = f"s3://{bucket.name}/{tmp_path.name}"
    with lakes.new_lake(postgres, tmp_path, data) as path:
        yield path


def test_a_store_moves_to_a_lake_and_back_and_is_the_same(store, place, tmp_path):
    before = content_of(store.path)
    moved = move(store.path, place)
    assert {each.name: each.rows for each in moved.tables} == {
        name: rows for name, (rows, _) in before[0].items()
    }
    assert moved.files == 2
    assert content_of(place) == before
    assert Store(place).audit_faults() == []
    Store(place).submit(returned(83.0, b"on the lake"))
    after = content_of(place)
    back = tmp_path / "back" / "kpis.duckdb"
    move(place, back)
    assert content_of(back) == after
    assert content_of(store.path) == before


def test_where_a_store_is_none_is_moved_to(store, lake):
    before = content_of(lake.path)
    with pytest.raises(NotAllowed, match="already"):
        move(store.path, lake.path)
    with pytest.raises(NotAllowed, match="already"):
        move(lake.path, store.path)
    assert content_of(lake.path) == before


def test_files_of_another_store_are_not_mixed_with_its_own(store, postgres, tmp_path):
    with lakes.new_lake(postgres, tmp_path) as path:
        kept_beside(path, "files").put("ab/abcd", b"of another")
        with pytest.raises(NotAllowed, match="another store"):
            move(store.path, path)
        assert not Store(path).exists()


def test_a_move_that_was_stopped_is_begun_again(store, postgres, tmp_path, monkeypatch):
    with lakes.new_lake(postgres, tmp_path) as path:
        with monkeypatch.context() as patch:
            patch.setattr(moving, "state_of", lambda connection, _: (id(connection), 0))
            with pytest.raises(StoreError, match="did not arrive as it was"):
                move(store.path, path)
        lakes.close(path)
        assert not Store(path).exists()
        move(store.path, path)
        assert content_of(path) == content_of(store.path)


def test_a_value_that_changed_on_the_way_is_noticed(store):
    with opened(store.path, writing=True) as connection:
        before = state_of(connection, "revision")
        connection.execute("UPDATE revision SET commentary = 'x' WHERE number = 1")
        assert state_of(connection, "revision") != before
