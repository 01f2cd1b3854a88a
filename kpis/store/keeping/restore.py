"""Look a backup through, and make a store of it where there is none.

Everything is made in a folder beside the place, checked there, and moved to it when all of it is
right: the database last, for there is a store where there is a database. Whoever is stopped before
that leaves the folder, by which the next one knows what lies about as theirs.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from kpis.errors import BackupError, StoreError
from kpis.model.record import Record
from kpis.store import files
from kpis.store.database import schema
from kpis.store.database.connect import in_turn, transaction
from kpis.store.database.drafts import drafted
from kpis.store.database.migrations import LATEST, MIGRATIONS
from kpis.store.database.private import private
from kpis.store.durable import settle, write_through
from kpis.store.keeping import Progress
from kpis.store.keeping.backup import MEMORY, folders_of
from kpis.store.keeping.container import MANIFEST, OpenBackup, damaged, hostile, opened_backup
from kpis.store.keeping.manifest import Manifest, from_json, refuse_other_files, table_file
from kpis.store.keeping.tables import differences, extents, tables_of

_LOOKED_THROUGH, _TABLES, _FILES = 0.2, 0.6, 0.95  # of the time it takes, so much has passed then
_MOVING = "moving"  # a file that says that what is not here any more was moved to its place
_ROWS_A_BYTE = 1000  # at most, of a table's file: more would be a table made to fill the disk


class Restored(Record):
    """A store made of a backup. brought_up_to_date: whether its tables were of an earlier version.

    plans: the folders of plans that were written.
    """

    path: Path
    manifest: Manifest
    brought_up_to_date: bool
    plans: tuple[Path, ...]


def check_backup(path: Path, work: Path, progress: Progress) -> Manifest:
    """Look a backup through without making anything of it that stays; gives what is in it.

    Every byte is held against the checksums, and each table is read and held against its hash.
    work: an empty folder for that. Raises BackupError.
    """
    with _opened(path, progress) as (backup, manifest):
        for number, name in enumerate(sorted(manifest.members)):
            progress(f"Checking {name[:40]}", _LOOKED_THROUGH + number / len(manifest.members) / 5)
            if backup.seen(name) != manifest.members[name]:
                raise damaged(path)
        _make_database(path, backup, manifest, work, progress)
        (work / "store.duckdb").unlink()
    progress("Done", 1)
    return manifest


def restore(
    path: Path,
    store: Path,
    *,
    plans: Path | None,
    now: datetime,
    timeout: float,
    progress: Progress,
) -> Restored:
    """Make a store of a backup, at a path where nothing is.

    plans: an empty or a new folder for the plans in the backup; None leaves them in it. Raises
    BackupError where the backup is none or the place is taken, StoreError and StoreBusy.
    """
    work = store.with_name(f"{store.name}.restoring")
    try:
        with private():
            store.parent.mkdir(parents=True, exist_ok=True)
        with in_turn(store, timeout):
            _remove_unfinished(store, work)
            _refuse_taken(store, plans)
            work.mkdir()
            try:
                with _opened(path, progress) as (backup, manifest):
                    _make_database(path, backup, manifest, work, progress)
                    _copy_files(path, backup, manifest, work, progress)
                    later = _bring_up_to_date(work / "store.duckdb", now)
                    written = _put_in_place(store, work, plans)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except duckdb.Error as error:
        raise _not_restored(store, str(error).splitlines()[0]) from error
    except OSError as error:
        raise _not_restored(store, error.strerror or str(error)) from error
    progress("Done", 1)
    return Restored(path=store, manifest=manifest, brought_up_to_date=later, plans=written)


@contextmanager
def _opened(path: Path, progress: Progress) -> Iterator[tuple[OpenBackup, Manifest]]:
    """A backup whose files are those it lists. Raises BackupError."""
    progress("Looking the backup through", 0)
    with opened_backup(path) as backup:
        manifest = from_json(backup.text(MANIFEST), path)
        refuse_other_files(manifest, backup.sizes, path)
        if manifest.schema > LATEST:
            raise BackupError(
                f"The backup {path} is of a store of a later version of this program "
                f"({manifest.program[:40]}). Update the program and try again."
            )
        yield backup, manifest


def _make_database(
    path: Path, backup: OpenBackup, manifest: Manifest, work: Path, progress: Progress
) -> None:
    """Make the database as it was, of the version it had, and hold each table against its hash."""
    config = {"memory_limit": MEMORY, "temp_directory": str(work / "spilled")}
    database = work / "store.duckdb"
    with drafted(database, default_block_size=schema.BLOCK, **config) as connection:
        for step in range(1, manifest.schema + 1):
            connection.execute(MIGRATIONS[step])
        there = tables_of(connection)
        if set(there) != set(manifest.tables):
            raise hostile(path, "its tables are not those of a store")
        for number, (table, columns) in enumerate(there.items()):
            rows = manifest.tables[table].rows
            share = _LOOKED_THROUGH + (_TABLES - _LOOKED_THROUGH) * number / len(there)
            progress(f"Reading {rows:,} rows of {table}", share)
            draft = work / "table.parquet"
            if backup.copy(table_file(table), draft) != manifest.members[table_file(table)]:
                raise damaged(path)
            _fill_table(path, connection, table, columns, draft, rows)
            draft.unlink()
    progress("Comparing every table", _TABLES)
    with duckdb.connect(database, read_only=True, config={**config}) as connection:
        if differences(manifest.tables, extents(connection)):
            raise damaged(path)


def _fill_table(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: dict[str, str],
    draft: Path,
    rows: int,
) -> None:
    """Put a table's file into it. Raises BackupError where that is no such table."""
    quoted = str(draft).replace("'", "''")
    source = f"read_parquet('{quoted}')"
    try:
        told = f"SELECT num_rows FROM parquet_file_metadata('{quoted}')"
        if connection.execute(told).fetchall() != [(rows,)]:
            raise damaged(path)
        if rows > _ROWS_A_BYTE * draft.stat().st_size:
            raise hostile(path, f"its table {table} has more rows than its file can hold")
        found = connection.execute(f"DESCRIBE FROM {source}").fetchall()
        if {name: kind for name, kind, *_ in found} != columns:
            raise hostile(path, f"its table {table} has other columns than a store's")
        with transaction(connection):
            connection.execute(f'INSERT INTO "{table}" BY NAME FROM {source}')
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise damaged(path) from error


