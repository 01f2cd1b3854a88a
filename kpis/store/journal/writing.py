"""Write the entry of an act, in its transaction, before that is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kpis.clock import utc_now
from kpis.errors import StoreError
from kpis.store.journal import added_rows, entries, present
from kpis.store.journal.entries import Added, Entry
from kpis.store.journal.present import ERASABLE
from kpis.store.objects import Objects, kept_beside

JOURNAL = "journal_entry"  # the table that says which entries are of the store
KIND = "journal"  # of objects beside a store


@contextmanager
def act(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    version: int,
    *,
    whole: bool = False,
    tables_changed: bool = False,
) -> Iterator[None]:
    """Within a transaction: what the block adds to the store has its entry when it ends.

    The entry is safe on disk then, and its row is in the transaction. A block that adds nothing has
    none. version: of the tables. whole: the entry holds all that the store has, not what is added;
    so does one of a store whose journal is gone, which thereby begins anew. tables_changed: in this
    transaction, which may have added rows that come again whenever the tables are changed so.
    Raises StoreError, for the transaction to be given up, where an entry cannot be written.
    """
    tables = added_rows.Tables(connection, version)
    before = None if whole else present.state(connection)
    not_of_it = tables.added_so_far() if tables_changed and not whole else {}
    yield
    objects = kept_beside(store, KIND)
    try:
        _Act(connection, objects, version).write(tables, before, not_of_it)
    except OSError as error:
        raise StoreError(
            f"The journal in {objects.place} could not be written, so nothing of this was kept: "
            f"{error.strerror or error}. Make room on the disk, or see who may write there."
        ) from error


class _Act:
    """An act on its way into the journal."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, objects: Objects, version: int
    ) -> None:
        self._connection = connection
        self._objects = objects
        self._version = version
        last, self._before = last_of(connection)
        self._number = last + 1
        listed = set(objects.names(entries.folder_of(self._number)))
        self._set_aside = tuple(sorted(filter(self._is_later, listed)))
        name = entries.name_of(last, self._before)
        self._last_is_there = not last or name in listed or objects.exists(name)

    def _is_later(self, name: str) -> bool:
        """Whether this is an entry that never became part of the store."""
        found = entries.number_and_hash(name)
        return found is not None and found[0] >= self._number

    def write(
        self, tables: added_rows.Tables, before: present.State | None, not_of_it: dict[str, int]
    ) -> None:
        """before: how the erasable tables were when the act began; None for an entry of all."""
        whole = before is None or not self._last_is_there
        added = {
            table: added_rows.read(self._connection, query, table, self._keep)
            for table, query in (tables.everything() if whole else tables.added(not_of_it))
        }
        erasable = {table: added.pop(table) for table in ERASABLE if table in added}
        if not added:
            return
        sha256 = self._put(added, whole=whole)
        # Only now, so that an act which ends before its commit leaves an entry that is set aside,
        # by which the next one knows that these files may be ahead of the store.
        present.write(
            self._connection,
            self._objects,
            before=None if whole or self._set_aside else before,
            added={table: _numbers(table, rows) for table, rows in erasable.items()},
        )
        self._connection.execute(f"INSERT INTO {JOURNAL} VALUES (?, ?)", [self._number, sha256])

    def _put(self, added: dict[str, Added], *, whole: bool) -> str:
        """Keep the entry; its hash."""
        content = entries.to_bytes(
            Entry(
                number=self._number,
                before=self._before,
                at=utc_now(),
                version=self._version,
                added=added,
                whole=whole,
                set_aside=self._set_aside,
            )
        )
        sha256 = entries.sha256_of(content)
        self._objects.put(entries.name_of(self._number, sha256), content)
        return sha256

    def _keep(self, table: str, content: bytes, sha256: str) -> str:
        name = entries.name_of_rows(self._number, table, sha256)
        self._objects.put(name, content)
        return name


def last_of(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Number and hash of the last entry of the store; 0 and "" where it has none."""
    query = f"SELECT coalesce(max(number), 0), arg_max(sha256, number) FROM {JOURNAL}"
    number, sha256 = connection.execute(query).fetchall()[0]
    return number, sha256 or ""


def _numbers(table: str, added: Added) -> list[int]:
    """Of the rows added to a table in parts, what they are parted by."""
    part = ERASABLE[table]
    return [row[added.columns.index(part)] for row in added.rows] if part else []
