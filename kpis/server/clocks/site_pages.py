"""The site is written anew when something was published, for as long as the server runs.

By `kpis site`, in a process of its own: to write hundreds of pages takes some seconds of a
processor, which whoever works with the dashboard would miss. To look costs a glance at the file
system, and after each change of the store a read of the list of releases.
"""

import logging
import subprocess
import sys
from threading import Event

from kpis.default_paths import plan_folder, site_folder, store_path
from kpis.errors import KpisError, StoreBusy
from kpis.model import Release
from kpis.store import Store, releases_in

EVERY = 30.0  # seconds between two looks
SIGN_IN = "/?sign-in"  # the dashboard's first page, from which nobody is led back to the site

log = logging.getLogger(__name__)


class SitePages:
    """Begin with `run` in a thread of its own, end with `stop`."""

    def __init__(self, every: float = EVERY) -> None:
        self._every, self._stopped = every, Event()
        self._seen = ""
        self._written: tuple[Release, ...] = ()
        self._writing: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        told = ""
        while not self._stopped.is_set():
            trouble = ""
            try:
                trouble = self.look()
            except StoreBusy:
                pass  # somebody is storing a return: the next time will do
            except KpisError as error:
                trouble = str(error)
            except Exception:
                log.exception("The site could not be written; it is tried again.")
            if trouble and trouble != told:
                log.warning("The site is not written: %s", trouble)
            told = trouble
            self._stopped.wait(self._every)

    def stop(self) -> None:
        """End. What is just being written is left, and written with the next start."""
        self._stopped.set()
        if (writing := self._writing) is not None:
            writing.terminate()

    def look(self) -> str:
        """Have the site written where a release was made or withdrawn since it last was.

        What went wrong, "" for nothing. Raises StoreError and StoreBusy.
        """
        store = Store(store_path())
        if not store.exists() or (version := store.version()) == self._seen:
            return ""
        releases = releases_in(store.releases())
        trouble = self._write() if releases != self._written else ""
        if not trouble:
            self._seen, self._written = version, releases
        return trouble

    def _write(self) -> str:
        store = store_path()
        command = [
            *(sys.executable, "-m", "kpis", "site", "-o", str(site_folder(store))),
            *("--store", str(store), "--plan", str(plan_folder()), "--sign-in", SIGN_IN),
        ]
        self._writing = subprocess.Popen(  # noqa: S603 our own command
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        _, said = self._writing.communicate()
        code, self._writing = self._writing.returncode, None
        if code == 0 or self._stopped.is_set():
            return ""
        return said.decode("utf-8", "replace").strip()[-500:] or f"kpis site ended with {code}."
