"""Make a store again from its journal and its kept files; nothing of its database is taken.

The new store stands beside its own files and its own journal, so it can be used wherever it is. It
is made under a name of its own and given its place in one step, when all of it was found whole.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from kpis.errors import JournalBroken, StoreBusy, StoreError, UsageError
from kpis.model.record import Record
from kpis.store import files
from kpis.store.database import schema
from kpis.store.database.connect import in_turn, opened, transaction
from kpis.store.database.drafts import drafted, log_of
from kpis.store.database.faults import as_store_errors
from kpis.store.database.migrations import LATEST
from kpis.store.durable import settle
from kpis.store.journal import Chain, chain_of
from kpis.store.journal.writing import KIND, last_of
from kpis.store.objects import kept_beside
from kpis.store.rebuilding.compare import TableCompared, compare
from kpis.store.rebuilding.replay import Replay

_NEW = "rebuilt"  # what the new store is attached as


class Rebuilt(Record):
    """A store that was made again.

    files: how many kept files it has. compared: every table, with the old store's rows as those
    that are here; None where there was none to be read, and `why_not` says why.
    """

    path: Path
    chain: Chain
    files: int
    compared: tuple[TableCompared, ...] | None
    why_not: str = ""

    @property
    def differing(self) -> tuple[TableCompared, ...]:
        """The tables in which the two stores differ."""
        return tuple(each for each in self.compared or () if not each.is_equal)


def rebuild(store: Path, new: Path, timeout: float) -> Rebuilt:
    """Make the store again at another place, where nothing may be yet.

    Raises UsageError where something is; JournalBroken where an entry or a file is missing or not
    as it was kept; StoreBusy where the old store is in use for longer than `timeout` seconds.
    """
    new = new.resolve()
    last, why_not = _last_said(store, timeout)
    chain = chain_of(store, last)
    draft = new.with_name(f"{new.name}.new")
    with in_turn(new, timeout), as_store_errors(new):
        _remove_unfinished(new, draft)
        if taken := [each for each in (new, *_beside(new)) if each.exists()]:
            raise UsageError(f"{taken[0]} is there already. Give the new store a name of its own.")
        try:
            _replay(store, draft, chain.names)
            compared = None
            if last is not None:
                chain, compared = _compared(store, draft, chain, timeout)
            count = _keep_files(store, draft, new)
            _copy_journal(store, new)
            draft.replace(new)
            settle(new.parent)
        except BaseException:
            _remove_unfinished(new, draft)
            raise
    return Rebuilt(path=new, chain=chain, files=count, compared=compared, why_not=why_not)


def _remove_unfinished(new: Path, draft: Path) -> None:
    """Remove what was made for a store that did not get its place; the draft last tells of it."""
    if new.exists() or not draft.exists():
        return
    for folder in _beside(new):
        shutil.rmtree(folder, ignore_errors=True)
    log_of(draft).unlink(missing_ok=True)
    draft.unlink()


def held_against_journal(
    store: Path, draft: Path, timeout: float
) -> tuple[Chain, tuple[TableCompared, ...]]:
    """What the journal makes of a store, made as a draft, held against its tables; no files.

    Raises JournalBroken as `rebuild` does; StoreBusy, and StoreError where it cannot be read.
    """
    with opened(store, writing=False, timeout=timeout) as connection:
        last = last_of(connection)
    chain = chain_of(store, last)
    _replay(store, draft, chain.names)
    return _compared(store, draft, chain, timeout)


def _beside(new: Path) -> tuple[Path, Path]:
    return new.with_suffix(".files"), new.with_suffix(f".{KIND}")


def _last_said(store: Path, timeout: float) -> tuple[tuple[int, str] | None, str]:
    """Which entry is the last by what the store says; None, and why, where it says nothing."""
    try:
        with opened(store, writing=False, timeout=timeout) as connection:
            if not schema.is_earlier(connection, store):
                return last_of(connection), ""
    except StoreBusy:
        raise
    except StoreError as error:
        return None, str(error)
    return None, f"The store {store} is of an earlier version of this program and has no journal."


def _replay(store: Path, draft: Path, names: Sequence[str], version: int = 0) -> None:
    """Do these acts, and put names and addresses in. version: of the tables in the draft."""
    with drafted(draft, default_block_size=schema.BLOCK) as connection:
        replay = Replay(connection, kept_beside(store, KIND), version)
        with transaction(connection):
            replay.acts(names)
            replay.erasable()


def _keep_files(store: Path, draft: Path, new: Path) -> int:
    """Give the new store every file that a submission names; how many.

    Raises JournalBroken where one is missing or altered.
    """
    with duckdb.connect(draft, read_only=True) as connection:
        named = connection.execute(
            """
            SELECT sha256 FROM submission
            UNION SELECT original_sha256 FROM mended_cell
            ORDER BY 1
            """
        ).fetchall()
    for (sha256,) in named:
        try:
            content = files.fetch(store, sha256)
        except StoreError as error:
            raise JournalBroken(str(error)) from error
        files.keep(new, content)
    return len(named)


def _compared(
    store: Path, draft: Path, chain: Chain, timeout: float
) -> tuple[Chain, tuple[TableCompared, ...]]:
    """Every table of the two, at one moment of the old store, and its entries of then.

    What was done since they were read is done in the draft as well.
    """
    with opened(store, writing=False, timeout=timeout) as connection:
        now = chain_of(store, last_of(connection))
        _replay(store, draft, now.names[len(chain.names) :], LATEST)
        here = connection.execute("SELECT current_database()").fetchall()[0][0]
        quoted = str(draft).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {_NEW} (READ_ONLY)")
        try:
            return now, compare(connection, here, _NEW)
        finally:
            connection.execute(f"DETACH {_NEW}")


def _copy_journal(store: Path, new: Path) -> None:
    """Give the new store all that is in the journal of the old one."""
    old, own = kept_beside(store, KIND), kept_beside(new, KIND)
    for name in old.names():
        own.replace(name, old.get(name))
