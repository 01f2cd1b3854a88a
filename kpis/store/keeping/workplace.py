"""A folder to work in beside what is being made, gone when the work is done or was stopped.

Whoever works holds a lock on it, which ends with the process, however it ends. So what a killed
process left is known as such by the next one, and removed.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".kpis-backup-"


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A private folder in the same folder as a file, empty at first. Raises OSError."""
    _clear(beside.parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside.parent))
    held = _hold(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _clear(folder: Path) -> None:
    """Remove what those left who were stopped."""
    for each in folder.glob(f"{_PREFIX}*"):
        if each.is_dir() and not each.is_symlink() and (held := _hold(each)) is not None:
            shutil.rmtree(each, ignore_errors=True)
            os.close(held)


def _hold(folder: Path) -> int | None:
    """Lock a folder; None where somebody else holds it, and where systems have no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            return None
        return held
    return None
