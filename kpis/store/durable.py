"""What is on disk for good: a file, its name in a folder, and which file a path really is.

A system that loses its power keeps what was told to be written through and nothing else. That is
said of a file and of the folder its name stands in apart: a file that is safe under a name that is
not is gone.
"""

import errno
import os
import sys
from pathlib import Path

from kpis.errors import StoreError

# What systems answer whose folders need not, or cannot, be told.
_NOT_NEEDED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


def real_path(path: Path) -> Path:
    """The file that a path leads to, through symbolic links; it need not be there.

    Raises StoreError where links lead in a circle.
    """
    try:
        return path.resolve()
    except (RuntimeError, OSError) as error:  # a circle: which of them depends on the Python
        raise StoreError(
            f"The store {path} could not be opened: it is a symbolic link that leads back to "
            "itself. Make it lead to the store's file."
        ) from error


def write_through(path: Path, content: bytes) -> None:
    """Make a file that is not there yet, and return once it is on disk. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Return once the names in a folder are on disk as they are now. Raises OSError."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NOT_NEEDED:
            raise
    finally:
        os.close(opened)
