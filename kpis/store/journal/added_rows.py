"""Which rows the open transaction has added, found in the database and not where they are added.

Forty places add rows, and a forty-first would be forgotten one day. The database itself knows: a
row that is not committed yet has a number (`rowid`) beyond all that committed rows can have, in an
embedded file and in a lake, and a filter on it touches no row that was there before. That is a fact
of the pinned version, held by a test.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import duckdb

from kpis.store.journal.entries import Added, as_json, sha256_of

# Rows of one table that stand in the entry itself. A return of a thousand figures can be read in
# it; more are kept in a file that takes a tenth of the room.
MANY = 1000

# The number of the first row that a transaction adds to a table of a file; of a lake it is 10**18.
FIRST_UNCOMMITTED = 36_028_797_018_960_000

Keep = Callable[[str, bytes, str], str]  # table, content of a file, its SHA-256 → its name


class Tables:
    """The tables of an open store, asked for once for each version that they have."""

    _known: ClassVar[dict[int, tuple[str, ...]]] = {}

    def __init__(self, connection: duckdb.DuckDBPyConnection, version: int) -> None:
        if version not in self._known:
            self._known[version] = tuple(tables_of(connection))
        self._connection = connection
        self._names = self._known[version]

    def everything(self) -> Iterator[tuple[str, str]]:
        """Each table that has rows, and the query that gives them in their order."""
        each = (f"(SELECT '{name}' AS name FROM {name} LIMIT 1)" for name in self._names)
        for table in self._listed(" UNION ALL ".join(each)):
            yield table, f"SELECT * FROM {table}"

    def added(self, since: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """Each table that the open transaction has added rows to, and the query that gives them.

        since: how many it had added before, by table, as `added_so_far` said.
        """
        conditions = {name: _added(since.get(name, 0)) for name in self._names}
        each = (
            f"(SELECT '{name}' AS name FROM {name} {rows})" for name, rows in conditions.items()
        )
        for table in self._listed(" UNION ALL ".join(each)):
            yield table, f"SELECT * FROM {table} {conditions[table]}"

    def added_so_far(self) -> dict[str, int]:
        """How many rows the open transaction has added to each table."""
        counts = (f"SELECT '{name}', count(*) FROM {name} {_added(0)}" for name in self._names)
        return dict(self._connection.execute(" UNION ALL ".join(counts)).fetchall())

    def _listed(self, names: str) -> list[str]:
        query = f"SELECT DISTINCT name FROM ({names}) ORDER BY name"
        return [name for (name,) in self._connection.execute(query).fetchall()]


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the tables of the open store, by the alphabet."""
    rows = connection.execute(
        """
        SELECT table_name FROM duckdb_tables()
        WHERE database_name = current_database() AND schema_name = current_schema()
        ORDER BY table_name
        """
    ).fetchall()
    return [name for (name,) in rows]


def _added(after: int) -> str:
    added = f"WHERE rowid >= {FIRST_UNCOMMITTED}"
    return f"{added} ORDER BY rowid OFFSET {after}" if after else added


def read(connection: duckdb.DuckDBPyConnection, query: str, table: str, keep: Keep) -> Added:
    """The rows that a query on a table gives; where they are many, `keep` keeps a file of them."""
    found = connection.execute(query)
    columns = tuple(column for column, *_ in found.description)
    rows = found.fetchmany(MANY + 1)
    if len(rows) <= MANY:
        return Added(columns=columns, count=len(rows), rows=tuple(map(_as_json, rows)))
    content, count = parquet_of(connection, query)
    sha256 = sha256_of(content)
    file = keep(table, content, sha256)
    return Added(columns=columns, count=count, file=file, sha256=sha256)


def parquet_of(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[bytes, int]:
    """The file of what a query gives, in the order it gives it, and how many rows that is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        quoted = str(path).replace("'", "''")
        copied = connection.execute(
            f"COPY ({query}) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()
        return path.read_bytes(), int(copied[0][0])


def _as_json(row: Collection[Any]) -> tuple[Any, ...]:
    return tuple(map(as_json, row))
