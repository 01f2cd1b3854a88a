"""Open a store for one question or one change, and bring an earlier one up to date on the way."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.errors import StoreError
from kpis.lake_address import is_lake
from kpis.store.database.place import last_version, meet, was_here
from kpis.store.durable import real_path
from kpis.store.values import TIMEOUT

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


ABSENT = "-"


class OpenStore:
    """A path, and a connection to the store there for as long as a block lasts.

    `path` is the file itself where a symbolic link was named: what belongs to the store lies
    beside that. Raises StoreError where links lead in a circle.
    """

    def __init__(self, path: Path, *, timeout: float = TIMEOUT) -> None:
        self.path = real_path(Path(path))
        self.timeout = timeout

    def exists(self) -> bool:
        """Whether there is a file at the path; when we made it, it is a whole store.

        Raises StoreError where that cannot be said: in a folder that may not be entered, say, or
        of a lake whose Postgres does not answer.
        """
        if is_lake(self.path):
            from kpis.store.database.lake import catalogue

            return catalogue.exists(self.path)
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._not_opened(error) from error
        return True

    def is_gone(self) -> bool:
        """Whether there was a store, and it is not there now. It may come back."""
        return _state_of(self.path) == ABSENT and was_here(self.path)

    def prepare(self, now: datetime | None = None, *, anew: bool = False) -> None:
        """Make the store, or bring it up to date; nothing when it is. Any number may at once.

        Raises StoreGone where there was one and it is gone, unless it is to be made `anew`.
        """
        from kpis.store.database import schema

        schema.prepare(self.path, now or utc_now(), self.timeout, anew=anew)

    def version(self) -> str:
        """A token that another write by any process changes; asks the file system only.

        Take it *before* reading what is cached under it: then a write in between makes the
        token old, never the figures. Of a store that this process has met, and that is gone, it
        is the last one: what was read of it stays readable. Of a lake it may be as old as
        `catalogue.BELIEVED`; raises StoreError where Postgres does not answer.
        """
        if is_lake(self.path):
            from kpis.store.database.lake import catalogue

            return catalogue.version(self.path)
        found = _state_of(self.path)
        if found == ABSENT:
            return last_version(self.path) or f"{ABSENT}_{ABSENT}"
        version = f"{found}_{_state_of(self.path.with_name(f'{self.path.name}.wal'))}"
        meet(self.path, version)
        return version

    def _kept(
        self,
        question: tuple[Hashable, ...],
        ask: "Callable[[duckdb.DuckDBPyConnection], pd.DataFrame]",
    ) -> "pd.DataFrame":
        """The frame that is the answer to a question, kept until somebody writes."""
        from kpis.store.kept_frames import kept_frame

        def read() -> "pd.DataFrame":
            with self._reading() as connection:
                return ask(connection)

        return kept_frame(self.path, self.version(), question, read)

    @contextmanager
    def _reading(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """A connection to a store of this program's version; an earlier one is brought to it."""
        from kpis.store.database import connect, schema

        with ExitStack() as held:
            opened = partial(connect.opened, self.path, writing=False, timeout=self.timeout)
            connection = held.enter_context(opened())
            if schema.is_earlier(connection, self.path):
                held.close()
                self.prepare()
                connection = held.enter_context(opened())
            yield connection

    @contextmanager
    def _writing(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """One transaction, committed when the block ends well; the store as for reading."""
        from kpis.store import journal
        from kpis.store.database import connect, migrations, schema

        self._require()
        with connect.opened(self.path, writing=True, timeout=self.timeout) as connection:
            schema.bring_up_to_date(connection, self.path, utc_now())
            with (
                connect.transaction(connection, self.path),
                journal.act(connection, self.path, migrations.LATEST),
            ):
                yield connection

    def _require(self) -> None:
        """Raises StoreError, StoreGone among them, where there is no store to write to."""
        from kpis.store.database import faults

        if not self.exists():
            raise faults.missing(self.path)

    def _not_opened(self, error: OSError) -> StoreError:
        from kpis.store.database import faults

        return faults.of_system(self.path, error)


def _state_of(path: Path) -> str:
    """A token of a file that changes with it; ABSENT where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return ABSENT
    return f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}"
