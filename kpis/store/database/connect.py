"""Open the store for a moment and close it again: nothing ever keeps it open.

The database lets either one process write or several read. A dashboard that kept the file open
would shut out the command line, and the other way round; so whoever needs the store opens it for
one read or one transaction, and whoever finds it in use tries again, a little later each time,
until a timeout.

Starting a database takes 20 to 40 ms, opening a file in one that runs takes 2 ms. So each
process keeps one empty database in memory and attaches the store's file to it for the moment.
Readers of one process share the attachment. They must: the system's file locks belong to the
process, and closing a second handle on the file would drop the lock under the first. For the
same reason nothing else in the process may open the store's file, not even to copy it.

A disk that reports a fault may leave that database beyond use, with everything attached to it.
Then a new one is begun, and the files of the old one wait until whoever uses it has left and it
is closed: so a process that stays, as a server does, works again as soon as the disk does.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

import duckdb

from kpis.lake_address import is_lake
from kpis.store.database import faults
from kpis.store.database.engine import new_engine
from kpis.store.database.log import refuse_damaged_log
from kpis.store.database.private import private
from kpis.store.database.uses import used
from kpis.store.database.write_queue import NotYet, turn
from kpis.store.durable import real_path
from kpis.store.values import TIMEOUT

Result = TypeVar("Result")

FIRST_PAUSE, LONGEST_PAUSE = 0.002, 0.05  # seconds between two attempts


@dataclass(slots=True, eq=False)
class _Engine:
    """A database in memory, and the files attached to it. dead: beyond use since a fault."""

    root: duckdb.DuckDBPyConnection
    attached: "dict[Path, _Attachment]" = field(default_factory=dict)
    dead: bool = False


@dataclass(slots=True, eq=False)
class _Attachment:
    engine: _Engine
    path: Path
    alias: str
    writing: bool
    users: int


_FATAL = (duckdb.FatalException, duckdb.InternalException)  # after these an engine is dead
_guard = threading.RLock()
_engines: list[_Engine] = []  # one that lives, at most; and dead ones that somebody still uses
_numbers = count(1)


@contextmanager
def opened(
    path: Path, *, writing: bool, timeout: float = TIMEOUT
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file at that path, closed when the block ends.

    Its unqualified names are those of the file; temporary tables and registered frames go with
    it. A file that does not exist is made when writing. Do not nest these blocks: a reader that
    waits for a second turn behind a waiting writer waits in vain.
    Raises StoreBusy when the file does not become free within `timeout` seconds, StoreError
    with a sentence when it is missing, damaged or may not be opened.
    """
    if is_lake(path):
        from kpis.store.database.lake import connect as lake

        with (
            used(writing=writing) as use,
            lake.opened(path, writing=writing, timeout=timeout) as connection,
        ):
            use.comes()
            yield connection
        return
    path = real_path(path)
    deadline = time.monotonic() + timeout
    try:
        with used(writing=writing) as use, ExitStack() as held:
            if writing:
                held.enter_context(in_turn(path, timeout))
                attachment = _until(deadline, lambda: _join(path, writing=True))
            else:
                attachment = _until(deadline, lambda: _join_in_turn(path))
            held.callback(_leave, attachment)
            connection = held.enter_context(attachment.engine.root.cursor())
            with faults.as_store_errors(path), _noticing_death(attachment.engine):
                connection.execute(f"USE {attachment.alias}")
                use.comes()
                yield connection
    except NotYet:
        raise faults.busy(path, timeout) from None


@contextmanager
def in_turn(path: Path, timeout: float) -> Iterator[None]:
    """Be the only writer of the store at that path, which need not exist yet.

    What is written is for this account alone. Raises StoreBusy when the turn does not come within
    `timeout` seconds.
    """
    if is_lake(path):
        from kpis.store.database.lake import catalogue

        with catalogue.in_turn(path, timeout):
            yield
        return
    deadline = time.monotonic() + timeout
    with ExitStack() as held:
        held.enter_context(private())
        try:
            with faults.as_store_errors(path):
                _until(deadline, lambda: held.enter_context(turn(path, writing=True)))
        except NotYet:
            raise faults.busy(path, timeout) from None
        yield


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, path: Path | None = None) -> Iterator[None]:
    """Everything in the block is kept together, or nothing of it.

    path: of the store where others may write to it at the same time but for the turn, as to a lake:
    nothing is kept where somebody did.
    """
    connection.execute("BEGIN")
    try:
        yield
        if path is not None and is_lake(path):
            from kpis.store.database.lake import connect as lake

            lake.raise_fence(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has ended the transaction itself
            connection.execute("ROLLBACK")
        raise


def _until(deadline: float, attempt: Callable[[], Result]) -> Result:
    """The result of the first attempt that is not NotYet; NotYet when there is no time left."""
    pause = FIRST_PAUSE
    while True:
        try:
            return attempt()
        except NotYet:
            if time.monotonic() + pause > deadline:
                raise
        time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 apart from others, no secret
        pause = min(2 * pause, LONGEST_PAUSE)


def _join_in_turn(path: Path) -> _Attachment:
    with faults.as_store_errors(path), turn(path, writing=False):
        return _join(path, writing=False)


def _join(path: Path, *, writing: bool) -> _Attachment:
    """Attach the file, or share the attachment of another reader."""
    with _guard:
        for engine in _engines:
            shared = engine.attached.get(path)
            if shared is not None:
                if writing or shared.writing or engine.dead:
                    raise NotYet
                shared.users += 1
                return shared
        refuse_damaged_log(path)
        engine = _running_engine()
        attachment = _Attachment(engine, path, f"store_{next(_numbers)}", writing, users=1)
        quoted = str(path).replace("'", "''")
        mode = "" if writing else " (READ_ONLY)"
        with faults.as_store_errors(path), _noticing_death(engine), engine.root.cursor() as cursor:
            cursor.execute(f"ATTACH '{quoted}' AS {attachment.alias}{mode}")
        engine.attached[path] = attachment
        return attachment


@contextmanager
def _noticing_death(engine: _Engine) -> Iterator[None]:
    """Where the block ends with a fault that the engine does not survive, nobody else joins it."""
    try:
        yield
    except _FATAL:
        with _guard:
            engine.dead = True
            _bury(engine)
        raise


def _leave(attachment: _Attachment) -> None:
    """Detach the file when nobody uses it any more; what was written goes from log to file."""
    engine = attachment.engine
    with _guard:
        attachment.users -= 1
        if attachment.users:
            return
        if not engine.dead:
            try:
                with engine.root.cursor() as connection:
                    connection.execute(f"DETACH {attachment.alias}")
            except duckdb.Error:
                # What was committed is safe in the log and read from there next time. The engine
                # may be beyond use, and would hold on to the file: begin a new one.
                engine.dead = True
            else:
                del engine.attached[attachment.path]
        _bury(engine)


def _bury(engine: _Engine) -> None:
    """Close a dead engine, and with it its files, once nobody uses any of them."""
    if engine.dead and not any(each.users for each in engine.attached.values()):
        with suppress(ValueError):
            _engines.remove(engine)
        with suppress(duckdb.Error):
            engine.root.close()


def _running_engine() -> _Engine:
    with _guard:
        for engine in _engines:
            if not engine.dead:
                return engine
        _engines.append(_Engine(new_engine()))
        return _engines[-1]
