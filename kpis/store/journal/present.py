"""Names, logins and addresses: what may have to be erased, and is therefore in no entry.

Of the tables that hold them the journal keeps how they stand now, and nothing of how they stood: a
file for each, and of addresses in the audit one for each thousand entries, which are written anew
as a whole whenever the table changes. These are the only files of a journal that ever change.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from kpis.model.record import Record
from kpis.store.journal.entries import Added, as_json
from kpis.store.objects import Objects

# Table → the column by which its file is parted into several; "" for one file.
ERASABLE: Mapping[str, str] = {"person": "", "mail_address": "", "audit_address": "audit_number"}
_PART = 1000  # numbers in one file

FOLDER = "present"

# Of a table in parts rows are added and taken away, never changed: to count them is enough, and
# takes no time however many there are.
_SUM = "bit_xor(hash(each_row))"


class State(Record):
    """What shows that a table has changed: a sum over its rows, and how many they are."""

    sums: tuple[tuple[str, int, int | None], ...]


def state(connection: duckdb.DuckDBPyConnection) -> State:
    """How the tables are at this moment of the transaction."""
    query = " UNION ALL ".join(
        f"SELECT '{table}', count(*), {_SUM if not part else 0} FROM {table} AS each_row"
        for table, part in ERASABLE.items()
    )
    return State(sums=tuple(connection.execute(query).fetchall()))


def write(
    connection: duckdb.DuckDBPyConnection,
    objects: Objects,
    *,
    before: State | None,
    added: Mapping[str, Sequence[int]],
) -> None:
    """Write what has changed since a state; None: everything.

    added: of a table in parts, the numbers that rows were added for. Raises OSError.
    """
    now = state(connection)
    for (table, count, sum_), last in zip(
        now.sums, before.sums if before else (None,) * len(now.sums), strict=True
    ):
        numbers = added.get(table, ())
        if (table, count, sum_) == last and not numbers:
            continue
        # Other than by what was added: some were taken away, and nobody says of which part.
        whole = last is None or count - last[1] != len(numbers)
        parts = None if whole else {number // _PART for number in numbers}
        for name, rows in _files(connection, table, parts, objects):
            objects.replace(name, rows)


def _files(
    connection: duckdb.DuckDBPyConnection, table: str, parts: set[int] | None, objects: Objects
) -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file of a table, or of these parts of it."""
    column = ERASABLE[table]
    if not column:
        yield f"{FOLDER}/{table}.json", _content(connection, f"SELECT * FROM {table}")
        return
    if parts is None:
        found = connection.execute(f"SELECT DISTINCT {column} // {_PART} FROM {table}").fetchall()
        written = {name: None for name in objects.names(FOLDER) if f"/{table}-" in name}
        emptied = {int(name.rpartition("-")[2].removesuffix(".json")) for name in written}
        parts = {int(part) for (part,) in found} | emptied
    for part in sorted(parts):
        query = f"SELECT * FROM {table} WHERE {column} // {_PART} = {part:d}"
        yield f"{FOLDER}/{table}-{part:06d}.json", _content(connection, query)


def _content(connection: duckdb.DuckDBPyConnection, query: str) -> bytes:
    found = connection.execute(query)
    columns = [column for column, *_ in found.description]
    rows = [list(map(as_json, row)) for row in found.fetchall()]
    document = {"columns": columns, "rows": rows}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read(objects: Objects) -> dict[str, list[Added]]:
    """What was written last, by table, in its order.

    Raises FileNotFoundError where a table has no file; ValueError where one cannot be read.
    """
    names = [f"{FOLDER}/{table}.json" for table, part in ERASABLE.items() if not part]
    names += [name for name in objects.names(FOLDER) if name not in names]
    found: dict[str, list[Added]] = {table: [] for table in ERASABLE}
    for name in names:
        table = name.removeprefix(f"{FOLDER}/").removesuffix(".json").partition("-")[0]
        document: dict[str, Any] = json.loads(objects.get(name))
        rows = tuple(tuple(row) for row in document["rows"])
        columns = tuple(document["columns"])
        found[table].append(Added(columns=columns, count=len(rows), rows=rows))
    return found
