"""Hold two stores against each other, table by table and row by row."""

from typing import Any

import duckdb

from kpis.model.record import Record

EXAMPLES = 3  # of rows that only one of them has


class TableCompared(Record):
    """A table of two stores. only_here, only_there: rows that the other one lacks.

    examples: the first of them, with whether they are only here, by column; times and all else as
    the database has them.
    """

    table: str
    rows_here: int
    rows_there: int
    only_here: int
    only_there: int
    examples: tuple[tuple[bool, dict[str, Any]], ...] = ()

    @property
    def is_equal(self) -> bool:
        return not self.only_here and not self.only_there


def compare(
    connection: duckdb.DuckDBPyConnection, here: str, there: str
) -> tuple[TableCompared, ...]:
    """Every table that one of two attached stores has, by the alphabet.

    here, there: what they are attached as. A table that only one has is empty in the other.
    """
    tables = {name: _tables(connection, name) for name in (here, there)}
    return tuple(
        _compared(connection, table, {name: table in tables[name] for name in (here, there)})
        for table in sorted(tables[here] | tables[there])
    )


def _compared(
    connection: duckdb.DuckDBPyConnection, table: str, has: dict[str, bool]
) -> TableCompared:
    model = next(name for name, there in has.items() if there)
    empty = f"(FROM {model}.{table} LIMIT 0)"
    here, there = (f"{name}.{table}" if has[name] else empty for name in has)
    rows = [
        int(connection.execute(f"SELECT count(*) FROM {each}").fetchall()[0][0])
        for each in (here, there)
    ]
    examples: list[tuple[bool, dict[str, Any]]] = []
    counts = [0, 0]
    for place, (one, other) in enumerate(((here, there), (there, here))):
        if not rows[place]:
            continue
        only = f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other}"
        counts[place] = int(connection.execute(f"SELECT count(*) FROM ({only})").fetchall()[0][0])
        if counts[place]:
            found = connection.execute(f"SELECT * FROM ({only}) LIMIT {EXAMPLES}")
            names = [name for name, *_ in found.description]
            examples += [
                (not place, dict(zip(names, row, strict=True))) for row in found.fetchall()
            ]
    return TableCompared(
        table=table,
        rows_here=rows[0],
        rows_there=rows[1],
        only_here=counts[0],
        only_there=counts[1],
        examples=tuple(examples),
    )


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    query = (
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'main'"
    )
    return {name for (name,) in connection.execute(query, [database]).fetchall()}
