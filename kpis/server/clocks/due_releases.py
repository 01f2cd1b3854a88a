"""Publish what is approved for a time while the server runs: within a minute of that time.

A thread of its own looks every twenty seconds, from the start on, so what fell due while nothing
ran is published then. To look costs a glance at the file system: when the next release is due is
read again only after the store was written. Several servers on one store may look at once, for the
store publishes each release once.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kpis.clock import utc_now
from kpis.errors import KpisError, StoreBusy
from kpis.model import Release
from kpis.store import Store

EVERY = 20.0  # seconds
LAST_WORD = 5.0  # seconds in which what is being published is published when the server is stopped

log = logging.getLogger(__name__)


class DueReleases:
    """Begin with `start`, end with `stop`. now: the clock."""

    def __init__(
        self, path: Path, *, every: float = EVERY, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._store, self._every, self._now = Store(path), every, now
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="due releases", daemon=True)
        self._seen = ""
        self._next: datetime | None = None  # when the first of them is due

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, after what is just being done."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(LAST_WORD)

    def look(self) -> tuple[Release, ...]:
        """Publish what is due; () where nothing is. Raises StoreError and StoreBusy."""
        if not self._store.exists():
            return ()
        version = self._store.version()
        if version != self._seen:
            waiting = self._store.scheduled()  # the first that is due at the head
            self._next, self._seen = waiting[0].due_at if waiting else None, version
        if self._next is None or self._next > self._now():
            return ()
        # Which imports what publishing looks through: no server waits for that as it starts.
        from kpis.use_cases.due import publish_due

        self._seen = ""
        return publish_due(self._store, now=self._now())

    def _run(self) -> None:
        told = ""
        while not self._stopped.is_set():
            try:
                for made in self.look():
                    log.info("Release %s of %s is published.", made.number, made.quarter_id)
                told = ""
            except StoreBusy:
                pass  # somebody is storing a return: the next time will do
            except KpisError as error:
                if str(error) != told:
                    told = str(error)
                    log.warning("What is due cannot be published: %s", told)
            except Exception:
                log.exception("What is due could not be published; it is tried again.")
            self._stopped.wait(self._every)