def _copy_files(
    path: Path, backup: OpenBackup, manifest: Manifest, work: Path, progress: Progress
) -> None:
    """Write all files but the tables below the folder to work in, each held against its hash."""
    others = [name for name in sorted(manifest.members) if not name.startswith("tables/")]
    for number, name in enumerate(others):
        progress(
            f"Writing file {number + 1:,} of {len(others):,}",
            _TABLES + (_FILES - _TABLES) * number / len(others),
        )
        target = _drafted(work, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        found = backup.copy(name, target)
        if found != manifest.members[name]:
            raise damaged(path)
        if name.startswith("files/") and found.sha256 != target.name:
            raise hostile(path, "a kept file in it is not the one it is called")


def _bring_up_to_date(database: Path, now: datetime) -> bool:
    """Whether the tables were of an earlier version; they are of this one now."""
    with drafted(database) as connection:
        earlier = schema.is_earlier(connection, database)
        schema.bring_up_to_date(connection, database, now)
    return earlier


def _put_in_place(store: Path, work: Path, plans: Path | None) -> tuple[Path, ...]:
    """Move everything to its place, the database last; gives the plans' folders."""
    for folder in (each for each in (work, *work.rglob("*")) if each.is_dir()):
        settle(folder)
    places = _places(store) | ({} if plans is None else {"plans": plans})
    with _all_or_nothing(work) as moved:
        for name, place in places.items():
            if (draft := _drafted(work, name)).exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                moved.append(place)
                _move(draft, place)
        (work / "store.duckdb").rename(store)
    settle(store.parent)
    if plans is None or plans not in moved:
        return ()
    return tuple(sorted(each for each in plans.iterdir() if each.is_dir()))


@contextmanager
def _all_or_nothing(work: Path) -> Iterator[list[Path]]:
    """Take away again what was moved, where not all could be; gives the list to add it to."""
    write_through(work / _MOVING, b"")
    settle(work)
    moved: list[Path] = []
    try:
        yield moved
    except BaseException:
        for place in moved:
            shutil.rmtree(place, ignore_errors=True)
        raise


def _move(folder: Path, place: Path) -> None:
    """Also to another disk, as a folder of plans may be on one."""
    try:
        folder.rename(place)
    except OSError:
        shutil.copytree(folder, place, dirs_exist_ok=True)
    settle(place.parent)


def _drafted(work: Path, name: str) -> Path:
    """Where a file or folder of a backup is while the store is made.

    The journal is beside the database, as everywhere: bringing it up to date is an act as well.
    """
    folder, _, inside = name.partition("/")
    return work / (folder if folder != "journal" else "store.journal") / inside


def _places(store: Path) -> dict[str, Path]:
    """Where beside a store the folders of a backup belong."""
    return {"files": files.folder_of(store), **folders_of(store)}


def _remove_unfinished(store: Path, work: Path) -> None:
    """Remove what a restore left that was stopped: its folder, and what it had moved from there."""
    if not work.is_dir() or work.is_symlink() or store.exists():
        return
    if (work / _MOVING).exists():
        for name, place in _places(store).items():
            if not _drafted(work, name).exists():
                shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(work)


def _refuse_taken(store: Path, plans: Path | None) -> None:
    """Raises BackupError where anything lies already: nothing is ever written over."""
    wal = store.with_name(f"{store.name}.wal")
    for place in (store, wal, *_places(store).values()):
        if place.exists() or place.is_symlink():
            raise BackupError(
                f"{place} is there already, and a backup is restored into an empty place alone. "
                "Give another name for the store, or move it away first."
            )
    if plans is not None and plans.exists() and (not plans.is_dir() or any(plans.iterdir())):
        raise BackupError(f"{plans} is there already. Name a new or an empty folder for the plans.")


def _not_restored(store: Path, reason: str) -> StoreError:
    return BackupError(
        f"Nothing was restored to {store}: {reason}. Make room, or name another folder, and try "
        "again."
    )
