"""Bytes kept under names, in a folder or a bucket: submitted files, and whatever else only grows.

    objects = kept_beside(store.path, "files")   # a folder beside a file, a prefix of a lake's data
    objects.put("ab/ab12…", content)             # False where the name is taken: nothing is changed
    objects.get("ab/ab12…")                      # FileNotFoundError where it is not there
    objects.exists("ab/ab12…"), list(objects.names("ab"))

What `put` returns from is safe on disk. Where something goes wrong it is an OSError, of a bucket as
of a folder, which `kpis.store.database.faults.as_store_errors` makes a sentence of.
"""

from kpis.store.objects.objects import Objects
from kpis.store.objects.places import kept_beside

__all__ = ["Objects", "kept_beside"]
