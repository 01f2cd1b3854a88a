"""Stores as earlier versions of the program made them, by the code of that time.

`version_07.tar.xz` is a store whose tables are of version 7: `kpis.duckdb`, the files it keeps, and
`expected.json`, which that same program wrote of its own store: the figures that stand, and those
of each release. They are of Northmere, which does not exist. Made in a work tree of the last commit
of each version, with the packages of today, as a person does: by that time's commands `submit`,
`approve`, `release`, `withdraw` and `access`, and by that time's `Store` for what had no command.
The first version could not read a single submission by these packages; its withdrawal was put in
by its own statements. No table is empty, but for one that nothing wrote yet: of mappings in
version 2, of withdrawn releases in 7 and 8.
"""

import json
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from kpis.store.database.migrations import LATEST

COMMITS = {
    1: "4dbfd414",
    2: "38a20f9e",
    3: "56bac1b4",
    4: "796b182a",
    5: "42da8d41",
    6: "71aeee26",
    7: "dfb58a9a",
    8: "22c78d3e",
    9: "8e661675",
    10: "39ec1f5c",
}
FOLDER = Path(__file__).parent


def old_store(version: int, folder: Path) -> Path:
    """Unpack the store of a version into a folder; its path."""
    with tarfile.open(FOLDER / f"version_{version:02d}.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder / "kpis.duckdb"


def expected_of(store: Path) -> dict[str, Any]:
    """What the program of that time said of the store: `standing`, and `releases` by number."""
    found: dict[str, Any] = json.loads((store.parent / "expected.json").read_text())
    return found


Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]

# What bringing a store up to date adds to it: the steps, what they are told by, where it is noted.
GROW = {"schema_version", "audit"}


def tables_in(path: Path) -> Tables:
    """Columns and rows of each table, by the database alone."""
    with duckdb.connect(path, read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        found = {}
        for (name,) in names:
            rows = connection.execute(f"SELECT * FROM {name}")
            found[name] = ([column for column, *_ in rows.description], rows.fetchall())
        return found


def version_in(tables: Tables) -> int:
    return max(version for version, _ in tables["schema_version"][1])


def all_is_there(before: Tables, after: Tables) -> None:
    """Fail unless each row of before is there once, and nothing is new but what was done."""
    for table, (columns, rows) in before.items():
        now, found = after[table]
        assert now[: len(columns)] == columns, table
        added = Counter(row[: len(columns)] for row in found)
        added.subtract(rows)
        gone = [row for row, count in added.items() if count < 0]
        assert gone == [], table
        assert table in GROW or added.total() == 0, table
    assert len(after["audit"][1]) == len(before["audit"][1]) + 1
    versions = {version for version, _ in after["schema_version"][1]}
    assert versions == set(range(1, LATEST + 1))
    assert all(not after[table][1] for table in after.keys() - before.keys() - {"journal_entry"})
