"""Move a store to another address, whole or not at all, and see that all of it is there.

The kept files go first and the tables last, in one step: until then there is no store at the new
address, so a move that was stopped is begun again. The old store stays as it is, and nobody can
write to it meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from kpis.errors import NotAllowed, StoreError
from kpis.lake_address import in_words, is_lake
from kpis.model.record import Record
from kpis.store.database import faults
from kpis.store.database.connect import in_turn, opened, transaction
from kpis.store.database.drafts import drafted, log_of
from kpis.store.database.private import private
from kpis.store.database.schema import BLOCK
from kpis.store.durable import settle
from kpis.store.moving.tables import TableMoved, copy_table, make_tables, state_of, tables_of
from kpis.store.objects import kept_beside
from kpis.store.store import Store
from kpis.store.values import TIMEOUT

KINDS = ("files", "journal")  # of what lies beside a store and is part of it
Told = Callable[[str], None]


class Moved(Record):
    """What was moved, and found there as it was: each table, and how many kept files."""

    tables: tuple[TableMoved, ...]
    files: int


def move(source: Path, target: Path, *, timeout: float = TIMEOUT) -> Moved:
    """Move a store to an address where none is.

    Raises NotAllowed where there is a store, or files of another; StoreError and StoreBusy, and
    then no store is at the new address.
    """
    old, new = Store(source, timeout=timeout), Store(target, timeout=timeout)
    if not old.exists():
        raise faults.missing(old.path)
    old.prepare()  # of this program's version, for the tables are made by it
    _require_empty(new)
    with _held(old.path, timeout) as connection:
        _require_no_others(old.path, new.path)
        counts = {kind: _copy_objects(old.path, new.path, kind) for kind in KINDS}
        return Moved(tables=_move_tables(connection, new.path, timeout), files=counts["files"])


def _require_empty(new: Store) -> None:
    if new.exists():
        raise NotAllowed(
            f"There is a store at {in_words(new.path)} already. Nothing was changed. "
            "Name an address where none is."
        )


def _require_no_others(old: Path, new: Path) -> None:
    """What a move that was stopped has left is the same as here; anything else is another's."""
    for kind in KINDS:
        here, there = kept_beside(old, kind), kept_beside(new, kind)
        with faults.as_store_errors(new):
            known = set(here.names())
            others = [name for name in there.names() if name not in known]
        if others:
            raise NotAllowed(
                f"{there.where(others[0])} is of another store than {in_words(old)}. Nothing was "
                "changed. Name an address where nothing is."
            )


@contextmanager
def _held(path: Path, timeout: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads a store to which nobody can write meanwhile."""
    with ExitStack() as held:
        if is_lake(path):  # where whoever reads keeps nobody from writing
            held.enter_context(in_turn(path, timeout))
        yield held.enter_context(opened(path, writing=False, timeout=timeout))


def _copy_objects(old: Path, new: Path, kind: str) -> int:
    """Copy what is kept under one kind; how many there are. Raises StoreError."""
    here, there, count = kept_beside(old, kind), kept_beside(new, kind), 0
    with faults.as_store_errors(new):
        for name in here.names():
            content = here.get(name)
            if not there.put(name, content) and there.get(name) != content:
                there.replace(name, content)
            if there.get(name) != content:
                raise _not_the_same(new, f"the file {name}")
            count += 1
    return count


def _move_tables(
    source: duckdb.DuckDBPyConnection, target: Path, timeout: float
) -> tuple[TableMoved, ...]:
    if not is_lake(target):
        return _into_file(source, target, timeout)
    from kpis.store.database.lake import connect as lake

    with opened(target, writing=True, timeout=timeout) as connection, transaction(connection):
        _require_empty(Store(target))  # nobody was first
        lake.make_fence(connection)
        return _filled(source, connection, target)


def _into_file(
    source: duckdb.DuckDBPyConnection, target: Path, timeout: float
) -> tuple[TableMoved, ...]:
    with faults.as_store_errors(target):
        with private():
            target.parent.mkdir(parents=True, exist_ok=True)
        with in_turn(target, timeout):
            _require_empty(Store(target))
            draft = target.with_name(f"{target.name}.new")
            try:
                for rest in (draft, log_of(draft)):
                    rest.unlink(missing_ok=True)
                with drafted(draft, default_block_size=BLOCK) as made, transaction(made):
                    moved = _filled(source, made, target)
                draft.replace(target)
                settle(target.parent)
            finally:
                for rest in (draft, log_of(draft)):
                    rest.unlink(missing_ok=True)
    return moved


def _filled(
    source: duckdb.DuckDBPyConnection, target: duckdb.DuckDBPyConnection, path: Path
) -> tuple[TableMoved, ...]:
    """Every table made and filled as in the source, and held against it."""
    make_tables(target)
    names = tables_of(source)
    if tables_of(target) != names:
        raise _not_the_same(path, "the list of tables")
    moved = []
    for name in names:
        copy_table(source, target, name)
        before, after = state_of(source, name), state_of(target, name)
        if before != after:
            raise _not_the_same(path, f"the table {name}")
        moved.append(TableMoved(name=name, rows=before[0]))
    return tuple(moved)


def _not_the_same(path: Path, what: str) -> StoreError:
    return StoreError(
        f"The store was not moved to {in_words(path)}: {what} did not arrive as it was. No store "
        "was made there, and the old one is unharmed."
    )
