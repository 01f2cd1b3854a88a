"""The store: every figure ever returned, who returned it, and the file it came in."""

from kpis.store.chain import AuditEntry, FaultFound, entry_of, faults_in, sealed
from kpis.store.releasing.listed import releases_in
from kpis.store.store import Store
from kpis.store.values import (
    ALL_FIGURES,
    LISTED,
    AuditExtent,
    Incoming,
    MendedCell,
    MendedFile,
    MissingFile,
    Preview,
    SavedAnswer,
    SavedMapping,
    Scheduling,
    Stored,
    TriedWithoutRole,
    WantedActs,
    WantedFigures,
    activities_as_repeated,
    as_repeated,
)
from kpis.store.verifying.findings import Finding, FindingKind, LookedThrough

__all__ = [
    "ALL_FIGURES",
    "LISTED",
    "AuditEntry",
    "AuditExtent",
    "FaultFound",
    "Finding",
    "FindingKind",
    "Incoming",
    "LookedThrough",
    "MendedCell",
    "MendedFile",
    "MissingFile",
    "Preview",
    "SavedAnswer",
    "SavedMapping",
    "Scheduling",
    "Store",
    "Stored",
    "TriedWithoutRole",
    "WantedActs",
    "WantedFigures",
    "activities_as_repeated",
    "as_repeated",
    "entry_of",
    "faults_in",
    "releases_in",
    "sealed",
]
