"""Copy a whole store into one file, while people work with it.

The database is copied as it is at one moment: whoever writes waits for that moment and no longer.
What else there is only grows, so all that the copied tables name is there to be read afterwards.

In the backup a table is a file in the Parquet format: it is described in public, many programs read
it, and it needs neither this program nor the database it happens to be kept in, whose own files its
next major version may no longer write. A lake's tables are written in the same way.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path

import duckdb

from kpis import __version__
from kpis.default_paths import outbox
from kpis.errors import BackupError
from kpis.model.record import Record
from kpis.store import files
from kpis.store.database.connect import opened
from kpis.store.database.private import private
from kpis.store.database.schema import version_of
from kpis.store.keeping import Progress
from kpis.store.keeping import manifest as listed
from kpis.store.keeping.container import (
    FIRST,
    MANIFEST,
    BackupWriter,
    is_backup,
    is_name,
    written,
)
from kpis.store.keeping.manifest import FORMAT, Manifest, NotKept, table_file
from kpis.store.keeping.tables import TableExtent, extents
from kpis.store.keeping.workplace import workplace

# Of the database that the tables are written from: a million figures take no more.
MEMORY = "512MB"
_NO_ROOM = ("No space left", "Could not write", "Could not fsync")  # told of the copy
_COPIED, _TABLES, _FILES = 0.1, 0.4, 0.9  # of the time it takes, about so much has passed by then

READ_ME = """\
This is a backup of a store of figures, made by the program kpis {program}
on {made_at:%d/%m/%Y at %H:%M} UTC. It is a zip file in which nothing is packed.

tables/    every table of the store as a file in the Apache Parquet format,
           which many programs read. Times are UTC.
files/     every file that was submitted, byte for byte, each under the SHA-256
           of its content. The table "submission" says what it was called.
{further}
manifest.json says how many rows are in each table, and of every file how long
it is and its SHA-256. At the very end of this file stands the SHA-256 of all
bytes before it.

To make a store of it again:  kpis restore THIS_FILE --store NEW.duckdb

