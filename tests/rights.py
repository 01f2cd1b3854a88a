"""What happens to whoever may not read or write, also where the tests run as root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def without_rights(path: Path, mode: int) -> Iterator[None]:
    """The file or folder has these rights alone, and who asks is not root."""
    before = path.stat().st_mode & 0o777
    path.chmod(mode)
    is_root = os.geteuid() == 0
    try:
        if is_root:
            os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield
    finally:
        if is_root:
            os.seteuid(0)
            os.chown(path, 0, 0)
        path.chmod(before)
