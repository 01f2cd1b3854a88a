"""What stands in the store that whoever looks after the server wants to be woken for.

Read again only after somebody has written, and never longer than a moment: a Prometheus asks every
few seconds, also while the store is busy or gone. Then the last that was read is given, and
`kpis_store_readable` is 0.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from kpis.clock import utc_now
from kpis.errors import KpisError
from kpis.model import MailState, SubmissionState
from kpis.store import Store

PATIENCE = 1.0  # seconds
LATE = timedelta(minutes=2)  # after its time: the server publishes within a minute of it


@dataclass(frozen=True, slots=True)
class _Read:
    submissions: Counter[str] = field(default_factory=Counter)  # by state
    mails: Counter[str] = field(default_factory=Counter)  # by state
    due: tuple[datetime, ...] = ()  # UTC: of releases that are approved for a time


class Gathered(Collector):
    """visits: how many are open. held: bytes of uploaded files in memory."""

    def __init__(
        self,
        store: Path,
        *,
        visits: Callable[[], int],
        held: Callable[[], int],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = Store(store, timeout=PATIENCE)
        self._visits, self._held, self._now = visits, held, now
        self._last, self._version = _Read(), ""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        readable = self._look()
        yield GaugeMetricFamily("kpis_visits_open", "Open pages", value=self._visits())
        yield GaugeMetricFamily(
            "kpis_uploads_held_bytes", "Uploaded files in memory", value=self._held()
        )
        yield GaugeMetricFamily(
            "kpis_store_readable", "1 where the store could be read", value=float(readable)
        )
        yield from self._disk()
        yield _by_state(
            "kpis_submissions", "Returns in the store", SubmissionState, self._last.submissions
        )
        yield _by_state("kpis_mails", "Mails of releases", MailState, self._last.mails)
        now = self._now()
        late = sum(each + LATE < now for each in self._last.due)
        yield GaugeMetricFamily(
            "kpis_releases_due", "Releases approved for a time to come", value=len(self._last.due)
        )
        yield GaugeMetricFamily(
            "kpis_releases_late", "Of those, not published although it is past", value=late
        )

    def _look(self) -> bool:
        """Whether what is known is of the store as it is now."""
        try:
            version = self._store.version()
            if version != self._version:
                self._last, self._version = self._read(), version
            return self._store.exists()
        except KpisError:
            return False

    def _read(self) -> _Read:
        return _Read(
            submissions=Counter(self._store.submissions()["state"]),
            mails=Counter(each.state.value for each in self._store.mails()),
            due=tuple(each.due_at for each in self._store.scheduled()),
        )

    def _disk(self) -> Iterator[GaugeMetricFamily]:
        path = Path(self._store.path)
        if (size := _size(path)) is not None:
            yield GaugeMetricFamily("kpis_store_bytes", "Size of the store's file", value=size)
        try:
            free = shutil.disk_usage(path.parent).free
        except OSError:
            return
        yield GaugeMetricFamily("kpis_store_free_bytes", "Free beside the store", value=free)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _by_state(
    name: str, said: str, states: type[SubmissionState] | type[MailState], found: Counter[str]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, said, labels=["state"])
    for state in states:
        family.add_metric([state.value.replace(" ", "_")], found[state.value])
    return family
