"""Publish what was approved for a time that has come.

Whatever else publishes or withdraws does this first: where nothing ran at that time, releases are
numbered in the order of their times all the same, and each follows the one that readers had.
"""

from datetime import datetime

from kpis.clock import utc_now
from kpis.model import Release, the_program
from kpis.store import Store


def publish_due(store: Store, *, now: datetime | None = None) -> tuple[Release, ...]:
    """Publish every release whose time has come; () where none has. Any number may try at once.

    Whoever approved it was asked then, so it is the program that does it. A store is written only
    where something is due. Raises StoreError and StoreBusy.
    """
    now = now or utc_now()
    if not any(each.due_at <= now for each in store.scheduled()):
        return ()
    return store.publish_due(by=the_program("kpis"), now=now)
