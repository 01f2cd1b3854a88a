"""Make a backup of a store and a store of a backup, told nothing but what a test is about."""

from datetime import datetime
from pathlib import Path
from typing import Any

from kpis.store.keeping.backup import BackedUp, back_up
from kpis.store.keeping.restore import Restored, restore

NIGHT = datetime(2024, 2, 1, 2)


def silent(what: str, share: float) -> None:
    assert what
    assert 0 <= share <= 1


def backed_up(store: Path, target: Path, **options: Any) -> BackedUp:
    given: dict[str, Any] = {"plans": {}, "now": NIGHT, "timeout": 5, "progress": silent}
    return back_up(store, target, **given | options)


def restored(backup: Path, store: Path, **options: Any) -> Restored:
    given: dict[str, Any] = {"plans": None, "now": NIGHT, "timeout": 5, "progress": silent}
    return restore(backup, store, **given | options)
