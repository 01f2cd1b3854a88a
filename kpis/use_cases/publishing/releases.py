"""Every release as a value, for whoever asks how one stands among all."""

from dataclasses import fields
from typing import Any

import pandas as pd

from kpis.frames import RELEASES
from kpis.model import Release
from kpis.store import Store

_NAMES = [field.name for field in fields(Release)]


def releases_listed(store: Store) -> tuple[Release, ...]:
    """Every release, newest first, also those withdrawn. Raises StoreError and StoreBusy."""
    return tuple(
        Release(**{name: _value(getattr(row, name)) for name in _NAMES})
        for row in RELEASES.rows(store.releases())
    )


def _value(of: Any) -> Any:
    """None for a time that never was, as frames have it."""
    return None if of is pd.NaT else of
