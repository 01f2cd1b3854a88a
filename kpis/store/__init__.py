"""The store: every figure ever returned, who returned it, and the file it came in."""

from kpis.store.store import Store
from kpis.store.values import (
    Incoming,
    MendedCell,
    MendedFile,
    Preview,
    SavedAnswer,
    SavedMapping,
    Stored,
    activities_as_repeated,
    as_repeated,
)

__all__ = [
    "Incoming",
    "MendedCell",
    "MendedFile",
    "Preview",
    "SavedAnswer",
    "SavedMapping",
    "Store",
    "Stored",
    "activities_as_repeated",
    "as_repeated",
]
