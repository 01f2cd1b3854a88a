"""Open a store for one question or one change, and bring an earlier one up to date on the way."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.clock import utc_now
from kpis.store.database.durable import real_path
from kpis.store.values import TIMEOUT

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class OpenStore:
    """A path, and a connection to the store there for as long as a block lasts.

    `path` is the file itself where a symbolic link was named: what belongs to the store lies
    beside that. Raises StoreError where links lead in a circle.
    """

    def __init__(self, path: Path, *, timeout: float = TIMEOUT) -> None:
        self.path = real_path(Path(path))
        self.timeout = timeout

    def exists(self) -> bool:
        """Whether there is a file at the path; when we made it, it is a whole store."""
        return self.path.exists()

    def prepare(self, now: datetime | None = None) -> None:
        """Make the store, or bring it up to date; nothing when it is. Any number may at once."""
        from kpis.store.database import schema

        schema.prepare(self.path, now or utc_now(), self.timeout)

    def version(self) -> str:
        """A token that another write by any process changes; asks the file system only.

        Take it *before* reading what is cached under it: then a write in between makes the
        token old, never the figures.
        """
        stats = []
        for path in (self.path, self.path.with_name(f"{self.path.name}.wal")):
            try:
                status = path.stat()
            except OSError:
                stats.append("-")
            else:
                stats.append(f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}")
        return "_".join(stats)

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
        from kpis.store.database import connect, faults, schema

        if not self.exists():
            raise faults.missing(self.path)
        with connect.opened(self.path, writing=True, timeout=self.timeout) as connection:
            schema.bring_up_to_date(connection, self.path, utc_now())
            with connect.transaction(connection):
                yield connection
