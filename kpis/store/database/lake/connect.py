"""Open a lake for a moment, as `kpis.store.database.connect` opens a file.

To attach a lake takes a quarter of a second, so each process attaches it once and keeps it, with a
connection to Postgres for each question that is being asked. A question sees the lake as it stood
when it was begun, whatever others write meanwhile. Those of a file get that by waiting for each
other; nobody who reads a lake waits.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import duckdb

from kpis.lake_address import Lake, lake_of
from kpis.store.database.engine import new_engine
from kpis.store.database.lake import catalogue
from kpis.store.database.lake.extensions import load
from kpis.store.database.lake.lake_faults import as_lake_errors, is_dead
from kpis.store.database.private import private
from kpis.store.values import TIMEOUT

ALIAS = "lake"
# Where another than the last holder of the turn has written, this row is another one.
FENCE = "turn.fence"
_NO_CHANGE = {"SELECT", "WITH", "FROM", "BEGIN", "COMMIT", "ROLLBACK", "USE"}

_guard = threading.RLock()
_attached: dict[Path, duckdb.DuckDBPyConnection] = {}


@contextmanager
def opened(
    path: Path, *, writing: bool, timeout: float = TIMEOUT
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a lake, closed when the block ends; as `connect.opened` has it for a file."""
    if writing:
        with private(), catalogue.in_turn(path, timeout), _cursor(path) as connection:
            yield cast("duckdb.DuckDBPyConnection", _Noting(connection))
        return
    with _cursor(path) as connection:
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            with suppress(duckdb.Error):
                connection.execute("ROLLBACK")


class _Noting:
    """A connection that knows whether anything was written by it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.has_written = False

    def execute(self, query: str, *given: Any) -> duckdb.DuckDBPyConnection:
        words = query.split(None, 1)
        self.has_written |= bool(words) and words[0].upper() not in _NO_CHANGE
        return self._connection.execute(query, *given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def raise_fence(connection: duckdb.DuckDBPyConnection) -> None:
    """At the end of a transaction, see that none which began beside it is committed as well.

    Whoever writes has the turn. Should it be lost meanwhile, as when this machine is cut off from
    Postgres and comes back, the next writer has changed this row since: what was read under the
    lost turn is written by nobody. Nothing is done where nothing was written, for each write is a
    version of its own, and pages keep what they worked out by version.
    """
    if getattr(connection, "has_written", True):
        connection.execute(f"UPDATE {FENCE} SET writes = writes + 1")


def make_fence(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE SCHEMA turn")
    connection.execute(f"CREATE TABLE {FENCE} (writes BIGINT NOT NULL)")
    connection.execute(f"INSERT INTO {FENCE} VALUES (0)")


def let_go(path: Path) -> None:
    """Forget the attachment of a lake: the next question attaches it anew."""
    with _guard:
        engine = _attached.pop(path, None)
    if engine is not None:
        with suppress(duckdb.Error):
            engine.close()


@contextmanager
def _cursor(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with as_lake_errors(path):
        connection = _living_cursor(path)
        try:
            yield connection
        except duckdb.Error as error:
            if is_dead(error):
                let_go(path)
            raise
        finally:
            with suppress(duckdb.Error):
                connection.close()


def _living_cursor(path: Path) -> duckdb.DuckDBPyConnection:
    connection = _engine(path).cursor()
    connection.execute(f"USE {ALIAS}")
    return connection


def _engine(path: Path) -> duckdb.DuckDBPyConnection:
    with _guard:
        if path not in _attached:
            _attached[path] = _attach(lake_of(path))
        return _attached[path]


def _attach(lake: Lake) -> duckdb.DuckDBPyConnection:
    engine = new_engine()
    try:
        load(engine, "ducklake", "postgres_scanner")
        if lake.is_in_bucket:
            load(engine, "httpfs")
            engine.execute(_secret())
        notices = " ".join(f"{key}={value}" for key, value in catalogue.NOTICE.items())
        words = _quoted(f"ducklake:postgres:{notices} {lake.catalogue}")
        engine.execute(f"ATTACH {words} AS {ALIAS} (DATA_PATH {_quoted(lake.data + '/tables/')})")
    except BaseException:
        engine.close()
        raise
    return engine


def _secret() -> str:
    """How the database reaches the bucket, of the names that tools of S3 know."""
    address = os.environ.get("AWS_ENDPOINT_URL", "")
    scheme, _, host = address.rpartition("://")
    said = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN", ""),
        "REGION": os.environ.get("AWS_REGION", ""),
        "ENDPOINT": host.rstrip("/"),
        "URL_STYLE": "path" if host else "",
    }
    words = [f"{key} {_quoted(value)}" for key, value in said.items() if value]
    ssl = [] if scheme != "http" else ["USE_SSL false"]
    return f"CREATE SECRET ({', '.join(['TYPE s3', *words, *ssl])})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
