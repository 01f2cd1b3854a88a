"""Make a store, bring one up to date, and refuse one this program does not understand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb

from kpis.lake_address import is_lake
from kpis.model import the_program
from kpis.store import audit, journal
from kpis.store.database import faults
from kpis.store.database.connect import in_turn, opened, transaction
from kpis.store.database.drafts import drafted, log_of
from kpis.store.database.migrations import LATEST, MIGRATIONS, WITH_JOURNAL
from kpis.store.database.place import was_here
from kpis.store.database.private import private
from kpis.store.durable import settle

Fill = Callable[[duckdb.DuckDBPyConnection], None]

# Bytes. A quarter of the database's own choice: a submission of fifty figures is worked into the
# file in 10 ms instead of 26, and a million figures take as long as before.
BLOCK = 65536

BY_ITSELF = the_program("kpis")  # who prepared the store, in the audit


def prepare(
    path: Path, now: datetime, timeout: float, fill: Fill | None = None, *, anew: bool = False
) -> None:
    """Make the store, or bring it to this program's version; nothing when it is.

    fill: called, with a connection in a transaction, when the store is made: what it adds is
    there from the start, or no store is. Several processes may prepare at once: one of them
    does it, the others find it done.
    anew: also where there was a store that is gone; else StoreGone is raised.
    Raises StoreError for a store of a later version, a damaged file or another database.
    """
    if is_lake(path):
        from kpis.store.database.lake import catalogue

        there = catalogue.exists(path)
    else:
        with faults.as_store_errors(path):
            there = path.exists()
    if not there:
        _make(path, now, timeout, fill, anew=anew)
        return
    with opened(path, writing=False, timeout=timeout) as connection:
        if version_of(connection, path) == LATEST:
            return
    with opened(path, writing=True, timeout=timeout) as connection:
        bring_up_to_date(connection, path, now)


def is_earlier(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether the open store was made by an earlier version of this program.

    Raises StoreError when it is of a later one, or no store at all.
    """
    return version_of(connection, path) < LATEST


def bring_up_to_date(
    connection: duckdb.DuckDBPyConnection, path: Path, now: datetime, fill: Fill | None = None
) -> None:
    """Apply the steps the open store lacks, all of them or none; no figure changes by that.

    path: the store's, whatever the open file is called. fill: as `prepare` takes it. A store of
    before there was a journal begins it with all that it holds. The log of the database is worked
    into its file before and after, so that none holds a change of tables beside other changes.
    Raises StoreError when it is of a later version, or no store at all.
    """
    version = version_of(connection, path)
    if version == LATEST:
        return
    has_a_log = version > 0 and not is_lake(path)
    if has_a_log:
        connection.execute("CHECKPOINT")
    with transaction(connection, path):
        _take_steps(connection, path, version, now, fill)
    if has_a_log:
        connection.execute("CHECKPOINT")


def _take_steps(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    version: int,
    now: datetime,
    fill: Fill | None,
) -> None:
    steps = range(version + 1, LATEST + 1)
    for number in steps:
        connection.execute(MIGRATIONS[number])
    begins = version < WITH_JOURNAL
    with journal.act(connection, path, LATEST, whole=begins, tables_changed=True):
        for number in steps:
            connection.execute("INSERT INTO schema_version VALUES (?, ?)", [number, now])
        audit.note(connection, now, BY_ITSELF, "prepare", particulars={"version": LATEST})
        if fill is not None:
            fill(connection)


def version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the open store, 0 for an empty database.

    Raises StoreError when it is later than this program's, or no store at all.
    """
    try:
        version = connection.execute("SELECT max(version) FROM schema_version").fetchall()[0][0]
    except duckdb.CatalogException:
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_catalog = ?"
        alias = connection.execute("SELECT current_database()").fetchall()[0][0]
        if connection.execute(tables, [alias]).fetchall()[0][0]:
            raise faults.another_database(path) from None
        return 0
    if version > LATEST:
        raise faults.later_version(path)
    return int(version)


def _make_in_lake(path: Path, now: datetime, timeout: float, fill: Fill | None) -> None:
    """The same in a lake: one transaction from its first table to what it is filled with."""
    from kpis.store.database.lake import connect as lake

    with opened(path, writing=True, timeout=timeout) as connection:
        if version_of(connection, path):  # another process was first
            return
        with transaction(connection):
            lake.make_fence(connection)
            _take_steps(connection, path, 0, now, fill)


def _make(
    path: Path, now: datetime, timeout: float, fill: Fill | None, *, anew: bool = False
) -> None:
    """Give the path a store in one step, so that no process ever meets half of one."""
    if is_lake(path):
        _make_in_lake(path, now, timeout, fill)
        return
    with faults.as_store_errors(path):
        with private():
            path.parent.mkdir(parents=True, exist_ok=True)
        with in_turn(path, timeout):
            if path.exists():  # another process was first
                return
            if not anew and was_here(path):
                raise faults.gone(path)
            if not anew:
                journal.refuse_to_begin(path)
            draft = path.with_name(f"{path.name}.new")
            try:
                for left in (draft, log_of(draft)):  # of one that was stopped half-way
                    left.unlink(missing_ok=True)
                written = _draw_up(draft, path, now, fill)
                if _found_in(draft) != written:
                    raise faults.not_whole(path)
                draft.replace(path)
            except BaseException:
                for left in (draft, log_of(draft)):
                    left.unlink(missing_ok=True)
                raise
            settle(path.parent)


def _draw_up(draft: Path, path: Path, now: datetime, fill: Fill | None) -> list[int]:
    """Write a whole store into a file of its own, and all of it from the log into the file.

    How many rows are in it, as `_counted` has them.
    """
    with drafted(draft, default_block_size=BLOCK) as connection:
        bring_up_to_date(connection, path, now, fill)
        return _counted(connection)


def _found_in(draft: Path) -> list[int]:
    """The same of the file alone, opened anew; [] where it is no whole store."""
    try:
        with duckdb.connect(draft, read_only=True) as connection:
            return _counted(connection)
    except duckdb.Error:
        return []


def _counted(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The rows of each table in which every act leaves one."""
    tables = ("schema_version", "submission", "revision", "audit")
    counts = (connection.execute(f"SELECT count(*) FROM {each}") for each in tables)
    return [count.fetchall()[0][0] for count in counts]
