"""A database gets its place only once all of it is in its file, whatever its log has."""

import duckdb
import pytest

from kpis.store.database import drafts
from kpis.store.database.drafts import drafted, log_of


def test_what_was_written_is_in_the_file_and_nothing_in_its_log(tmp_path):
    file = tmp_path / "store.new"
    with drafted(file, default_block_size=16384) as connection:
        connection.execute("CREATE TABLE frogs AS SELECT 7 AS number")
        assert log_of(file).exists()
    assert not log_of(file).exists()
    with duckdb.connect(file.rename(tmp_path / "store"), read_only=True) as connection:
        assert connection.execute("FROM frogs").fetchall() == [(7,)]


def test_a_file_beside_which_a_log_stays_is_refused(tmp_path, monkeypatch):
    (tmp_path / "log").touch()
    monkeypatch.setattr(drafts, "log_of", lambda _: tmp_path / "log")
    with (
        pytest.raises(duckdb.IOException, match="not all in the file"),
        drafted(tmp_path / "store.new") as connection,
    ):
        connection.execute("CREATE TABLE frogs (number INTEGER)")


def test_what_breaks_off_is_not_written_through(tmp_path):
    with pytest.raises(RuntimeError), drafted(tmp_path / "store.new"):
        raise RuntimeError
