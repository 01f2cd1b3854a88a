"""What a store writes is for the account alone that writes it: there are small counts in it.

Other accounts of the machine get what the process lets them have (its umask), which is usually to
read everything. The database makes files of its own beside the store while somebody writes, so it
is the process that is told, for as long as anybody writes.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpis.store.durable import real_path

_OTHERS = 0o077
_guard = threading.Lock()
_writers = 0
_before = 0


@contextmanager
def private() -> Iterator[None]:
    """Whatever is made in the block can be read and changed by its owner alone."""
    global _writers, _before
    with _guard:
        if not _writers:
            _before = os.umask(_OTHERS)
        _writers += 1
    try:
        yield
    finally:
        with _guard:
            _writers -= 1
            if not _writers:
                os.umask(_before)


def open_to_others(path: Path) -> list[Path]:
    """Of a store's file and what lies beside it, what other accounts of the machine get at.

    [] where its folder lets none of them in, and on systems that do not say. It was made by an
    earlier version, or somebody has let others in: they may be meant to.
    """
    path = real_path(path)
    folders = (path.with_suffix(kind) for kind in (".files", ".journal"))
    beside = (path, path.with_name(f"{path.name}.wal"), *folders)
    try:
        if os.name != "posix" or not path.parent.stat().st_mode & 0o011:
            return []
        return [each for each in beside if each.exists() and each.stat().st_mode & _OTHERS]
    except OSError:
        return []
