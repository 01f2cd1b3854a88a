"""Put a mapping into a store by itself: in use it comes with the return it was made for."""

from datetime import datetime

from kpis.clock import utc_now
from kpis.model import local_administrator
from kpis.store import Store
from kpis.store.database.connect import opened, transaction
from kpis.store.senders import mappings


def keep_mapping(
    store: Store, sender: str, mapping: str, *, by: str, now: datetime | None = None
) -> None:
    """Keep a mapping, as `kpis.readers.mapping.saved` writes it, for a sender's next return."""
    store.prepare()
    with (
        opened(store.path, writing=True, timeout=store.timeout) as connection,
        transaction(connection),
    ):
        mappings.save(connection, sender, mapping, local_administrator(by), now or utc_now())
