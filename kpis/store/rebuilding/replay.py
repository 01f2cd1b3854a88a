"""Do the acts of a journal again, in an empty database: rows go in as they once did.

Rows of many acts are put in together, for a database takes a thousand as quickly as one.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from kpis.errors import JournalBroken
from kpis.store.database.migrations import LATEST, MIGRATIONS
from kpis.store.journal import JOURNAL, Added, Entry, entries, present, reading
from kpis.store.objects import Objects

_AT_ONCE = 20_000  # rows gathered before they are put in

# What goes in as it is; of every other type as text, which the database turns into it.
_AS_IT_IS: Mapping[str, pa.DataType] = {
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR": pa.large_string(),
}


class Replay:
    """A database on its way to be what a journal says."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, objects: Objects, version: int = 0
    ) -> None:
        """version: of the tables that are in the database already."""
        self._connection = connection
        self._objects = objects
        self._version = version
        self._types = _types(connection)
        self._gathered: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}
        self._count = 0

    def acts(self, names: Iterable[str]) -> None:
        """Do these acts, entries by their names, which follow those that were done before.

        Raises JournalBroken where one is missing or changed, or is of a later program.
        """
        for name in names:
            entry = reading.entry_at(self._objects, name)
            self._bring_to(entry)
            for table, added in entry.added.items():
                self._add(table, added, entry.number)
            self._gather(JOURNAL, ("number", "sha256"), [entries.number_and_hash(name) or ()])
        self._put_in()

    def erasable(self) -> None:
        """Put names and addresses in as they stand at present, in place of any before.

        Raises JournalBroken where they cannot be read.
        """
        try:
            found = present.read(self._objects)
        except (OSError, ValueError, KeyError) as error:
            raise JournalBroken(
                f"Names and addresses in the journal, {self._objects.where(present.FOLDER)}, are "
                f"missing or cannot be read ({error}). Put them back from a backup."
            ) from error
        for table, parts in found.items():
            self._connection.execute(f"DELETE FROM {table}")
            for part in parts:
                self._gather(table, part.columns, part.rows)
        self._put_in()

    def _bring_to(self, entry: Entry) -> None:
        if entry.version > LATEST:
            raise JournalBroken(
                f"Entry {entry.number} of the journal was written by a later version of this "
                "program. Update the program and try again."
            )
        if entry.version == self._version:
            return
        self._put_in()
        for number in range(self._version + 1, entry.version + 1):
            self._connection.execute(MIGRATIONS[number])
        self._version = entry.version
        self._types = _types(self._connection)

    def _add(self, table: str, added: Added, number: int) -> None:
        if not added.file:
            self._gather(table, added.columns, added.rows)
            return
        self._put_in()
        content = reading.file_of(self._objects, number, added)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "rows.parquet"
            path.write_bytes(content)
            query = f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet(?)"
            self._connection.execute(query, [str(path)])

    def _gather(
        self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        if self._gathered.get(table, (columns,))[0] != columns or self._count > _AT_ONCE:
            self._put_in()
        gathered = self._gathered.setdefault(table, (columns, []))[1]
        gathered.extend(rows)
        self._count += len(gathered)

    def _put_in(self) -> None:
        for table, (columns, rows) in self._gathered.items():
            if rows:
                self._insert(table, columns, rows)
        self._gathered, self._count = {}, 0

    def _insert(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        types = self._types[table]
        arrays = [
            pa.array(values, type=_AS_IT_IS.get(types[column], pa.large_string()))
            for column, values in zip(columns, zip(*rows, strict=True), strict=True)
        ]
        self._connection.register("gathered", pa.Table.from_arrays(arrays, names=list(columns)))
        cast = ", ".join(f'CAST("{column}" AS {types[column]}) AS "{column}"' for column in columns)
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT {cast} FROM gathered")
        self._connection.unregister("gathered")


def _types(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The type of each column of each table."""
    found: dict[str, dict[str, str]] = {}
    query = """
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = current_database()
    """
    for table, column, kind in connection.execute(query).fetchall():
        found.setdefault(table, {})[column] = kind
    return found
