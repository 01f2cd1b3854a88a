"""The tables of a store written into another, and held against each other row by row."""

import duckdb

from kpis.model.record import Record
from kpis.store.database.migrations import MIGRATIONS

AT_ONCE = 100_000  # rows


class TableMoved(Record):
    """A table of which every row was moved. rows: how many."""

    name: str
    rows: int


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of a store's tables, in the order of the alphabet."""
    found = connection.execute(
        """
        SELECT table_name FROM information_schema.tables
        WHERE table_catalog = current_database() AND table_schema = 'main' ORDER BY table_name
        """
    ).fetchall()
    return [name for (name,) in found]


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of a store, without a row, not even of who made it."""
    for step in MIGRATIONS.values():
        connection.execute(step)


def copy_table(
    source: duckdb.DuckDBPyConnection, target: duckdb.DuckDBPyConnection, name: str
) -> None:
    """Every row of a table, some at a time."""
    reader = source.execute(f'SELECT * FROM "{name}"').to_arrow_reader(AT_ONCE)
    for batch in reader:
        target.register("moved", batch)
        target.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM moved')
        target.unregister("moved")


def state_of(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[int, int]:
    """How many rows a table has, and a number that another row, or one value in it, changes.

    It is made of a hash of each row and is the same in whatever order they come; the columns are
    taken by their names.
    """
    described = connection.execute(f'SELECT * FROM "{name}" LIMIT 0').description or []
    columns = ", ".join(f'"{column}"' for column in sorted(each[0] for each in described))
    (row,) = connection.execute(
        f'SELECT count(*), coalesce(sum(hash({columns})::HUGEINT), 0) FROM "{name}"'
    ).fetchall()
    return int(row[0]), int(row[1])
