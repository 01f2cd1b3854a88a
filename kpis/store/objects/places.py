"""Where a store's objects are: in folders beside a file, or below where a lake's data lie."""

from pathlib import Path

from kpis.lake_address import is_lake, lake_of
from kpis.store.objects.folder import FolderObjects
from kpis.store.objects.objects import Objects


def kept_beside(store: Path, kind: str) -> Objects:
    """The objects of a kind that belong to a store: "files" are in `kpis.files` beside
    `kpis.duckdb`, of a lake in `files` beside its tables.

    Raises StoreError where a lake does not say where its data lie, or what they are reached with
    is not installed.
    """
    if not is_lake(store):
        return FolderObjects(store.resolve().with_suffix(f".{kind}"))
    lake = lake_of(store)
    if not lake.is_in_bucket:
        return FolderObjects(Path(lake.data) / kind)
    from kpis.store.objects.bucket import BucketObjects

    return BucketObjects(f"{lake.data}/{kind}")
