"""How much is in each table of a store, so that two stores can be said to hold the same.

The hash of a table does not depend on the order of its rows, nor on how they lie on disk: of each
row its columns, in the order of the alphabet, are written one after the other as length and text
("-" for nothing); the MD5 of that is taken as two numbers, and those of all rows are summed up. It
finds what was lost, doubled or changed by a fault. Who would deceive is met by the SHA-256 of the
backup's files and by the chain of the audit.
"""

from collections.abc import Iterable, Mapping

import duckdb

from kpis.model.record import Record

_HALF = 2**64


class TableExtent(Record):
    """rows: how many. hash: of all of them, 32 digits; the same for the same rows."""

    rows: int
    hash: str


def tables_of(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The tables of the open store, by the alphabet: of each its columns in their order, by type.

    Asked once for all: the database takes long to list them.
    """
    rows = connection.execute(
        """
        SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_catalog = current_database() AND table_schema = current_schema()
        ORDER BY table_name, ordinal_position
        """
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def extents(connection: duckdb.DuckDBPyConnection) -> dict[str, TableExtent]:
    """How much is in each table of the open store, by its name."""
    return {
        table: _extent(connection, table, columns)
        for table, columns in tables_of(connection).items()
    }


def _extent(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Iterable[str]
) -> TableExtent:
    texts = [f'"{name}"::VARCHAR' for name in sorted(columns)]
    parts = [f"coalesce(concat(strlen({text}), ':', {text}), '-')" for text in texts]
    query = f"""
        SELECT
            count(*),
            coalesce(sum(md5_number_lower(line)::HUGEINT), 0),
            coalesce(sum(md5_number_upper(line)::HUGEINT), 0)
        FROM (SELECT concat({", ".join(parts)}) AS line FROM "{table}")
    """
    rows, lower, upper = connection.execute(query).fetchall()[0]
    return TableExtent(rows=int(rows), hash=f"{int(upper) % _HALF:016x}{int(lower) % _HALF:016x}")


def differences(expected: Mapping[str, TableExtent], found: Mapping[str, TableExtent]) -> list[str]:
    """The tables that are not the same in both, by the alphabet; [] where all are."""
    return sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
