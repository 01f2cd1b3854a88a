"""Copy a store with the files it keeps; put a mapping into one by itself.

In use a mapping comes with the return it was made for.
"""

import shutil
from datetime import datetime
from pathlib import Path

from kpis.clock import utc_now
from kpis.model import local_administrator
from kpis.store import Store
from kpis.store.database.connect import opened, transaction
from kpis.store.senders import mappings


def copy_store(store: Path, to: Path) -> Path:
    """A store of its own, with its own files and its own journal."""
    shutil.copy2(store, to)
    for kind in (".files", ".journal"):
        shutil.copytree(store.with_suffix(kind), to.with_suffix(kind), dirs_exist_ok=True)
    return to


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
