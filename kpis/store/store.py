"""The store as the rest of the program knows it: a path, and what may be asked of it.

A `Store` holds no connection, so it may be made anywhere, kept for ever and shared between
threads; every method opens the file for its own moment (`connect.py` says why). The database is
imported inside the methods: much of the command line never needs it.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.model import Provenance, Submission
from kpis.store.values import TIMEOUT, Incoming, Stored, utc_now

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class Store:
    """Figures returned, by whom, and the files they came in. Append-only.

    Every method but `exists`, `version` and `prepare` raises StoreError when there is no usable
    store at the path, and StoreBusy when it is in use for longer than `timeout` seconds. A store
    made by an earlier version of the program is brought up to date by whichever method comes
    first: whoever updates the program need not think of it. Frames are those of `kpis.frames`;
    times are UTC without a zone, and `now` is the clock's where it is not given.
    """

    def __init__(self, path: Path, *, timeout: float = TIMEOUT) -> None:
        self.path = Path(path)
        self.timeout = timeout

    def exists(self) -> bool:
        """Whether there is a file at the path; when we made it, it is a whole store."""
        return self.path.exists()

    def prepare(self, now: datetime | None = None) -> None:
        """Make the store, or bring it up to date; nothing when it is. Any number may at once."""
        from kpis.store import schema

        schema.prepare(self.path, now or utc_now(), self.timeout)

    def version(self) -> str:
        """A token that another write by any process changes; asks the file system only.

        Take it *before* reading what is cached under it: then a write in between makes the
        token old, never the figures.
        """
        stats = []
        for path in (self.path, self.path.with_name(f"{self.path.name}.wal")):
            try:
                found = path.stat()
            except OSError:
                stats.append("-")
            else:
                stats.append(f"{found.st_ino:x}.{found.st_size:x}.{found.st_mtime_ns:x}")
        return "_".join(stats)

    def outturns(self, as_at: datetime | None = None) -> "pd.DataFrame":
        """OUTTURNS as they stand, or as they stood at a time; none → no rows."""
        from kpis.store import latest, queries

        def read() -> "pd.DataFrame":
            with self._reading() as connection:
                return queries.outturns(connection, as_at)

        if as_at is not None:
            return read()
        return latest.outturns(self.path.resolve(), self.version(), read)

    def revisions(self, measure_id: str) -> "pd.DataFrame":
        """REVISIONS of one measure or part, oldest first, also withdrawn ones."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.revisions(connection, measure_id)

    def submissions(self) -> "pd.DataFrame":
        """SUBMISSIONS, newest first."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.submissions(connection)

    def submission(self, submission_id: str) -> Submission:
        """Raises UnknownSubmission, with the nearest ids, when there is none of that id."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.submission(connection, submission_id)

    def find_submission(self, sha256: str, provenance: Provenance) -> Submission | None:
        """The submission of that very file that stands; None when there is none."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.find_submission(connection, sha256, provenance)

    def has_submissions(self) -> bool:
        """Whether anything was ever submitted, withdrawn or not."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.has_submissions(connection)

    def audit(self) -> "pd.DataFrame":
        """AUDIT, newest first."""
        from kpis.store import queries

        with self._reading() as connection:
            return queries.audit(connection)

    def file(self, sha256: str) -> bytes:
        """The submitted file, byte for byte. Raises StoreError when it is missing or altered."""
        from kpis.store import files

        return files.fetch(self.path, sha256)

    def changes(
        self, rows: "pd.DataFrame", provenance: Provenance, now: datetime | None = None
    ) -> "pd.DataFrame":
        """CHANGES that storing RETURN_ROWS would bring, in file order."""
        from kpis.store import changes, queries

        with self._reading() as connection:
            moment = queries.moment(connection, now)
            return changes.compare(connection, rows, provenance, moment)

    def submit(
        self,
        rows: "pd.DataFrame",
        *,
        file_name: str,
        content: bytes,
        provenance: Provenance,
        by: str,
        note: str = "",
        now: datetime | None = None,
    ) -> Submission:
        """Store RETURN_ROWS and the file they came in, whole or not at all.

        The very file of a submission that stands, of the same provenance, is not stored again:
        that submission is returned.
        """
        incoming = Incoming(
            rows=rows,
            file_name=file_name,
            content=content,
            provenance=provenance,
            by=by,
            note=note,
            now=now,
        )
        return self.submit_and_compare(incoming).submission

    def submit_and_compare(self, incoming: Incoming) -> Stored:
        """Store a return as `submit` does, and say what that changed."""
        from kpis.store import write

        sha256 = self._keep(incoming)
        with self._writing() as connection:
            return write.submit(connection, incoming, sha256)

    def submit_first(self, batch: Sequence[Incoming], now: datetime | None = None) -> list[Stored]:
        """Make the store with these returns in it, or fill one nothing was ever submitted to.

        All of them or none, and no store before they are in it: whoever finds one finds it
        full. Returns nothing, and stores nothing, when another process was first.
        """
        from kpis.store import queries, schema, write

        addresses = [self._keep(incoming) for incoming in batch]
        stored: list[Stored] = []

        def fill(connection: "duckdb.DuckDBPyConnection") -> None:
            if not queries.has_submissions(connection):
                for incoming, sha256 in zip(batch, addresses, strict=True):
                    stored.append(write.submit(connection, incoming, sha256))

        schema.prepare(self.path, now or utc_now(), self.timeout, fill)
        if not stored:
            with self._writing() as connection:
                fill(connection)
        return stored

    def withdraw(
        self, submission_id: str, *, by: str, why: str, now: datetime | None = None
    ) -> Submission:
        """Take a submission back, keeping it.

        Raises UnknownSubmission; StoreError when it was withdrawn before.
        """
        from kpis.store import write

        with self._writing() as connection:
            return write.withdraw(connection, submission_id, by, why, now or utc_now())

    def _keep(self, incoming: Incoming) -> str:
        from kpis.store import files

        return files.keep(self.path, incoming.content)

    @contextmanager
    def _reading(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """A connection to a store of this program's version; an earlier one is brought to it."""
        from kpis.store import connect, schema

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
        from kpis.store import connect, faults, schema

        if not self.exists():
            raise faults.missing(self.path)
        with connect.opened(self.path, writing=True, timeout=self.timeout) as connection:
            schema.bring_up_to_date(connection, self.path, utc_now())
            with connect.transaction(connection):
                yield connection