Names, logins and mail addresses of people are in the tables person,
audit_address and mail_address. Whoever keeps this file keeps those too.
How people sign in and how mails are sent (access.toml, mail.toml) is not in
it, for there are secrets in these files. Nor are pages that can be made again.
"""
_OF_FOLDERS = {
    "journal": "journal/   every act that changed the store, in the order they were done.\n",
    "outbox": "outbox/    mails that were written into a folder, no mail server being named.\n",
    "plans": "plans/     the files of the plans that the figures are read against.\n",
}


class BackedUp(Record):
    """A backup that was made. size: of its file, in bytes."""

    path: Path
    size: int
    manifest: Manifest


class _NotCopied(Exception):
    """Why the copy of the database could not be written: no fault of the store it is of."""


class _Copied(Record):
    """What there was at the moment of copying. beside: files by their name in the backup."""

    store: Path
    schema: int
    wanted: tuple[str, ...]  # SHA-256 of every file that the store says it keeps
    beside: Mapping[str, Path]


def back_up(
    store: Path,
    target: Path,
    *,
    plans: Mapping[str, Path],
    now: datetime,
    timeout: float,
    progress: Progress,
) -> BackedUp:
    """Write a backup of a store. plans: folders of plans, by the name each has in it.

    A kept file that is missing, or is not what it was, cannot be put in; the manifest names it.
    Raises BackupError, and leaves what was at the target, where the file cannot be written;
    StoreError and StoreBusy as every reader does.
    """
    if target.is_symlink() or (target.exists() and not (target.is_file() and is_backup(target))):
        raise BackupError(
            f"{target} is there and is no backup, so it is left as it is. Give another name."
        )
    try:
        with private(), workplace(target) as work:
            copy = work / "copy.duckdb"
            progress("Copying the database", 0)
            copied = _copy(store, copy, timeout)
            beside = {**copied.beside, **_inside(plans)}
            with written(target, work / "draft") as backup:
                made = _fill(backup, copy, copied, beside, now, progress)
    except (duckdb.Error, _NotCopied) as error:
        raise _not_written(target, str(error).splitlines()[0]) from error
    except OSError as error:
        raise _not_written(target, error.strerror or str(error)) from error
    progress("Done", 1)
    return BackedUp(path=target, size=target.stat().st_size, manifest=made)


def _copy(store: Path, copy: Path, timeout: float) -> _Copied:
    """Copy the database of one moment, and see what lies beside it then."""
    with opened(store, writing=False, timeout=timeout) as connection:
        schema = version_of(connection, store)
        if not schema:
            raise BackupError(f"There is nothing in the store {store} yet.")
        source = connection.execute("SELECT current_database()").fetchall()[0][0]
        quoted = str(copy).replace("'", "''")
        alias = f"backup_{copy.parent.name.rpartition('-')[2]}"
        connection.execute(f"ATTACH '{quoted}' AS \"{alias}\"")
        try:
            connection.execute(f'COPY FROM DATABASE "{source}" TO "{alias}"')
        except duckdb.Error as error:
            if any(sign in str(error) for sign in _NO_ROOM):
                raise _NotCopied(str(error).splitlines()[0]) from error
            raise
        try:
            connection.execute(f'DETACH "{alias}"')
        except duckdb.Error as error:  # the last of the copy is written by this: its own place
            raise _NotCopied("its disk may be full") from error
        wanted = kept_files(connection, schema)
        beside = {
            f"{name}/{inside}": path
            for name, folder in folders_of(store).items()
            for inside, path in _files_in(folder)
        }
    return _Copied(store=store, schema=schema, wanted=tuple(wanted), beside=beside)


def kept_files(connection: duckdb.DuckDBPyConnection, schema: int) -> list[str]:
    """The SHA-256 of every file that a store says it keeps, by the alphabet.

    schema: the version of its tables; files were not mended before the fifth.
    """
    mended = "UNION SELECT original_sha256 FROM mended_cell" if schema >= 5 else ""
    query = f"SELECT sha256 FROM submission {mended} ORDER BY sha256"
    return [str(sha256) for (sha256,) in connection.execute(query).fetchall()]


def folders_of(store: Path) -> dict[str, Path]:
    """What lies beside a store and cannot be made again, by the name it has in a backup.

    Kept files are not among them: the database says which there are.
    """
    return {"outbox": outbox(store), "journal": store.with_suffix(".journal")}


def _fill(
    backup: BackupWriter,
    copy: Path,
    copied: _Copied,
    beside: Mapping[str, Path],
    now: datetime,
    progress: Progress,
) -> Manifest:
    """Put everything in, and the list of it last."""
    folders = {name.split("/")[0] for name in beside}
    further = "".join(line for name, line in _OF_FOLDERS.items() if name in folders)
    backup.add_text(FIRST, READ_ME.format(program=__version__, made_at=now, further=further))
    tables = _add_tables(backup, copy, progress)
    not_kept = (*_add_kept(backup, copied, progress),)
    for number, (name, path) in enumerate(sorted(beside.items())):
        progress("Adding what lies beside", _FILES + (1 - _FILES) * number / len(beside))
        with suppress(FileNotFoundError):  # taken out of its folder meanwhile
            _add_file(backup, name, path)
    made = Manifest(
        format=FORMAT,
        program=__version__,
        schema=copied.schema,
        made_at=now,
        tables=tables,
        members=dict(backup.members),
        not_kept=not_kept,
    )
    backup.add_text(MANIFEST, listed.to_json(made))
    return made


def _add_tables(backup: BackupWriter, copy: Path, progress: Progress) -> dict[str, TableExtent]:
    draft = copy.with_name("table.parquet")
    quoted = str(draft).replace("'", "''")
    config = {"memory_limit": MEMORY, "temp_directory": str(copy.with_name("spilled"))}
    with duckdb.connect(copy, config={**config}) as connection:
        progress("Counting the rows of every table", _COPIED)
        tables = extents(connection)
        every, done = max(1, sum(each.rows for each in tables.values())), 0
        for table, extent in tables.items():
            share = _COPIED + (_TABLES - _COPIED) * done / every
            progress(f"Writing {extent.rows:,} rows of {table}", share)
            connection.execute(
                f"COPY (FROM \"{table}\") TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)"
            )
            _add_file(backup, table_file(table), draft)
            draft.unlink()
            done += extent.rows
    copy.unlink()  # its room may be needed for what follows
    return tables


def _add_kept(backup: BackupWriter, copied: _Copied, progress: Progress) -> Iterator[NotKept]:
    """Put every kept file in; tells of those that are not there as they were kept."""
    for number, sha256 in enumerate(copied.wanted):
        share = _TABLES + (_FILES - _TABLES) * number / len(copied.wanted)
        progress(f"Adding file {number + 1:,} of {len(copied.wanted):,}", share)
        if why := files.fault(copied.store, sha256):
            yield NotKept(sha256=sha256, why=why)
        else:
            content = files.kept(copied.store).get(files.name_of(sha256))
            backup.add(name_of_kept(sha256), BytesIO(content), len(content))


def name_of_kept(sha256: str) -> str:
    """Where in a backup a kept file is."""
    return f"files/{sha256[:2]}/{sha256}"


def _add_file(backup: BackupWriter, name: str, path: Path) -> None:
    with path.open("rb") as file:
        backup.add(name, file, path.stat().st_size)


def _inside(plans: Mapping[str, Path]) -> dict[str, Path]:
    return {
        f"plans/{name}/{inside}": path
        for name, folder in plans.items()
        for inside, path in _files_in(folder)
    }


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and of those in it, without links, drafts and names no backup has."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        plain = not hidden and path.is_file() and not path.is_symlink()
        if plain and is_name(f"plans/{inside.as_posix()}"):
            yield inside.as_posix(), path


def _not_written(target: Path, reason: str) -> BackupError:
    return BackupError(
        f"The backup {target} could not be written: {reason}. There is no new file of that name. "
        "Make room, or name another folder, and try again."
    )
